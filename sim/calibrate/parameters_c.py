"""Writes sim/reserve/reserve_parameters.c: every number with where it is from."""
from textwrap import fill

from corpus import BLOCK, HIGH, LOW, ROOT, ZONES
from fit import (CLUSTER_GAP, FAR, HTTP_SYS_PORT, BUSY, JUMP, LEFT_OUT,
                 NUMBER_SIGMA, SLICES, block_numbers, count_gaps,
                 first_offsets, hns_row_evidence, left_out_counts, upper_fence,
                 usual_evidence)

TARGET = ROOT / 'sim' / 'reserve' / 'reserve_parameters.c'
VERSION = 3
COLUMNS = 72


def comment(words, indent='    '):
    """A C comment of one paragraph."""
    lines = fill(words, COLUMNS, initial_indent=indent + '/* ',
                 subsequent_indent=indent + ' * ', break_on_hyphens=False)
    return lines + ' */\n'


def listed(numbers):
    return '{' + ', '.join(map(str, numbers)) + '}'


def numbers_words(corpus):
    numbers = block_numbers(corpus)
    fence = upper_fence(numbers)
    cut = [one for one in numbers if one > fence]
    return (f'The numbers of {len(numbers)} TCP tables '
            f'({len(corpus.whole[HIGH])} complete ones high, '
            f'{len(corpus.whole[LOW])} low, {len(corpus.all_prose())} in '
            f'prose), mean of each 24th part. {len(cut)} of them '
            f'({", ".join(map(str, cut))}) lie above Tukey\'s upper fence and '
            f'count as {fence}, so that the mean does not hang on one of them.')


def spread_words():
    return ('A choice: a log-normal of sigma '
            f'{NUMBER_SIGMA}, its tenths. In five pairs of one machine the '
            'logarithm of the number changes by 0.17 (standard deviation); '
            'wider, because five are few and four of them are prose.')


def knots_words(corpus, zone):
    offsets = first_offsets(corpus, zone)
    parts = [f'{len(corpus.whole[zone])} complete TCP tables',
             f'{len(corpus.other[zone])} that are cut or have blocks in other '
             'zones too']
    if zone is LOW:
        parts.append(f'{len(corpus.prose[zone])} in prose')
    return (f'Where the first block lies in {", ".join(parts)}: '
            f'{SLICES[zone]} equally likely slices of {len(offsets)} offsets '
            f'from {zone.first}, up to the highest ({offsets[-1]}).')


def class_count(corpus, zones, kind):
    tables = [one.blocks for zone in zones for one in corpus.whole[zone]]
    counts = count_gaps(tables)
    return counts[kind], sum(counts.values())


def rate_words(corpus, zones, kind, what):
    count, total = class_count(corpus, zones, kind)
    return f'{what}: {count} of {total} gaps between neighbours'


def rates_words():
    return ('The rates are fitted by simulated moments (docs/model-card.md'
            '#the-fit): with them the simulated tables have the classes of '
            'gaps that the captures have, a table above the fence weighing '
            'as much as one at the fence. Counts are of the captures, '
            'unweighed.')


def again_words(corpus):
    missing = left_out_counts(corpus)
    parts = ', '.join(f'{missing[blocks]} of {BLOCK * blocks}'
                      for blocks in sorted(missing))
    return ('Gaps of whole blocks in all usable TCP tables, by their ports: '
            f'{parts}; geometric.')


def usual_words(corpus, port):
    seen, not_seen = usual_evidence(corpus, port)
    if port == HTTP_SYS_PORT:
        return (f'http.sys has its row in {seen} of {seen + not_seen} '
                'complete tables with low blocks.')
    return (f'A run of blocks begins right behind it in {seen} of '
            f'{len(corpus.with_low)} complete tables with low blocks; a '
            f'block lies over it in {not_seen}.')


def hns_row_words(corpus):
    rows, tables = hns_row_evidence(corpus)
    return (f'50000-50059 stands in {rows} of {tables} complete tables with '
            'blocks.')


def usual_rows(corpus, parameters):
    rows = ''
    for first, last, permille in parameters.usual:
        rows += comment(usual_words(corpus, first), ' ' * 8)
        rows += f'{" " * 8}{{{{{first}, {last}}}, {permille}}},\n'
    return rows


def zone_member(corpus, parameters, zone):
    knots = parameters.knots(zone)
    return (comment(knots_words(corpus, zone)
                    + ' ' + rate_words(corpus, [zone], JUMP,
                                       'Jumps, 101 to 999 ports') + '.')
            + f'.{zone.name} = {{.first_bursts = {{{len(knots) - 1}, '
              f'{listed(knots)}}}, '
              f'.jump_permille = {parameters.jump(zone)}}},\n')


def member(name, value, words):
    return comment(words) + f'.{name} = {value},\n'


def body(corpus, parameters):
    both = list(ZONES)
    parts = [
        f'.version = {VERSION},\n',
        member('numbers', listed(parameters.numbers), numbers_words(corpus)),
        member('number_spread', listed(parameters.spread), spread_words()),
        zone_member(corpus, parameters, LOW),
        zone_member(corpus, parameters, HIGH),
        member('first_anywhere_permille', parameters.first_anywhere,
               'A choice: from 0 to 150 the scores change by less than '
               '0.001.'),
        member('later_bursts_permille', parameters.later_bursts,
               rates_words() + ' '
               + rate_words(corpus, both, FAR, f'Over {CLUSTER_GAP} ports')
               + f', in {len(corpus.all_whole())} tables.'),
        member('busy_port_permille', parameters.busy_port,
               rate_words(corpus, both, BUSY, '1 to 99 ports')
               + ', some of which the usual ports make.'),
        member('left_out_permille', parameters.left_out,
               rate_words(corpus, both, LEFT_OUT, 'Whole blocks') + '.'),
        member('left_out_again_permille', parameters.left_out_again,
               again_words(corpus)),
        member('old_place_boot_permille', parameters.old_place_boot,
               'A choice: in four pairs with a reboot 1 of 12 runs of blocks '
               'begins where one began before; 0 would score the same.'),
        member('old_place_start_permille', parameters.old_place_start,
               'A choice: in one pair with a restart of HNS both runs begin '
               'within 150 ports of old ones, none at one.'),
        member('hns_row_permille', parameters.hns_row, hns_row_words(corpus)),
        f'.usual_port_count = {len(parameters.usual)},\n',
        comment('In use on that many machines, in tenths.'),
        f'.usual_ports = {{\n{usual_rows(corpus, parameters)}}},\n']
    return ''.join(parts)


def text(corpus, parameters):
    """The file, as clang-format leaves it."""
    head = (
        '/*\n * The calibrated numbers, and what each rests on. Written by '
        '`./dev calibrate`\n * from fixtures/captures.jsonl; do not edit '
        '(docs/model-card.md).\n */\n'
        '#include "parameters.h"\n\n'
        '/* clang-format off */\n'
        'const struct pps_reserve_parameters pps_reserve_calibrated = {\n')
    return (head + indented(body(corpus, parameters)) + '};\n'
            '/* clang-format on */\n')


def indented(lines):
    """Members by four columns; long ones are folded."""
    result = []
    for line in lines.splitlines():
        if line.startswith(' '):
            result.append(line)
        else:
            result.append(fill(line, COLUMNS + 4, initial_indent='    ',
                               subsequent_indent=' ' * 8,
                               break_long_words=False,
                               break_on_hyphens=False))
    return '\n'.join(result) + '\n'
