"""Tenths of all ports by forecast: the mean forecast, and how many were in
blocks, with bootstrap intervals over tables. Of cross-validated forecasts;
tables of more blocks than any forecast has are left out."""
import random
from bisect import bisect_right
from dataclasses import dataclass

import baselines

TENTHS = 10
ROUNDS = 1000


@dataclass(frozen=True)
class Row:
    forecast: float
    seen: float
    low: float
    high: float

    @property
    def is_inside(self):
        return self.low <= self.forecast <= self.high


def edges_of(scored):
    every = sorted(share for one in scored for share in one.forecast)
    return [every[len(every) * tenth // TENTHS] for tenth in range(1, TENTHS)]


def cells_of(one, edges):
    """[ports, sum of forecasts, ports in blocks] of each tenth."""
    cells = [[0, 0.0, 0] for _ in range(TENTHS)]
    seen = baselines.cover([one.table.blocks], one.zone)
    for share, hit in zip(one.forecast, seen):
        cell = cells[bisect_right(edges, share)]
        cell[0] += 1
        cell[1] += share
        cell[2] += hit
    return cells


def ratio(tables, tenth, member):
    ports = sum(cells[tenth][0] for cells in tables)
    return sum(cells[tenth][member] for cells in tables) / max(1, ports)


def rows(scored, seed=1):
    choose = random.Random(seed)
    edges = edges_of(scored)
    tables = [cells_of(one, edges) for one in scored]
    drawn = [choose.choices(tables, k=len(tables)) for _ in range(ROUNDS)]
    result = []
    for tenth in range(TENTHS):
        spread = sorted(ratio(some, tenth, 2) for some in drawn)
        result.append(Row(ratio(tables, tenth, 1), ratio(tables, tenth, 2),
                          spread[int(0.025 * ROUNDS)],
                          spread[int(0.975 * ROUNDS) - 1]))
    return result
