#!/usr/bin/env python3
"""The arithmetic of sim/calibrate against counting port by port."""
import random
import sys
import unittest
from math import log
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[2]
                       / 'sim' / 'calibrate'))

import backtest  # noqa: E402
import baselines  # noqa: E402
import corpus  # noqa: E402
import fit  # noqa: E402
import scores  # noqa: E402
import structure  # noqa: E402
import two_sample  # noqa: E402
import whole_tables  # noqa: E402

ZONE = corpus.Zone('small', '100-1099', 100, 1000)
BLOCKS = [100, 200, 350, 650, 1000]


def covered(blocks):
    return [any(start <= port < start + 100 for start in blocks)
            for port in range(ZONE.first, ZONE.last + 1)]


class Arithmetic(unittest.TestCase):
    def test_scores(self):
        choose = random.Random(3)
        shares = [choose.uniform(0.01, 0.9) for _ in range(ZONE.ports)]
        scorer = scores.Scorer(shares, ZONE.first)
        for blocks in (BLOCKS, [], [250]):
            seen = covered(blocks)
            loss = scores.mean(-log(q if hit else 1 - q)
                               for q, hit in zip(shares, seen))
            square = scores.mean((q - hit) ** 2
                                 for q, hit in zip(shares, seen))
            self.assertAlmostEqual(scorer.log_loss(blocks), loss)
            self.assertAlmostEqual(scorer.brier(blocks), square)

    def test_block_that_leaves_the_zone(self):
        scorer = scores.Scorer([0.25] * ZONE.ports, ZONE.first)
        self.assertAlmostEqual(scorer.log_loss([1050]),
                               scores.density_loss(0.05, 0.25))

    def test_cover(self):
        self.assertEqual(baselines.cover([BLOCKS], ZONE),
                         [int(hit) for hit in covered(BLOCKS)])

    def test_gap_classes(self):
        self.assertEqual(fit.gaps(BLOCKS), [0, 50, 200, 250])
        self.assertEqual(
            [fit.gap_class(gap) for gap in (0, 1, 99, 100, 101, 1000, 1001)],
            [fit.TOUCH, fit.BUSY, fit.BUSY, fit.LEFT_OUT, fit.JUMP,
             fit.LEFT_OUT, fit.FAR])

    def test_numbers(self):
        self.assertEqual(fit.upper_fence([1, 2, 3, 4, 5]), 7)
        self.assertEqual(fit.slice_means([1, 3, 5, 7], 2), (2, 6))
        self.assertEqual(fit.slice_means([3, 6, 9], 2), (4, 8))

    def test_features(self):
        row = structure.features(BLOCKS, ZONE)
        self.assertEqual((row['touching'], row['near'], row['whole'],
                          row['clusters'], row['offset']), (1, 3, 1, 1, 0))

    def test_figures_of_whole_tables(self):
        row = whole_tables.features(BLOCKS + [9000], ZONE)
        self.assertGreaterEqual(len(row), 20)
        wanted = {
            'touching': 1 / 5, 'gaps to 10': 0, 'gaps to 99': 1 / 5,
            'gaps of 100': 0, 'gaps to 1000': 2 / 5, 'gaps over 1000': 1 / 5,
            'last gap': log(7901), 'first gap': 0, 'mean run': 6 / 5,
            'runs': log(6), 'longest run': log(3), 'runs of one': 4 / 5,
            'clusters': log(3), 'largest cluster': 5 / 6,
            'phases': 2 / 6, 'at the bottom': 5 / 6, 'last place': 8.9}
        for name, value in wanted.items():
            self.assertAlmostEqual(row[name], value, msg=name)

    def test_places(self):
        self.assertEqual(two_sample.place(3, [1, 2, 3, 4]), 2.5 / 4)
        self.assertEqual(two_sample.place(0, [1, 2]), 0)

    def test_judge_holds_machines_out(self):
        known = corpus.read_corpus()
        dealt = two_sample.deal(known)
        for fold in range(two_sample.FOLDS):
            held = {one for one, at in dealt.items() if at == fold}
            left = known.without(*held)
            self.assertTrue(held)
            self.assertFalse(held & {one.machine for one
                                     in left.tables.values()})

    def test_backtest_counts(self):
        self.assertEqual(backtest.number_quantiles([0, 1, 8, 1]), (1, 2, 3))
        shares = [at / 100 for at in range(20)]
        seen = [1] * 10 + [0] * 9 + [1]
        self.assertEqual(
            {name: (round(forecast, 6), came) for name, (forecast, came)
             in backtest.tenths_of(shares, seen).items()},
            {backtest.SAFEST: (0.01, 2), backtest.RISKIEST: (0.37, 1)})

    def test_tilt(self):
        losses = [0.1, 0.2, 0.4]
        weights = scores.tilt_weights([1, 2, 4], (losses, 0.2))
        self.assertAlmostEqual(sum(weights), 1)
        self.assertAlmostEqual(scores.weighted(weights, losses), 0.2)

    def test_merged_rows(self):
        self.assertEqual(corpus.split_row(500, 799), [500, 600, 700])
        self.assertEqual(corpus.split_row(500, 810), [500, 605, 711])

    def test_folds_share_no_machine(self):
        known = corpus.read_corpus()
        for table in known.all_whole():
            left = known.without(table.machine)
            self.assertNotIn(table.machine, {
                one.machine for one in left.tables.values()})


if __name__ == '__main__':
    unittest.main()
