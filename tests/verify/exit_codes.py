#!/usr/bin/env python3
"""Every combination of finding, severity, waiver, baseline, --fail-on and
--strict gives the exit status that the contract says.

usage: exit_codes.py PORTPLAN [STEP]: every STEP-th combination

The oracle below is the contract read again: it shares nothing with the
program.
"""
import itertools
import sys
import tempfile

from policies import Failures, Program, STEP, TODAY, policy

# A rule for each kind of result on the capture below.
PORTS = {'none': '8080', 'violation': '5357', 'unknown': '8080/udp'}
# Both protocols' dynamic ranges are told, so that nothing is assumed and
# --strict has no diagnostic to fail on.
CAPTURE = '''C:\\>netsh interface ipv4 show dynamicport tcp

Protocol tcp Dynamic Port Range
---------------------------------
Start Port      : 49152
Number of Ports : 16384

C:\\>netsh interface ipv4 show excludedportrange protocol=tcp

Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      5357        5357

* - Administered port exclusions.
'''
RANK = {'note': 0, 'warning': 1, 'error': 2}


def expected(finding, severity, waiver, baseline, fail_on, strict):
    """0 or 1, by the contract."""
    if finding == 'none' or waiver == 'active' or baseline:
        return 0
    if RANK[severity] < RANK[fail_on]:
        return 0
    return 1 if finding == 'violation' or strict else 0


def waivers_for(waiver):
    expires = {'active': '2027-01-15', 'expired': '2027-01-14',
               'other-host': '2027-12-31', 'none': None}[waiver]
    if expires is None:
        return []
    return [{'rule': 'web', 'reason': 'known', 'expires': expires,
             'host': 'elsewhere' if waiver == 'other-host' else 'BOX'}]


def check(program, failures):
    program.write('box.txt', CAPTURE)
    rows = itertools.product(
        PORTS, RANK, ('none', 'active', 'expired', 'other-host'),
        (False, True), ('error', 'warning'), (False, True))
    for row in itertools.islice(rows, 0, None, STEP):
        finding, severity, waiver, baseline, fail_on, strict = row
        rule = {'id': 'web', 'require': 'bindable', 'ports': PORTS[finding],
                'severity': severity}
        program.write('unwaived.json', policy(rule))
        program.write('policy.json', policy(rule, waivers=waivers_for(waiver)))
        words = ['policy.json', 'box.txt', '--hostname', 'box', '--today', TODAY,
                 '--fail-on', fail_on]
        if strict:
            words.append('--strict')
        if baseline:
            program.run('unwaived.json', 'box.txt', '--hostname', 'box', '--today',
                        TODAY, '--write-baseline', 'known.json')
            words += ['--baseline', 'known.json']
        wanted = expected(*row)
        status, document = program.json(*words)
        failures.expect(status == wanted, row, 'ends with', status)
        failures.expect(document['passed'] is (wanted == 0), row, 'passed')
        findings = document['findings']
        failures.expect(len(findings) == (finding != 'none'), row, findings)
        for one in findings:
            failures.expect(one['kind'] == finding, row, one['kind'])
            failures.expect(one['waived'] is (waiver == 'active'), row, one)
            failures.expect(one['baseline'] is baseline, row, one)


def check_trouble(program, failures):
    """2 beats 3, 3 beats 4, 4 beats 1."""
    blocked = {'id': 'web', 'require': 'bindable', 'ports': '5357'}
    program.write('policy.json', policy(blocked))
    program.write('broken.json', '{')
    program.write('nothing.txt', 'hello\n')
    program.write('odd.txt', CAPTURE.replace(
        '      5357        5357\n',
        '      5357        5357\n      60000       600000\n'))
    program.write('new.json', policy({**blocked, 'ports': '8080'}))
    for words, wanted in (
            (['policy.json', 'box.txt'], 1),
            (['new.json', 'box.txt'], 0),
            (['broken.json', 'box.txt'], 2),
            (['broken.json', 'nothing.txt'], 2),
            (['missing.json', 'box.txt'], 2),
            (['policy.json', 'missing.txt'], 2),
            (['policy.json', 'nothing.txt'], 3),
            (['policy.json', 'nothing.txt', '--strict'], 3),
            (['new.json', '--each', 'box.txt', 'nothing.txt'], 2),
            (['policy.json', 'odd.txt'], 1),
            (['policy.json', 'odd.txt', '--strict'], 4),
            (['new.json', 'odd.txt', '--strict'], 4),
            (['new.json', '--each', 'box.txt', 'odd.txt', '--strict'], 4),
            (['policy.json', 'box.txt', '--baseline', 'broken.json'], 2),
            (['policy.json', 'box.txt', '--today', '2027-02-30'], 2),
            (['policy.json', 'box.txt', '--fail-on', 'note'], 2),
            (['policy.json', 'box.txt', '--output', 'no/such/folder'], 2),
            (['policy.json', 'box.txt', '--write-baseline', 'no/such/x'], 2)):
        status, _, err = program.run(*words)
        failures.expect(status == wanted, words, 'ends with', status,
                        err.decode())


def main():
    failures = Failures(least_checks=600)
    with tempfile.TemporaryDirectory() as folder:
        program = Program(sys.argv[1], folder)
        check(program, failures)
        check_trouble(program, failures)
    failures.end()


if __name__ == '__main__':
    main()
