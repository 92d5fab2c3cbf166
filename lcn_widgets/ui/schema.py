"""What the page needs to know before a run: its controls, and the words of what it will be told."""

from __future__ import annotations

import dataclasses
from typing import Any

from lcn_widgets.core.experiment import PRESETS
from lcn_widgets.core.glossary import GLOSSARY
from lcn_widgets.core.inputs import Parameter
from lcn_widgets.core.risk import Loss
from lcn_widgets.ui.sections import SECTIONS, Section, all_parameters
from lcn_widgets.ui.theorem import chain, claims
from lcn_widgets.ui.tour import TOUR
from lcn_widgets.ui.welcome import WELCOME
from lcn_widgets.ui.wording import words


def schema() -> dict[str, Any]:
    """All the page needs to know before a run, from the registries of the core."""
    architecture = {"name": "architecture", "label": "Network"}
    return {
        "sections": [architecture, *map(_section, SECTIONS)],
        "parameters": {name: _parameter(p) for name, p in all_parameters().items()},
        "presets": [{"name": p.name, "title": p.title, "lesson": p.lesson} for p in PRESETS],
        "claims": claims(),
        "chain": chain(),
        "glossary": [{**dataclasses.asdict(t), "written": t.written} for t in GLOSSARY],
        "tour": [dataclasses.asdict(stop) for stop in TOUR],
        "welcome": [dataclasses.asdict(word) for word in WELCOME],
        "words": words(),
    }


def _section(section: Section) -> dict[str, Any]:
    kinds = [_kind(section, kind) for kind in section.kinds]
    return {"name": section.name, "label": section.label, "kinds": kinds}


def _kind(section: Section, kind: str) -> dict[str, Any]:
    recipe = section.kinds[kind]
    described: dict[str, Any] = {
        "value": kind,
        "label": recipe.label,
        "note": recipe.note,
        "parameters": list(section.controls(kind)),
    }
    if issubclass(recipe, Loss):
        coverage = recipe().coverage
        described |= {"covered": coverage.covered, "coverage": coverage.message.to_dict()}
    return described


def _parameter(parameter: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "label": parameter.label,
        "help": parameter.help,
        "type": parameter.type,
        "default": parameter.default,
    }
    if parameter.type in ("number", "integer", "seed"):
        for name in ("minimum", "maximum", "typical", "step", "scale"):
            described[name] = getattr(parameter, name)
    if parameter.type == "choice":
        described["choices"] = [
            {"value": value, "label": label} for value, label in parameter.choices
        ]
    return described
