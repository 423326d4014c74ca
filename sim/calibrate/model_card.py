"""Measures everything that docs/model-card.md tells, and writes the page:
the template model_card.template of this folder, its {{parts}} filled in."""
import random
import re
from dataclasses import dataclass
from math import exp
from pathlib import Path

import backtest
import product
import reliability
import scores
import sensitivity
import structure
import two_sample
from corpus import BLOCK, HIGH, LOW, ROOT, ZONES
from crossvalidation import cross_validate
from fit import (FAR, BUSY, LEFT_OUT, JUMP, TOUCH, block_numbers, fit, shares,
                 simulated_gaps, upper_fence, weighed_gaps)

TARGET = ROOT / 'docs' / 'model-card.md'
TEMPLATE = Path(__file__).with_name('model_card.template')
LARGEST = 40     # no forecast has more blocks; c017 has 123

# Uniform density on captures that are kept aside from this repository
# (issue 5): what tells how densely those are covered.
ASIDE_UNIFORM = {HIGH: 0.225, LOW: 0.232}
FORECASTS = (('model', '**the model**'), ('resampler', 'naive resampler'),
             ('smoothed', 'smoothed frequency'),
             ('uniform, cut', 'uniform, numbers cut at the fence'),
             ('uniform', 'uniform'))


@dataclass
class Card:
    corpus: object
    parameters: object
    scored: dict        # zone -> [Scored]
    reliability: dict   # zone -> [reliability.Row]
    structures: dict    # zone -> (real, intervals, simulated)
    areas: dict         # zone -> classifier -> two_sample.Area
    in_sample: dict     # zone -> log-loss
    gaps: dict          # zone -> (real shares, simulated shares)
    sensitivity: list
    backtest: list
    shrunk: tuple


def structure_of(corpus, zone, program):
    tables = [one.blocks for one in corpus.whole[zone]]
    return (structure.of_tables(tables, zone),
            structure.bootstrap(tables, zone),
            structure.of_tables(product.samples(program, zone, 1000), zone))


def usual_size(scored):
    return [one for one in scored if len(one.table.blocks) <= LARGEST]


def measure(corpus, kernel, program):
    parameters = fit(corpus, kernel)
    scored = cross_validate(corpus, kernel)
    made = simulated_gaps(kernel, parameters, 20000)
    return Card(
        corpus, parameters, scored,
        {zone: reliability.rows(usual_size(scored[zone])) for zone in ZONES},
        {zone: structure_of(corpus, zone, program) for zone in ZONES},
        two_sample.judge(corpus, kernel, parameters),
        {zone: product.log_loss(
            program, zone, [one.blocks for one in corpus.whole[zone]])
         for zone in ZONES},
        {zone: (shares(weighed_gaps(corpus, zone)), shares(made[zone]))
         for zone in ZONES},
        sensitivity.all_losses(corpus, kernel, parameters),
        backtest.play_all(corpus, kernel), backtest.shrunk(corpus, kernel))


# --- parts of the page ----------------------------------------------------


def table(head, rows):
    lines = [head, ['---'] * len(head), *rows]
    return '\n'.join('| ' + ' | '.join(map(str, row)) + ' |' for row in lines)


def within(value, bounds, digits=3):
    low, high = bounds
    return f'{value:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]'


def data_part(card):
    rows = []
    for zone in ZONES:
        numbers = sorted(len(one.blocks) for one in card.corpus.whole[zone])
        machines = {one.machine for one in card.corpus.whole[zone]}
        rows.append([
            zone.words, len(numbers), len(machines),
            f'{numbers[0]} to {numbers[-1]}, mean '
            f'{scores.mean(numbers):.1f}',
            len(card.corpus.other[zone]),
            len(card.corpus.prose[zone]) if zone is LOW else 0])
    return table(['zone', 'complete tables', 'machines', 'blocks a table',
                  'more, for first bursts: cut or mixed', 'in prose'], rows)


def fence_part(card):
    numbers = block_numbers(card.corpus)
    fence = upper_fence(numbers)
    cut = [str(one) for one in numbers if one > fence]
    return f'{len(cut)} of {len(numbers)} tables ({", ".join(cut)} blocks) ' \
        f'count as {fence}'


def rates_part(card):
    p = card.parameters
    names = {TOUCH: ('touching', '-'), BUSY: ('1 to 99 ports',
                                              f'busy port {p.busy_port}'),
             LEFT_OUT: ('multiples of 100', f'left out {p.left_out}'),
             JUMP: ('other, up to 1000',
                    f'jump {p.high_jump} high, {p.low_jump} low'),
             FAR: ('over 1000', f'later bursts {p.later_bursts}')}
    rows = []
    for kind, (words, rate) in names.items():
        rows.append([words, rate] + [
            f'{one[kind]:.3f}' for zone in ZONES for one in card.gaps[zone]])
    return table(['gap between neighbours', 'rate, permille',
                  'high: captures', 'simulated', 'low: captures',
                  'simulated'], rows)


