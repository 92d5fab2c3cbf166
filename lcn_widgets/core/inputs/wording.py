"""What the wing says, in English."""

from __future__ import annotations

from lcn_widgets.core.inputs.message import Catalogue

say = Catalogue(
    "inputs",
    {
        # a sentence that no other language has
        "sentence": "{sentence}",
    },
)
