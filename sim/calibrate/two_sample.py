"""Can a classifier tell simulated tables from captured ones?

The machines are dealt into folds. For each fold the model is fitted without
its machines; the classifier learns from the other machines' tables and from
tables of that model, and then sees the fold's tables among further ones of
that model. So no table is both fitted and judged, by either. A table's place
is the share of those simulated tables that look less captured than it; their
mean is the area under the curve (AUC): 0.5 is a coin, 1 always told apart.

The null is what comes out where the "captured" tables are simulated as well.
Needs scikit-learn (Debian: python3-sklearn), which nothing else here does.
"""
import random
from dataclasses import dataclass

import scores
from corpus import ZONES
from crossvalidation import FOLD_FIT_ROUNDS, FOLD_FIT_RUNS, machines_of
from fit import fit
from whole_tables import features

FOLDS = 10
LEARNT, ASKED = 200, 400   # simulated tables of a fold
TREES = 100
NULL_ROUNDS = 20
FOREST, LOGISTIC = 'random forest', 'logistic regression'


@dataclass(frozen=True)
class Fold:
    """One zone of it, as rows of features."""
    captured: list   # of its machines
    learnt: list     # simulated without them
    asked: list


@dataclass(frozen=True)
class Area:
    """What one classifier makes of a zone."""
    value: float
    bounds: tuple    # bootstrap over tables
    null: float      # mean
    null_high: float  # 95 % of the null is below


def forest():
    from sklearn.ensemble import RandomForestClassifier
    return RandomForestClassifier(
        n_estimators=TREES, min_samples_leaf=2, random_state=1,
        class_weight='balanced_subsample')


def logistic():
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    return make_pipeline(StandardScaler(), LogisticRegression(
        C=0.1, class_weight='balanced', max_iter=1000))


CLASSIFIERS = {FOREST: forest, LOGISTIC: logistic}


def rows_of(tables, zone):
    return [list(features(blocks, zone).values()) for blocks in tables]


def deal(corpus, seed=1):
    """Machine -> fold."""
    machines = machines_of(corpus)
    random.Random(seed).shuffle(machines)
    return {machine: at % FOLDS for at, machine in enumerate(machines)}


def simulated(kernel, parameters, zone, count, seed=1):
    tables = kernel.draw(parameters, zone, count, count, seed)[1]
    return rows_of([one for one in tables if one], zone)


def make_folds(corpus, kernel):
    """Zone -> its folds."""
    dealt = deal(corpus)
    folds = {zone: [] for zone in ZONES}
    for index in range(FOLDS):
        held = [one for one, at in dealt.items() if at == index]
        parameters = fit(corpus.without(*held), kernel, FOLD_FIT_RUNS,
                         FOLD_FIT_ROUNDS)
        for zone in ZONES:
            made = simulated(kernel, parameters, zone, LEARNT + ASKED)
            folds[zone].append(Fold(
                rows_of([one.blocks for one in corpus.whole[zone]
                         if one.machine in held], zone),
                made[:LEARNT], made[LEARNT:]))
    return folds


def place(score, others):
    return (sum(one < score for one in others)
            + sum(one == score for one in others) / 2) / len(others)


def places(folds, make_classifier):
    """Of every captured table, in the order of the folds."""
    result = []
    for fold in folds:
        if not fold.captured:
            continue
        known = [row for one in folds if one is not fold
                 for row in one.captured]
        classifier = make_classifier().fit(
            known + fold.learnt, [1] * len(known) + [0] * len(fold.learnt))
        others = classifier.predict_proba(fold.asked)[:, 1]
        result += [place(score, others) for score
                   in classifier.predict_proba(fold.captured)[:, 1]]
    return result


def null_folds(folds, pool):
    """The folds with simulated tables in the place of the captured ones."""
    return [Fold([next(pool) for _ in fold.captured], fold.learnt, fold.asked)
            for fold in folds]


def null_areas(folds, pool, make_classifier):
    return sorted(scores.mean(places(null_folds(folds, pool),
                                     make_classifier))
                  for _ in range(NULL_ROUNDS))


def judge(corpus, kernel, parameters):
    """Zone -> classifier -> Area. `parameters` are those of all captures: the
    null is drawn from them."""
    result = {}
    for zone, folds in make_folds(corpus, kernel).items():
        result[zone] = {}
        needed = NULL_ROUNDS * len(corpus.whole[zone])
        for name, make_classifier in CLASSIFIERS.items():
            pool = iter(simulated(kernel, parameters, zone, needed, seed=2))
            seen = places(folds, make_classifier)
            null = null_areas(folds, pool, make_classifier)
            result[zone][name] = Area(
                scores.mean(seen), scores.interval(seen, random.Random(1)),
                scores.mean(null), null[int(0.95 * NULL_ROUNDS) - 1])
    return result
