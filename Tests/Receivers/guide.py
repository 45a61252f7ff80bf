"""What the guide for receivers shows, taken from its page, so that the page cannot rot."""

import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PAGE = os.path.join(ROOT, "Documentation", "notifications.md")


def code(language):
    """The receiver in a language: the one block of it that has a function `receive`."""
    with open(PAGE, encoding="utf-8") as file:
        blocks = re.findall(r"^```(\w+)\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)
    found = [text for name, text in blocks if name == language and "receive(" in text]
    assert len(found) == 1, f"{len(found)} receivers in {language} on the page"
    return found[0]
