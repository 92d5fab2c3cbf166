"""What this wing says where a word is not in it."""

from __future__ import annotations

from lcn_widgets.core.inputs import Catalogue

say = Catalogue(
    "glossary",
    {"unknown": "the glossary has no entry {text}: did you mean {near}?"},
)
