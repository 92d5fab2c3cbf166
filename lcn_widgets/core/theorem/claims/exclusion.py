"""How a conclusion says that it is not made for a run."""

from __future__ import annotations

from typing import Any

from lcn_widgets.core.theorem.context import Context

NOT_SAID = (
    "{why, select, descent {This is said of the flow, not of descent}"
    " other {{loss} loss is not differentiable, so this is not said of it}}"
)
"""Beginning of a sentence, without a full stop; its facts are those of `not_said`."""


def not_said(context: Context) -> dict[str, Any]:
    """Why nothing is said of a run, with the name of its loss; empty if something is."""
    if context.exclusion is None:
        return {}
    return {"why": context.exclusion, "loss": context.risk.loss.label}
