#!/usr/bin/env python3
"""Manual pages and completions, as the shells and man see them.

usage: completions.py PORTPLAN COMMAND...

The COMMANDs are those whose pages are installed. Shells and readers of manual
pages that are not here are named at the end, with what was not checked.
"""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PORTPLAN = str(Path(sys.argv[1]).resolve())
INSTALLED = sys.argv[2:]
MISSING = []


def run(*command, **options):
    """The finished process; its output as text."""
    return subprocess.run(command, capture_output=True, text=True, timeout=60,
                          check=False, **options)


def help_as(form, *words):
    """What help writes in this form."""
    done = run(PORTPLAN, "help", *words, "--format", form)
    expect(done.returncode == 0, f"help --format {form}: {done.stderr}")
    return done.stdout


def expect(claim, message):
    """Ends the test with the message where the claim does not hold."""
    if not claim:
        raise AssertionError(message)


def expect_equal(found, wanted, what):
    """The same for two values."""
    expect(found == wanted, f"{what}: expected {wanted}, found {found}")


def is_here(program):
    """Whether the program can be run; remembered where not."""
    if shutil.which(program) is None:
        MISSING.append(program)
        return False
    return True


def commands():
    """Names of all commands, as help lists them."""
    text = run(PORTPLAN, "help").stdout
    part = text.split("\ncommands\n")[1].split("\n\n")[0]
    return re.findall(r"^  (\S+) ", part, re.M)


def options_of(command):
    """Names of the options that help lists for a command."""
    return re.findall(r"^  (--[\w-]+)", run(PORTPLAN, "help", command).stdout,
                      re.M)


# What is on the line, torn as bash tears it, and what has to be offered.
BASH_CASES = [
    (["portplan", "ch"], ["check"]),
    (["portplan", "--v"], ["--version"]),
    (["portplan", "check", "--as", "qu"], ["quic"]),
    (["portplan", "check", "--as", "=", "c"], ["container"]),
    (["portplan", "check", "--as", "="],
     ["plain", "reuse", "exclusive", "http.sys", "quic", "container",
      "reservation"]),
    (["portplan", "show", "--format", ""],
     ["text", "json", "ndjson", "csv", "count", "svg"]),
    (["portplan", "diff", "--format", ""], ["text", "json"]),
    (["portplan", "show", "--asc"], ["--ascii"]),
    (["portplan", "check", "--assume", "families-share"],
     ["families-share=yes", "families-share=no", "families-share-dynamic=yes",
      "families-share-dynamic=no"]),
    (["portplan", "check", "--assume", "families-share", "=", "n"], ["no"]),
    (["portplan", "check", "--assume", "=", "families-share", "="],
     ["yes", "no"]),
    (["portplan", "ephemeral", "--os", "20"],
     ["2000", "2003", "2008", "2008r2", "2012", "2012r2", "2016", "2019",
      "2022", "2025"]),
    (["portplan", "ephemeral", "--preset", "exchange-20"],
     ["exchange-2003", "exchange-2007", "exchange-2010"]),
    (["portplan", "forecast", "--profile", "s"], ["server"]),
    (["portplan", "suggest", "--protocol", ""], ["tcp", "udp", "tcp,udp"]),
    (["portplan", "forecast", "--protocol", ""], ["tcp", "udp"]),
    (["portplan", "show", "--encoding", "cp125"],
     ["cp1250", "cp1251", "cp1252"]),
    (["portplan", "show", "@hyper"], ["@hyper-v", "@hyper-v-reserved"]),
    (["portplan", "show", "@", "hyper"], ["hyper-v", "hyper-v-reserved"]),
    (["portplan", "show", "--color", "ne"], ["never"]),
    (["portplan", "show", "--rows", "a fi"], ["a file.txt"]),
    (["portplan", "show", "--output", "a"], ["a file.txt"]),
    (["portplan", "show", "--section", ""], []),
    (["portplan", "examples", "ger"], ["german"]),
    (["portplan", "help", "exit"], ["exit-codes"]),
    (["portplan", "explain", "PP-60"], ["PP-601", "PP-603", "PP-607"]),
]


def bash_completion(folder, words):
    """What bash offers for the last of the words."""
    (folder / "portplan.bash").write_text(help_as("bash"), encoding="utf-8")
    script = ('source ./portplan.bash; COMP_WORDS=("$@"); '
              'COMP_CWORD=$(($# - 1)); _portplan; '
              '((${#COMPREPLY[@]} == 0)) || printf "%s\\n" "${COMPREPLY[@]}"')
    done = run("bash", "-c", script, "bash", *words, cwd=folder)
    expect(done.returncode == 0 and done.stderr == "",
           f"{words}: {done.stderr}")
    return done.stdout.splitlines()


