"""Counts and dates → small inline SVG figures that need no script to be read; each says in words what it shows.

Knows nothing of pages: addresses come in ready to be written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .markup import escape
from .wording import count

YEAR_WIDTH, BAR_HEIGHT = 30, 56
LINE_WIDTH, STEP = 560, 12
MOST_DOTS = 300  # a longer time line is drawn as bars
_CROWDED = 16  # years from which on not each is labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A paper in a plot: its title, the address it leads to, and its day."""

    title: str
    address: str
    day: date


def count_years(days: Sequence[date | None], span: tuple[int, int] | None = None) -> dict[int, int]:
    """Year → papers, for each year of the span (by default from the first to the last), none left out."""
    years = [day.year for day in days if day]
    if not years:
        return {}
    first, last = span or (min(years), max(years))
    return {year: years.count(year) for year in range(first, last + 1)}


def year_bars(years: Mapping[int, int], what: str) -> str:
    """A bar for each year; nothing for fewer than two years. `what` is what is counted ("Papers")."""
    if len(years) < 2:
        return ""
    most = max([*years.values(), 1])
    every = -(-len(years) // _CROWDED)
    width, base = YEAR_WIDTH * len(years) if every == 1 else 480, BAR_HEIGHT + 14
    step = width / len(years)
    parts = []
    for place, (year, number) in enumerate(years.items()):
        height = round(number / most * BAR_HEIGHT, 1)
        left, middle = round(place * step + step * 0.12, 1), round(place * step + step / 2, 1)
        if number:
            parts.append(
                f'<rect x="{left}" y="{_plain(base - height)}" width="{_plain(step * 0.76)}" height="{_plain(height)}"/>'
            )
        if number and every == 1:
            parts.append(f'<text x="{middle}" y="{_plain(base - height - 4)}">{number}</text>')
        if place % every == 0:
            parts.append(f'<text x="{middle}" y="{base + 14}" class="bs-year">{year}</text>')
    name = f"{what} a year: " + ", ".join(f"{year} {number}" for year, number in years.items())
    return (
        f'<figure class="bs-plot"><svg class="bs-bars" role="img" viewBox="0 0 {width} {base + 18}" width="{width}" '
        f'height="{base + 18}" aria-label="{escape(name)}"><path d="M0 {base}.5H{width}"/>{"".join(parts)}</svg>'
        f"<figcaption>{escape(what)} a year</figcaption></figure>\n"
    )


def spark_bars(years: Mapping[int, int]) -> str:
    """The same as a drawing among words, without labels; the words beside it must say what it shows."""
    if len(years) < 2:
        return ""
    most = max([*years.values(), 1])
    bars = "".join(
        f"M{place * 6 + 3} 20v-{max(1.0, round(number / most * 18, 1)):g}"
        for place, number in enumerate(years.values())
        if number
    )
    width = len(years) * 6
    return f'<svg class="bs-spark" aria-hidden="true" viewBox="0 0 {width} 20" width="{width}" height="20"><path d="{bars}"/></svg>'


def time_line(dots: Sequence[Dot], span: tuple[int, int], what: str) -> str:
    """A dot for each paper above its quarter of the year, the span of years alike for all lines; dots are links."""
    if not dots or len(dots) > MOST_DOTS:
        return year_bars(count_years([dot.day for dot in dots], span), what)
    first, last = span
    quarters = (last - first + 1) * 4
    step = min(float(STEP), LINE_WIDTH / quarters)
    width = round(step * quarters)
    stacks: dict[int, list[Dot]] = {}
    for dot in sorted(dots, key=lambda dot: (dot.day, dot.title)):
        stacks.setdefault((dot.day.year - first) * 4 + (dot.day.month - 1) // 3, []).append(dot)
    base = max(3, max(map(len, stacks.values()))) * STEP + 6
    every = -(-(last - first + 1) // _CROWDED)
    ticks = "".join(
        f'<path d="M{_plain(place * step * 4)} {base}v6"/>'
        + (
            f'<text x="{_plain(place * step * 4 + step * 2)}" y="{base + 15}" class="bs-year">{first + place}</text>'
            if place % every == 0
            else ""
        )
        for place in range(last - first + 1)
    )
    marks = "".join(
        f'<a href="{escape(dot.address)}" tabindex="-1"><title>{escape(f"{dot.title} ({dot.day.year})")}</title>'
        f'<circle cx="{_plain(quarter * step + step / 2)}" cy="{base - 7 - place * STEP}" r="{_plain(min(4.6, step * 0.42))}"/></a>'
        for quarter, stack in sorted(stacks.items())
        for place, dot in enumerate(stack)
    )
    years = ", ".join(f"{year} {number}" for year, number in count_years([d.day for d in dots]).items() if number)
    name = f"{what} on a time line, {count(len(dots), 'paper')}: {years}. The list below has the same papers."
    return (
        f'<figure class="bs-plot" aria-label="{escape(name)}"><svg class="bs-line-of-time" viewBox="0 0 {width} {base + 20}" '
        f'width="{width}" height="{base + 20}"><path d="M0 {base}.5H{width}"/>{ticks}{marks}</svg>'
        f"<figcaption>{escape(what)} by quarter; each dot is one</figcaption></figure>\n"
    )


def _plain(number: float) -> str:
    return f"{round(number, 1):g}"
