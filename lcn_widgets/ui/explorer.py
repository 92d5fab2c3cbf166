"""The explorer: controls, linked pictures and a player, in one widget."""

from __future__ import annotations

import difflib
import itertools
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import anywidget
import traitlets

from lcn_widgets.core.experiment import (
    PRESETS,
    QUESTIONS,
    Ensemble,
    Experiment,
    Run,
    Score,
    preset_named,
    score,
)
from lcn_widgets.core.inputs import MAX_SEED
from lcn_widgets.ui.bundle import PANELS, bundled
from lcn_widgets.ui.controls import values_of
from lcn_widgets.ui.door import admit, is_message
from lcn_widgets.ui.loop import EventLoop
from lcn_widgets.ui.many import ManyStarts
from lcn_widgets.ui.pins import LETTERS, Pins, ghost_trait
from lcn_widgets.ui.predictions import from_page, scores_of, to_page
from lcn_widgets.ui.schema import schema
from lcn_widgets.ui.sections import SECTIONS, control_names
from lcn_widgets.ui.session import Session
from lcn_widgets.ui.traits import Controls

log = logging.getLogger(__name__)

KERNEL = uuid4().hex
_numbers = itertools.count()

SLOWEST, FASTEST = 0.01, 100.0
"""Speeds of the player: times the usual one."""


