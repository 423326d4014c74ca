#!/usr/bin/env python3
"""Registry readers against their peers.

A seeded .reg text is merged into an empty hive by hivexregedit. Then portplan
must read the same from the text, from the hive, and from the text that
hivexregedit exports again; and the values that reglookup, which shares no code
with libhivex, finds in the hive.

    registry.py PORTPLAN [--seed N] [--runs N]

Exit code 77: a tool is not installed, or this portplan cannot read hives.
"""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

sys.dont_write_bytecode = True
import mkhive  # noqa: E402

ROOT = 'HKEY_LOCAL_MACHINE\\SYSTEM'
SET = ROOT + '\\ControlSet001'
CURRENT = ROOT + '\\CurrentControlSet'
KEYS = [
    'Services\\Tcpip\\Parameters',
    'Services\\Tcpip6\\Parameters',
    'Services\\hns\\State',
    'Services\\WinNat',
    'Services\\WinNat\\Parameters',
    'Services\\DNS\\Parameters',
    'Control\\Nsi\\{eb004a03-9b1a-11d4-9123-0050047759bc}\\29',
    'Control\\Nsi\\{eb004a02-9b1a-11d4-9123-0050047759bc}\\5',
]
NAMES = ['MaxUserPort', 'ReservedPorts', 'a name', 'Start', 'x=y', 'c3503c00',
         'EnableExcludedPortRange', 'PortChunkSize', 'NV Hostname', 'z']
TEXTS = ['', 'box', '4000-4010', '%SystemRoot%\\x', 'a b', '5000-5000']


def data_bytes(number, data):
    digits = [f'{byte:02x}' for byte in data]
    lines = [digits[at:at + 20] for at in range(0, len(digits), 20)] or [[]]
    mark = 'hex' if number == 3 else f'hex({number:x})'
    return mark + ':' + ',\\\n  '.join(','.join(line) for line in lines)


def utf16(text):
    return text.encode('utf-16-le')


def a_value(rng):
    """How a .reg file writes it, and what portplan must say of it."""
    kind = rng.choice(['dword', 'qword', 'binary', 'sz', 'expand_sz',
                       'multi_sz'])
    if kind == 'dword':
        number = rng.choice([0, 1, 5000, 65534, 2**32 - 1,
                             rng.randrange(2**32)])
        return f'dword:{number:08x}', kind, number
    if kind == 'qword':
        number = rng.randrange(2**rng.choice([1, 33, 53]))
        return data_bytes(11, number.to_bytes(8, 'little')), kind, number
    if kind == 'binary':
        data = rng.randbytes(rng.choice([0, 1, 4, 5, 60]))
        return data_bytes(3, data), kind, data.hex()
    if kind == 'multi_sz':
        texts = [text for text in rng.sample(TEXTS, rng.randrange(5)) if text]
        data = utf16(''.join(text + '\0' for text in texts) + '\0')
        return data_bytes(7, data), kind, texts
    text = rng.choice(TEXTS)
    number = 1 if kind == 'sz' else 2
    return data_bytes(number, utf16(text + '\0')), kind, text


def with_parents(keys):
    """hivexregedit makes no parents."""
    seen = []
    for key in keys:
        parts = key.split('\\')
        for count in range(2, len(parts) + 1):
            parent = '\\'.join(parts[:count])
            if parent not in seen and parent != ROOT:
                seen.append(parent)
    return seen


def make(rng):
    """The .reg text and {(key, name): (type, value)}."""
    values = {}
    chunks = ['Windows Registry Editor Version 5.00\n']
    keys = rng.sample(KEYS, rng.randrange(1, len(KEYS) + 1))
    full = [ROOT + '\\Select'] + [f'{SET}\\{key}' for key in keys]
    full.append(SET + '\\Services\\Other')
    for key in with_parents(full):
        lines = [f'\n[{key}]']
        if key.endswith('Select'):
            lines.append('"Current"=dword:00000001')
        elif key in full:
            for name in rng.sample(NAMES, rng.randrange(len(NAMES))):
                text, kind, value = a_value(rng)
                lines.append(f'"{name}"={text}')
                if not key.endswith('Other'):
                    values[key, name] = (kind, value)
        chunks.append('\n'.join(lines) + '\n')
    return ''.join(chunks), values


