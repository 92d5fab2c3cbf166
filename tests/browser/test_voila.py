"""The explorer in Voilà, as `lcn-widgets` serves it, in a real Chromium."""

from __future__ import annotations

import re

import pytest
from explorer_page import ExplorerPage, Traffic, summary
from playwright.sync_api import Page, expect

from lcn_widgets import Architecture, Experiment, NormalInitialization

REROLL = "[data-section=initialization] .lcn-reroll"


def with_stride_2(stride: int) -> Experiment:
    """The experiment the page opens with, but with another stride of layer 2."""
    first = Experiment().architecture
    strides = (first.strides[0], stride, *first.strides[2:])
    return Experiment(architecture=Architecture(first.input_dim, first.widths, strides))


def test_the_page_is_alive_at_the_root_of_the_address(explorer: ExplorerPage):
    expect(explorer.page).to_have_title("lcn_widgets explorer")
    expect(explorer.sentence).to_have_text(summary(Experiment()))
    for panel in ("network", "roots", "flow", "conserved", "filters"):
        expect(explorer.panel(panel)).to_be_visible()
    assert "Explorer()" not in explorer.page.content()  # the source is stripped


def test_a_changed_stride_changes_the_picture_and_the_numbers(explorer: ExplorerPage):
    explorer.seek("End")
    before = explorer.panel("roots").screenshot()
    explorer.type("Stride of layer 2", "1")
    expect(explorer.sentence).to_have_text(summary(with_stride_2(1)))
    explorer.seek("End")
    assert explorer.panel("roots").screenshot() != before


def test_playback_moves_with_every_frame_and_never_asks_the_kernel(
    explorer: ExplorerPage, traffic: Traffic
):
    messages = traffic.settle()
    explorer.check_playback(150)
    assert traffic.messages == messages


def test_every_change_is_drawn(explorer: ExplorerPage):
    sentences = set()
    for _ in range(15):
        explorer.change(REROLL)
        sentences.add(explorer.sentence.text_content())
    assert len(sentences) == 15


def test_playback_goes_on_when_the_kernel_is_dead(explorer: ExplorerPage, voila):
    voila.kernel_process(explorer.kernel()).kill()
    explorer.check_playback(60)
    explorer.number("Width of layer 1").press("ArrowUp")
    expect(explorer.badge).to_contain_text("kernel does not answer", timeout=15_000)
    explorer.check_playback(60)


def test_nothing_breaks_far_from_the_kernel(page: Page, far_voila: str, traffic: Traffic):
    page.goto(far_voila)
    explorer = ExplorerPage(page).wait()
    seed = explorer.number("seed").last
    for _ in range(9):  # faster than the answers come back
        seed.press("ArrowUp")
    expect(seed).to_have_value("9")
    ninth = Experiment(initialization=NormalInitialization(seed=9))
    expect(explorer.sentence).to_have_text(summary(ninth))
    explorer.type("Input size", "19")  # one that is typed is kept
    explorer.type("Stride of layer 1", "7")
    expect(explorer.complaint).to_contain_text("does not fit")
    explorer.complaint.get_by_role("button").first.click()
    expect(explorer.complaint).to_have_count(0)
    explorer.check_playback(60)
    traffic.check()
    page.goto("about:blank")


def test_bad_input_is_explained_at_its_control_and_the_picture_stays(explorer: ExplorerPage):
    before = explorer.sentence.text_content() or ""
    explorer.type("Input size", "19")  # one that is typed is kept
    expect(explorer.sentence).not_to_have_text(before)
    before = explorer.sentence.text_content()
    explorer.type("Stride of layer 1", "7")
    expect(explorer.complaint).to_have_count(1)
    expect(explorer.complaint).to_contain_text("nearest")
    expect(explorer.number("Input size")).to_have_attribute("aria-invalid", "true")
    expect(explorer.sentence).to_have_text(before or "")
    explorer.type("Stride of layer 1", str(Experiment().architecture.strides[0]))
    expect(explorer.complaint).to_have_count(0)


@pytest.mark.parametrize("text", ["0", "-3", "2.5", "abc", "1e9"])
def test_nonsense_in_a_width_is_explained(explorer: ExplorerPage, text: str):
    before = explorer.sentence.text_content()
    explorer.type("Width of layer 1", text)
    expect(explorer.complaint).to_have_count(1)
    expect(explorer.sentence).to_have_text(before or "")
    assert "Traceback" not in explorer.page.content()


def test_a_proposed_value_can_be_taken(explorer: ExplorerPage):
    explorer.type("Input size", "22")
    expect(explorer.complaint).to_contain_text("does not fit")
    use = explorer.complaint.get_by_role("button").first
    proposed = re.sub(r"\D", "", use.text_content() or "")
    use.click()
    expect(explorer.complaint).to_have_count(0)
    expect(explorer.number("Input size")).to_have_value(proposed)


def test_a_proposed_stride_can_be_taken(explorer: ExplorerPage):
    before = explorer.sentence.text_content()
    explorer.type("Stride of layer 1", "0")
    explorer.complaint.get_by_role("button").first.click()
    expect(explorer.complaint).to_have_count(0)
    expect(explorer.number("Stride of layer 1")).to_have_value("1")
    expect(explorer.sentence).to_have_text(before or "")


def test_everything_is_reached_by_keyboard(explorer: ExplorerPage):
    position = explorer.position
    explorer.seek("Home")
    position.press("ArrowRight")
    expect(position).not_to_have_value("0")
    explorer.seek("End")
    explorer.seek("Home")
    position.press(" ")
    expect(explorer.play_button).to_have_accessible_name("Pause")
    position.press(" ")
    expect(explorer.play_button).to_have_accessible_name("Play")
    before = explorer.sentence.text_content()
    explorer.number("seed").last.press("ArrowUp")
    expect(explorer.sentence).not_to_have_text(before or "")


def test_the_legend_follows_the_last_move_of_the_cursor(explorer: ExplorerPage):
    """Two moves in a row: the second one comes too soon to be written at once, but not never."""
    value = explorer.root.locator(".lcn-live").first
    at_start = value.text_content()
    explorer.position.press("End")
    explorer.position.press("Home")
    expect(value).to_have_text(at_start or "")
    explorer.position.press("Home")
    explorer.position.press("End")
    expect(value).not_to_have_text(at_start or "")


def test_loss_and_its_parameter_reach_the_kernel(explorer: ExplorerPage):
    explorer.choice("Loss").select_option("lp")
    expect(explorer.root.locator("[data-section=loss]")).to_contain_text("covered")
    before = explorer.sentence.text_content()
    explorer.type("p", "3")
    expect(explorer.root.locator("[data-section=loss]")).to_contain_text("not covered")
    expect(explorer.sentence).not_to_have_text(before or "")
