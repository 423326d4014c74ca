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


def write_netstat(path, megabytes):
    """Fills the file with rows of netstat -ano; returns how many."""
    rng = random.Random(2)
    states = ("LISTENING", "ESTABLISHED", "TIME_WAIT", "CLOSE_WAIT")
    size = rows = 0
    with open(path, "wb") as out:
        while size < megabytes * 1024 * 1024:
            local = f"192.0.2.{rng.randrange(1, 255)}:{rng.randrange(1, 65536)}"
            far = f"198.51.100.{rng.randrange(1, 255)}:443"
            data = (f"  TCP    {local:22} {far:22} {rng.choice(states):15} "
                    f"{rng.randrange(4, 30000)}\r\n").encode()
            out.write(data)
            size += len(data)
            rows += 1
    return rows


def write_hive(folder, values):
    """A SYSTEM hive with that many values beside MaxUserPort, or None where
    the tools to make it are missing."""
    maker = os.path.join(os.path.dirname(__file__), "..", "diff", "mkhive.py")
    if not shutil.which("hivexregedit") or not os.path.exists(maker):
        return None
    hive = os.path.join(folder, "SYSTEM")
    text = os.path.join(folder, "values.reg")
    root = "HKEY_LOCAL_MACHINE\\SYSTEM"
    with open(text, "w", encoding="ascii") as out:
        out.write("Windows Registry Editor Version 5.00\n\n")
        out.write(f"[{root}\\Select]\n\"Current\"=dword:00000001\n\n")
        path = root
        for part in ("ControlSet001", "Services", "Tcpip", "Parameters"):
            path += "\\" + part
            out.write(f"[{path}]\n")
            if part == "Parameters":
                out.write('"MaxUserPort"=dword:0000fffe\n')
            out.write("\n")
        path = f"{root}\\ControlSet001\\Filler"
        out.write(f"[{path}]\n\n")
        for index in range(values):
            if index % 100 == 0:
                out.write(f"\n[{path}\\Key{index // 100:05d}]\n")
            out.write(f'"Value{index:06d}"="{"x" * 80}"\n')
    subprocess.run([sys.executable, maker, hive], check=True)
    subprocess.run(["hivexregedit", "--merge", "--prefix", root, hive, text],
                   check=True)
    return hive


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


def best_of(command, rounds=ROUNDS):
    """(best seconds, output) of several runs."""
    return min((run(command) for _ in range(rounds)), key=lambda r: r[0])


def report_netstat(portplan, folder):
    """netstat rows; False where the count is wrong."""
    path = os.path.join(folder, "netstat.txt")
    rows = write_netstat(path, 50)
    size = os.path.getsize(path)
    pattern = r"^\s*(TCP|UDP)\s+\S+:\d+\s+\S+"
    grep = best_of(["grep", "-cP", pattern, path])
    ours = best_of([portplan, "show", "--format", "count", path])
    print(f"{size / 1e6:.0f} MB of netstat, {rows} rows")
    for name, (seconds, _) in (("grep -cP", grep), ("portplan count", ours)):
        print(f"  {name:16} {seconds:7.3f} s {size / 1e6 / seconds:7.0f} MB/s"
              f"   {grep[0] / seconds:5.2f} x grep -P")
    return f'"facts": {rows},' in ours[1]


def write_server(path, rows):
    """5,000 processes of tasklist, and so many rows of netstat -anoq: half of
    clients of its services, half of its own connections to 20,000 ends."""
    rng = random.Random(3)
    states = ("ESTABLISHED",) * 6 + ("TIME_WAIT",) * 3 + ("CLOSE_WAIT",)
    ends = [f"10.{rng.randrange(65536) // 256}.{rng.randrange(256)}."
            f"{rng.randrange(1, 255)}:{rng.choice((443, 1433, 5432))}"
            for _ in range(20000)]
    with open(path, "w", encoding="ascii", newline="\r\n") as out:
        out.write("Image Name                     PID Session Name\n"
                  "========================= ======== ================\n")
        for pid in range(4, 20004, 4):
            out.write(f"app{pid % 2800}.exe".ljust(26)
                      + f"{pid:8} Services\n")
        out.write("\nC:\\>netstat -anoq\n\nActive Connections\n\n")
        for _ in range(rows):
            state = rng.choice(states)
            local, end = rng.choice((443, 80)), rng.choice(ends)
            if rng.random() < 0.5:
                end = (f"198.{rng.randrange(256)}.{rng.randrange(256)}."
                       f"{rng.randrange(1, 255)}:{rng.randrange(1024, 65536)}")
            else:
                local = rng.randrange(49152, 65536)
            pid = 0 if state == "TIME_WAIT" else 4 * rng.randrange(1, 5001)
            out.write(f"  TCP    {'10.0.0.5:' + str(local):22} {end:22} "
                      f"{state:15} {pid}\n")


def report_server(portplan, folder):
    """What names and usage cost beside reading alone."""
    path = os.path.join(folder, "server.txt")
    write_server(path, 1000000)
    size = os.path.getsize(path)
    print(f"{size / 1e6:.0f} MB of a server, 1,000,000 sockets")
    read = None
    for name, words in (("count", ["show", "--format", "count"]),
                        ("check", ["check"]), ("show", ["show"])):
        seconds, _ = best_of([portplan, *words, path], 3)
        read = read or seconds
        print(f"  portplan {name:7} {seconds:7.3f} s "
              f"{size / 1e6 / seconds:7.0f} MB/s"
              f"   {seconds / read:5.2f} x reading")


def report_hive(portplan, folder):
    """A large hive, read for its port values."""
    hive = write_hive(folder, 100000)
    if hive is None:
        print("no hivexregedit here: no hive is read")
        return
    seconds, _ = best_of([portplan, "show", "--format", "json", hive])
    print(f"{os.path.getsize(hive) / 1e6:.0f} MB hive, 100,000 values")
    print(f"  portplan show    {seconds * 1000:7.1f} ms")


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
        is_right = report_netstat(portplan, folder) and is_right
        report_server(portplan, folder)
        report_hive(portplan, folder)
    low, median = start_up(portplan)
    print(f"  start-up of `portplan --version`: best {low:.1f} ms, "
          f"median {median:.1f} ms (with the cost of starting a process)")
    if not is_right:
        sys.exit("the counts are wrong")


if __name__ == "__main__":
    main()
