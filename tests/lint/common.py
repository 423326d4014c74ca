"""What the house rules share: the files of the tree, C text without comments,
findings, and the check of each rule on a small tree that breaks it."""
import argparse
import bisect
import contextlib
import io
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Findings:
    """Collects `file:line: message`."""

    def __init__(self):
        self.lines = []

    def add(self, path, line, message):
        self.lines.append(f'{path}:{line}: {message}')


def tree_files(root):
    """Every file that git knows or would add, as paths below `root`."""
    root = pathlib.Path(root)
    if (root / '.git').exists():
        text = subprocess.run(
            ['git', '-C', str(root), 'ls-files', '-z', '--cached', '--others',
             '--exclude-standard'],
            check=True, capture_output=True, text=True).stdout
        names = [name for name in text.split('\0') if name]
    else:
        names = [path.relative_to(root).as_posix()
                 for path in root.rglob('*') if path.is_file()]
        names = [name for name in names
                 if not re.match(r'(build[^/]*|\.git)/', name)]
    return sorted(name for name in set(names) if (root / name).is_file())


def read_text(root, name):
    return (pathlib.Path(root) / name).read_text(encoding='utf-8',
                                                 errors='replace')


TOKEN = re.compile(
    r'/\*.*?(?:\*/|\Z)'
    r'|//[^\n]*'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.|[^'\\\n])*'", re.S)


def blank(match):
    """Spaces of the same length; the lines stay where they are."""
    return re.sub(r'[^\n]', ' ', match.group())


def code_only(text):
    """C text with comments, strings and characters blanked."""
    def replace(match):
        word = match.group()
        if word[0] in '"\'':
            return word[0] + blank(match)[1:-1] + word[-1]
        return blank(match)
    return TOKEN.sub(replace, text)


def without_comments(text):
    """C text with only the comments blanked: include lines stay readable."""
    return TOKEN.sub(
        lambda match: blank(match) if match.group()[0] == '/'
        else match.group(), text)


def line_comments(text):
    """Offsets of // comments."""
    return [match.start() for match in TOKEN.finditer(text)
            if match.group().startswith('//')]


class Lines:
    """Line numbers of offsets."""

    def __init__(self, text):
        self.starts = [match.end() for match in re.finditer('\n', text)]

    def of(self, offset):
        return bisect.bisect_right(self.starts, offset) + 1


def skip(why):
    """Ends a rule that cannot look: status 77 tells Meson."""
    print(f'skipped: {why}')
    sys.exit(77)


def expect(check, files, wanted):
    """Runs `check(root, findings)` on a tree made of `files`; every text of
    `wanted` must be in some finding, and an empty `wanted` means none."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            data = text if isinstance(text, bytes) else text.encode()
            (root / path).write_bytes(data)
        findings = Findings()
        with contextlib.redirect_stdout(io.StringIO()):
            check(root, findings)
    for text in wanted:
        if not any(text in line for line in findings.lines):
            raise SystemExit(f'self-test: no finding says {text!r}; there '
                             f'are {findings.lines}')
    if not wanted and findings.lines:
        raise SystemExit(f'self-test: unexpected {findings.lines}')


def run(check, self_test, add_options=None):
    """The command line of every rule. With --self-test the rule must find
    what is planted for it; else it looks at the tree."""
    parser = argparse.ArgumentParser()
    parser.add_argument('--root', default=ROOT, type=pathlib.Path)
    parser.add_argument('--self-test', action='store_true')
    if add_options:
        add_options(parser)
    options = parser.parse_args()
    if options.self_test:
        self_test()
        print('self-test passed')
        return
    findings = Findings()
    check(options.root, findings, **(
        {'options': options} if add_options else {}))
    for line in findings.lines:
        print(line)
    sys.exit(1 if findings.lines else 0)