def test_bash():
    """The script is one, and offers what fits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a file.txt").write_text("", encoding="utf-8")
        for words, wanted in BASH_CASES:
            if words[-1] == "PP-60":
                codes = re.findall(r"PP-60\d", run(PORTPLAN, "explain").stdout)
                wanted = list(dict.fromkeys(codes))
            expect_equal(bash_completion(folder, words), wanted, words)
        done = run("bash", "-n", "portplan.bash", cwd=folder)
        expect_equal((done.returncode, done.stderr), (0, ""), "bash -n")


def test_every_option_is_offered():
    """All options that help lists, of every command, in every shell."""
    bash, zsh, fish = (help_as(form) for form in ("bash", "zsh", "fish"))
    with tempfile.TemporaryDirectory() as name:
        for command in commands():
            offered = bash_completion(Path(name), ["portplan", command, "--"])
            expect(f"    {command})" in zsh, f"zsh: {command}")
            expect(f" -a {command} " in fish, f"fish: {command}")
            of_zsh = zsh.split(f"\n    {command})\n")[1].split(";;")[0]
            for option in options_of(command):
                expect(option in offered, f"bash: {command} {option}")
                expect(f"'*{option}" in of_zsh, f"zsh: {command} {option}")
                expect(f"from {command}' -l {option[2:]} " in fish,
                       f"fish: {command} {option}")
    expect("\x1b" not in bash + zsh + fish, "a control byte")


def test_zsh():
    """zsh takes the script for one."""
    if is_here("zsh"):
        done = run("zsh", "-n", "/dev/stdin", input=help_as("zsh"))
        expect_equal((done.returncode, done.stderr), (0, ""), "zsh -n")


def test_fish():
    """fish takes the script for one, and offers what fits."""
    if not is_here("fish"):
        return
    with tempfile.TemporaryDirectory() as name:
        script = Path(name) / "portplan.fish"
        script.write_text(help_as("fish"), encoding="utf-8")
        for line, wanted in (("portplan check --as q", "quic"),
                             ("portplan di", "diff"),
                             ("portplan show @hyper-v-", "@hyper-v-reserved"),
                             ("portplan show --asc", "--ascii")):
            done = run("fish", "--no-config", "-c",
                       f"source {script}; complete -C '{line}'",
                       env={"HOME": name, "PATH": "/usr/bin:/bin"})
            found = [row.split("\t")[0] for row in done.stdout.splitlines()]
            expect_equal((found, done.stderr), ([wanted], ""), line)


def pages():
    """The name and the text of every page."""
    yield "portplan", help_as("man")
    for command in commands():
        yield f"portplan-{command}", help_as("man", command)


def test_pages():
    """Pages have their parts, and the text of help is in them."""
    for name, page in pages():
        expect(page.startswith(".TH PORTPLAN"), f"{name}: no head")
        for part in ("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS",
                     "SEE ALSO"):
            expect(f"\n.SH {part}\n" in page, f"{name}: no {part}")
        for line in page.splitlines():
            expect(re.match(r"\.(TH|SH|TP|B|BR|nf|fi)\b|[^.']|$", line),
                   f"{name}: {line}")
    for command in commands():
        plain = help_as("man", command).replace("\\-", "-").replace("\\&", "")
        text = run(PORTPLAN, "help", command).stdout
        for line in text.splitlines()[2:]:
            words = line.strip().replace("\\", "\\e")
            expect(words.lower() in ("options", "examples") or all(
                word in plain for word in words.split()),
                   f"portplan-{command}: lacks '{line}'")


def test_readers_of_pages():
    """man and mandoc have nothing to complain about."""
    has_man, has_mandoc = is_here("man"), is_here("mandoc")
    with tempfile.TemporaryDirectory() as folder:
        for name, page in pages():
            path = Path(folder) / f"{name}.1"
            path.write_text(page, encoding="utf-8")
            if has_man:
                done = run("man", "--warnings", "-l", "-E", "UTF-8", path)
                expect_equal((done.returncode, done.stderr), (0, ""), name)
            if has_mandoc:
                done = run("mandoc", "-T", "lint", "-W", "error", path)
                expect_equal((done.returncode, done.stdout), (0, ""), name)


def test_installed_pages():
    """The build knows every command."""
    expect_equal(INSTALLED, commands(), "analyzer/cli/meson.build")


def main():
    """Runs every test_ function of this file."""
    passed = failed = 0
    for name, test in sorted(globals().items()):
        if not name.startswith("test_"):
            continue
        try:
            test()
            passed += 1
        except (AssertionError, subprocess.TimeoutExpired) as why:
            failed += 1
            print(f"FAIL {name}: {why}")
    if MISSING:
        print(f"not checked, because it is not here: {', '.join(MISSING)}")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
