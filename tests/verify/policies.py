"""What the tests of `verify` share: running the program on a policy."""
import importlib
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MACHINES = ROOT / 'fixtures/machines'
TODAY = '2027-01-15'
TIMEOUT_SECONDS = 300
STEP = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # every STEP-th input


def needed(name):
    """A Python module of the tests'; without it a script is skipped."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f'there is no Python module {name}')
        sys.exit(77)


class Program:
    """The program under test, in a folder of its own."""

    def __init__(self, path, folder):
        self.path = str(pathlib.Path(path).resolve())
        self.folder = pathlib.Path(folder)

    def write(self, name, content):
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode()
        (self.folder / name).write_bytes(content)
        return name

    def run(self, *words, folder=None):
        """Status, standard output, standard error, all as bytes."""
        done = subprocess.run([self.path, 'verify', *words],
                              cwd=folder or self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIMEOUT_SECONDS, check=False)
        return done.returncode, done.stdout, done.stderr

    def json(self, *words, folder=None):
        status, out, err = self.run(*words, '--format', 'json', folder=folder)
        if status not in (0, 1):
            raise AssertionError(f'{words}: status {status}: {err.decode()}')
        return status, json.loads(out)


def policy(*rules, waivers=()):
    document = {'schema': 'portplan.policy/1', 'rules': list(rules)}
    if waivers:
        document['waivers'] = list(waivers)
    return document


class Failures:
    """Collects what is wrong, and ends the program."""

    def __init__(self, least_checks):
        self.least_checks = least_checks // STEP
        self.checks = 0
        self.failed = 0

    def expect(self, claim, *what):
        self.checks += 1
        if not claim:
            self.failed += 1
            if self.failed <= 20:
                print(*what)

    def end(self):
        print(f'{self.checks} checks, {self.failed} failed')
        if self.checks < self.least_checks:
            print(f'fewer than {self.least_checks}: not all of it ran')
        sys.exit(1 if self.failed or self.checks < self.least_checks else 0)
