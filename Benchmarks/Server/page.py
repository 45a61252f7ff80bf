#!/usr/bin/env python3
"""Makes the server's part of the benchmarks page from what the programs printed.

    page.py RESULTS PAGE [--fact NAME=VALUE]…

RESULTS holds lines of name, number and unit. The part between the two marks of PAGE is replaced, or added at its end.
"""

import re
import sys

BEGIN, END = "<!-- server: begin -->", "<!-- server: end -->"

# Title, and rows of name, what stands beside it in the same run, and the target as text and as a test.
TABLES = [
    ("The ledger", [
        ("64 callers, ledger", "64 callers, C API, same rows, groups of 64", "at least 0.7 of it", lambda a, b: a >= 0.7 * b),
        ("64 callers, ledger, processor time", "64 callers, C API, processor time", "", None),
        ("one caller, ledger, median", "one caller, C API, median", "at most 1.5 of it", lambda a, b: a <= 1.5 * b),
        ("commit called to reader told, median", None, "below 1,000 µs", lambda a, b: a < 1000),
        ("commit called to reader told, p99", None, "", None),
    ]),
    ("The path of a change", [
        ("64 callers, machine + ledger + bus", "64 callers, ledger alone, like changes", "", None),
        ("64 callers, whole path, processor time", "64 callers, ledger alone, processor time", "", None),
        ("one caller, whole path", None, "", None),
        ("commit to subscriber in process, median", None, "", None),
        ("commit to subscriber in process, p99", None, "", None),
        ("start and stop through the API", "/healthz", "", None),
        ("events committed meanwhile", None, "", None),
        ("start and stop, median", None, "", None),
        ("start and stop, p99", None, "", None),
    ]),
    ("Usage", [
        ("metered", "committed", "not slower than the ledger commits", lambda a, b: a >= b),
        ("metered, processor time", "committed, processor time", "", None),
        ("month of records", None, "below 10 s", lambda a, b: a < 10),
        ("month of records, records", None, "", None),
        ("month of records, memory", None, "below 200 MiB", lambda a, b: a < 200),
        ("month of records by day", None, "", None),
        ("month of records by day, records", None, "", None),
        ("month of records by day, memory", None, "below 200 MiB", lambda a, b: a < 200),
        ("an account's month by day", None, "", None),
        ("first page of listUsageRecords", None, "", None),
        ("last page of listUsageRecords", None, "", None),
        ("first page again of listUsageRecords", None, "", None),
        ("first page of listUsageRecords, with a keyword", None, "", None),
        ("first page of listUsageRecords, memory", None, "below 200 MiB", lambda a, b: a < 200),
    ]),
    ("The broker", [
        ("AMQPConnection, window 1024", "librabbitmq alone, window 1024", "at least 0.9 of it", lambda a, b: a >= 0.9 * b),
        ("processor time, AMQPConnection", "processor time, librabbitmq alone", "", None),
        ("backlog through the plug-in", None, "", None),
        ("memory after a backlog", "memory before a backlog", "", None),
        ("commit to consumer at 2,000/s, median", None, "below 2 ms", lambda a, b: a < 2),
        ("commit to consumer at 2,000/s, 99 of 100", None, "", None),
    ] + [
        (f"API call, broker {how}, with amqp, median", f"API call, broker {how}, without amqp, median",
         "at most 1.2 of it", lambda a, b: a <= 1.2 * b)
        for how in ("well", "in need", "stopped")
    ]),
    ("Notifications", [
        ("webhooks, 1,000 receivers", "libcurl's loop in C, 980 receivers", "at least 0.6 of it", lambda a, b: a >= 0.6 * b),
        ("processor time, webhooks", "processor time, loop in C", "", None),
        ("commit to receiver, 1 % dead and 1 % slow, median", "pace of the commits, 1 % dead and 1 % slow", "below 5 ms", lambda a, b: a < 5),
        ("commit to receiver, 1 % dead and 1 % slow, p99", "commit to receiver, all well, p99", "below 25 ms, and at most 1.5 of it", lambda a, b: a < 25 and a <= 1.5 * b),
        ("finding who asks for it", None, "below 20 µs", lambda a, b: a < 20),
        ("memory for each of 100000 subscriptions", None, "below 1,000 bytes", lambda a, b: a < 1000),
        ("memory after all of the backlog", "memory after a tenth of a backlog", "no more than an eighth above it", lambda a, b: a <= 1.125 * b),
        ("a backlog of 1000000 to one receiver", None, "", None),
    ]),
    ("Streams", [
        ("commit to SSE client, median", None, "", None),
        ("commit to SSE client, p99", None, "", None),
        ("commit called to SSE client, median", None, "", None),
        ("commit called to SSE client, p99", None, "", None),
        ("memory for each of 10,000 SSE clients", None, "below 14 kB", lambda a, b: a < 14),
        ("10 events to 1,000 SSE clients", None, "", None),
        ("1 event to 10,000 SSE clients", None, "", None),
    ]),
    ("The server", [
        ("petrel serve to first answer, new folder", None, "below 300 ms", lambda a, b: a < 300),
        ("petrel serve to first answer, existing folder", None, "below 300 ms", lambda a, b: a < 300),
        ("memory at idle, new folder", None, "below 57.2 MiB (60 MB)", lambda a, b: a < 57.2),
        ("memory at idle", None, "below 57.2 MiB (60 MB)", lambda a, b: a < 57.2),
        ("listCapabilities, signed", "/healthz", "at least 5,000 requests/s", lambda a, b: a >= 5000),
        ("listCapabilities, signed, processor time", "/healthz, processor time", "", None),
        ("listCapabilities, signed, p99", None, "", None),
        ("listZones, signed", "/healthz", "", None),
        ("listEvents, pages of 20", "/healthz", "at least 1,500 requests/s", lambda a, b: a >= 1500),
        ("listEvents, pages of 20, processor time", "/healthz, processor time", "", None),
        ("listEvents, pages of 20, median", None, "", None),
        ("listEvents, pages of 20, p99", None, "", None),
        ("listEvents, pages of 500", "/healthz", "", None),
        ("listEvents, pages of 500, processor time", None, "", None),
    ]),
]
# Rows that come as they are, by what their name begins with, with a target for those whose name ends so.
GROUPS = [
    ("A million resources", re.compile(r"^\d+ resources, "), []),
    ("Growth", re.compile(r"^\d+ events, "), []),
    ("Lists over a long history", re.compile(r"^list: "), [(" ms", "below 50 ms", lambda a: a < 50), (" MiB", "below 300 MiB", lambda a: a < 300)]),
]


