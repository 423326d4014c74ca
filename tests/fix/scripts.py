"""usage: scripts.py PORTPLAN [STEP]

Every captured table with a block of winnat: `fix` is asked for a port in the
middle of the block, and what-if reads each script that it prints. The ports must
be bindable then with the very probability that `fix` told. Beside them machines
with MaxUserPort and ReservedPorts, before Vista and since."""
import json
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
STEP = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # every STEP-th table
RUNS = '100'
LEAST_SCRIPTS = 20  # of the fixtures; fewer means that nothing was tested
SHELLS = ('cmd', 'powershell')

REGISTRY = ('Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\'
            'CurrentControlSet\\Services\\Tcpip\\Parameters]\n')
MAX_USER_PORT = REGISTRY + '"MaxUserPort"=dword:0000fffe\n'
# 4000-4001, 8000-8010 as strings of UTF-16
RESERVED_PORTS = REGISTRY + '"ReservedPorts"=hex(7):' + ','.join(
    f'{byte:02x}' for byte in
    '4000-4001\0008000-8010\0\0'.encode('utf-16-le')) + '\n'
LOW_RANGE = '''
Protocol tcp Dynamic Port Range
---------------------------------
Start Port      : 1024
Number of Ports : 64511

Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      1074        1173
     50000       50059     *

* - Administered port exclusions.
'''

DEFAULT_RANGE = LOW_RANGE.replace('1024', '49152').replace('64511', '16384')
MIRRORED = '[wsl2]\nnetworkingMode=mirrored\n'
NARROW_RANGES = ''.join(
    DEFAULT_RANGE.replace('16384', '3000').replace('tcp', protocol)
    for protocol in ('tcp', 'udp'))

# Machines made here: the version, other captures, the port, the cure asked for
# (None: fix's own choice), a text that every script must hold.
TCPIP = r' HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v '
MACHINES = [
    ('10.0.19045', [MAX_USER_PORT, LOW_RANGE], '1100', 'dynamic-range',
     'reg delete' + TCPIP + 'MaxUserPort /f'),
    ('10.0.22631', [MAX_USER_PORT, LOW_RANGE], '1100', 'dynamic-range',
     'reg delete' + TCPIP + 'MaxUserPort /f'),
    ('10.0.22631', [MAX_USER_PORT, LOW_RANGE], '1100', None,
     'net stop winnat'),
    ('6.0.6002', [MAX_USER_PORT, LOW_RANGE], '1100', 'dynamic-range',
     'reg add' + TCPIP + 'MaxUserPort /t REG_DWORD /d 65534 /f'),
    ('5.2.3790', [MAX_USER_PORT], '6000', 'dynamic-range',
     'reg delete' + TCPIP + 'MaxUserPort /f'),
    ('5.2.3790', [MAX_USER_PORT], '6000', None,
     'reg add' + TCPIP + 'ReservedPorts /t REG_MULTI_SZ /d 6000-6000 /f'),
    ('5.2.3790', [RESERVED_PORTS], '3000', None,
     'reg add' + TCPIP + 'ReservedPorts /t REG_MULTI_SZ /d '
     r'3000-3000\04000-4001\08000-8010 /f'),
    ('5.1.2600', [RESERVED_PORTS], '4002/udp', 'reserved-ports',
     'reg add' + TCPIP + 'ReservedPorts /t REG_MULTI_SZ /d '
     r'4000-4002\08000-8010 /f'),
    ('10.0.22631', [MIRRORED, DEFAULT_RANGE], '57000', None, 'wsl --shutdown'),
    ('10.0.22631', [MIRRORED, NARROW_RANGES], '7000', None,
     'dynamicport protocol=udp startport=32768 numberofports=32768'),
]


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


def check_script(program, captures, port, shell, folder, cure=None,
                 must_hold=''):
    """None where the script does what was told, '' where none is offered, else
    what is wrong."""
    words = [port, *captures, '--runs', RUNS]
    words += ['--cure', cure] if cure else []
    # Where WSL's block lies in the dynamic range, as its width bears on it.
    words += ['--assume', 'mirrored-place=dynamic-range']
    told = run(program, 'fix', *words, '--format', 'json')
    script = run(program, 'fix', *words, '--format', shell)
    if script.returncode != told.returncode:
        return f'exit {script.returncode} and {told.returncode}'
    if told.returncode != 0:
        return '' if script.stdout == '' else 'a script for what is not cured'
    if must_hold not in script.stdout:
        return f'without {must_hold}: {script.stdout}'
    steps, probabilities = expectations(json.loads(told.stdout))
    path = pathlib.Path(folder) / 'script.txt'
    path.write_text(script.stdout + '\n' + steps, encoding='utf-8')
    played = run(program, 'what-if', '--script', str(path), *captures, '--runs',
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


def check_fixtures(program, folder):
    """What came of each script for a port inside a captured block."""
    for path in sorted((SOURCE / 'fixtures/captured').glob('*.txt'))[::STEP]:
        for protocol, port in blocked_ports(program, str(path)).items():
            for shell in SHELLS:
                what = check_script(program, [str(path)], f'{port}/{protocol}',
                                    shell, folder)
                yield f'{path.name} {port}/{protocol} {shell}', what


def check_machines(program, folder):
    """The same of the machines above; there a script must be offered."""
    for index, (version, texts, port, cure, must_hold) in enumerate(MACHINES):
        paths = []
        version_line = f'Microsoft Windows [Version {version}]\n'
        for number, text in enumerate([version_line, *texts]):
            path = pathlib.Path(folder) / f'machine-{index}-{number}.txt'
            path.write_text(text, encoding='utf-8')
            paths.append(str(path))
        for shell in SHELLS:
            what = check_script(program, paths, port, shell, folder, cure,
                                must_hold)
            name = f'machine {index} {version} {port} {shell}'
            yield name, 'no script' if what == '' else what


def main():
    program = sys.argv[1]
    results = []
    with tempfile.TemporaryDirectory() as folder:
        results += check_fixtures(program, folder)
        results += check_machines(program, folder)
    good = sum(what is None for _, what in results)
    without = sum(what == '' for _, what in results)
    wrong = [f'{name}: {what}' for name, what in results if what]
    print(f'{good} scripts read back, {without} not offered, {len(wrong)} wrong')
    if good < LEAST_SCRIPTS // STEP:
        wrong.append('too few fixtures have a block')
    sys.exit('\n'.join(wrong) if wrong else 0)


main()
