"""What the page receives after the picture: true for the run, ready for JSON, one by one."""

import asyncio
import dataclasses
import json

import numpy as np
import pytest

from lcn_widgets.core.experiment.presets import PRESETS, preset_named
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.landscape.events import EventKind
from lcn_widgets.core.training.initialization import NormalInitialization
from lcn_widgets.ui.explorer import Explorer
from lcn_widgets.ui.insights import INSIGHTS, Insights, critical_point
from lcn_widgets.ui.wire import Block


def studied(name):
    """The whole message and block for a preset."""
    result = run(preset_named(name).experiment)
    insights = Insights(result, revision=7)
    while insights.pending:
        insights.compute_next()
    return result, *insights.message()


def array(address, block):
    flat = np.frombuffer(block, "<f8", np.prod(address["shape"], dtype=int), address["offset"])
    return flat.reshape(address["shape"])


@pytest.mark.parametrize("name", [p.name for p in PRESETS])
def test_every_piece_is_strict_json_and_its_arrays_lie_in_the_block(name):
    result, message, block = studied(name)
    assert set(message) == {"revision", "pending", *INSIGHTS}
    json.dumps(message, allow_nan=False)
    for link in message["theorem"]["links"]:
        addresses = [b["values"] for b in link["bounds"]]
        if link["values"] is not None:
            addresses.append(link["values"])
            assert link["values"]["shape"] == [len(result.frames.times)]
        for address in addresses:
            assert address["offset"] + 8 * np.prod(address["shape"], dtype=int) <= len(block)


def test_values_stay_below_their_bounds_where_the_theorem_applies():
    """‖v‖₂ ≤ T ≤ …, max ‖w⁽ⁱ⁾‖² ≤ the Mahler bound ≤ τ, at every frame."""
    result, message, block = studied("first-flow")
    links = {link["name"]: link for link in message["theorem"]["links"]}
    assert {link["status"] for link in links.values()} == {"holds"}
    for name, expected in (
        ("filter", np.linalg.norm(result.frames.final_filters, axis=1)),
        ("layers", result.frames.squared_norms.max(axis=1)),
    ):
        values = array(links[name]["values"], block)
        np.testing.assert_allclose(10**values, expected, rtol=1e-12)
        sharp, paper = (array(b["values"], block) for b in links[name]["bounds"])
        assert np.all(values <= sharp)
        assert np.all(sharp <= paper)


def test_the_counterexample_says_which_hypothesis_fails():
    _, message, _ = studied("counterexample")
    theorem = message["theorem"]
    status = {s["name"]: s["status"] for s in theorem["statements"]}
    assert status["loss"] == "holds"
    assert status["data_rank"] == status["patch_rank"] == "fails"
    assert theorem["verdict"]["status"] == "not covered"
    assert not message["critical_point"]["settled"]
    assert message["step_sizes"]["safe"] == "nan"


def test_descent_and_uncovered_losses_are_promised_nothing():
    for name in ("drifting", "diverging", "not-covered"):
        _, message, _ = studied(name)
        assert message["theorem"]["verdict"]["status"] == "not covered"


def test_the_spurious_minimum_is_found_on_the_map():
    """(3,2): the flow ends in a local minimum above the reachable target."""
    result, message, _ = studied("spurious")
    point, found = message["critical_point"], message["critical_map"]
    assert result.critical_filters.certified
    reached = found["filters"][found["reached"]]
    assert point["kind"] == "local minimum"
    assert reached["kinds"] == ["local minimum"]
    assert reached["risk"] == pytest.approx(point["risk"])
    assert found["filters"][0]["kinds"] == ["global minimum"]


def test_what_is_known_of_the_end_is_sent_as_facts():
    """The degenerate limit: a fourfold root -1, risk ~ |ε|⁴, so θ = 3/4 is predicted, no 2λ."""
    result, message, _ = studied("degenerate")
    point = message["critical_point"]
    assert point["pattern"] == "(4|)"
    assert point["signs"] == list(result.limit.signs)
    assert 0 in point["signs"]
    assert point["pattern_message"] == result.limit.pattern.message.to_dict()
    reason = {"id": "landscape.critical.least_risk", "values": {}}
    assert point["message"]["id"] == "landscape.limit.seen"  # a degenerate limit is not proved
    assert point["message"]["values"]["verdict"] == {
        "id": "landscape.critical.global_minimum",
        "values": {"theorem": reason},
    }
    rate = point["rate"]
    assert set(rate) == {"status", "message"}
    assert rate["status"] == "holds"
    assert rate["message"] == result.rate.finding.to_dict()
    assert rate["message"]["id"] == "landscape.rate.computed"
    exponent = rate["message"]["values"]["exponent"]["values"]
    assert (exponent["top"], exponent["bottom"], exponent["decay"]) == (3, 4, 2.0)


def test_a_run_that_has_not_come_to_rest_has_no_critical_point():
    _, message, _ = studied("counterexample")
    assert message["critical_point"] == {
        "settled": False,
        "message": {"id": "landscape.limit.none", "values": {}},
    }


