"""Runs the two C programs of this folder."""
import subprocess
from dataclasses import dataclass, replace

from corpus import HIGH

# In use on every machine of the forecast's profile when blocks are made: the
# listeners of the boot (sim/state/profile.c).
TAKEN = ((135, 135), (445, 445), (49664, 49668))
RELEASE, RANDOM = 1, 2
HNS_ROW = (50000, 50059)   # on most of them


@dataclass(frozen=True)
class Parameters:
    """struct pps_reserve_parameters, as far as it is fitted."""
    numbers: tuple
    high_knots: tuple
    low_knots: tuple
    high_jump: int
    low_jump: int
    first_anywhere: int
    later_bursts: int
    busy_port: int
    left_out: int
    left_out_again: int
    hns_row: int
    usual: tuple     # (first, last, permille)
    spread: tuple
    old_place_boot: int
    old_place_start: int
    model: int = 0   # of draw_tables: the default, RELEASE or RANDOM

    def changed(self, **members):
        return replace(self, **members)

    def knots(self, zone):
        return self.high_knots if zone is HIGH else self.low_knots

    def jump(self, zone):
        return self.high_jump if zone is HIGH else self.low_jump

    def settings(self):
        rates = (self.first_anywhere, self.later_bursts, self.busy_port,
                 self.left_out, self.left_out_again)
        return [('numbers', *self.numbers), ('spread', *self.spread),
                ('high', self.high_jump, *self.high_knots),
                ('low', self.low_jump, *self.low_knots),
                ('rates', *rates),
                ('model', self.model),
                ('usual', *(word for one in self.taken() for word in one))]

    def taken(self):
        """What is drawn to be in use, the row of HNS with it."""
        return (*self.usual, (*HNS_ROW, self.hns_row))


class Kernel:
    """Where the programs are; each call is a process of its own."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, command, text):
        done = subprocess.run([str(self.folder / command[0]), *command[1:]],
                              input=text, capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            raise SystemExit(f'{command[0]}: {done.stderr.strip()}')
        return [line.split() for line in done.stdout.splitlines()]

    def draw(self, parameters, zone, runs, samples=0, seed=1, more=()):
        """Counts of the zone's ports, and the first tables drawn."""
        settings = [('range', zone.first, zone.ports), ('runs', runs),
                    ('samples', samples), ('seed', seed)]
        settings += [('taken', *one) for one in TAKEN]
        settings += parameters.settings() + list(more)
        lines = self.run(['draw_tables'], ''.join(
            ' '.join(map(str, one)) + '\n' for one in settings))
        tables = [sorted(map(int, line[1:])) for line in lines[:-1]]
        return list(map(int, lines[-1][1:])), tables

    def play(self, step, capture, runs, seed=1):
        """What the product makes of a step on a captured machine: counts of
        the ports of the dynamic range, and of the numbers of blocks."""
        counts, blocks = self.run(['play_step', step, str(runs), str(seed)],
                                  capture)
        return list(map(int, counts[1:])), list(map(int, blocks[1:]))
