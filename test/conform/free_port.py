#!/usr/bin/env python3
"""Three ports in a row that were free just now, for portal, desk and status: prints the first one, or gives it to who
imports it. Sought from a random place, so that tests beside each other do not meet."""

import random
import socket
import sys


def free_port():
    for _ in range(1000):
        port = random.randrange(20080, 32000, 3)  # below what a system gives to outgoing connections
        sockets = [socket.socket() for _ in range(3)]
        try:
            for offset, each in enumerate(sockets):
                each.bind(("127.0.0.1", port + offset))
            return port
        except OSError:
            continue
        finally:
            for each in sockets:
                each.close()
    sys.exit("no free port")


if __name__ == "__main__":
    print(free_port())
