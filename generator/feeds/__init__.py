"""The catalogue → the files of its feeds: Atom and JSON Feed for each collection of papers, and an OPML list of all.

Feeds need absolute addresses, so there are none while the site's own is unknown. Paged feeds (RFC 5005, section 3) and not
archived ones (section 4), for what stands in an archived document must stay there: here a digest that shows a paper again
brings it to the front, and all behind it moves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from .. import addresses
from ..assets import Maker
from ..context import Context
from ..metadata import page_url
from ..publication import Settings
from .atom import atom_feed
from .entries import Entry, make_entry
from .jsonfeed import json_feed
from .opml import opml_list
from .sections import Part, Section, feed_sections

__all__ = ["make_feeds"]

Writer = Callable[[Section, Sequence[Entry], Sequence[str], int, Settings], bytes]
_FORMATS: tuple[tuple[str, Writer], ...] = (("xml", atom_feed), ("json", json_feed))


def make_feeds(context: Context) -> dict[str, Maker]:
    """Every file by its path in the site, made when it is asked for; nothing where there are no feeds."""
    if not context.feeds:
        return {}
    sections = feed_sections(context)
    files: dict[str, Maker] = {addresses.OPML: partial(opml_list, sections, context.settings)}
    for section in sections:
        for part in section.parts:
            for ending, write in _FORMATS:
                file = addresses.feed_file(section.path, ending, part.number)
                files[file] = partial(_make, context, section, part, ending, write)
    return files


def _make(context: Context, section: Section, part: Part, ending: str, write: Writer) -> bytes:
    urls = [
        str(page_url(addresses.feed_file(section.path, ending, number), context.settings))
        for number in range(1, len(section.parts) + 1)
    ]
    entries = [make_entry(context, paper) for paper in part.papers]
    return write(section, entries, urls, part.number, context.settings)
