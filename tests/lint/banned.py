#!/usr/bin/env python3
"""What C code of this project does not do, and how long it may be."""
import re
import sys

import common

WARN_LINES = 60
FAIL_LINES = 100
COLUMNS = 80

# Unsafe anywhere.
UNSAFE = ('strcpy strcat sprintf vsprintf strtok atoi atol atoll strtol '
          'strtoul strtoll strtoull gets scanf fscanf sscanf vscanf vfscanf '
          'vsscanf').split()
# Not in the library and the simulator: they end the program, ask the
# surroundings, or make two runs differ.
LIBRARY = ('rand srand random srandom time localtime gmtime setlocale system '
           'popen abort exit _exit getenv').split()
# The program may ask its surroundings and end.
PROGRAM_MAY = {'getenv', 'setlocale', 'exit', '_exit'}
# Memory goes through pp_calloc, so that tests can fail every allocation.
MEMORY = 'malloc calloc realloc free strdup strndup'.split()
# What libhivex allocates only the C library can free.
FOREIGN_MEMORY = {'analyzer/parse/registry/reg_hive.c': {'free'}}
# Only the program prints; reports fill a buffer.
PRINT = ('printf fprintf vprintf vfprintf puts fputs putc fputc putchar '
         'perror').split()
STDIO_ALLOWED = {
    'analyzer/base/buf.c': 'vsnprintf',
    'analyzer/base/diag.c': 'vsnprintf',
    'analyzer/diff/diff_words.c': 'snprintf',
    'analyzer/load/load_file.c': 'fopen',
}
# Each system's own headers stay behind the files that are chosen by system.
SYSTEM_HEADERS = (
    (re.compile(r'(unistd|dirent|termios|fcntl|strings|langinfo|pthread)\.h$|'
                r'sys/'),
     re.compile(r'analyzer/cli/platform/platform_(posix|(\w+_)?windows)\.c$|'
                r'analyzer/parse/registry/reg_hive\.c$|tests/'),
     'only the platform file is for POSIX'),
    (re.compile(r'(windows|io|direct|process|tchar|winsock2?|ws2tcpip)\.h$'),
     re.compile(r'analyzer/(\w+/)+\w+_windows\.[ch]$'),
     'only *_windows.c is for Windows'),
)
SYSTEM_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*<([^>\n]+)>', re.M)
ALLOC = 'analyzer/base/alloc.c'
ALLOC_FUNCTIONS = {'pp_calloc', 'pp_realloc', 'pp_free'}


def calls(code, names):
    """Calls of the named functions; members and longer names are not."""
    pattern = r'(?<![\w.>])(' + '|'.join(names) + r')\s*\('
    for match in re.finditer(pattern, code):
        yield match.start(), match[1]


def is_library(name):
    return re.match(r'(analyzer|sim)/', name) is not None


def is_program(name):
    return name.startswith(('analyzer/cli/', 'sim/calibrate/'))


def check_calls(name, code, lines, findings):
    def ban(names, why):
        for offset, function in calls(code, names):
            findings.add(name, lines.of(offset), f'{function}: {why}')

    ban(UNSAFE, 'banned everywhere')
    if not is_library(name):
        return
    names = [one for one in LIBRARY
             if not (is_program(name) and one in PROGRAM_MAY)]
    ban(names, 'banned in library code')
    if name != ALLOC:
        foreign = FOREIGN_MEMORY.get(name, set())
        ban([one for one in MEMORY if one not in foreign],
            'memory comes from pp_calloc, pp_realloc and pp_free')
    if is_program(name):
        return
    ban(PRINT, 'only cli/ prints')
    if name not in STDIO_ALLOWED:
        for match in re.finditer(r'#\s*include\s*<stdio\.h>', code):
            findings.add(name, lines.of(match.start()),
                         'stdio.h: only cli/ prints')


def check_headers(name, text, findings):
    """reg_hive.c is compiled only where libhivex is, which is POSIX."""
    code = common.without_comments(text)
    lines = common.Lines(text)
    for match in SYSTEM_INCLUDE.finditer(code):
        for header, may, why in SYSTEM_HEADERS:
            if header.match(match[1]) and not may.match(name):
                findings.add(name, lines.of(match.start()),
                             f'{match[1]}: {why}')


def check_alloc(name, code, lines, findings):
    """A call inside one object file escapes the linker's --wrap, and with it
    the tests that fail every allocation."""
    for match in re.finditer(r'^[\w *]*?(\w+)\([^;{]*\)\n\{', code, re.M):
        if match[1] not in ALLOC_FUNCTIONS:
            findings.add(name, lines.of(match.start()),
                         f'{match[1]}: only {", ".join(ALLOC_FUNCTIONS)} may '
                         'stand here')


def check_lines(name, text, findings):
    formatted = True
    for number, line in enumerate(text.split('\n'), 1):
        if 'clang-format off' in line:
            formatted = False
        if 'clang-format on' in line:
            formatted = True
        if '\t' in line:
            findings.add(name, number, 'a tab')
        if line != line.rstrip():
            findings.add(name, number, 'blanks at the end of the line')
        if formatted and len(line) > COLUMNS:
            findings.add(name, number, f'{len(line)} columns')
        if match := re.search(r'\b(TODO|FIXME|XXX)\b', line):
            findings.add(name, number, f'{match[1]}: open an issue instead')


