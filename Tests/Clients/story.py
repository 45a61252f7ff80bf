"""What the stories of the clients share."""

import time


class NotKept(Exception):
    """A client did not get what it relies on."""


def demand(condition, text):
    if not condition:
        raise NotKept(text)


def equal(found, wanted, text):
    demand(found == wanted, f"{text}: found {found!r}, wanted {wanted!r}")


def eventually(look, text, seconds=20):
    """Waits until `look` gives something true, and gives that."""
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        demand(time.monotonic() < deadline, f"{text}: not after {seconds} s")
        time.sleep(0.02)
