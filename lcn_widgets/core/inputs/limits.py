"""Every limit in one place: what the functions accept, and what an experiment does.

An experiment may come from a stranger (a link, a file). Its limits keep memory below some hundred
megabytes and a run of the default method within seconds; the functions it calls accept more.
"""

from __future__ import annotations

# What the functions accept.

MAX_DEPTH = 16
"""Deepest network accepted."""
MAX_INPUT_DIM = 100_000
"""Longest input accepted."""
MAX_PARAMETERS = 2_000
"""Most filter entries Σk_i accepted; the Hessian then holds 32 MB."""
MAX_FINAL_WIDTH = 4_096
"""Widest final filter k_v accepted; the Gram matrix of square loss then holds 134 MB."""
MAX_PATCH_MATRIX = 50_000_000
"""Largest patch matrix kept in memory (400 MB); square loss keeps only its k_v × k_v factor."""
MAX_FLOW_STEPS = 20_000
"""Steps after which a flow ends with `Outcome.STEP_LIMIT`."""
MAX_FLOW_GRADIENTS = 200_000
"""Gradients of the risk after which it ends so too: some seconds."""
MAX_DESCENT_STEPS = 1_000_000
"""Most steps of gradient descent accepted."""
MAX_DESCENT_FRAMES = 20_000
"""Most frames kept of gradient descent, besides the last: of more steps every q-th is kept."""
MAX_PATH_FRAMES = 2_000
"""Most frames of root paths, unless the trajectory itself has more."""
MAX_PATH_GROWTH = 4
"""Most frames of root paths for each frame of the trajectory."""
MAX_PATH_TIMES = 5_000
"""Most times looked at between those of the trajectory; then least distance decides."""
MAX_PATH_WORK = 2_000_000
"""The same, times the sum of the cubes of the degrees."""
MAX_DRAWN_FRAMES = 1_200
"""Most frames of a run."""

# What an experiment, and the text it may be written in, accept.

MAX_SEED = 2**53 - 1
"""Largest seed: the largest whole number that JavaScript and JSON keep exact."""
MAX_LIST = 1_000_000
"""Most numbers in one list parameter."""
MAX_TEXT = 1_000_000
"""Longest text parameter, in characters; it is checked before the text is read."""
MAX_COMPLEX = 1e150
"""Largest absolute value of a finite complex number: its square must be finite too."""
EXPERIMENT_LAYER_WIDTH = 16
"""Widest layer of an experiment: following the roots of wide layers takes long."""
EXPERIMENT_FINAL_WIDTH = 256
"""Widest final filter k_v of an experiment: every root of it is followed and drawn."""
EXPERIMENT_PARAMETERS = 64
"""Most filter entries Σk_i of an experiment."""
EXPERIMENT_INPUTS = 4_000_000
"""Most entries of X that a recipe makes (32 MB)."""
EXPERIMENT_PATCHES = 4_000_000
"""Most entries m·d_N·k_v of the patch matrix that a recipe makes (32 MB)."""
EXPERIMENT_KEPT_PATCHES = 400_000
"""Most entries of the patch matrix in a run of a loss other than the square, which needs all of
them at every step."""
EXPERIMENT_TIME = 1e15
"""Longest flow an experiment accepts."""
EXPERIMENT_DESCENT_STEPS = 100_000
"""Most steps of gradient descent an experiment accepts."""
