"""Statistics of the structure of tables, and their bootstrap intervals over
tables. Neighbours and gaps are pooled over the tables; gaps of more than 1000
ports part a table into clusters."""
import random
from statistics import median

from corpus import BLOCK, HIGH
from fit import CLUSTER_GAP, gaps

BOOTSTRAP_ROUNDS = 2000
BELOW = 50000

# The names of the figures; the last is of the high zone alone.
NAMES = ('blocks a table, median', 'share of touching neighbours',
         'mean run length', 'multiples of 100 among gaps of 1 to 1000',
         'clusters a table, mean', 'offset of the first block, median',
         'free ports of 49152-49999, mean')


def features(blocks, zone):
    """What the statistics need of one table."""
    between = gaps(blocks)
    near = [gap for gap in between if 0 < gap <= CLUSTER_GAP]
    below = sum(max(0, min(start + BLOCK, BELOW) - start)
                for start in blocks if start < BELOW)
    return {
        'blocks': len(blocks), 'neighbours': len(between),
        'touching': sum(gap == 0 for gap in between),
        'near': len(near), 'whole': sum(gap % BLOCK == 0 for gap in near),
        'clusters': 1 + sum(gap > CLUSTER_GAP for gap in between),
        'offset': blocks[0] - zone.first,
        'free': BELOW - zone.first - below,
    }


def statistics(rows, zone):
    """The figures of NAMES for many tables' features."""
    def total(name):
        return sum(row[name] for row in rows)
    figures = [
        median(row['blocks'] for row in rows),
        total('touching') / max(1, total('neighbours')),
        total('blocks') / (total('blocks') - total('touching')),
        total('whole') / max(1, total('near')),
        total('clusters') / len(rows),
        median(row['offset'] for row in rows)]
    if zone is HIGH:
        figures.append(total('free') / len(rows))
    return figures


def of_tables(tables, zone):
    return statistics([features(one, zone) for one in tables if one], zone)


def bootstrap(tables, zone, seed=1):
    """95 % intervals of the figures, tables drawn with replacement."""
    choose = random.Random(seed)
    rows = [features(one, zone) for one in tables]
    rounds = [statistics(choose.choices(rows, k=len(rows)), zone)
              for _ in range(BOOTSTRAP_ROUNDS)]
    low, high = int(0.025 * BOOTSTRAP_ROUNDS), int(0.975 * BOOTSTRAP_ROUNDS)
    return [(ordered[low], ordered[high - 1])
            for ordered in map(sorted, zip(*rounds))]
