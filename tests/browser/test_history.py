"""Nothing that was done on the page is lost: undo, redo, the strip of runs, and a reload."""

from __future__ import annotations

import json
import re

from explorer_page import ExplorerPage, Traffic, summary
from playwright.sync_api import Locator, Page, expect

from lcn_widgets import Architecture, Experiment, NormalInitialization
from lcn_widgets.core.experiment import preset_named

REROLL = "[data-section=initialization] .lcn-reroll"
NO_STORAGE = """
Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("not here", "SecurityError"); }
});
"""

# Values of the controls as they stand on the page, hidden ones too.
CONTROLS = """
(root) => [...root.querySelectorAll(".lcn-controls :is(input, select, textarea)")]
  .map((control) => control.value)
"""


def steps(explorer: ExplorerPage) -> Locator:
    return explorer.root.get_by_role("list", name="The last runs").get_by_role("button")


def present(explorer: ExplorerPage) -> Locator:
    """The step at which the controls are."""
    return explorer.root.locator("[aria-current=step]")


def undo(explorer: ExplorerPage) -> Locator:
    return explorer.root.get_by_role("button", name="Undo")


def with_seed(seed: int) -> Experiment:
    return Experiment(initialization=NormalInitialization(seed=seed))


def with_input(size: int) -> Experiment:
    first = Experiment().architecture
    return Experiment(architecture=Architecture(size, first.widths, first.strides))


def reload(explorer: ExplorerPage) -> None:
    explorer.page.reload()
    explorer.wait()


def test_undo_and_redo_put_every_control_and_the_run_back(explorer: ExplorerPage):
    first = explorer.root.evaluate(CONTROLS)
    expect(undo(explorer)).to_be_disabled()
    explorer.type("Stride of layer 2", "1")
    expect(present(explorer)).to_have_text("stride 1, 2, 1 → 1, 1, 1")
    second, said = explorer.root.evaluate(CONTROLS), explorer.sentence.text_content() or ""
    explorer.example.select_option("stiff")
    stiff = preset_named("stiff")
    expect(explorer.sentence).to_have_text(summary(stiff.experiment))
    expect(present(explorer)).to_have_text(stiff.title)
    third = explorer.root.evaluate(CONTROLS)
    assert third != second

    explorer.example.focus()
    explorer.page.keyboard.press("Control+z")
    expect(explorer.sentence).to_have_text(said)
    assert explorer.root.evaluate(CONTROLS) == second
    undo(explorer).click()
    expect(explorer.sentence).to_have_text(summary(Experiment()))
    assert explorer.root.evaluate(CONTROLS) == first
    expect(undo(explorer)).to_be_disabled()
    for press in ("Control+Shift+z", "Control+y"):
        explorer.page.keyboard.press(press)
    expect(explorer.sentence).to_have_text(summary(stiff.experiment))
    assert explorer.root.evaluate(CONTROLS) == third


def test_a_sweep_is_one_step_and_what_was_undone_can_be_gone_to(explorer: ExplorerPage):
    explorer.example.select_option("stiff")
    expect(steps(explorer)).to_have_count(2)
    slider = explorer.root.get_by_role("slider", name="scale, slider")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    mouse, height = explorer.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + 10, height)
    mouse.down()
    for x in range(10, 90, 4):
        mouse.move(box["x"] + x, height)
    mouse.up()
    expect(present(explorer)).to_have_text(re.compile("^Start, scale 1 → "))
    explorer.page.wait_for_function("() => !document.querySelector('[data-stale]')")
    expect(steps(explorer)).to_have_count(3)
    swept = explorer.sentence.text_content() or ""
    undo(explorer).click()
    explorer.number("seed").last.press("ArrowUp")
    expect(steps(explorer)).to_have_count(4)
    steps(explorer).nth(2).click()
    expect(explorer.sentence).to_have_text(swept)
    expect(steps(explorer)).to_have_count(4)


def test_undo_leaves_a_text_being_typed_alone_and_takes_back_what_was_refused(
    explorer: ExplorerPage,
):
    explorer.type("Stride of layer 2", "1")
    expect(steps(explorer)).to_have_count(2)
    field = explorer.number("Input size")
    field.press("End")
    field.press_sequentially("0", delay=0)
    field.press("Control+z")
    expect(present(explorer)).to_have_text("stride 1, 2, 1 → 1, 1, 1")
    expect(field).to_have_value("17")
    explorer.type("Width of layer 1", "0")
    expect(explorer.complaint).to_have_count(1)
    undo(explorer).click()
    expect(explorer.complaint).to_have_count(0)
    expect(explorer.number("Width of layer 1")).to_have_value("3")
    expect(steps(explorer)).to_have_count(2)


def test_undone_at_once_and_again_goes_two_steps_back(explorer: ExplorerPage):
    """The second press comes before the kernel has answered the first."""
    for seed in (1, 2):
        explorer.number("seed").last.press("ArrowUp")
        expect(explorer.sentence).to_have_text(summary(with_seed(seed)))
        explorer.root.locator("h2").first.click()  # else both presses are one gesture
    for _ in range(2):
        explorer.page.keyboard.press("Control+z")
    expect(explorer.sentence).to_have_text(summary(Experiment()))
    expect(undo(explorer)).to_be_disabled()


