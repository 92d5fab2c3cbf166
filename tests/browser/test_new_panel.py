"""A panel of the page is added by its folder and its name in one list, and by nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from explorer_page import ExplorerPage
from nodejs import FRONTEND, npm
from playwright.sync_api import Page, expect
from static_page import RENDER

PACKAGE = FRONTEND.parent

PANEL = """
import { BasePanel } from "../base";
import type { PanelDefinition } from "../panel";
import "./clock.css";

class ClockPanel extends BasePanel {
  protected paint(): void {
    this.frame.stage.textContent = `It is ${this.now!.time > 0 ? "late" : "early"}.`;
  }
}

const clock: PanelDefinition = {
  title: "A clock",
  shortTitle: "Clock",
  place: "side",
  create: (setting) => new ClockPanel(setting),
};

export default clock;
"""

# Everything an explorer sends to its page, bytes as base64.
STATE = """
import base64, json
from lcn_widgets import Explorer

def plain(value):
    return base64.b64encode(value).decode() if isinstance(value, bytes) else list(value)

print(json.dumps(Explorer().get_state(), default=plain))
"""


@pytest.fixture(scope="module")
def state(frontend: Path, tmp_path_factory) -> dict[str, Any]:
    """What the explorer of a copy of the package sends after a panel was added there."""
    package = tmp_path_factory.mktemp("house") / PACKAGE.name
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    sources = package / "frontend"
    (sources / "node_modules").symlink_to(frontend / "node_modules")

    panels = sources / "src" / "panels"
    (panels / "clock").mkdir()
    (panels / "clock" / "index.ts").write_text(PANEL)
    (panels / "clock" / "clock.css").write_text(".lcn-panel-clock { color: rgb(1, 2, 3); }")
    manifest = panels / "panels.json"
    manifest.write_text(json.dumps([*json.loads(manifest.read_text()), "clock"]))

    npm("run", "check", cwd=sources)
    npm("run", "build", cwd=sources)
    done = subprocess.run(
        [sys.executable, "-c", STATE], cwd=package.parent, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(package.parent)}, timeout=60, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_python_offers_the_new_panel(state):
    assert state["panels"][-1] == "clock"


def test_the_page_offers_and_draws_the_new_panel(page: Page, state):
    page.goto("about:blank")
    page.evaluate(RENDER, state)
    explorer = ExplorerPage(page).wait()
    clock = explorer.panel("clock")
    expect(explorer.tab("Clock")).to_be_visible()
    expect(clock).to_be_hidden()
    explorer.tab("Clock").click()
    expect(clock.get_by_role("heading")).to_have_text("A clock")
    explorer.seek("End")
    expect(clock).to_contain_text("It is late.")
    expect(clock.locator(".lcn-panel")).to_have_css("color", "rgb(1, 2, 3)")
    explorer.seek("Home")
    expect(clock).to_contain_text("It is early.")
    explorer.root.get_by_text("Panels", exact=True).click()
    box = explorer.root.get_by_role("checkbox", name="Clock")
    expect(box).to_be_checked()
    box.uncheck()
    expect(clock).to_have_count(0)
    expect(explorer.tab("Clock")).to_have_count(0)
