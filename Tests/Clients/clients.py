"""clients.py PETREL [NAME…]: clients as they come from PyPI, each with a story, against the real server."""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "Rig"))

import ansible_story  # noqa: E402
import cloudmonkey_story  # noqa: E402
import cs_story  # noqa: E402
import declarations  # noqa: E402
import go_story  # noqa: E402
import libcloud_story  # noqa: E402
import smoke_stories  # noqa: E402
from petrel_rig import Server  # noqa: E402

STORIES = {
    "cs": cs_story.tell,
    "libcloud": libcloud_story.tell,
    "cloudstackaio": smoke_stories.cloudstackaio,
    "minicloudstack": smoke_stories.minicloudstack,
    "cs-command": smoke_stories.cs_command,
    "cloudstack-openapi": smoke_stories.openapi,
    "ansible": ansible_story.tell,
    "cloudmonkey": cloudmonkey_story.tell,
    "go": go_story.tell,
    "declarations": declarations.tell,
}


def main():
    program, *names = sys.argv[1:]
    server = Server(program)
    server.start()
    try:
        for name in names or STORIES:
            began = time.monotonic()
            STORIES[name](server)
            print(f"{name}: as it should be, {time.monotonic() - began:.1f} s", flush=True)
    except BaseException:
        print(server.last_words(), file=sys.stderr)
        raise
    finally:
        server.kill()


main()
