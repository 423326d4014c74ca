"""The program's own forecast, without a capture."""
import json
import re
import subprocess

import scores
from corpus import BLOCK, LOW

RUNS = 100000


def forecast(program, zone, *options):
    range_options = ['--dynamic', f'tcp:{zone.first}+{zone.ports}'] \
        if zone is LOW else []
    done = subprocess.run([program, 'forecast', *range_options, *options],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f'{program}: {done.stderr.strip()}')
    return done.stdout.splitlines()


def shares(program, zone):
    """Of the ports of the zone, kept from 0 and 1 as those of the kernel."""
    rows = forecast(program, zone, '--format', 'csv')[1:]
    by_port = {int(port): float(share)
               for port, share in (row.split(',') for row in rows)}
    return scores.clamp([by_port[zone.first + at] * RUNS
                         for at in range(zone.ports)], RUNS)


def samples(program, zone, count):
    """Simulated tables: the first ports of their blocks."""
    rows = forecast(program, zone, '--samples', str(count),
                    '--format', 'ndjson')
    return [sorted(one['start'] for one in json.loads(row)['excluded']
                   if one['end'] - one['start'] == BLOCK - 1
                   and not one['administered']) for row in rows]


def log_loss(program, zone, tables):
    scorer = scores.Scorer(shares(program, zone), zone.first)
    return scores.mean(scorer.log_loss(blocks) for blocks in tables)


def card_row(zone, loss):
    return f'| {zone.words} | in-sample log-loss | {loss:.4f} |'


def card_loss(text, zone):
    """The figure of card_row in the model card."""
    words = re.escape(f'| {zone.words} | in-sample log-loss | ')
    return float(re.search(words + r'([0-9.]+)', text)[1])
