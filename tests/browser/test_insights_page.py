"""The theory beside the run, as the page shows it: examples, theorem, limit, events, descent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from explorer_page import ExplorerPage, Traffic, summary
from gate import Gate
from playwright.sync_api import Browser, Locator, Page, expect
from serving.servers import Server

from lcn_widgets import Experiment, Run, run
from lcn_widgets.core.experiment.presets import PRESETS, Preset, preset_named
from lcn_widgets.core.training.initialization import NormalInitialization
from lcn_widgets.ui.insights import Insights
from lcn_widgets.ui.schema import schema

WORDS = {
    "holds": "holds",
    "fails": "fails",
    "not covered": "not covered",
    "undecided": "cannot be decided",
}
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
COMPUTING = "computing …"
TITLES = ["Loss and data", "Bound on v", "Bound on every layer", "Convergence"]


@pytest.fixture(scope="module")
def opened(browser: Browser, voila: Server) -> Iterator[tuple[ExplorerPage, Traffic]]:
    """One page for most tests here: to open it takes longer than to use it."""
    page = browser.new_page()
    traffic = Traffic(page)
    page.goto(voila.url)
    yield ExplorerPage(page).wait(), traffic
    page.goto("about:blank")
    page.close()


@pytest.fixture
def explorer(opened: tuple[ExplorerPage, Traffic]) -> Iterator[ExplorerPage]:
    """The explorer at the end of its opening run, with the curves beside it."""
    explorer, traffic = opened
    explorer.page.keyboard.press("Escape")
    choose(explorer, PRESETS[0].name)
    explorer.tab("Curves").click()
    explorer.seek("End")
    yield explorer
    traffic.check()


@pytest.fixture
def gated(page: Page, voila: Server, traffic: Traffic) -> Iterator[tuple[ExplorerPage, Gate]]:
    """An explorer that what is said of the theory reaches through a gate."""
    gate = Gate(page)
    page.goto(voila.url)
    yield ExplorerPage(page).wait(), gate
    traffic.check()
    page.goto("about:blank")


def studied(name: str) -> tuple[Run, dict[str, Any], bytes]:
    """The run of an example, and all that the kernel says of it."""
    result = ran(name)
    insights = Insights(result, revision=0)
    while insights.pending:
        insights.compute_next()
    return result, *insights.message()


def ran(name: str) -> Run:
    """The run of an example."""
    return run(preset_named(name).experiment)


def choose(explorer: ExplorerPage, name: str) -> None:
    """Choose an example and wait for its run."""
    explorer.example.select_option(name)
    expect(explorer.sentence).to_have_text(summary(preset_named(name).experiment))


def links(explorer: ExplorerPage) -> Locator:
    """Links of the chain of the theorem."""
    return explorer.panel("theorem").get_by_role("listitem")


def explanation(explorer: ExplorerPage, title: str) -> Locator:
    return explorer.root.get_by_role("dialog", name=title, exact=True)


def levels(explorer: ExplorerPage) -> Locator:
    """Critical points on the map."""
    critical = explorer.panel("critical")
    return critical.get_by_role("group", name="Critical points by risk").get_by_role("button")


def written(value: float) -> str:
    """A positive number with three digits, or two and a power of ten, as the page writes it."""
    if 999.5 <= value < 99999.5:
        return f"{value:.0f}"
    if 1e-3 <= value < 999.5:
        return f"{value:#.3g}".rstrip(".")
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa} × 10{str(int(exponent)).translate(RAISED)}"


# --- examples ---------------------------------------------------------------------------------


def check_controls(explorer: ExplorerPage, preset: Preset) -> None:
    """The controls describe the experiment of `preset`."""
    described = preset.experiment.to_dict()
    architecture = described["architecture"]
    expect(explorer.number("Input size")).to_have_value(str(architecture["input_dim"]))
    for i, (width, stride) in enumerate(
        zip(architecture["widths"], architecture["strides"], strict=True), start=1
    ):
        expect(explorer.number(f"Width of layer {i}")).to_have_value(str(width))
        expect(explorer.number(f"Stride of layer {i}")).to_have_value(str(stride))
    expect(explorer.number(f"Width of layer {len(architecture['widths']) + 1}")).to_have_count(0)
    for section, label in (
        ("loss", "Loss"),
        ("data", "Data"),
        ("initialization", "Start"),
        ("method", "Method"),
    ):
        expect(explorer.choice(label)).to_have_value(described[section]["kind"])


def test_choosing_an_example_sets_controls_picture_and_lesson(explorer: ExplorerPage):
    first, *others = PRESETS
    pictures = set()
    for preset in (*others, first):
        choose(explorer, preset.name)
        expect(explorer.lesson).to_have_text(preset.lesson)
        check_controls(explorer, preset)
        explorer.seek("End")
        pictures.add(explorer.panel("roots").screenshot())
    assert len(pictures) == len(PRESETS)


def test_a_changed_example_is_ones_own(explorer: ExplorerPage):
    choose(explorer, "filling")
    explorer.number("Width of layer 1").press("ArrowUp")
    expect(explorer.example).to_have_value("")
    title = preset_named("filling").title
    expect(explorer.lesson).to_have_text(f"Changed from “{title}”.")
    explorer.number("Width of layer 1").press("ArrowDown")
    expect(explorer.example).to_have_value("filling")


# --- the theorem ------------------------------------------------------------------------------


def test_four_links_carry_the_words_of_the_kernel(explorer: ExplorerPage):
    explorer.tab("Theorem").click()
    for name in ("outside", "counterexample", "drifting"):
        choose(explorer, name)
        report = ran(name).theorem
        expect(explorer.legend("theorem")).to_have_text(str(report.premise_message))
        expect(links(explorer).locator(".lcn-link-title")).to_have_text(TITLES)
        words = [WORDS[link.status] for link in report.links]
        expect(links(explorer).locator(".lcn-verdict")).to_have_text(words)
        for i, link in enumerate(report.links):
            expect(links(explorer).nth(i)).to_contain_text(link.decisive.sentence)


def test_the_values_follow_the_cursor(explorer: ExplorerPage):
    """What is written at a position is the kernel's array there, and stays below its bound."""
    choose(explorer, "filling")
    explorer.tab("Theorem").click()
    result, message, block = studied("filling")
    labels = {step["name"]: step["value_label"] for step in schema()["chain"]}
    for position in (0.0, 0.5, 1.0):
        explorer.position.fill(str(round(10_000 * position)))
        for i, link in enumerate(message["theorem"]["links"]):
            if link["values"] is None:
                continue
            address = link["values"]
            values = np.frombuffer(block, "<f8", address["shape"][0], address["offset"])
            nearest = np.abs(result.frames.path_positions - position).argmin()
            value = 10 ** float(values[nearest if len(values) > 1 else 0])
            reading = links(explorer).nth(i).locator(".lcn-bar-key").first
            expect(reading).to_have_text(f"{labels[link['name']]} now {written(value)}")
    norms = np.linalg.norm(result.frames.final_filters, axis=1)
    expect(links(explorer).nth(1)).to_contain_text(f"‖v(t)‖₂ now {written(norms[-1])}")


