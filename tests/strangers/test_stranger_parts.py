"""Strangers: what varies is added in one place of a copy of the package, and is then everywhere.

Each stranger is one file changed: what is written there, and a program that finds the newcomer in
everything that lists, reads, runs, draws or sends such things.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Stranger:
    """Something new.

    Parameters
    ----------
    file : str
        The one file that changes, within the package.
    edit : str or tuple of (str, str)
        What is written at its end, or texts and what takes their place.
    program : str
        Runs in the copy and asserts that the newcomer is known.
    """

    file: str
    edit: str | tuple[tuple[str, str], ...]
    program: str


RECIPE = """
import io, json
import lcn_widgets as lcn
from lcn_widgets import figures
from lcn_widgets.ui.schema import schema
from lcn_widgets.ui.wire import encode

description = lcn.Experiment().to_dict() | {PART: {"kind": KIND}}
experiment = lcn.Experiment.from_dict(description)
recipe = getattr(experiment, PART)
assert lcn.Experiment.from_dict(json.loads(json.dumps(experiment.to_dict()))) == experiment

names = {}
exec(experiment.to_python(), names)
assert names["experiment"] == experiment
run = names["result"]

section = next(s for s in schema()["sections"] if s["name"] == PART)
described = next(k for k in section["kinds"] if k["value"] == KIND)
assert (described["label"], described["note"]) == (recipe.label, recipe.note)
explorer = lcn.Explorer(panels=["roots"])
setattr(explorer, PART, KIND)
assert explorer.run.experiment == experiment
for name in described["parameters"]:
    assert name in schema()["parameters"] and hasattr(explorer, name)

header, block = encode(run, 1)
json.dumps(header, allow_nan=False)
figures.sheet(run).savefig(io.BytesIO(), dpi=30)
"""
"""Finds the recipe of this KIND in every PART of the package that has to know it."""

LOSS = Stranger(
    "core/risk/losses.py",
    (
        (
            "def _positive(",
            '''@dataclass(frozen=True)
class CauchyLoss(Loss):
    """ℓ(r) = γ² log(1 + r²/γ²): analytic, and not convex."""

    gamma: float = parameter(1.0, label="γ", above=0.0, help="Residual where the slope is largest.")
    kind: ClassVar[str] = "cauchy"
    label: ClassVar[str] = "Cauchy"
    note: ClassVar[str] = "Grows like a logarithm."

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.label, Regularity.ANALYTIC)

    @property
    def convex(self) -> bool:
        return False

    def value(self, r: ArrayLike) -> Array:
        return np.asarray(self.gamma**2 * np.log1p(np.square(r / self.gamma)))

    def slope(self, r: ArrayLike) -> Array:
        return np.asarray(2.0 * r / (1.0 + np.square(r / self.gamma)))

    def curvature(self, r: ArrayLike) -> Array:
        square = np.square(r / self.gamma)
        return np.asarray(2.0 * (1.0 - square) / (1.0 + square) ** 2)

    def largest_curvature(self, level: float) -> float:
        return 2.0

    def residual_bound(self, level: ArrayLike, entries: int) -> Array:
        size = np.sqrt(np.expm1(_positive(level) / self.gamma**2))
        return np.asarray(entries * self.gamma * size)


def _positive(''',
        ),
        ("        AbsoluteLoss,\n", "        AbsoluteLoss,\n        CauchyLoss,\n"),
    ),
    "PART, KIND = 'loss', 'cauchy'"
    + RECIPE
    + """
assert described["covered"] and header["loss"]["covered"]
assert run.theorem["loss"].status == "holds"
assert "Cauchy loss is real analytic" in run.theorem["loss"].sentence
covered, others = figures.loss_curves([recipe, lcn.HuberLoss()]).axes
assert [line.get_label() for line in covered.lines] == ["Cauchy, γ = 1"]
""",
)

DATA = Stranger(
    "core/data/sources.py",
    (
        (
            "DATA: dict",
            '''@dataclass(frozen=True)
class ImpulseData(DataRecipe):
    """The unit vectors as inputs, and as outputs what they become under equal weights."""

    kind: ClassVar[str] = "impulses"
    label: ClassVar[str] = "Impulses"
    note: ClassVar[str] = "Every input has one entry that is not zero."
    target_label: ClassVar[str] = "moving sum"

    def build(self, architecture: Architecture) -> Dataset:
        X = np.eye(architecture.dims[0])
        windows = Dataset(X, np.zeros((architecture.dims[-1], len(X)))).patch_matrix(architecture)
        return Dataset(X, windows.sum(axis=1).reshape(len(X), -1).T)

    def target_filter(self, architecture: Architecture) -> Array:
        return np.ones(architecture.final_width)


DATA: dict''',
        ),
        (
            "from lcn_widgets.core.data.given",
            "from dataclasses import dataclass\n"
            "from typing import ClassVar\n"
            "import numpy as np\n"
            "from lcn_widgets.core.inputs import Array\n"
            "from lcn_widgets.core.network import Architecture\n"
            "from lcn_widgets.core.risk import Dataset\n"
            "from lcn_widgets.core.data.given",
        ),
        ("        ArrayData,\n", "        ArrayData,\n        ImpulseData,\n"),
    ),
    "PART, KIND = 'data', 'impulses'"
    + RECIPE
    + """
