#!/usr/bin/env python3
"""Runs the examples of README.md and docs/manual/*.md.

In a block marked ```console a line `$ portplan ...` is run and what follows,
up to the next `$`, must be what it prints (standard output and error as they
come). A line `...` stands for any number of lines. A command may go on over
lines that end in a backslash; `$ echo $?` prints the status of the command
before it. README.md's examples run in the root of the tree, the manual's in
fixtures/, so that they read as on the reader's desk.

`$ ./dev ...` is run only where that is harmless (no build inside a build);
otherwise the task must exist.

--update writes what the program prints into the documents, except into
examples that hold a `...` line.

A page of docs/ with the line "Written by `portplan ...`; do not edit." is what
that command prints.
"""
import os
import pathlib
import re
import subprocess
import tempfile

import common

BLOCK = re.compile(r'^```console\n(.*?)^```[ \t]*$', re.M | re.S)
WRITTEN = re.compile(r'^Written by `((?:portplan|echo) [^`]+)`; do not edit\.$',
                     re.M)
HARMLESS = {'./dev', './dev help', './dev packages'}
TIMEOUT_SECONDS = 60


def documents(root):
    return [name for name in common.tree_files(root)
            if name == 'README.md' or re.match(r'docs/manual/.*\.md$', name)]


def examples(block):
    """(index of the command's line, command, expected lines) of a block."""
    lines = block.split('\n')[:-1]
    found = []
    at = 0
    while at < len(lines):
        if not lines[at].startswith('$ '):
            at += 1
            continue
        first = at
        command = [lines[at][2:]]
        while command[-1].endswith('\\') and at + 1 < len(lines):
            at += 1
            command.append(re.sub(r'^> ', '', lines[at]))
        at += 1
        start = at
        while at < len(lines) and not lines[at].startswith('$ '):
            at += 1
        found.append((first, '\n'.join(command), lines[start:at]))
    return found


def matches(expected, actual):
    """Line by line; `...` matches any number of lines."""
    if not expected:
        return not actual
    if expected[0] == '...':
        return any(matches(expected[1:], actual[i:])
                   for i in range(len(actual) + 1))
    return (bool(actual) and expected[0] == actual[0] and
            matches(expected[1:], actual[1:]))


class Runner:
    def __init__(self, root, program):
        self.root = pathlib.Path(root)
        self.folder = tempfile.TemporaryDirectory()
        bin_folder = pathlib.Path(self.folder.name)
        if program:
            (bin_folder / 'portplan').symlink_to(
                pathlib.Path(program).resolve())
        self.environment = {
            'PATH': f'{bin_folder}:{os.environ.get("PATH", "/bin:/usr/bin")}',
            'HOME': str(bin_folder),
            'LC_ALL': 'C.UTF-8',
            'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', ''),
        }
        self.tasks = set(re.findall(r'^task_(\w+)\(\)',
                                    common.read_text(root, 'dev'), re.M)) \
            if (self.root / 'dev').exists() else set()

    def run(self, command, folder, status):
        script = f'(exit {status}); {command}'
        try:
            done = subprocess.run(['bash', '-c', script], cwd=folder,
                                  env=self.environment,
                                  stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT,
                                  timeout=TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            return 124, ['(timed out)']
        text = done.stdout.decode('utf-8', 'replace')
        return done.returncode, text.rstrip('\n').split('\n') if text else []


def check_block(runner, name, line, block, findings):
    """Reports what differs; returns the block as the program prints it."""
    folder = runner.root
    if name != 'README.md' and (folder / 'fixtures').is_dir():
        folder = folder / 'fixtures'
    status = 0
    printed = []
    for first, command, expected in examples(block):
        printed += block.split('\n')[first:first + command.count('\n') + 1]
        if command.startswith('./dev') and command not in HARMLESS:
            task = (command.split() + [''])[1]
            if task not in runner.tasks:
                findings.add(name, line + first, f'no such task: {task}')
            printed += expected
            continue
        if not re.match(r'(portplan|\./dev|echo)\b', command):
            printed += expected
            continue
        here = runner.root if command.startswith('./dev') else folder
        status, actual = runner.run(command, here, status)
        while expected and not expected[-1]:
            expected = expected[:-1]
        printed += expected if '...' in expected else actual
        if status >= 126 or status == 124:
            findings.add(name, line + first, f'status {status}: {command}')
        elif not matches(expected, actual):
            wrong = next((i for i, pair in enumerate(zip(expected, actual))
                          if pair[0] != pair[1]),
                         min(len(expected), len(actual)))
            shown = actual[wrong] if wrong < len(actual) else '(the end)'
            findings.add(name, line + first + 1 + wrong,
                         f'`{command}` prints here: {shown}')
    return '\n'.join(printed) + '\n' if printed else block


def check_written(runner, update, findings):
    """Pages that a command writes, whole."""
    for name in common.tree_files(runner.root):
        if not re.match(r'docs/.*\.md$', name):
            continue
        text = common.read_text(runner.root, name)
        match = WRITTEN.search(text)
        if not match:
            continue
        status, lines = runner.run(match[1], runner.root, 0)
        printed = '\n'.join(lines) + '\n'
        # What a failing command prints is no page.
        if update and status == 0 and printed != text:
            (runner.root / name).write_text(printed, encoding='utf-8')
            print(f'{name}: written')
        elif printed != text:
            findings.add(name, 1, f'`{match[1]}` prints another page')


def check(root, findings, options=None):
    runner = Runner(root, options.program if options else None)
    update = options is not None and options.update
    check_written(runner, update, findings)
    count = 0
    for name in documents(root):
        text = common.read_text(root, name)
        lines = common.Lines(text)

        def replace(match):
            nonlocal count
            count += len(examples(match[1]))
            body = check_block(runner, name, lines.of(match.start(1)),
                               match[1], findings)
            return f'```console\n{body}```'
        printed = BLOCK.sub(replace, text)
        if update and printed != text:
            (runner.root / name).write_text(printed, encoding='utf-8')
            print(f'{name}: written')
    print(f'{count} examples')


def self_test():
    def page(text):
        return {'README.md': f'# x\n```console\n{text}```\n',
                'dev': 'task_test() { # tests\n'}
    for text in ('$ echo a\na\n',
                 '$ echo a \\\n> b\na b\n',
                 '$ echo a; echo b; echo c\na\n...\nc\n',
                 '$ echo $(exit 3); echo $?\n\n0\n',
                 '$ ./dev test\n12 passed, 0 failed\n',
                 '$ netsh int ipv4 show\nnot run\n'):
        common.expect(check, page(text), [])
    for text, wanted in (
            ("Written by `echo 'Written by'`; do not edit.\n",
             ['docs/x.md:1: `echo']),
            ('Written by hand\n', [])):
        common.expect(check, {'docs/x.md': text, 'dev': ''}, wanted)
    for text, wanted in (
            ('$ echo a\nb\n', 'README.md:4: `echo a` prints here: a'),
            ('$ echo a\na\nb\n', 'prints here: (the end)'),
            ('$ echo a; echo b\n...\nc\n', 'prints here'),
            ('$ portplan-none\n', 'status 127'),
            ('$ ./dev nothing\n', 'no such task: nothing')):
        common.expect(check, page(text), [wanted])


def add_options(parser):
    parser.add_argument('--program', help='the portplan to run')
    parser.add_argument('--update', action='store_true')


if __name__ == '__main__':
    common.run(check, self_test, add_options)