def test_what_cannot_be_listed_is_a_message_with_its_reason():
    _, message, _ = studied("first-flow")
    assert message["critical_map"]["unavailable"] == {
        "id": "landscape.filters.unavailable",
        "values": {
            "reason": {"id": "landscape.filters.strides", "values": {"strides": "(1, 2, 1)"}}
        },
    }


def test_the_cone_bounds_what_two_linear_layers_reach():
    """Its generators have discriminant 0 and length 1."""
    _, message, block = studied("outside")
    a, b, c = array(message["cone"]["generators"], block).T
    np.testing.assert_allclose(b * b - 4 * a * c, 0.0, atol=4e-15)
    np.testing.assert_allclose(a * a + b * b + c * c, 1.0)
    assert message["cone"]["target"] == "inside"  # 1 + 0.6x + 0.9x²: 0.36 < 3.6
    assert studied("first-flow")[1]["cone"] is None


def test_the_map_of_targets_is_that_of_the_run():
    """Counts in the regions are those of the cells, and v ends where the run has ended."""
    result, message, block = studied("outside")
    sent, found = message["target_map"], result.target_map
    assert [region["count"] for region in sent["regions"]] == [2, 3, 4]
    rows = sent["counts"]
    assert set("".join(rows)) == set("-234")
    for region in sent["regions"]:
        column, row = (int((c + 1) / 2 * len(rows)) for c in region["place"])
        assert rows[row][column] == str(region["count"])
    path = array(sent["path"], block)
    assert len(path) == len(result.frames.times)
    (reached,) = [f for f in sent["filters"] if f["reached"]]
    assert reached["minimum"]
    np.testing.assert_allclose(path[-1], reached["place"], atol=1e-6)
    np.testing.assert_allclose(sent["target"], found.sheet.places(result.reference))
    for name in ("walls", "double_roots"):
        np.testing.assert_array_equal(array(sent[name], block), getattr(found, name))
    assert sent["message"]["id"] == "landscape.targets.edge"
    assert sent["rings"] == []
    assert len(studied("spurious")[1]["target_map"]["rings"]) == 2
    assert studied("degenerate")[1]["target_map"] is None


def test_events_come_in_the_order_of_time_with_known_kinds():
    _, message, _ = studied("first-flow")
    times = [event["time"] for event in message["events"]]
    assert times == sorted(times)
    kinds = {event["kind"] for event in message["events"]}
    assert {"leave real axis", "become real"} <= kinds <= {str(kind) for kind in EventKind}


def test_insights_follow_the_picture_and_a_new_one_cancels_them():
    async def session():
        explorer = Explorer()
        first = dict(explorer._insights)
        explorer.strides = (1, 1, 1)
        explorer.input_dim = 16
        while explorer._insights.get("pending", INSIGHTS):
            await asyncio.sleep(0.01)
        return first, explorer

    first, explorer = asyncio.run(session())
    assert not first  # the picture does not wait for them
    assert explorer._insights["pending"] == []
    assert explorer.run.experiment.architecture.final_width == 6
    assert explorer._insights["critical_point"]["risk"] == explorer.run.limit.risk
    assert explorer._insights["revision"] == explorer._header["revision"]
    explorer.close()


def test_a_preset_sets_all_controls_and_leaves_when_they_change():
    assert Explorer().preset == "first-flow"
    explorer = Explorer(preset="spurious")
    assert explorer.run.experiment == preset_named("spurious").experiment
    explorer.preset = "rings"
    assert explorer.run.experiment == preset_named("rings").experiment
    assert explorer.preset == "rings"
    explorer.initialization_seed = 5
    assert explorer.preset == ""
    explorer.close()


def test_from_a_huge_start_card_and_status_speak_of_the_same_limit():
    """From scale 1000 layers are so unequal that rounding of one hides the other."""
    far = dataclasses.replace(
        preset_named("outside").experiment, initialization=NormalInitialization(scale=1000.0)
    )
    result = run(far)
    assert result.trajectory.converged
    point = INSIGHTS["critical_point"].describe(result, Block())
    assert point["settled"]
    assert point["kind"] == "local minimum"
    assert list(point["signs"]) == [1, 1, 1]
    assert point["risk"] == pytest.approx(result.trajectory.risks[-1], rel=1e-5)


@pytest.mark.parametrize(
    ("allowed", "status"), [([2.5, 9.0], "holds"), ([], "not covered"), ([0.5, 2.5], "not covered")]
)
def test_a_prediction_holds_only_where_there_is_one_and_the_run_shows_it(allowed, status):
    """A clean exponential beside a Hessian that predicts its rate, none, or a slower one."""
    result = run(preset_named("first-flow").experiment)
    result.__dict__["rate"] = dataclasses.replace(
        result.rate, fitted=2.5, allowed=np.array(allowed)
    )
    assert critical_point(result, Block())["rate"]["status"] == status
