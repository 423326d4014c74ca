#!/usr/bin/env python3
"""How fast captures are read, beside the tools people use for it.

usage: bench_load.py PORTPLAN [MEGABYTES]

Writes a file of netsh tables in four languages (CRLF, seeded, the same bytes
every time), then runs each command in turn, several rounds, and prints the
best time of each with its ratio to `grep -cP`. Everything is timed in one run
on one file, because only ratios travel from machine to machine.
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

LANGUAGES = (
    ("Protocol tcp Port Exclusion Ranges", "Start Port    End Port",
     "* - Administered port exclusions."),
    ('Portausschlussbereiche für das Protokoll "tcp"',
     "Startport      Endport", "* - Verwaltete Portausschlüsse."),
    ("协议 tcp 端口排除范围", "开始端口    结束端口", "* - 管理的端口排除。"),
    ("Protocolo tcp Intervalos de exclusión de puertos",
     "Puerto de inicio    Puerto final",
     "* - Exclusiones de puertos administrados."),
)
GREP = r"^\s*\d+\s+\d+(\s+\*)?\s*$"
MAWK = (r'{sub(/\r$/,"")} NF>=2 && NF<=3 && $1 ~ /^[0-9]+$/ && '
        r'$2 ~ /^[0-9]+$/ {n++; if ($3=="*") s++} END {print n, s}')
ROUNDS = 7


def table(rng, language):
    """One table as netsh prints it, and how many rows and stars it has."""
    title, heads, legend = language
    lines = ["", title, "", heads + " " * 6, "----------    --------      "]
    port = 1024 + rng.randrange(3000)
    rows = rng.randrange(30, 50)
    stars = 0
    for _ in range(rows):
        is_starred = rng.random() < 0.05
        count = 60 if is_starred else 100
        stars += is_starred
        mark = "    *" if is_starred else "     "
        lines.append(f"{port:10d}  {port + count - 1:10d} {mark}")
        port += count + rng.randrange(300)
    lines += ["", legend, ""]
    return "\r\n".join(lines) + "\r\n", rows, stars


def write_captures(path, megabytes):
    """Fills the file; returns (tables, rows, stars)."""
    rng = random.Random(1)
    size = tables = rows = stars = 0
    with open(path, "wb") as out:
        while size < megabytes * 1024 * 1024:
            text, more_rows, more_stars = table(rng, LANGUAGES[tables % 4])
            data = text.encode("utf-8")
            out.write(data)
            size += len(data)
            tables += 1
            rows += more_rows
            stars += more_stars
    return tables, rows, stars


def run(command):
    """(seconds, output) of one run."""
    env = dict(os.environ, LC_ALL="C")
    start = time.perf_counter()
    done = subprocess.run(command, env=env, stdout=subprocess.PIPE,
                          check=False)
    return time.perf_counter() - start, done.stdout.decode().strip()


def commands(portplan, path):
    """Name -> command, grep first."""
    result = {"grep -cP": ["grep", "-cP", GREP, path]}
    if shutil.which("mawk"):
        result["mawk"] = ["mawk", MAWK, path]
    result["wc -l"] = ["wc", "-l", path]
    result["portplan count"] = [portplan, "show", "--format", "count", path]
    result["portplan ndjson"] = [portplan, "show", "--format", "ndjson",
                                 "--output", os.devnull, path]
    return result


def measure(portplan, path):
    """Name -> (best seconds, output), all commands in turn each round."""
    best = {}
    for _ in range(ROUNDS):
        for name, command in commands(portplan, path).items():
            seconds, output = run(command)
            if name not in best or seconds < best[name][0]:
                best[name] = (seconds, output)
    return best


def start_up(portplan):
    """Best and median milliseconds of `portplan --version`."""
    times = sorted(run([portplan, "--version"])[0] * 1000 for _ in range(41))
    return times[0], times[len(times) // 2]


def report(best, facts, size):
    """Prints the figures; False where a count is wrong."""
    tables, rows, stars = facts
    grep = best["grep -cP"][0]
    print(f"{size / 1e6:.0f} MB, {tables} tables, {rows} rows, "
          f"{stars} with *; best of {ROUNDS}, warm cache")
    for name, (seconds, _) in best.items():
        print(f"  {name:16} {seconds:7.3f} s {size / 1e6 / seconds:7.0f} MB/s"
              f"   {grep / seconds:5.2f} x grep -P")
    counted = best["portplan count"][1]
    return (f'"excluded": {rows},' in counted
            and f'"administered": {stars},' in counted
            and best["grep -cP"][1] == str(rows))


def main():
    """Runs the whole comparison."""
    portplan = sys.argv[1]
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "captures.txt")
        facts = write_captures(path, megabytes)
        best = measure(portplan, path)
        size = os.path.getsize(path)
    is_right = report(best, facts, size)
    low, median = start_up(portplan)
    print(f"  start-up of `portplan --version`: best {low:.1f} ms, "
          f"median {median:.1f} ms (with the cost of starting a process)")
    if not is_right:
        sys.exit("the counts are wrong")


if __name__ == "__main__":
    main()
