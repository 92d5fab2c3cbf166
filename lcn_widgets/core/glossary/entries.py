"""The entries of all subjects."""

from __future__ import annotations

from lcn_widgets.core.glossary.glossary import Glossary
from lcn_widgets.core.glossary.of_flow import FLOW
from lcn_widgets.core.glossary.of_limits import LIMITS
from lcn_widgets.core.glossary.of_networks import NETWORKS
from lcn_widgets.core.glossary.of_risk import RISK
from lcn_widgets.core.glossary.of_theorem import THEOREM

GLOSSARY = Glossary((*NETWORKS, *RISK, *FLOW, *THEOREM, *LIMITS))
"""From the network to where it ends; a new entry belongs to the list of its subject."""
