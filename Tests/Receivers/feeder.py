"""The program that sends: each order goes through a real channel of Petrel's."""

import json
import os
import subprocess
import threading


class Feeder:
    def __init__(self, program):
        # Proxies of the environment must not be used: nothing listens at these.
        proxies = dict.fromkeys(["http_proxy", "https_proxy", "all_proxy"], "http://127.0.0.1:9")
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, **proxies},
        )

    def allow(self, **settings):
        """Gives the operator's settings, for all that follows."""
        answer = self.ask([{"operator": settings}])[0]
        assert answer.get("ok") is True, answer

    def ask(self, orders):
        """Has all of them carried out, many at once; the answers come in the orders' order."""
        lines = []
        for number, order in enumerate(orders):
            # An order for everybody is told by its beginning.
            lines.append(json.dumps({**order, "number": number}, separators=(",", ":")) + "\n")
        writer = threading.Thread(target=self._write, args=(lines,))
        writer.start()
        answers = {}
        for _ in orders:
            line = self.process.stdout.readline()
            assert line, "the feeder has ended"
            answer = json.loads(line)
            answers[answer["number"]] = answer
        writer.join()
        return [answers[number] for number in range(len(orders))]

    def tell(self, kind, settings, **order):
        return self.ask([{"kind": kind, "settings": settings, **order}])[0]

    def _write(self, lines):
        for line in lines:
            self.process.stdin.write(line)
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(60) == 0, "the feeder ended badly"
