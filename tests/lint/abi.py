#!/usr/bin/env python3
"""The lists of exported symbols name what the installed headers declare.

A function of an installed header is marked PP_API and stands in the version
script of its library, and the script names nothing else.
"""
import pathlib
import re

import common

LIBRARIES = (
    ('analyzer/include/portplan', 'analyzer/libportplan.map', 'PORTPLAN_'),
    ('sim/include/portplansim', 'sim/libportplansim.map', 'PORTPLANSIM_'),
)
DECLARATION = re.compile(r'\bPP_API\b[^;]*?\b(\w+)\s*\(', re.S)


def declared(root, folder):
    """Name -> file and line of every function of the installed headers."""
    names = {}
    for name in common.tree_files(root):
        if name.startswith(folder + '/') and name.endswith('.h'):
            code = re.sub(r'^[ \t]*#.*(?:\\\n.*)*$', '', common.code_only(
                common.read_text(root, name)), flags=re.M)
            lines = common.Lines(code)
            for match in DECLARATION.finditer(code):
                names[match[1]] = (name, lines.of(match.start()))
    return names


def listed(text, node):
    """Name -> line, of the first version node of a script."""
    match = re.search(rf'{node}[\d.]+ *\{{\s*global:(.*?)(?:local:|\}})', text,
                      re.S)
    if match is None:
        return {}
    lines = common.Lines(text)
    return {one[1]: lines.of(match.start(1) + one.start())
            for one in re.finditer(r'(\w+);', match[1])}


def check(root, findings):
    for folder, script, node in LIBRARIES:
        names = declared(root, folder)
        path = pathlib.Path(root) / script
        rows = listed(path.read_text(), node) if path.exists() else {}
        for name, (header, line) in sorted(names.items()):
            if name not in rows:
                findings.add(header, line, f'{name} is missing in {script}')
        for name, line in rows.items():
            if name not in names:
                findings.add(script, line,
                             f'no installed header declares {name}')


def self_test():
    header = ('/* PP_API int pp_no(void); */\n#define PP_API x(y)\n'
              'PP_API const char *\npp_a(int (*call)(int), int b);\n')
    script = 'PORTPLAN_0.1 {\nglobal:\n    pp_a;\nlocal:\n    *;\n};\n'
    tree = {'analyzer/include/portplan/a.h': header,
            'analyzer/libportplan.map': script}
    common.expect(check, tree, [])
    common.expect(check, {**tree, 'analyzer/include/portplan/b.h':
                          'PP_API void pp_b(void);\n'},
                  ['b.h:1: pp_b is missing in analyzer/libportplan.map'])
    common.expect(check, {**tree, 'analyzer/libportplan.map':
                          script.replace('pp_a;', 'pp_a;\n    pp_c;')},
                  ['libportplan.map:4: no installed header declares pp_c'])


if __name__ == '__main__':
    common.run(check, self_test)
