"""Markdown as `markup.py` spells it → the HTML that Python-Markdown makes of it, byte for byte, many times faster.

Knows that dialect alone: headings, paragraphs and lists of one level with attribute lists, links, and blocks of HTML; all
else in a line is text in numeric references. Tests hold it to the stock converter on every page of the real seeds.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

_HEADING = re.compile(r"(#{1,6}) (.*?)(?: (\{ [^{}]* \}))?")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)(?:\{ ([^{}]*) \})?")
_MARKS = re.compile(r"\n\{ ([^{}]*) \}\Z")
BLOCK = re.compile(r"<(?:details|div|figure|form|nav|ol|p|section|svg|table|ul)\b")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[\da-fA-F]+|\w+);)")
_TAG = re.compile(r"<[^>]*>")
_BULLET, _BULLETS = "-   ", re.compile(r"\n-   ")
FRONT_MATTER = "---\n"


class NotOurs(ValueError):
    """Markdown that `markup.py` does not write."""


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry for the table of contents: the label is HTML without elements."""

    level: int
    identifier: str
    label: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A page's HTML, and its headings in order."""

    html: str
    headings: tuple[Heading, ...]


def split_front_matter(text: str) -> str:
    """What follows the front matter."""
    _, _, body = text.removeprefix(FRONT_MATTER).partition("\n" + FRONT_MATTER)
    return body


def convert(text: str, find: Callable[[str], str]) -> Converted:
    """A page's text; `find` gives the address for a link to a Markdown file, as seen from the page.

    Raises `NotOurs` for a block of another dialect, and for two lists in a row, which Markdown takes for one.
    """
    return convert_body(split_front_matter(text), find)


def convert_body(body: str, find: Callable[[str], str]) -> Converted:
    """The same of what follows the front matter."""
    headings: list[Heading] = []
    parts = []

    def link(found: re.Match[str]) -> str:
        label, target, marks = found.groups()
        address = target if "://" in target else find(target)
        before, after = _around_address(marks) if marks else ("", "")
        return f'<a{before} href="{write_address(address)}"{after}>{label}</a>'

    for block in body.split("\n\n"):
        block = block.strip("\n")
        if not block:
            continue
        if block[0] == "#":
            heading, html = _heading(block)
            headings.append(heading)
            parts.append(html)
        elif BLOCK.match(block):
            parts.append(block + "\n")
        elif block.startswith(_BULLET):
            if parts and parts[-1].endswith("</ul>"):
                raise NotOurs(block)
            items = _BULLETS.split(_LINK.sub(link, block[len(_BULLET) :]))
            parts.append("<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>")
        else:
            parts.append(_paragraph(_LINK.sub(link, block)))
    return Converted("\n".join(parts).rstrip("\n"), tuple(headings))


def _heading(block: str) -> tuple[Heading, str]:
    found = _HEADING.fullmatch(block)
    if found is None or not found[3]:
        raise NotOurs(block)
    marks, level, label = found[3][2:-2], len(found[1]), found[2]
    identifier = next((word[1:] for word in marks.split() if word.startswith("#")), "")
    html = f"<h{level}{_attributes(marks)}>{label}</h{level}>"
    return Heading(level, identifier, _TAG.sub("", label)), html


def _paragraph(block: str) -> str:
    marks = _MARKS.search(block)
    if marks:
        return f"<p{_attributes(marks[1])}>{block[: marks.start()]}</p>"
    return f"<p>{block}</p>"


@cache
def _around_address(marks: str) -> tuple[str, str]:
    """The attributes of a link that come before and after its address, by name."""
    named = _named(marks)
    return _written({n: v for n, v in named.items() if n < "href"}), _written({n: v for n, v in named.items() if n > "href"})


@cache
def _attributes(marks: str) -> str:
    """`#id .one .two name=value` → ` class="one two" id="id" name="value"`, by name."""
    return _written(_named(marks))


def _named(marks: str) -> dict[str, str]:
    words = marks.split()
    named = dict(word.split("=", 1) for word in words if "=" in word)
    named |= {"class": " ".join(word[1:] for word in words if word.startswith("."))}
    named |= {"id": next((word[1:] for word in words if word.startswith("#")), "")}
    return named


def _written(named: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in sorted(named.items()) if value)


def write_address(address: str) -> str:
    """For an attribute in quotes."""
    return _BARE_AMPERSAND.sub("&amp;", address) if "&" in address else address


def find_address(link: str) -> str:
    """The relative address of the page whose Markdown file a relative link names: `../x/index.md?y#z` → `../x/?y#z`."""
    file = link_file(link)
    if not file.endswith("index.md"):
        raise NotOurs(link)
    return (file.removesuffix("index.md") or "./") + link[len(file) :]


def target_path(path: str, link: str) -> str:
    """The Markdown file a link on the page at `path` leads to, relative to the docs folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), link_file(link)))


def link_file(link: str) -> str:
    """Without query and anchor."""
    return link.partition("#")[0].partition("?")[0]
