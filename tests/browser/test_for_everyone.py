"""The page without a mouse, without eyes, on a small screen and in the reader's own colours."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from explorer_page import ExplorerPage
from playwright.sync_api import Page, expect

from lcn_widgets import Experiment, run

FIRST = run(Experiment())
PICTURES = {"Roots of the layers", "Network", "Filters", "Flow", "Conserved differences"}
INTERACTIVE = {"button", "combobox", "spinbutton", "slider", "checkbox", "textbox", "application"}

# What live regions say from now on.
LISTEN = """
(root) => {
  window.said = [];
  for (const region of root.querySelectorAll("output, [aria-live], [role=status], [role=alert]")) {
    const hear = () => window.said.push(region.textContent);
    const watched = { childList: true, characterData: true, subtree: true };
    new MutationObserver(hear).observe(region, watched);
  }
}
"""

# What has the focus: its name, and whether the player hides some of it or it is out of sight.
STOP = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body || !at.closest(".lcn")) return null;
  const box = at.getBoundingClientRect();
  const player = at.closest(".lcn").querySelector(".lcn-player");
  const over = player.getBoundingClientRect();
  const behind = box.bottom > over.top + 1 && box.top < over.bottom - 1;
  const away = box.bottom <= 0 || box.top >= innerHeight;
  const name = at.getAttribute("aria-label") || at.textContent || at.tagName;
  return [name, away || (behind && !player.contains(at) && box.height < innerHeight / 2)];
}
"""

# Visible boxes of the page's parts that lie on each other, by their classes.
OVERLAPS = """
(root) => {
  const shown = (element) => element.checkVisibility() && element.clientHeight > 0;
  const parts = [...root.querySelectorAll(
    ".lcn-topbar, .lcn-controls, .lcn-card, .lcn-status, .lcn-player, .lcn-clock, "
    + ".lcn-player :is(button, input, select), .lcn-panel-head > *, .lcn-tools > *"
  )].filter(shown);
  const found = [];
  for (const one of parts) for (const other of parts) {
    if (one === other || one.contains(other) || other.contains(one)) continue;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const tall = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && tall > 1) found.push([one.className, other.className]);
  }
  return found;
}
"""


@pytest.fixture
def explorer(shared: ExplorerPage) -> ExplorerPage:
    shared.page.set_viewport_size({"width": 1280, "height": 800})
    shared.page.emulate_media(color_scheme="light", forced_colors="none")
    return shared


def stops(explorer: ExplorerPage) -> list[tuple[str, bool]]:
    """All places that Tab leads to, and whether one sees them there."""
    explorer.root.evaluate("(root) => root.focus()")
    found = []
    for _ in range(400):
        explorer.page.keyboard.press("Tab")
        stop = explorer.page.evaluate(STOP)
        if stop is None:
            return found
        found.append(tuple(stop))
    raise AssertionError("the focus does not leave the page")


