"""receivers.py FEEDER COUNT SEED [NAME…]: receivers and verifiers that others have published, against real channels."""

import random
import sys
import time

import cloudevents_story
import guide_story
import http2_story
import mail_story
import signatures_story
import tls_story
from feeder import Feeder

STORIES = {
    "signatures": signatures_story.tell,
    "cloudevents": cloudevents_story.tell,
    "guide": guide_story.tell,
    "tls": tls_story.tell,
    "http2": http2_story.tell,
    "mail": mail_story.tell,
}


def main():
    program, count, seed, *names = sys.argv[1:]
    for name in names or STORIES:
        began = time.monotonic()
        feeder = Feeder(program)
        STORIES[name](feeder, int(count), random.Random(int(seed)))
        feeder.close()
        print(f"{name}: as it should be, {time.monotonic() - began:.1f} s", flush=True)


main()
