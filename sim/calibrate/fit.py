"""Fits the parameters of the first-fit model to the captures.

* numbers: the numbers of blocks of all complete tables of both zones and of
  those in prose, those above Tukey's upper fence set to the fence, in 24
  equally likely slices; each slice is its mean.
* first bursts: quantiles of the offsets of first blocks from the bottom of the
  zone, 6 slices high, 12 low: about five offsets in a slice. The first slice begins at the bottom, the last
  ends at the highest offset seen.
* rates, by simulated moments: each rate governs one class of gaps between
  neighbours; what the model makes of the rates is simulated, and each rate is
  multiplied by (share of its class in the captures) / (share in the simulated
  tables) until that changes nothing. For later bursts it is not the share of
  gaps over 1000 but how many a table has: few tables have many blocks. Every round has the same random numbers.
  A gap has more than one cause (an obstacle leaves one too, and so do bursts
  that come to lie side by side), which is why counting alone is not enough.
* the row of HNS: the share of complete tables with blocks that have it.
* usual ports: how often blocks begin right behind the port, of all the times
  that something could be seen; in tenths, for more would be pretence.

What no capture shows is a choice, here and in the file that is written.
"""
from collections import Counter
from statistics import NormalDist
from math import exp, floor

from corpus import BLOCK, HIGH, LOW, ZONES
from kernel import HNS_ROW, Parameters

NUMBER_SLICES = 24
SLICES = {HIGH: 6, LOW: 12}
STEP = 5              # permille: rates are rounded to it
FIT_RUNS = 20000
FIT_ROUNDS = 12

# Choices.
FIRST_ANYWHERE = 50   # scores change by less than 0.001 from 0 to 150
NUMBER_SIGMA = 0.3    # ln of the number after to before: sd 0.17 in 5 pairs
SPREAD_SLICES = 10
OLD_PLACE_BOOT = 80   # 1 of 12 bursts after a reboot
OLD_PLACE_START = 500  # 2 of 2 bursts near, none at, an old place

USUAL_PORTS = (2179, 5040, 5357, 7680)
HTTP_SYS_PORT = 5357

FAR, BUSY, LEFT_OUT, JUMP, TOUCH = 'far', 'busy', 'left out', 'jump', 'touch'
CLUSTER_GAP = 1000    # a larger gap is between two bursts


def quantile(ordered, share):
    """Linear between the order statistics (type 7 of Hyndman and Fan)."""
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def upper_fence(numbers):
    """Tukey's: the upper quartile and one and a half of the distance between
    the quartiles."""
    ordered = sorted(numbers)
    lower, upper = quantile(ordered, 0.25), quantile(ordered, 0.75)
    return floor(upper + 1.5 * (upper - lower))


def block_numbers(corpus):
    return sorted(len(one.blocks)
                  for one in corpus.all_whole() + corpus.all_prose())


