"""The widget in Python: traits in, runs out, errors at their control, nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import logging
import weakref

import ipywidgets
import numpy as np
import pytest

from lcn_widgets import Architecture, Experiment, InvalidInput, LpLoss, run
from lcn_widgets.ui import session
from lcn_widgets.ui.explorer import Explorer
from lcn_widgets.ui.sections import control_names

SMALL = Experiment(architecture=Architecture(5, (3, 3), (1, 1)))


@pytest.fixture
def explorer():
    widget = Explorer(SMALL)
    yield widget
    widget.close()


@pytest.fixture
def runs(monkeypatch):
    """Experiments that were computed."""
    computed = []

    def counted(experiment):
        computed.append(experiment)
        return run(experiment)

    monkeypatch.setattr(session, "run", counted)
    return computed


def from_page(explorer, revision, **values):
    """What the page sends: control changes and their revision in one message."""
    explorer.set_state({**values, "_revision": revision})


def test_it_opens_with_the_default_run():
    explorer = Explorer()
    assert explorer.experiment == Experiment()
    assert explorer.run.summary() == run(Experiment()).summary()
    assert explorer._header["summary"] == explorer.run.summary_message.to_dict()
    assert explorer.errors == {}
    explorer.close()


def test_every_control_is_a_synced_trait(explorer):
    state = explorer.get_state()
    for name in control_names():
        assert explorer.trait_metadata(name, "sync") is True
        assert name in state


def test_an_experiment_goes_in_and_comes_out():
    experiment = Experiment(architecture=Architecture(9, (3, 3), (2, 1)), loss=LpLoss(6))
    with_it = Explorer(experiment)
    assert with_it.experiment == experiment
    assert (with_it.loss, with_it.loss_p, with_it.strides) == ("lp", 6.0, (2, 1))
    with_it.close()


def test_assigning_an_experiment_computes_once(explorer, runs):
    experiment = Experiment(architecture=Architecture(9, (3, 3), (2, 1)), loss=LpLoss(6))
    explorer.experiment = experiment
    assert explorer.run.experiment == experiment
    assert runs == [experiment]


def test_keywords_set_controls_and_views():
    widget = Explorer(loss="lp", loss_p=6, panels=["roots"], speed=2, theme="dark", opens_at=1)
    assert widget.experiment.loss == LpLoss(6)
    assert (widget.panels, widget.speed, widget.theme) == (["roots"], 2.0, "dark")
    assert widget.opens_at == 1.0
    widget.close()


def test_an_unknown_keyword_is_a_type_error_that_helps():
    with pytest.raises(TypeError, match="'wdths': did you mean 'widths'"):
        Explorer(wdths=(3, 2))


def test_a_first_experiment_that_does_not_work_is_an_error():
    with pytest.raises(InvalidInput, match="does not fit"):
        Explorer(input_dim=2)


@pytest.mark.parametrize("strides", [(1, 1), [1, 1], np.array([1, 1]), (np.int64(1), 1.0)])
def test_values_are_taken_in_every_usual_form(strides):
    widget = Explorer(SMALL, strides=strides)
    assert widget.experiment == SMALL
    widget.close()


def test_an_invalid_state_in_between_leaves_no_trace(explorer):
    explorer.widths = (3, 2, 2)
    assert set(explorer.errors) == {"strides"}
    explorer.strides = (1, 1, 1)
    assert explorer.errors == {}
    assert explorer.run.experiment.architecture.widths == (3, 2, 2)


def test_an_error_keeps_the_last_good_run(explorer):
    before = explorer.run, explorer._header, explorer._buffer
    explorer.input_dim = 1
    assert list(explorer.errors) == ["input_dim"]
    assert explorer._answer["suggestions"]["input_dim"] == [5, 6]
    after = explorer.run, explorer._header, explorer._buffer
    assert all(a is b for a, b in zip(before, after, strict=True))


def test_a_proposed_value_works(explorer):
    explorer.input_dim = 6  # one that is assigned is kept
    explorer.strides = (2, 1)
    (proposed, *_) = explorer._answer["suggestions"]["input_dim"]
    explorer.input_dim = proposed
    assert explorer.errors == {}


@pytest.mark.parametrize(
    ("control", "wrong", "right"),
    [("strides", (0, 1), (1, 1)), ("widths", (3, 2.2), (3, 2)), ("widths", (-4, 3), (1, 3))],
)
def test_a_proposal_for_a_layer_is_a_proposal_for_all(explorer, control, wrong, right):
    setattr(explorer, control, wrong)
    assert explorer._answer["suggestions"] == {control: [right]}


def test_a_single_value_is_a_network_of_one_layer(explorer):
    with explorer.hold_trait_notifications():
        explorer.widths = 5
        explorer.strides = 1
    assert explorer.run.experiment.architecture.widths == (5,)


def test_taking_a_mistake_back_computes_nothing(explorer, runs):
    explorer.loss_p = 3  # not a parameter of the present loss
    explorer.loss = "nonsense"
    assert list(explorer.errors) == ["loss"]
    explorer.loss = "square"
    assert explorer.errors == {}
    assert runs == []


def test_held_changes_compute_once(explorer, runs):
    with explorer.hold_trait_notifications():
        explorer.widths = (3, 2, 2)
        explorer.strides = (1, 1, 1)
    assert len(runs) == 1


def test_changes_of_the_page_arrive_together(explorer, runs):
    from_page(explorer, 3, widths=[3, 2, 2], strides=[1, 1, 1])
    assert len(runs) == 1
    assert explorer._answer == {"revision": 3, "errors": {}, "suggestions": {}}
    assert explorer._header["revision"] == 3


def test_in_an_event_loop_the_changes_of_a_turn_compute_once(runs):
    async def session():
        widget = Explorer(SMALL)
        runs.clear()
        widget.widths = (3, 2, 2)
        widget.strides = (1, 1, 1)
        widget.initialization_seed = 5
        assert runs == []
        await asyncio.sleep(0)
        assert len(runs) == 1
        widget.initialization_seed = 6
        assert widget.run.experiment.initialization.seed == 6  # does not wait for the turn to end
        await asyncio.sleep(0)
        assert len(runs) == 2
        widget.initialization_seed = 7
        widget.close()
        await asyncio.sleep(0)
        assert len(runs) == 2

    asyncio.run(session())


def test_every_question_of_the_page_is_answered(explorer):
    for revision, values in enumerate(
        [{"widths": [0, 1]}, {"widths": [3, 3]}, {"loss": "lp"}, {"loss_p": "x"}, {}], start=1
    ):
        from_page(explorer, revision, **values)
        assert explorer._answer["revision"] == revision


def test_view_traits_compute_nothing(explorer, runs):
    explorer.panels = ["roots"]
    explorer.time_axis = "log"
    explorer.speed = 4
    explorer.loop = True
    explorer.theme = "dark"
    assert runs == []


def test_the_same_controls_give_the_same_bytes(explorer):
    first = explorer._buffer
    explorer.reroll()
    assert explorer._buffer != first
    explorer.initialization_seed = 0
    assert explorer._buffer == first


def test_reset_keeps_the_seed_and_reroll_changes_it(explorer):
    seed = explorer.initialization_seed
    explorer.reset()
    assert explorer.initialization_seed == seed
    explorer.reroll()
    assert explorer.initialization_seed != seed


def test_traits_can_be_linked(explorer):
    slider = ipywidgets.IntSlider(value=0, max=10)
    link = ipywidgets.link((explorer, "initialization_seed"), (slider, "value"))
    slider.value = 4
    assert explorer.run.experiment.initialization.seed == 4
    link.unlink()
    slider.close()


def test_the_player_is_told_by_messages(explorer, monkeypatch):
    sent = []
    monkeypatch.setattr(type(explorer), "send", lambda self, content: sent.append(content))
    explorer.play()
    explorer.pause()
    explorer.seek(2)
    assert sent == [{"kind": "play"}, {"kind": "pause"}, {"kind": "seek", "time": 2.0}]


def test_a_crash_is_one_sentence_on_the_page_and_a_traceback_in_the_log(
    explorer, monkeypatch, caplog
):
    def crash(_):
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(session, "run", crash)
    with caplog.at_level(logging.ERROR):
        explorer.data_seed = 3
    ((control, sentence),) = explorer.errors.items()
    assert control == "data_seed"
    assert "inside" not in sentence
    assert "ZeroDivisionError" in caplog.text
    monkeypatch.undo()
    explorer.data_seed = 4
    assert explorer.errors == {}


def test_a_closed_explorer_is_forgotten():
    widget = Explorer()
    widget.observe(lambda change: None, "loss")
    gone = weakref.ref(widget)
    widget.close()
    del widget
    gc.collect()
    assert gone() is None


BAD_INPUT = {
    "zero width": ({"widths": (0, 3)}, "widths"),
    "negative stride": ({"strides": (1, -1)}, "strides"),
    "fractional width": ({"widths": (2.5, 3)}, "widths"),
    "text for widths": ({"widths": "wide"}, "widths"),
    "text in strides": ({"strides": ("a", 1)}, "strides"),
    "huge width": ({"widths": (10**9, 3)}, "widths"),
    "huge stride": ({"strides": (10**9, 1)}, "strides"),
    "huge network": ({"input_dim": 500, "widths": (200, 200)}, "widths"),
    "too deep": ({"widths": (2,) * 100, "strides": (1,) * 100}, "widths"),
    "size that does not fit": ({"input_dim": 6, "strides": (2, 1)}, "input_dim"),
    "size that is too large": ({"input_dim": 10**9}, "input_dim"),
    "no size": ({"input_dim": None}, "input_dim"),
    "p below 1": ({"loss": "lp", "loss_p": 0.5}, "loss_p"),
    "δ not positive": ({"loss": "huber", "loss_delta": 0}, "loss_delta"),
    "α not positive": ({"loss": "log_cosh", "loss_alpha": -1.0}, "loss_alpha"),
    "β not above -2": ({"loss": "generalized_huber", "loss_beta": -2}, "loss_beta"),
    "unknown loss": ({"loss": "cubic"}, "loss"),
    "no samples": ({"data_samples": 0}, "data_samples"),
    "too many samples": ({"data_samples": 10**9}, "data_samples"),
    "negative noise": ({"data_noise": -1}, "data_noise"),
    "NaN noise": ({"data_noise": float("nan")}, "data_noise"),
    "teacher of wrong width": ({"data_teacher": [1, 2]}, "data_teacher"),
    "empty CSV": ({"data": "csv"}, "data_text"),
    "non-numeric CSV": ({"data": "csv", "data_text": "1,2,3,4,x,6"}, "data_text"),
    "ragged CSV": ({"data": "csv", "data_text": "1,2,3,4,5,6\n1,2"}, "data_text"),
    "infinite CSV": ({"data": "csv", "data_text": "1,2,3,4,inf,6"}, "data_text"),
    "100 MB CSV": ({"data": "csv", "data_text": "1," * 50_000_000}, "data_text"),
    "X of wrong shape": ({"data": "arrays", "data_X": "1, 2", "data_Y": "1, 2"}, "data_X"),
    "Y of wrong shape": ({"data": "arrays", "data_X": "1, 2", "data_Y": "1"}, "data_Y"),
    "no arrays": ({"data": "arrays"}, "data_X"),
    "counterexample elsewhere": ({"data": "counterexample"}, "data"),
    "negative seed": ({"initialization_seed": -1}, "initialization_seed"),
    "scale 0": ({"initialization_scale": 0}, "initialization_scale"),
    "roots not conjugate": (
        {"initialization": "roots", "initialization_roots": "1+2i, 3"},
        "initialization_roots",
    ),
    "roots that are no numbers": (
        {"initialization": "roots", "initialization_roots": "one, two"},
        "initialization_roots",
    ),
    "too many differences": (
        {"initialization": "differences", "initialization_differences": [1, 2, 3]},
        "initialization_differences",
    ),
    "overflow at the start": (
        {"initialization": "filters", "initialization_values": "1e200, 1, 1\n1e200, 1, 1"},
        "initialization",
    ),
    "time limit 0": ({"method_t_max": 0}, "method_t_max"),
    "negative time limit": ({"method_t_max": -5}, "method_t_max"),
    "unknown solver": ({"method_solver": "Euler"}, "method_solver"),
    "step 0": ({"method": "descent", "method_step_size": 0}, "method_step_size"),
    "endless descent": ({"method": "descent", "method_max_steps": 10**9}, "method_max_steps"),
}


@pytest.mark.parametrize(("values", "control"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_explained_at_its_control(values, control):
    explorer = Explorer(SMALL)
    good = explorer.run
    explorer.set_state({**values, "_revision": 1})
    assert list(explorer.errors) == [control]
    sentence = explorer.errors[control]
    assert len(sentence) < 400
    assert "\n" not in sentence
    assert explorer._answer["errors"][control]["id"] in explorer._schema["words"]
    assert explorer.run is good
    explorer.close()


def test_a_step_that_diverges_is_an_outcome_not_an_error(explorer):
    explorer.method_step_size = 10.0
    explorer.method = "descent"
    assert explorer.errors == {}
    assert explorer.run.trajectory.status == "diverged"
    assert np.isfinite(np.frombuffer(explorer._buffer)).any()
