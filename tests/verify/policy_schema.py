#!/usr/bin/env python3
"""The published schema of policies and the program say the same.

usage: policy_schema.py PORTPLAN [STEP]: every STEP-th policy

Every policy of the fixtures and documents is valid by both; every mutation
below is valid by both or by neither. What a schema cannot say (two rules of
one id, a waiver of no rule, the calendar) is marked. Every kind of rule of
rules.def, every registry value that the program knows, is in the schema.
"""
import copy
import itertools
import json
import re
import sys
import tempfile

from policies import (Failures, MACHINES, Program, ROOT, STEP, needed,
                      policy)

jsonschema = needed('jsonschema')

SCHEMA = ROOT / 'docs/schemas/policy.json'
RULES = ROOT / 'analyzer/verify/rules.def'
VALUES = ROOT / 'analyzer/fact/registry.c'

# One good rule of every kind.
GOOD = {
    'bindable': {'ports': '8080,50051/udp, 55500-55599', 'as': 'container',
                 'after': 'reboot', 'at-least': 0.99},
    'reserved': {'ports': '55500+100', 'persistent': True},
    'outside-dynamic-range': {'ports': '8080'},
    'dynamic-range-within': {'range': '49152-65535', 'protocol': 'udp'},
    'pool': {'count': 1000, 'protocol': 'tcp'},
    'free-run': {'count': 4096},
    'block-room': {'count': 10, 'size': 64},
    'blocks': {'count': 40},
    'absent': {'value': 'MaxUserPort'},
}
# Member, value, whether a rule that may have the member is good with it.
VALUES_OF = [
    ('id', '', False), ('id', 7, False), ('severity', 'note', True),
    ('severity', 'fatal', False), ('severity', None, False),
    ('description', 'why', True), ('nonsense', 1, False),
    ('ports', '', False), ('ports', '8080,', False), ('ports', '0', False),
    ('ports', '65536', False), ('ports', '65535', True),
    ('ports', '8080/sctp', False), ('ports', '8080/UDP', True),
    ('ports', '80 80', False), ('ports', 8080, False), ('ports', [], False),
    ('ports', '8080\t, 1', True), ('ports', '008080', True),
    ('ports', '8080-', False), ('ports', '99999999999', False),
    ('from', 'compose.YML', True), ('from', 'compose.json', False),
    ('from', 'x/launchsettings.json', True), ('from', '', False),
    ('as', 'plain', True), ('as', 'http', False), ('as', True, False),
    ('after', 'update', False), ('after', 1, False),
    ('at-least', 0, False), ('at-least', 1, True), ('at-least', 1.01, False),
    ('at-least', -0.5, False), ('at-least', '0.9', False),
    ('at-least', 1e-9, True), ('persistent', False, True),
    ('persistent', 1, False), ('persistent', None, False),
    ('range', '1024+64511', True), ('range', 'all', False),
    ('range', '49152-65535/tcp', False), ('range', '', False),
    ('protocol', 'TCP', True), ('protocol', 'icmp', False),
    ('protocol', '', False), ('count', -1, False), ('count', 0, True),
    ('count', 65536, True), ('count', 65537, False), ('count', 1.5, False),
    ('count', '10', False), ('count', 10.0, True), ('size', 100, True),
    ('size', 10, False), ('size', '64', False), ('value', 'Nonsense', False),
    ('value', 'maxuserport', False), ('value', 'PortChunkSize', True),
    ('service', 'winnat', None), ('feature', 'wsl', None),
    ('service', '', False),
]
WAIVERS = [
    ({'rule': 'r', 'reason': 'x'}, True),
    ({'rule': 'r', 'reason': 'x', 'expires': '2027-03-31'}, True),
    ({'rule': 'r', 'reason': 'x', 'host': 'a', 'ports': '80,90'}, True),
    ({'rule': 'r'}, False), ({'reason': 'x'}, False), ({}, False),
    ({'rule': 'r', 'reason': ''}, False), ('r', False), (None, False),
    ({'rule': 'r', 'reason': 'x', 'expires': '31.3.2027'}, False),
    ({'rule': 'r', 'reason': 'x', 'expires': '2027-13-01'}, False),
    ({'rule': 'r', 'reason': 'x', 'expires': '2027-3-31'}, False),
    ({'rule': 'r', 'reason': 'x', 'expires': 20270331}, False),
    ({'rule': 'r', 'reason': 'x', 'until': '2027-03-31'}, False),
    ({'rule': 'r', 'reason': 'x', 'ports': 'all'}, False),
    ({'rule': 'r', 'reason': 'x', 'host': ''}, False),
]
# Valid by the schema, refused by the program: no schema can say this.
BEYOND = [
    policy({'id': 'r', **GOOD['pool'], 'require': 'pool'},
           {'id': 'r', **GOOD['blocks'], 'require': 'blocks'}),
    policy({'id': 'r', **GOOD['pool'], 'require': 'pool'},
           waivers=[{'rule': 'other', 'reason': 'x'}]),
    policy({'id': 'r', **GOOD['pool'], 'require': 'pool'},
           waivers=[{'rule': 'r', 'reason': 'x', 'expires': '2027-02-30'}]),
    policy({'id': 'r', 'require': 'reserved', 'ports': '200-100'}),
    policy({'id': 'r', 'require': 'reserved', 'ports': '65535+2'}),
]


