"""What a picture shows is read by mouse, finger and keys, in a table and in words: one list."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from explorer_page import ExplorerPage, summary
from playwright.sync_api import Browser, Locator, Page, expect

from lcn_widgets import Experiment, run
from lcn_widgets.core.experiment.presets import preset_named

FIRST = run(Experiment())
TABLE = "Table of the values instead of the picture"
PICTURES = ("roots", "network", "filters", "flow", "conserved")


@pytest.fixture
def explorer(shared: ExplorerPage) -> ExplorerPage:
    """The page as it opens: pictures, no tables."""
    shared.page.keyboard.press("Escape")
    tables = shared.root.get_by_role("button", name=TABLE, pressed=True)
    while tables.count():
        tables.first.click()
    shared.seek("End")
    return shared


def picture(explorer: ExplorerPage, name: str) -> Locator:
    return explorer.panel(name).get_by_role("application")


def tip(explorer: ExplorerPage, name: str) -> Locator:
    return explorer.panel(name).locator(".lcn-panel-tip")


def said(explorer: ExplorerPage, name: str) -> Locator:
    """What the panel says when keys point at something."""
    return explorer.panel(name).locator("[aria-live]")


def table(explorer: ExplorerPage, name: str) -> Locator:
    """The table of a panel, opened."""
    toggle = explorer.panel(name).get_by_role("button", name=TABLE)
    if toggle.get_attribute("aria-pressed") == "false":
        toggle.click()
    return explorer.panel(name).get_by_role("table")


def rows(explorer: ExplorerPage, name: str) -> list[tuple[str, str]]:
    body = table(explorer, name).locator("tbody tr")
    return [tuple(row.locator("th, td").all_inner_texts()) for row in body.all()]  # type: ignore[misc]


def walk(explorer: ExplorerPage, name: str, steps: int, key: str = "ArrowRight") -> list[str]:
    """What is said at each step of the keys."""
    spoken = []
    picture(explorer, name).focus()
    for _ in range(steps):
        explorer.page.keyboard.press(key)
        spoken.append(said(explorer, name).text_content() or "")
    return spoken


def sizes(texts: list[str]) -> list[float]:
    """Numbers that are written as |x|."""
    found = [re.search(r"\|x\| = ([\d.]+)", text) for text in texts]
    return sorted(float(match.group(1)) for match in found if match)


def test_the_roots_are_walked_by_keys_with_a_ring_and_their_values(explorer: ExplorerPage):
    architecture = FIRST.experiment.architecture
    ends = np.split(FIRST.trajectory.filters[-1], np.cumsum(architecture.widths)[:-1])
    rings = [
        size ** (1 / stride)
        for w, stride in zip(ends, np.cumprod([1, *architecture.strides[:-1]]), strict=True)
        for size in np.abs(np.roots(w[::-1]))
        for _ in range(stride)
    ]
    spoken = walk(explorer, "roots", len(rings))
    assert all(text.startswith("layer ") for text in spoken)
    np.testing.assert_allclose(sizes(spoken), sorted(rings), atol=6e-3)
    expect(explorer.panel("roots").locator(".lcn-ring")).to_be_visible()
    expect(tip(explorer, "roots")).to_contain_text(spoken[-1].split(": ")[0])
    explorer.page.keyboard.press("Escape")
    expect(tip(explorer, "roots")).to_be_hidden()
    expect(picture(explorer, "roots")).to_be_focused()


def test_each_picture_gives_the_same_values_by_key_table_and_in_words(explorer: ExplorerPage):
    for name in PICTURES:
        spoken = walk(explorer, name, 2)
        words = picture(explorer, name)
        for text in spoken:
            told = text[: text.rindex(". ")]
            expect(words).to_have_accessible_description(re.compile(re.escape(told)))
        listed = [f"{mark}: {value}" for mark, value in rows(explorer, name)]
        assert [text[: text.rindex(". ")] for text in spoken] == listed[:2]
        expect(words).to_be_hidden()


def test_the_table_follows_the_time_and_is_copied(explorer: ExplorerPage):
    explorer.seek("Home")
    filters = rows(explorer, "filters")
    start = FIRST.trajectory.filters[0]
    values = [float(value.replace("−", "-")) for _, value in filters[: start.size]]
    np.testing.assert_allclose(values, start, atol=6e-3)
    explorer.seek("End")
    end = f"{FIRST.trajectory.filters[-1][0]:.3f}".replace("-", "−")
    expect(table(explorer, "filters").locator("tbody td").first).to_have_text(end)
    explorer.panel("filters").get_by_role("button", name="Copy the table").click()
    expect(said(explorer, "filters")).to_have_text("Copied.")
    explorer.page.keyboard.press("Tab")  # the copy is still there when the focus has gone on
    selected = explorer.page.evaluate("() => getSelection().toString()")
    assert f"{filters[0][0]}\t{end}" in selected


def test_a_value_moves_along_while_it_is_read(explorer: ExplorerPage):
    explorer.seek("Home")
    walk(explorer, "filters", 1)
    start = f"{FIRST.trajectory.filters[0][0]:.3f}".replace("-", "−")
    expect(tip(explorer, "filters")).to_contain_text(start)
    explorer.page.keyboard.press("Shift+ArrowRight")  # a leap of the player
    expect(tip(explorer, "filters")).to_be_visible()
    expect(tip(explorer, "filters")).not_to_contain_text(start)


def test_the_mouse_shows_a_value_and_leaves_it(explorer: ExplorerPage):
    stage = picture(explorer, "flow")
    box = stage.bounding_box()
    assert box is not None
    walk(explorer, "flow", 1)
    ring = explorer.panel("flow").locator(".lcn-ring").bounding_box()
    assert ring is not None
    explorer.page.keyboard.press("Escape")
    explorer.page.mouse.move(ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2)
    expect(tip(explorer, "flow")).to_contain_text("risk − best")
    expect(explorer.panel("flow").locator(".lcn-ring")).to_be_hidden()
    explorer.page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 60)
    expect(tip(explorer, "flow")).to_be_hidden()


@pytest.fixture
def phone(browser: Browser, voila) -> Iterator[ExplorerPage]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(voila.url)
    yield ExplorerPage(page).wait()
    context.close()


def centre(page: Page, locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_gets_a_value_in_every_picture(phone: ExplorerPage):
    phone.seek("End")
    for name in PICTURES:
        walk(phone, name, 1)
        ring = phone.panel(name).locator(".lcn-ring")
        ring.scroll_into_view_if_needed()
        x, y = centre(phone.page, ring)
        words = tip(phone, name).inner_text()
        phone.page.keyboard.press("Escape")
        expect(tip(phone, name)).to_be_hidden()
        phone.page.touchscreen.tap(x + 4, y + 5)  # fingers are not exact
        expect(tip(phone, name)).to_contain_text(words.splitlines()[0].split("₁")[0])
        expect(ring).to_be_visible()


def test_the_whole_page_is_said_at_its_top(explorer: ExplorerPage):
    said_first = explorer.root.get_by_role("region", name="Summary").locator("p")
    expect(said_first).to_have_count(3)
    experiment, happened, theory = said_first.all_inner_texts()
    assert experiment.startswith("3 layers of widths 3, 3, and 2 and strides 1, 2, and 1")
    for choice in ("Loss: Square", "Data: Random inputs", "Start: Normal"):
        assert choice in experiment
    assert FIRST.summary() in happened
    assert all(event.sentence in happened for event in FIRST.events)
    assert str(FIRST.theorem.premise_message) in theory
    assert explorer.root.evaluate(
        """(root) => {
            const summary = root.querySelector("[aria-label=Summary]");
            const stage = root.querySelector(".lcn-stage");
            return summary.compareDocumentPosition(stage) === Node.DOCUMENT_POSITION_FOLLOWING;
        }"""
    )


def test_the_theory_is_a_table_too(explorer: ExplorerPage):
    """Its numbers are those of the core: risks of all critical filters, and the spectrum."""
    spurious = preset_named("spurious")
    explorer.example.select_option(spurious.name)
    expect(explorer.sentence).to_have_text(summary(spurious.experiment))
    result = run(spurious.experiment)
    filters, limit = result.critical_filters, result.limit
    assert filters is not None
    explorer.tab("Limit").click()
    expect(explorer.panel("critical")).to_contain_text("the list is complete")
    listed = rows(explorer, "critical")
    risks = [re.search(r"risk ([\d.]+)", value) for _, value in listed]
    found = [float(match.group(1)) for match in risks if match]
    np.testing.assert_allclose(found, [each.risk for each in filters.filters], atol=6e-3)
    eigenvalues = [value for name, value in listed if name.startswith("eigenvalue")]
    assert len(eigenvalues) == len(limit.eigenvalues)
    explorer.tab("Theorem").click()
    links = dict(rows(explorer, "theorem"))
    for link in result.theorem.links:
        assert links[link.step.title] == f"{link.status}: {link.decisive.sentence}"