def level_words(scored):
    forecast = scores.mean(scores.mean(one.forecast) for one in scored)
    seen = scores.mean(one.density for one in scored)
    return f'mean forecast {forecast:.4f}, seen {seen:.4f}'


def scores_part(card, zone, scored):
    choose = random.Random(1)
    rows = []
    for name, words in FORECASTS:
        losses = [one.losses[name] for one in scored]
        briers = [one.briers[name] for one in scored]
        gains = [one.losses[name] - one.losses['model'] for one in scored]
        gain = '' if name == 'model' else within(
            scores.mean(gains), scores.interval(gains, choose), 4) \
            + f', {sum(gain > 0 for gain in gains)} of {len(gains)}'
        rows.append([words,
                     within(scores.mean(losses),
                            scores.interval(losses, choose), 4),
                     within(scores.mean(briers),
                            scores.interval(briers, choose), 4), gain])
    return (f'Zone {zone.words}, {len(scored)} tables, '
            f'{level_words(scored)}:\n\n'
            + table(['forecast', 'log-loss', 'Brier',
                     'log-loss above the model\'s, tables in which it is'],
                    rows))


def all_scores_part(card):
    parts = []
    for zone in ZONES:
        parts.append(scores_part(card, zone, usual_size(card.scored[zone])))
        if len(usual_size(card.scored[zone])) < len(card.scored[zone]):
            parts.append(scores_part(card, zone, card.scored[zone])
                         + '\n\nThe one table more has 123 blocks, which no '
                           'forecast without a capture has.')
    return '\n\n'.join(parts)


def weights_of(scored, zone):
    return scores.tilt_weights(
        [len(one.table.blocks) for one in scored],
        ([one.losses['uniform'] for one in scored], ASIDE_UNIFORM[zone]))


def tilted_part(card):
    rows = []
    for zone in ZONES:
        scored = card.scored[zone]
        weights = weights_of(scored, zone)
        blocks = scores.weighted(
            weights, [len(one.table.blocks) for one in scored])
        rows.append([zone.words, f'{blocks:.1f}'] + [
            f'{scores.weighted(weights, [one.losses[name] for one in scored]):.4f}'
            for name in ('model', 'resampler', 'smoothed', 'uniform')])
    return table(['zone', 'blocks a table', 'the model', 'naive resampler',
                  'smoothed frequency', 'uniform (set)'], rows)


def in_sample_part(card):
    return '\n'.join(['| zone | what | value |', '| --- | --- | --- |'] + [
        product.card_row(zone, card.in_sample[zone]) for zone in ZONES])


def reliability_part(card):
    rows = []
    for zone in ZONES:
        tenths = card.reliability[zone]
        rows += [[zone.words, 'forecast']
                 + [f'{row.forecast:.3f}' for row in tenths],
                 ['', 'seen'] + [f'{row.seen:.3f}' for row in tenths],
                 ['', '95 %'] + [f'{row.low:.3f} to {row.high:.3f}'
                                 for row in tenths]]
    return table(['zone', 'tenth'] + list(range(1, 11)), rows)


def inside_part(card):
    every = [row for rows in card.reliability.values() for row in rows]
    return f'{sum(row.is_inside for row in every)} of {len(every)}'


def structure_part(card):
    rows = []
    for zone in ZONES:
        for name, real, bounds, made in zip(structure.NAMES,
                                            *card.structures[zone]):
            is_inside = bounds[0] <= made <= bounds[1]
            rows.append([zone.words, name, within(real, bounds),
                         f'{made:.3f}', 'yes' if is_inside else '**no**'])
    return table(['zone', 'statistic', 'captures', '1,000 samples',
                  'inside'], rows)


def area_words(area):
    return [within(area.value, area.bounds), f'{area.null:.3f}',
            f'{area.null_high:.3f}']


def areas_part(card):
    return table(
        ['zone', 'classifier', 'AUC', 'null: mean', '95 % of it below'],
        [[zone.words, name, *area_words(area)] for zone in ZONES
         for name, area in card.areas[zone].items()])


