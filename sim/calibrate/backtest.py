"""Tables after, against the forecast from the table before, for every pair of
one machine in the corpus.

A pair with blocks on both sides, in a range that did not change, is scored.
The forecast as built is the product's own: `play_step` reads the table before
as a capture and plays the step. Beside it stand, from the same model code with
parameters that were fitted without the machine: the forecast without a
capture; that with the captured number of blocks alone; and those in which
8 or 50 % of the bursts begin at old places.
"""
import sys
from dataclasses import dataclass
from itertools import accumulate
from math import log

import baselines
import scores
from corpus import BLOCK, HIGH, LOW, ROOT
from crossvalidation import FOLD_FIT_ROUNDS, FOLD_FIT_RUNS
from fit import fit, gaps

sys.path.insert(0, str(ROOT / 'fixtures'))
from maker import layout  # noqa: E402
from maker.paste import Paste  # noqa: E402

RUNS = 40000
REBOOT, RESTART = 'reboot', 'restart hns'


@dataclass(frozen=True)
class Pair:
    before: str
    after: str
    zone: object
    step: str
    words: str   # what lay between, as the source says


# All pairs with blocks on both sides.
MOVED = (
    Pair('c119', 'c126', LOW, RESTART, 'hns and winnat restarted'),
    Pair('d044', 'd045', LOW, REBOOT, 'twelve days later (prose)'),
    Pair('d046', 'd069', LOW, REBOOT, 'reboots (prose)'),
    Pair('d094', 'd095', LOW, REBOOT, 'a reboot (prose)'),
    Pair('d040', 'd041', HIGH, REBOOT, 'the next day (prose)'),
)
# After `net stop winnat` and `net start winnat`; c070 has no table before.
WINNAT = (('c004', 'c005'), ('c040', 'c041'), ('c056', 'c057'),
          ('c058', 'c059'), ('c074', 'c075'), (None, 'c070'))
# Nothing was restarted between the two.
STILL = (('c029', 'c030'), ('c048', 'c050'))
# The dynamic range was set to 50000+1000, then a reboot.
SHRUNK = ('c122', 'c139')

NUMBER, OLD_8, OLD_50 = 'number', 'number, 8 % old', 'number, 50 % old'
RISKIEST, SAFEST = 'riskiest tenth', 'safest tenth'
COLUMNS = ('uniform', 'without a capture', NUMBER, OLD_8, OLD_50, 'as built')


@dataclass(frozen=True)
class Outcome:
    pair: Pair
    before: list
    after: list
    losses: dict       # of COLUMNS
    overlap: float     # share of the ports after that were in blocks before
    above: float       # ... that the forecast had above the uniform share
    numbers: tuple     # of blocks as built: 5, 50, 95 % of runs
    tenths: dict       # RISKIEST, SAFEST -> (ports forecast, ports that came)
    number_share: float       # of runs within one block of the number after
    number_share_alone: float  # the same without a capture


def capture_of(table, blocks, dynamic):
    """The table before as netsh prints it, every block a row of its own."""
    paste = Paste()
    rest = [row for row in table.rows
            if row[1] - row[0] + 1 < BLOCK
            and not any(start <= row[0] < start + BLOCK for start in blocks)]
    rows = sorted(rest + [(start, start + BLOCK - 1, False)
                          for start in blocks])
    layout.add_table(paste, 'en', 'tcp', rows)
    layout.add_dynamic(paste, 'en', 'tcp', dynamic)
    return paste.text()


def run_starts(blocks):
    return [start for start, gap in zip(blocks, [1, *gaps(blocks)]) if gap]


def share_near(counts, number):
    """Of runs that end within one block of the number."""
    return sum(counts[number - 1:number + 2]) / sum(counts)


def number_quantiles(counts):
    """What 5, 50 and 95 % of runs do not exceed."""
    below = list(accumulate(counts))
    return tuple(next(number for number, runs in enumerate(below)
                      if runs >= share * below[-1])
                 for share in (0.05, 0.5, 0.95))


def tenths_of(shares, seen):
    """Of the tenths of the ports that the forecast calls the riskiest and the
    safest: how many it expects in blocks, and how many came to be."""
    order = sorted(range(len(shares)), key=shares.__getitem__)
    size = len(order) // 10
    return {name: (sum(shares[at] for at in part),
                   sum(seen[at] for at in part))
            for name, part in ((SAFEST, order[:size]),
                               (RISKIEST, order[-size:]))}


def number_counts(tables):
    counts = [0] * 130
    for blocks in tables:
        counts[min(len(blocks), len(counts) - 1)] += 1
    return counts


def conditional(kernel, parameters, pair, before, permille):
    more = [('blocks', len(before)), ('old', permille, *run_starts(before))]
    counts, _ = kernel.draw(parameters, pair.zone, RUNS, more=more)
    return scores.clamp(counts, RUNS)


def forecasts(kernel, parameters, pair, before):
    return {NUMBER: conditional(kernel, parameters, pair, before, 0),
            OLD_8: conditional(kernel, parameters, pair, before, 80),
            OLD_50: conditional(kernel, parameters, pair, before, 500)}


def play(corpus, kernel, pair):
    """Scores one pair."""
    zone = pair.zone
    table = corpus.tables[pair.before]
    before = table.blocks_in(zone)
    after = corpus.tables[pair.after].blocks_in(zone)
    known = corpus.without(table.machine)
    parameters = fit(known, kernel, FOLD_FIT_RUNS, FOLD_FIT_ROUNDS)
    alone, tables = kernel.draw(parameters, zone, RUNS, RUNS)
    built, numbers = kernel.play(
        pair.step, capture_of(table, before, (zone.first, zone.ports)), RUNS)
    shares = {'without a capture': scores.clamp(alone, RUNS),
              **forecasts(kernel, parameters, pair, before),
              'as built': scores.clamp(built, RUNS)}
    flat = baselines.uniform([one.blocks for one in known.whole[zone]], zone,
                             baselines.fence_of(known))
    losses = {name: scores.Scorer(one, zone.first).log_loss(after)
              for name, one in shares.items()}
    losses['uniform'] = scores.density_loss(
        len(after) * BLOCK / zone.ports, flat)
    ports = [start + at for start in after for at in range(BLOCK)]
    return Outcome(
        pair, before, after, losses,
        scores.mean(any(start <= port < start + BLOCK for start in before)
                    for port in ports),
        scores.mean(shares['as built'][port - zone.first] > flat
                    for port in ports if port <= zone.last),
        number_quantiles(numbers),
        tenths_of(shares['as built'], baselines.cover([after], zone)),
        share_near(numbers, len(after)),
        share_near(number_counts(tables), len(after)))


def play_all(corpus, kernel):
    return [play(corpus, kernel, pair) for pair in MOVED]


def blocks_after_winnat(corpus):
    """(name before or None, blocks before, name after, blocks after)."""
    return [(before, len(corpus.tables[before].blocks) if before else None,
             after, len(corpus.tables[after].blocks))
            for before, after in WINNAT]


def shrunk(corpus, kernel):
    """Blocks before, after, and the shares of the product's runs by number,
    where the new range is in force."""
    before, after = (corpus.tables[name] for name in SHRUNK)
    _, numbers = kernel.play(
        REBOOT, capture_of(before, before.blocks, after.dynamic), RUNS)
    return (len(before.blocks), len(after.blocks),
            [count / sum(numbers) for count in numbers])


def mean_log(values):
    return scores.mean(log(value) for value in values)
