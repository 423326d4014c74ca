"""Counts what docs/ports-on-windows.md says of fixtures/captures.jsonl.

Run it in the root of the tree.
"""
import collections, json
rows = [json.loads(line) for line in open('fixtures/captures.jsonl')]
kept = [row for row in rows if not row.get('quality')]
sizes = collections.Counter(last - first + 1 for row in kept
                            for first, last, star in row['ranges'] if not star)
print(len(rows), len(kept), sorted(sizes.items()))
print(sum([50000, 50059, True] in row['ranges'] for row in kept))
touching = pairs = inside = known = 0
for row in kept:
    blocks = [(first, last) for first, last, star in row['ranges']
              if not star and last - first == 99]
    pairs += max(0, len(blocks) - 1)
    touching += sum(b[0] == a[1] + 1 for a, b in zip(blocks, blocks[1:]))
    if row.get('dynamicport'):
        start, count = row['dynamicport']
        known += len(blocks)
        inside += sum(start <= first and last < start + count
                      for first, last in blocks)
print(touching, pairs, inside, known)
