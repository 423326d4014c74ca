"""What the model has to beat, fitted to the same training tables.

* uniform: every port of the zone alike, at the mean density of the tables.
* uniform, cut: the same, numbers above the fence set to it, as in the model.
* smoothed frequency: how many tables have a block over the port, as a running
  mean over 401 ports, twice; a tenth of the uniform density mixed in.
* resampler: tables put together from runs of touching blocks and the gaps
  between runs, each drawn from all that were seen: the first port of a table,
  then run, gap, run ... until as many blocks as a table has. A twentieth of
  its own mean density mixed in, for ports that it never reaches.
"""
import random
from itertools import accumulate

from corpus import BLOCK
from fit import block_numbers, gaps, upper_fence

SMOOTH_HALF = 200
SMOOTH_UNIFORM = 0.1
RESAMPLER_UNIFORM = 0.05
RESAMPLER_RUNS = 4000


def cover(tables, zone):
    """In how many tables each port of the zone lies in a block."""
    edges = [0] * (zone.ports + 1)
    for blocks in tables:
        for start in blocks:
            edges[start - zone.first] += 1
            edges[start - zone.first + BLOCK] -= 1
    return list(accumulate(edges[:-1]))


def uniform(tables, zone, fence=None):
    numbers = [min(len(one), fence or len(one)) for one in tables]
    return sum(numbers) * BLOCK / len(numbers) / zone.ports


def running_mean(shares, half):
    edges = [0.0, *accumulate(shares)]
    count = len(shares)
    return [(edges[min(count, at + half + 1)] - edges[max(0, at - half)])
            / (min(count, at + half + 1) - max(0, at - half))
            for at in range(count)]


def smoothed(tables, zone):
    shares = [count / len(tables) for count in cover(tables, zone)]
    flat = sum(shares) / len(shares)
    for _ in range(2):
        shares = running_mean(shares, SMOOTH_HALF)
    return [(1 - SMOOTH_UNIFORM) * share + SMOOTH_UNIFORM * flat
            for share in shares]


def runs_and_gaps(tables):
    """Lengths of runs of touching blocks, and the gaps between runs."""
    lengths, between = [], []
    for blocks in tables:
        lengths.append(1)
        for gap in gaps(blocks):
            if gap == 0:
                lengths[-1] += 1
            else:
                lengths.append(1)
                between.append(gap)
    return lengths, between


def resampled(tables, zone, seed=1):
    choose = random.Random(seed)
    lengths, between = runs_and_gaps(tables)
    firsts = [blocks[0] for blocks in tables]
    numbers = [len(blocks) for blocks in tables]
    made = []
    for _ in range(RESAMPLER_RUNS):
        made.append([])
        left, start = choose.choice(numbers), choose.choice(firsts)
        while left > 0 and zone.holds(start):
            for _ in range(min(left, choose.choice(lengths))):
                if zone.holds(start):
                    made[-1].append(start)
                start += BLOCK
                left -= 1
            start += choose.choice(between)
    shares = [count / RESAMPLER_RUNS for count in cover(made, zone)]
    flat = sum(shares) / len(shares)
    return [(1 - RESAMPLER_UNIFORM) * share + RESAMPLER_UNIFORM * flat
            for share in shares]


def fence_of(corpus):
    return upper_fence(block_numbers(corpus))
