#!/usr/bin/env python3
"""The libraries as a user has them: installed into a prefix of their own, found
by pkg-config, and used by the programs of docs/library.md.

usage: installed.py BUILD_FOLDER SOURCE_ROOT

Each program is compiled as C17 and as C++17 and linked shared and static, with
a function `table_init` of the user's own in it. Skipped (77) without a C++
compiler or pkg-config.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

USERS_OWN = '\nint table_init(void);\nint table_init(void)\n{\n    return 1;\n}\n'
LANGUAGES = (('cc', 'c', ['-std=c17']), ('c++', 'c++', ['-std=c++17']))
MOST_LINES = 30

# Arguments, what is printed, exit status.
RUNS = (
    (['55555,80,49152-49153'],
     '55555-55555 blocked\n80-80 free\n49152-49153 at-risk\n', 1),
    (['stop winnat; reserve 55500+100; start winnat; expect 55555 bindable'],
     'step 1: 0\nstep 2: 0\nstep 3: 0\nstep 4: 0\n', 0),
    (['check', '{"arguments": [1000], "format": "text"}'],
     '1000/tcp  free: nothing in the captures stands in its way\n'
     '  1000 is registered for cadlock2 (IANA)\n', 0),
)


def run(words, **options):
    done = subprocess.run(words, capture_output=True, text=True, check=False,
                          **options)
    if done.returncode != 0:
        sys.exit(f'{" ".join(map(str, words))}\n{done.stdout}{done.stderr}')
    return done.stdout


def programs(root):
    """The C blocks of the page."""
    text = (root / 'docs/library.md').read_text(encoding='utf-8')
    found = re.findall(r'^```c\n(.*?)^```$', text, re.M | re.S)
    for code in found:
        body = code[code.index('int main'):]
        assert body.count('\n') <= MOST_LINES, 'a program got long'
    assert len(found) == len(RUNS)
    return found


def flags(prefix, libdir, words):
    env = {**os.environ, 'PKG_CONFIG_PATH': str(libdir / 'pkgconfig'),
           'PKG_CONFIG_SYSROOT_DIR': str(prefix)}
    return run(['pkg-config', *words, 'portplansim'], env=env).split()


def check_headers(prefix, cflags):
    """Each installed header is C++17 to the letter, and needs no other."""
    for header in sorted(prefix.rglob('*.h')):
        run(['c++', '-std=c++17', '-Wall', '-Wextra', '-Wpedantic', '-Werror',
             *cflags, '-fsyntax-only', '-x', 'c++', str(header)])


def link(libdir, is_static):
    """Static: the archives by their paths, so that no .so can be meant."""
    def one(word):
        if is_static and word in ('-lportplan', '-lportplansim'):
            return str(libdir / f'lib{word[2:]}.a')
        return word
    return one


def main():
    build, root = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    missing = [name for name in ('cc', 'c++', 'pkg-config')
               if shutil.which(name) is None]
    if missing:
        print(f'skipped: no {", ".join(missing)}')
        sys.exit(77)
    capture = root / 'fixtures/documented/hyper-v.txt'
    count = 0
    with tempfile.TemporaryDirectory() as name:
        prefix = pathlib.Path(name)
        run(['meson', 'install', '-C', str(build), '--no-rebuild', '--quiet',
             '--destdir', str(prefix)])
        libdir = next(prefix.rglob('portplansim.pc')).parent.parent
        check_headers(prefix, flags(prefix, libdir, ['--cflags']))
        for code, (words, printed, status) in zip(programs(root), RUNS):
            for compiler, language, standard in LANGUAGES:
                for is_static in (False, True):
                    source = prefix / 'program'
                    source.write_text(code + USERS_OWN)
                    extra = ['--static'] if is_static else []
                    libs = flags(prefix, libdir, ['--libs', *extra])
                    run([compiler, *standard, '-Wall', '-Wextra', '-Werror',
                         *flags(prefix, libdir, ['--cflags']), '-x', language,
                         str(source), '-x', 'none', '-o', str(prefix / 'x'),
                         *map(link(libdir, is_static), libs)])
                    done = subprocess.run(
                        [str(prefix / 'x'), str(capture), *words],
                        capture_output=True, text=True, check=False,
                        env={**os.environ, 'LD_LIBRARY_PATH': str(libdir)})
                    if (done.stdout, done.returncode) != (printed, status):
                        sys.exit(f'{words}: {done.returncode}, {done.stdout!r} '
                                 f'{done.stderr}')
                    count += 1
    print(f'{count} programs passed')


if __name__ == '__main__':
    main()
