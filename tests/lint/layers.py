#!/usr/bin/env python3
"""The floors of the house (floors.txt): who may include and call whom.

A room is a folder of analyzer/ or sim/; an installed header belongs to the
room of the .c of its name. A finding is
  - an include, or with --build a call, that reaches the own floor or a higher;
  - a circle of files, by includes or by symbols;
  - a header that declares what another .c than its own defines;
  - a row of floors.txt that names nothing, a room without a row;
  - a folder of more than 30 .c files;
  - an outside library anywhere but behind its door.
"""
import pathlib
import re
import subprocess

import common

FLOORS = 'tests/lint/floors.txt'
MOST_SOURCES = 30
# x.h of a system may lie in x_posix.c or x_windows.c.
VARIANTS = ('', '_posix', '_iconv')

# Libraries that stay behind one door.
DOORS = {
    'pcre2.h': r'analyzer/base/regex\.c',
    'cjson/cJSON.h': r'analyzer/json/json\.c',
    'cJSON.h': r'analyzer/json/json\.c',
    'iconv.h': r'analyzer/text/text_codepage_iconv\.c',
    'yaml.h': r'analyzer/verify/yaml_tree\.c',
    'hivex.h': r'analyzer/parse/registry/reg_hive\.c',
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.M)
INSTALLED = re.compile(r'(?:analyzer|sim)/include/(portplan(?:sim)?)/')
PROTOTYPE = re.compile(r'\b([a-z]\w*)\s*\((?!\s*\*)[^;{}]*\)[^;{}()]*'
                       r'(?:\([^;{}]*\)[^;{}()]*)*;')


def read_floors(text):
    """Room -> (floor, line of the file); floor 0 is the lowest."""
    rows = [(number, line.split()) for number, line in
            enumerate(text.split('\n'), 1)
            if line.strip() and not line.startswith('#')]
    return {room: (len(rows) - index, number)
            for index, (number, rooms) in enumerate(rows) for room in rooms}


def room_of_path(name):
    folder = str(pathlib.PurePosixPath(name).parent)
    return folder.removeprefix('analyzer/')


class House:
    """The files of the tree by room, and what includes lead to."""

    def __init__(self, root, findings):
        self.root, self.findings = root, findings
        self.files = set(common.tree_files(root))
        self.product = sorted(
            name for name in self.files
            if re.match(r'(analyzer|sim)/.+\.(c|h|def)$', name))
        text = common.read_text(root, FLOORS) if FLOORS in self.files else ''
        self.floors = read_floors(text)
        self.rooms = {}  # file -> room
        sources = {}     # library, stem -> room
        for name in self.product:
            if not INSTALLED.match(name):
                self.rooms[name] = room_of_path(name)
                if name.endswith('.c'):
                    sources[self.library(name),
                            pathlib.PurePosixPath(name).stem] = \
                        room_of_path(name)
        self.texts = {name: common.without_comments(
            common.read_text(root, name)) for name in self.product}
        self.sources = sources

    @staticmethod
    def library(name):
        is_sim = name.startswith(('sim/', 'analyzer/command/'))
        return 'sim' if is_sim else 'analyzer'

    def room(self, name):
        """The room of a file; None for an installed header of no room."""
        if name not in self.rooms:
            self.rooms[name] = None  # an end to circles of headers
            stem = pathlib.PurePosixPath(name).stem
            room = self.sources.get((self.library(name), stem))
            if room is None:  # of types alone: the highest that it includes
                rooms = [self.room(other) for other in self.targets(name)]
                room = max((one for one in rooms if one),
                           key=lambda one: self.floors.get(one, (0, 0))[0],
                           default='base')
            self.rooms[name] = room
        return self.rooms[name]

    def resolve(self, name, header):
        """The file that an include in quotes means; None: none."""
        folder = pathlib.PurePosixPath(name).parent
        for path in (folder / header, pathlib.PurePosixPath(
                'analyzer') / header, pathlib.PurePosixPath(header),
                     pathlib.PurePosixPath('analyzer/include') / header,
                     pathlib.PurePosixPath('sim/include') / header):
            if str(path) in self.files:
                return str(path)
        return None

    def includes(self, name):
        """(line, mark, header, file or None) of each include."""
        text = self.texts.get(name)
        if text is None:
            text = common.without_comments(common.read_text(self.root, name))
        lines = common.Lines(text)
        for match in INCLUDE.finditer(text):
            yield (lines.of(match.start()), match[1], match[2],
                   self.resolve(name, match[2]))

    def targets(self, name):
        return [target for _, mark, _, target in self.includes(name)
                if mark == '"' and target]

    def floor(self, room):
        return self.floors.get(room, (None, 0))[0]


