#!/usr/bin/env python3
"""The documents and the program say the same.

Diagnostic codes, commands and options are documented, each where a reader
looks for it; nothing is documented that is not there; links lead somewhere.
"""
import pathlib
import re

import common

CODES = ('analyzer/include/portplan/diag_codes.def',
         'analyzer/base/diag_codes.def')
CODES_PAGE = 'docs/diagnostics.md'
MANUAL = 'docs/manual'
OPTIONS = 'analyzer/command/words/options.def'
ASSUMPTIONS = 'analyzer/include/portplan/assumptions.def'
ASSUMPTIONS_PAGE = 'docs/ports-on-windows.md'
COMMANDS = 'analyzer/command/words/commands.def'


def rows(text, macro):
    """Offset and arguments' text of every MACRO(...) row."""
    text = common.without_comments(text)
    for match in re.finditer(rf'^[ \t]*{macro}\(', text, re.M):
        end = re.compile(r'\)[ \t]*$', re.M).search(text, match.end())
        yield match.start(), text[match.end():end.start() if end else None]


def check_codes(root, findings):
    source = next((name for name in CODES if (root / name).exists()), None)
    if source is None:
        return
    text = common.read_text(root, source)
    lines = common.Lines(text)
    defined = {}
    for offset, row in rows(text, 'PP_DIAG'):
        match = re.match(r'\s*\w+\s*,\s*(\d+)\s*,', row)
        if not match:
            findings.add(source, lines.of(offset), 'a row without a number')
            continue
        number = int(match[1])
        if number in defined:
            findings.add(source, lines.of(offset), f'PP-{number} twice')
        defined[number] = lines.of(offset)
    if not (root / CODES_PAGE).exists():
        findings.add(CODES_PAGE, 1, f'missing, though {source} has codes')
        return
    page = common.read_text(root, CODES_PAGE)
    lines = common.Lines(page)
    described = set()
    for match in re.finditer(r'^#+ +PP-(\d+)\b', page, re.M):
        number = int(match[1])
        line = lines.of(match.start())
        if number in described:
            findings.add(CODES_PAGE, line, f'PP-{number} has two headings')
        elif number not in defined:
            findings.add(CODES_PAGE, line, f'PP-{number} is no code')
        described.add(number)
    for number, line in defined.items():
        if number not in described:
            findings.add(source, line,
                         f'PP-{number} has no heading in {CODES_PAGE}')


def check_assumptions(root, findings):
    """Every row of the table of assumptions is a row of the documents."""
    if not (root / ASSUMPTIONS).exists():
        return
    page = common.read_text(root, ASSUMPTIONS_PAGE)
    text = common.read_text(root, ASSUMPTIONS)
    lines = common.Lines(text)
    for match in re.finditer(r'PP_ASSUMPTION\(\w+, "([^"]+)", "([^"]+)"', text):
        if f'| {match[1]} | `{match[2]}` |' not in page:
            findings.add(ASSUMPTIONS, lines.of(match.start()),
                         f'{match[2]} is not in {ASSUMPTIONS_PAGE}')


def commands_of(root, files):
    """Commands by the table where there is one, else by their files."""
    if COMMANDS in files:
        return [re.search(r'"([^"]+)"', row)[1]
                for _, row in rows(common.read_text(root, COMMANDS),
                                   'PP_COMMAND')]
    return [match[1].replace('_', '-') for match in
            (re.match(r'analyzer/command/cmd_(\w+)\.c$', name) for name in files)
            if match]


def groups_of(root, files):
    """FOR_NAME -> the FOR_NAMEs that an enumerator of command/*.h combines."""
    groups = {}
    for name in files:
        if re.match(r'analyzer/command/.+\.h$', name):
            for match in re.finditer(r'\b(FOR_\w+)\s*=\s*([^,}]*FOR_[^,}]*)',
                                     common.read_text(root, name)):
                groups[match[1]] = re.findall(r'FOR_\w+', match[2])
    return groups


def commands_for(words, groups, commands):
    """The commands behind FOR_SHOW, or behind a group of such names."""
    found = set()
    for word in words:
        if word in groups:
            found |= commands_for(groups[word], groups, commands)
        command = word.removeprefix('FOR_').lower().replace('_', '-')
        if command in commands:
            found.add(command)
    return found


def check_commands(root, files, findings):
    commands = commands_of(root, files)
    for command in commands:
        page = f'{MANUAL}/{command}.md'
        if page not in files:
            findings.add(page, 1, f'missing: the manual of `{command}`')
    if OPTIONS not in files:
        return
    manual = {name: common.read_text(root, name) for name in files
              if name.startswith(MANUAL + '/') and name.endswith('.md')}
    groups = groups_of(root, files)
    known = set()
    text = common.read_text(root, OPTIONS)
    lines = common.Lines(text)
    for offset, row in rows(text, 'PP_OPTION'):
        strings = re.findall(r'"([^"]*)"', row)
        if not strings:
            continue
        option = '--' + strings[0].lstrip('-')
        pages = [f'{MANUAL}/{command}.md' for command in sorted(
            commands_for(re.findall(r'FOR_\w+', row), groups, commands))]
        described = re.compile(re.escape(option) + r'(?![\w-])')
        for page in pages:
            if not described.search(manual.get(page, '')):
                findings.add(OPTIONS, lines.of(offset),
                             f'{option} is not in {page}')
        if not any(described.search(one) for one in manual.values()):
            findings.add(OPTIONS, lines.of(offset),
                         f'{option} is nowhere in {MANUAL}')
        known.update((page, option) for page in pages)
    check_tables(manual, known, findings)


