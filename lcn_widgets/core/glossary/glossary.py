"""All entries, and how one finds the one that a text means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from lcn_widgets.core.glossary.term import Term
from lcn_widgets.core.glossary.wording import say
from lcn_widgets.core.inputs import InvalidInput

_NUMBERS = ((re.compile("⁽[⁰¹²³⁴⁵⁶⁷⁸⁹]+"), "⁽ⁱ"), (re.compile("[₀₁₂₃₄₅₆₇₈₉‚]+"), "ᵢ"))
"""Numbers of layers, and what stands for any of them."""


class Glossary:
    """Entries in the order in which they can be read.

    Parameters
    ----------
    terms : sequence of Term
    """

    def __init__(self, terms: Sequence[Term]):
        self._terms = tuple(terms)
        self._found = {text: term for term in self._terms for text in (term.title, *term.written)}
        self._found |= {term.name: term for term in self._terms}

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms)

    def find(self, text: str) -> Term | None:
        """The entry of a name, a title, a symbol or another spelling; None if there is none.

        A symbol may have the number of a layer: ``w⁽²⁾`` is found as ``w⁽ⁱ⁾``.
        """
        if text in self._found:
            return self._found[text]
        for number, index in _NUMBERS:
            text = number.sub(index, text)
        return self._found.get(text)

    def explain(self, text: str) -> Term:
        """The entry of a name, a title, a symbol or another spelling.

        Raises
        ------
        InvalidInput
            If there is none.
        """
        term = self.find(text)
        if term is not None:
            return term
        near = tuple(difflib.get_close_matches(text, self._found, 3, 0.5)) or (
            self._terms[0].title,
        )
        raise InvalidInput(say("unknown", text=repr(text), near=near[0]), suggestions=near)

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def _repr_html_(self) -> str:
        """All entries as a notebook shows them."""
        return "".join(term._repr_html_() for term in self)