def check_rows(house):
    """Rows name rooms, rooms have rows, no room is crowded."""
    counts = {}
    for name in house.product:
        if not INSTALLED.match(name):
            counts.setdefault(room_of_path(name), 0)
            if name.endswith('.c'):
                counts[room_of_path(name)] += 1
    for room, (_, line) in house.floors.items():
        if not counts.get(room):
            house.findings.add(FLOORS, line, f'no such room: {room}')
    for room, count in sorted(counts.items()):
        path = room if room.startswith('sim') else f'analyzer/{room}'
        if room not in house.floors:
            house.findings.add(path, 1, f'{room} has no floor in {FLOORS}')
        if count > MOST_SOURCES:
            house.findings.add(path, 1, f'{count} .c files in one folder, '
                                        f'{MOST_SOURCES} at most')


def climbs(house, name, target):
    """Why `name` may not see `target`; None where it may."""
    own, other = house.room(name), house.room(target)
    if INSTALLED.match(name) and not INSTALLED.match(target):
        return f'an installed header includes a private one: {target}'
    if own == other or house.floor(own) is None or \
            house.floor(other) is None:
        return None
    if house.floor(other) < house.floor(own):
        return None
    return f'{own} may not see {other} ({target})'


def check_includes(house):
    add = house.findings.add
    for name in sorted(house.files):
        if not re.match(r'(analyzer|sim|tests)/.+\.(c|h|def)$', name):
            continue
        product = not name.startswith('tests/')
        for line, mark, header, target in house.includes(name):
            door = DOORS.get(header)
            if '../' in header:
                add(name, line, f'include climbs out of its room: {header}')
            elif door and product:
                if not re.fullmatch(door, name):
                    add(name, line, f'{header} may be included only by {door}')
            elif mark == '<':
                if header.startswith(('portplan/', 'portplansim/')):
                    add(name, line, f'own headers stand in quotes: <{header}>')
            elif target is None and product:
                add(name, line, f'no such header in the tree: {header}')
            elif target and product:
                why = climbs(house, name, target)
                if why:
                    add(name, line, why)


def unit_of(house, name):
    """x.c and x.h are one: the .c of a header where there is one."""
    path = pathlib.PurePosixPath(name)
    if path.suffix == '.c':
        return name
    room = house.room(name)
    if room is None:
        return name
    folder = room if room.startswith('sim/') else f'analyzer/{room}'
    for variant in VARIANTS:
        source = f'{folder}/{path.stem}{variant}.c'
        if source in house.files:
            return source
    return name