def check_tables(manual, known, findings):
    """What a page lists in its table of options is an option of its command."""
    for page, text in manual.items():
        lines = common.Lines(text)
        for match in re.finditer(r'^\| `(--[\w-]+)', text, re.M):
            if (page, match[1]) not in known:
                findings.add(page, lines.of(match.start()),
                             f'{match[1]} is no option of this command')


def prose(text):
    """Markdown with its code blanked."""
    text = re.sub(r'^(```|~~~).*?^\1[ \t]*$', common.blank, text,
                  flags=re.M | re.S)
    return re.sub(r'`[^`\n]*`', common.blank, text)


def anchors(text):
    """GitHub's anchors of the headings, and explicit ones."""
    found = set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    seen = {}
    text = re.sub(r'^(```|~~~).*?^\1[ \t]*$', common.blank, text,
                  flags=re.M | re.S)
    for match in re.finditer(r'^#+ +(.*?)[ \t]*#*$', text, re.M):
        words = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', match[1]).lower()
        anchor = re.sub(r'[^\w\- ]', '', words).replace(' ', '-')
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        found.add(f'{anchor}-{count}' if count else anchor)
    return found


def check_links(root, files, findings):
    for name in files:
        if not name.endswith('.md'):
            continue
        text = prose(common.read_text(root, name))
        lines = common.Lines(text)
        links = list(re.finditer(r'\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)', text))
        links += re.finditer(r'^\[[^\]]+\]: +(\S+)', text, re.M)
        for match in links:
            target = match[1]
            if re.match(r'[a-z]+:', target):
                continue
            path, _, fragment = target.partition('#')
            goal = root / name
            if path:
                goal = (root / name).parent / path
            line = lines.of(match.start())
            if not goal.exists():
                findings.add(name, line, f'a link to nowhere: {target}')
            elif not goal.resolve().is_relative_to(root.resolve()):
                findings.add(name, line, f'a link out of the tree: {target}')
            elif fragment and goal.suffix == '.md' and fragment not in \
                    anchors(goal.read_text(encoding='utf-8')):
                findings.add(name, line, f'no such heading: {target}')


def check(root, findings):
    root = pathlib.Path(root)
    files = common.tree_files(root)
    check_assumptions(root, findings)
    check_codes(root, findings)
    check_commands(root, files, findings)
    check_links(root, files, findings)


def self_test():
    tree = {
        CODES[0]: '/* PP_DIAG(NAME, number) */\n'
                  'PP_DIAG(A, 417, WARNING, "x (y)", "z")\n'
                  'PP_DIAG(B, 421, NOTE,\n        "x",\n        "y")\n',
        CODES_PAGE: '# Codes\n## PP-417: x\n## PP-421\n',
        'analyzer/command/cmd_what_if.c': '',
        OPTIONS: 'PP_OPTION("runs", RUNS, "N", FOR_RANDOM | FOR_COMMON,\n'
                 '          "simulate N runs")\n',
        'analyzer/command/words/options.h': 'enum { FOR_WHAT_IF = 1, FOR_SHOW = 2,\n'
                                  'FOR_RANDOM = FOR_WHAT_IF | FOR_X };\n',
        f'{MANUAL}/what-if.md': '`--runs N`\n',
        'README.md': '[a](docs/manual/what-if.md) [b](#top-of-it)\n'
                     '# Top of it\n`[no](link)` [w](https://example.org)\n',
    }
    common.expect(check, tree, [])
    for name, text, wanted in (
            (CODES_PAGE, '## PP-417\n', 'PP-421 has no heading'),
            (CODES_PAGE, '## PP-417\n## PP-421\n## PP-999\n', 'is no code'),
            (CODES_PAGE, '## PP-417\n## PP-421\n## PP-421\n', 'two headings'),
            (CODES[0], 'PP_DIAG(A, 417, N)\nPP_DIAG(B, 417, N)\n', 'twice'),
            ('analyzer/command/cmd_show.c', '', 'the manual of `show`'),
            (f'{MANUAL}/what-if.md', '--runs-on', '--runs is not in'),
            (OPTIONS, 'PP_OPTION("seed", X)', '--seed is nowhere'),
            (f'{MANUAL}/what-if.md', '| `--runs N` | x |\n| `--seeds` | y |',
             '--seeds is no option'),
            ('README.md', '\n[a](docs/none.md)', 'README.md:2: a link to '),
            ('README.md', '[a](#nothing)', 'no such heading')):
        common.expect(check, {**tree, name: text + '\n'}, [wanted])


if __name__ == '__main__':
    common.run(check, self_test)
