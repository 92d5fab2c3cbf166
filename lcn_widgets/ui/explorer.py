"""The explorer: controls, linked pictures and a player, in one widget."""

from __future__ import annotations

import asyncio
import difflib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import anywidget
import traitlets

from lcn_widgets.core.experiment import PRESETS, Experiment, Run, preset_named, run
from lcn_widgets.core.inputs import MAX_SEED, InvalidInput
from lcn_widgets.ui.bundle import PANELS, bundled
from lcn_widgets.ui.controls import control_traits, experiment_of, values_of
from lcn_widgets.ui.insights import Insights
from lcn_widgets.ui.schema import schema
from lcn_widgets.ui.sections import SECTIONS, control_names, control_of
from lcn_widgets.ui.wire import encode

UNEXPECTED = "this could not be computed: please change it; the pictures show the last good run"

log = logging.getLogger(__name__)


class _Controls(traitlets.HasTraits):
    """One trait for every control, made from the registries of the core."""

    locals().update(control_traits())


class Explorer(_Controls, anywidget.AnyWidget):
    """Set up a network, press play, and watch gradient flow, roots and conserved differences.

    Every control of the page is a trait of the same name: ``input_dim``, ``widths``, ``strides``,
    ``loss``, ``data``, ``initialization``, ``method``, and their parameters with the name of the
    section in front (``loss_p``, ``data_noise``, ``initialization_seed``, …). Assigning one moves
    the control and computes a new run; ``observe`` and ``ipywidgets.link`` work.

    Parameters
    ----------
    experiment : Experiment, optional
        What to begin with.
    panels : sequence of str, optional
        Pictures to show, of `PANELS`.
    **controls
        Values of controls, and of ``time_axis`` ("path" or "log"), ``speed``, ``loop`` and
        ``theme`` ("auto", "light" or "dark"). ``preset`` names one of
        `lcn_widgets.core.PRESETS` and sets all controls; it is "" once they differ.

    Raises
    ------
    TypeError
        If a keyword is not known.
    InvalidInput
        If the first experiment cannot be run. Later on a value that does not work is explained
        at its control and in `errors`, and the last good run stays.
    """

    # Text, not paths: anywidget would keep every explorer that ever was to tell it of changes.
    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    panels = traitlets.List(traitlets.Enum(PANELS), list(PANELS)).tag(sync=True)
    time_axis = traitlets.Enum(("path", "log"), "path").tag(sync=True)
    speed = traitlets.Float(1.0).tag(sync=True)
    loop = traitlets.Bool(False).tag(sync=True)
    theme = traitlets.Enum(("auto", "light", "dark"), "auto").tag(sync=True)
    preset = traitlets.Enum(("", *(p.name for p in PRESETS)), "").tag(sync=True)

    _schema = traitlets.Dict().tag(sync=True)
    _revision = traitlets.Int(0).tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)
    _header = traitlets.Dict().tag(sync=True)
    _buffer = traitlets.Bytes().tag(sync=True)
    _insights = traitlets.Dict().tag(sync=True)
    _insight_buffer = traitlets.Bytes().tag(sync=True)

    _run: Run | None = None
    _touched = "input_dim"  # the control changed last: errors without a place are shown there
    _due = False  # a change waits for its computation
    _scheduled: asyncio.Handle | None = None
    _study: asyncio.Handle | None = None  # the next insight into the last run
    _holds = 0

    def __init__(
        self,
        experiment: Experiment | None = None,
        panels: Sequence[str] = PANELS,
        **controls: Any,
    ):
        _check_names(controls)
        if experiment is None and controls.get("preset"):
            experiment = preset_named(controls["preset"]).experiment
        values = values_of(experiment) if experiment is not None else {}
        super().__init__(panels=list(panels), **{**values, **controls})
        self.observe(self._control_changed, [*control_names(), "_revision"])
        self.observe(self._preset_chosen, "preset")

    @property
    def experiment(self) -> Experiment:
        """The experiment that the controls describe; assigning one sets all of them.

        Raises
        ------
        InvalidInput
            If they describe none.
        """
        return experiment_of(self._values())

    @experiment.setter
    def experiment(self, experiment: Experiment) -> None:
        with self.hold_trait_notifications():
            for name, value in values_of(experiment).items():
                setattr(self, name, value)

    @property
    def run(self) -> Run:
        """The last run that worked; a change that is still waiting is computed first."""
        self._compute()
        assert self._run is not None  # the first one worked, or there would be no explorer
        return self._run

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong with the present controls: one sentence by the name of the control."""
        self._compute()
        return dict(self._answer["errors"])

    def play(self) -> None:
        """Play on the pages that show this explorer."""
        self.send({"kind": "play"})

    def pause(self) -> None:
        """Pause on the pages that show this explorer."""
        self.send({"kind": "pause"})

    def seek(self, time: float) -> None:
        """Go to a flow time on the pages that show this explorer."""
        self.send({"kind": "seek", "time": float(time)})

    def reset(self) -> None:
        """Pause and go back to the start of the run, with the same seed."""
        self.pause()
        self.seek(0.0)

    def reroll(self) -> None:
        """Start from other random filters: the next seed."""
        self.initialization_seed = (int(self.initialization_seed) + 1) % (MAX_SEED + 1)

    def open(self) -> None:
        """Compute the first run and introduce the widget to the page, in one message."""
        self._esm = bundled("explorer.js")
        self._css = bundled("explorer.css")
        self._schema = schema()
        self._update(run(self.experiment))
        super().open()

    def close(self) -> None:
        """Take the widget off its pages and forget it."""
        self.unobserve_all()
        self._forget()
        if self._study:
            self._study.cancel()
        super().close()

    @contextmanager
    def hold_trait_notifications(self) -> Iterator[None]:
        """Change several traits and compute once."""
        self._holds += 1
        try:
            with super().hold_trait_notifications():
                yield
        finally:
            self._holds -= 1
            self._schedule()

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in control_names()}

    def _control_changed(self, change: Any) -> None:
        self._due = True
        if change["name"] != "_revision":
            self._touched = change["name"]
        self._schedule()

    def _schedule(self) -> None:
        """Compute once all changes of this turn are in; at once where no event loop runs."""
        if not self._due or self._holds or self._scheduled:
            return
        loop = _running_loop()
        if loop:
            self._scheduled = loop.call_soon(self._compute)
        else:
            self._compute()

    def _preset_chosen(self, change: Any) -> None:
        if change["new"]:
            self.experiment = preset_named(change["new"]).experiment

    def _forget(self) -> None:
        if self._scheduled:
            self._scheduled.cancel()
        self._scheduled = None
        self._due = False

    def _study_next(self, insights: Insights) -> None:
        """Send one more insight, then give way to whatever the page wants meanwhile."""
        try:
            insights.compute_next()
        except Exception:
            log.exception("an insight could not be computed")
        with self.hold_sync():
            self._insights, self._insight_buffer = insights.message()
        loop = _running_loop()
        self._study = (
            loop.call_soon(self._study_next, insights) if loop and insights.pending else None
        )

    def _compute(self) -> None:
        """Answer the latest change, if one is waiting."""
        due = self._due
        self._forget()
        if not due:
            return
        try:
            experiment = self.experiment
            if self._run is None or experiment != self._run.experiment:
                self._update(run(experiment))
            else:
                self._say()
        except InvalidInput as problem:
            control = control_of(problem.field) or self._touched
            plain = self.traits()[control].plain
            self._say({control: problem.sentence}, {control: [*map(plain, problem.suggestions)]})
        except Exception:
            log.exception("an experiment could not be run")
            self._say({self._touched: UNEXPECTED})

    def _update(self, result: Run) -> None:
        header, buffer = encode(result, self._revision)
        self._run = result
        self.preset = next((p.name for p in PRESETS if p.experiment == result.experiment), "")
        with self.hold_sync():
            self._header, self._buffer = header, buffer
            self._say()
        if self._study:
            self._study.cancel()
        loop = _running_loop()
        if loop:  # without one there is no page to show them
            self._study = loop.call_soon(self._study_next, Insights(result, self._revision))

    def _say(
        self,
        errors: dict[str, str] | None = None,
        suggestions: dict[str, list[Any]] | None = None,
    ) -> None:
        self._answer = {
            "revision": self._revision,
            "errors": errors or {},
            "suggestions": suggestions or {},
        }


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _check_names(given: dict[str, Any]) -> None:
    known = {*control_names(), "time_axis", "speed", "loop", "theme", "preset", "layout"}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1) or [SECTIONS[0].name]
            raise TypeError(f"Explorer has no control {name!r}: did you mean {near[0]!r}?")
