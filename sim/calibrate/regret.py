"""How many of the ports that `suggest` chooses inside a dynamic range are
excluded in the end: the regret. The weight of the forecast in the score is
fitted to it, machine by machine, each chosen for by a forecast that does not
know it.

Writes the weight into suggest_rules.def and docs/suggest-regret.md.
"""
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import crossvalidation
from corpus import BLOCK, HIGH, LOW, ROOT, ZONES
from kernel import HNS_ROW, TAKEN
from scores import mean

RULES = ROOT / 'analyzer/include/portplan/suggest_rules.def'
PAGE = ROOT / 'docs/suggest-regret.md'
ROW = re.compile(r'(PP_SUGGEST_RULE\(FORECAST, "forecast", )([0-9]+)')
WEIGHTS = tuple(range(100, 1000, 100))   # hundredths
PORTS, SEEDS = 10, 2
# 0: near no port. The others lie where blocks are frequent and where not.
NEARS = {HIGH: (0, 50051, 53000, 57000, 61000),
         LOW: (0, 3000, 5000, 8080, 11000)}
ALIKE = 0.001                            # regrets that differ by chance
LARGEST = 40                             # c017 has 123 blocks: all are bad


@dataclass(frozen=True)
class Question:
    zone: object
    near: int

    @property
    def words(self):
        where = f'in {self.zone.words}'
        return f'{where}, near {self.near}' if self.near else where


QUESTIONS = tuple(Question(zone, near)
                  for zone in ZONES for near in NEARS[zone])


def share_excluded(ports, blocks):
    return mean(any(start <= port < start + BLOCK for start in blocks)
                for port in ports)


def choose(kernel, question, counts, weight, seed):
    zone = question.zone
    settings = [('range', zone.first, zone.ports), ('weight', weight),
                ('runs', crossvalidation.FOLD_RUNS), ('near', question.near),
                ('count', PORTS), ('seed', seed), ('counts', *counts)]
    settings += [('kept', first, last - first + 1)
                 for first, last in (*TAKEN, HNS_ROW)]
    lines = kernel.run(['choose_ports'], ''.join(
        ' '.join(map(str, one)) + '\n' for one in settings))
    return [int(word) for word in lines[0][1:]]


def regret_of(kernel, question, scored, weight):
    """Of one table, a mean over seeds where the seed matters."""
    runs = crossvalidation.FOLD_RUNS
    counts = [max(0, min(runs, round(share * (runs + 1) - 0.5)))
              for share in scored.forecast]
    seeds = range(1, 2 if question.near else SEEDS + 1)
    return mean(share_excluded(
        choose(kernel, question, counts, weight, seed), scored.table.blocks)
        for seed in seeds)


def by_chance(scored):
    return mean(one.density for one in scored)


def measure(kernel, scored):
    """question -> weight -> its regret for each table."""
    with ThreadPoolExecutor(crossvalidation.WORKERS) as pool:
        jobs = {(question, weight): [
            pool.submit(regret_of, kernel, question, one, weight)
            for one in scored[question.zone]]
            for question in QUESTIONS for weight in WEIGHTS}
        return {question: {weight: [job.result()
                                    for job in jobs[question, weight]]
                           for weight in WEIGHTS} for question in QUESTIONS}


def total(measured, weight):
    """All questions count alike."""
    return mean(mean(measured[question][weight]) for question in QUESTIONS)


def fit_weight(measured):
    """The smallest, which leaves most to the other rules, of those whose
    regret is the least that there is."""
    least = min(total(measured, weight) for weight in WEIGHTS)
    return next(weight for weight in WEIGHTS
                if total(measured, weight) <= least + ALIKE)


def percent(value):
    return f'{100 * value:.1f}'


def row(words, cells):
    return '| ' + ' | '.join([words, *cells]) + ' |'


def page(measured, scored, chosen):
    lines = [
        '# How many suggested ports are excluded in the end',
        '',
        'Written by `./dev calibrate`; do not edit.',
        '',
        'Percent of the ports that `suggest` chooses inside a dynamic range '
        'and that lie in a block of the captured table, a mean over the '
        'machines of the [model card](model-card.md), without the table of '
        '123 blocks. For each machine everything was fitted without it. '
        'Columns: the weight of the rule `forecast`; "chance" is the share '
        'of all ports.',
        '',
        row('suggest', ['chance'] + [
            f'{weight / 100:.0f}' for weight in WEIGHTS]),
        row('---', ['---'] * (len(WEIGHTS) + 1))]
    for question in QUESTIONS:
        lines.append(row(question.words, [
            percent(by_chance(scored[question.zone]))] + [
                percent(mean(measured[question][weight]))
                for weight in WEIGHTS]))
    lines.append(row('mean', [''] + [
        percent(total(measured, weight)) for weight in WEIGHTS]))
    return '\n'.join(lines + [
        '', 'The smallest weight whose mean is within 0.1 of the least '
        f'is taken: {chosen / 100:.2f}.',
        ''])


def fitted_weight(text):
    """Of the page."""
    return round(100 * float(re.search(r'is taken: ([0-9.]+)\.\n', text)[1]))


def of_page(text, question):
    """The regret with the weight that was taken."""
    cells = next(line for line in text.splitlines()
                 if line.startswith(f'| {question.words} |')).split(' | ')
    return float(cells[2 + WEIGHTS.index(fitted_weight(text))].strip(' |')) \
        / 100


def compiled_weight(text):
    """Of suggest_rules.def."""
    return int(ROW.search(text)[2])


def weigh(corpus, kernel):
    """(the rules, the page), as they should be."""
    scored = {zone: [one for one in tables
                     if len(one.table.blocks) <= LARGEST]
              for zone, tables in crossvalidation.cross_validate(
                  corpus, kernel).items()}
    measured = measure(kernel, scored)
    chosen = fit_weight(measured)
    rules = ROW.sub(lambda found: f'{found[1]}{chosen}',
                    RULES.read_text(encoding='utf-8'))
    return rules, page(measured, scored, chosen)
