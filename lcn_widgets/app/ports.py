"""Finding a port to serve on."""

from __future__ import annotations

import errno
import os
import socket

HIGHEST_PORT = 65535


def is_free(port: int) -> bool:
    """Whether a server could listen on `port` of localhost now, in every address family."""
    addresses = {
        (family, address[0])
        for family, *_, address in socket.getaddrinfo("localhost", port, type=socket.SOCK_STREAM)
    }
    return all(_can_bind(family, str(host), port) for family, host in addresses)


def nearest_free(port: int) -> int:
    """Free port closest to `port`, higher ones first at equal distance."""
    for distance in range(HIGHEST_PORT):
        for candidate in (port + distance, port - distance):
            if 1024 <= candidate <= HIGHEST_PORT and is_free(candidate):
                return candidate
    raise OSError("no port of this machine is free")


def _can_bind(family: socket.AddressFamily, host: str, port: int) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as servers do: a port just left by another counts as free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            # a machine without IPv6 may still list its address: servers leave it out
            return error.errno == errno.EADDRNOTAVAIL
    return True
