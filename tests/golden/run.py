#!/usr/bin/env python3
"""Runs the case files: commands with what they print and how they end.

usage: run.py [OPTION...] PORTPLAN SOURCE_ROOT [CASE_FILE...]

A case file is a text of blocks:

    # a comment
    $ portplan check 55555 @hyper-v
    what stands on standard output
    ! what stands on standard error
    ? exit 1

`$` is run by sh in an empty folder that has a link `fixtures`; the block ends
with `? exit N`. A line of output that begins with one of $ ! ? # or \\ has a
backslash in front; `\\(no newline)` at the end says that the output does not
end in a newline.

Every block runs in several locales and must give the same bytes in each; with
--one-locale in the first of them alone. PP_UPDATE_GOLDEN=1 writes what the
program does now into the case files: look at the difference before you keep it.

A comment `# once: WHY` above a command that takes long has it run in one locale,
and not at all under the sanitizers (--leave-out-once): another block goes the
same way in less time. answers.py leaves it out, too.

--all-listed runs nothing: it fails when a case file of tests/golden/cases is
not among those named.

--windows LAUNCHER runs a program built for Windows by a command such as `wine`;
the shell around it stays this system's. Windows has no locale in its
environment, so that one is enough. Cases that need what the Windows build
cannot have are skipped, counted and explained.
"""
import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

LOCALES = ["C", "C.UTF-8", "de_DE.UTF-8"]
MARKS = ("$", "!", "?", "#", "\\")
NO_NEWLINE = "\\(no newline)"
TIMEOUT_SECONDS = 300

# Commands that --windows skips, and why.
NOT_ON_WINDOWS = [
    (re.compile(r"/dev/(full|stdin|stdout|fd)\b|\bmkfifo\b"),
     "devices and named pipes of POSIX"),
    (re.compile(r"\b(chmod|ulimit|umask)\b|\bln -s\b"),
     "rights, limits and links of POSIX"),
    (re.compile(r"\.hiv\b"), "registry hives need libhivex"),
]
# What the launcher is told by its environment.
LAUNCHER_ENV = ("WINEPREFIX", "WINEDEBUG", "WINEDLLOVERRIDES")


class Block:
    """A command with its expectations."""

    def __init__(self, command, line):
        self.command = command
        self.line = line
        self.before = []  # comments and blank lines above the command
        self.out = []
        self.err = []
        self.exit = None

    def runs_once(self):
        """Whether it takes too long to be run again."""
        return any(line.startswith("# once: ") for line in self.before)


def parse(path):
    """The blocks of a case file and the lines behind the last one."""
    blocks = []
    before = []
    block = None
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    for number, line in enumerate(text.split("\n")[:-1], 1):
        if block is None:
            if line.startswith("$ "):
                block = Block(line[2:], number)
                block.before = before
                before = []
            elif line == "" or line.startswith("#"):
                before.append(line)
            else:
                sys.exit(f"{path}:{number}: outside a block: {line}")
        elif line.startswith("? exit "):
            block.exit = int(line[len("? exit "):])
            blocks.append(block)
            block = None
        elif line == "!" or line.startswith("! "):
            block.err.append(line[2:])
        else:
            block.out.append(line)
    if block is not None:
        sys.exit(f"{path}:{block.line}: the block has no '? exit N'")
    return blocks, before


def to_lines(data):
    """Bytes of standard output as lines of a case file."""
    if not data:
        return []
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    has_newline = lines[-1] == ""
    if has_newline:
        lines.pop()
    lines = ["\\" + l if l.startswith(MARKS) else l for l in lines]
    return lines if has_newline else lines + [NO_NEWLINE]