assert str(run.reference_label) == "moving sum"
legend = figures.roots(run).legends[0]
assert "moving sum" in [text.get_text() for text in legend.get_texts()]
assert abs(run.best_risk) < 1e-20
""",
)

START = Stranger(
    "core/training/initialization.py",
    (
        (
            "INITIALIZATIONS: dict",
            '''@dataclass(frozen=True)
class AlternatingInitialization(Initialization):
    """Entries of one size and alternating signs."""

    scale: float = _scale()
    kind: ClassVar[str] = "alternating"
    label: ClassVar[str] = "Alternating"
    note: ClassVar[str] = "Entries of alternating signs."

    def filters(self, architecture: Architecture) -> Array:
        return self.scale * np.resize([1.0, -0.5], architecture.parameter_count)


INITIALIZATIONS: dict''',
        ),
        (
            "        ExplicitFilters,\n",
            "        ExplicitFilters,\n        AlternatingInitialization,\n",
        ),
    ),
    "PART, KIND = 'initialization', 'alternating'"
    + RECIPE
    + """
assert run.start.tolist() == [1.0, -0.5] * 4
assert (run.frames.filters[0] == run.start).all()
bars = figures.filters(run, time=0.0).axes[0].patches
assert [bar.get_height() for bar in bars] == run.start.tolist()
""",
)

METHOD = Stranger(
    "core/training/methods.py",
    (
        (
            "METHODS: dict",
            '''@dataclass(frozen=True)
class TiringDescent(Method):
    """Gradient descent whose steps shrink like 1/n."""

    step_size: float = parameter(1e-4, **_STEP_SIZE)
    max_steps: int = parameter(5000, **_MAX_STEPS)
    kind: ClassVar[str] = "tiring"
    label: ClassVar[str] = "Tiring descent"
    note: ClassVar[str] = "Steps that become shorter and shorter."

    def follow(self, risk: EmpiricalRisk, w0: Array) -> Trajectory:
        def size(n: int) -> float:
            return self.step_size / (n + 1)

        return gradient_descent(risk, w0, step_size=size, max_steps=self.max_steps)


METHODS: dict''',
        ),
        ("(Flow, Descent, FlowAndDescent)", "(Flow, Descent, FlowAndDescent, TiringDescent)"),
    ),
    "PART, KIND = 'method', 'tiring'"
    + RECIPE
    + """
assert [track["label"] for track in header["tracks"]] == ["Tiring descent"]
assert run.summary().startswith("step limit after 5000 steps: ")
drift = figures.conserved(run).axes[2]
assert drift.get_title(loc="left") == "change with every step of gradient descent"
assert drift.get_xlabel() == r"time $n\\eta$"
""",
)

PRESET = Stranger(
    "core/experiment/presets.py",
    (
        (
            "PRESETS: tuple[Preset, ...] = (\n",
            """PRESETS: tuple[Preset, ...] = (
    Preset(
        "lonely",
        "One layer",
        "A network of one layer is linear regression.",
        Experiment(Architecture(9, (4,), (1,))),
    ),
""",
        ),
    ),
    """
import lcn_widgets as lcn
from lcn_widgets.ui.schema import schema

assert lcn.preset_named("lonely").experiment.architecture.depth == 1
assert schema()["presets"][0]["title"] == "One layer"
explorer = lcn.Explorer(panels=["roots"], preset="lonely")
assert explorer.run.experiment == lcn.preset_named("lonely").experiment
""",
)

PRINTED_PANEL = Stranger(
    "figures/panels/speed.py",
    '''"""How fast the filters move."""

from lcn_widgets.figures.panels.timeline import mark_time, set_time_axis


def size(moment):
    """Width and height in inches."""
    return 4.0, 3.0


def draw(figure, moment, palette):
    """Draw the gradient norm, which is the speed of the flow."""
    axes = figure.add_subplot()
    axes.plot(moment.frames.times, moment.frames.gradient_norms, color=palette.final)
    mark_time(axes, moment, palette)
    set_time_axis(axes, moment)
''',
    """
import lcn_widgets as lcn
from lcn_widgets import figures

assert "speed" in figures.__all__
assert figures.speed.__doc__.startswith("How fast the filters move.")
run = lcn.run(lcn.Experiment())
(axes,) = figures.speed(run, time=0.01, theme="dark").axes
assert (axes.lines[0].get_ydata() == run.frames.gradient_norms).all()
""",
)

STRANGERS = {
    "loss": LOSS,
    "data source": DATA,
    "start": START,
    "method": METHOD,
    "preset": PRESET,
    "printed panel": PRINTED_PANEL,
}


@pytest.mark.parametrize("name", STRANGERS)
def test_one_place_makes_it_known_everywhere(name, look):
    stranger = STRANGERS[name]
    look({stranger.file: stranger.edit}, stranger.program)
