"""Scores of a forecast: shares of ports against the tables that came."""
from math import exp, log

from corpus import BLOCK


def clamp(counts, runs):
    """Shares that are never 0 or 1: half a run is added on both sides."""
    return [(count + 0.5) / (runs + 1) for count in counts]


class Scorer:
    """Mean log-loss (natural) and Brier score per port of a table, exactly,
    by prefix sums over the forecast."""

    def __init__(self, forecast, first):
        self.first = first
        self.ports = len(forecast)
        self.log_none = sum(log(1 - share) for share in forecast)
        self.square_none = sum(share * share for share in forecast)
        self.log_edge = [0.0]
        self.square_edge = [0.0]
        for share in forecast:
            self.log_edge.append(
                self.log_edge[-1] + log(share) - log(1 - share))
            self.square_edge.append(self.square_edge[-1] + 1 - 2 * share)

    def gained(self, edges, blocks):
        total = 0.0
        for start in blocks:
            begin = max(start - self.first, 0)
            end = min(start - self.first + BLOCK, self.ports)
            if end > begin:
                total += edges[end] - edges[begin]
        return total

    def log_loss(self, blocks):
        return -(self.log_none + self.gained(self.log_edge, blocks)) \
            / self.ports

    def brier(self, blocks):
        return (self.square_none + self.gained(self.square_edge, blocks)) \
            / self.ports


def density_loss(density, share):
    """The log-loss of one share for every port, where `density` came."""
    return -(density * log(share) + (1 - density) * log(1 - share))


def density_brier(density, share):
    return density * (1 - share) ** 2 + (1 - density) * share ** 2


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def interval(values, choose, rounds=2000):
    """95 % interval of the mean: bootstrap over the tables; `choose` is a
    random.Random of the caller."""
    values = list(values)
    means = sorted(mean(choose.choices(values, k=len(values)))
                   for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds) - 1]


def tilt_weights(numbers, loss_at):
    """Weights exp(t * number of blocks) of the tables, of sum 1, with t such
    that the weighted mean of `loss_at`, one a table, is as given: (losses,
    goal)."""
    losses, goal = loss_at
    low, high = -0.5, 0.5
    weights = []
    for _ in range(60):
        tilt = (low + high) / 2
        raw = [exp(tilt * number) for number in numbers]
        weights = [one / sum(raw) for one in raw]
        if sum(w * loss for w, loss in zip(weights, losses)) < goal:
            low = tilt
        else:
            high = tilt
    return weights


def weighted(weights, values):
    return sum(weight * value for weight, value in zip(weights, values))
