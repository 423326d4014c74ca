#!/usr/bin/env python3
"""The program where the world around it misbehaves: full disks, closed pipes,
no memory, no terminal, bytes that are no text.

usage: edges.py PORTPLAN SOURCE_ROOT
"""
import json
import os
import pty
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PORTPLAN = str(Path(sys.argv[1]).resolve())
ROOT = Path(sys.argv[2]).resolve()
HYPER_V = str(ROOT / "fixtures/documented/hyper-v.txt")
# Sanitizers reserve terabytes of address space: no limit can be put on it.
HAS_SANITIZER = "ASAN_OPTIONS" in os.environ


def run(*args, stdin=b"", limit_bytes=None, env=None, cwd=None):
    """Runs the program; the result has bytes."""
    def limit():
        if limit_bytes is not None and not HAS_SANITIZER:
            resource.setrlimit(resource.RLIMIT_AS, (limit_bytes, limit_bytes))
    full_env = dict(os.environ, LC_ALL="C")
    full_env.pop("NO_COLOR", None)
    full_env.update(env or {})
    done = subprocess.run([PORTPLAN, *args], input=stdin, env=full_env,
                          cwd=cwd, capture_output=True, preexec_fn=limit,
                          timeout=100, check=False)
    for word in (b"runtime error:", b"Sanitizer"):
        expect(word not in done.stderr, repr(done.stderr[:600]))
    expect(done.returncode >= 0, f"killed by signal {-done.returncode}")
    return done


def expect(condition, why):
    """Fails the test with a reason."""
    if not condition:
        raise AssertionError(why)


def expect_exit(done, code):
    """The exit status, with the streams in the message."""
    expect(done.returncode == code,
           f"exit {done.returncode}, expected {code}; {done.stdout[:300]!r} "
           f"{done.stderr[:300]!r}")


def expect_clean(data):
    """No control character but the end of line, and valid UTF-8."""
    text = data.decode("utf-8")
    bad = [c for c in text if (ord(c) < 32 and c != "\n") or
           0x7f <= ord(c) < 0xa0]
    expect(not bad, f"control characters {bad[:5]!r} in the output")


def test_full_disk():
    """A write that fails is told, with exit status 2."""
    for args in (["show", HYPER_V], ["show", "--format", "json", HYPER_V],
                 ["show", "--format", "ndjson", HYPER_V], ["help"],
                 ["--version"], ["check", "80", HYPER_V]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PORTPLAN, *args], stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        expect(done.returncode == 2, f"{args}: exit {done.returncode}")
        expect(b"cannot write standard output: No space left" in done.stderr,
               f"{args}: {done.stderr!r}")


def test_full_disk_by_option():
    """A device is written to, not replaced by a file."""
    done = run("show", "--output", "/dev/full", HYPER_V)
    expect_exit(done, 2)
    expect(not os.path.isfile("/dev/full"), "/dev/full was replaced")
    done = run("show", "--output", "/dev/null", HYPER_V)
    expect_exit(done, 0)
    expect(not os.path.isfile("/dev/null"), "/dev/null was replaced")


