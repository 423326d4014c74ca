#!/usr/bin/env python3
"""Lines and branches that the tests reached, layer by layer.

usage: coverage.py BUILD_FOLDER

Writes coverage.json and coverage.html there, and checks the floors.

The floors hold where input is untrusted and everything else rests: a line of
these layers that no test runs is a line that nobody has seen work.
"""
import json
import os
import pathlib
import subprocess
import sys

LAYERS = ['base', 'range', 'json', 'examples', 'fact', 'knowledge', 'text',
          'model', 'parse', 'load', 'print', 'redact', 'check', 'diff', 'show',
          'suggest', 'ephemeral', 'verify', 'sim', 'cli']
FLOORS = {layer: (95.0, 90.0) for layer in ('base', 'range', 'json', 'fact', 'text', 'parse')}


def run_gcovr(build):
    """Counts of each file. Threads count in the same places, so that a count
    may come out negative; atomic counters would make the tests three times as
    slow."""
    summary = build / 'coverage.json'
    words = ['gcovr', '-r', '.', build, '-j', os.cpu_count() or 2,
             '--gcov-ignore-parse-errors', '--filter', 'analyzer/',
             '--filter', 'sim/', '--exclude', f'{build}/',
             '--exclude-unreachable-branches',
             '--exclude-branches-by-pattern', r'^\s*assert\(',
             '--json-summary', summary,
             '--html-details', build / 'coverage.html']
    with open(build / 'gcovr.log', 'w', encoding='utf-8') as log:
        subprocess.run(list(map(str, words)), stdout=log, check=True)
    return json.loads(summary.read_text(encoding='utf-8'))['files']


def layer_of(path):
    parts = path.split('/')
    if parts[0] == 'sim':
        return 'sim'
    if parts[0] == 'analyzer' and len(parts) > 2 and parts[1] in LAYERS:
        return parts[1]
    return 'other'


def percent(covered, total):
    return 100.0 if total == 0 else 100.0 * covered / total


def main():
    build = pathlib.Path(sys.argv[1])
    files = run_gcovr(build)
    sums = {layer: [0, 0, 0, 0] for layer in LAYERS + ['other']}
    for row in files:
        counts = sums[layer_of(row['filename'])]
        for i, key in enumerate(('line_covered', 'line_total',
                                 'branch_covered', 'branch_total')):
            counts[i] += row[key]
    below = []
    print(f'{"layer":<10} {"lines":>7}  {"":<13} {"branches":>8}')
    for layer, (lines, line_total, branches, branch_total) in sums.items():
        if line_total == 0:
            continue
        line = percent(lines, line_total)
        branch = percent(branches, branch_total)
        print(f'{layer:<10} {line:6.1f}%  {lines:>5} of {line_total:<5}'
              f' {branch:7.1f}%  {branches:>5} of {branch_total}')
        line_floor, branch_floor = FLOORS.get(layer, (0.0, 0.0))
        if line < line_floor:
            below.append(f'{layer}: lines {line:.1f}% < {line_floor:.0f}%')
        if branch < branch_floor:
            below.append(f'{layer}: branches {branch:.1f}% < '
                         f'{branch_floor:.0f}%')
    for text in below:
        print(f'below the floor: {text}')
    print(f'details: {build}/coverage.html')
    return 1 if below else 0


if __name__ == '__main__':
    sys.exit(main())