@pytest.mark.parametrize("key", ["click", "Enter"])
def test_a_link_explains_itself_and_gives_the_focus_back(explorer: ExplorerPage, key: str):
    explorer.tab("Theorem").click()
    for link in ran("first-flow").theorem.links:
        button = links(explorer).get_by_role("button", name=link.step.title, exact=True)
        opened = explanation(explorer, link.step.title)
        expect(opened).to_be_hidden()
        if key == "click":
            button.click()
        else:
            button.press(key)
        expect(opened).to_be_visible()
        formulas = opened.locator("math")
        expect(formulas).to_have_count(len(link.statements))
        for statement, formula in zip(link.statements, formulas.all(), strict=True):
            expect(opened).to_contain_text(statement.claim.title)
            expect(opened).to_contain_text(statement.claim.source)
            expect(opened).to_contain_text(statement.sentence)
            expect(formula).to_have_js_property(
                "namespaceURI", "http://www.w3.org/1998/Math/MathML"
            )
            expect(formula).to_be_visible()
        explorer.page.keyboard.press("Escape")
        expect(opened).to_be_hidden()
        expect(button).to_be_focused()


def test_the_counterexample_says_which_hypothesis_fails(explorer: ExplorerPage):
    """Three windows for four coefficients: the loss is fine, the data are not."""
    choose(explorer, "counterexample")
    explorer.tab("Theorem").click()
    data = links(explorer).first
    expect(data).to_contain_text("3 samples cannot span the 4 dimensions")
    data.locator(".lcn-link-title").click()
    statements = explanation(explorer, "Loss and data").locator("section")
    for title, word in (
        ("The loss is real analytic", "holds"),
        ("The inputs span their space", "fails"),
        ("The patches span theirs", "fails"),
    ):
        expect(statements.filter(has_text=title).locator(".lcn-verdict")).to_have_text(word)
    expect(statements.filter(has_text="The patches span theirs")).to_contain_text(
        "3 windows cannot span the 4 dimensions of the final filter"
    )


