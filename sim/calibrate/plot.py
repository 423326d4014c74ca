"""The reliability plot of the model card: what was forecast against what came,
in tenths of the ports by forecast. Both axes are logarithmic."""
from math import log10

from corpus import ROOT

TARGET = ROOT / 'docs' / 'images' / 'calibration.svg'
PANEL, TOP, LEFT, STRIDE, HEIGHT = 360, 44, 74, 470, 460
LOWEST, HIGHEST = 0.005, 0.5
TICKS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)

STYLE = """text { font: 13px system-ui, sans-serif; fill: #57606a }
.title { font-weight: 600; fill: #24292f }
.frame { fill: #8c959f; fill-opacity: 0.1 }
.grid { stroke: #8c959f; stroke-opacity: 0.35 }
.ideal { stroke: #8c959f; stroke-dasharray: 5 4; stroke-width: 1.5 }
.interval { stroke: #1b9aaa; stroke-width: 2.5; stroke-opacity: 0.55 }
.point { fill: #1b9aaa }
@media (prefers-color-scheme: dark) {
text { fill: #9da7b1 } .title { fill: #e6edf3 }
}"""


def place(share):
    """0 to PANEL."""
    share = min(max(share, LOWEST), HIGHEST)
    return PANEL * log10(share / LOWEST) / log10(HIGHEST / LOWEST)


def line(kind, points):
    x1, y1, x2, y2 = points
    return (f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" '
            f'x2="{x2:.1f}" y2="{y2:.1f}"/>')


def percent(share):
    return f'{100 * share:g} %'


def frame(left, title):
    bottom = TOP + PANEL
    rows = [f'<text class="title" x="{left}" y="20">{title}</text>',
            f'<rect class="frame" x="{left}" y="{TOP}" width="{PANEL}" '
            f'height="{PANEL}"/>']
    for tick in TICKS:
        at = place(tick)
        rows += [line('grid', (left + at, TOP, left + at, bottom)),
                 line('grid', (left, bottom - at, left + PANEL, bottom - at)),
                 f'<text x="{left + at:.1f}" y="{bottom + 18}" '
                 f'text-anchor="middle">{percent(tick)}</text>',
                 f'<text x="{left - 6}" y="{bottom - at + 4:.1f}" '
                 f'text-anchor="end">{percent(tick)}</text>']
    rows += [line('ideal', (left, bottom, left + PANEL, TOP)),
             f'<text x="{left + PANEL / 2}" y="{bottom + 38}" '
             'text-anchor="middle">forecast</text>',
             f'<text x="{left}" y="{TOP - 8}">excluded in the tables</text>']
    return rows


def tenths(left, rows):
    bottom = TOP + PANEL
    for row in rows:
        x, y = left + place(row.forecast), bottom - place(row.seen)
        words = (f'forecast {100 * row.forecast:.1f} %, seen '
                 f'{100 * row.seen:.1f} % ({100 * row.low:.1f} to '
                 f'{100 * row.high:.1f})')
        yield line('interval', (x, bottom - place(row.low),
                                x, bottom - place(row.high)))
        yield (f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="4.5">'
               f'<title>{words}</title></circle>')


def svg(reliability):
    width = LEFT + STRIDE * (len(reliability) - 1) + PANEL + 20
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" '
             f'height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}" role="img">',
             '<title>Reliability of the forecast, cross-validated</title>',
             f'<style>\n{STYLE}\n</style>']
    for index, (zone, rows) in enumerate(reliability.items()):
        left = LEFT + STRIDE * index
        parts += frame(left, f'TCP: zone {zone.words}')
        parts += tenths(left, rows)
    return '\n'.join(parts) + '\n</svg>\n'