def test_closed_pipe():
    """The reader of a pipe goes away: no message."""
    many = (ROOT / "fixtures/documented/hyper-v.txt").read_bytes() * 3000
    for form in ("text", "json", "ndjson"):
        with subprocess.Popen([PORTPLAN, "show", "--quiet", "--format", form],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            process.stdout.close()
            try:
                process.stdin.write(many)
                process.stdin.close()
            except BrokenPipeError:
                pass
            err = process.stderr.read()
            process.wait(60)
        expect(b"portplan: " not in err, f"{form}: {err[-200:]!r}")


def test_head():
    """portplan ... | head -1, as people type it."""
    done = subprocess.run(["sh", "-c", f"'{PORTPLAN}' show @hyper-v | head -1"],
                          capture_output=True, check=False)
    expect(done.stdout.startswith(b"@hyper-v:"), repr(done.stdout))
    expect(b"portplan: " not in done.stderr, repr(done.stderr))


def test_output_whole_or_none():
    """An output file comes into being whole, or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "out.txt"
        expect_exit(run("show", "--output", str(target), HYPER_V), 0)
        expect(target.read_bytes() == run("show", HYPER_V).stdout,
               "the file differs from standard output")
        target.write_text("old")
        target.chmod(0o640)
        expect_exit(run("show", "--output", str(target), "/nowhere"), 2)
        expect(target.read_text() == "old", "the old file was touched")
        expect_exit(run("check", "55555", HYPER_V, "--output",
                        str(target)), 1)
        expect(target.stat().st_mode & 0o777 == 0o640, "the rights changed")
        link = Path(folder) / "link"
        link.symlink_to(target)
        expect_exit(run("show", "--output", str(link), HYPER_V), 0)
        expect(link.is_symlink(), "the link was replaced")
        names = sorted(os.listdir(folder))
        expect(names == ["link", "out.txt"], f"left behind: {names}")


def test_output_nowhere():
    """A place that cannot be written to is told and left clean."""
    with tempfile.TemporaryDirectory() as folder:
        done = run("show", HYPER_V, "--output", f"{folder}/no/such/file")
        expect_exit(done, 2)
        expect(b"cannot write" in done.stderr, repr(done.stderr))
        expect_exit(run("show", HYPER_V, "--output", folder), 2)
        expect(os.listdir(folder) == [], f"left: {os.listdir(folder)}")


def test_input_as_output():
    """The input may be the output: it is read before it is replaced."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dump.txt"
        path.write_bytes(Path(HYPER_V).read_bytes())
        done = run("show", "--format", "ndjson", str(path), "--output",
                   str(path))
        expect_exit(done, 0)
        facts = [json.loads(l) for l in path.read_text().splitlines()]
        expect(len(facts) == 15, f"{len(facts)} facts")


def test_ndjson_read_failure_leaves_nothing():
    """A streamed file is not left half-written."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        done = run("show", "--format", "ndjson", HYPER_V, "/nowhere",
                   "--output", str(out))
        expect_exit(done, 2)
        expect(os.listdir(folder) == [], f"left: {os.listdir(folder)}")


def wait_for(condition):
    """Polls until the condition holds; fails after 20 seconds."""
    for _ in range(2000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("waited in vain")


def test_signals_leave_nothing():
    """A signal ends the program as it should, and its file goes with it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with tempfile.TemporaryDirectory() as folder:
            with subprocess.Popen(
                    [PORTPLAN, "show", "--format", "ndjson", "--output",
                     f"{folder}/out"], stdin=subprocess.PIPE,
                    # The tests themselves may be run under nohup.
                    preexec_fn=lambda number=number: signal.signal(
                        number, signal.SIG_DFL)) as process:
                wait_for(lambda: os.listdir(folder))
                process.send_signal(number)
                code = process.wait(20)
            expect(code == -number, f"{number}: exit {code}")
            expect(os.listdir(folder) == [], f"left: {os.listdir(folder)}")


def test_ignored_signals_stay_ignored():
    """nohup: what the caller ignores does not end the program."""
    with tempfile.TemporaryDirectory() as folder:
        with subprocess.Popen(
                [PORTPLAN, "show", "--format", "ndjson", "--output",
                 f"{folder}/out"], stdin=subprocess.PIPE,
                preexec_fn=lambda: signal.signal(signal.SIGHUP,
                                                 signal.SIG_IGN)) as process:
            wait_for(lambda: os.listdir(folder))
            process.send_signal(signal.SIGHUP)
            process.communicate(Path(HYPER_V).read_bytes(), timeout=20)
        expect(process.returncode == 0, f"exit {process.returncode}")
        expect(os.listdir(folder) == ["out"], f"{os.listdir(folder)}")


def test_missing_file():
    """One missing file among several: no answer at all."""
    done = run("show", HYPER_V, "/nowhere", "/neither")
    expect_exit(done, 2)
    expect(done.stdout == b"", repr(done.stdout))
    expect(done.stderr.count(b"cannot read") == 2, repr(done.stderr))


def test_directory():
    """A directory is its files, sorted, without hidden ones."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("b.txt", "a.txt", ".hidden"):
            (Path(folder) / name).write_bytes(Path(HYPER_V).read_bytes())
        (Path(folder) / "sub").mkdir()
        done = run("show", "--format", "json", folder)
        expect_exit(done, 0)
        names = [Path(c["name"]).name
                 for c in json.loads(done.stdout)["captures"]]
        expect(names == ["a.txt", "b.txt"], f"{names}")
    with tempfile.TemporaryDirectory() as folder:
        expect_exit(run("show", folder), 3)


def test_unreadable_words():
    """File names with control characters do not reach the terminal."""
    done = run("show", "no\x1b[31m\nfile")
    expect_exit(done, 2)
    expect_clean(done.stderr)


def test_bytes_that_are_no_text():
    """Random bytes, a picture, nothing at all: exit 3, clean messages."""
    source = random.Random(1)
    inputs = [source.randbytes(n) for n in (1, 100, 5000, 100000)]
    inputs += [b"", b"\n", b"\0" * 1000, b"\xff\xfe", b"\xef\xbb\xbf",
               b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xdb\0C",
               b"\x1b[31mred\x1b[0m\a\n", b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff"]
    for data in inputs:
        for form in ("text", "json", "count"):
            done = run("show", "--format", form, stdin=data)
            expect_exit(done, 3)
            expect_clean(done.stdout)
            expect_clean(done.stderr)


def test_control_characters_in_a_table():
    """What stands in a capture is escaped wherever it is shown."""
    text = (b"Protocol tcp Port Exclusion Ranges\n\n"
            b"Start Port    End Port\n----------    --------\n"
            b"      1031        1130\n"
            b"\x1b[2J 55506 555605 \x07\x9b31m\n"
            b"      5357        5357\n")
    for form in ("text", "json", "csv"):
        done = run("show", "--format", form, stdin=text)
        expect_clean(done.stdout)
        expect_clean(done.stderr)


def test_one_line_of_50_mb():
    """A line without an end needs neither memory nor patience."""
    data = b"5" * (50 * 1024 * 1024)
    done = run("show", stdin=data, limit_bytes=64 * 1024 * 1024)
    expect_exit(done, 3)


def test_large_input_streams_in_bounded_memory():
    """count and ndjson keep nothing."""
    data = Path(HYPER_V).read_bytes() * 60000
    for form in ("count", "ndjson"):
        done = run("show", "--quiet", "--format", form, stdin=data,
                   limit_bytes=64 * 1024 * 1024)
        expect_exit(done, 0)


def test_no_memory():
    """Memory that runs out is told, with exit status 2."""
    if HAS_SANITIZER:
        return
    data = Path(HYPER_V).read_bytes() * 60000
    done = run("show", stdin=data, limit_bytes=32 * 1024 * 1024)
    expect_exit(done, 2)
    expect(b"out of memory" in done.stderr, repr(done.stderr[-200:]))


def test_colour():
    """Colour is off in a pipe, on when forced; NO_COLOR yields to the
    option."""
    expect(b"\x1b" not in run("show", HYPER_V).stdout, "colour in a pipe")
    done = run("show", HYPER_V, "--color=always", env={"NO_COLOR": "1"})
    expect(b"\x1b[" in done.stdout, "no colour with --color=always")
    plain = run("show", HYPER_V, "--color", "never").stdout
    expect(plain == run("show", HYPER_V).stdout, "never differs from a pipe")


class NoTerminal(Exception):
    """A bare container may have no /dev/pts."""


def open_terminal():
    """The two ends of a pseudo-terminal."""
    try:
        return pty.openpty()
    except OSError as why:
        raise NoTerminal from why


def terminal_output(args, env):
    """What the program writes to a terminal."""
    main, side = open_terminal()
    full_env = dict(os.environ, TERM="xterm", LC_ALL="C.UTF-8")
    full_env.pop("NO_COLOR", None)
    full_env.update(env)
    with subprocess.Popen([PORTPLAN, *args], stdin=subprocess.DEVNULL,
                          stdout=side, stderr=side, env=full_env) as process:
        os.close(side)
        data = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            data += piece
        process.wait(60)
    os.close(main)
    return data


def test_terminal():
    """On a terminal there is colour, unless NO_COLOR says otherwise; in a
    locale without UTF-8 the map is ASCII."""
    expect(b"\x1b[" in terminal_output(["show", HYPER_V], {}), "no colour")
    expect(b"\x1b[" not in terminal_output(["show", HYPER_V],
                                           {"NO_COLOR": "1"}), "NO_COLOR")
    expect(b"\x1b[" not in terminal_output(["show", HYPER_V],
                                           {"TERM": "dumb"}), "TERM=dumb")
    data = terminal_output(["show", HYPER_V],
                           {"LC_ALL": "C", "NO_COLOR": "1"})
    expect(all(byte < 128 for byte in data), "not ASCII in the C locale")


def test_waits_for_a_paste():
    """Without a file on a terminal it says that it waits."""
    main, side = open_terminal()
    with subprocess.Popen([PORTPLAN, "show"], stdin=side,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        os.close(side)
        os.write(main, Path(HYPER_V).read_bytes() + b"\n\x04")
        try:
            out, err = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    os.close(main)
    expect(b"paste it, then press Ctrl-D" in err, repr(err))
    expect(b"55500" in out, repr(out[:200]))


def test_closed_streams():
    """Started without standard input or output: told, exit status 2."""
    for redirection in ("<&-", ">&-"):
        word = "" if redirection == "<&-" else f"'{HYPER_V}'"
        done = subprocess.run(
            ["sh", "-c", f"'{PORTPLAN}' show {word} {redirection}"],
            stdin=subprocess.DEVNULL, capture_output=True, check=False)
        expect_exit(done, 2)
        expect(b"portplan: cannot" in done.stderr, repr(done.stderr))


def test_pipe_as_capture():
    """A named pipe is read once, as it comes."""
    done = subprocess.run(
        ["bash", "-c", f"'{PORTPLAN}' check 55555 <(cat '{HYPER_V}')"],
        capture_output=True, check=False)
    expect_exit(done, 1)


def main():
    """Runs every test_ function of this file."""
    passed = failed = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_"):
            continue
        try:
            test()
            passed += 1
        except NoTerminal:
            print(f"SKIP {name}: there are no pseudo-terminals here")
        except (AssertionError, subprocess.TimeoutExpired, ValueError) as why:
            failed += 1
            print(f"FAIL {name}: {why}")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
