"""Every symbol in the formulas of the theorem has an entry that explains it."""

from __future__ import annotations

import pytest
from latex2mathml.converter import convert

from lcn_widgets.core.glossary import GLOSSARY
from lcn_widgets.core.theorem import CLAIMS
from lcn_widgets.ui.schema import schema
from lcn_widgets.ui.symbols import symbols_of, terms_of


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_every_symbol_of_a_claim_is_explained(claim):
    symbols = list(symbols_of(convert(claim.tex)))
    assert symbols
    assert [symbol for symbol in symbols if GLOSSARY.find(symbol) is None] == []


@pytest.mark.parametrize(
    ("tex", "names"),
    [
        (r"\|w^{(i)}\|^2", ["filter"]),
        (r"\operatorname{rank}P=k_v", ["patch-matrix", "final-width"]),
        (r"L(w_0)+L", ["risk", "start"]),
        (r"\frac{dL}{dt}", ["risk", "time"]),
        (r"d_N^2+\tau(T,k_i)", ["sizes", "tau", "T", "width"]),
    ],
)
def test_an_index_belongs_to_its_symbol(tex, names):
    assert [term.name for term in terms_of(convert(tex))] == names


def test_the_page_gets_the_glossary_and_the_symbols_of_each_claim():
    form = schema()
    names = {entry["name"] for entry in form["glossary"]}
    assert len(names) == len(GLOSSARY)
    for claim in form["claims"]:
        assert {symbol["term"] for symbol in claim["symbols"]} <= names
        assert claim["symbols"]
