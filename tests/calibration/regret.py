#!/usr/bin/env python3
"""What `suggest` offers inside a captured range without a table, against the
captured tables.

    regret.py PORTPLAN

The weight of the forecast is the one that docs/suggest-regret.md found, and
the program's regret in each zone is about what stands there: that was found
without the machines in question, this is in-sample.
"""
import json
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2]
                       / 'sim' / 'calibrate'))

import corpus  # noqa: E402
import regret  # noqa: E402
from scores import mean  # noqa: E402

TOLERANCE = 0.02


def suggested(program, question):
    zone = question.zone
    near = ['--near', str(question.near)] if question.near else []
    capture = ('Protocol tcp Dynamic Port Range\n-----\n'
               f'Start Port      : {zone.first}\n'
               f'Number of Ports : {zone.ports}\n')
    done = subprocess.run(
        [program, 'suggest', '--quiet', '--format', 'json', '--range',
         f'{zone.first}-{zone.last}', '--count', str(regret.PORTS), *near, '-'], input=capture,
        capture_output=True, text=True, check=True)
    return [one['start'] for one in json.loads(done.stdout)['suggestions']]


def found_regret(program, question, known):
    ports = suggested(program, question)
    assert len(ports) == regret.PORTS, (question, ports)
    return mean(regret.share_excluded(ports, one.blocks)
                for one in known.whole[question.zone]
                if len(one.blocks) <= regret.LARGEST)


def main(program):
    page = regret.PAGE.read_text(encoding='utf-8')
    is_good = (regret.fitted_weight(page) == regret.compiled_weight(
        regret.RULES.read_text(encoding='utf-8')))
    if not is_good:
        print('suggest_rules.def: not the weight of docs/suggest-regret.md')
    known = corpus.read_corpus()
    for zone in corpus.ZONES:
        questions = [one for one in regret.QUESTIONS if one.zone is zone]
        found = mean(found_regret(program, one, known) for one in questions)
        on_page = mean(regret.of_page(page, one) for one in questions)
        is_bad = found > on_page + TOLERANCE
        print(f'{zone.words}: {found:.4f}, on the page {on_page:.4f}'
              + (' TOO MUCH' if is_bad else ''))
        is_good &= not is_bad
    return 0 if is_good else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
