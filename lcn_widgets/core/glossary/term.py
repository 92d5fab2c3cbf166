"""One entry of the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Term:
    """A symbol or a term and what it means.

    Parameters
    ----------
    name : str
        Key of the entry, also of its translation.
    title : str
        What it is called.
    definition : str
        One to three sentences for someone who has not read the paper.
    symbol : str
        How it is written in formulas, "" if it is not; ``ⁱ`` and ``ᵢ`` stand for any layer.
    source : str
        Where it is defined or proved: the paper and the number in it. "" for common knowledge.
    spellings : tuple of str
        How texts write it besides.
    """

    name: str
    title: str
    definition: str
    symbol: str = ""
    source: str = ""
    spellings: tuple[str, ...] = ()

    @property
    def written(self) -> tuple[str, ...]:
        """Everything under which a text may mention it."""
        return tuple(filter(None, (self.symbol, *self.spellings)))

    @property
    def heading(self) -> str:
        """The symbol and what it is called."""
        return f"{self.symbol}, {self.title}" if self.symbol else self.title

    def __str__(self) -> str:
        source = f" ({self.source})" if self.source else ""
        return f"{self.heading}: {self.definition}{source}"

    def _repr_html_(self) -> str:
        """The entry as a notebook shows it."""
        source = f" <small>{escape(self.source)}</small>" if self.source else ""
        return f"<p><b>{escape(self.heading)}.</b> {escape(self.definition)}{source}</p>"
