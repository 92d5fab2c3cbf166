"""Experiments that each show one thing."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from lcn_widgets.core.data import CounterexampleData, IdentityData, TeacherData, TerrainData
from lcn_widgets.core.experiment.experiment import Experiment
from lcn_widgets.core.experiment.wording import say
from lcn_widgets.core.inputs import InvalidInput
from lcn_widgets.core.network import Architecture
from lcn_widgets.core.risk import AbsoluteLoss, SquareLoss
from lcn_widgets.core.training import (
    BalancedInitialization,
    Descent,
    ExplicitFilters,
    Flow,
    NormalInitialization,
    PrescribedDifferences,
)


@dataclass(frozen=True)
class Preset:
    """An experiment with what to see in it.

    Parameters
    ----------
    name : str
        Short name for links.
    title : str
    lesson : str
        One sentence: what this run shows.
    experiment : Experiment
    """

    name: str
    title: str
    lesson: str
    experiment: Experiment


PRESETS: tuple[Preset, ...] = (
    Preset(
        "first-flow",
        "Roots meet and part",
        "Two roots leave the real axis, come back and meet on it; the risk rests on a plateau "
        "near a saddle before the flow reaches the target.",
        Experiment(),
    ),
    Preset(
        "filling",
        "Filling architecture",
        "At most one width is even, so every filter can be reached, and this run reaches the best.",
        Experiment(
            Architecture(20, (3, 2), (1, 1)),
            SquareLoss(),
            TeacherData(noise=0.1),
            NormalInitialization(),
            Flow(),
        ),
    ),
    Preset(
        "outside",
        "Target outside the function space",
        "Two layers of width 2 reach only filters with two real roots; the target has none, and "
        "the flow ends where both roots coincide.",
        Experiment(
            Architecture(3, (2, 2), (1, 1)),
            SquareLoss(),
            IdentityData(teacher=(1.0, 0.6, 0.9)),
            NormalInitialization(),
            Flow(),
        ),
    ),
    Preset(
        "spurious",
        "Spurious local minimum",
        "Widths (3,2) can reach the target 1 + x³, yet from here the flow ends in a local minimum "
        "with risk 0.951.",
        Experiment(
            Architecture(4, (3, 2), (1, 1)),
            SquareLoss(),
            IdentityData(teacher=(1.0, 0.0, 0.0, 1.0)),
            NormalInitialization(seed=4),
            Flow(),
        ),
    ),
    Preset(
        "counterexample",
        "Too little data: growing for ever",
        "The patch matrix has rank 3 and not 4: the risk tends to 0, which no network attains, "
        "and the filters grow like the sixth root of time.",
        Experiment(
            Architecture(4, (2, 2), (2, 1)),
            SquareLoss(),
            CounterexampleData(),
            ExplicitFilters(((1.0, 1.0), (1.0, 1.0))),
            Flow(t_max=1e8),
        ),
    ),
    Preset(
        "stiff",
        "Stiff real data",
        "Neighbouring heights of real terrain are nearly equal, so that the time scales at the end "
        "are 100,000 times apart; an explicit method would crawl.",
        Experiment(
            Architecture(32, (3, 3), (1, 1)),
            SquareLoss(),
            TerrainData(target="next", signal="elevation"),
            NormalInitialization(),
            Flow(),
        ),
    ),
    Preset(
        "unbalanced",
        "Unbalanced start",
        "The squared norms of the layers differ by 25 at the start, hence for ever: the second "
        "filter can never become shorter than 5.",
        Experiment(
            Architecture(20, (3, 3), (1, 1)),
            SquareLoss(),
            TeacherData(draw="network"),
            PrescribedDifferences(scale=0.3, differences=(25.0,)),
            Flow(),
        ),
    ),
    Preset(
        "rings",
        "Strided rings",
        "With stride 3 in the first layer, each root of the second becomes a ring of three.",
        Experiment(
            Architecture(21, (3, 3), (3, 1)),
            SquareLoss(),
            TeacherData(draw="network"),
            NormalInitialization(),
            Flow(),
        ),
    ),
    Preset(
        "degenerate",
        "Binomial blur",
        "The target (1+x)⁴ has a fourfold root at -1, which four layers of width 2 reach only at "
        "a degenerate point: slower than exponentially.",
        Experiment(
            Architecture(32, (2, 2, 2, 2), (1, 1, 1, 1)),
            SquareLoss(),
            TerrainData(target="blur"),
            NormalInitialization(seed=2),
            Flow(),
        ),
    ),
    Preset(
        "not-covered",
        "A loss the theorem does not cover",
        "The absolute value has a kink at 0, where the gradient jumps instead of vanishing: steps "
        "of fixed size rattle without end.",
        Experiment(
            Architecture(20, (3, 2), (1, 1)),
            AbsoluteLoss(),
            TeacherData(noise=0.1),
            NormalInitialization(),
            Descent(step_size=2e-4, max_steps=2000),
        ),
    ),
    Preset(
        "drifting",
        "Descent loses what the flow conserves",
        "Steps of fixed size converge too, but each changes δ by η²(‖∇₁L‖² - ‖∇₂L‖²): the "
        "conserved difference drifts.",
        Experiment(
            Architecture(4, (3, 2), (1, 1)),
            SquareLoss(),
            IdentityData(),
            BalancedInitialization(),
            Descent(step_size=0.1),
        ),
    ),
    Preset(
        "diverging",
        "Too large a step",
        "The same experiment with steps of 0.67 instead of 0.1: each overshoots further than the "
        "one before.",
        Experiment(
            Architecture(4, (3, 2), (1, 1)),
            SquareLoss(),
            IdentityData(),
            BalancedInitialization(),
            Descent(step_size=0.67),
        ),
    ),
)
"""In the order of the menu; a new one is an entry here and a test that it shows what it says."""


def preset_named(name: str) -> Preset:
    """The preset of this name.

    Raises
    ------
    InvalidInput
        If there is none.
    """
    for preset in PRESETS:
        if preset.name == name:
            return preset
    names = tuple(p.name for p in PRESETS)
    near = difflib.get_close_matches(str(name), names, 1) or names[:1]
    raise InvalidInput(
        say("preset", name=repr(name), near=repr(near[0])), field="preset", suggestions=names
    )
