#!/usr/bin/env python3
"""The subject of a commit is `area: what it does`, in at most 60 characters.

Looks at the newest commits of HEAD, back to the one that brought this rule:
what is older, nobody can mend. Merges are left out, and so is the oldest commit
of a shallow clone, which may be a merge without looking like one.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import common

RULE = 'tests/lint/subjects.py'
AREA = r'[a-z][\w./-]*'
FORM = re.compile(rf'{AREA}(, {AREA})*: \S(.*[^\s.])?')
LONGEST = 60
NEWEST = 50


def git(root, *words):
    # A hook's GIT_DIR is not about this folder.
    env = {name: value for name, value in os.environ.items()
           if not name.startswith('GIT_')}
    return subprocess.run(['git', '-C', str(root), *words], check=True,
                          stdout=subprocess.PIPE, text=True, env=env).stdout


def fault_of(subject):
    if len(subject) > LONGEST:
        return f'{len(subject)} characters, more than {LONGEST}'
    if not FORM.fullmatch(subject):
        return 'not `area: what it does` without a full stop'
    return None


def check(root, findings):
    if not (pathlib.Path(root) / '.git').exists() or not shutil.which('git'):
        common.skip('no checkout of git, so that there are no commits')
    selection = ['--no-merges']
    if git(root, 'rev-parse', '--is-shallow-repository').strip() == 'true':
        selection.append('--min-parents=1')
    brought = git(root, 'log', '--diff-filter=A', '--format=%H', '--', RULE)
    if not brought:
        common.skip('this rule is in no commit yet')
    commits = git(root, 'log', *selection, f'--max-count={NEWEST}',
                  '--format=%h %s', 'HEAD', '--not',
                  brought.split()[-1] + '^@').splitlines()
    if not commits:
        common.skip('a shallow clone without a commit to look at')
    for commit in commits:
        name, _, subject = commit.partition(' ')
        fault = fault_of(subject)
        if fault:
            findings.lines.append(f'commit {name}: {fault}: {subject}')


def found_in(root):
    findings = common.Findings()
    check(root, findings)
    return findings.lines


def self_test():
    for subject in ('check: say why', 'parse/netsh, docs: read a row',
                    'a: ' + 'x' * 57):
        assert fault_of(subject) is None, subject
    for subject in ('Say why', 'check:say why', 'check: ', 'Check: say why',
                    'check: say why.', 'check, : x', 'a: ' + 'x' * 58,
                    'Merge main', 'fixup! check: say why'):
        assert fault_of(subject), subject
    if not shutil.which('git'):
        common.skip('no git')
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name) / 'full'

        def commit(subject):
            git(root, 'add', '.')
            git(root, '-c', 'user.name=x', '-c', 'user.email=x@example.org',
                'commit', '-q', '--allow-empty', '-m', subject)

        (root / RULE).parent.mkdir(parents=True)
        git(root, 'init', '-q')
        commit('Before the rule')
        (root / RULE).touch()
        commit('tests: bring the rule')
        commit('tests: use it')
        assert found_in(root) == [], found_in(root)
        commit('Forget it')
        commit('tests: use it again')
        assert len(found_in(root)) == 1, found_in(root)
        git(name, 'clone', '-q', '--depth=2', root.as_uri(), 'shallow')
        assert found_in(pathlib.Path(name) / 'shallow') == []
        git(name, 'clone', '-q', '--depth=3', root.as_uri(), 'deeper')
        assert len(found_in(pathlib.Path(name) / 'deeper')) == 1


if __name__ == '__main__':
    common.run(check, self_test)
