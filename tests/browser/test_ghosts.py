"""Pinned runs on the page: they stay, play in step, are told apart, and survive a reload."""

from __future__ import annotations

import dataclasses

from explorer_page import ExplorerPage, Traffic, summary
from playwright.sync_api import Locator, expect

from lcn_widgets import Experiment, HuberLoss, NormalInitialization, run
from lcn_widgets.core.experiment import compare

REROLL = "[data-section=initialization] .lcn-reroll"


def pin(explorer: ExplorerPage) -> Locator:
    return explorer.root.get_by_role("button", name="Pin this run")


def pinned(explorer: ExplorerPage) -> Locator:
    return explorer.root.get_by_role("region", name="Pinned runs")


def roots(explorer: ExplorerPage) -> Locator:
    return explorer.panel("roots").locator(".lcn-panel-stage")


def letters(explorer: ExplorerPage) -> Locator:
    return explorer.root.locator(".lcn-pin")


def with_seed(seed: int) -> Experiment:
    return Experiment(initialization=NormalInitialization(seed=seed))


def test_a_pinned_run_stays_while_others_come_and_is_compared(explorer: ExplorerPage):
    expect(pinned(explorer)).to_have_count(0)
    pin(explorer).click()
    expect(letters(explorer)).to_have_text(["A"])
    for _ in range(10):
        explorer.change(REROLL)
    expect(explorer.sentence).to_have_text(summary(with_seed(10)))
    expect(letters(explorer)).to_have_text(["A"])
    said = compare(run(with_seed(10)), run(Experiment())).message
    expect(pinned(explorer)).to_contain_text(f"Against run A: {said}")
    for panel in ("roots", "flow", "conserved", "filters"):
        expect(explorer.legend(panel)).to_contain_text("run A")
    explorer.seek("End")
    with_ghost = roots(explorer).screenshot()

    explorer.page.reload()
    explorer.wait()
    expect(letters(explorer)).to_have_text(["A"])
    expect(pinned(explorer)).to_contain_text(str(said))
    expect(explorer.sentence).to_have_text(summary(with_seed(10)))

    pinned(explorer).get_by_role("button", name="Unpin run A").press("Enter")
    expect(pinned(explorer)).to_have_count(0)
    expect(pin(explorer)).to_be_focused()
    explorer.seek("End")
    assert roots(explorer).screenshot() != with_ghost


def test_breaking_it_shows_what_it_does_beside_what_was(explorer: ExplorerPage):
    explorer.tab("Theorem").click()
    theorem = explorer.panel("theorem")
    card = theorem.get_by_role("listitem").filter(has_text="Loss and data")
    card.get_by_role("button", name="Break it: data samples 40 → 16").press("Enter")
    few = Experiment(data=dataclasses.replace(Experiment().data, samples=16))
    expect(explorer.sentence).to_have_text(summary(few))
    expect(letters(explorer)).to_have_text(["A"])
    said = compare(run(few), run(Experiment())).message
    expect(pinned(explorer)).to_contain_text(str(said))
    assert explorer.root.evaluate("(root) => root.contains(document.activeElement)")
    explorer.page.keyboard.press("Control+z")
    expect(explorer.sentence).to_have_text(summary(Experiment()))
    theorem.get_by_role("button", name="Loss and data", exact=True).click()
    dialog = explorer.root.get_by_role("dialog", name="Loss and data")
    dialog.get_by_role("button", name="Break it: loss Square → Huber").click()
    expect(dialog).to_have_count(0)
    expect(explorer.sentence).to_have_text(summary(Experiment(loss=HuberLoss())))
    expect(card.filter(has_text="fails")).to_have_count(1)
    expect(letters(explorer)).to_have_text(["A"])


def test_ghosts_play_in_step_without_the_kernel_and_leave_nothing(
    explorer: ExplorerPage, traffic: Traffic
):
    for _ in range(4):
        pin(explorer).click()
        explorer.change(REROLL)
    expect(letters(explorer)).to_have_text(list("ABCD"))
    expect(pin(explorer)).to_be_disabled()
    messages = traffic.settle()
    explorer.check_playback(60)
    assert traffic.messages == messages
    explorer.root.get_by_role("button", name="Pause").click()
    explorer.seek("Home")
    explorer.panel("flow").get_by_role("button", name="Table of").click()
    rows = explorer.panel("flow").get_by_role("row")
    expect(rows.filter(has_text="D: risk")).to_have_count(1)
    explorer.panel("flow").get_by_role("button", name="Table of").click()

    def elements_after(rounds: int) -> int:
        for _ in range(rounds):
            pinned(explorer).get_by_role("button", name="Unpin run D").click()
            expect(letters(explorer)).to_have_count(3)
            pin(explorer).click()
            expect(letters(explorer)).to_have_count(4)
        traffic.settle()
        return int(explorer.page.evaluate("() => document.querySelectorAll('*').length"))

    before = elements_after(2)
    assert elements_after(12) == before
