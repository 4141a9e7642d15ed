"""A theme's page rendered once with marks in it → finished pages: pieces of the theme with a page's own parts between.

Knows no template language and no theme; the marks are characters of private use, which no page's text keeps the place of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SLOTS = ("title", "description", "canonical", "head", "content")
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}({'|'.join(SLOTS)}){_CLOSE}")


def mark(slot: str) -> str:
    """What the template is given in place of a page's part."""
    return f"{_OPEN}{slot}{_CLOSE}"


def tighten(page: str, content: str, shrink: Callable[[str], str], squeeze: Callable[[str], str] | None = None) -> str:
    """Shrink the theme's part of a page, and squeeze the content where that may be done.

    Where the content cannot be found, nothing is touched: white space may matter in it.
    """
    if not content:
        return shrink(page)
    before, middle, after = page.partition(content)
    if not middle:
        return page
    return shrink(before) + (squeeze(middle) if squeeze else middle) + shrink(after)


@dataclass(frozen=True, slots=True)
class Shell:
    """Theme text and slots by turns: `pieces[0]`, slot `slots[0]`, `pieces[1]`, …"""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    def fill(self, parts: Mapping[str, str]) -> str:
        """The page with these parts, each HTML already."""
        page = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            page += [parts[slot], piece]
        return "".join(page)


def cut_shell(rendered: str) -> Shell:
    """Cut a rendered template at its marks; a mark may stand in several places or in none."""
    found = _MARK.split(rendered)
    return Shell(tuple(found[::2]), tuple(found[1::2]))