class Explorer(Controls, anywidget.AnyWidget):
    """Set up a network, press play, and watch gradient flow, roots and conserved differences.

    Every control of the page is a trait of the same name: ``input_dim``, ``widths``, ``strides``,
    ``loss``, ``data``, ``initialization``, ``method``, and their parameters with the name of the
    section in front (``loss_p``, ``data_noise``, ``initialization_seed``, …). Assigning one moves
    the control and computes a new run; ``observe`` and ``ipywidgets.link`` work. After ``widths``
    or ``strides`` the input size moves to the nearest that fits, unless it was assigned itself;
    start and target given by entries or roots are fitted too.

    Parameters
    ----------
    experiment : Experiment, optional
        What to begin with.
    panels : sequence of str, optional
        Pictures to show, of `PANELS`.
    **controls
        Values of controls, and of ``time_axis`` ("path", "log" or "linear"), ``speed``, ``loop``,
        ``opens_at`` and ``theme`` ("auto", "light" or "dark"). ``opens_at`` is where a page that
        opens stands, from 0, the start of the run, to 1, its end. ``preset`` names one of
        `lcn_widgets.experiment.PRESETS` and sets all controls; it is "" once they differ.

    Raises
    ------
    TypeError
        If a keyword is not known.
    InvalidInput
        If the first experiment cannot be run. Later on a value that does not work is explained
        at its control and in `errors`, and the last good run stays.
    """

    # What is tagged `page` is set by pages too, the rest by the kernel alone: see `ui/door.py`.
    # Text, not paths: anywidget would keep every explorer that ever was to tell it of changes.
    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    panels = traitlets.List(traitlets.Enum(PANELS), list(PANELS)).tag(sync=True, page=True)
    time_axis = traitlets.Enum(("path", "log", "linear"), "path").tag(sync=True, page=True)
    speed = traitlets.Float(1.0, min=SLOWEST, max=FASTEST).tag(sync=True, page=True)
    loop = traitlets.Bool(False).tag(sync=True, page=True)
    opens_at = traitlets.Float(0.0, min=0.0, max=1.0).tag(sync=True, page=True)
    theme = traitlets.Enum(("auto", "light", "dark"), "auto").tag(sync=True, page=True)
    preset = traitlets.Enum(("", *(p.name for p in PRESETS)), "").tag(sync=True, page=True)

    questions = traitlets.List(traitlets.Enum(tuple(QUESTIONS))).tag(sync=True, page=True)
    predictions = traitlets.Dict().tag(sync=True, page=True, to_json=to_page, from_json=from_page)
    hidden = traitlets.Bool(False).tag(sync=True, page=True)

    # By this a reloaded page knows whether it has met this explorer, or one in its place, before.
    _identity = traitlets.Dict().tag(sync=True)
    _schema = traitlets.Dict().tag(sync=True)
    _revision = traitlets.Int(0).tag(sync=True, page=True)
    _stop = traitlets.Int(0).tag(sync=True, page=True)  # the revision that the page gives up
    _work = traitlets.Dict().tag(sync=True)
    # How many the page asks for; see `ManyStarts.answer`.
    _starts = traitlets.Dict().tag(sync=True, page=True)
    _many = traitlets.Dict().tag(sync=True)
    _answer = traitlets.Dict().tag(sync=True)
    _header = traitlets.Dict().tag(sync=True)
    _buffer = traitlets.Bytes().tag(sync=True)
    _insights = traitlets.Dict().tag(sync=True)
    _insight_buffer = traitlets.Bytes().tag(sync=True)
    _scores = traitlets.Dict().tag(sync=True)
    _pinned = traitlets.Dict().tag(sync=True, page=True)
    _comparison = traitlets.Dict().tag(sync=True)
    locals().update({ghost_trait(letter): traitlets.Dict().tag(sync=True) for letter in LETTERS})

    def __init__(
        self,
        experiment: Experiment | None = None,
        panels: Sequence[str] = PANELS,
        **controls: Any,
    ):
        self._session = Session(self._values, self._told, EventLoop())
        self._pins = Pins()
        self._starting = ManyStarts(self._told, EventLoop())
        _check_names(controls)
        if experiment is None and controls.get("preset"):
            experiment = preset_named(controls["preset"]).experiment
        values = values_of(experiment) if experiment is not None else {}
        super().__init__(panels=list(panels), **{**values, **controls})
        self.observe(lambda change: self._session.change(change["name"]), list(control_names()))
        self.observe(lambda change: self._session.ask(change["new"]), "_revision")
        self.observe(lambda change: self._session.stop(), "_stop")
        self.observe(self._preset_chosen, "preset")
        self.observe(self._predicted, "predictions")
        self.observe(self._pins_changed, "_pinned")
        self.observe(self._studied, "_insights")
        self.observe(self._many_wished, "_starts")
        self.observe(lambda _: self._starting.follow(self._session.shown.experiment), "_header")

    @property
    def experiment(self) -> Experiment:
        """The experiment that the controls describe; assigning one sets all of them.

        Raises
        ------
        InvalidInput
            If they describe none.
        """
        return self._session.experiment

    @experiment.setter
    def experiment(self, experiment: Experiment) -> None:
        self._session.take(experiment)

    @property
    def run(self) -> Run:
        """The last run that worked; a change that is still waiting is computed first."""
        return self._session.run

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong with the present controls: one sentence by the name of the control."""
        return {control: str(message) for control, message in self._session.errors.items()}

    @property
    def pinned(self) -> dict[str, Run]:
        """The pinned runs by their letters."""
        return dict(self._pins.runs)

    def pin(self) -> str:
        """Keep the present run on the pages as a ghost beside those that follow.

        Returns
        -------
        str
            Its letter, A to D.

        Raises
        ------
        InvalidInput
            If there are four of them already.
        """
        letter = self._pins.free_letter()
        self._pinned = {**self._pins.wanted(), letter: self.run.experiment.to_dict()}
        return letter

    def unpin(self, letter: str | None = None) -> None:
        """Take a pinned run off the pages, or all of them."""
        kept = self._pins.wanted()
        self._pinned = {k: v for k, v in kept.items() if letter not in (None, k)}

    def stop(self) -> None:
        """Give up the run that is being computed; the last one stays on the page."""
        self._session.stop()

    def many_starts(
        self, count: int = 100, *, anew: Sequence[str] = ("initialization",)
    ) -> Ensemble:
        """Run the experiment with the seeds 0, …, count - 1 and see where the runs end.

        They are computed in a few processes of this machine; the pages that show this explorer
        show what comes of it.

        Parameters
        ----------
        count : int
        anew : sequence of str
            What is drawn anew with every seed: ``"initialization"``, ``"data"`` or both.

        Raises
        ------
        InvalidInput
            If what is to be drawn anew has no seed.
        """
        return self._starting.run(self.experiment, count, anew)

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
        seed = int(self._values()["initialization_seed"])
        self._told({"initialization_seed": (seed + 1) % (MAX_SEED + 1)})

    def predict(self, *questions: str) -> None:
        """Ask for predictions: hide the future of the run until it has been played.

        The answers come in as the trait ``predictions``, and `scores` says what became of them.
        The trait ``hidden`` becomes False when the end has been seen. A new run is hidden again.

        Parameters
        ----------
        *questions : str
            Of `lcn_widgets.experiment.QUESTIONS`: "roots", "norms", "best". All if none is given.

        Raises
        ------
        TraitError
            If there is no such question.
        """
        self.questions = list(questions or QUESTIONS)
        self._told({"hidden": True, "predictions": {}})
        self.reset()

    @property
    def scores(self) -> dict[str, Score]:
        """What became of the predictions, by question.

        Raises
        ------
        InvalidInput
            If one is no answer to its question.
        """
        return score(self.run, self.predictions)

    def open(self) -> None:
        """Compute the first run and introduce the widget to the page, in one message."""
        self._esm = bundled("explorer.js")
        self._css = bundled("explorer.css")
        self._identity = {"kernel": KERNEL, "number": next(_numbers)}
        self._schema = schema()
        self._session.open()
        super().open()

    def close(self) -> None:
        """Take the widget off its pages and forget it."""
        self.unobserve_all()
        self._session.close()
        self._starting.close()
        super().close()

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what a page says, as far as it may say it; show it what is kept instead."""
        admitted, refused = admit(self, sync_data)
        try:
            super().set_state(admitted)
        except Exception:
            log.exception("a message of a page could not be answered")
        if refused:
            log.warning("a page may not say %s", ", ".join(map(repr, refused))[:200])
            self.send_state([name for name in refused if self.trait_metadata(name, "page")])

    def _handle_msg(self, msg: Any) -> None:
        """Hear a message of a page, if it is one: ipywidgets shows the page a traceback else."""
        if is_message(msg):
            super()._handle_msg(msg)
        else:
            log.warning("a message of a page cannot be read")

    @contextmanager
    def hold_trait_notifications(self) -> Iterator[None]:
        """Change several traits and compute once."""
        with self._session.held(), super().hold_trait_notifications():
            yield

    def _values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in control_names()}

    def _told(self, state: dict[str, Any]) -> None:
        """Take new values of several traits, in one message to the pages."""
        if "_header" in state:  # what was predicted, was predicted of another run
            state = {**state, "predictions": {}, "hidden": bool(self.questions)}
        with self.hold_sync(), self.hold_trait_notifications():
            for name, value in state.items():
                setattr(self, name, value)

    def _predicted(self, change: Any) -> None:
        self._scores = scores_of(self._session.shown, change["new"])

    def _pins_changed(self, change: Any) -> None:
        if change["new"] != self._pins.wanted():
            self._told(
                self._pins.follow(change["new"], self._session.shown, self._header["revision"])
            )

    def _studied(self, change: Any) -> None:
        try:
            self._told(self._pins.studied(change["new"], self._session.shown))
        except Exception:
            log.exception("runs could not be compared")

    def _many_wished(self, change: Any) -> None:
        self._starting.answer(change["new"], lambda: self._session.experiment)

    def _preset_chosen(self, change: Any) -> None:
        if change["new"]:
            self._session.choose(change["new"])


def _check_names(given: dict[str, Any]) -> None:
    shown = {"time_axis", "speed", "loop", "opens_at", "theme", "preset", "layout"}
    known = {*control_names(), *shown}
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1) or [SECTIONS[0].name]
            raise TypeError(f"Explorer has no control {name!r}: did you mean {near[0]!r}?")
