#!/usr/bin/env python3
"""Fits the reservation model to the captures and says how well it does.

    calibrate.py fit KERNEL_FOLDER           writes sim/reserve/reserve_parameters.c
    calibrate.py check KERNEL_FOLDER         exits with 1 if that would change
                                             the file
    calibrate.py weigh KERNEL_FOLDER         writes the weight of the forecast
                                             in suggest_rules.def, and
                                             docs/suggest-regret.md; from what
                                             `fit` wrote
    calibrate.py judge KERNEL_FOLDER PROGRAM writes docs/model-card.md and its
                                             plot, and prints the scores;
                                             KERNEL_FOLDER and PROGRAM are
                                             built from what `fit` wrote

`./dev calibrate` does all but the check, with builds between them. The
same captures give the same bytes.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import corpus as corpora  # noqa: E402
import parameters_c  # noqa: E402
from fit import fit  # noqa: E402
from kernel import Kernel  # noqa: E402


def fitted_text(folder):
    corpus = corpora.read_corpus()
    return parameters_c.text(corpus, fit(corpus, Kernel(folder)))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding='utf-8')
    print(f'{path.relative_to(corpora.ROOT)} written')


def check(folder):
    if parameters_c.TARGET.read_text(encoding='utf-8') == fitted_text(folder):
        print('sim/reserve/reserve_parameters.c is what the captures give')
        return 0
    print('sim/reserve/reserve_parameters.c: not what ./dev calibrate writes')
    return 1


def weigh(folder):
    import regret
    rules, page = regret.weigh(corpora.read_corpus(), Kernel(folder))
    write(regret.RULES, rules)
    write(regret.PAGE, page)


def judge(folder, program):
    import model_card
    import plot
    card = model_card.measure(corpora.read_corpus(), Kernel(folder), program)
    write(model_card.TARGET, model_card.text(card))
    write(plot.TARGET, plot.svg(card.reliability))
    print(model_card.summary(card))


def main(words):
    if len(words) == 2 and words[0] == 'fit':
        write(parameters_c.TARGET, fitted_text(Path(words[1])))
        return 0
    if len(words) == 2 and words[0] == 'check':
        return check(Path(words[1]))
    if len(words) == 2 and words[0] == 'weigh':
        weigh(Path(words[1]))
        return 0
    if len(words) == 3 and words[0] == 'judge':
        judge(Path(words[1]), words[2])
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
