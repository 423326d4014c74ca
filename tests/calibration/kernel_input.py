#!/usr/bin/env python3
"""The C programs of sim/calibrate refuse what they cannot read."""
import subprocess
import sys

FOLDER = sys.argv[1]
RANGE = 'range 49152 16384\n'
BAD = ('', 'runs 10\n', RANGE + 'unknown 1\n', RANGE + 'runs\n',
       RANGE + 'runs x\n', RANGE + 'runs 4294967296\n',
       RANGE + 'runs 10000001\n', RANGE + 'numbers 1 2\n',
       RANGE + 'high 100 5 4\n', RANGE + 'high 1001 4 5\n',
       RANGE + 'low 100 4\n', RANGE + 'rates 1 2 3 4 1001\n',
       RANGE + 'model 3\n', RANGE + 'usual 5 4 100\n', RANGE + 'usual 5 5\n',
       RANGE + 'taken 5 65536\n', RANGE + 'old\n',
       RANGE + 'runs ' + '1 ' * 70 + '\n', 'range 49152 16385\n')


def run(name, arguments, text):
    return subprocess.run([f'{FOLDER}/{name}', *arguments], input=text,
                          capture_output=True, text=True, check=False)


for text in BAD:
    done = run('draw_tables', [], text)
    assert (done.returncode, done.stdout) == (2, ''), (text, done)
    assert done.stderr.startswith('calibrate: '), done

good = run('draw_tables', [], RANGE + 'runs 5\nsamples 2\nseed 7\n')
lines = good.stdout.splitlines()
assert good.returncode == 0 and len(lines) == 3, good
assert [line.split()[0] for line in lines] == ['table', 'table', 'counts']
assert len(lines[2].split()) == 1 + 16384
assert run('draw_tables', [], RANGE + 'runs 5\nsamples 2\nseed 7\n') \
    .stdout == good.stdout

for arguments in ([], ['reboot', '10'], ['reboot', 'x', '1'],
                  ['no such step', '10', '1'], ['reboot', '0', '1']):
    done = run('play_step', arguments, '')
    assert (done.returncode, done.stdout) == (2, ''), (arguments, done)
print('ok')
