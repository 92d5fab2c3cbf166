"""The explorer, served by Voilà at the root of its own address."""

from __future__ import annotations

import logging
import threading
import webbrowser

from traitlets import Bool
from traitlets.config import Config
from voila.app import Voila

from lcn_widgets.app.framing import MAX_MESSAGE
from lcn_widgets.app.kernels import PatientKernelManager
from lcn_widgets.app.notebooks import explorer_notebook
from lcn_widgets.app.pings import hush_tornado, ping_settings
from lcn_widgets.app.settings import configure


class ExplorerServer(Voila):
    """Voilà that says where it listens and opens that address, not a file that redirects."""

    show_page = Bool(True)

    def launch_browser(self) -> None:
        """Announce the page; Voilà calls this as soon as it listens."""
        print(f"lcn_widgets explorer at {self.display_url}\nCtrl+C stops it.", flush=True)
        if self.show_page:
            threading.Thread(target=webbrowser.open, args=(self.display_url,), daemon=True).start()


def serve(port: int, *, browser: bool) -> None:
    """Serve the explorer on `port` of localhost until interrupted."""
    hush_tornado()
    server = ExplorerServer(config=_configuration(port), show_page=browser)
    server.initialize([])
    server.start()


def _configuration(port: int) -> Config:
    c = Config()
    configure(c)
    c.Voila.notebook_path = str(explorer_notebook())
    c.Voila.port = port
    c.Voila.port_retries = 0
    c.Voila.open_browser = True  # calls launch_browser
    c.Voila.log_level = logging.ERROR  # its warnings are about every page's notebook and kernel
    c.Voila.config_file_paths = []
    # Without this the message that ends a kernel when its page is left is refused. The server
    # listens on localhost only and keeps no login that another site could borrow.
    c.Voila.tornado_settings = {
        "disable_check_xsrf": True,
        "websocket_max_message_size": MAX_MESSAGE,
        **ping_settings(),
    }
    c.KernelManager.transport_encryption = "auto"  # other users of this machine could listen
    c.VoilaConfiguration.multi_kernel_manager_class = PatientKernelManager
    c.VoilaConfiguration.preheat_kernel = True
    c.VoilaConfiguration.default_pool_size = 1
    return c