def slice_means(ordered, slices):
    """The means of equal slices of the values, each value spread evenly over
    its share of them, rounded to even."""
    means = []
    for index in range(slices):
        begin = index * len(ordered)
        end = begin + len(ordered)
        total = 0
        for place in range(begin // slices, (end - 1) // slices + 1):
            overlap = (min(end, (place + 1) * slices)
                       - max(begin, place * slices))
            total += overlap * ordered[place]
        means.append(round(total / len(ordered)))
    return tuple(means)


def fit_numbers(corpus):
    numbers = block_numbers(corpus)
    fence = upper_fence(numbers)
    return slice_means([min(one, fence) for one in numbers], NUMBER_SLICES)


def first_offsets(corpus, zone, with_prose=None):
    return sorted(one.blocks_in(zone)[0] - zone.first
                  for one in corpus.beginnings(zone, with_prose))


def fit_knots(corpus, zone, slices=None, with_prose=None):
    offsets = first_offsets(corpus, zone, with_prose)
    slices = slices or SLICES[zone]
    inner = [round(quantile(offsets, index / slices))
             for index in range(1, slices)]
    return (0, *inner, offsets[-1])


def gap_class(gap):
    if gap == 0:
        return TOUCH
    if gap > CLUSTER_GAP:
        return FAR
    if gap < BLOCK:
        return BUSY
    return LEFT_OUT if gap % BLOCK == 0 else JUMP


def gaps(blocks):
    return [after - before - BLOCK
            for before, after in zip(blocks, blocks[1:])]


def count_gaps(tables):
    return Counter(gap_class(gap) for blocks in tables for gap in gaps(blocks))


def weighed_gaps(corpus, zone):
    """Counts of the classes in the captures; a table above the fence counts
    as much as one at the fence."""
    fence = upper_fence(block_numbers(corpus))
    total = Counter()
    for one in corpus.whole[zone]:
        weight = min(1, fence / len(one.blocks))
        for kind, count in count_gaps([one.blocks]).items():
            total[kind] += weight * count
    return total


def far_gaps(corpus, counts_of):
    """How many a table has: the mean of the captured tables' zones, by what
    `counts_of` says of a zone: (counts of the classes, tables)."""
    total = 0
    for zone in ZONES:
        counts, tables = counts_of(zone)
        total += len(corpus.whole[zone]) * counts[FAR] / tables
    return total / len(corpus.all_whole())


def shares(counter):
    total = sum(counter.values())
    return {kind: counter[kind] / total
            for kind in (TOUCH, BUSY, LEFT_OUT, JUMP, FAR)}


def fit_left_out_again(corpus):
    """Of the gaps of whole blocks within bursts, in every usable TCP table:
    the number of blocks that are missing is geometric."""
    missing = left_out_counts(corpus)
    total = sum(missing.values())
    blocks = sum(count * number for count, number in missing.items())
    return to_step(1000 * (1 - total / blocks))


def left_out_counts(corpus):
    """How many gaps are of one block, of two, ..."""
    return Counter(gap // BLOCK for one in corpus.tables.values()
                   if one.protocol == 'tcp' and one.is_used
                   for gap in gaps(one.blocks) if gap_class(gap) == LEFT_OUT)


def to_step(rate):
    return int(STEP * round(rate / STEP))


def usual_evidence(corpus, port):
    """How often blocks begin right behind the port, and lie over it, in the
    complete tables with blocks in the low zone. For the port of http.sys,
    which has a row of its own: the tables with the row, and without."""
    if port == HTTP_SYS_PORT:
        rows = sum(port in one.singles for one in corpus.with_low)
        return rows, len(corpus.with_low) - rows
    behind = sum(port + 1 in one.blocks
                 and port + 1 - BLOCK not in one.blocks
                 for one in corpus.with_low)
    over = sum(any(start <= port < start + BLOCK for start in one.blocks)
               for one in corpus.with_low)
    return behind, over


def fit_usual(corpus):
    usual = []
    for port in USUAL_PORTS:
        seen, not_seen = usual_evidence(corpus, port)
        tenths = round(10 * seen / (seen + not_seen)) if seen else 0
        usual.append((port, port, 100 * tenths))
    return tuple(usual)


def hns_row_evidence(corpus):
    """Complete tables with the row, with a star or without, and all."""
    rows = sum(any(tuple(row[:2]) == HNS_ROW for row in one.rows)
               for one in corpus.with_blocks)
    return rows, len(corpus.with_blocks)


def fit_hns_row(corpus):
    rows, tables = hns_row_evidence(corpus)
    return to_step(1000 * rows / tables)


def number_spread():
    """Equally likely factors of a log-normal, in 1000ths."""
    law = NormalDist(0, NUMBER_SIGMA)
    return tuple(round(1000 * exp(law.inv_cdf((index + 0.5) / SPREAD_SLICES)))
                 for index in range(SPREAD_SLICES))


def start_parameters(corpus):
    """Everything but the rates, which are as counted."""
    counts = {zone: weighed_gaps(corpus, zone) for zone in ZONES}
    both = shares(counts[HIGH] + counts[LOW])
    return Parameters(
        numbers=fit_numbers(corpus),
        high_knots=fit_knots(corpus, HIGH), low_knots=fit_knots(corpus, LOW),
        high_jump=1000 * shares(counts[HIGH])[JUMP],
        low_jump=1000 * shares(counts[LOW])[JUMP],
        first_anywhere=FIRST_ANYWHERE, later_bursts=1000,
        busy_port=1000 * both[BUSY], left_out=1000 * both[LEFT_OUT],
        left_out_again=fit_left_out_again(corpus),
        hns_row=fit_hns_row(corpus), usual=fit_usual(corpus),
        spread=number_spread(), old_place_boot=OLD_PLACE_BOOT,
        old_place_start=OLD_PLACE_START)


def whole_rates(parameters):
    """The rates as the model takes them: in whole permille."""
    return parameters.changed(**{
        name: round(getattr(parameters, name)) for name in RATES})


RATES = ('later_bursts', 'busy_port', 'left_out', 'high_jump', 'low_jump')


def next_rates(parameters, wanted, made):
    """One step of the fixed-point iteration, but for later bursts."""
    both = {kind: sum(wanted[zone][kind] for zone in ZONES)
            / sum(sum(wanted[zone].values()) for zone in ZONES)
            for kind in (BUSY, LEFT_OUT)}
    weights = {zone: sum(wanted[zone].values()) for zone in ZONES}
    simulated = {kind: sum(weights[zone] * shares(made[zone])[kind]
                           for zone in ZONES) / sum(weights.values())
                 for kind in (BUSY, LEFT_OUT)}
    jumps = {zone: shares(wanted[zone])[JUMP] / shares(made[zone])[JUMP]
             for zone in ZONES}
    return parameters.changed(
        busy_port=parameters.busy_port * both[BUSY] / simulated[BUSY],
        left_out=parameters.left_out * both[LEFT_OUT] / simulated[LEFT_OUT],
        high_jump=parameters.high_jump * jumps[HIGH],
        low_jump=parameters.low_jump * jumps[LOW])


def simulated_gaps(kernel, parameters, runs):
    return {zone: count_gaps(kernel.draw(parameters, zone, runs, runs)[1])
            for zone in ZONES}


def fit(corpus, kernel, runs=FIT_RUNS, rounds=FIT_ROUNDS):
    """The parameters that the captures give."""
    wanted = {zone: weighed_gaps(corpus, zone) for zone in ZONES}
    wanted_far = far_gaps(corpus, lambda zone: (
        count_gaps(one.blocks for one in corpus.whole[zone]),
        len(corpus.whole[zone])))
    parameters = start_parameters(corpus)
    for _ in range(rounds):
        made = simulated_gaps(kernel, whole_rates(parameters), runs)
        made_far = far_gaps(corpus, lambda zone: (made[zone], runs))
        parameters = next_rates(parameters, wanted, made).changed(
            later_bursts=parameters.later_bursts * wanted_far / made_far)
    return parameters.changed(**{
        name: to_step(getattr(parameters, name)) for name in RATES})
