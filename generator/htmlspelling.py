"""What a page is made of → its HTML, at once what `conversion.py` and `slimming.py` make of the Markdown of `markup.py`.

Each function is the one of that name in `markup.py`. A sign that Markdown alone takes for its own is written as itself. Tests hold
this to the same bytes as the longer way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from . import markup
from .conversion import Heading
from .markup import PLAIN_URL, WEB, clean, escape, in_block, spell_out
from .slimming import end_paragraphs, quote, read_references

_SHORT, _REMEMBERED = 300, 1 << 12  # as in `markup.py`


class Html(str):
    """Text that is HTML already, made by this module."""

    __slots__ = ()


def inline(value: str) -> Html:
    """Plain text for the middle of a line."""
    line = clean(value).replace("&", "&#38;").replace("<", "&#60;")
    return Html(line.replace(">", "&#62;").replace('"', "&#34;"))


def text(value: str) -> Html:
    """Plain text wherever it stands; an apostrophe at its beginning is written as Markdown needs it."""
    if value.__class__ is Html:
        return value
    return _label(value) if len(value) < _SHORT else _text(value)


def _text(value: str) -> Html:
    line = inline(value)
    return Html("&#39;" + line[1:]) if line[:1] == "'" else line


_label = lru_cache(_REMEMBERED)(_text)


@lru_cache(_REMEMBERED)
def _attributes(classes: str, identifier: str) -> str:
    named = (("class", classes), ("id", identifier))
    return "".join(f" {name}={quote(value)}" for name, value in named if value)


class HtmlSpelling:
    """Writes one page; `find` gives the address that leads from it to a page by the path of that one, `headings` are those written."""

    def __init__(self, find: Callable[[str], str]) -> None:
        self._find = find
        self.headings: list[Heading] = []

    trust, text, inline = Html, staticmethod(text), staticmethod(inline)

    @staticmethod
    def join(parts: Iterable[str], separator: str = " ") -> Html:
        return Html(separator.join([text(part) for part in parts]))

    def page_link(self, label: str, source: str, target: str, classes: str = "", identifier: str = "") -> Html:
        """The address of a page is of small letters, digits, hyphens, dots and slashes: it needs no quotes but for a query."""
        before, after = _attributes(classes, "") if classes else "", _attributes("", identifier) if identifier else ""
        address = self._find(target)
        return Html(f"<a{before} href={quote(address) if '?' in address else address}{after}>{text(label)}</a>")

    @staticmethod
    def web_link(label: str, url: str) -> Html:
        if not WEB.match(url):
            return text(label)
        address = url.replace("&", "&amp;") if PLAIN_URL.fullmatch(url) else read_references(spell_out(url))
        return Html(f"<a href={quote(address)}>{text(label)}</a>")

    @staticmethod
    def file_link(label: str, address: str) -> Html:
        return Html(f"<a href={quote(escape(address))}>{text(label)}</a>")

    @staticmethod
    def element(name: str, content: str) -> Html:
        return Html(f"<{name}>{text(content)}</{name}>")

    @staticmethod
    def abbreviation(short: str, long: str) -> Html:
        return Html(f"<abbr title={quote(inline(long))}>{inline(short)}</abbr>")

    def heading(self, level: int, label: str, identifier: str = "", classes: str = "") -> str:
        shown = text(label)
        self.headings.append(Heading(level, identifier, shown))
        return f"<h{level}{_attributes(classes, identifier)}>{shown}</h{level}>"

    @staticmethod
    def paragraph(content: str, classes: str = "") -> str:
        shown = text(content)
        return shown and f"<p{_attributes(classes, '')}>{shown}</p>"

    @staticmethod
    def bullets(items: Iterable[Sequence[str]]) -> str:
        """A list; of an item's lines those after the first are elements that need no space before them."""
        return f"<ul>{''.join(['<li>' + ''.join(map(text, lines)) for lines in items])}</ul>"

    @staticmethod
    def details(summary: str, paragraphs: Iterable[tuple[str, str]], identifier: str) -> str:
        rows = "".join(f"<h3>{_shown(label)}</h3><p>{_shown(body)}</p>" for label, body in paragraphs)
        return f"<details{_attributes('', identifier)}><summary>{_shown(summary)}</summary>{rows}</details>"

    @staticmethod
    def code_block(lines: Iterable[str]) -> str:
        return markup.code_block(lines).rstrip()

    @staticmethod
    def file_links(lead: str, files: Iterable[tuple[str, str]], classes: str) -> str:
        links = " ".join(f"<a href={quote(escape(address))}>{_shown(label)}</a>" for label, address in files)
        return f"<p{_attributes(classes, '')}>{_shown(lead)} {links}</p>"

    @staticmethod
    def finish(sections: Iterable[str]) -> str:
        """The page's content; before a space an ampersand begins no reference."""
        return end_paragraphs("".join(sections)).replace("&#38; ", "& ")


def _shown(value: str) -> str:
    return _brief(value) if len(value) < _SHORT else _literal(value)


def _literal(value: str) -> str:
    """What was no Markdown either; of all that is written by its number there, a brace may stand as itself."""
    return in_block(value).replace("&#123;", "{")


_brief = lru_cache(_REMEMBERED)(_literal)
