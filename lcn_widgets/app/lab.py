"""The notebooks in JupyterLab."""

from __future__ import annotations

from pathlib import Path

from jupyterlab.labapp import LabApp

from lcn_widgets.app.notebooks import working_directory


def serve_lab(port: int, *, browser: bool, folder: Path | None = None) -> None:
    """Serve the notebooks in JupyterLab on `port` of localhost until interrupted.

    With `folder`, copies in it; see `working_directory`.
    """
    folder = working_directory(folder)
    print(f"Notebooks in {folder}", flush=True)
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        # nothing is asked of the network: no news, no list of extensions, no update check
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    LabApp.launch_instance([*options, *([] if browser else ["--no-browser"])])