def facts_of(portplan, path):
    done = subprocess.run([portplan, 'show', '--format', 'ndjson', path],
                          capture_output=True)
    if b'[PP-555]' in done.stderr:
        print('this portplan cannot read hives')
        sys.exit(77)
    facts = {}
    for line in done.stdout.decode().splitlines():
        fact = json.loads(line)
        known = [key for key in KEYS if fact['key'].lower().endswith(
            '\\' + key.lower())]
        if known:
            key = fact['key'].replace(CURRENT, SET)
            facts[key, fact['name']] = (fact['type'], fact['value'])
    return facts


def reglookup_of(path):
    """The names and the numbers, as reglookup prints them."""
    text = subprocess.run(['reglookup', '-H', path], check=True,
                          capture_output=True).stdout.decode()
    found = {}
    for line in text.splitlines():
        where, kind, value = line.split(',')[:3]
        if kind == 'KEY':
            continue
        key, name = where.rsplit('/', 1)
        key = ROOT + key.replace('/', '\\')
        if any(key.endswith('\\' + one) for one in KEYS):
            found[key, name] = (kind, value)
    return found


def same_as_reglookup(fact, other):
    kind, value = fact
    other_kind, text = other
    if kind == 'binary':
        data = urllib.parse.unquote_to_bytes('' if text == '(null)' else text)
        return other_kind == 'BINARY' and data.hex() == value
    if kind != 'multi_sz':
        text = urllib.parse.unquote(text)
    if kind == 'dword':
        return other_kind == 'DWORD' and int(text, 16) == value
    if kind == 'multi_sz':
        texts = [urllib.parse.unquote(one) for one in text.split('|') if one]
        return other_kind == 'MULTI_SZ' and texts == value
    if kind in ('sz', 'expand_sz'):
        return other_kind == kind.upper() and text == value
    return other_kind == kind.upper()  # a QWORD: in a form of its own


def compare(label, wanted, found):
    if wanted == found:
        return True
    print(f'{label}: differs')
    for key in sorted(set(wanted) | set(found)):
        if wanted.get(key) != found.get(key):
            print(f'  {key}: {wanted.get(key)} / {found.get(key)}')
    return False


def run(portplan, seed, folder):
    text, values = make(random.Random(seed))
    source = folder / 'in.reg'
    hive = folder / 'SYSTEM'
    again = folder / 'again.reg'
    source.write_text(text)
    hive.write_bytes(mkhive.hive())
    subprocess.run(['hivexregedit', '--merge', '--prefix', ROOT, hive, source],
                   check=True)
    with again.open('wb') as out:
        subprocess.run(['hivexregedit', '--export', '--prefix', ROOT, hive,
                        '\\'], check=True, stdout=out)
    label = f'seed {seed}'
    good = compare(f'{label}, text', values, facts_of(portplan, source))
    good &= compare(f'{label}, hive', values, facts_of(portplan, hive))
    good &= compare(f'{label}, export', values, facts_of(portplan, again))
    peers = reglookup_of(hive)
    for key, fact in values.items():
        if key not in peers or not same_as_reglookup(fact, peers[key]):
            print(f'{label}, reglookup: {key}: {fact} / {peers.get(key)}')
            good = False
    if not good:
        print(text)
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('portplan')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--runs', type=int, default=20)
    options = parser.parse_args()
    for tool in ('hivexregedit', 'reglookup'):
        if shutil.which(tool) is None:
            print(f'{tool} is not installed')
            return 77
    with tempfile.TemporaryDirectory() as folder:
        results = [run(options.portplan, options.seed + i,
                       pathlib.Path(folder)) for i in range(options.runs)]
    print(f'{sum(results)} of {len(results)} agree')
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