def sensitivity_part(card):
    weights = {zone: {
        one.table.name: weight for one, weight in zip(
            card.scored[zone], weights_of(card.scored[zone], zone))}
        for zone in ZONES}
    rows = []
    for words, by_zone in card.sensitivity:
        row = [words]
        for zone in ZONES:
            kept = {one.table.name for one in usual_size(card.scored[zone])}
            row.append(' / '.join(
                f'{scores.mean(v for n, v in one.items() if n in kept):.4f}'
                for one in by_zone[zone]))
            row.append(' / '.join(
                f'{sum(weights[zone][n] * v for n, v in one.items()):.4f}'
                for one in by_zone[zone]))
        rows.append(row)
    return table(['changed', 'high', 'high, reweighted',
                  'low (without 123 blocks)', 'low, reweighted'], rows)


def backtest_part(card):
    rows = [[f'{one.pair.before}, {one.pair.after}', one.pair.words,
             f'{len(one.before)}, {len(one.after)}']
            + [f'{one.losses[name]:.3f}' for name in backtest.COLUMNS]
            for one in card.backtest]
    reboots = [one for one in card.backtest
               if one.pair.step == backtest.REBOOT]
    rows.append(['', 'mean of the reboots', ''] + [
        f'{scores.mean(one.losses[name] for one in reboots):.3f}'
        for name in backtest.COLUMNS])
    return table(['pair', 'between', 'blocks', *backtest.COLUMNS], rows)


def pairs_part(card):
    rows = [[f'{one.pair.before}, {one.pair.after}', f'{one.overlap:.2f}',
             f'{one.above:.2f}', f'{one.number_share:.2f}',
             f'{one.number_share_alone:.2f}'] for one in card.backtest]
    rows.append(['mean (of shares: geometric)'] + [
        f'{scores.mean(one.overlap for one in card.backtest):.2f}',
        f'{scores.mean(one.above for one in card.backtest):.2f}',
        '{:.2f} (ln: {:.2f})'.format(*mean_share(card, 'number_share')),
        '{:.2f} (ln: {:.2f})'.format(*mean_share(card,
                                                 'number_share_alone'))])
    return table(['pair', 'ports after that were in blocks before',
                  'ports after that the forecast had above uniform',
                  'probability of the number after, give or take one',
                  'the same without a capture'], rows)


def runs_of(blocks):
    """Touching blocks as one range."""
    ends = [start for start, gap in zip(blocks, [*backtest.gaps(blocks), 1])
            if gap]
    return ', '.join(f'{start}-{end + BLOCK - 1}' for start, end
                     in zip(backtest.run_starts(blocks), ends))


def came_part(card):
    rows = []
    for one in card.backtest:
        low, middle, high = one.numbers
        tenths = [f'{expected:.0f}, {seen}' for expected, seen in (
            one.tenths[name] for name in (backtest.RISKIEST,
                                          backtest.SAFEST))]
        rows.append([f'{one.pair.before}, {one.pair.after}',
                     runs_of(one.before), f'{middle} ({low} to {high})',
                     *tenths, f'{len(one.after)}: {runs_of(one.after)}'])
    return table(['pair', 'before', 'forecast: blocks (90 % of runs)',
                  'ports in blocks in the riskiest tenth: forecast, came',
                  'in the safest tenth', 'came'], rows)


def mean_share(card, name):
    value = backtest.mean_log(getattr(one, name) for one in card.backtest)
    return exp(value), value


def winnat_part(card):
    return table(['before', 'blocks', 'after', 'blocks'], [
        [before or '-', '-' if count is None else count, after, left]
        for before, count, after, left
        in backtest.blocks_after_winnat(card.corpus)])


def shrunk_part(card):
    before, after, made = card.shrunk
    likely = max(range(len(made)), key=made.__getitem__)
    return (f'{before} blocks before, {after} after; the product says '
            f'{likely} most often ({100 * made[likely]:.0f} % of runs) and '
            f'{after} in {100 * made[after]:.1f} %')


PARTS = {
    'data': data_part, 'fence': fence_part, 'rates': rates_part,
    'scores': all_scores_part, 'tilted': tilted_part,
    'in-sample': in_sample_part, 'reliability': reliability_part,
    'inside': inside_part, 'structure': structure_part, 'areas': areas_part,
    'sensitivity': sensitivity_part, 'backtest': backtest_part,
    'null-rounds': lambda card: str(two_sample.NULL_ROUNDS),
    'pairs': pairs_part, 'came': came_part, 'winnat': winnat_part, 'shrunk': shrunk_part,
}


def summary(card):
    """What a model is judged by."""
    return '\n\n'.join(part(card) for part in (
        all_scores_part, tilted_part, reliability_part, areas_part))


def text(card):
    template = TEMPLATE.read_text(encoding='utf-8')
    return re.sub(r'\{\{([\w-]+)\}\}',
                  lambda match: PARTS[match[1]](card), template)