def number(value):
    return "%s" % format(value, ",.0f" if value >= 1000 else ",.1f")


def cell(results, name):
    return "%s %s" % (number(results[name][0]), results[name][1]) if name in results else ""


def table(title, rows, results):
    lines = ["### " + title, "", "| | measured | in the same run | target | reached |", "| --- | ---: | --- | --- | --- |"]
    for name, limit, target, test in rows:
        if name not in results:
            continue
        beside = "%s: %s" % (limit, cell(results, limit)) if limit in results else ""
        rival = results.get(limit, (0, ""))[0]
        verdict = "" if test is None else "yes" if test(results[name][0], rival) else "**no**"
        lines.append("| %s | %s | %s | %s | %s |" % (name, cell(results, name), beside, target, verdict))
    return lines + [""] if len(lines) > 4 else []


def main():
    arguments = sys.argv[1:]
    facts = [arguments[i + 1] for i, word in enumerate(arguments) if word == "--fact"]
    results = {}
    with open(arguments[0]) as file:
        for line in file:
            match = re.match(r"^(.*?\S)\s{2,}(-?[\d.]+) ?(.*)$", line.rstrip())
            if match:
                results[match.group(1)] = (float(match.group(2)), match.group(3))
    lines = [BEGIN, "", "## The server", "", "Written by `make bench-server`; do not edit.", ""]
    lines += ["- %s" % fact.replace("=", ": ", 1) for fact in facts] + [""]
    for title, rows in TABLES:
        lines += table(title, rows, results)
    for title, pattern, targets in GROUPS:
        rows = []
        for name, (value, unit) in results.items():
            if pattern.match(name):
                found = next(((text, test) for end, text, test in targets if " " + unit == end), ("", None))
                rows.append((name, None, found[0], found[1] and (lambda a, b, test=found[1]: test(a))))
        lines += table(title, rows, results)
    part = "\n".join(lines + [END]) + "\n"
    try:
        page = open(arguments[1]).read()
    except FileNotFoundError:
        page = "# Benchmarks\n"
    if BEGIN in page:
        page = page[:page.index(BEGIN)] + part + page[page.index(END) + len(END) + 1:]
    else:
        page = page.rstrip() + "\n\n" + part
    with open(arguments[1], "w") as file:
        file.write(page)
    print(part)


main()
