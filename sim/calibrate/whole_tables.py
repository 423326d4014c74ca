"""A table of blocks as numbers, for a classifier: what is looked at of the
whole of it. Lengths are in logarithms, counts in shares of the table, so that
tables of different size can be compared."""
from math import log1p
from statistics import mean, median, pstdev

from corpus import BLOCK
from fit import CLUSTER_GAP, gaps

NEAR = 10         # a busy port close by; up to a block: one further off
LOW_PORTS = 1000  # the bottom of the range


def run_lengths(between):
    lengths = [1]
    for gap in between:
        if gap == 0:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


def cluster_sizes(between):
    sizes = [1]
    for gap in between:
        if gap > CLUSTER_GAP:
            sizes.append(1)
        else:
            sizes[-1] += 1
    return sizes


def gap_features(between):
    total = max(1, len(between))
    apart = [gap for gap in between if gap > 0]
    kinds = {
        'touching': [gap for gap in between if gap == 0],
        'gaps to 10': [gap for gap in apart if gap <= NEAR],
        'gaps to 99': [gap for gap in apart if NEAR < gap < BLOCK],
        'gaps of 100': [gap for gap in apart if gap == BLOCK],
        'gaps to 1000': [gap for gap in apart if BLOCK < gap <= CLUSTER_GAP],
        'gaps over 1000': [gap for gap in apart if gap > CLUSTER_GAP]}
    shares = {name: len(some) / total for name, some in kinds.items()}
    return {**shares,
            'largest gap': log1p(max(between, default=0)),
            'median gap apart': log1p(median(apart)) if apart else 0.0,
            'first gap': log1p(between[0]) if between else 0.0,
            'last gap': log1p(between[-1]) if between else 0.0}


def run_features(between, total):
    lengths = run_lengths(between)
    sizes = cluster_sizes(between)
    return {
        'runs': log1p(len(lengths)), 'mean run': mean(lengths),
        'longest run': log1p(max(lengths)), 'first run': log1p(lengths[0]),
        'runs of one': lengths.count(1) / len(lengths),
        'clusters': log1p(len(sizes)),
        'largest cluster': max(sizes) / total,
        'first cluster': sizes[0] / total}


def place_features(offsets, ports):
    total = len(offsets)
    thirds = [sum(third * ports <= 3 * one < (third + 1) * ports
                  for one in offsets) / total for third in range(3)]
    return {
        'first place': log1p(offsets[0]), 'last place': offsets[-1] / ports,
        'mean place': mean(offsets) / ports, 'spread': pstdev(offsets) / ports,
        'at the bottom': sum(one < LOW_PORTS for one in offsets) / total,
        'middle third': thirds[1], 'upper third': thirds[2]}


def features(blocks, zone):
    """Name -> number; blocks in ascending order, at least one."""
    between = gaps(blocks)
    phases = {start % BLOCK for start in blocks}
    return {'blocks': log1p(len(blocks)),
            'phases': len(phases) / len(blocks),
            **gap_features(between),
            **run_features(between, len(blocks)),
            **place_features([start - zone.first for start in blocks],
                             zone.ports)}