# --- the limit --------------------------------------------------------------------------------


def test_the_map_shows_the_spurious_minimum_that_was_reached(explorer: ExplorerPage):
    choose(explorer, "spurious")
    explorer.tab("Limit").click()
    limit = explorer.panel("critical")
    expect(limit.locator(".lcn-limit")).to_contain_text("local minimum of the network that is no")
    expect(limit.locator(".lcn-limit")).to_contain_text("lower by 0.95 at least")
    expect(limit.locator(".lcn-limit-kind")).to_contain_text("proved")
    expect(limit).to_contain_text("the list is complete")
    expect(levels(explorer)).to_have_count(6)
    reached = limit.get_by_role("button", name=re.compile("reached by this run"))
    expect(reached).to_have_count(1)
    expect(reached).to_have_accessible_name(re.compile("^local minimum, risk 0.951"))
    expect(reached).to_have_attribute("data-reached", "")
    expect(explorer.legend("roots")).to_contain_text("limit of this run")


def test_the_map_is_walked_by_keyboard(explorer: ExplorerPage):
    """Levels lie in the order of their risks; the roots of the level in focus are marked."""
    choose(explorer, "spurious")
    explorer.tab("Limit").press("Enter")
    steps = ran("spurious").reached_filter
    assert steps
    reached, first = levels(explorer).nth(steps), levels(explorer).first
    expect(reached).to_have_attribute("tabindex", "0")
    reached.focus()
    for _ in range(steps):
        explorer.page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    expect(first).to_have_accessible_name(re.compile("^global minimum, risk 0,"))
    expect(explorer.legend("roots")).to_contain_text("critical filter")
    for _ in range(steps):
        explorer.page.keyboard.press("ArrowUp")
    expect(reached).to_be_focused()
    expect(explorer.legend("roots")).to_contain_text("limit of this run")


