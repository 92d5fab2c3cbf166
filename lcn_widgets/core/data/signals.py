"""Real one-dimensional signals: terrain and an electroencephalogram.

Both are sample files of matplotlib, which the extra ``figures`` brings; they are read without
importing it.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np

from lcn_widgets.core.data.recipe import DataRecipe, check_size
from lcn_widgets.core.data.synthetic import filter_outputs
from lcn_widgets.core.data.wording import say
from lcn_widgets.core.inputs import Array, InvalidInput, Remedy, parameter
from lcn_widgets.core.network import Architecture, nearest_input_dims
from lcn_widgets.core.risk import Dataset

TARGETS = {
    "blur": "binomial blur",
    "derivative": "derivative",
    "next": "next value",
}

_TARGET = {
    "label": "target",
    "type": "choice",
    "choices": tuple(TARGETS.items()),
    "help": "What the network shall compute from a window of the signal: its binomial blur "
    "(1+x)^(k_v-1), its derivative (x-1)(1+x)^(k_v-2), or the value that comes next.",
}
_SAMPLES = {
    "label": "samples",
    "type": "integer",
    "minimum": 1,
    "maximum": 100_000,
    "scale": "log",
    "step": 1,
    "help": "Number m of windows, spread evenly over the signal.",
}


class SignalRecipe(DataRecipe):
    """Windows of length d_0 cut from a signal, with a named target.

    The signal is standardised to mean 0 and variance 1 over the whole record. The outputs of a
    blur or derivative are divided by their root mean square over the windows cut, so that every
    target has entries of order one; the next value is left as it is. The windows begin at
    places spread evenly over the record and overlap when there are many.
    """

    samples: int
    target: str
    noun: ClassVar[str]

    def record(self) -> Array:
        """The standardised signal, shape (rows, length)."""
        raise NotImplementedError

    def build(self, architecture: Architecture) -> Dataset:
        """Cut the windows and compute the target."""
        check_size(architecture, self.samples)
        windows = self._windows(architecture)
        inputs = windows[:, :-1]
        v = self.target_filter(architecture)
        if v is None:
            outputs = windows[:, architecture.final_width :: architecture.final_stride]
        else:
            outputs = filter_outputs(architecture, v, inputs)
        return Dataset(inputs.T, outputs.T)

    def target_filter(self, architecture: Architecture) -> Array | None:
        """The blur or derivative filter, scaled as the outputs are, shape (k_v,)."""
        if self.target == "next":
            return None
        v = _binomial(architecture.final_width, derivative=self.target == "derivative")
        outputs = filter_outputs(architecture, v, self._windows(architecture)[:, :-1])
        return np.asarray(v / np.sqrt(np.mean(outputs**2)))

    @property
    def target_label(self) -> str:  # type: ignore[override]
        """Name of the target."""
        return TARGETS[self.target]

    def _windows(self, architecture: Architecture) -> Array:
        """Windows of length d_0 + 1, shape (m, d_0 + 1); the last entry is the next value."""
        signal, size = self.record(), architecture.dims[0] + 1
        if size > signal.shape[1]:
            length = signal.shape[1]
            sizes = {"size": size - 1, "length": length, "limit": length - 1}
            a = architecture
            fitting = nearest_input_dims(a.widths, a.strides, length - 1, count=4)
            raise InvalidInput(
                say("signal.long", signal=self.noun, **sizes),
                field="input_dim",
                suggestions=tuple(d for d in fitting if d < length)[-1:],
            )
        windows = np.lib.stride_tricks.sliding_window_view(signal, size, axis=1).reshape(-1, size)
        if self.samples > len(windows):
            sizes = {"windows": len(windows), "length": size, "samples": self.samples}
            raise InvalidInput(
                say("signal.windows", signal=self.noun, **sizes),
                field="data.samples",
                suggestions=(len(windows),),
            )
        places = np.linspace(0, len(windows) - 1, self.samples).round().astype(int)
        return np.asarray(windows[places])


@dataclass(frozen=True)
class TerrainData(SignalRecipe):
    """Rows of a digital elevation model (Jacksboro fault, 344 rows of 403 elevations).

    See `SignalRecipe` for how windows are cut and scaled.

    Parameters
    ----------
    target : {"blur", "derivative", "next"}
    signal : {"slope", "elevation"}
        Elevations of neighbouring points are nearly equal, which makes the patch matrix badly
        conditioned and the flow stiff; their differences, the slopes, do not.
    samples : int
    """

    target: str = parameter("blur", **_TARGET)
    signal: str = parameter(
        "slope", label="signal", type="choice",
        choices=(("slope", "slopes"), ("elevation", "elevations")),
        help="Elevations make the flow stiff, their slopes do not.",
    )  # fmt: skip
    samples: int = parameter(40, **_SAMPLES)
    kind: ClassVar[str] = "terrain"
    label: ClassVar[str] = "Terrain"
    note: ClassVar[str] = "Slopes or heights of real terrain."
    noun: ClassVar[str] = "the terrain"

    def record(self) -> Array:
        """Slopes, shape (344, 402), or elevations, shape (344, 403)."""
        return _terrain(self.signal == "slope")


@dataclass(frozen=True)
class EegData(SignalRecipe):
    """Four channels of an electroencephalogram, 800 values each.

    See `SignalRecipe` for how windows are cut and scaled.

    Parameters
    ----------
    target : {"blur", "derivative", "next"}
    samples : int
    """

    target: str = parameter("blur", **_TARGET)
    samples: int = parameter(40, **_SAMPLES)
    kind: ClassVar[str] = "eeg"
    label: ClassVar[str] = "EEG"
    note: ClassVar[str] = "Real brain waves."
    noun: ClassVar[str] = "the EEG"

    def record(self) -> Array:
        """The four channels, shape (4, 800)."""
        return _eeg()


def _binomial(width: int, derivative: bool) -> Array:
    """Coefficients of (1+x)^(width-1) or (x-1)(1+x)^(width-2), ascending."""
    if derivative and width == 1:
        blur = Remedy(say("remedy.blur"), {"data.target": "blur"})
        raise InvalidInput(say("signal.derivative"), field="data.target", remedies=(blur,))
    v = np.array([-1.0, 1.0]) if derivative else np.ones(1)
    while len(v) < width:
        v = np.convolve(v, [0.5, 0.5])
    return v


@lru_cache(maxsize=2)
def _terrain(slopes: bool) -> Array:
    with np.load(_sample_file("jacksboro_fault_dem.npz")) as archive:
        elevation = archive["elevation"].astype(np.float64)
    return _standardised(np.diff(elevation, axis=1) if slopes else elevation)


@lru_cache(maxsize=1)
def _eeg() -> Array:
    return _standardised(np.fromfile(_sample_file("eeg.dat"), dtype="<f8").reshape(800, 4).T)


def _standardised(signal: Array) -> Array:
    signal = (signal - signal.mean()) / signal.std()
    signal.setflags(write=False)
    return signal


def _sample_file(name: str) -> Path:
    """A sample file of the installed matplotlib, found without importing it."""
    package = importlib.util.find_spec("matplotlib")
    if package is not None and package.origin is not None:
        path = Path(package.origin).parent / "mpl-data" / "sample_data" / name
        if path.is_file():
            return path
    teacher = Remedy(say("remedy.teacher"), {"data.kind": "teacher"})
    raise InvalidInput(say("signal.missing", file=name), field="data.kind", remedies=(teacher,))
