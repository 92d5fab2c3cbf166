"""Every symbol is explained once, in plain words, and found however it is written."""

from __future__ import annotations

import re
from collections import Counter

import pytest

import lcn_widgets as lcn
from lcn_widgets.core.glossary import GLOSSARY, explain

SENTENCE_END = re.compile(r"\.(?=\s|$)")


@pytest.mark.parametrize("term", tuple(GLOSSARY), ids=lambda term: term.name)
def test_an_entry_is_one_to_four_plain_sentences(term):
    assert 1 <= len(SENTENCE_END.findall(term.definition)) <= 4
    assert term.definition.endswith(".")
    assert term.definition[0].isupper()
    assert len(term.definition) < 340
    assert "\\" not in term.definition


def test_no_spelling_means_two_things():
    count = Counter(text for term in GLOSSARY for text in term.written)
    assert [text for text, times in count.items() if times > 1] == []
    names = [term.name for term in GLOSSARY]
    assert len(set(names)) == len(names) == len(GLOSSARY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("δ", "delta"), ("δ₂₁", "delta"), ("w⁽¹²⁾", "filter"), ("‖w⁽³⁾‖²", "squared-norm"),
        ("k₃", "width"), ("kᵥ", "final-width"), ("k_v", "final-width"), ("w₀", "start"),
        ("d₀", "input-size"), ("d₂", "sizes"), ("patch matrix", "patch-matrix"),
        ("Theorem 3.8", "theorem"), ("final-filter", "final-filter"),
    ],
)  # fmt: skip
def test_it_is_found_however_it_is_written(text, name):
    assert explain(text).name == name


def test_an_unknown_word_is_answered_with_the_nearest():
    with pytest.raises(lcn.InvalidInput, match="no entry 'drifft': did you mean drift"):
        explain("drifft")
    with pytest.raises(lcn.InvalidInput, match="no entry '☃'"):
        explain("☃")


def test_the_theorem_is_named_with_its_paper():
    assert explain("Theorem 3.8").source == "Diederen, Rauhut, Terstiege 2026, Theorem 3.8"


def test_a_notebook_shows_entries_and_the_whole():
    assert "<b>kᵥ, width of the final filter.</b>" in lcn.glossary.explain("k_v")._repr_html_()
    whole = lcn.glossary.GLOSSARY
    assert whole._repr_html_().count("<p>") == len(whole)
    assert "<script" not in whole._repr_html_()
    assert str(whole).count("\n") == len(whole) - 1
