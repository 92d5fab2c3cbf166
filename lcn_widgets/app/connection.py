"""The connection of a page to its kernel that nothing a page sends can turn against the others."""

from __future__ import annotations

from asyncio import Future
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.websocket import WebSocketClosedError

from lcn_widgets.app.framing import V1, check

UNREADABLE = 1007
"""Close code of the web-socket protocol for a message that is not what it should be."""


class CarefulConnection(ZMQChannelsWebsocketConnection):  # type: ignore[misc]
    """Reads and writes what the two sides agreed on when they met, and checks what it reads.

    Jupyter asks the socket for its protocol at every message. A socket that is being closed has no
    answer, and what is still on its way is then taken for the legacy protocol. A message of the
    page, read so, has a table of 10⁸ offsets, for which the server allocates gigabytes; one of the
    kernel, written so, has one of 10¹⁸ where Voilà reads it. One thread serves all pages, so all of
    them wait meanwhile.
    """

    _agreed: str | None = None
    _refused = False

    def connect(self) -> Any:
        """Remember the protocol and connect to the kernel."""
        self._agreed = super().subprotocol
        return super().connect()

    @property
    def subprotocol(self) -> str | None:
        """The protocol of the socket, also while it is being closed."""
        return self._agreed

    def handle_incoming_message(self, incoming_msg: bytes | str) -> None:
        """Hand a message on to the kernel, or end the connection if it is none."""
        if self._refused:  # on its way when the socket was closed
            return
        try:
            check(incoming_msg, self._agreed)
            super().handle_incoming_message(incoming_msg)
        except Exception as error:  # whatever else is wrong with it concerns this page only
            self._refused = True
            self.log.error("Message to kernel %s refused: %.200r", self.kernel_id, error)
            self.websocket_handler.close(UNREADABLE, "a message cannot be read")

    @property
    def write_message(self) -> Any:
        """Send a message to the page, if it is still there."""
        return self._write

    def _write(self, message: bytes | str, binary: bool = False) -> None:
        handler = self.websocket_handler
        # Voilà's handler looks for a v1 header in all bytes it is given: it gets no others.
        owner = handler if self._agreed == V1 else super(KernelWebsocketHandler, handler)
        try:
            sent = owner.write_message(message, binary)
        except WebSocketClosedError:
            self.log.debug("Message of kernel %s came after its page had left", self.kernel_id)
        else:
            if sent:  # Voilà keeps some messages to itself
                sent.add_done_callback(_forget_failure)


def _forget_failure(sent: Future[None]) -> None:
    """A page that left while it was written to is no error; unseen, it would be logged as one."""
    if not sent.cancelled():
        sent.exception()
