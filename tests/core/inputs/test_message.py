"""Messages: what ICU MessageFormat says of a template, and what the page receives."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.inputs.message import Catalogue, Message, written

SAY = Catalogue(
    "test",
    {
        "steps": "{n, plural, one {# step} other {# steps}} of {eta, g}",
        "kind": "{kind, select, flow {The flow rests{at, select, saddle { at a saddle} other {}}.}"
        " other {It moves.}}",
        "layers": "layers {layers, list} share {root}",
        "nested": "{first}; since {why}",
        "bounds": "≤ {tau, log10}, ± {tolerance, e}, {part, percent}",
        "digits": "r = {r, g, 5} of {m, integer}",
    },
)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        (SAY("steps", n=1, eta=0.25), "1 step of 0.25"),
        (SAY("steps", n=5000, eta=1e-9), "5000 steps of 10⁻⁹"),
        (SAY("kind", kind="flow", at="saddle"), "The flow rests at a saddle."),
        (SAY("kind", kind="flow", at=""), "The flow rests."),
        (SAY("kind", kind="descent", at="saddle"), "It moves."),
        (SAY("layers", layers=[1, 2], root="∞"), "layers 1 and 2 share ∞"),
        (SAY("layers", layers=[1, 2, 4], root=-1.5), "layers 1, 2, and 4 share −1.5"),
        (SAY("nested", first="a", why=SAY("steps", n=2, eta=3.0)), "a; since 2 steps of 3"),
        (SAY("bounds", tau=73.2, tolerance=5e-2, part=0.123), "≤ 10⁷³, ± 0.05, 12%"),
        (SAY("bounds", tau=2.0, tolerance=1e-10, part=1.0), "≤ 100, ± 10⁻¹⁰, 100%"),
        (SAY("digits", r=0.277749, m=100_000), "r = 0.27775 of 100,000"),
        (SAY("digits", r=-1.0, m=-1000), "r = −1 of −1,000"),
        (SAY("layers", layers=[-1, 2], root=-2), "layers −1 and 2 share −2"),
    ],
)  # fmt: skip
def test_templates_are_read_as_icu_message_format_says(message, sentence):
    assert str(message) == sentence


NOT_FINITE = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}
PAGE = Path(__file__).parents[3] / "lcn_widgets" / "frontend" / "test" / "words"
SENTENCES = json.loads((PAGE / "sentences.json").read_text("utf-8"))
"""Templates, values as JSON has them, and how that reads; the page's tests read them too."""


@pytest.mark.parametrize(
    "case", SENTENCES, ids=lambda case: f"{case['template']}-{case['sentence']}"
)
def test_python_reads_a_template_as_the_page_does(case):
    values = {
        name: NOT_FINITE.get(value, value) if isinstance(value, str) else value
        for name, value in case["values"].items()
    }
    assert str(Message("test.case", case["template"], values)) == case["sentence"]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0, 3, "0"), (1.0, 3, "1"), (12.345, 3, "12.3"), (99_999, 3, "99999"),
        (123_456.0, 3, "1.23 × 10⁵"), (1e-4, 3, "10⁻⁴"), (0.00123, 3, "0.00123"),
        (-2.5e-9, 3, "−2.5 × 10⁻⁹"), (-1e6, 2, "−10⁶"), (9.8e-9, 2, "9.8 × 10⁻⁹"),
        (1e100, 3, "10¹⁰⁰"), (math.inf, 3, "∞"), (-math.inf, 3, "−∞"), (math.nan, 3, "–"),
        (99_999.5, 3, "10⁵"), (0.05, 1, "0.05"), (999.6, 3, "1000"),
        (9.6, 1, "10"), (0.9996, 3, "1"),
    ],
)  # fmt: skip
def test_numbers_are_written_for_people(value, digits, text):
    assert written(value, digits) == text


RAISED = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")


def read(text):
    """The number that a reader takes from a text like ``−2.5 × 10⁻⁹``, ``10⁵`` or ``0.01``."""
    mantissa, _, power = text.rpartition(" × ")
    if power.lstrip("−").startswith("10") and power[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        sign, _, exponent = power.partition("10")
        return float(f"{sign}{mantissa or 1}e{exponent}".translate(RAISED))
    return float(text.translate(RAISED))


@pytest.mark.parametrize("digits", [1, 3, 6])
def test_what_is_written_is_the_number_to_its_digits(digits):
    rng = np.random.default_rng(0)
    for value in rng.normal(size=300) * 10.0 ** rng.uniform(-20, 20, 300):
        half = 0.5 * 10.0 ** (1 - digits) * abs(value)  # a unit in the last place, or less
        assert at_most(abs(read(written(value, digits)) - value), half, rel=1e-9)


def test_the_page_receives_id_and_values_ready_for_json():
    message = SAY(
        "nested", first=np.float64(math.inf), why=SAY("layers", layers=[1, np.int64(2)], root="x")
    )
    assert message.to_dict() == {
        "id": "test.nested",
        "values": {
            "first": "inf",
            "why": {"id": "test.layers", "values": {"layers": [1, 2], "root": "x"}},
        },
    }


def test_a_message_is_its_id_and_values():
    assert SAY("steps", n=1, eta=1.0) == Message("test.steps", "", {"n": 1, "eta": 1.0})
    assert SAY.words()["test.layers"] == "layers {layers, list} share {root}"


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        str(SAY("steps", n=1))
