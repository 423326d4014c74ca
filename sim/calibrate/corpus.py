"""The captures as the calibration sees them: zones, machines, and which record
is used for what, and why.

A record of fixtures/captures.jsonl is one pasted table. Used are:

* gaps, scores, structure: complete TCP tables that were pasted as
  netsh printed them, with at least one block of 100, all of whose blocks lie
  in one zone. A cut table has the wrong number; one with blocks in both zones
  (its dynamic range was changed, or is not known) belongs to neither.
* numbers: these, and TCP tables that authors wrote down in prose, where
  touching blocks are one row.
* where first bursts begin: the complete ones, and what else shows the first
  block of a zone: TCP tables that are cut at the end or lie in several zones;
  in the low zone also those in prose. In the high zone prose is left out:
  there it made the forecast worse, in the low zone better, both by about one
  hundredth of its log-loss.
* never: UDP (four tables), invented or edited examples, copies.
"""
import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CAPTURES = ROOT / 'fixtures' / 'captures.jsonl'
BLOCK = 100

# Never on both sides of a cross-validation: before and after of one machine,
# its TCP and UDP, tables that share rows that nobody else has.
MACHINES = (
    ('c004', 'c005'), ('c024', 'd049'), ('c029', 'c030'), ('c040', 'c041'),
    ('c048', 'c049', 'c050'), ('c056', 'c057'), ('c058', 'c059'),
    ('c074', 'c075'), ('c119', 'c126'), ('c122', 'c139'), ('c127', 'd050'),
    ('d031', 'd032'), ('d040', 'd041'), ('d044', 'd045'), ('d046', 'd069'),
    ('d079', 'd094', 'd095'))
MACHINE_OF = {name: group[0] for group in MACHINES for name in group}

# Its dynamic range was 50000+1000: room for six blocks, whatever was wanted.
OTHER_RANGE = {'c139'}


@dataclass(frozen=True)
class Zone:
    """A dynamic range that many machines share."""
    name: str
    words: str
    first: int
    ports: int

    @property
    def last(self):
        return self.first + self.ports - 1

    def holds(self, start):
        return self.first <= start and start + BLOCK - 1 <= self.last


HIGH = Zone('high', '49152-65535', 49152, 16384)
LOW = Zone('low', '1024-15000', 1024, 13977)
ZONES = (HIGH, LOW)


@dataclass(frozen=True)
class Table:
    """One record; its blocks of 100 as ascending first ports."""
    name: str
    protocol: str
    blocks: tuple
    is_whole: bool   # neither cut nor retold
    is_prose: bool   # touching blocks are one row
    is_used: bool    # no example, no copy
    singles: frozenset
    rows: tuple
    dynamic: tuple   # (first, ports) as printed with it, or None

    @property
    def machine(self):
        return MACHINE_OF.get(self.name, self.name)

    def blocks_in(self, zone):
        return [start for start in self.blocks if zone.holds(start)]


def split_row(first, last):
    """The blocks of a row in which touching blocks are one; where its length
    is no multiple of 100, what is over is spread between them."""
    count = (last - first + 1) // BLOCK
    spare = last - first + 1 - count * BLOCK
    return [first + BLOCK * i + (spare * i // (count - 1) if count > 1 else 0)
            for i in range(count)]


def blocks_of(record, is_prose):
    rows = [(first, last) for first, last, star in record['ranges']
            if not star and (first, last) != (50000, 50059)]
    if is_prose:
        return sorted(start for row in rows for start in split_row(*row))
    return sorted(first for first, last in rows if last - first == BLOCK - 1)


def table_of(record):
    quality = record.get('quality', '')
    is_prose = quality.startswith(('prose', 'list with one merged'))
    return Table(
        name=record['id'], protocol=record['protocol'],
        blocks=tuple(blocks_of(record, is_prose)),
        is_whole=not quality and not record.get('truncated'),
        is_prose=is_prose, is_used=not quality,
        singles=frozenset(first for first, last, _ in record['ranges']
                          if first == last),
        rows=tuple(tuple(row) for row in record['ranges']),
        dynamic=tuple(record['dynamicport']) if record.get('dynamicport')
        else None)


def load():
    """All records, by name."""
    lines = CAPTURES.read_text(encoding='utf-8').splitlines()
    return {table.name: table for table in map(table_of, map(json.loads, lines))}


class Corpus:
    """The tables of each zone, by what they are good for."""

    def __init__(self, tables):
        self.tables = tables
        tcp = [one for one in tables.values() if one.protocol == 'tcp']
        self.whole = {zone: [one for one in tcp if self.is_of(one, zone)]
                      for zone in ZONES}
        used = [one for one in tcp if one.is_used]
        self.other = {zone: [one for one in used if one.blocks_in(zone)
                             and one not in self.whole[zone]
                             and one.name not in OTHER_RANGE]
                      for zone in ZONES}
        self.prose = {zone: [one for one in tcp
                             if one.is_prose and one.blocks_in(zone)]
                      for zone in ZONES}
        self.with_blocks = [one for one in used
                            if one.is_whole and one.blocks]
        self.with_low = [one for one in used
                         if one.is_whole and one.blocks_in(LOW)]

    @staticmethod
    def is_of(table, zone):
        return (table.is_whole and len(table.blocks) > 0
                and len(table.blocks_in(zone)) == len(table.blocks)
                and table.name not in OTHER_RANGE)

    def all_whole(self):
        return [one for zone in ZONES for one in self.whole[zone]]

    def all_prose(self):
        """Those with blocks in a zone, each once."""
        return list(dict.fromkeys(one for zone in ZONES
                                  for one in self.prose[zone]))

    def beginnings(self, zone, with_prose=None):
        """The tables whose first block of the zone counts."""
        if with_prose is None:
            with_prose = zone is LOW
        return (self.whole[zone] + self.other[zone]
                + (self.prose[zone] if with_prose else []))

    def without(self, *machines):
        """The corpus that does not know them."""
        return Corpus({name: one for name, one in self.tables.items()
                       if one.machine not in machines})


def read_corpus():
    return Corpus(load())
