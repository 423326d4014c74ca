#!/usr/bin/env python3
"""The program as it stands against the captures it was fitted to.

    forecast.py PORTPLAN

In both zones 1,000 simulated boots must have the structure of the captured
tables: all but one of the statistics inside their bootstrap intervals. And the
log-loss of the forecast must not be above that of the model card by more than
0.002: this is in-sample, so that it says that the program is the one that was
calibrated, not that it forecasts well.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2]
                       / 'sim' / 'calibrate'))

import corpus  # noqa: E402
import product  # noqa: E402
import structure  # noqa: E402

MISSES_ALLOWED = 1
TOLERANCE = 0.002


def check_structure(program, zone, tables):
    drawn = product.samples(program, zone, 1000)
    figures = structure.of_tables(drawn, zone)
    misses = []
    for name, figure, (low, high) in zip(
            structure.NAMES, figures, structure.bootstrap(tables, zone)):
        mark = '' if low <= figure <= high else ' MISSES'
        print(f'{zone.name}: {name}: {figure:.3f} in '
              f'{low:.3f} to {high:.3f}{mark}')
        misses += [name] if mark else []
    return len(misses) <= MISSES_ALLOWED


def check_loss(program, zone, tables, most):
    loss = product.log_loss(program, zone, tables)
    print(f'{zone.name}: log-loss {loss:.4f}, in the card {most:.4f}')
    return loss <= most + TOLERANCE


def main(program):
    known = corpus.read_corpus()
    card = (corpus.ROOT / 'docs' / 'model-card.md').read_text(encoding='utf-8')
    is_good = True
    for zone in corpus.ZONES:
        tables = [one.blocks for one in known.whole[zone]]
        most = product.card_loss(card, zone)
        is_good &= check_structure(program, zone, tables)
        is_good &= check_loss(program, zone, tables, most)
    return 0 if is_good else 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