def check_functions(name, text, findings):
    """clang-format puts a function's braces into column 0."""
    lines = text.split('\n')
    start = None
    for number, line in enumerate(lines, 1):
        if line == '{':
            start = number
        elif line == '}' and start is not None:
            length = number - start - 1
            near = '\n'.join(lines[max(0, start - 8):number])
            excused = re.search(r'size-ok: *\S', near)
            if length > FAIL_LINES and not excused:
                findings.add(name, start, f'a function of {length} lines; '
                             f'{FAIL_LINES} is the most (size-ok: WHY '
                             'excuses a table)')
            elif length > WARN_LINES and not excused:
                print(f'{name}:{start}: warning: a function of {length} '
                      'lines', file=sys.stderr)
            start = None


def check(root, findings):
    for name in common.tree_files(root):
        if not re.search(r'\.[ch]$', name) or not re.match(
                r'(analyzer|sim|tests)/', name):
            continue
        text = common.read_text(root, name)
        code = common.code_only(text)
        lines = common.Lines(text)
        check_calls(name, code, lines, findings)
        check_headers(name, text, findings)
        if name == ALLOC:
            check_alloc(name, code, lines, findings)
        check_lines(name, text, findings)
        check_functions(name, code if 'size-ok' not in text else text,
                        findings)
        for offset in common.line_comments(text):
            findings.add(name, lines.of(offset), 'a // comment')


def self_test():
    clean = {
        'analyzer/base/a.c': '/* strcpy(a, b) */\nchar *s = "exit(1) // x";\n'
                             'int f(void)\n{\n    pp_time(x); a.time(1);\n'
                             '    return b->exit(2);\n}\n',
        'analyzer/base/buf.c': '#include <stdio.h>\n',
        'analyzer/cli/main.c': '#include <stdio.h>\n'
                               'int x = printf(getenv("HOME"));\n',
        'sim/calibrate/a.c': '#include <stdio.h>\nint x = puts("x");\n',
        'analyzer/print/t.c': '/* clang-format off */\n' + 'x' * 90 +
                               '\n/* clang-format on */\n',
        'analyzer/parse/registry/reg_hive.c': 'free(p);\n',
        'analyzer/cli/platform/platform_posix.c': '#include <unistd.h>\n',
        'analyzer/cli/platform/platform_windows.c': '#include <sys/stat.h>\n'
                                           '#include <windows.h>\n',
        'analyzer/cli/platform/platform_files_windows.c': '#include <fcntl.h>\n',
        'analyzer/cli/platform/platform_windows.h': '#include <windows.h>\n',
        'analyzer/text/text_codepage_windows.c': '#include <windows.h>\n',
        'analyzer/base/c.c': '/* #include <unistd.h> */\n',
        'tests/unit/t.c': '#include <sys/stat.h>\nint x = popen("a");\n',
        ALLOC: 'void *pp_calloc(size_t a)\n{\n    return calloc(a, 1);\n}\n',
    }
    common.expect(check, clean, [])
    long = '{\n' + '    x();\n' * 101 + '}\n'
    for name, text, wanted in (
            ('analyzer/base/b.c', '\nstrcpy(a, b);', 'b.c:2: strcpy'),
            ('tests/unit/b.c', 'sscanf(a, b);', 'sscanf'),
            ('sim/b.c', '\n#include <unistd.h>', 'b.c:2: unistd.h'),
            ('analyzer/cli/b.c', '#include <sys/stat.h>', 'POSIX'),
            ('analyzer/cli/b.c', '#  include <dirent.h>', 'POSIX'),
            ('analyzer/base/b.c', '#include <termios.h>', 'POSIX'),
            ('analyzer/base/b.c', '#include <windows.h>', 'for Windows'),
            ('tests/unit/b.c', '#include <windows.h>', 'for Windows'),
            ('analyzer/cli/platform_windows_x.c', '#include <io.h>',
             'for Windows'),
            ('sim/b.c', 'x = rand();', 'rand'),
            ('sim/b.c', 'x = time(NULL);', 'time'),
            ('analyzer/load/load.c', 'exit(1);', 'exit'),
            ('analyzer/cli/b.c', 'system("x");', 'system'),
            ('analyzer/parse/b.c', 'p = getenv("x");', 'getenv'),
            ('analyzer/parse/b.c', 'p = malloc(1);', 'memory'),
            ('analyzer/parse/b.c', 'free(p);', 'memory'),
            ('analyzer/parse/registry/reg_hive.c', 'p = malloc(1);', 'memory'),
            ('analyzer/parse/b.c', '#include <stdio.h>', 'stdio.h'),
            ('sim/b.c', 'printf("x");', 'only cli/'),
            ('sim/b.c', 'int x; // why', 'a // comment'),
            ('sim/b.c', '/* FIXME */', 'FIXME'),
            ('sim/b.c', '\tint x;', 'a tab'),
            ('sim/b.c', 'x' * 81, '81 columns'),
            ('sim/b.c', 'int f(void)\n' + long, 'a function of 101 lines'),
            (ALLOC, 'int pp_vec(void)\n{\n}\n', 'pp_vec')):
        common.expect(check, {**clean, name: text + '\n'}, [wanted])
    common.expect(check, {'sim/b.c': '/* size-ok: a table */\n' + long}, [])


if __name__ == '__main__':
    common.run(check, self_test)
