#!/usr/bin/env python3
"""Every fixture is accounted for.

fixtures/README.md has a row for each file (a path or a pattern between
backticks in the first cell of a table); generated files are what build.py
makes; nothing tells about the machine or the person it came from.
"""
import pathlib
import re
import subprocess
import sys

import common

FOLDER = 'fixtures'
NOT_FIXTURES = {'README.md', 'build.py'}
NOT_FOLDERS = ('maker/', '__pycache__/')
TEXT_ENDINGS = ('.txt', '.reg', '.hiv')
# Names in C:\Users\... and /home/... that stand for nobody.
NOBODY = {'user', 'users', 'me', 'you', 'admin', 'administrator', 'public',
          'default', 'dev', 'developer', 'test', 'someone', 'username', 'name',
          'xyz', '..'}


def patterns_of(text):
    """(line, pattern) of every row of the README's tables."""
    for number, line in enumerate(text.split('\n'), 1):
        if line.startswith('|'):
            for pattern in re.findall(r'`([^`]+)`', line.split('|')[1]):
                yield number, pattern.removeprefix(FOLDER + '/')


def regex_of(pattern):
    """`*` stays within a folder, `**` and a final `/` do not."""
    if pattern.endswith('/'):
        pattern += '**'
    parts = re.split(r'(\*\*|\*|\?)', pattern)
    special = {'**': '.*', '*': '[^/]*', '?': '[^/]'}
    return re.compile(''.join(special.get(part, re.escape(part))
                              for part in parts))


def decoded(data):
    if data[:2] in (b'\xff\xfe', b'\xfe\xff'):
        return data.decode('utf-16', 'replace')
    if data[1:2] == b'\0':
        return data.decode('utf-16-le', 'replace')
    return data.decode('latin-1')


def check_names(name, data, findings):
    text = decoded(data)
    lines = common.Lines(text)
    people = re.compile(r'(?:[A-Za-z]:\\Users\\|/home/|[A-Za-z]:\\Documents '
                        r'and Settings\\)([A-Za-z0-9_.-]+)')
    for match in people.finditer(text):
        if match[1].lower() not in NOBODY:
            findings.add(name, lines.of(match.start()),
                         f'a person or an account: {match.group()}')
    for match in re.finditer(r'(?<![\w.])/(?:work|root)/', text):
        findings.add(name, lines.of(match.start()),
                     f'a path of this machine: {match.group()}')


def check(root, findings):
    root = pathlib.Path(root)
    names = {name for name in common.tree_files(root)
             if name.startswith(FOLDER + '/')}
    if not names:
        return
    readme = f'{FOLDER}/README.md'
    if readme not in names:
        findings.add(readme, 1, 'missing')
        return
    wanted = [(line, pattern, regex_of(pattern)) for line, pattern
              in patterns_of(common.read_text(root, readme))]
    used = set()
    for name in sorted(names):
        path = name.removeprefix(FOLDER + '/')
        check_names(name, (root / name).read_bytes(), findings)
        if path in NOT_FIXTURES or path.startswith(NOT_FOLDERS):
            continue
        # An expectation belongs to the row of the text beside it.
        stem = name.removesuffix('.json')
        if stem != name and any(stem + end in names for end in TEXT_ENDINGS):
            continue
        hits = {pattern for _, pattern, regex in wanted
                if regex.fullmatch(path)}
        used |= hits
        if not hits:
            findings.add(name, 1, f'no row in {readme}')
    for line, pattern, regex in wanted:
        if (pattern not in used and pattern not in NOT_FIXTURES
                and not pattern.startswith(NOT_FOLDERS)):
            findings.add(readme, line, f'no such fixture: {pattern}')
    if f'{FOLDER}/build.py' in names:
        done = subprocess.run([sys.executable, f'{FOLDER}/build.py',
                               '--check'], cwd=root, capture_output=True,
                              text=True)
        if done.returncode != 0:
            findings.add(f'{FOLDER}/build.py', 1, '--check says: ' +
                         (done.stdout + done.stderr).strip())


def self_test():
    tree = {
        'fixtures/README.md': '| file | what |\n|---|---|\n| `a/x.txt` | `n` '
                              '|\n| `noise/*.txt` | n |\n',
        'fixtures/a/x.txt': 'C:\\Users\\user> netsh',
        'fixtures/noise/1.txt': '',
        'fixtures/noise/2.txt': '',
        'fixtures/build.py': 'pass\n',
    }
    common.expect(check, tree, [])
    for name, data, wanted in (
            ('fixtures/b/y.txt', '', 'y.txt:1: no row'),
            ('fixtures/noise/deep/3.txt', '', 'no row'),
            ('fixtures/README.md', '| `gone.txt` | x |\n', 'no such fixture'),
            ('fixtures/build.py', 'raise SystemExit("stale")', 'stale'),
            ('fixtures/a/x.txt', '\nC:\\Users\\jane.doe>', 'x.txt:2: a perso'),
            ('fixtures/a/x.txt', '\ufeffC:\\Users\\jane'.encode('utf-16-le'),
             'a person'),
            ('fixtures/a/x.txt', '/ho' + 'me/jane/x', 'a person'),
            ('fixtures/a/x.txt', ' /ro' + 'ot/x', 'a path of this')):
        common.expect(check, {**tree, name: data}, [wanted])
    del tree['fixtures/README.md']
    common.expect(check, tree, ['README.md:1: missing'])


if __name__ == '__main__':
    common.run(check, self_test)
