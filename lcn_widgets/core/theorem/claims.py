"""The statements of the convergence theorem: what each says, and what a run makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lcn_widgets.core.inputs import Array


class Kind(StrEnum):
    """Part of the theorem a statement belongs to."""

    HYPOTHESIS = "hypothesis"
    CONCLUSION = "conclusion"


class Status(StrEnum):
    """What a run says about a statement, at the tolerance stated with it."""

    HOLDS = "holds"
    FAILS = "fails"
    NOT_COVERED = "not covered"
    UNDECIDED = "cannot be decided"


@dataclass(frozen=True)
class Claim:
    """What a statement says, whatever the run.

    Parameters
    ----------
    title : str
    kind : Kind
    source : str
        Number in the paper, or "derived".
    formula : str
    needs : str
        What it rests on.
    breaks : str
        What would break it.
    """

    title: str
    kind: Kind
    source: str
    formula: str
    needs: str
    breaks: str


@dataclass(frozen=True)
class Statement:
    """A claim and what a run says about it.

    Parameters
    ----------
    name : str
        Key in `CLAIMS`.
    status : Status
    margin : float
        Decades between the value and what it is compared with, positive on the safe side; nan
        where nothing is compared.
    tolerance : float
        What the value is compared with; nan where nothing is.
    numbers : mapping of str to float
        The numbers behind the status, by name.
    sentence : str
        One plain sentence for someone who has not read the paper.
    """

    name: str
    status: Status
    margin: float
    tolerance: float
    numbers: Mapping[str, float]
    sentence: str

    @property
    def claim(self) -> Claim:
        """What the statement says, whatever the run."""
        return CLAIMS[self.name]


@dataclass(frozen=True, eq=False)
class Link:
    """One link of the chain data → v → w → convergence, followed through time.

    Parameters
    ----------
    statement : Statement
    track : {"paper", "derived", "both"}
        The paper's chain, or the sharper one through the patch matrix.
    quantity : str
        What the values are.
    values, bound : ndarray, shape (T,)
        Decadic logarithms of the value and of its bound at the times of the trajectory;
        -inf stands for 0, inf for a bound that does not exist.
    upper : bool
        Whether the values have to stay below the bound (or above it).
    """

    statement: Statement
    track: str
    quantity: str
    values: Array
    bound: Array
    upper: bool


CLAIMS: Mapping[str, Claim] = {
    "loss": Claim(
        "The loss is real analytic",
        Kind.HYPOTHESIS,
        "Theorem 3.8",
        "ℓ real analytic, hence C²",
        "Nothing else: it is a property of the loss alone.",
        "A kink (ℓ₁), a jump of the second derivative (Huber), a power |r|^p with p not even.",
    ),
    "data_rank": Claim(
        "The inputs span their space",
        Kind.HYPOTHESIS,
        "Theorem 3.8, Lemma 3.6",
        "rank XXᵀ = d₀",
        "At least d₀ samples in general position.",
        "Fewer samples than input entries, or inputs that all lie in a hyperplane.",
    ),
    "patch_rank": Claim(
        "The patches span theirs",
        Kind.HYPOTHESIS,
        "derived from Lemma 3.6; weaker than XXᵀ of full rank and sufficient",
        "rank P = k_v",
        "At least k_v windows in general position: one long sample may do.",
        "A direction of the final filter that no window of the data sees.",
    ),
    "residual_bound": Claim(
        "The risk bounds the residuals",
        Kind.HYPOTHESIS,
        "Lemma 3.6, table of h in section 3",
        "‖WX - Y‖₁ ≤ h(L)",
        "A loss that grows without bound in every direction.",
        "A loss that stays bounded, for instance one that caps outliers.",
    ),
    "filter_bound": Claim(
        "Risk and data bound the final filter",
        Kind.HYPOTHESIS,
        "Lemma 3.6",
        "‖v‖₁ ≤ g(L) = (1/d_N)(h(L) + ‖Y‖₁)‖Xᵀ(XXᵀ)⁻¹‖₁",
        "The function h, and XXᵀ of full rank.",
        "Inputs that do not span their space: (XXᵀ)⁻¹ does not exist.",
    ),
    "risk_decreases": Claim(
        "The risk never rises",
        Kind.CONCLUSION,
        "section 3",
        "dL/dt = -‖ẇ‖² ≤ 0",
        "A differentiable loss, and the flow: not steps of descent.",
        "Steps of finite size; a solver with too coarse a tolerance.",
    ),
    "energy": Claim(
        "What the risk loses the path gains",
        Kind.CONCLUSION,
        "section 3",
        "L(w(0)) - L(w(T)) = ∫‖ẇ‖² dt",
        "A differentiable loss, and the flow.",
        "Steps of finite size; a solver with too coarse a tolerance.",
    ),
    "differences": Claim(
        "The differences of the squared norms stay",
        Kind.CONCLUSION,
        "equation 3.3",
        "δ_i = ‖w⁽ⁱ⁺¹⁾‖² - ‖w⁽ⁱ⁾‖² is constant",
        "A differentiable loss, and the flow.",
        "Steps of finite size: descent changes δ by η²(‖∇_{i+1}L‖² - ‖∇_iL‖²) each.",
    ),
    "filter_bounded": Claim(
        "The final filter stays bounded",
        Kind.CONCLUSION,
        "Lemma 3.6",
        "‖v(t)‖₁ ≤ g(L(w(t))) ≤ g(L(w₀))",
        "XXᵀ of full rank, and a risk that does not rise.",
        "Inputs that do not span their space: v can grow where the risk does not see it.",
    ),
    "filter_bounded_by_patches": Claim(
        "The final filter stays bounded, by the patches",
        Kind.CONCLUSION,
        "derived from Lemma 3.6",
        "‖v(t)‖₂ ≤ (‖y‖₂ + ‖Pv - y‖₂)/σ_min(P)",
        "P of full rank, and a risk that does not rise.",
        "A direction of v that no window sees.",
    ),
    "layers_bounded": Claim(
        "Every layer stays bounded, with the paper's constants",
        Kind.CONCLUSION,
        "Lemmas 2.3 to 3.5",
        "‖w⁽ⁱ⁾‖² ≤ τ(T, k_v, δ), C ≤ (6 T k_v)^(2k_v)",
        "A bound T of v, and constant δ: together they leave a layer no room to grow.",
        "A final filter that grows without bound.",
    ),
    "layers_bounded_sharply": Claim(
        "Every layer stays bounded, by the Mahler measure",
        Kind.CONCLUSION,
        "derived (Mahler measure)",
        "Π ‖w⁽ⁱ⁾‖₁ ≤ 2^(Σ(k_i-1)) ‖v‖₂, with the gaps that δ fixes",
        "A bound of v, and constant δ.",
        "A final filter that grows without bound.",
    ),
    "convergence": Claim(
        "The flow converges to a critical point",
        Kind.CONCLUSION,
        "Theorems 3.4 and 3.8",
        "w(t) → w* with ∇L(w*) = 0",
        "A bounded path, and the Łojasiewicz inequality, which analytic functions satisfy.",
        "A loss that is not analytic, or a path that escapes to infinity.",
    ),
}
"""What the statements say, in the order of the proof."""
