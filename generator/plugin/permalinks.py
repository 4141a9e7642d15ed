"""Headings of generated pages → with links to themselves, as Markdown's extension `toc` writes them where its settings ask for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown import Markdown

_LABELS = tuple(map(chr, range(0xE000, 0xE100)))  # for private use: a text may have them, so one is taken that the settings have not
_PLACE = "bs-own-place"  # of the letters that an identifier is of
_HEADING = re.compile(r'(<h[1-6]\b[^<>]* id="?([^\s"<>]+)"?[^<>]*>)(.*?)(?=</h[1-6]>)')


def make_linker(settings: Mapping[str, Any], squeeze: Callable[[str], str] = str) -> Callable[[str], str]:
    """What puts the links into a page's content, which is squeezed already where `squeeze` is given; `settings` are those of `toc`."""
    told = "".join(map(str, settings.values()))
    label = next(sign for sign in _LABELS if sign not in told)
    written = squeeze(Markdown(extensions=["attr_list", "toc"], extension_configs={"toc": dict(settings)}).convert(f"# {label} {{ #{_PLACE} }}"))
    before, after = written.partition(">")[2].removesuffix("</h1>").split(label)
    if not before and not after:
        return str

    def link(heading: re.Match[str]) -> str:
        opened, identifier, text = heading.groups()
        return opened + before.replace(_PLACE, identifier) + text + after.replace(_PLACE, identifier)

    return lambda content: _HEADING.sub(link, content)
