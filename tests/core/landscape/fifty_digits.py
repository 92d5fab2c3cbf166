"""Limits of the standard experiment in 50 digits: an oracle in Python's decimal arithmetic.

It knows the risk ‖p_1 p_2 - u‖² by its definition, Newton's method across the rescalings, the signs
of pivots, and the resultant of two polynomials; nothing of roots in floating point or tolerances of
the code.
"""

from dataclasses import dataclass
from decimal import Decimal, localcontext

from tests.core.decimals import solved

DIGITS = 50
SETTLED = Decimal("1e-40")
"""A last step of Newton below this has found the point; quantities that vanish there are squares of
it, or sums of such steps."""
ZERO = Decimal("1e-30")
"""Beyond all that rounding in 50 digits leaves, and below all that is generic in so few runs."""
STEPS = 12


@dataclass(frozen=True)
class ExactLimit:
    """A critical point of two layers.

    Parameters
    ----------
    pattern : str
        Real-root multiplicity pattern of p_1 p_2.
    kind : str
        As `CriticalKind`.
    distance : float
        From the point at which Newton's method began.
    """

    pattern: str
    kind: str
    distance: float


def limit_in_fifty_digits(widths, target, w):
    """The critical point to which Newton's method leads from w, None if it leads nowhere.

    For X = I, stride one, and widths (k, 2) with k = 2 or 3.
    """
    with localcontext() as context:
        context.prec = DIGITS
        k = widths[0]
        u = [Decimal(float(c)) for c in target]
        here = [Decimal(float(c)) for c in w]
        start = list(here)
        for _ in range(STEPS):
            gradient, hessian = derivatives(k, u, here)
            step = solved(hessian, [-g for g in gradient])
            here = [a + b for a, b in zip(here, step, strict=True)]
            if max(map(abs, step)) < SETTLED:
                break
        else:
            return None
        distance = sum((a - b) ** 2 for a, b in zip(here, start, strict=True)).sqrt()
        _, hessian = derivatives(k, u, here)
        risk = sum(r**2 for r in residuals(k, u, here))
        return ExactLimit(pattern(here[:k], here[k:]), kind(hessian, risk), float(distance))


def residuals(k, u, w):
    """p_1 p_2 - u."""
    v = [Decimal(0)] * len(u)
    for a, x in enumerate(w[:k]):
        for b, y in enumerate(w[k:]):
            v[a + b] += x * y
    return [x - y for x, y in zip(v, u, strict=True)]


def derivatives(k, u, w):
    """∇L, and ∇²L + s sᵀ with the direction s of rescaling, which is an eigenvector of both."""
    r = residuals(k, u, w)
    n = len(w)
    first, second = w[:k], w[k:]
    jacobian = [[Decimal(0)] * n for _ in u]
    for a in range(k):
        for b in range(n - k):
            jacobian[a + b][a] += second[b]
            jacobian[a + b][k + b] += first[a]
    gradient = [2 * sum(row[i] * x for row, x in zip(jacobian, r, strict=True)) for i in range(n)]
    scaling = [*first, *(-y for y in second)]
    hessian = [
        [2 * sum(row[i] * row[j] for row in jacobian) + scaling[i] * scaling[j] for j in range(n)]
        for i in range(n)
    ]
    for a in range(k):
        for b in range(n - k):
            hessian[a][k + b] += 2 * r[a + b]
            hessian[k + b][a] += 2 * r[a + b]
    return gradient, hessian


def kind(hessian, risk):
    """By Sylvester's law of inertia: as many negative pivots as eigenvalues."""
    if abs(risk) < ZERO:
        return "global minimum"  # no filter has less than 0
    rows, pivots = [list(row) for row in hessian], []
    for j in range(len(rows)):
        pivots.append(rows[j][j])
        for i in range(j + 1, len(rows)):
            factor = rows[i][j] / rows[j][j]
            rows[i] = [x - factor * y for x, y in zip(rows[i], rows[j], strict=True)]
    if min(map(abs, pivots)) < ZERO:
        return "degenerate"
    return "strict saddle" if min(pivots) < 0 else "local minimum"


def pattern(first, second):
    """From the resultant and the discriminant, of layers of widths (2, 2) or (3, 2)."""
    a, b = second
    # the value of p_1 at the root -a/b of p_2, times a power of b
    resultant = sum(c * (-a) ** i * b ** (len(first) - 1 - i) for i, c in enumerate(first))
    shared = abs(resultant) < ZERO
    if len(first) == 2:
        return "(2|)" if shared else "(1,1|)"
    discriminant = first[1] ** 2 - 4 * first[0] * first[2]
    if shared:
        return "(2,1|)"  # the other root of p_1 is real too, and simple for generic targets
    if abs(discriminant) < ZERO:
        return "(2,1|)"
    return "(1,1,1|)" if discriminant > 0 else "(1|1)"
