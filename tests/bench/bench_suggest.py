#!/usr/bin/env python3
"""How fast `portplan suggest` finds ports that are free on many machines.

usage: bench_suggest.py PORTPLAN [MACHINES]

Writes a directory of seeded captures, each of another machine: tables of tcp
and udp exclusions, dynamic ranges, netstat. Then asks for ports of both
protocols that are free on all of them, and prints the best time of several
rounds.
"""
import os
import random
import subprocess
import sys
import tempfile
import time

ROUNDS = 5


def exclusions(rng, protocol):
    """A table as netsh prints it."""
    lines = ["", f"Protocol {protocol} Port Exclusion Ranges", "",
             "Start Port    End Port      ", "----------    --------      "]
    port = 49152 + rng.randrange(600)
    for _ in range(rng.randrange(3, 40)):
        lines.append(f"{port:10d}  {port + 99:10d}      ")
        port += 100 + rng.choice((0, 0, 0, rng.randrange(200)))
    lines += [f"{50000:10d}  {50059:10d}     *"] if port < 50000 else []
    return lines + ["", "* - Administered port exclusions.", ""]


def dynamic(protocol):
    """A dynamic range as netsh prints it."""
    return ["", f"Protocol {protocol} Dynamic Port Range",
            "---------------------------------",
            "Start Port      : 49152", "Number of Ports : 16384", ""]


def netstat(rng):
    """Sockets as netstat -ano prints them."""
    lines = ["", "Active Connections", "",
             "  Proto  Local Address          Foreign Address        State"
             "           PID"]
    for port in [135, 445, 5040] + [rng.randrange(1025, 65536)
                                    for _ in range(40)]:
        lines.append(f"  TCP    0.0.0.0:{port:<15}0.0.0.0:0"
                     f"              LISTENING       {rng.randrange(4, 30000)}")
    for port in [123, 5353] + [rng.randrange(1025, 65536) for _ in range(10)]:
        lines.append(f"  UDP    0.0.0.0:{port:<15}*:*"
                     f"                                    "
                     f"{rng.randrange(4, 30000)}")
    return lines + [""]


def write_captures(folder, machines):
    """A file for each machine; returns how many bytes they are."""
    rng = random.Random(1)
    size = 0
    for number in range(machines):
        lines = []
        for protocol in ("tcp", "udp"):
            lines += exclusions(rng, protocol) + dynamic(protocol)
        data = "\r\n".join(lines + netstat(rng)).encode()
        with open(os.path.join(folder, f"{number:05d}.txt"), "wb") as out:
            out.write(data)
        size += len(data)
    return size


def main():
    """Writes the captures and asks."""
    portplan = sys.argv[1]
    machines = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as folder:
        size = write_captures(folder, machines)
        best = None
        for _ in range(ROUNDS):
            start = time.perf_counter()
            done = subprocess.run(
                [portplan, "suggest", "--protocol", "tcp,udp", "--quiet",
                 "--format", "json", folder],
                check=False, stdout=subprocess.PIPE, text=True)
            seconds = time.perf_counter() - start
            best = seconds if best is None else min(best, seconds)
    print(f"{machines} machines, {size / 1e6:.1f} MB: {best:.2f} s, "
          f"best of {ROUNDS}")
    if done.returncode != 0 or f'"machines": {machines},' not in done.stdout:
        sys.exit("the answer is wrong")


if __name__ == "__main__":
    main()
