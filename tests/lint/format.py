#!/usr/bin/env python3
"""C files are as clang-format leaves them: version 14, as versions differ."""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess

import common


def find_tool():
    for name in ('clang-format-14', 'clang-format'):
        if shutil.which(name) and ' 14.' in subprocess.run(
                [name, '--version'], check=True, capture_output=True,
                text=True).stdout:
            return name
    common.skip('no clang-format 14, and only that one decides')


def run_tool(root, *options):
    """What clang-format says of all C files."""
    tool = find_tool()
    names = [name for name in common.tree_files(root)
             if name.endswith(('.c', '.h'))]
    workers = os.cpu_count() or 1

    def run(share):
        return subprocess.run([tool, *options, *share], cwd=root,
                              capture_output=True, text=True).stderr

    shares = [names[at::workers] for at in range(workers) if names[at::workers]]
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return ''.join(pool.map(run, shares))


def check(root, findings, options=None):
    if options is not None and options.write:
        print(run_tool(root, '-i'), end='')
        return
    complaints = run_tool(root, '--dry-run', '-Werror')
    # One line a file says enough: ./dev format mends them all.
    for name in sorted(set(re.findall(r'^(\S+):\d+:\d+: error', complaints,
                                      re.M))):
        findings.add(name, 1, './dev format would change it')


def self_test():
    style = (pathlib.Path(common.ROOT) / '.clang-format').read_text('utf-8')
    for text, wanted in (('int x;\n', []), ('int  x;\n', ['a.c:1: '])):
        common.expect(check, {'.clang-format': style, 'a.c': text}, wanted)


def add_options(parser):
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument('--write', action='store_true')
    choice.add_argument('--check', action='store_true', help='the default')


if __name__ == '__main__':
    common.run(check, self_test, add_options)
