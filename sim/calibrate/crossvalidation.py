"""Leave one machine out: for every machine with a complete table, everything
is fitted again without any table of it (numbers, first bursts, rates, and the
baselines), and its tables are scored."""
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import baselines
import scores
from corpus import BLOCK, ZONES
from fit import fit

FOLD_FIT_RUNS = 4000
FOLD_FIT_ROUNDS = 10
FOLD_RUNS = 40000
WORKERS = 2


@dataclass(frozen=True)
class Scored:
    """A table as it was forecast without its machine."""
    table: object
    zone: object
    forecast: list   # of the model, a share for each port of the zone
    losses: dict     # name of the forecast -> log-loss
    briers: dict

    @property
    def density(self):
        return len(self.table.blocks) * BLOCK / self.zone.ports


def forecast_of(kernel, parameters, zone, runs):
    counts, _ = kernel.draw(parameters, zone, runs)
    return scores.clamp(counts, runs)


def score_table(table, zone, forecasts, flats):
    losses, briers = {}, {}
    density = len(table.blocks) * BLOCK / zone.ports
    for name, shares in forecasts.items():
        scorer = scores.Scorer(shares, zone.first)
        losses[name] = scorer.log_loss(table.blocks)
        briers[name] = scorer.brier(table.blocks)
    for name, share in flats.items():
        losses[name] = scores.density_loss(density, share)
        briers[name] = scores.density_brier(density, share)
    return Scored(table, zone, forecasts['model'], losses, briers)


def score_machine(corpus, kernel, machine):
    """All complete tables of one machine."""
    known = corpus.without(machine)
    parameters = fit(known, kernel, FOLD_FIT_RUNS, FOLD_FIT_ROUNDS)
    result = []
    for zone in ZONES:
        held = [one for one in corpus.whole[zone] if one.machine == machine]
        if not held:
            continue
        tables = [one.blocks for one in known.whole[zone]]
        forecasts = {
            'model': forecast_of(kernel, parameters, zone, FOLD_RUNS),
            'smoothed': baselines.smoothed(tables, zone),
            'resampler': baselines.resampled(tables, zone)}
        flats = {
            'uniform': baselines.uniform(tables, zone),
            'uniform, cut': baselines.uniform(tables, zone,
                                              baselines.fence_of(known))}
        result += [score_table(one, zone, forecasts, flats) for one in held]
    return result


def machines_of(corpus):
    return sorted({one.machine for one in corpus.all_whole()})


def cross_validate(corpus, kernel):
    """Zone -> its scored tables, in the order of their machines."""
    with ThreadPoolExecutor(WORKERS) as pool:
        parts = list(pool.map(
            lambda machine: score_machine(corpus, kernel, machine),
            machines_of(corpus)))
    scored = [one for part in parts for one in part]
    return {zone: [one for one in scored if one.zone is zone]
            for zone in ZONES}
