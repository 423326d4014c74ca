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

SMALL = 'range 60000 4\nruns 10\n'
for text in ('', SMALL, SMALL + 'weight 0\n', SMALL + 'weight 1000\n',
             SMALL + 'weight 1\ncounts 1 2 3\n', SMALL + 'counts 1 2 3 11\n',
             SMALL + 'kept 5\n', SMALL + 'unknown 1\n', 'weight 1\n',
             'range 60000 4\ncounts 1 2 3 4\n', SMALL + 'near\n'):
    done = run('choose_ports', [], text)
    assert (done.returncode, done.stdout) == (2, ''), (text, done)
done = run('choose_ports', [], SMALL + 'weight 600\ncount 9\n'
           'counts 1 9 0 2\nkept 60002 1\n')
assert done.returncode == 0 and \
    sorted(done.stdout.split()) == ['60000', '60001', '60003', 'ports'], done

for arguments in ([], ['reboot', '10'], ['reboot', 'x', '1'],
                  ['no such step', '10', '1'], ['reboot', '0', '1']):
    done = run('play_step', arguments, '')
    assert (done.returncode, done.stdout) == (2, ''), (arguments, done)
print('ok')
