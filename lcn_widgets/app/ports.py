"""Finding a port to serve on."""

from __future__ import annotations

from tornado.netutil import bind_sockets

HIGHEST_PORT = 65535


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` of localhost now, in every address family."""
    try:
        sockets = bind_sockets(port, "localhost")
    except OSError:
        return False
    for socket in sockets:
        socket.close()
    return True


def nearest_free(port: int) -> int:
    """Free port closest to `port`, higher ones first at equal distance."""
    for distance in range(HIGHEST_PORT):
        for candidate in (port + distance, port - distance):
            if 1024 <= candidate <= HIGHEST_PORT and is_free(candidate):
                return candidate
    raise OSError("no port of this machine is free")
