#!/usr/bin/env python3
"""Every header compiles alone, has the guard of its path and says what it is
for; every source of the library opens with its role."""
import concurrent.futures
import os
import pathlib
import re
import subprocess

import common

INCLUDES = ['analyzer/include', 'sim/include', 'analyzer', '.', 'tests/support']

# Folders of the tree come before the system's, so a private header of one of
# these names would be found by <...> too.
SYSTEM = set("""assert complex ctype errno fcntl fenv features float inttypes
    iso646 limits locale malloc math poll sched search setjmp signal stdalign
    stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string
    strings tgmath thread threads time uchar unistd values wchar
    wctype""".split())


def guard_of(name):
    """portplan/range.h -> PORTPLAN_RANGE_H, base/vec.h -> PP_BASE_VEC_H."""
    public = re.match(r'(?:analyzer|sim)/include/(.+)$', name)
    if public:
        path = public[1]
    else:
        path = 'pp/' + re.sub(r'^analyzer/', '', name)
    return re.sub(r'\W', '_', path).upper()


def compile_alone(root, name, extra):
    command = [os.environ.get('CC', 'gcc'), '-fsyntax-only', '-std=c17',
               '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Werror', '-x', 'c',
               '-include', name]
    command += [f'-I{path}' for path in INCLUDES + extra]
    done = subprocess.run(command + ['/dev/null'], cwd=root,
                          capture_output=True, text=True)
    return name, done.returncode, done.stderr


def check(root, findings, options=None):
    extra = []
    if options is not None and options.build:
        extra = [str(path.parent) for path in
                 pathlib.Path(options.build).resolve().rglob('*.h')
                 if '.p' not in path.parent.suffix]
    headers = []
    for name in common.tree_files(root):
        if not re.match(r'(analyzer|sim|tests)/.+\.[ch]$', name):
            continue
        text = common.read_text(root, name)
        if not name.startswith('tests/') and not text.startswith('/*'):
            findings.add(name, 1, 'no comment at the top tells its role')
        if not name.endswith('.h'):
            continue
        if not name.endswith('_windows.h'):  # for another compiler
            headers.append(name)
        path = pathlib.PurePosixPath(name)
        if path.stem in SYSTEM and '/include/' not in name:
            findings.add(name, 1, f'hides the system\'s <{path.name}>')
        guard = guard_of(name)
        pattern = rf'^#ifndef {guard}\n#\s*define {guard}$'
        if not re.search(pattern, text, re.M):
            findings.add(name, 1, f'the guard is not {guard}')
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, status, text in pool.map(
                lambda one: compile_alone(root, one, extra), headers):
            if status != 0:
                match = re.search(r'^[^:\n]+:(\d+):\d+: (?:fatal )?error: '
                                  r'(.*)$', text, re.M)
                line, why = match.groups() if match else (1, text.strip())
                findings.add(name, line, f'does not compile alone: {why}')


def self_test():
    good = '/* A header. */\n#ifndef {0}\n#define {0}\n{1}\n#endif\n'
    common.expect(check, {
        'analyzer/include/portplan/a.h': good.format('PORTPLAN_A_H', 'int a;'),
        'sim/b.h': good.format('PP_SIM_B_H', '#include "portplan/a.h"'),
        'tests/support/c.h': good.format('PP_TESTS_SUPPORT_C_H', ''),
        'sim/d_windows.h': good.format('PP_SIM_D_WINDOWS_H',
                                       '#include <windows.h>'),
    }, [])
    for text, wanted in (
            (good.format('WRONG_H', ''), 'the guard is not PP_BASE_A_H'),
            (good.format('PP_BASE_A_H', 'size_t a;'),
             'a.h:4: does not compile alone'),
            (good.format('PP_BASE_A_H', '')[16:], 'no comment')):
        common.expect(check, {'analyzer/base/a.h': text}, [wanted])
    common.expect(check, {'analyzer/base/errno.h':
                          good.format('PP_BASE_ERRNO_H', '')},
                  ["hides the system's <errno.h>"])


def add_options(parser):
    parser.add_argument('--build', help='where generated headers are')


if __name__ == '__main__':
    common.run(check, self_test, add_options)
