"""What the roots have to say, in English."""

from __future__ import annotations

from lcn_widgets.core.inputs import Catalogue

say = Catalogue("roots", {"progress.paths": "the paths of the roots"})