def available_locales():
    """Those of LOCALES that this system has."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True,
                            check=False).stdout.lower().split()
    names = {name.replace("utf8", "utf-8") for name in listed}
    return [l for l in LOCALES if l == "C" or l.lower() in names]


def run_command(command, portplan, root, locale):
    """Runs a command in a fresh folder: lines out, lines err, exit code."""
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(root / "fixtures", Path(folder) / "fixtures")
        env = {"PATH": f"{portplan.parent}:{os.environ['PATH']}",
               "HOME": folder, "LC_ALL": locale, "TERM": "xterm"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", *LAUNCHER_ENV):
            if name in os.environ:
                env[name] = os.environ[name]
        done = subprocess.run(["sh", "-c", command], cwd=folder, env=env,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIMEOUT_SECONDS, check=False)
    err = done.stderr.decode("utf-8", "surrogateescape").split("\n")
    if err[-1] == "":
        err.pop()
    return to_lines(done.stdout), err, done.returncode


def show_difference(what, expected, found):
    """Prints the first place where two lists of lines differ."""
    for index in range(max(len(expected), len(found))):
        left = expected[index] if index < len(expected) else "(nothing more)"
        right = found[index] if index < len(found) else "(nothing more)"
        if left != right:
            print(f"    {what}, line {index + 1}:")
            for label, line in (("expected", left), ("found", right)):
                print(f"      {label:8} {ascii_safe(line)}")
            return


def ascii_safe(line):
    """A line that any terminal can print."""
    return line.encode("utf-8", "backslashreplace").decode("utf-8")


def check_block(path, block, portplan, root, locales):
    """Whether a block holds in every locale."""
    for locale in locales[:1] if block.runs_once() else locales:
        out, err, code = run_command(block.command, portplan, root, locale)
        if (out, err, code) == (block.out, block.err, block.exit):
            continue
        print(f"FAIL {path}:{block.line} ({locale}): $ {block.command}")
        show_difference("standard output", block.out, out)
        show_difference("standard error", block.err, err)
        if code != block.exit:
            print(f"    exit {code}, expected {block.exit}")
        return False
    return True


def update(path, blocks, after, portplan, root):
    """Rewrites a case file with what the program does now."""
    lines = []
    for block in blocks:
        out, err, code = run_command(block.command, portplan, root, "C")
        lines += block.before + [f"$ {block.command}"] + out
        lines += [f"! {line}" if line else "!" for line in err]
        lines.append(f"? exit {code}")
    text = "\n".join(lines + after) + "\n"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def why_not_on_windows(block):
    """Why a command is skipped there; None where it is not."""
    for pattern, why in NOT_ON_WINDOWS:
        if pattern.search(block.command):
            return why
    return None


def write_launcher(folder, launcher, portplan):
    """A script called `portplan` that runs the program by the launcher."""
    script = Path(folder) / "portplan"
    script.write_text(f'#!/bin/sh\nexec {launcher} '
                      f'{shlex.quote(str(portplan))} "$@"\n',
                      encoding="utf-8")
    script.chmod(0o755)
    return script


def run_files(paths, portplan, root, locales, why_skipped):
    """Checks all case files: how many passed and failed, and the reasons of
    those skipped."""
    passed = failed = 0
    skipped = []
    for path in paths:
        for block in parse(path)[0]:
            why = why_skipped(block)
            if why:
                skipped.append(why)
            elif check_block(path, block, portplan, root, locales):
                passed += 1
            else:
                failed += 1
    return passed, failed, skipped


def run_windows(paths, launcher, portplan, root):
    """Checks all case files by a launcher, in one locale."""
    locale = "C.UTF-8" if "C.UTF-8" in available_locales() else "C"
    with tempfile.TemporaryDirectory() as folder:
        script = write_launcher(folder, launcher, portplan)
        passed, failed, skipped = run_files(paths, script, root, [locale],
                                            why_not_on_windows)
    for why in sorted(set(skipped)):
        print(f"skipped {skipped.count(why)}: {why}")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


def check_all_listed(paths, known):
    """A case file that Meson does not know would never run."""
    listed = {path.resolve() for path in paths}
    left_out = [path for path in known if path not in listed]
    for path in left_out:
        print(f"{path}: not in the list of tests/golden/meson.build")
    return 1 if left_out or not known else 0


def main():
    """Runs or updates all case files; the exit status is Meson's."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--windows", metavar="LAUNCHER")
    parser.add_argument("--one-locale", action="store_true")
    parser.add_argument("--leave-out-once", action="store_true")
    parser.add_argument("--all-listed", action="store_true")
    parser.add_argument("portplan", type=Path)
    parser.add_argument("root", type=Path)
    parser.add_argument("paths", type=Path, nargs="*")
    options = parser.parse_args()
    portplan = options.portplan.resolve()
    root = options.root.resolve()
    known = sorted((root / "tests/golden/cases").glob("*.t"))
    if options.all_listed:
        return check_all_listed(options.paths, known)
    paths = options.paths or known
    if options.windows is not None:
        return run_windows(paths, options.windows, portplan, root)
    if os.environ.get("PP_UPDATE_GOLDEN") == "1":
        for path in paths:
            blocks, after = parse(path)
            update(path, blocks, after, portplan, root)
        print("0 passed, 0 failed")
        return 0
    locales = LOCALES[:1] if options.one_locale else available_locales()
    passed, failed, left_out = run_files(
        paths, portplan, root, locales,
        lambda block: block.runs_once() if options.leave_out_once else None)
    if left_out:
        print(f"left out, they run once: {len(left_out)}")
    print(f"locales: {', '.join(locales)}")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
