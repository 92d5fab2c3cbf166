"""Which entries of the glossary a formula needs."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree

from lcn_widgets.core.glossary import GLOSSARY, Term

_SUBSCRIPTS = {"0": "₀", "i": "ᵢ", "v": "ᵥ"}
_SUPERSCRIPTS = {"2": "²", "(i)": "⁽ⁱ⁾"}
_DIFFERENTIAL = "d"
"""Alone it stands in derivatives only: sizes have an index in the formulas of the theorem."""


def symbols_of(mathml: str) -> Iterator[str]:
    """Every symbol of a formula; one with a known index together with it: ``kᵥ``, ``w⁽ⁱ⁾``."""
    yield from _symbols(ElementTree.fromstring(mathml))


def terms_of(mathml: str) -> dict[Term, str]:
    """Entries of the symbols of a formula in their order, and how it writes each of them first."""
    found: dict[Term, str] = {}
    for symbol in symbols_of(mathml):
        term = GLOSSARY.find(symbol)
        if term is not None:
            found.setdefault(term, symbol)
    return found


def _symbols(element: ElementTree.Element) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2]
    if tag in ("msub", "msup", "msubsup"):
        base, *indices = element
        whole = _text(base) + _index(tag, _text(indices[0]))
        if GLOSSARY.find(whole):
            yield whole
            for index in indices[1:]:
                yield from _symbols(index)
            return
    if tag == "mi" and element.text and element.text != _DIFFERENTIAL:
        yield element.text
    for child in element:
        yield from _symbols(child)


def _index(tag: str, text: str) -> str:
    known = _SUPERSCRIPTS if tag == "msup" else _SUBSCRIPTS
    return known.get(text, f"_{text}" if tag != "msup" else "")


def _text(element: ElementTree.Element) -> str:
    return "".join(element.itertext()).strip()
