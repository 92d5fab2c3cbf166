"""The notebooks in JupyterLab."""

from __future__ import annotations

from pathlib import Path

from jupyterlab.labapp import LabApp

from lcn_widgets.app.jupyter_data import find_ours
from lcn_widgets.app.notebooks import working_directory

CONNECTION = "lcn_widgets.app.connection.CarefulConnection"


def serve_lab(port: int, *, browser: bool, folder: Path | None = None) -> None:
    """Serve the notebooks in JupyterLab on `port` of localhost until interrupted.

    With `folder`, copies in it; see `working_directory`.
    """
    find_ours()  # its defaults ask the network for no news
    folder = working_directory(folder)
    print(f"Notebooks in {folder}", flush=True)
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.kernel_websocket_connection_class={CONNECTION}",
        "--LabApp.extension_manager=readonly",  # asks no registry for extensions
        "--ServerApp.allow_root=True",  # as in a container; the explorer does not ask either
    ]
    LabApp.launch_instance([*options, *([] if browser else ["--no-browser"])])
