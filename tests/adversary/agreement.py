"""What status, theorem, card and rate say of one limit, and where they contradict each other."""

from __future__ import annotations

import numpy as np

from lcn_widgets.core.landscape import CriticalKind, Decay
from lcn_widgets.core.theorem import Status
from lcn_widgets.core.training import Evidence, Outcome

from .runs import Followed

KINDS = {
    Evidence.NEWTON: {CriticalKind.GLOBAL_MINIMUM, CriticalKind.LOCAL_MINIMUM},
    Evidence.SADDLE: {CriticalKind.STRICT_SADDLE},
    Evidence.VALLEY: set(CriticalKind) - {CriticalKind.STRICT_SADDLE},
    Evidence.DECAY: set(CriticalKind) - {CriticalKind.STRICT_SADDLE},
    Evidence.START: set(CriticalKind),
}
"""What the card may show of a limit that was found so."""


def contradictions(run: Followed) -> list[str]:
    """Where two of them say different things."""
    path, limit, rest = run.trajectory, run.limit, run.trajectory.ending.rest
    convergence, rate = run.theorem["convergence"], run.rate
    checks = {
        "rest and status": (rest is not None)
        == (path.status in (Outcome.CONVERGED, Outcome.RESTING)),
        "theorem and status": convergence.status is Status.NOT_COVERED
        or convergence.case == "data"
        or (convergence.status is Status.HOLDS) == path.converged,
        "seen and status": convergence.facts["seen"] == ("rest" if rest else "motion"),
        "card and limit": (limit is None) == (path.limit is None),
    }
    if limit is not None and rest is not None:
        checks["place of the limit"] = np.array_equal(limit.filters, path.limit)
        checks[f"{rest.evidence} and {limit.kind}"] = limit.kind in KINDS[rest.evidence]
        if rest.evidence is Evidence.NEWTON:
            checks["minimum and signs"] = set(limit.signs) == {1}
    else:
        checks["limit of a converged run"] = not path.converged
    if rate is not None:
        checks["rate and status"] = rate.converged == path.converged
        checks["decay of a run without limit"] = path.converged or rate.decay is Decay.UNDECIDED
        lowest = () if limit is None else 2.0 * limit.eigenvalues[limit.eigenvalues > 0.0]
        known = limit is not None and not limit.open_eigenvalues
        checks["rate and card"] = not len(rate.allowed) or (known and rate.allowed[0] == lowest[0])
        checks["slower without zeros"] = not (len(rate.allowed) and rate.decay is Decay.SLOWER)
    return [name for name, agrees in checks.items() if not agrees]
