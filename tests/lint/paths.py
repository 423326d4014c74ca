#!/usr/bin/env python3
"""No file speaks of the machine that it was written on, or of papers that
are not in the tree."""
import pathlib
import re

import common

# Put together from pieces, so that this file passes its own check.
MACHINE = [
    r'(?<![\w.])/' + r'work/',
    r'(?<![\w.])/' + r'root/',
    r'(?<![\w.])/' + r'home/(?!user/|you/|me/|USER|NAME|<)\w+',
    r'bash' + r'_jobs',
    r'(?<![\w.])/' + r'farm/',
]
# Notes that never became part of the project.
PAPERS = [r'\b' + name + r'\.md\b' for name in
          ('tool' + 'chain', 'con' + 'tract', 'pe' + 'ers')]
# Pastes of invented people, to be redacted, with their folders.
INVENTED = ('tests/fuzz/seeds/redact/', 'tests/unit/redact/pastes/')
PATTERN = re.compile('|'.join(MACHINE + PAPERS))


def check(root, findings):
    for name in common.tree_files(root):
        if str(name).startswith(INVENTED):
            continue
        data = (pathlib.Path(root) / name).read_bytes()
        if b'\0' in data[:8000]:
            continue
        text = data.decode('utf-8', 'replace')
        if name.startswith(INVENTED) or not PATTERN.search(text):
            continue
        lines = common.Lines(text)
        for match in PATTERN.finditer(text):
            findings.add(name, lines.of(match.start()), match.group())


def self_test():
    common.expect(check, {
        'a.md': 'https://example.org/home' + '/x and /' + 'home/user/a.txt, '
                'https://example.org/' + 'work/x\n',
        INVENTED[0] + 'a.txt': '/' + 'home/jane/x\n'}, [])
    for text in ('see /' + 'work/main', '/' + 'root/.config',
                 '/' + 'home/jane/x', '/tmp/bash' + '_jobs.0',
                 'tool' + 'chain.md'):
        common.expect(check, {'a.md': f'x\n{text}\n'}, ['a.md:2: '])


if __name__ == '__main__':
    common.run(check, self_test)
