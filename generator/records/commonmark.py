"""Plain text → CommonMark for those who read the file itself, and the pages' own Markdown → the same without its marks.

`markup.py` spells what Python-Markdown turns into pages, in references that nobody wants to read; here is what a reader gets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from ..conversion import BLOCK, split_front_matter
from ..markup import clean, relative
from ..pageheads import plain_front_matter

_SPECIAL = re.compile(r"[\\`*_\[\]~]")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")  # what opens a tag, an address or a reference
_REFERENCES = {"<": "&lt;", "&": "&amp;"}
_FIRST = re.compile(r"\A(?:(>|#{1,6}(?=\s|\Z)|[-+=](?=\s|\Z|[-=]))|(\d{1,9})([.)])(?=\s|\Z))")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)(?:\{ [^{}]* \})?")
_MARKS = re.compile(r"(?:\n| )\{ [^{}]* \}\Z")
_TAG = re.compile(r"<[^>]*>")
_ANCHOR = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_CODE = re.compile(r'<div class="highlight[^>]*><pre><code>(.*)</code></pre></div>\Z', re.DOTALL)
_ROW, _CELL = re.compile(r"<tr>(.*?)</tr>"), re.compile(r"<td>(.*?)</td>")
_PICTURE = re.compile(r"<(svg|figure|form|script|button)\b.*?</\1>", re.DOTALL)
_ITEM = re.compile(r"<li\b[^>]*>(.*?)</li>", re.DOTALL)
_PAPER = re.compile(r"\]\((?:\.\./)*papers/[^/)]+/index\.md\)")
_UNSAFE = re.compile(r"[\s<>()\\]")
__all__ = ["clean", "document", "link", "plain_front_matter", "readable", "relative", "section", "text"]


def text(value: str) -> str:
    """One line that shows exactly this text, wherever in a block it stands."""
    line = _MARKUP.sub(lambda found: _REFERENCES[found[0]], _SPECIAL.sub(r"\\\g<0>", clean(value)))
    return _FIRST.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", line)


def section(label: str, items: Sequence[str]) -> str:
    """A heading with a list, nothing where that is empty; both are CommonMark already."""
    return "\n".join([f"## {label}", "", *(f"- {item}" for item in items)]) if items else ""


def link(label: str, address: str) -> str:
    """A link to an address, which may be relative."""
    target = _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), clean(address))
    return f"[{text(label)}]({target})"


def document(blocks: Iterable[str]) -> bytes:
    """The blocks that say anything, an empty line between them."""
    return ("\n\n".join(block.strip("\n") for block in blocks if block) + "\n").encode("utf-8", errors="replace")


def readable(page: str, *, listed: bool = True) -> list[str]:
    """The blocks of a page in `markup.py`'s dialect: headings, paragraphs, lists, tables and code; of other HTML its links.

    What leads to a paper is left out of lists where papers are not to be `listed`.
    """
    blocks = []
    for block in split_front_matter(page).split("\n\n"):
        block = block.strip("\n")
        if code := _CODE.match(block):
            blocks.append(f"```\n{html.unescape(code[1])}\n```")
        elif block.startswith("<table"):
            blocks.append(_list([_inline(" — ".join(_CELL.findall(row))) for row in _ROW.findall(block)], listed))
        elif block.startswith(("<ul", "<ol")) and (items := _ITEM.findall(_PICTURE.sub("", block))):
            blocks.append(_list([_inline(item) for item in items], listed, ordered=block.startswith("<ol")))
        elif BLOCK.match(block):
            links = _ANCHOR.findall(_PICTURE.sub("", block))
            blocks.append(_list([link(_bare(label), _page(href)) for href, label in links], listed))
        elif block.startswith("-   "):
            items = block.removeprefix("-   ").split("\n-   ")
            blocks.append(_list([_inline(item.replace("\n    ", " — ")) for item in items], listed))
        elif block:
            level, space, rest = block.partition(" ") if block.startswith("#") else ("", "", block)
            blocks.append(level + space + _inline(_MARKS.sub("", rest)))
    return blocks


def _list(items: Iterable[str], listed: bool, *, ordered: bool = False) -> str:
    kept = [item for item in items if item and (listed or not _PAPER.search(item))]
    return "\n".join(f"{number}. {item}" if ordered else f"- {item}" for number, item in enumerate(kept, start=1))


def _page(href: str) -> str:
    """The Markdown beside a page, where MkDocs would have the page's own file."""
    address, mark, anchor = html.unescape(href).partition("#")
    return (address + "index.md" if address.endswith("/") else address) + mark + anchor


def _inline(source: str) -> str:
    """Links stay, other marks go, references become the characters they stand for."""
    source = source.replace("</span><small>", "</span> <small>")  # one stands below the other
    source = _ANCHOR.sub(lambda found: f"[{found[2]}]({_page(found[1])})", source)
    parts, done = [], 0
    for found in _LINK.finditer(source):
        parts += [_plain(source[done : found.start()]), link(_bare(found[1]), html.unescape(found[2]))]
        done = found.end()
    return "".join([*parts, _plain(source[done:])]).strip()


def _plain(piece: str) -> str:
    """Text between links, which keeps a space at either end."""
    bare = _bare(piece)
    shown = text(bare)
    return " " * bare[:1].isspace() + shown + " " * (bare[-1:].isspace() and bool(shown))


def _bare(source: str) -> str:
    return html.unescape(_TAG.sub("", source))
