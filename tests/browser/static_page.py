"""A page without a kernel: what an explorer sends, rendered as a static host would."""

from __future__ import annotations

import base64
from typing import Any

from explorer_page import ExplorerPage
from playwright.sync_api import Page

from lcn_widgets import Explorer
from lcn_widgets.ui.insights import Insights

RENDER = """
async (state) => {
  const style = document.createElement("style");
  style.textContent = state._css;
  document.head.append(style);
  const module = new Blob([state._esm], { type: "text/javascript" });
  const { renderStatic } = await import(URL.createObjectURL(module));
  renderStatic(document.body, state);
}
"""


def render(page: Page, explorer: Explorer) -> ExplorerPage:
    """Show `explorer` with all that is known of its run on an empty page, and forget it."""
    insights = Insights(explorer.run, explorer.get_state()["_header"]["revision"])
    while insights.pending:
        insights.compute_next()
    known, block = insights.message()
    sent = {**explorer.get_state(), "_insights": known, "_insight_buffer": block}
    state = {name: _plain(value) for name, value in sent.items()}
    explorer.close()
    page.goto("about:blank")
    page.evaluate(RENDER, state)
    return ExplorerPage(page).wait()


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
