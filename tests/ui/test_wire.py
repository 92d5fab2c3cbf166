"""What the page decodes is, bit for bit, what the core computed."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.run import run
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.training.methods import Descent, FlowAndDescent
from lcn_widgets.ui.wire import Block, encode

MAX_FRAMES = 1200


def decode(address, block):
    """The layout as the specification of the page has it, written without NumPy's help."""
    assert address["dtype"] == "float64"
    assert address["offset"] % 8 == 0
    count = int(np.prod(address["shape"], dtype=int))
    flat = memoryview(block)[address["offset"] : address["offset"] + 8 * count].cast("d")
    return np.array(flat).reshape(address["shape"])


@pytest.fixture(
    scope="module",
    params=[
        Experiment(),
        Experiment(architecture=Architecture(10, (2, 3, 2), (2, 1, 1))),
        Experiment(architecture=Architecture(4, (4,), (1,))),
        Experiment(method=Descent(max_steps=50)),
    ],
    ids=["default", "three layers", "one layer", "descent"],
)
def sent(request):
    result = run(request.param)
    header, block = encode(result, 7)
    return result, json.loads(json.dumps(header, allow_nan=False)), block


def test_the_block_is_covered_exactly_once(sent):
    _, header, block = sent
    addresses = [a for track in header["tracks"] for a in track["arrays"].values()]
    addresses += header["reference"].values()
    extents = sorted(
        (a["offset"], a["offset"] + 8 * int(np.prod(a["shape"], dtype=int))) for a in addresses
    )
    end = 0
    for start, stop in extents:
        assert start == end
        end = stop
    assert end == len(block)


def test_the_primary_track_is_the_run(sent):
    result, header, block = sent
    track = header["tracks"][0]
    arrays = {name: decode(a, block) for name, a in track["arrays"].items()}
    architecture = result.experiment.architecture
    T, N = len(arrays["times"]), architecture.depth
    R = sum(architecture.degrees)
    assert T <= MAX_FRAMES
    assert {name: a.shape for name, a in arrays.items()} == {
        "times": (T,),
        "path_positions": (T,),
        "log_positions": (T,),
        "filters": (T, architecture.parameter_count),
        "final_filters": (T, architecture.final_width),
        "risks": (T,),
        "risk_gaps": (T,),
        "gradient_norms": (T,),
        "layer_slopes": (T, N),
        "squared_norms": (T, N),
        "norm_differences": (T, N - 1),
        "drifts": (T, N - 1),
        "roots_re": (T, R),
        "roots_im": (T, R),
    }
    assert len(track["root_layer"]) == len(track["root_ring"]) == R
    assert np.array_equal(arrays["final_filters"], architecture.final_filter(arrays["filters"]))
    assert np.array_equal(arrays["filters"][-1], result.trajectory.filters[-1])


def test_positions_go_from_0_to_1_and_times_from_the_start_to_the_end(sent):
    result, header, block = sent
    arrays = header["tracks"][0]["arrays"]
    for name in ("path_positions", "log_positions"):
        positions = decode(arrays[name], block)
        assert (positions[0], positions[-1]) == (0.0, 1.0)
        assert (np.diff(positions) >= 0).all()
    times = decode(arrays["times"], block)
    assert (np.diff(times) > 0).all()
    assert (times[0], times[-1]) == (0.0, result.trajectory.times[-1])


def test_gaps_are_never_negative_and_infinite_roots_have_no_imaginary_part(sent):
    _, header, block = sent
    arrays = header["tracks"][0]["arrays"]
    assert (decode(arrays["risk_gaps"], block) >= 0).all()
    real, imaginary = decode(arrays["roots_re"], block), decode(arrays["roots_im"], block)
    assert not np.isnan(real).any()
    assert (imaginary[np.isinf(real)] == 0).all()


def test_the_header_says_what_the_core_says(sent):
    result, header, _ = sent
    assert header["revision"] == 7
    assert Experiment.from_dict(header["experiment"]) == result.experiment
    assert header["summary"] == result.summary_message.to_dict()
    assert header["target_label"] == result.reference_label.to_dict()
    assert header["outcome"] == result.trajectory.status


def test_a_track_says_what_made_it_and_whether_that_conserves_the_differences():
    both = FlowAndDescent(step_size=1e-4, max_steps=20)
    header, _ = encode(run(Experiment(method=both)), 1)
    told = [(t["kind"], t["label"], t["conserves_differences"]) for t in header["tracks"]]
    assert told == [("flow", "Gradient flow", True), ("descent", "Gradient descent", False)]


def test_the_reference_filter_and_its_roots_belong_together(sent):
    _, header, block = sent
    reference = {name: decode(a, block) for name, a in header["reference"].items()}
    roots = reference["roots_re"] + 1j * reference["roots_im"]
    finite = roots[np.isfinite(roots)]
    values = np.polyval(reference["final_filter"][::-1], finite)
    scale = np.polyval(np.abs(reference["final_filter"][::-1]), np.abs(finite))
    assert (np.abs(values) <= 1e-9 * scale).all()


def test_arrays_of_other_layouts_are_sent_row_by_row_in_little_endian():
    block = Block()
    array = np.arange(6, dtype=">f4").reshape(2, 3).T
    address = block.add(array)
    assert address == {"offset": 0, "shape": [3, 2], "dtype": "float64"}
    assert block.bytes()[:16] == b"\0" * 8 + np.float64(3).tobytes()
