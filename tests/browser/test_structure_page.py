"""A stride that is raised is never refused, and nothing moves under the pointer."""

from __future__ import annotations

from explorer_page import ExplorerPage
from playwright.sync_api import expect


def test_structure_is_never_refused(explorer: ExplorerPage):
    root = explorer.root
    before = explorer.sentence.text_content() or ""
    size = explorer.number("Input size")
    first = size.input_value()
    more = root.get_by_role("button", name="More: Stride of layer 1")
    line = root.locator(".lcn-moved")
    expect(line).to_be_hidden()
    place = more.bounding_box()
    more.click()
    expect(line).to_contain_text("the nearest that fits")
    expect(size).not_to_have_value(first)
    expect(explorer.complaint).to_have_count(0)
    assert more.bounding_box() == place
    # One press takes it back.
    line.get_by_role("button", name="undo").click()
    expect(size).to_have_value(first)
    expect(explorer.number("Stride of layer 1")).to_have_value("1")
    expect(explorer.sentence).to_have_text(before)
    expect(line).to_be_hidden()

    # A size that was typed is kept; its neighbours are offered where nothing is pushed away.
    explorer.type("Input size", "19")
    expect(explorer.sentence).not_to_have_text(before)
    for _ in range(4):
        more.click()
    expect(explorer.complaint).to_contain_text("does not fit")
    expect(size).to_have_value("19")
    assert more.bounding_box() == place
    explorer.complaint.get_by_role("button", name="go back").click()
    expect(explorer.complaint).to_have_count(0)

    # The counterexample has its network a press away, and the way back.
    explorer.choice("Data").select_option("counterexample")
    expect(explorer.complaint).to_contain_text("one network")
    explorer.complaint.get_by_role("button", name="use its network").click()
    expect(explorer.complaint).to_have_count(0)
    expect(size).to_have_value("4")
    expect(explorer.choice("Data")).to_have_value("counterexample")
