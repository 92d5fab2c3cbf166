"""Roots are dragged by mouse, finger and keys; what comes is the run of the core for that place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from explorer_page import ExplorerPage, Traffic
from kernel_messages import KernelMessages, SentRun
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from lcn_widgets import Experiment, run

DEVICES = ("mouse", "touch", "keys")
EXACT = 1e-12
A_PIXEL = 0.75  # how precisely a place on the screen is known

# The default start in exact numbers, by a solver that is not the core's.
START = np.split(
    run(Experiment()).trajectory.filters[0],
    np.cumsum(Experiment().architecture.widths)[:-1],
)


@dataclass
class Table:
    """An explorer whose roots are moved, with all that its kernel says."""

    explorer: ExplorerPage
    kernel: KernelMessages
    touch: CDPSession
    shown: str = "roots"

    @property
    def page(self) -> Page:
        return self.explorer.page

    @property
    def panel(self) -> Locator:
        return self.explorer.panel(self.shown)

    @property
    def picture(self) -> Locator:
        return self.panel.get_by_role("application")

    def open(self, example: str, panel: str = "roots") -> SentRun:
        """Begin with an example, at its start, and look at a panel."""
        self.shown = panel
        if self.explorer.example.input_value() != example or not self.kernel.runs:
            self.explorer.example.select_option(
                "filling"
            )  # the run it opens with is not sent alone
            self.explorer.example.select_option(example)
        self.explorer.seek("Home")
        return self.settled()

    def choose(self, name: str) -> tuple[float, float]:
        """Walk by keys to a mark; its place on the screen."""
        self.picture.focus()
        tip, ring = self.panel.locator(".lcn-panel-tip"), self.panel.locator(".lcn-ring")
        for _ in range(60):
            self.page.keyboard.press("ArrowRight")
            if (tip.text_content() or "").startswith(name):
                box = ring.bounding_box()
                assert box is not None
                return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        raise AssertionError(f"there is no {name}")

    def put(self, device: str, name: str, *moves: tuple[float, float]) -> None:
        """Take a mark and move it by pixels, one move after the other."""
        x, y = self.choose(name)
        if device == "keys":
            self.page.keyboard.press("Enter")
            for dx, dy in moves:
                self._steps(dx, "ArrowRight", "ArrowLeft")
                self._steps(dy, "ArrowDown", "ArrowUp")
            self.page.keyboard.press("Enter")
            self.page.keyboard.press("Escape")
            return
        self.page.keyboard.press("Escape")
        self._point(device, "down", x, y)
        for dx, dy in moves:
            for _ in range(8):
                x, y = x + dx / 8, y + dy / 8
                self._point(device, "move", x, y)
        self._point(device, "up", x, y)

    def _steps(self, pixels: float, more: str, less: str) -> None:
        """Keys move by 20 pixels with Shift and by 2 without."""
        key = more if pixels > 0 else less
        far, near = divmod(round(abs(pixels) / 2), 10)
        for step in [f"Shift+{key}"] * far + [key] * near:
            self.page.keyboard.press(step)

    def _point(self, device: str, what: str, x: float, y: float) -> None:
        if device == "mouse":
            mouse = self.page.mouse
            mouse.move(x, y)
            if what != "move":
                (mouse.down if what == "down" else mouse.up)()
            return
        kind = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}[what]
        points = [] if what == "up" else [{"x": x, "y": y}]
        self.touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def scale(self) -> float:
        """Pixels of a unit: two roots whose numbers are known, and where they are drawn."""
        first, second = sorted(np.roots(START[0][::-1]).real)
        a, b = self.choose("layer 1, root 1")[0], self.choose("layer 1, root 2")[0]
        self.page.keyboard.press("Escape")
        return abs(b - a) / (second - first)

    def settled(self) -> SentRun:
        """The last run, once nothing is asked any more."""
        quiet = 0
        while quiet < 2:  # a change may wait for the next frame, or for the answer to the last one
            self.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 80))")
            quiet = quiet + 1 if self.kernel.idle else 0
        return self.kernel.runs[-1]


@pytest.fixture(scope="module")
def table(browser: Browser, voila) -> Iterator[Table]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, has_touch=True)
    page = context.new_page()
    kernel, traffic = KernelMessages(page), Traffic(page)
    page.goto(voila.url)
    yield Table(ExplorerPage(page).wait(), kernel, context.new_cdp_session(page))
    traffic.check()
    context.close()


def check(sent: SentRun) -> None:
    """What the page received is the run of the experiment that the core says it is."""
    frames = run(sent.experiment).frames
    for name in ("filters", "final_filters", "times", "risks"):
        expected = getattr(frames, name)
        np.testing.assert_allclose(sent.array(name), expected, rtol=EXACT, atol=EXACT)


def roots_of(sent: SentRun, layer: int) -> np.ndarray:
    return np.array(sent.experiment.initialization.roots[layer])


@pytest.mark.parametrize("device", DEVICES)
def test_roots_are_dragged_and_start_the_run_of_that_place(table: Table, device: str):
    table.open("first-flow")
    scale = table.scale()
    left, right = np.sort(np.roots(START[0][::-1]).real)
    table.put(device, "layer 1, root 2", (40, 0))
    sent = table.settled()
    check(sent)
    moved = np.sort(roots_of(sent, 0).real)
    assert moved[0] == pytest.approx(left, abs=EXACT)
    assert abs(moved[1] - right - 40 / scale) < A_PIXEL / scale
    # The filter by another way: the polynomial with these roots, of the norm it had.
    expected = np.poly(moved)[::-1]
    expected *= np.linalg.norm(START[0]) / np.linalg.norm(expected)
    first = sent.array("filters")[0]
    np.testing.assert_allclose(np.abs(first[:3]), np.abs(expected), rtol=1e-12)
    np.testing.assert_allclose(first[3:], np.concatenate(START[1:]), rtol=1e-12)

    # Two real roots meet and leave the axis as a pair,
    table.put(device, "layer 1, root 1", ((moved[1] - left) * scale, 0), (0, -60))
    pair = table.settled()
    check(pair)
    upper, lower = sorted(roots_of(pair, 0), key=lambda z: -z.imag)
    assert upper == lower.conjugate()
    assert abs(upper - complex(moved[1], 60 / scale)) < 2.5 / scale  # keys step by two pixels

    # and come back onto it, where they are two real roots again.
    table.put(device, "layer 1, root 1", (0, 60))
    one, other = roots_of(table.settled(), 0)
    assert one == other
    assert one.imag == 0.0


def test_rings_move_along_infinity_is_reached_and_values_are_typed(table: Table):
    start = table.open("rings")
    header = start.header
    column = header["tracks"][0]["root_layer"].index(1)
    mark = start.array("roots_re")[0, column] + 1j * start.array("roots_im")[0, column]
    x, y = table.choose("layer 2, root 1")
    outwards = 24 * mark / abs(mark)  # in pixels, along the line on which a real root has its marks
    table.put("mouse", "layer 2, root 1", (outwards.real, -outwards.imag))
    sent = table.settled()
    check(sent)
    marks = sent.array("roots_re")[0] + 1j * sent.array("roots_im")[0]
    ring = np.array(header["tracks"][0]["root_ring"])[
        np.array(header["tracks"][0]["root_layer"]) == 1
    ]
    for index in (0, 1):
        mine = marks[-6:][ring == index]
        np.testing.assert_allclose(mine**3, mine[0] ** 3, rtol=1e-9)
    places = [table.choose(f"layer 2, root {n}") for n in range(1, 7)]
    there = x + outwards.real, y - outwards.imag
    assert min(math.dist(place, there) for place in places) < 2 * A_PIXEL

    # To infinity and back.
    table.put("mouse", "layer 1, root 2", (600, 0))
    away = table.settled()
    check(away)
    assert math.isinf(max(roots_of(away, 0).real))
    assert away.array("filters")[0][2] == 0.0  # the leading entry of the first layer
    infinite = int(np.isinf(roots_of(away, 0).real).argmax())
    table.put("mouse", f"layer 1, root {infinite + 1}", (-150, 0))
    back = table.settled()
    check(back)
    assert np.isfinite(roots_of(back, 0)).all()
    np.testing.assert_allclose(  # the norm stays
        np.linalg.norm(back.array("filters")[0][:3]), np.linalg.norm(start.array("filters")[0][:3])
    )

    # The controls hold what was dragged, and can be typed.
    section = table.explorer.root.locator("[data-section=initialization]")
    field = section.get_by_role("textbox", name="roots")
    lines = field.input_value().splitlines()
    assert sorted(map(float, lines[0].split(","))) == sorted(roots_of(back, 0).real)
    field.fill("\n".join(["2, -0.5", *lines[1:]]))
    field.press("Tab")
    typed = table.settled()
    assert sorted(roots_of(typed, 0).real) == [-0.5, 2.0]
    check(typed)


def test_the_target_is_dragged_and_the_background_pans(table: Table):
    table.open("first-flow")
    table.put("mouse", "target, root 3", (30, 0))
    moved = table.settled()
    check(moved)
    root = moved.experiment.data.roots[0][2]
    target = run(moved.experiment).reference
    assert abs(np.polyval(target[::-1], root)) == pytest.approx(0.0, abs=1e-12)
    # A key that puts it back does so exactly.
    table.choose("target, root 3")
    table.page.keyboard.press("Enter")
    table.page.keyboard.press("Shift+ArrowLeft")
    assert table.settled().experiment != moved.experiment
    table.page.keyboard.press("Escape")
    assert table.settled().experiment == moved.experiment

    table.explorer.seek("End")
    runs = len(table.kernel.runs)
    before = table.choose("layer 1, root 1")
    box = table.picture.bounding_box()
    assert box is not None
    corner = box["x"] + 40, box["y"] + box["height"] - 40
    table.page.mouse.move(*corner)
    table.page.mouse.down()
    table.page.mouse.move(corner[0] + 30, corner[1] - 20, steps=4)
    table.page.mouse.up()
    table.page.evaluate("() => new Promise(requestAnimationFrame)")
    table.page.keyboard.press("Escape")
    after = table.choose("layer 1, root 1")
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((30, -20), abs=1.5)
    assert len(table.kernel.runs) == runs
    # A root that is taken later moves its start.
    table.put("mouse", "layer 1, root 1", (20, 0))
    check(table.settled())
    expect(table.explorer.position).to_have_value("0")


@pytest.mark.parametrize("device", DEVICES)
def test_bars_are_dragged_and_a_handle_scales_a_filter(table: Table, device: str):
    start = table.open("first-flow", panel="filters")
    w = start.array("filters")[0]
    table.put(device, "w⁽²⁾₁", (0, -10))
    bar = table.settled()
    check(bar)
    values = bar.experiment.initialization.values
    assert values[0] == tuple(w[:3])  # to the last digit
    assert values[1][1:] == tuple(w[4:6])
    assert values[1][0] > w[3]
    # The whole of layer 1 by its handle, downwards: the roots stay.
    table.put(device, "‖w⁽¹⁾‖", (0, 8))
    scaled = table.settled()
    check(scaled)
    before, after = bar.array("filters")[0], scaled.array("filters")[0]
    factor = after[0] / before[0]
    assert 0.1 < factor < 0.95
    np.testing.assert_allclose(after[:3], factor * before[:3], rtol=1e-5)
    np.testing.assert_allclose(after[3:], before[3:], rtol=1e-12)
    # A bar of the target.
    u = run(start.experiment).reference
    table.put(device, "target₂", (0, -6))
    aimed = table.settled()
    check(aimed)
    teacher = np.array(aimed.experiment.data.teacher)
    np.testing.assert_array_equal(np.delete(teacher, 1), np.delete(u, 1))
    assert teacher[1] > u[1]
    # Undo takes back one drag after the other, exactly.
    for before in (scaled, bar, start):
        table.page.keyboard.press("Control+z")
        assert table.settled().experiment == before.experiment
