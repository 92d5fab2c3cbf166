"""The complete list of critical points of small networks, against Newton's method and the flow."""

import numpy as np
import pytest
from margins import at_most

from lcn_widgets.core.inputs.errors import InvalidInput
from lcn_widgets.core.landscape.coverage import multiplicity_patterns
from lcn_widgets.core.landscape.critical_filters import critical_filters
from lcn_widgets.core.landscape.critical_points import CriticalKind
from lcn_widgets.core.landscape.multiple_roots import generic_count
from lcn_widgets.core.network.architecture import Architecture
from lcn_widgets.core.risk.dataset import Dataset
from lcn_widgets.core.risk.empirical import EmpiricalRisk
from lcn_widgets.core.risk.losses import LogCoshLoss, SquareLoss
from lcn_widgets.core.training.flow import gradient_flow

ALL_UP_TO_FIVE = [
    (2,), (3,), (5,), (2, 2), (3, 2), (2, 3), (2, 2, 2), (4, 2), (2, 4), (3, 3), (3, 2, 2),
    (2, 3, 2), (2, 2, 2, 2), (1, 3, 2),
]  # fmt: skip


def random_risk(widths, seed, *, identity=False):
    arch = Architecture(sum(widths) - len(widths) + 1, widths, (1,) * len(widths))
    rng = np.random.default_rng(seed)
    k_v = arch.final_width
    X = np.eye(k_v) if identity else rng.normal(size=(k_v, 3 * k_v))
    return EmpiricalRisk(arch, SquareLoss(), Dataset(X, rng.normal(size=(1, X.shape[1]))))


def complex_critical_filters(risk, starts, seed):
    """Different v ≠ 0 to which Gauss-Newton on Jᵀ∇_vL = 0 converges from random complex w."""
    arch = risk.architecture
    G = risk.filter_hessian(np.zeros(arch.final_width)) / 2.0
    u = risk.best_filter
    rng = np.random.default_rng(seed)

    def product(w):
        v = np.ones(1)
        for a, b in zip(arch.offsets, arch.offsets[1:], strict=False):
            v = np.convolve(v, w[a:b])
        return v

    def equations(w):
        slope = G @ (product(w) - u)
        out = []
        for i, (a, b) in enumerate(zip(arch.offsets, arch.offsets[1:], strict=False)):
            others = np.ones(1)
            for j, (c, d) in enumerate(zip(arch.offsets, arch.offsets[1:], strict=False)):
                if j != i:
                    others = np.convolve(others, w[c:d])
            out += [others @ slope[m : m + len(others)] for m in range(b - a)]
        return np.array(out)

    def jacobian(w):
        step = 1e-7
        units = np.eye(len(w))
        return np.stack(
            [(equations(w + step * e) - equations(w - step * e)) / (2 * step) for e in units], -1
        )

    found = []
    for _ in range(starts):
        w = rng.normal(size=arch.parameter_count) + 1j * rng.normal(size=arch.parameter_count)
        for _ in range(60):
            step = np.linalg.lstsq(jacobian(w), equations(w), rcond=1e-10)[0]
            w = w - step
            if np.linalg.norm(step) < 1e-12 * np.linalg.norm(w):
                break
        v = product(w)
        converged = np.abs(equations(w)).max() < 1e-9 * np.linalg.norm(w) ** (arch.depth + 1)
        if (
            converged
            and 1e-5 < np.linalg.norm(v) < 1e5
            and all(np.linalg.norm(v - other) > 1e-5 * np.linalg.norm(v) for other in found)
        ):
            found.append(v)
    return found


@pytest.mark.parametrize(("widths", "count"), [((2, 2), 5), ((3, 2), 8), ((4,), 1)])
def test_the_known_numbers_of_complex_critical_filters(widths, count):
    """Stride one, generic data, square loss: (2,2) has 5, (3,2) has 8, N = 1 has 1 [KMST]."""
    for seed in range(5):
        found = critical_filters(random_risk(widths, seed, identity=seed % 2 == 0))
        assert found.complex_count == found.expected_count == count
        assert found.certified


@pytest.mark.parametrize(("widths", "count"), [((2, 2), 5), ((3, 2), 8)])
def test_newton_from_random_complex_starts_finds_the_same_number(widths, count):
    """An oracle that knows nothing of multiple roots."""
    assert len(complex_critical_filters(random_risk(widths, 7), 150, seed=1)) == count


