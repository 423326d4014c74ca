#!/usr/bin/env python3
"""Every format of `verify` is what its readers expect, whatever the input says.

usage: formats.py PORTPLAN

SARIF is valid by the schema of OASIS (sarif-2.1.0.json, as Microsoft's SARIF
SDK carries it) and holds what the schema does not ask for; JUnit is valid by
junit.xsd; annotations and TAP are taken apart again by the rules of their
readers. The input is hostile: controls, quotes, markup, percent signs, bytes
that are no UTF-8.
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from policies import Failures, MACHINES, Program, TODAY, needed, policy

jsonschema = needed('jsonschema')

HERE = Path(__file__).resolve().parent
FORMATS = ('text', 'json', 'junit', 'sarif', 'github', 'tap')
HOSTILE = ('plain', 'a<b>&"c\'d', '100%\r\n::error::x', 'a:b,c', 'x # y \\ z',
           '\x1b[31mred\x07', 'nul\0end', ']]>', '\u202eback', '\ufffe\uffff',
           'line\u2028end', '  ---', '::warning file=x::y', 'ok 1 - fine')
CONTROLS = re.compile('[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e'
                      '\u2066-\u2069\ufeff]')
TABLE = '''netsh int ipv4 show excludedportrange tcp

Start Port    End Port
----------    --------
      8080        8080

* - Administered port exclusions.
'''


def cases(program):
    """(name, words): policies with every state of a check, and hostile ones."""
    for name, words in (
            ('green', ['hosts/build-07', '--hostname', 'build-07']),
            ('red', ['hosts/build-08', '--hostname', 'build-08']),
            ('each', ['--each', 'hosts']),
            ('nameless', ['hosts/build-08']),
            ('strict', ['@hyper-v', '--strict', '--hostname', 'x']),
            ('mild', ['@low-dynamic-range']),
            ('warnings', ['@low-dynamic-range', '--fail-on', 'warning'])):
        yield name, MACHINES, ['shop.policy.json', *words, '--today', TODAY,
                               '--runs', '300']
    program.write('known.json', {'schema': 'portplan.baseline/1',
                                 'findings': []})
    _, document = program.json('shop.policy.json', 'hosts/build-08', '--today',
                               TODAY, folder=MACHINES)
    program.write('old.json', {'schema': 'portplan.baseline/1',
                               'findings': document['findings'][:1]})
    for baseline in ('known.json', 'old.json'):
        yield baseline, MACHINES, [
            'shop.policy.json', 'hosts/build-08', '--today', TODAY,
            '--baseline', str(program.folder / baseline)]
    program.write('table.txt', TABLE)
    for number, text in enumerate(HOSTILE):
        policy_name = f'{number}.json'
        document = policy(
            {'id': text, 'require': 'bindable', 'from': 'compose.yaml'},
            {'id': 'r', 'require': 'bindable', 'ports': '8080'},
            waivers=[{'rule': 'r', 'reason': text}])
        program.write(policy_name, {**document, 'name': text})
        program.write('compose.yaml', json.dumps({'services': {
            text: {'ports': ['8080:80', '${X}' + text.replace('\0', '')]}}}))
        host = text.replace('\0', '')
        yield repr(text), program.folder, [
            policy_name, 'table.txt', '--hostname', host, '--today', TODAY]
    # Names of files may be no UTF-8 at all.
    odd = b'\xff<&>%,:\n.txt'.decode('utf-8', 'surrogateescape')
    program.write(odd, TABLE)
    yield 'file', program.folder, ['0.json', odd, '--today', TODAY]
    yield 'file, each', program.folder, ['0.json', '--each', odd, '--today',
                                         TODAY]
    # Machines that cannot be read, by names as odd.
    empty = b'\xfe\x1b]0;<&>%,:# \n.txt'.decode('utf-8', 'surrogateescape')
    program.write(empty, '')
    program.write('prose.txt', 'hello\n')
    yield 'unread', program.folder, [
        '0.json', '--each', 'table.txt', empty, 'prose.txt', 'none' + odd,
        '--today', TODAY]
    yield 'all unread', program.folder, ['0.json', '--each', empty, '--today',
                                         TODAY]


def check_text(name, form, text, failures):
    bare = text.replace('\n', '').replace('\t', '')
    failures.expect(not CONTROLS.search(bare), name, form, 'a control',
                    repr(CONTROLS.search(bare)))


def check_sarif(name, text, document, schema, failures):
    sarif = json.loads(text)
    errors = [error.message for error in schema.iter_errors(sarif)]
    failures.expect(not errors, name, 'sarif:', errors[:2])
    run = sarif['runs'][0]
    rules = [rule['id'] for rule in run['tool']['driver']['rules']]
    failures.expect(len(run['results']) == len(document['findings']), name)
    notes = [note for invocation in run.get('invocations', [])
             for note in invocation['toolExecutionNotifications']]
    failures.expect(len(notes) == len(document['unread']), name, notes)
    for result, finding in zip(run['results'], document['findings']):
        failures.expect(rules[result['ruleIndex']] == result['ruleId'], name)
        failures.expect(result['ruleId'] == finding['rule'], name, result)
        failures.expect(result['partialFingerprints'] ==
                        {'portplanFinding/v1': finding['fingerprint']}, name)
        # 3.27.10: what is no failure has no level.
        failures.expect((result['kind'] == 'fail') ==
                        (result['level'] != 'none'), name, result)
        failures.expect(bool(result['suppressions']) == finding['waived'], name)
        place = result['locations'][0]['physicalLocation']
        failures.expect(place['region']['startLine'] ==
                        finding['location']['line'], name, place)
        failures.expect(re.fullmatch(r'(file://)?([\w.~/-]|%[0-9A-F]{2})+',
                                     place['artifactLocation']['uri']),
                        name, place)
        if 'baselineState' in result:
            failures.expect(result['baselineState'] == (
                'unchanged' if finding['baseline'] else 'new'), name)


def check_junit(name, text, document, folder, failures):
    path = folder / 'report.xml'
    path.write_text(text, encoding='utf-8')
    done = subprocess.run(['xmllint', '--noout', '--nonet', '--schema',
                           str(HERE / 'junit.xsd'), str(path)],
                          capture_output=True, text=True, check=False)
    failures.expect(done.returncode == 0, name, done.stderr[:300])
    root = ElementTree.fromstring(text)
    checks = document['checks']
    tests = failed = skipped = errors = 0
    for suite in root.iter('testsuite'):
        cases_of = suite.findall('testcase')
        failures.expect(int(suite.get('tests')) == len(cases_of), name)
        failures.expect(int(suite.get('failures')) ==
                        len(suite.findall('testcase/failure')), name)
        failures.expect(int(suite.get('skipped')) ==
                        len(suite.findall('testcase/skipped')), name)
        failures.expect(int(suite.get('errors')) ==
                        len(suite.findall('testcase/error')), name)
        tests += len(cases_of)
        errors += int(suite.get('errors'))
        failed += int(suite.get('failures'))
        skipped += int(suite.get('skipped'))
    unread = len(document['unread'])
    failures.expect((tests, failed, errors) ==
                    (checks['total'] + unread, checks['fail'], unread), name)
    failures.expect((root.get('tests'), root.get('errors')) ==
                    (str(tests), str(errors)), name)
    failures.expect(skipped == checks['unknown'] + checks['waived'] +
                    checks['baseline'], name)


def check_github(name, text, document, failures):
    """As the runner reads it: actions/runner, ActionCommand.TryParseV2."""
    lines = text.rstrip('\n').split('\n')
    shown = [one for one in document['findings']
             if not one['waived'] and not one['baseline']]
    unread = len(document['unread'])
    failures.expect(len(lines) == len(shown) + unread + 1, name, 'lines',
                    len(lines))
    for line in lines[len(shown):-1]:
        failures.expect(re.fullmatch(r'::error file=[^:,]*,title=capture::.*',
                                     line), name, line)
    failures.expect(lines[-1].startswith('portplan: '), name, lines[-1])
    for line, finding in zip(lines, shown):
        match = re.fullmatch(r'::(error|warning|notice) ([^:]*)::(.*)', line)
        failures.expect(match, name, line)
        if not match:
            continue
        properties = dict(one.split('=', 1) for one in match[2].split(','))
        failures.expect(set(properties) == {'file', 'line', 'title'}, name,
                        properties)
        failures.expect(properties['line'] == str(finding['location']['line']),
                        name)
        level = {'error': 'error', 'warning': 'warning', 'note': 'notice'}
        wanted = ('notice' if finding['kind'] == 'unknown' and
                  not finding['fails']
                  else level[finding['severity']])
        failures.expect(match[1] == wanted, name, line)
        for escape in re.findall('%(..)?', match[2] + match[3]):
            failures.expect(escape in ('25', '3A', '2C', '0A', '0D'), name,
                            line)


def check_tap(name, text, document, failures):
    lines = text.rstrip('\n').split('\n')
    checks = document['checks']
    failures.expect(lines[0] == 'TAP version 14', name)
    unread = len(document['unread'])
    total = checks['total'] + unread
    failures.expect(lines[1] == f'1..{total}', name)
    failed = number = 0
    at = 2
    while at < len(lines):
        match = re.fullmatch(r'(not )?ok (\d+) - (.*)', lines[at])
        failures.expect(match, name, lines[at])
        at += 1
        if not match:
            continue
        number += 1
        failures.expect(int(match[2]) == number, name)
        directive = re.search(r'(?<!\\)(?:\\\\)* # (\w+)', match[3])
        failures.expect(not directive or directive[1] in ('SKIP', 'TO' 'DO'),
                        name, lines[at - 1])
        if match[1] and not directive:
            failed += 1
            failures.expect(lines[at] == '  ---', name, lines[at])
            end = lines.index('  ...', at)
            for line in lines[at + 1:end]:
                key, value = line.strip().split(': ', 1)
                failures.expect(key in ('message', 'severity', 'kind',
                                        'fingerprint'), name, line)
                if value.startswith('"'):
                    json.loads(value)
            at = end + 1
    failures.expect((number, failed) == (total, checks['fail'] + unread), name)


def main():
    failures = Failures(least_checks=1000)
    if not shutil.which('xmllint'):
        print('there is no xmllint')
        sys.exit(77)
    schema = json.loads((HERE / 'sarif-2.1.0.json').read_text('utf-8'))
    validator = jsonschema.validators.validator_for(schema)(schema)
    seen = set()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(sys.argv[1], folder)
        for name, where, words in cases(program):
            texts, statuses = {}, set()
            for form in FORMATS:
                status, out, err = program.run(*words, '--format', form,
                                               folder=where)
                statuses.add(status)
                texts[form] = out.decode('utf-8')
                check_text(name, form, texts[form], failures)
                check_text(name, 'stderr', err.decode('utf-8'), failures)
            document = json.loads(texts['json'])
            failures.expect(len(statuses) == 1 and statuses <= (
                {2} if document['unread'] else {0, 1, 4}), name, 'statuses',
                            statuses)
            seen |= {key for key, value in document['checks'].items() if value}
            check_sarif(name, texts['sarif'], document, validator, failures)
            check_junit(name, texts['junit'], document, program.folder,
                        failures)
            check_github(name, texts['github'], document, failures)
            check_tap(name, texts['tap'], document, failures)
    failures.expect(seen == {'total', 'hold', 'fail', 'below_fail_on',
                             'unknown', 'waived', 'baseline'}, 'states', seen)
    failures.end()


if __name__ == '__main__':
    main()
