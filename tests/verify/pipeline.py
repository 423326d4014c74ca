#!/usr/bin/env python3
"""The pipelines that the documents show run as they stand.

usage: pipeline.py PORTPLAN

docs/ci.md's shell pipeline and GitLab job, the step of action.yml and the
pre-commit hook, each in a copy of fixtures/machines: build-07 is green,
build-08 red, and for the right reason.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from policies import Failures, MACHINES, ROOT, TODAY, needed

yaml = needed('yaml')

GREEN, RED = 'build-07', 'build-08'
# What is wrong with build-08, by rule.
REASONS = {'containers': 'excluded 50060-50159, owner winnat',
           'kept': 'no administered exclusion covers port 50070'}


# Where Meson puts it below a build folder.
PROGRAM = Path('analyzer/cli/portplan')


def blocks(name, language):
    text = (ROOT / name).read_text(encoding='utf-8')
    return re.findall(rf'^```{language}\n(.*?)^```', text, re.M | re.S)


class Box:
    """A folder with the project's files, and portplan on the path."""

    def __init__(self, program, folder):
        self.work = Path(folder) / 'work'
        self.bin = Path(folder) / 'bin'
        self.bin.mkdir()
        (self.bin / 'portplan').symlink_to(Path(program).resolve())
        self.fresh()

    def fresh(self):
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(MACHINES, self.work)

    def run(self, words, **variables):
        environment = {'PATH': f'{self.bin}:{os.environ["PATH"]}',
                       'LC_ALL': 'C.UTF-8', **variables}
        done = subprocess.run(words, cwd=self.work, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr


def expect_reasons(name, text, failures):
    for rule, reason in REASONS.items():
        failures.expect(reason in text, f'{name}: {rule} is not told:', text)


def check_junit(path, machine, failures):
    root = ElementTree.parse(path).getroot()
    failed = {case.get('classname'): case.find('failure').get('message')
              for case in root.iter('testcase')
              if case.find('failure') is not None}
    failures.expect(set(failed) - {'no-maxuserport'} ==
                    (set() if machine == GREEN else set(REASONS)), failed)


def check_shell(box, failures):
    (script,) = blocks('docs/ci.md', 'sh')
    for machine, wanted in ((GREEN, 0), (RED, 1)):
        box.fresh()
        status, out, err = box.run(['sh', '-c', script], MACHINE=machine)
        failures.expect(status == wanted, 'shell', machine, status, out, err)
        check_junit(box.work / 'ports.junit.xml', machine, failures)
        sarif = json.loads((box.work / 'ports.sarif').read_text('utf-8'))
        rules = {one['ruleId'] for one in sarif['runs'][0]['results']}
        failures.expect(rules - {'no-maxuserport'} ==
                        (set() if machine == GREEN else set(REASONS)), rules)
        if machine == RED:
            expect_reasons('shell', out, failures)


def stand_in_for_setup(box, program):
    """What would need the network or time: the git here fetches this tree, the
    ninja builds by a link. So it is ./dev release that says where the program
    is."""
    scripts = {
        'apt-get': 'exit 0',
        'dpkg-query': 'echo installed',
        'git': f'mkdir -p "${{@: -1}}" && '
               f'ln -s {ROOT}/dev {ROOT}/.ci {ROOT}/tests "${{@: -1}}"',
        'meson': 'touch "$2/build.ninja"',
        'ninja': f'mkdir -p "$2/{PROGRAM.parent}" && '
                 f'ln -sf {Path(program).resolve()} "$2/{PROGRAM}"',
    }
    for name, script in scripts.items():
        path = box.bin / name
        path.write_text(f'#!/usr/bin/env bash\nset -e\n{script}\n')
        path.chmod(0o755)


def check_gitlab(box, program, failures):
    stand_in_for_setup(box, program)
    (box.bin / 'portplan').unlink()
    jobs = [yaml.safe_load(block) for block in blocks('docs/ci.md', 'yaml')]
    (job,) = [one['ports'] for one in jobs
              if isinstance(one, dict) and 'ports' in one]
    for machine, wanted in ((GREEN, 0), (RED, 1)):
        box.fresh()
        status, out, err = box.run(
            ['bash', '-e', '-c',
             '\n'.join(job['before_script'] + job['script'])],
            **{**job['variables'], 'MACHINE': machine})
        failures.expect(status == wanted, 'gitlab', machine, status, out, err)
        check_junit(box.work / job['artifacts']['reports']['junit'], machine,
                    failures)


def action_variables(action, inputs):
    """What GitHub gives the step: inputs and their defaults."""
    declared = action['inputs']
    given = {name: inputs.get(name, one.get('default', ''))
             for name, one in declared.items()}
    step = action['runs']['steps'][-1]
    variables = {}
    for name, value in step['env'].items():
        match = re.fullmatch(r'\$\{\{ inputs\.([\w-]+) \}\}', value)
        variables[name] = given[match[1]] if match else value
    return step, variables


def check_action(box, program, failures):
    action = yaml.safe_load((ROOT / 'action.yml').read_text('utf-8'))
    unused = set(action['inputs']) - {
        match for step in action['runs']['steps']
        for match in re.findall(r'inputs\.([\w-]+)', str(step.get('env')))}
    failures.expect(not unused, 'inputs that nothing reads:', unused)
    documented = set(re.findall(r'^\| ((?:`[\w-]+`(?:, )?)+) \|',
                                (ROOT / 'docs/ci.md').read_text('utf-8'),
                                re.M))
    named = set(re.findall(r'`([\w-]+)`', ' '.join(documented)))
    failures.expect(set(action['inputs']) <= named, 'not in docs/ci.md:',
                    set(action['inputs']) - named)
    for inputs, wanted in (
            ({'captures': f'hosts/{GREEN}', 'strict': 'true'}, 0),
            ({'captures': 'hosts', 'each': 'true', 'sarif': 'a.sarif',
              'junit': 'a.xml'}, 1),
            ({'captures': f'hosts/{RED}/netsh.txt\nhosts/{RED}/registry.reg\n',
              'host': RED}, 1),
            ({'captures': 'missing'}, 2),
            ({'captures': '$(touch x)'}, 2)):
        box.fresh()
        step, variables = action_variables(
            action, {'policy': 'shop.policy.json', **inputs})
        variables.update(PORTPLAN=str(Path(program).resolve()), TODAY=TODAY,
                         GITHUB_ACTION_PATH=str(ROOT))
        status, out, err = box.run(['bash', '-e', '-c', step['run']],
                                   **variables)
        failures.expect(status == wanted, 'action', inputs, status, out, err)
        failures.expect(not (box.work / 'x').exists(), 'an input was run')
        if wanted == 1:
            expect_reasons('action', out, failures)
            failures.expect('::error file=compose.yaml,line=10,' in out, out)
        for name in ('sarif', 'junit'):
            failures.expect((box.work / inputs.get(name, 'none')).exists() ==
                            (name in inputs), inputs, name)


def check_hook(box, failures):
    (hook,) = yaml.safe_load(
        (ROOT / '.pre-commit-hooks.yaml').read_text('utf-8'))
    configs = [yaml.safe_load(block) for block in blocks('docs/ci.md', 'yaml')]
    (config,) = [one for one in configs
                 if isinstance(one, dict) and 'repos' in one]
    (use,) = config['repos'][0]['hooks']
    failures.expect(use['id'] == hook['id'], use)
    for name, wanted in (('compose.yaml', True), ('shop.policy.json', True),
                         ('compose.override.yml', True), ('README.md', False),
                         ('src/Properties/launchSettings.json', True)):
        failures.expect(bool(re.search(hook['files'], name)) == wanted, name)
    box.fresh()
    words = hook['entry'].split() + use['args']
    status, out, err = box.run(words)
    failures.expect(status == 1, 'hook', status, out, err)
    expect_reasons('hook', out, failures)
    shutil.rmtree(box.work / 'hosts' / RED)
    status, out, err = box.run(words)
    failures.expect(status == 0, 'hook', status, out, err)


def main():
    failures = Failures(least_checks=40)
    with tempfile.TemporaryDirectory() as folder:
        box = Box(sys.argv[1], folder)
        check_shell(box, failures)
        check_action(box, sys.argv[1], failures)
        check_hook(box, failures)
        check_gitlab(box, sys.argv[1], failures)
    failures.end()


if __name__ == '__main__':
    main()