def test_marks_in_the_roots_go_with_the_map_even_while_the_page_draws(explorer: ExplorerPage):
    choose(explorer, "spurious")
    explorer.tab("Limit").click()
    expect(explorer.legend("roots")).to_contain_text("limit of this run")
    # In one go, so that a frame is drawn before the browser says that the map is out of sight.
    explorer.tab("Curves").evaluate(
        """(tab) => {
            tab.click();
            const scrub = document.querySelector(".lcn-scrub");
            scrub.value = 5000;
            scrub.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(explorer.legend("roots")).not_to_contain_text("limit of this run")


def test_where_no_list_is_known_the_page_says_why(explorer: ExplorerPage):
    explorer.tab("Limit").click()
    limit = explorer.panel("critical")
    expect(limit).to_contain_text("since strides (1, 2, 1) exceed one before the last layer")
    expect(limit).to_contain_text("global minimum")
    expect(limit).to_contain_text(str(ran("first-flow").limit_message))
    expect(limit.locator(".lcn-level").filter(visible=True)).to_have_count(0)


# --- events -----------------------------------------------------------------------------------


def test_events_have_names_and_lead_to_their_times(explorer: ExplorerPage):
    happened = ran("first-flow").events
    expect(explorer.events.first).to_be_visible()
    names = [mark.get_attribute("aria-label") or "" for mark in explorer.events.all()]
    # Neighbours share a mark, which leads to the first of them.
    assert " ".join(names) == " ".join(event.sentence for event in happened)
    for mark, name in zip(explorer.events.all(), names, strict=True):
        mark.click()
        first = next(event for event in happened if name.startswith(event.sentence))
        expect(explorer.time).to_have_text(written(first.time))


def test_events_are_reached_by_keyboard(explorer: ExplorerPage):
    mark, event = explorer.events.first, ran("first-flow").events[0]
    mark.press("Enter")
    expect(explorer.time).to_have_text(written(event.time))
    expect(mark).to_be_focused()
    expect(explorer.root.locator(".lcn-event-tip")).to_contain_text(event.sentence)
    mark.press("ArrowRight")
    expect(explorer.time).not_to_have_text(written(event.time))


# --- the coefficient space --------------------------------------------------------------------


def test_the_space_is_shown_for_two_layers_of_width_2_only(explorer: ExplorerPage):
    expect(explorer.tab("Theorem")).to_be_visible()
    expect(explorer.tab("Space")).to_have_count(0)
    choose(explorer, "outside")
    explorer.tab("Space").click()
    expect(explorer.panel("space")).to_contain_text("lies inside and cannot be reached")
    choose(explorer, "filling")
    expect(explorer.tab("Space")).to_have_count(0)
    expect(explorer.panel("space")).to_have_count(0)
    expect(explorer.tab("Curves")).to_have_attribute("aria-pressed", "true")
    expect(explorer.panel("flow")).to_be_visible()


# --- descent ----------------------------------------------------------------------------------


def test_descent_is_drawn_beside_the_flow_with_its_thresholds(explorer: ExplorerPage):
    choose(explorer, "drifting")
    explorer.choice("Method").select_option("flow_and_descent")
    expect(explorer.legend("flow")).to_contain_text("Gradient flow: risk")
    expect(explorer.legend("flow")).to_contain_text("Gradient descent: risk")
    expect(explorer.legend("roots")).to_contain_text("hollow: Gradient descent")
    expect(explorer.legend("conserved")).to_contain_text("dotted: Gradient descent")
    method = explorer.root.locator("[data-section=method]")
    expect(method.locator(".lcn-threshold").filter(visible=True)).to_have_text(["safe", "limit"])
    expect(method).to_contain_text("every step is proved to lower the risk")
    expect(method).to_contain_text("2/λ_max")
    safe, limit = (mark.bounding_box() for mark in method.locator(".lcn-threshold").all())
    assert safe is not None
    assert limit is not None
    assert safe["x"] < limit["x"]


# --- while the kernel computes ----------------------------------------------------------------


def test_no_number_of_another_run_is_shown_while_the_kernel_computes(
    gated: tuple[ExplorerPage, Gate],
):
    explorer, gate = gated
    choose(explorer, "outside")
    explorer.tab("Limit").click()
    expect(levels(explorer)).to_have_count(2)
    expect(explorer.events).to_have_count(1)
    gate.close()
    choose(explorer, "spurious")
    limit, theorem = explorer.panel("critical"), explorer.panel("theorem")
    expect(limit.get_by_role("status").filter(visible=True)).to_have_text([COMPUTING, COMPUTING])
    expect(limit.locator(".lcn-limit")).to_be_hidden()
    expect(limit.locator(".lcn-levels")).to_be_hidden()
    expect(limit.locator(".lcn-map-sentence")).to_be_hidden()
    expect(limit.locator(".lcn-panel-tools")).to_be_empty()
    expect(explorer.legend("roots")).not_to_contain_text("limit of this run")
    expect(explorer.events).to_have_count(0)
    expect(explorer.tab("Space")).to_have_count(0)
    explorer.tab("Theorem").click()
    expect(theorem.get_by_role("status")).to_have_text(COMPUTING)
    expect(explorer.legend("theorem")).to_be_hidden()
    expect(theorem.locator(".lcn-chain")).to_be_hidden()
    # The first piece is the theorem; the others still say that they are on their way.
    gate.let_one_through()
    expect(links(explorer)).to_have_count(4)
    expect(theorem.get_by_role("status")).to_be_hidden()
    explorer.tab("Limit").click()
    expect(limit.get_by_role("status").filter(visible=True)).to_have_text([COMPUTING, COMPUTING])
    gate.open()
    expect(levels(explorer)).to_have_count(6)
    expect(limit.get_by_role("status").filter(visible=True)).to_have_count(0)


def test_controls_answer_while_the_theory_is_pending(gated: tuple[ExplorerPage, Gate]):
    explorer, gate = gated
    explorer.tab("Theorem").click()
    expect(links(explorer)).to_have_count(4)
    gate.close()
    for seed in (1, 2, 3):
        explorer.number("seed").last.press("ArrowUp")
        changed = Experiment(initialization=NormalInitialization(seed=seed))
        expect(explorer.sentence).to_have_text(summary(changed))
        expect(explorer.panel("theorem")).to_contain_text(COMPUTING)
    gate.open()
    for i, link in enumerate(run(changed).theorem.links):
        expect(links(explorer).nth(i)).to_contain_text(link.decisive.sentence)
    expect(explorer.panel("theorem").get_by_role("status")).to_be_hidden()