def circles(graph):
    """The strongly connected parts of more than one node (Tarjan)."""
    index, low, stack, on, found = {}, {}, [], set(), []
    for root in sorted(graph):
        if root in index:
            continue
        work = [(root, iter(sorted(graph[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on.add(root)
        while work:
            node, edges = work[-1]
            for other in edges:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on.add(other)
                    work.append((other, iter(sorted(graph.get(other, ())))))
                    break
                if other in on:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    part = []
                    while not part or part[-1] != node:
                        part.append(stack.pop())
                        on.discard(part[-1])
                    if len(part) > 1:
                        found.append(sorted(part))
    return found


def check_circles(house, graph, what):
    for part in circles(graph):
        house.findings.add(part[0], 1,
                           f'a circle of files by {what}: {" ".join(part)}')


def include_graph(house):
    return {name: set(house.targets(name)) for name in house.product}


class Symbols:
    """What the object files of a build define and want."""

    def __init__(self, house, build):
        self.defined, self.wanted = {}, {}
        for name in house.product:
            if not name.endswith('.c'):
                continue
            path = self.object_of(pathlib.Path(build), name)
            if path is None:
                continue
            text = subprocess.run(['nm', '-P', '-g', str(path)], check=True,
                                  capture_output=True, text=True).stdout
            for line in text.splitlines():
                symbol, kind = line.split()[:2]
                if kind == 'U':
                    self.wanted.setdefault(name, set()).add(symbol)
                else:
                    self.defined[symbol] = name

    @staticmethod
    def object_of(build, name):
        parts = name.split('/')
        if name.startswith('analyzer/cli/'):
            base, rest = build / 'analyzer/cli', parts[2:]
            folders = ['portplan.p']
        elif name.startswith(('sim/', 'analyzer/command/')):
            base = build / 'sim'
            rest = parts[1:] if parts[0] == 'sim' else ['..', *parts]
            folders = ['libportplansim.a.p', 'libportplansim.so.0.1.0.p']
        else:
            base, rest = build / 'analyzer', parts[1:]
            folders = ['libportplan.a.p', 'libportplan.so.0.1.0.p']
        for folder in folders:
            path = base / folder / ('_'.join(rest) + '.o')
            if path.exists():
                return path
        return None


def check_symbols(house, symbols):
    """No call climbs, no files call each other in a circle."""
    graph = {name: set() for name in symbols.wanted}
    for name, wanted in symbols.wanted.items():
        for symbol in sorted(wanted):
            other = symbols.defined.get(symbol)
            if other is None or other == name:
                continue
            graph[name].add(other)
            graph.setdefault(other, set())
            why = climbs(house, name, other)
            if why:
                house.findings.add(name, 1, f'calls {symbol}: {why}')
    check_circles(house, graph, 'symbols')


def check_headers(house, symbols):
    """A header declares what the .c of its own name defines."""
    for name in house.product:
        if not name.endswith('.h'):
            continue
        unit = unit_of(house, name)
        text = common.code_only(common.read_text(house.root, name))
        text = re.sub(r'#[^\n]*(?:\\\n[^\n]*)*', '', text)
        for match in PROTOTYPE.finditer(text):
            place = symbols.defined.get(match[1])
            if place is not None and place != unit:
                house.findings.add(
                    name, common.Lines(text).of(match.start()),
                    f'{match[1]} lies in {place}')


def check(root, findings, options=None):
    house = House(root, findings)
    check_rows(house)
    check_includes(house)
    check_circles(house, include_graph(house), 'includes')
    if options is not None and options.build:
        symbols = Symbols(house, options.build)
        if len(symbols.defined) < 500:
            findings.add(options.build, 1, 'the object files were not found')
        check_symbols(house, symbols)
        check_headers(house, symbols)



def self_test():
    floors = ('# a comment\ncli\nsim/engine\nanswer shown\n'
              'parse/line model\nbase\n')
    tree = {
        FLOORS: floors,
        'analyzer/include/portplan/model.h': '',
        'analyzer/base/vec.h': '',
        'analyzer/base/vec.c': '#include "vec.h"\n',
        'analyzer/model/model.c': '#include "portplan/model.h"\n'
                                  '#include "base/vec.h"\n',
        'analyzer/parse/line/row.h': '',
        'analyzer/parse/line/row.c': '#include "row.h"\n',
        'analyzer/answer/a.c': '#include "parse/line/row.h"\n',
        'analyzer/answer/a.h': '',
        'analyzer/shown/s.c': '/* "x.h" */\n#include <stdio.h>\n',
        'sim/engine/e.c': '#include "answer/a.h"\n',
        'analyzer/cli/main.c': '#include "portplan/model.h"\n',
    }
    common.expect(check, tree, [])
    for name, text, wanted in (
            ('analyzer/base/b.c', '#include "parse/line/row.h"',
             'base may not see parse/line'),
            ('analyzer/parse/line/b.c', '\n#include "portplan/model.h"',
             'b.c:2: parse/line may not see model'),
            ('analyzer/shown/b.c', '#include "answer/a.h"',
             'shown may not see answer'),
            ('analyzer/answer/b.c', '#include "sim/engine/e.h"',
             'no such header'),
            ('analyzer/include/portplan/c.h', '#include "base/vec.h"',
             'an installed header includes a private one'),
            ('analyzer/utils/a.c', '', 'utils has no floor'),
            (FLOORS, floors + 'attic\n', 'no such room: attic'),
            ('tests/unit/a.c', '#include "../x.h"', 'climbs out'),
            ('analyzer/model/b.c', '#include <pcre2.h>', 'only by'),
            ('analyzer/model/b.c', '#include <cjson/cJSON.h>', 'only by'),
            ('sim/engine/b.c', '#include <portplan/model.h>', 'in quotes')):
        common.expect(check, {**tree, name: text + '\n'}, [wanted])
    common.expect(check, {**tree,
                          'analyzer/base/x.h': '#include "y.h"\n',
                          'analyzer/base/y.h': '#include "x.h"\n'},
                  ['a circle of files by includes'])
    crowd = {f'analyzer/base/f{i}.c': '' for i in range(MOST_SOURCES)}
    common.expect(check, {**tree, **crowd}, ['31 .c files in one folder'])
    self_test_symbols()


def self_test_symbols():
    """The rules that need object files, on what nm would have said."""
    class Built:
        defined = {'pp_up': 'analyzer/model/up.c',
                   'pp_down': 'analyzer/base/down.c',
                   'pp_back': 'analyzer/base/back.c'}
        wanted = {'analyzer/base/down.c': {'pp_up', 'pp_back'},
                  'analyzer/base/back.c': {'pp_down'}}
    tree = {FLOORS: 'model\nbase\n',
            'analyzer/model/up.c': '', 'analyzer/base/down.c': '',
            'analyzer/base/back.c': '',
            'analyzer/base/down.h': '/* int pp_up(void); */\n'
                                    'int pp_down(int a);\n\n'
                                    'int pp_back(void);\n'}

    def with_symbols(root, findings):
        house = House(root, findings)
        check_symbols(house, Built)
        check_headers(house, Built)

    common.expect(with_symbols, tree, [
        'calls pp_up: base may not see model',
        'a circle of files by symbols: analyzer/base/back.c',
        'down.h:4: pp_back lies in analyzer/base/back.c'])
    Built.wanted = {'analyzer/model/up.c': {'pp_down'}}
    tree['analyzer/base/down.h'] = 'int pp_down(int a);\n'
    common.expect(with_symbols, tree, [])


def add_options(parser):
    parser.add_argument('--build', help='a build folder: symbols are checked')


if __name__ == '__main__':
    common.run(check, self_test, add_options)
