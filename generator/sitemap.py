"""Pages with the days they changed → the site map, in files of at most 50,000 addresses with an index, as sitemaps.org has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .markup import escape

LONGEST = 50_000
SITEMAP = "sitemap.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
Entry = tuple[str, date | None]


def make_sitemap(entries: Sequence[Entry], site_url: str, longest: int = LONGEST) -> dict[str, str]:
    """The files by name; `sitemap.xml` is one of them. A day is the one an input is known to date from, or None."""
    if len(entries) <= longest:
        return {SITEMAP: _document("urlset", "url", entries)}
    parts = [entries[start : start + longest] for start in range(0, len(entries), longest)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    newest = [max((day for _, day in part if day), default=None) for part in parts]
    index = [(site_url.rstrip("/") + "/" + name, day) for name, day in zip(names, newest, strict=True)]
    files = {name: _document("urlset", "url", part) for name, part in zip(names, parts, strict=True)}
    return {SITEMAP: _document("sitemapindex", "sitemap", index), **files}


def _document(root: str, element: str, entries: Sequence[Entry]) -> str:
    rows = "".join(
        f"\n<{element}><loc>{escape(address)}</loc>{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</{element}>"
        for address, day in entries
    )
    return f'{_HEAD}<{root} xmlns="{_NAMESPACE}">{rows}\n</{root}>\n'
