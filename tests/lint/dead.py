#!/usr/bin/env python3
"""No function of the libraries is there for nobody.

Links the program anew with --gc-sections and looks at what the linker drops: a
function that neither the program nor one of an installed header reaches.
For the range engine an installed header is no excuse: the project exists for it.
Needs a build with -ffunction-sections, which every build of this project is.
"""
import os
import pathlib
import re
import subprocess
import tempfile

import abi
import common

DROPPED = re.compile(r"removing unused section '\.text\.(?:\w+\.)?(pps?_\w+)'"
                     r" in file '([^']*)'")
ENGINE = re.compile(r'\brange_\w+\.c\.o\b')
ENGINE_NAMES = re.compile(r'pp_(answers|hits|itree|portset|range|spans)_')
PACKAGES = ('libpcre2-8', 'libcjson', 'yaml-0.1', 'hivex')


def link(build, installed):
    """What the linker says of the sections that it drops."""
    libraries = [build / 'sim/libportplansim.a', build / 'analyzer/libportplan.a']
    objects = sorted((build / 'analyzer/cli/portplan.p').glob('*.o'))
    wanted = [name for name in PACKAGES if subprocess.run(
        ['pkg-config', '--exists', name], check=False).returncode == 0]
    flags = subprocess.run(['pkg-config', '--libs', *wanted], check=True,
                           capture_output=True, text=True).stdout.split()
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [os.environ.get('CC', 'cc'), '-pthread', *map(str, objects),
             *(f'-Wl,--undefined={name}' for name in sorted(installed)
               if not ENGINE_NAMES.match(name)),
             '-Wl,--gc-sections,--print-gc-sections,--whole-archive',
             *map(str, libraries), '-Wl,--no-whole-archive', *flags, '-lm',
             '-o', f'{folder}/portplan'],
            check=False, capture_output=True, text=True)
    return done


def judge(text, installed, findings):
    for match in DROPPED.finditer(text):
        if match[1] not in installed or ENGINE.search(match[2]):
            findings.add(pathlib.PurePath(match[2]).name, 1,
                         f'{match[1]} has no caller in the program')


def check(root, findings, options=None):
    build = pathlib.Path(options.build)
    if not (build / 'sim/libportplansim.a').exists():
        common.skip('no static libraries in this build')
    installed = {name for folder, _, _ in abi.LIBRARIES
                 for name in abi.declared(root, folder)}
    done = link(build, installed)
    if done.returncode != 0:
        findings.add('tests/lint/dead.py', 1, done.stderr[-2000:])
    judge(done.stderr, installed, findings)


def self_test():
    findings = common.Findings()
    judge("ld: removing unused section '.text.pp_kept' in file 'a.o'\n"
          "ld: removing unused section '.text.unlikely.pps_dead' in file "
          "'/x/b.o'\nld: removing unused section '.text.helper' in file 'b.o'\n"
          "ld: removing unused section '.text.pp_set_old' in file "
          "'a.a(range_set.c.o)'\n",
          {'pp_kept', 'pp_set_old'}, findings)
    if findings.lines != [
            'b.o:1: pps_dead has no caller in the program',
            'a.a(range_set.c.o):1: pp_set_old has no caller in the program']:
        raise SystemExit(f'self-test: {findings.lines}')


def add_options(parser):
    parser.add_argument('--build', help='a build folder')


if __name__ == '__main__':
    common.run(check, self_test, add_options)
