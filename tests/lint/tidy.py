#!/usr/bin/env python3
"""clang-tidy has nothing to say of the library, the simulator and the program.

Nearly all of its time goes to clang's static analyzer, seconds a file. So what
it found nothing in is not looked at again while the file with all that it
includes, the command, .clang-tidy and the tool are the same; the folder tidy/
of the build remembers that. The build is one that clang was chosen for.

In most functions the analyzer comes to an end by itself; in a fifth it would go
on until it has seen 225,000 states, and takes six times as long for it. QUICK
stops it earlier: in 27 files of the tree it then reached 1680 of 1738 blocks of
code instead of 1672 of 1724 (it looks at more functions on their own), in 7 s
instead of 52. ./dev tidy goes all the way, with --deep.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess

import common

CHATTER = re.compile(r'^(\d+ warnings? generated\.|Suppressed |Use -header)')
QUICK = 'max-nodes=20000'
WANTED = re.compile(r'(analyzer|sim)/.*(?<!_windows)\.c$')


def entries_of(root, build):
    """name -> its entry in the compile commands, large files first."""
    entries = {}
    for entry in json.loads((build / 'compile_commands.json').read_text()):
        path = pathlib.Path(root, entry['directory'], entry['file']).resolve()
        entries.setdefault(path, entry)
    names = [name for name in common.tree_files(root) if WANTED.match(name)]
    names.sort(key=lambda name: -(root / name).stat().st_size)
    return {name: entries.get((root / name).resolve()) for name in names}


def preprocess(root, entry):
    """All that clang-tidy sees of a file: macros and comments too."""
    words = shlex.split(entry['command'])
    at = words.index('-o')
    del words[at:at + 2]
    words = [word for word in words if word not in ('-c', '-MD')]
    return subprocess.run(words + ['-w', '-E', '-dD', '-C'], check=True,
                          cwd=root / entry['directory'],
                          stdout=subprocess.PIPE).stdout


class Tidy:
    def __init__(self, root, build, is_deep):
        self.root, self.build = root, build
        self.limits = [] if is_deep else [
            '--extra-arg=' + word for word in
            ('-Xclang', '-analyzer-config', '-Xclang', QUICK)]
        self.tool = shutil.which('clang-tidy-14') or shutil.which('clang-tidy')
        if not self.tool:
            common.skip('no clang-tidy')
        self.known = build / 'tidy'
        self.known.mkdir(exist_ok=True)
        self.basis = (root / '.clang-tidy').read_bytes() + subprocess.run(
            [self.tool, '--version'], check=True,
            stdout=subprocess.PIPE).stdout + ' '.join(self.limits).encode()

    def look(self, name, entry):
        """What is to be said of a file."""
        if entry is None:
            return [f'{name}:1: no build compiles it']
        state = hashlib.sha256(self.basis + entry['command'].encode() +
                               preprocess(self.root, entry)).hexdigest()
        stamp = self.known / state
        if stamp.exists():
            return []
        done = subprocess.run(
            [self.tool, '-p', str(self.build), '--quiet',
             '--warnings-as-errors=*', *self.limits, name], cwd=self.root, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = [line for line in done.stdout.splitlines()
                if not CHATTER.match(line)]
        if done.returncode == 0 and not said:
            stamp.touch()
        elif not said:
            said = [f'{name}:1: clang-tidy ended with {done.returncode}']
        return said


def check(root, findings, options=None):
    root = pathlib.Path(root)
    build = root / (options.build if options else 'build')
    tidy = Tidy(root, build, bool(options and options.deep))
    entries = entries_of(root, build)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, said in enumerate(
                pool.map(tidy.look, entries, entries.values()), 1):
            findings.lines += said
            if number % 20 == 0 or number == len(entries):
                print(f'{number} of {len(entries)} files', flush=True)


def check_planted(root, findings):
    (root / 'build').mkdir()
    (root / 'build/compile_commands.json').write_text(json.dumps([
        {'directory': str(root), 'file': 'sim/a.c',
         'command': 'clang -Werror -MD -MQ a.o -MF a.d -o a.o -c sim/a.c'}]))
    check(root, findings)


def self_test():
    checks = (common.ROOT / '.clang-tidy').read_text(encoding='utf-8')
    for text, names, wanted in (
            ('int f(const int *p);\nint f(const int *p) { return *p; }\n',
             ['sim/a.c'], []),
            ('int f(void);\nint f(void) { int *p = 0; return *p; }\n',
             ['sim/a.c'], ['clang-analyzer-core.NullDereference']),
            ('', ['sim/a.c', 'sim/b.c'], ['sim/b.c:1: no build'])):
        common.expect(check_planted, {
            '.clang-tidy': checks, **{name: text for name in names}}, wanted)


def add_options(parser):
    parser.add_argument('--build', default='build-clang')
    parser.add_argument('--deep', action='store_true')


if __name__ == '__main__':
    common.run(check, self_test, add_options)
