#!/usr/bin/env python3
"""shellcheck has nothing to say of any shell script."""
import pathlib
import re
import shutil
import subprocess

import common


def check(root, findings):
    if not shutil.which('shellcheck'):
        common.skip('no shellcheck')
    scripts = []
    for name in common.tree_files(root):
        with (pathlib.Path(root) / name).open('rb') as file:
            if re.match(rb'#!.*\b(ba|da)?sh\n', file.readline(80)):
                scripts.append(name)
    if scripts:
        findings.lines += subprocess.run(
            ['shellcheck', '--external-sources', '--format=gcc', *scripts], cwd=root,
            capture_output=True, text=True).stdout.splitlines()


def self_test():
    for text, wanted in (('#!/bin/sh\necho "$1"\n', []),
                         ('#!/usr/bin/env bash\necho $1\n', ['a:2:']),
                         ('echo $1\n', [])):
        common.expect(check, {'a': text}, wanted)


if __name__ == '__main__':
    common.run(check, self_test)
