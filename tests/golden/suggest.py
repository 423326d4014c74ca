#!/usr/bin/env python3
"""No suggestion claims what is not so.

usage: suggest.py PORTPLAN ROOT [STEP]

For every fixture, or every STEP-th, alone and in directories of several machines, each reason
and each warning of `suggest --format json` is derived anew: from `show
--format json` and from the lists of ports, not from the program's tables. The
score is added up again, and no port outside the dynamic range may have a
better one than the first suggestion.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SUFFIXES = {".md", ".py", ".json", ".jsonl"}
NT5 = ("2000", "xp", "2003")
QUESTIONS = (
    (("tcp",), 1, ["--count", "20"]),
    (("udp",), 1, ["--count", "3", "--near", "8080"]),
    (("tcp", "udp"), 7, ["--for", "http", "--also", "linux,macos"]),
)
MIRRORED = ((44620, 48715), (40525, 44620), (37794, 41890))
LINUX = (32768, 60999)
# The rules whose ports are ranges; beside one a port is at an edge.
RANGES = ("not-low", "not-excluded", "outside-dynamic",
          "outside-default-dynamic", "outside-wsl-mirrored", "outside-linux",
          "outside-other-systems")
LINUX_AND_MACOS = ((32768, 60999), (49152, 65535))
GREATEST_STEP = 0.0051  # a score has two decimals
AS_GOOD = 0.02  # a better score than this alone comes first


def run(command, **more):
    """(exit code, JSON or None)"""
    done = subprocess.run(command, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False, **more)
    return done.returncode, json.loads(done.stdout) if done.stdout else None


def read_list(root, name):
    """protocol -> the ports of a list."""
    ports = {"tcp": set(), "udp": set()}
    path = root / "analyzer/knowledge/data" / name
    with path.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            first = int(row.get("port_start") or row["port"])
            last = int(row.get("port_end") or row["port"])
            if row["protocol"] in ports:
                ports[row["protocol"]].update(range(first, last + 1))
    return ports


def read_conventions(root):
    """protocol -> the ports of conventions.def."""
    ports = {"tcp": set(), "udp": set()}
    text = (root / "analyzer/knowledge/conventions.def").read_text("utf-8")
    for first, last, words in re.findall(
            r"^PP_CONVENTION\((\d+), (\d+), ([TCPUD| ]+),", text, re.M):
        for protocol in words.lower().split(" | "):
            ports[protocol].update(range(int(first), int(last) + 1))
    return ports


def ports_of(rows):
    """The ports of rows with start and end."""
    return {port for row in rows
            for port in range(row["start"], row["end"] + 1)}


def edges_of(ports):
    """The ports beside these."""
    return {port + step for port in ports for step in (-1, 1)} - ports


class Question:
    """What is asked, and what breaks which rule whatever the machine."""

    def __init__(self, lists, weights, asked):
        self.lists, self.weights = lists, weights
        self.protocols, self.length, self.options = asked
        self.near = 8080 if "--near" in self.options else None
        self.broken = {name: set() for name in weights}
        self.add_lists("--for" in self.options)
        if "--also" in self.options:
            for first, last in LINUX_AND_MACOS:
                self.broken["outside-other-systems"].update(
                    range(first, last + 1))
        self.scores = [1 - self.distance(port) for port in range(65536)]
        for name, ports in self.broken.items():
            for port in ports:
                self.scores[port] -= weights[name] or 2

    def distance(self, first):
        """What --near takes off."""
        if self.near is None:
            return 0
        last = first + self.length - 1
        away = max(first - self.near, self.near - last, 0)
        return self.weights["near"] * away / (away + 500)

    def add_lists(self, is_for_http):
        """Rules that hold whatever the machine."""
        for protocol in self.protocols:
            for rule, book in (("not-registered", "iana-ports.csv"),
                               ("not-common", "common-ports.csv"),
                               ("not-malware", "trojan-ports.csv"),
                               ("not-by-convention", "conventions")):
                self.broken[rule] |= self.lists[book][protocol]
        if is_for_http:
            self.broken["not-blocked-by-browsers"] |= \
                self.lists["browser-blocked-ports.csv"]["tcp"]
        self.broken["not-low"] |= set(range(1025))
        for first, last in MIRRORED:
            self.broken["outside-wsl-mirrored"] |= set(range(first, last + 1))
        self.broken["outside-linux"] |= set(range(LINUX[0], LINUX[1] + 1))


class Oracle:
    """What breaks which rule on some machines."""

    def __init__(self, question, machines):
        self.question = question
        self.weights = question.weights
        self.broken = {name: set() for name in self.weights}
        # Show does not tell which ports are in a gap, where none is good.
        self.has_gaps = any(machine["has_gaps"] for machine in machines)
        self.unsure = set()  # rules that these captures do not settle
        for machine in machines:
            self.add_machine(machine)

    def add_machine(self, machine):
        """The rules about a machine, by the document of show."""
        generation = machine["os"]["generation"] or "11"
        is_legacy = generation in NT5 + ("nt4",)  # there are no exclusions
        for protocol in self.question.protocols:
            side = machine[protocol]
            dynamic = side["dynamic"]
            self.broken["not-excluded"] |= ports_of(side["excluded"])
            self.broken["not-in-use"] |= {s["port"] for s in side["in_use"]}
            self.broken["outside-dynamic"] |= set(
                range(dynamic["start"], dynamic["end"] + 1))
            if not side["in_use"]:
                self.unsure.add("not-in-use")
            if not side["table_seen"] and not is_legacy:
                self.unsure.add("not-excluded")
        default = self.broken["outside-default-dynamic"]
        if is_legacy:
            default |= set(range(1025, 5001))
        if generation != "nt4":
            default |= set(range(49152, 65536))

    def breaks(self, rule, first):
        """Whether a suggestion that begins there breaks the rule."""
        return any(port in self.broken[rule]
                   or port in self.question.broken[rule]
                   for port in range(first, first + self.question.length))

    def penalty(self, item):
        """What the weights take off."""
        names = [w["rule"] for w in item["warnings"]]
        taken = sum(self.weights[n] for n in names if n != "forecast")
        taken += self.weights["forecast"] * (item["excluded_nearby"] or 0)
        return taken + self.question.distance(item["start"])

    def best(self, always):
        """The best score outside the dynamic range; `always` is what every
        port loses. None: there is no such port."""
        if self.question.length > 1 or self.has_gaps:
            return None
        taken = self.broken["not-excluded"] | self.broken["not-in-use"] | \
            self.broken["outside-dynamic"]
        default = self.broken["outside-default-dynamic"]
        weight = self.weights["outside-default-dynamic"]
        edges = {1025, 65535}
        for rule in RANGES:
            edges |= edges_of(self.broken[rule] | self.question.broken[rule])
        edge = self.weights["not-at-an-edge"]
        return max((score - always - (weight if port in default else 0)
                    - (edge if port in edges else 0)
                    for port, score in enumerate(self.question.scores)
                    if score >= 0 and port not in taken), default=None)


def check_item(oracle, item, say):
    """One suggestion."""
    first = item["start"]
    if item["end"] != first + oracle.question.length - 1:
        say(f"{first}: not {oracle.question.length} ports")
    for name, weight in oracle.weights.items():
        if weight is None and oracle.breaks(name, first):
            say(f"{first}: breaks {name}")
    for reason in item["reasons"]:
        if oracle.breaks(reason["rule"], first):
            say(f"{first}: claims {reason['rule']}")
        if reason["rule"] in oracle.unsure:
            say(f"{first}: claims {reason['rule']}, and nothing is known")
    for warning in item["warnings"]:
        # What follows from no capture, or from a boot, is not seen in show.
        if warning["rule"] in ("forecast", "table-captured",
                               "sockets-captured", "outside-dynamic",
                               "not-at-an-edge"):
            continue
        if not oracle.breaks(warning["rule"], first):
            say(f"{first}: warns of {warning['rule']}")
    score = max(0, 1 - oracle.penalty(item))
    if abs(score - item["score"]) > GREATEST_STEP:
        say(f"{first}: the score is {score}, not {item['score']}")


def check_answer(oracle, answer, say):
    """All suggestions of an answer."""
    items = answer["suggestions"]
    for item in items:
        check_item(oracle, item, say)
    starts = [item["start"] for item in items]
    if len(set(starts)) != len(starts):
        say("a port twice")
    if not items:
        return
    always = sum(oracle.weights[w["rule"]] for w in items[0]["warnings"]
                 if w["rule"] in ("table-captured", "sockets-captured"))
    best = oracle.best(always)
    if best is not None and items[0]["score"] < best - AS_GOOD - \
            GREATEST_STEP:
        say(f"{starts[0]} has {items[0]['score']}, another {best}")


class Suite:
    """The program, the lists, and what was found."""

    def __init__(self, portplan, root):
        self.portplan, self.root = portplan, root
        self.lists = {name: read_list(root, name) for name in
                      ("iana-ports.csv", "common-ports.csv",
                       "trojan-ports.csv", "browser-blocked-ports.csv")}
        self.lists["conventions"] = read_conventions(root)
        _, table = run([portplan, "suggest", "--table", "--format", "json"])
        self.weights = {r["rule"]: r["weight"] for r in table["rules"]}
        self.questions = [Question(self.lists, self.weights, asked)
                          for asked in QUESTIONS]
        self.faults = self.answers = 0

    def show(self, path):
        """The machine of a capture; None where nothing is recognised."""
        code, answer = run([self.portplan, "show", "--quiet", "--format",
                            "json", str(path)])
        if code not in (0, 1):
            return None
        answer["machine"]["has_gaps"] = any(
            section["complete"] is False for capture in answer["captures"]
            for section in capture["sections"])
        return answer["machine"]

    def ask(self, path, machines, question):
        """Asks about a file, or about a directory of machines."""
        def say(text):
            print(f"{path} {','.join(question.protocols)}: {text}")
            self.faults += 1

        code, answer = run([
            self.portplan, "suggest", "--quiet", "--format", "json",
            "--runs", "50", "--protocol", ",".join(question.protocols),
            "--length", str(question.length), *question.options, str(path)])
        if answer is None or code != (0 if answer["suggestions"] else 1):
            say(f"ended with {code}")
            return
        if answer["machines"] != len(machines):
            say(f"{answer['machines']} machines")
        self.answers += 1
        check_answer(Oracle(question, machines), answer, say)


def captures_of(root):
    """Every file below fixtures/ that may be a capture."""
    return sorted(path for path in (root / "fixtures").rglob("*")
                  if path.is_file() and path.suffix not in SUFFIXES
                  and path.stat().st_size < 1 << 20)


def check_page(suite):
    """The page of the rules is what the program writes."""
    page = (suite.root / "docs/suggest-rules.md").read_text("utf-8")
    done = subprocess.run(
        [suite.portplan, "suggest", "--table", "--format", "markdown"],
        check=True, stdout=subprocess.PIPE)
    if done.stdout.decode("utf-8") != page:
        print("docs/suggest-rules.md: not what `portplan suggest --table "
              "--format markdown` writes")
        suite.faults += 1


def check_forecast(suite, first, count):
    """Of a captured range without a table the share that a suggestion states
    is the one that forecast has for that range."""
    capture = ("Protocol tcp Dynamic Port Range\n-----\n"
               f"Start Port      : {first}\nNumber of Ports : {count}\n")
    done = subprocess.run(
        [suite.portplan, "forecast", "--runs", "20000", "--format", "csv",
         "--dynamic", f"tcp:{first}+{count}"],
        check=True, stdout=subprocess.PIPE, text=True)
    shares = {int(row[0]): float(row[1])
              for row in list(csv.reader(done.stdout.splitlines()))[1:]}
    for near in (first + 700, first + count // 2, first + count - 2):
        done = subprocess.run(
            [suite.portplan, "suggest", "--quiet", "--format", "json",
             "--range", f"{first}+{count}", "--near", str(near),
             "--count", "50", "-"],
            input=capture, check=True, stdout=subprocess.PIPE, text=True)
        items = json.loads(done.stdout)["suggestions"]
        suite.answers += 1
        for item in items:
            port = item["start"]
            if abs(item["excluded"] - shares[port]) > 1e-6:
                print(f"{port}: says {item['excluded']}, not {shares[port]}")
                suite.faults += 1
        if len(items) != 50:
            print(f"near {near}: {len(items)} suggestions")
            suite.faults += 1
        # There the first bursts begin.
        if near == first + 700 and shares[near] < 2 * max(
                item["excluded"] for item in items):
            print(f"near {near}: no better than itself")
            suite.faults += 1


def main():
    """Asks about everything."""
    suite = Suite(sys.argv[1], Path(sys.argv[2]))
    check_page(suite)
    check_forecast(suite, 49152, 16384)
    check_forecast(suite, 1024, 13977)
    together = []
    step = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    for number, path in enumerate(captures_of(suite.root)[::step]):
        machine = suite.show(path)
        if machine is None:
            continue
        suite.ask(path, [machine],
                  suite.questions[number % len(suite.questions)])
        if len(together) < 40:
            together.append((path, machine))
    with tempfile.TemporaryDirectory() as folder:
        for number, (path, _) in enumerate(together):
            shutil.copy(path, os.path.join(folder, f"{number:03d}.txt"))
        for question in suite.questions:
            suite.ask(folder, [machine for _, machine in together], question)
    print(f"{suite.answers} answers, {suite.faults} faults")
    sys.exit(1 if suite.faults or suite.answers < 100 // step else 0)


if __name__ == "__main__":
    main()
