"""What the scores depend on: one thing changed at a time, first bursts and
numbers fitted again without each machine, rates as fitted to all."""
import scores
from corpus import HIGH, LOW, ZONES
from crossvalidation import forecast_of
from fit import (NUMBER_SLICES, SLICES, block_numbers, fit_knots, fit_numbers,
                 slice_means, upper_fence)
from kernel import RANDOM, RELEASE

RUNS = 10000


def refitted(known, parameters, **changes):
    members = {'numbers': fit_numbers(known),
               'high_knots': fit_knots(known, HIGH),
               'low_knots': fit_knots(known, LOW)}
    return parameters.changed(**{**members, **changes})


def scaled(name, factor):
    def change(known, parameters):
        rate = round(getattr(parameters, name) * factor)
        return refitted(known, parameters, **{name: rate})
    return change


def both_scaled(names, factor):
    def change(known, parameters):
        rates = {name: round(getattr(parameters, name) * factor)
                 for name in names}
        return refitted(known, parameters, **rates)
    return change


def numbers_scaled(factor):
    def change(known, parameters):
        numbers = tuple(max(1, round(one * factor))
                        for one in fit_numbers(known))
        return refitted(known, parameters, numbers=numbers)
    return change


def uncut(known, parameters):
    numbers = slice_means(block_numbers(known), NUMBER_SLICES)
    return refitted(known, parameters, numbers=numbers)


def of_complete(known, parameters):
    numbers = sorted(len(one.blocks) for one in known.all_whole())
    fence = upper_fence(numbers)
    return refitted(known, parameters, numbers=slice_means(
        [min(one, fence) for one in numbers], NUMBER_SLICES))


def sliced(change):
    def changed(known, parameters):
        return refitted(
            known, parameters,
            high_knots=fit_knots(known, HIGH, SLICES[HIGH] + change),
            low_knots=fit_knots(known, LOW, SLICES[LOW] + change))
    return changed


def prose(is_used):
    def changed(known, parameters):
        return refitted(
            known, parameters,
            high_knots=fit_knots(known, HIGH, with_prose=is_used),
            low_knots=fit_knots(known, LOW, with_prose=is_used))
    return changed


def hns_row_on(permille):
    def change(known, parameters):
        return refitted(known, parameters, hns_row=permille)
    return change


def no_usual(known, parameters):
    return refitted(known, parameters, usual=())


def model(index):
    def change(known, parameters):
        return refitted(known, parameters, model=index)
    return change


def anywhere(permille):
    def change(known, parameters):
        return refitted(known, parameters, first_anywhere=permille)
    return change


JUMPS = ('high_jump', 'low_jump')
CHANGES = (
    ('as fitted', refitted),
    ('model random: every block anywhere', model(RANDOM)),
    ('model first-fit-release', model(RELEASE)),
    ('first bursts anywhere', anywhere(1000)),
    ('first bursts anywhere in 0 / 150 permille',
     anywhere(0), anywhere(150)),
    ('slices of first bursts, 2 fewer / 4 more', sliced(-2), sliced(4)),
    ('prose in neither zone / in both', prose(False), prose(True)),
    ('numbers of complete tables alone', of_complete),
    ('numbers not cut at the fence', uncut),
    ('numbers x 0.8 / x 1.2', numbers_scaled(0.8), numbers_scaled(1.2)),
    ('later bursts x 0.7 / x 1.4', scaled('later_bursts', 0.7),
     scaled('later_bursts', 1.4)),
    ('busy ports x 0.7 / x 1.4', scaled('busy_port', 0.7),
     scaled('busy_port', 1.4)),
    ('blocks left out x 0.5 / x 2', scaled('left_out', 0.5),
     scaled('left_out', 2)),
    ('jumps x 0.7 / x 1.4', both_scaled(JUMPS, 0.7), both_scaled(JUMPS, 1.4)),
    ('no usual ports in use', no_usual),
    ('no row of HNS / on all machines', hns_row_on(0), hns_row_on(1000)),
)


def losses(corpus, kernel, parameters, zone, change):
    """Name of table -> log-loss of the forecast without its machine."""
    result = {}
    for table in corpus.whole[zone]:
        known = corpus.without(table.machine)
        forecast = forecast_of(kernel, change(known, parameters), zone, RUNS)
        result[table.name] = scores.Scorer(
            forecast, zone.first).log_loss(table.blocks)
    return result


def all_losses(corpus, kernel, parameters):
    """(words, for each zone a list with the losses of each variant)."""
    return [(words, {zone: [losses(corpus, kernel, parameters, zone, change)
                            for change in variants] for zone in ZONES})
            for words, *variants in CHANGES]