@pytest.mark.parametrize("widths", ALL_UP_TO_FIVE)
def test_every_listed_network_is_critical_and_multiplies_to_its_filter(widths):
    for seed in range(3):
        risk = random_risk(widths, seed)
        found = critical_filters(risk)
        assert found.certified
        assert found.filters
        for critical in found.filters:
            for point in critical.points:
                np.testing.assert_allclose(
                    risk.architecture.final_filter(point.filters),
                    critical.final_filter,
                    atol=1e-10 * np.abs(critical.final_filter).max(),
                )
                scale = np.linalg.norm(risk.gradient(1.1 * point.filters))
                assert point.gradient_norm / scale == pytest.approx(0.0, abs=1e-8)


@pytest.mark.parametrize("widths", [(2, 2), (3, 2), (2, 2, 2), (3, 3)])
def test_the_flow_ends_at_a_listed_filter(widths):
    """Completeness seen from outside: limits of the flow are on the list, and are minima."""
    risk = random_risk(widths, 11)
    found = critical_filters(risk)
    listed = np.array([f.final_filter for f in found.filters])
    rng = np.random.default_rng(5)
    for _ in range(12):
        flow = gradient_flow(risk, rng.normal(size=risk.architecture.parameter_count))
        assert flow.converged
        distances = np.linalg.norm(listed - flow.final_filters[-1], axis=1)
        nearest = found.filters[int(distances.argmin())]
        assert distances.min() == pytest.approx(0.0, abs=1e-5)
        kinds = {point.kind for point in nearest.points}
        assert kinds & {CriticalKind.GLOBAL_MINIMUM, CriticalKind.LOCAL_MINIMUM}
        assert at_most(found.least_risk, flow.risks[-1], abs=1e-8)


def test_double_root_endpoints_of_3_2_can_be_spurious_local_minima():
    """[KMMT]: in the filling (3,2) the (2,1|) endpoints are spurious local minima."""
    kinds = set()
    for seed in range(40):
        found = critical_filters(random_risk((3, 2), seed, identity=True))
        assert found.filters[0].points[0].kind is CriticalKind.GLOBAL_MINIMUM  # filling
        kinds |= {p.kind for f in found.filters if str(f.pattern) == "(2,1|)" for p in f.points}
    assert CriticalKind.LOCAL_MINIMUM in kinds
    assert CriticalKind.GLOBAL_MINIMUM not in kinds


def test_patterns_are_those_that_layers_with_simple_shared_roots_allow():
    """Gale-Ryser, by hand: (3,3) cannot share one root three times, (2,2,2) can."""

    def patterns(*widths):
        size = sum(widths) - len(widths) + 1
        return set(multiplicity_patterns(Architecture(size, widths, (1,) * len(widths))))

    assert patterns(2, 2) == {(1, 1), (2,)}
    assert patterns(3, 2) == {(1, 1, 1), (2, 1)}
    assert patterns(3, 3) == {(1, 1, 1, 1), (2, 1, 1), (2, 2)}
    assert patterns(2, 2, 2) == {(1, 1, 1), (2, 1), (3,)}
    assert patterns(4) == {(1, 1, 1)}


def test_generic_counts_of_rational_normal_curves_and_their_tangents():
    """3n - 2 for the n-fold root and, by duality, for one double root."""
    for n in (2, 3, 4, 6):
        assert generic_count((n,)) == 3 * n - 2
        assert generic_count((2,) + (1,) * (n - 2)) == 3 * n - 2


def test_what_cannot_be_listed_is_said():
    arch = Architecture(3, (2, 2), (1, 1))
    data = Dataset(np.eye(3), [[1.0, 2.0, 3.0]])
    with pytest.raises(InvalidInput, match="square loss"):
        critical_filters(EmpiricalRisk(arch, LogCoshLoss(), data))
    with pytest.raises(InvalidInput, match="rank 1 < 3"):
        critical_filters(EmpiricalRisk(arch, SquareLoss(), Dataset(np.ones((3, 1)), [[1.0]])))
    with pytest.raises(InvalidInput, match="several multiple roots"):
        critical_filters(random_risk((3, 3, 2), 0))
