"""What machines read at the head of a page → front matter in YAML, and elements of HTML's `<head>`; each text is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from .markup import escape

_encode = json.JSONEncoder(ensure_ascii=False).encode
_encode_briefly = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def front_matter(title: str, description: str, **more: object) -> str:
    """YAML between rules, in ASCII; title and description are HTML-escaped, for the theme prints both as they are."""
    matter = plain_front_matter({"title": escape(title), "description": escape(description)} | more)
    return matter if matter.isascii() else _BEYOND_ASCII.sub(_numbered, matter)


def feed_links(title: str, atom: str, json_feed: str) -> str:
    """`<link>` elements by which a feed reader finds the feeds of a page."""
    kinds = (("application/atom+xml", atom), ("application/feed+json", json_feed))
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(address)}">' for kind, address in kinds
    )


def meta_elements(rows: Iterable[tuple[str, str, str]]) -> str:
    """`<meta>` elements of a name, a property (either may be empty) and a value."""
    return "".join([f'{_open_meta(name, kind)}"{escape(value)}">' for name, kind, value in rows])


@cache
def _open_meta(name: str, kind: str) -> str:
    return "<meta" + "".join(f' {key}="{escape(value)}"' for key, value in (("name", name), ("property", kind)) if value) + " content="


def head_links(pairs: Iterable[tuple[str, str]]) -> str:
    """`<link>` elements of a relation and an address."""
    return "".join(f'<link rel="{escape(relation)}" href="{escape(address)}">' for relation, address in pairs)


def plain_front_matter(values: Mapping[str, object]) -> str:
    """YAML between rules for those who read the file itself: texts in quotes, lists on one line.

    Each value is JSON, which YAML reads as its own and which is written fifty times as fast; a day stands as it is.
    """
    lines = (f"{name}: {value if isinstance(value, date) else _encode(value)}\n" for name, value in values.items())
    return f"---\n{_NOT_IN_YAML.sub(_numbered, ''.join(lines))}---\n"


def _numbered(char: re.Match[str]) -> str:
    return f"\\U{ord(char[0]):08x}"


def json_ld(data: Mapping[str, object]) -> str:
    """A JSON-LD script; `<`, `>` and `&` are written as escapes so that no text can end the element."""
    body = _encode_briefly(data)
    for char in "<>&":
        body = body.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/ld+json">{body}</script>'
