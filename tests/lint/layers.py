#!/usr/bin/env python3
"""Who may include whom.

    base <- range <- fact <- knowledge <- { parse | model } <- load
                                   ... <- answer <- report
    public headers <- sim <- cli (public headers of both, nothing else)
"""
import pathlib
import re

import common

# The layer of every public header. A new header needs a row.
PUBLIC = {
    'base': 'base sv cursor buf arena diag utf8 text json jsonl number',
    'range': 'range rangeset portset itree',
    'fact': 'fact section capture names registry',
    'knowledge': 'assumptions conventions knowledge known windows ports',
    'parse': 'netsh',
    'model': 'machine address bind holder owner ephemeral pool assume',
    'load': 'load',
    'answer': 'check suggest diff policy verify redact outlook what_if ephemerals',
    'report': 'report portmap style',
    'examples': 'examples',
}
LAYER_OF_PUBLIC = {f'portplan/{name}.h': layer
                   for layer, names in PUBLIC.items()
                   for name in names.split()}
LAYER_OF_PUBLIC['portplan/diag_codes.def'] = 'base'
LAYER_OF_PUBLIC['portplan/formats.def'] = 'fact'
LAYER_OF_PUBLIC['portplan/assumptions.def'] = 'knowledge'
LAYER_OF_PUBLIC['portplan/windows.def'] = 'knowledge'
LAYER_OF_PUBLIC['portplan/suggest_rules.def'] = 'answer'
LAYER_OF_PUBLIC['portplan/events.def'] = 'answer'
LAYER_OF_PUBLIC['portplan/rules.def'] = 'answer'
REPORT_SUFFIX = '_report.h'

# What each layer may see besides itself.
TO_KNOWLEDGE = {'base', 'range', 'fact', 'knowledge'}
TO_LOAD = TO_KNOWLEDGE | {'parse', 'model', 'load'}
SEES = {
    'base': set(),
    'range': {'base'},
    'fact': {'base', 'range'},
    'knowledge': {'base', 'range', 'fact'},
    'parse': TO_KNOWLEDGE,
    'model': TO_KNOWLEDGE,
    'load': TO_KNOWLEDGE | {'parse', 'model'},
    'answer': TO_LOAD,
    'report': TO_LOAD | {'answer'},
    'examples': {'base'},
}

# Libraries that stay behind one door.
DOORS = {
    'pcre2.h': r'analyzer/base/regex\.c',
    'cjson/cJSON.h': r'analyzer/base/json\.c',
    'cJSON.h': r'analyzer/base/json\.c',
    'iconv.h': r'analyzer/base/text\w*\.c',
    'yaml.h': r'analyzer/base/yaml_tree\.c',
    'hivex.h': r'analyzer/parse/reg_hive\.c',
}

# Headers made during the build, which no listing of the tree shows.
GENERATED = {}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">\n]+)[">]', re.M)


def public_layer(header):
    if header.endswith(REPORT_SUFFIX):
        return 'report'
    return LAYER_OF_PUBLIC.get(header)


def layer_of(name):
    """The layer of a file of the tree; None where the rules do not reach."""
    if match := re.match(r'analyzer/include/(portplan/.+)$', name):
        return public_layer(match[1]) or 'unknown'
    if name.startswith('analyzer/load'):
        return 'load'
    if match := re.match(r'analyzer/(\w+)/', name):
        return match[1]
    if re.match(r'sim/', name):
        return 'sim'
    return None


def private_headers(files):
    """Base name -> the files that an include of that name could mean."""
    found = {}
    for name in files:
        if re.search(r'/include/', name) or not re.match(
                r'(analyzer|sim)/.+\.(h|def|inc)$', name):
            continue
        found.setdefault(pathlib.PurePosixPath(name).name, []).append(name)
    return found


