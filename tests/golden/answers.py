#!/usr/bin/env python3
"""pp_answer gives what the program gives: the golden cases once more, asked
through the library.

usage: answers.py ASK PORTPLAN SOURCE_ROOT [CASE_FILE...]

A case is taken if its command begins with a call of portplan whose captures are
files or built in; the words become the options, the captures and the files of
the question. Document, messages and exit code must be those of the case file;
and once more, where the case names no format or is more than that call, those of
the program, with --format json. Fails under FLOOR documents of JSON, so that the test cannot become empty.
"""
import datetime
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import run

FLOOR = 100
OPTION = re.compile(r'^PP_OPTION\("([\w-]+)", \w+, ("[^"]*"|NULL)', re.M)
SHELL = re.compile(r'[$`*~]')


class Skip(Exception):
    """Why a case is not asked."""


def read_options(root):
    """Long name -> whether the option takes a value."""
    text = (root / 'analyzer/command/words/options.def').read_text()
    return {name: argument != 'NULL' for name, argument in
            OPTION.findall(text)}


def split_command(command):
    """The words behind the first `portplan`, and whether they are all."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    lexer.commenters = ''
    words = list(lexer)
    end = next((index for index, word in enumerate(words)
                if word in ('|', '>', ';', '&&')), len(words))
    if words[0] != 'portplan' or any(
            SHELL.search(word) or re.fullmatch(r'[();<>|&]+', word)
            for word in words[:end]) or (end < len(words) and
                                         words[end - 1] in ('1', '2')):
        raise Skip('a shell command')
    return words[1:end], end == len(words)


def split_options(line, takes_value):
    """The words, and the options as members of a JSON object."""
    words, options = [], {}
    line = iter(line)
    for word in line:
        if word == '--' or re.match(r'-[^-]', word):
            raise Skip('a form of the command line')
        if not word.startswith('--'):
            words.append(word)
            continue
        name, equals, value = word[2:].partition('=')
        if name in ('output', 'write-baseline'):
            raise Skip('writes a file')
        if takes_value.get(name) and not equals:
            value = next(line, None)
        elif not equals:
            value = True
        if value is None:
            raise Skip('a form of the command line')
        if name in options:
            options[name] = [*(options[name] if isinstance(options[name], list)
                               else [options[name]]), value]
        else:
            options[name] = value
    if not words or not words[0].replace('-', '').isalpha():
        raise Skip('a form of the command line')
    return words, options


def named_files(words, options, folder):
    """Captures are the files at the end; all else is named by something."""
    command, *rest = words
    least = 1 if command == 'verify' else 0
    first = len(rest)
    while first > least and (folder / rest[first - 1]).is_file():
        first -= 1
    captures, arguments = rest[first:], rest[:first]
    values = [one for value in options.values() for one in
              (value if isinstance(value, list) else [value])
              if isinstance(one, str)]
    if any((folder / word).is_dir() for word in rest + values if word):
        raise Skip('a folder')
    files = [word for word in arguments + values if (folder / word).is_file()]
    if command == 'verify' and files:
        beside = sorted((folder / files[0]).parent.iterdir())
        files += [str(Path(files[0]).parent / path.name) for path in beside
                  if path.is_file() and path.suffix in
                  ('.yaml', '.yml', '.json')]
    return arguments, captures, list(dict.fromkeys(files))


def question_of(block, folder, takes_value):
    """The command, the options and the names that `ask` takes."""
    line, is_whole = split_command(block.command)
    words, options = split_options(line, takes_value)
    said = '\n'.join(block.err)
    if 'standard input' in said or 'cannot read' in said:
        raise Skip('about files and streams')
    if any(word.endswith('.hiv') for word in words):
        raise Skip('a registry hive')
    arguments, captures, files = named_files(words, options, folder)
    if words[0] == 'verify':
        options.setdefault('today', datetime.datetime.now(
            datetime.timezone.utc).strftime('%Y-%m-%d'))
    options['arguments'] = arguments
    return words[0], options, [*captures, '--', *files], line, is_whole


def ask(program, command, options, names, folder):
    """Lines of the document, of the messages, and the exit code."""
    return read(subprocess.run(
        [program, command, json.dumps(options), *names], cwd=folder,
        capture_output=True, timeout=run.TIMEOUT_SECONDS, check=False))


def read(done):
    err = done.stderr.decode('utf-8', 'surrogateescape').split('\n')[:-1]
    return run.to_lines(done.stdout), err, done.returncode


def is_same(place, expected, found):
    if expected == found:
        return True
    print(f'FAIL {place}')
    run.show_difference('document', expected[0], found[0])
    run.show_difference('messages', expected[1], found[1])
    if expected[2] != found[2]:
        print(f'    exit {found[2]}, expected {expected[2]}')
    return False


def check(place, block, programs, question, folder):
    """Whether the answers are right, and how many were documents of JSON."""
    asker, portplan = programs
    command, options, names, line, is_whole = question
    has_format = 'format' in options
    as_text = options if has_format or command == 'explain' else \
        {**options, 'format': 'text'}
    is_good = not is_whole or is_same(
        place, (block.out, block.err, block.exit),
        ask(asker, command, as_text, names, folder))
    documents = is_whole and options.get('format') == 'json'
    if (not has_format or not is_whole) and command not in ('explain', 'help'):
        extra = [] if has_format else ['--format', 'json']
        done = subprocess.run(
            [portplan, *line, *extra], cwd=folder, capture_output=True,
            stdin=subprocess.DEVNULL, timeout=run.TIMEOUT_SECONDS, check=False)
        is_good &= is_same(f'{place} (JSON)', read(done),
                           ask(asker, command, options, names, folder))
        documents += done.stdout.startswith(b'{')
    return is_good, documents


def main():
    programs = [Path(path).resolve() for path in sys.argv[1:3]]
    root = Path(sys.argv[3]).resolve()
    paths = [Path(path) for path in sys.argv[4:]] or \
        sorted((root / 'tests/golden/cases').glob('*.t'))
    takes_value = read_options(root)
    passed = failed = documents = 0
    skipped = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.symlink(root / 'fixtures', folder / 'fixtures')
        for path in paths:
            for block in run.parse(path)[0]:
                try:
                    if block.runs_once():
                        raise Skip('takes long')
                    question = question_of(block, folder, takes_value)
                except Skip as why:
                    skipped[str(why)] = skipped.get(str(why), 0) + 1
                    continue
                is_good, more = check(f'{path}:{block.line}', block, programs,
                                      question, folder)
                passed += is_good
                failed += not is_good
                documents += more
    for why, count in sorted(skipped.items()):
        print(f'skipped {count}: {why}')
    print(f'{documents} documents of JSON')
    print(f'{passed} passed, {failed} failed')
    return 0 if failed == 0 and documents >= FLOOR else 1


if __name__ == '__main__':
    sys.exit(main())
