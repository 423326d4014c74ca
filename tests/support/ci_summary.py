#!/usr/bin/env python3
"""Sums up a run of ./dev test; the last line is `N passed, N failed`.

Criterion's exit code is 0 when a filter matches nothing, and Meson counts
programs, not tests. So the tests are counted where they are recorded: in the
XML file that each program writes. A program whose file is missing, broken or
without a single test is a failure, and so is one that failed by Meson's word
although its file knows of no failure (a crash, a time-out).

  --run DIR:LOG       a run of `meson test --logbase LOG` in DIR
  --check NAME=STATUS a step that passes or fails as one (a build, a lint)
"""
import argparse
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.skipped = 0
        self.notes = []
        self.skips = []

    def skip(self, name, why):
        self.skipped += 1
        self.skips.append(f'{name}: {why}')

    def fail(self, note, count=1):
        self.failed += count
        self.notes.append(note)


def xml_path(command):
    for word in command:
        if word.startswith('--xml='):
            return pathlib.Path(word[len('--xml='):])
    return None


def skip_reasons(path):
    """Test -> why it was skipped: Criterion says that in its JSON alone."""
    if not path.exists():
        return {}
    suites = json.loads(path.read_text(encoding='utf-8'))['test_suites']
    reasons = {test['name']: ' '.join(test.get('messages', []))
               for suite in suites for test in suite['tests']}
    # Criterion's words for what is disabled or what a filter left out.
    return {name: 'left out of this run' if why == 'The test was skipped.'
            else why for name, why in reasons.items()}


def count_xml(path, name, tally):
    """Adds the test cases of one file; tells how many of them failed."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        tally.fail(f'{name}: no readable XML report: {error}')
        return 1
    cases = list(root.iter('testcase'))
    if not cases:
        tally.fail(f'{name}: not a single test ran')
        return 1
    failures = 0
    reasons = skip_reasons(path.with_suffix('.json'))
    for case in cases:
        status = case.get('status', '')
        if status == 'PASSED':
            tally.passed += 1
        elif status == 'SKIPPED':
            test = case.get('name')
            tally.skip(f'{name}: {test}', reasons.get(test, 'no reason told'))
        else:
            tally.fail(f'{name}: {case.get("name")}: {status or "no status"}')
            failures += 1
    return failures


def count_test(entry, name, tally):
    result = entry['result']
    path = xml_path(entry['command'])
    if path is None:
        if result in ('OK', 'EXPECTEDFAIL'):
            tally.passed += 1
        elif result == 'SKIP':
            said = entry.get('stdout', '').strip().splitlines()
            tally.skip(name, said[-1] if said else 'no reason told')
        else:
            tally.fail(f'{name}: {result}')
        return
    failures = count_xml(path, name, tally)
    if failures == 0 and result not in ('OK', 'EXPECTEDFAIL', 'SKIP'):
        tally.fail(f'{name}: {result}, though no test of it failed')


def expected_tests(build, log):
    """What Meson would run: lint is a run of its own."""
    text = subprocess.run(['meson', 'introspect', '--tests', str(build)],
                          check=True, capture_output=True, text=True).stdout
    for test in json.loads(text):
        suites = {suite.split(':')[-1] for suite in test['suite']}
        if ('lint' in suites) == (log == 'lint'):
            yield test


def count_run(build, log, tally):
    entries = []
    path = build / 'meson-logs' / f'{log}.json'
    if path.exists():
        entries = [json.loads(line) for line in path.open(encoding='utf-8')]
    ran = set()
    for entry in entries:
        ran.add(tuple(entry['command']))
        count_test(entry, f'{build}: {entry["name"]}', tally)
    for test in expected_tests(build, log):
        if tuple(test['cmd']) not in ran:
            tally.fail(f'{build}: {test["name"]}: did not run')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--run', action='append', default=[])
    parser.add_argument('--check', action='append', default=[])
    options = parser.parse_args()

    total = Tally()
    # The runs' own steps: their tests are counted one by one.
    counted_elsewhere = {'tests', 'tests under sanitizers', 'house rules'}
    for run in options.run:
        build, log = run.split(':')
        tally = Tally()
        count_run(pathlib.Path(build), log, tally)
        print(f'{build} {log}: {tally.passed} passed, {tally.failed} failed, '
              f'{tally.skipped} skipped')
        total.passed += tally.passed
        total.failed += tally.failed
        total.notes += tally.notes
        total.skips += tally.skips
    failed_before = total.failed
    for check in options.check:
        name, status = check.rsplit('=', 1)
        if name in counted_elsewhere:
            # Meson found fault with a run in which nothing failed, or the
            # sanitizers reported something.
            if status != '0' and (failed_before == 0 or status == '99'):
                total.fail(f'{name}: ended with status {status}')
        elif status == '0':
            total.passed += 1
        else:
            total.fail(f'{name}: ended with status {status}')
    for skip in total.skips:
        print(f'SKIPPED {skip}')
    for note in total.notes:
        print(f'FAILED {note}')
    if total.passed == 0 and total.failed == 0:
        total.fail('nothing ran')
        print('FAILED nothing ran')
    print(f'{total.passed} passed, {total.failed} failed')
    return 1 if total.failed else 0


if __name__ == '__main__':
    sys.exit(main())