class Checker:
    def __init__(self, files, findings):
        self.files = set(files)
        self.private = private_headers(files)
        self.findings = findings

    def target_layer(self, name, header):
        """The layer that an include reaches, or None after a finding."""
        if header.startswith('portplansim/'):
            if f'sim/include/{header}' in self.files:
                return 'portplansim'
            return 'missing'
        if header.startswith('portplan/'):
            return public_layer(header) or 'unknown'
        base = pathlib.PurePosixPath(header).name
        if base in GENERATED:
            return GENERATED[base]
        layers = {layer_of(one) for one in self.private.get(base, [])}
        own = layer_of(name)
        if own in layers:
            return own
        return sorted(layers)[0] if layers else 'missing'

    def allowed(self, name, layer, header, target):
        public = header.startswith('portplan/')
        if '/include/' in name and not public and target != 'portplansim':
            return False
        if layer == 'cli':
            return public or target in ('portplansim', 'cli')
        if layer == 'sim':
            return public or target in ('portplansim', 'sim')
        return target == layer or target in SEES.get(layer, set())

    def check_include(self, name, layer, line, mark, header):
        add = self.findings.add
        if '../' in header:
            add(name, line, f'include climbs out of its layer: {header}')
            return
        door = DOORS.get(header)
        if door and layer is not None and not re.fullmatch(door, name):
            add(name, line, f'{header} may be included only by {door}')
        if mark == '<':
            if header.startswith(('portplan/', 'portplansim/')):
                add(name, line, f'own headers stand in quotes: <{header}>')
            return
        if layer is None or door:
            return
        target = self.target_layer(name, header)
        if target == 'missing':
            add(name, line, f'no such header in the tree: {header}')
        elif target == 'unknown':
            add(name, line, f'{header} has no row in the table PUBLIC of '
                            'tests/lint/layers.py')
        elif not self.allowed(name, layer, header, target):
            add(name, line, f'{layer} may not see {target} ({header})')


def check(root, findings):
    files = common.tree_files(root)
    checker = Checker(files, findings)
    for name in files:
        if not re.match(r'(analyzer|sim|tests)/.+\.[ch]$', name):
            continue
        layer = layer_of(name)
        if layer == 'unknown':
            findings.add(name, 1, 'this public header has no row in the '
                                  'table PUBLIC of tests/lint/layers.py')
            continue
        if layer is not None and layer not in SEES and \
                layer not in ('cli', 'sim'):
            findings.add(name, 1, f'no such layer: {layer}')
            continue
        text = common.without_comments(common.read_text(root, name))
        lines = common.Lines(text)
        for match in INCLUDE.finditer(text):
            checker.check_include(name, layer, lines.of(match.start()),
                                  match[1], match[2])


def self_test():
    tree = {
        'analyzer/include/portplan/range.h': '',
        'analyzer/include/portplan/machine.h': '',
        'analyzer/base/vec.h': '',
        'analyzer/parse/table.h': '',
        'analyzer/model/rows.h': '#include "vec.h"\n',
        'sim/include/portplansim/sim.h': '#include "portplan/machine.h"\n',
        'sim/prng.h': '#include "portplan/range.h"\n',
        'analyzer/cli/main.c': '#include "portplansim/sim.h"\n',
        'analyzer/load.c': '#include "table.h"\n#include "rows.h"\n',
        'analyzer/base/regex.c': '#include <pcre2.h>\n',
        'analyzer/base/text_oem.c': '/* "x.h" */\n#include <iconv.h>\n',
    }
    common.expect(check, tree, [])
    for name, text, wanted in (
            ('analyzer/base/a.c', '#include "portplan/range.h"',
             'base may not see range'),
            ('analyzer/parse/a.c', '#include "portplan/machine.h"',
             'parse may not see model'),
            ('analyzer/model/a.c', '\n#include "table.h"',
             'a.c:2: model may not see parse'),
            ('sim/a.c', '#include "vec.h"', 'sim may not see base'),
            ('sim/include/portplansim/b.h', '#include "prng.h"',
             'sim may not see sim'),
            ('analyzer/cli/a.c', '#include "vec.h"', 'cli may not see base'),
            ('analyzer/answer/a.c', '#include "portplansim/sim.h"',
             'answer may not see portplansim'),
            ('analyzer/include/portplan/machine.h', '#include "vec.h"',
             'model may not see base (vec.h)'),
            ('analyzer/include/portplan/novel.h', '', 'no row'),
            ('analyzer/cli/b.c', '#include "portplan/novel.h"', 'no row'),
            ('analyzer/range/a.c', '#include "nowhere.h"', 'no such header'),
            ('analyzer/utils/a.c', '', 'no such layer: utils'),
            ('tests/unit/a.c', '#include "../x.h"', 'climbs out'),
            ('analyzer/parse/b.c', '#include <pcre2.h>', 'only by'),
            ('analyzer/parse/c.c', '#include <cjson/cJSON.h>', 'only by'),
            ('sim/c.c', '#include <iconv.h>', 'only by'),
            ('sim/d.c', '#include <portplan/range.h>', 'in quotes')):
        common.expect(check, {**tree, name: text + '\n'}, [wanted])


if __name__ == '__main__':
    common.run(check, self_test)