def tree(page: Page) -> list[dict[str, Any]]:
    """What a screen reader gets, in the order in which it reads."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def below(node: dict[str, Any]) -> list[dict[str, Any]]:
        children = [by_id[child] for child in node.get("childIds", ()) if child in by_id]
        return [node, *(each for child in children for each in below(child))]

    return [node for node in below(nodes[0]) if not node["ignored"]]


def text(node: dict[str, Any], what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


# --- speech ---------------------------------------------------------------------------------------


def test_playing_speaks_of_events_and_at_rest_only(explorer: ExplorerPage):
    """It used to speak 700 times in ten seconds."""
    explorer.seek("Home")
    explorer.choice("Speed").select_option("4")
    expect(explorer.root.locator(".lcn-status [aria-live]")).to_contain_text("t = 0,")
    explorer.root.evaluate(LISTEN)
    explorer.play()
    expect(explorer.play_button).to_have_accessible_name("Play", timeout=10_000)
    explorer.page.wait_for_function("() => window.said.at(-1)?.startsWith('t = ')")
    said = explorer.page.evaluate("() => window.said")
    told = " ".join(said)
    assert all(event.sentence in told for event in FIRST.events)
    assert len(said) <= len(FIRST.events) + 1
    assert "risk" in said[-1]


def test_a_screen_reader_gets_the_run_its_pictures_and_its_verdict(
    explorer: ExplorerPage, screenshots
):
    explorer.seek("End")
    # Descriptions follow once the drawing rests.
    expect(explorer.panel("flow").get_by_role("application")).to_have_accessible_description(
        re.compile("best risk known")
    )
    nodes = tree(explorer.page)
    said = [[text(node, what) for what in ("role", "name", "description")] for node in nodes]
    lines = [" | ".join(filter(None, each)) for each in said]
    screenshots("said").with_suffix(".txt").write_text("\n".join(lines))
    assert [role for role, name, _ in said if role in INTERACTIVE and not name] == []
    everything = "\n".join(lines)
    assert str(FIRST.theorem.premise_message) in everything
    assert everything.index(FIRST.summary()) < everything.index("Roots of the layers")
    pictures = {
        name.split(".")[0]: description for role, name, description in said if role == "application"
    }
    assert set(pictures) == PICTURES
    for value in FIRST.trajectory.filters[-1]:
        assert f"{value:.3f}".replace("-", "−") in pictures["Filters"]


# --- focus ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(320, 256), (640, 512)])
def test_the_focus_is_never_hidden(explorer: ExplorerPage, width, height):
    explorer.page.set_viewport_size({"width": width, "height": height})
    found = stops(explorer)
    assert len(found) > 30
    assert [name for name, hidden in found if hidden] == []


def test_the_focus_stays_in_the_page_when_what_has_it_goes_away(explorer: ExplorerPage):
    def has_focus() -> bool:
        return bool(explorer.root.evaluate("(root) => root.contains(document.activeElement)"))

    sentence = explorer.sentence
    before = sentence.inner_text()
    explorer.root.get_by_role("button", name="Remove layer 3").press("Enter")
    expect(sentence).not_to_have_text(before)
    assert has_focus()
    explorer.type("Input size", "1")
    use = explorer.complaint.get_by_role("button").first
    use.press("Enter")
    expect(use).to_be_hidden()
    assert has_focus()
    explorer.example.select_option("outside")
    expect(explorer.events).to_have_count(1)  # of this run: the first one has more
    explorer.events.first.focus()
    before = sentence.inner_text()
    explorer.example.evaluate(
        """(select) => {
            select.value = "first-flow";
            select.dispatchEvent(new Event("change"));
        }"""
    )
    expect(sentence).not_to_have_text(before)
    assert has_focus()


def test_space_plays_wherever_it_means_nothing_else(explorer: ExplorerPage):
    explorer.seek("Home")
    slider = explorer.root.get_by_role("slider", name="noise, slider")
    picture = explorer.panel("roots").get_by_role("application")
    for place in (slider, picture):
        place.press("Space")
        expect(explorer.play_button).to_have_accessible_name("Pause")
        place.press("Space")
        expect(explorer.play_button).to_have_accessible_name("Play")
    explorer.root.get_by_role("button", name="Loop").press("Space")
    expect(explorer.root.get_by_role("button", name="Loop")).to_have_attribute(
        "aria-pressed", "true"
    )
    explorer.root.get_by_role("button", name="Loop").press("Space")
    explorer.number("samples").press("Space")
    expect(explorer.play_button).to_have_accessible_name("Play")


def test_the_theory_is_explained_and_left_by_keyboard(explorer: ExplorerPage):
    explorer.tab("Theorem").press("Enter")
    link = explorer.panel("theorem").get_by_role("button", name="Loss and data", exact=True)
    link.press("Enter")
    expect(explorer.root.get_by_role("dialog")).to_be_visible()
    explorer.page.keyboard.press("Escape")
    expect(link).to_be_focused()
    explorer.tab("Curves").press("Enter")


# --- room -----------------------------------------------------------------------------------------


LAID_OUT = "() => new Promise((next) => requestAnimationFrame(() => setTimeout(next, 50)))"


@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 512), (1280, 800)])
def test_nothing_overlaps_and_the_page_has_its_size(explorer: ExplorerPage, width, height):
    explorer.page.set_viewport_size({"width": width, "height": height})
    # The page lays itself out anew, then its panels do; then the end of it can be gone to.
    for _ in range(2):
        explorer.page.evaluate(LAID_OUT)
        explorer.page.locator("#rendered_cells").evaluate("(cells) => cells.scrollTo(0, 1e6)")
    explorer.page.evaluate(LAID_OUT)
    assert explorer.root.evaluate(OVERLAPS) == []
    for box in ("html", "body"):
        size = explorer.page.locator(box).evaluate("(box) => [box.scrollWidth, box.scrollHeight]")
        assert size == [width, height]
    slider = explorer.position.bounding_box()
    assert slider is not None
    assert slider["width"] >= 0.4 * width


# --- colours --------------------------------------------------------------------------------------

# How many pixels of a canvas are as bright as text on black.
BRIGHT = """
(canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.filter((pixel) => (pixel & 0xf0f0f0f0) >>> 0 === 0xf0f0f0f0).length;
}
"""


def test_pictures_have_the_colours_that_the_system_forces(explorer: ExplorerPage):
    explorer.page.emulate_media(forced_colors="active", color_scheme="dark")
    expect(explorer.root).to_have_css("color", "rgb(255, 255, 255)")
    expect(explorer.root).to_have_attribute("data-forced", "")
    explorer.page.evaluate("() => new Promise(requestAnimationFrame)")
    for name in ("roots", "network", "filters"):
        canvas = explorer.panel(name).locator("canvas").first
        assert canvas.evaluate(BRIGHT) > 100  # axes and words
    found = Axe().run(explorer.page, context=".lcn").response["violations"]
    assert [violation["id"] for violation in found] == []
    explorer.page.emulate_media(forced_colors="none")
    expect(explorer.root).not_to_have_attribute("data-forced", "")


def test_a_light_page_is_light_to_its_edges_on_a_dark_system(explorer: ExplorerPage):
    explorer.page.emulate_media(color_scheme="dark")
    expect(explorer.page.locator("html")).to_have_css("color-scheme", "dark")
    explorer.choice("Theme").select_option("light")
    expect(explorer.page.locator("html")).to_have_css("color-scheme", "light")
    expect(explorer.page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    explorer.choice("Theme").select_option("auto")
    expect(explorer.page.locator("html")).to_have_css("color-scheme", "dark")
