#!/usr/bin/env python3
"""The binary interface of the libraries beside its description in this folder.

usage: abi.py BUILD_FOLDER SOURCE_ROOT [--write]

tests/library/abi/NAME.abi says what programs linked with libNAME.so rely on:
the symbols of its version node, and the types that these take and return. A
type that only the library's own sources define is opaque. abidiff compares;
what was added passes. --write describes the libraries anew.

The description is that of gcc on x86_64: clang tells some types differently,
and sizes are the machine's. Skipped (77) elsewhere, without abigail-tools, and
where the libraries have no debug information.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# Version script, folder of the installed headers.
LIBRARIES = {
    'portplan': ('analyzer/libportplan.map', 'analyzer/include'),
    'portplansim': ('sim/libportplansim.map', 'sim/include'),
}
# Nothing of the machine, of the way there or of names that no caller sees.
# Identifiers are hashes, so that a change of one type renumbers no other.
DUMP = ('--no-corpus-path --no-comp-dir-path --no-show-locs --no-elf-needed '
        '--no-architecture --no-parameter-names --no-write-default-sizes '
        '--exported-interfaces-only --drop-undefined-syms '
        '--drop-private-types --type-id-style hash').split()


def skip(why):
    print(f'skipped: {why}')
    sys.exit(77)


def run(words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True,
                          check=False)
    return done.returncode, done.stdout + done.stderr


def public_symbols(script):
    """The first version node is the public one."""
    node = re.sub(r'#.*', '', script.read_text()).split('}')[0]
    return re.findall(r'(\w+);', node.split('local:')[0])


def describe(library, name, root, out):
    """Writes what abidw says of the public symbols of a library."""
    script, _ = LIBRARIES[name]
    headers = [word for _, folder in LIBRARIES.values()
               for word in ('--headers-dir', root / folder)]
    listed = out.with_suffix('.list')
    listed.write_text('\n  '.join(['[public_whitelist]',
                                   *public_symbols(root / script)]) + '\n')
    status, said = run(['abidw', *DUMP, *headers, '-w', listed, '--out-file',
                        out, library])
    listed.unlink()
    if status != 0:
        sys.exit(f'abidw: {said}')
    # Source files are named as seen from the build folder.
    out.write_text(re.sub(r"( path=')(?:\.\./)+", r'\1', out.read_text()))


def check_means(build, root):
    """Skips where the description would not fit."""
    for tool in ('abidw', 'abidiff', 'readelf'):
        if shutil.which(tool) is None:
            skip(f'no {tool}')
    library = library_of(build, 'portplan')
    if 'X86-64' not in run(['readelf', '-h', library])[1]:
        skip('the description is of x86_64')
    if '.debug_info' not in run(['readelf', '-SW', library])[1]:
        skip('the libraries have no debug information')
    if 'GNU C' not in run(['readelf', '--debug-dump=info', '--dwarf-depth=1',
                           library])[1]:
        skip('the description is of gcc')


def library_of(build, name):
    folder = pathlib.Path(LIBRARIES[name][0]).parent
    return build / folder / f'lib{name}.so'


def main():
    build, root = map(pathlib.Path, sys.argv[1:3])
    described = root / 'tests/library/abi'
    check_means(build, root)
    if '--write' in sys.argv:
        for name in LIBRARIES:
            describe(library_of(build, name), name, root,
                     described / f'{name}.abi')
        return
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name in LIBRARIES:
            now = pathlib.Path(folder) / f'{name}.abi'
            describe(library_of(build, name), name, root, now)
            words = ['abidiff', described / f'{name}.abi', now]
            status, said = run([*words, '--no-added-syms'])
            failed = failed or status != 0
            print(said if status != 0 else run(words)[1])
    if failed:
        sys.exit('The interface of the libraries changed. If that is meant, '
                 './dev abi describes it anew.')


if __name__ == '__main__':
    main()