def test_a_reload_loses_nothing(explorer: ExplorerPage):
    explorer.number("seed").last.press("ArrowUp")
    expect(explorer.sentence).to_have_text(summary(with_seed(1)))
    explorer.type("Input size", "19")
    expect(steps(explorer)).to_have_count(3)
    explorer.tab("Theorem").click()
    explorer.choice("Time axis").select_option("log")
    explorer.position.press("Home")
    explorer.position.press("Shift+ArrowRight")
    controls = explorer.root.evaluate(CONTROLS)
    sentence, position = explorer.sentence.text_content(), explorer.position.input_value()
    reload(explorer)
    expect(explorer.sentence).to_have_text(sentence or "")
    assert explorer.root.evaluate(CONTROLS) == controls
    expect(explorer.position).to_have_value(position)
    expect(explorer.choice("Time axis")).to_have_value("log")
    expect(explorer.tab("Theorem")).to_have_attribute("aria-pressed", "true")
    expect(steps(explorer)).to_have_count(3)
    for _ in range(2):
        undo(explorer).click()
    expect(explorer.sentence).to_have_text(summary(Experiment()))


def test_what_does_not_run_any_more_is_said_and_the_page_goes_on(explorer: ExplorerPage):
    explorer.type("Input size", "19")
    expect(explorer.sentence).to_have_text(summary(with_input(19)))
    page = explorer.page
    # As if the limits had changed meanwhile; the page writes once more when it is left.
    spoil = """() => addEventListener("pagehide", () => {
      const [key] = Object.keys(sessionStorage).filter((key) => key.startsWith("lcn-widgets"));
      const kept = JSON.parse(sessionStorage.getItem(key));
      kept.steps.at(-1).controls.input_dim = 22;
      sessionStorage.setItem(key, JSON.stringify(kept));
    })"""
    page.evaluate(spoil)
    reload(explorer)
    expect(explorer.badge).to_contain_text("does not run any more")
    expect(explorer.number("Input size")).to_have_value("17")
    expect(explorer.complaint).to_have_count(0)
    expect(explorer.sentence).to_have_text(summary(Experiment()))
    explorer.type("Input size", "19")
    expect(explorer.sentence).to_have_text(summary(with_input(19)))


def test_nonsense_in_the_storage_is_ignored(explorer: ExplorerPage):
    spoil = """(kept) => addEventListener("pagehide", () => {
      for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, kept);
    })"""
    for kept in ("no JSON", json.dumps({"steps": [{"controls": {"widths": 3}}]})):
        explorer.page.evaluate(spoil, kept)
        reload(explorer)
        expect(explorer.sentence).to_have_text(summary(Experiment()))


def test_a_storage_that_somebody_spoiled_is_ignored(explorer: ExplorerPage):
    """Every part of what was kept in turn; the console stays empty, as in all tests here."""
    spoil = """(part) => addEventListener("pagehide", () => {
      const [key] = Object.keys(sessionStorage).filter((key) => key.startsWith("lcn-widgets"));
      const kept = { ...JSON.parse(sessionStorage.getItem(key)), ...part };
      sessionStorage.setItem(key, JSON.stringify(kept));
    })"""
    parts = ({"view": None, "pinned": 5}, {"position": "NaN", "tab": 3}, {"origin": None})
    for part in (*parts, {"steps": [{"id": 1, "from": 1, "controls": {}}]}):
        explorer.page.evaluate(spoil, part)
        reload(explorer)
        expect(explorer.sentence).to_have_text(summary(Experiment()))
    explorer.page.evaluate(spoil, {"pinned": {"A": {"version": 1}, "B": [[]], "Z": "<b>"}})
    reload(explorer)
    expect(explorer.sentence).to_have_text(summary(Experiment()))


def test_a_page_without_storage_works(page: Page, voila, traffic: Traffic):
    page.add_init_script(NO_STORAGE)
    page.goto(voila.url)
    explorer = ExplorerPage(page).wait()
    explorer.type("Input size", "19")
    expect(explorer.sentence).to_have_text(summary(with_input(19)))
    reload(explorer)
    expect(explorer.sentence).to_have_text(summary(Experiment()))
    traffic.check()
    page.goto("about:blank")


def test_changes_and_their_undoing_leave_nothing_behind(explorer: ExplorerPage, traffic: Traffic):
    """The strip shows the last runs only, so that the page does not grow."""
    seed = explorer.number("seed").last

    def elements_after(changes: int) -> int:
        for _ in range(changes):
            seed.press("ArrowUp")
            explorer.page.keyboard.press("Control+z")
        expect(explorer.sentence).to_have_text(last)
        traffic.settle()
        return int(explorer.page.evaluate("() => document.querySelectorAll('*').length"))

    for _ in range(12):
        explorer.change(REROLL)
    expect(steps(explorer)).to_have_count(12)
    last = explorer.sentence.text_content() or ""
    before = elements_after(5)
    assert elements_after(25) == before