def documents():
    """(name, document) of the mutations, none of which is judged here."""
    for kind, members in GOOD.items():
        rule = {'id': 'r', 'require': kind, **members}
        yield kind, policy(rule)
        for missing in rule:
            yield f'{kind} without {missing}', policy(
                {key: value for key, value in rule.items() if key != missing})
        for member, value, _ in VALUES_OF:
            yield f'{kind} with {member} {value!r}', policy(
                {**rule, member: value})
    for waiver, _ in WAIVERS:
        document = policy({'id': 'r', 'require': 'pool', 'count': 1})
        document['waivers'] = [waiver]
        yield f'waiver {waiver}', document
    base = policy({'id': 'r', 'require': 'pool', 'count': 1})
    for key, value in (('schema', 'portplan.policy/2'), ('schema', 1),
                       ('name', 'x'), ('name', ''), ('name', 1),
                       ('description', 'x'), ('rules', []), ('rules', {}),
                       ('rules', [1]), ('rules', None), ('waivers', []),
                       ('waivers', {}), ('$schema', 'x'), ('rule', [])):
        yield f'{key} {value!r}', {**base, key: value}
    for missing in ('schema', 'rules'):
        document = copy.deepcopy(base)
        del document[missing]
        yield f'no {missing}', document
    for document in ([], 'x', None, 1):
        yield repr(document), document


def check_mutations(program, validator, failures):
    good = bad = 0
    program.write('compose.YML', 'services: {}\n')
    (program.folder / 'x').mkdir()
    program.write('x/launchsettings.json', '{"profiles":{}}')
    for name, document in itertools.islice(documents(), 0, None, STEP):
        program.write('policy.json', document)
        by_schema = validator.is_valid(document)
        status, _, err = program.run('policy.json', '@typical-desktop',
                                     '--runs', '1', '--today', '2027-01-15')
        failures.expect((status != 2) == by_schema,
                        f'{name}: the schema says {by_schema}, the program '
                        f'{status}:', err.decode()[:300])
        if status == 2:
            failures.expect(re.search(rb'^policy\.json:\d+:\d+: error: ', err),
                            f'{name}: no place:', err.decode()[:300])
        good += by_schema
        bad += not by_schema
    failures.expect(good > 50 // STEP and bad > 200 // STEP, 'mutations', good, bad)


def check_judged(validator, failures):
    """The schema is no looser than what is written down above."""
    for member, value, wanted in VALUES_OF:
        for kind, members in GOOD.items():
            may = (member in ('id', 'severity', 'description') or
                   member in members or
                   (member == 'from' and 'ports' in members))
            document = policy(
                {'id': 'r', 'require': kind, **members, member: value})
            if wanted is not None and (may or not wanted):
                failures.expect(validator.is_valid(document) == (may and wanted),
                                kind, member, value)
    for waiver, wanted in WAIVERS:
        document = policy({'id': 'r', 'require': 'pool', 'count': 1})
        document['waivers'] = [waiver]
        failures.expect(validator.is_valid(document) == wanted, waiver)


def check_beyond(program, validator, failures):
    for document in BEYOND:
        program.write('policy.json', document)
        failures.expect(validator.is_valid(document), document)
        status, _, err = program.run('policy.json', '@typical-desktop')
        failures.expect(status == 2 and b'error: ' in err, document, status)


def check_tables(schema, failures):
    kinds = re.findall(r'^PP_RULE\(\w+, "([^"]+)"',
                       RULES.read_text(encoding='utf-8'), re.M)
    named = [one['properties']['require']['const']
             for one in schema['definitions']['rule']['oneOf']]
    failures.expect(kinds == named, 'kinds of rules:', kinds, named)
    failures.expect(kinds == list(GOOD), 'a good rule of each kind')
    # Start is a value of every service, Ports of anything: without its key
    # neither names one.
    values = [name for name in
              re.findall(r'= \{KEY_\w+, PP_SV_INIT\("([^"]+)"\)',
                         VALUES.read_text(encoding='utf-8'))
              if name not in ('Start', 'Ports')]
    failures.expect(values == schema['definitions']['value']['enum'],
                    'registry values:', values)


def check_examples(program, validator, failures):
    """The policies of the fixtures, and those that the documents show."""
    found = 0
    for path in sorted(MACHINES.glob('*.policy.json')):
        document = json.loads(path.read_text(encoding='utf-8'))
        failures.expect(validator.is_valid(document), path)
        found += 1
    for path in sorted((ROOT / 'docs').rglob('*.md')):
        text = path.read_text(encoding='utf-8')
        for block in re.findall(r'^```json\n(.*?)^```', text, re.M | re.S):
            document = json.loads(block)
            if document.get('schema') == 'portplan.policy/1':
                found += 1
                failures.expect(validator.is_valid(document), path)
                program.write('policy.json', {
                    **document,
                    'rules': [{**rule, 'from': 'compose.YML'}
                              if 'from' in rule else rule
                              for rule in document['rules']]})
                status, _, err = program.run('policy.json', '@typical-desktop')
                failures.expect(status in (0, 1), path, err.decode())
    failures.expect(found >= 2, 'examples:', found)


def main():
    failures = Failures(least_checks=500)
    schema = json.loads(SCHEMA.read_text(encoding='utf-8'))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    with tempfile.TemporaryDirectory() as folder:
        program = Program(sys.argv[1], folder)
        check_tables(schema, failures)
        check_judged(validator, failures)
        check_mutations(program, validator, failures)
        check_beyond(program, validator, failures)
        check_examples(program, validator, failures)
    failures.end()


if __name__ == '__main__':
    main()
