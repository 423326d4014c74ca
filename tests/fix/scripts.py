"""Every captured table with a block of winnat: `fix` is asked for a port in the
middle of the block, and what-if reads each script that it prints. The ports must
be bindable then with the very probability that `fix` told."""
import json
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
RUNS = '100'
LEAST_SCRIPTS = 20  # of the fixtures; fewer means that nothing was tested


def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True,
                          encoding='utf-8')
    if done.returncode not in (0, 1, 3):
        sys.exit(f'{words}: exit {done.returncode}: {done.stderr}')
    return done


def blocked_ports(program, capture):
    """One port for each protocol, in the middle of the first block."""
    done = run(program, 'show', '--format', 'csv', capture)
    rows = [line.split(',') for line in done.stdout.splitlines()]
    ports = {}
    if not rows:
        return ports
    heads = rows[0]
    for row in rows[1:]:
        cells = dict(zip(heads, row))
        if cells['owner'] == 'winnat':
            middle = (int(cells['start']) + int(cells['end'])) // 2
            ports.setdefault(cells['protocol'], middle)
    return ports


def expectations(answer):
    """Steps to put behind the script, and the probabilities that were told."""
    rows = next(trial for trial in answer['tried'] if trial['works'])['outcomes']
    half = len(rows) // 2
    steps = []
    for index, row in enumerate(rows):
        if index == half:
            steps.append('reboot')
        steps.append(f"expect {row['start']}-{row['end']}/{row['protocol']} "
                     f"{row['expect']} at-least 99%")
    return '\n'.join(steps) + '\n', [row['probability'] for row in rows]


def check_script(program, capture, port, shell, folder):
    """None where no script is offered, else what is wrong: '' for nothing."""
    words = [port, capture, '--runs', RUNS]
    told = run(program, 'fix', *words, '--format', 'json')
    script = run(program, 'fix', *words, '--format', shell)
    if script.returncode != told.returncode:
        return f'exit {script.returncode} and {told.returncode}'
    if told.returncode != 0:
        return '' if script.stdout == '' else 'a script for what is not cured'
    steps, probabilities = expectations(json.loads(told.stdout))
    path = pathlib.Path(folder) / 'script.txt'
    path.write_text(script.stdout + '\n' + steps, encoding='utf-8')
    played = run(program, 'what-if', '--script', str(path), capture, '--runs',
                 RUNS, '--format', 'json')
    if played.returncode != 0:
        return f'what-if: exit {played.returncode}: {played.stderr}'
    answer = json.loads(played.stdout)
    refused = [step['step'] for step in answer['steps']
               if step['outcome'] != 'ok']
    if refused:
        return f'refused: {refused}'
    found = [row['probability'] for row in answer['expectations']]
    return None if found == probabilities else f'{found}, not {probabilities}'


def main():
    program = sys.argv[1]
    wrong, good, without = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((SOURCE / 'fixtures/captured').glob('*.txt')):
            for protocol, port in blocked_ports(program, str(path)).items():
                for shell in ('cmd', 'powershell'):
                    what = check_script(program, str(path),
                                        f'{port}/{protocol}', shell, folder)
                    good += what is None
                    without += what == ''
                    if what:
                        wrong.append(f'{path.name} {port}/{protocol} {shell}: '
                                     f'{what}')
    print(f'{good} scripts read back, {without} not offered, {len(wrong)} wrong')
    if good < LEAST_SCRIPTS:
        wrong.append('too few fixtures have a block')
    sys.exit('\n'.join(wrong) if wrong else 0)


main()
