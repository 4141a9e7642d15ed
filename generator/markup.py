"""The only module that spells Markdown, or HTML within it; each `str` is escaped, `Markdown` is trusted.

Escaping was found by trial against Python-Markdown: numeric character references survive where backslashes do not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from .text import one_line

# Punctuation that may mean something to Markdown, to its extensions or to HTML wherever it stands …
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#&!|~^=$\"@+:](?:(?<!:)|(?=\S))")
# … and what may start a list, a heading, a rule or a definition when it stands first.
_FIRST = re.compile(r"\A(?:\d+[.)]|[-.()/;:%?',])")
_UNWANTED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s")
WEB = re.compile(r"https?://", re.IGNORECASE)
_BRACE = re.compile(r"\{(?=[{%#+~=>-])")
PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9/._~#?=&%+-]*)?")


_SHORT, _REMEMBERED = 300, 1 << 12  # titles, labels and names come again and again; their escaped form is kept


class Markdown(str):
    """Text that is Markdown already, made by this module."""

    __slots__ = ()


trust = Markdown  # for what is put together of pieces that are Markdown


def _reference(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" if not char.isalnum() else char for char in found[0])


def clean(value: str) -> str:
    """One line without control characters, unpaired surrogates or noncharacters (they become U+FFFD).

    Marks that turn the direction of writing are dropped: they would turn what stands behind the text too.
    """
    if value.isprintable():  # then its only white space are spaces
        return one_line(value) if "  " in value or value[:1] == " " or value[-1:] == " " else value
    line = one_line(value)
    return line if line.isprintable() else _UNWANTED.sub("\ufffd", one_line(_TURNING.sub("", line)))


def text(value: str) -> Markdown:
    """Plain text as Markdown that shows exactly that text, wherever in a paragraph it stands."""
    if isinstance(value, Markdown):
        return value
    return _first(value) if len(value) < _SHORT else Markdown(_FIRST.sub(_reference, inline(value)))


@lru_cache(_REMEMBERED)
def _first(value: str) -> Markdown:
    return Markdown(_FIRST.sub(_reference, inline(value)))


def inline(value: str) -> Markdown:
    """Plain text as Markdown for the middle of a paragraph, where no mark of a block can stand."""
    return Markdown(_SPECIAL.sub(_reference, clean(value)))


def escape(value: str) -> str:
    """Plain text for an HTML element or a quoted attribute."""
    return _escaped(value) if len(value) < _SHORT else html.escape(clean(value))


@lru_cache(_REMEMBERED)
def _escaped(value: str) -> str:
    return html.escape(clean(value))


def escape_inside(value: str) -> str:
    """A piece of plain text for the inside of an HTML element, its quotes and the spaces at its ends kept."""
    kept = value if value.isprintable() else _UNWANTED.sub("\ufffd", _TURNING.sub("", _SPACE.sub(" ", value)))
    return html.escape(kept, quote=False)


def join(parts: Iterable[str], separator: str = " ") -> Markdown:
    """Join pieces; plain strings are escaped, the separator is trusted."""
    return Markdown(separator.join(map(text, parts)))


def relative(source: str, target: str) -> str:
    """The path of page `target` as seen from page `source`, both relative to the docs folder; keeps `#anchor`."""
    folder, way = source[: source.rfind("/") + 1], ""
    while not target.startswith(folder):
        folder, way = folder[: folder.rfind("/", 0, -1) + 1], way + "../"
    return way + target[len(folder) :]


@lru_cache(_REMEMBERED)
def attributes(classes: str = "", identifier: str = "") -> str:
    """An attribute list such as `{ #id .class }`, or nothing."""
    words = [f"#{identifier}"] if identifier else []
    words += [f".{name}" for name in classes.split()]
    return "{ " + " ".join(words) + " }" if words else ""


def page_link(label: str, source: str, target: str, classes: str = "", identifier: str = "") -> Markdown:
    """A link between two pages of the site; MkDocs checks and rewrites it."""
    return Markdown(f"[{text(label)}]({relative(source, target)}){attributes(classes, identifier)}")


def web_link(label: str, url: str) -> Markdown:
    """A link to the web; anything but http and https stays text."""
    if not WEB.match(url):
        return text(label)
    if PLAIN_URL.fullmatch(url):
        return Markdown(f"[{text(label)}]({url})")
    return Markdown(f'<a href="{spell_out(url)}">{text(label)}</a>')


def spell_out(url: str) -> str:
    """An address for a quoted attribute: signs are written by their numbers, for Markdown may take them for its own."""
    return "".join(char if char.isalnum() or char in "/.-" else f"&#{ord(char)};" for char in clean(url))


def file_link(label: str, address: str) -> Markdown:
    """A link to a file of the site that is no page; `address` is what a browser needs."""
    return Markdown(f'<a href="{escape(address)}">{text(label)}</a>')


def element(name: str, content: str, classes: str = "") -> Markdown:
    """An inline element around Markdown, for what Markdown cannot say (`small`, `span`, `time`)."""
    shown = f' class="{classes}"' if classes else ""
    return Markdown(f"<{name}{shown}>{text(content)}</{name}>")


def abbreviation(short: str, long: str) -> Markdown:
    """A short form that tells its long form on demand."""
    return Markdown(f'<abbr title="{inline(long)}">{inline(short)}</abbr>')


def day(value: date, shown: str) -> Markdown:
    """A day as people write it, and as machines do."""
    return Markdown(f'<time datetime="{value.isoformat()}">{inline(shown)}</time>')


def heading(level: int, label: str, identifier: str = "", classes: str = "") -> str:
    """A heading."""
    return f"{'#' * level} {text(label)} {attributes(classes, identifier)}".rstrip() + "\n"


def paragraph(content: str, classes: str = "") -> str:
    """A paragraph, with classes given on a line of their own as the attribute lists want it; nothing where nothing is to be seen."""
    shown, marks = text(content), attributes(classes)
    return "".join(f"{line}\n" for line in (shown, marks) if line) if shown else ""


def link_bar(parts: Iterable[str], classes: str, landmark: str = "") -> str:
    """A paragraph of links; one that is a `landmark`, called by a word, is found among those by readers of the screen."""
    return f"{join(parts)}\n{{ .{classes}{f' aria-label={landmark} role=navigation' if landmark else ''} }}\n"


def this_page(label: str) -> Markdown:
    """What stands among links to pages in place of the one that is shown."""
    return Markdown(f'<strong aria-current="page">{text(label)}</strong>')


def bullets(items: Iterable[Sequence[str]]) -> str:
    """A list; an item is a sequence of lines."""
    return "\n".join("-   " + "\n    ".join(map(text, lines)) for lines in items) + "\n"


def _literal(value: str) -> str:
    """Escaped for an HTML block; braces that open a template or an edit mark too, for some read those even there."""
    shown = html.escape(value if value.isprintable() else _UNWANTED.sub("\ufffd", _TURNING.sub("", value)))
    return _BRACE.sub("&#123;", shown) if "{" in shown else shown


def in_block(value: str) -> str:
    """A line of plain text for an HTML block."""
    return _literal(clean(value))


def details(summary: str, paragraphs: Iterable[tuple[str, str]], identifier: str) -> str:
    """A box to open, with a label and literal text for each paragraph; one HTML block, nothing in it is Markdown."""
    rows = "".join(f"<h3>{in_block(label)}</h3><p>{in_block(body)}</p>" for label, body in paragraphs)
    return f'<details id="{identifier}"><summary>{in_block(summary)}</summary>{rows}</details>\n'


def code_block(lines: Iterable[str]) -> str:
    """Literal lines with the theme's copy button; one HTML block."""
    body = _literal("\n".join(line if line.isprintable() else _SPACE.sub(" ", line) for line in lines))
    return f'<div class="highlight bs-code"><pre><code>{body}</code></pre></div>\n'


def file_links(lead: str, files: Iterable[tuple[str, str]], classes: str) -> str:
    """A paragraph of links to files of the site (label, address); one HTML block."""
    links = " ".join(f'<a href="{escape(address)}">{in_block(label)}</a>' for label, address in files)
    return f'<p class="{classes}">{in_block(lead)} {links}</p>\n'


def cite_box(summary: str, collection: str, *paragraphs: str) -> str:
    """A box to open on citing the papers of a list, for its script to fill; the paragraphs are HTML of this module."""
    inner = "".join(paragraphs).replace("\n", "")
    return f'<details class="bs-citing" data-collection="{escape(collection)}"><summary>{in_block(summary)}</summary>{inner}</details>\n'


def selection_place(related: str = "") -> str:
    """The place that the script of the reader's selection fills; `related` leads to the file of related papers, where there is one."""
    place = f' data-related="{escape(related)}"' if related else ""
    return f'<div class="bs-selection" data-selection{place}></div>\n'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as one HTML block; plain strings are escaped, Markdown in a cell may hold only what HTML reads alike."""

    def cells(name: str, row: Sequence[str]) -> str:
        shown = (cell if isinstance(cell, Markdown) else in_block(cell) for cell in row)
        return "<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in shown) + "</tr>"

    body = "".join(cells("td", row) for row in rows)
    return f"<table><thead>{cells('th', head)}</thead><tbody>{body}</tbody></table>\n"


def search_form(placeholder: str, action: str) -> str:
    """A form that opens the site's search with the words typed; works before any script has run."""
    label = in_block(placeholder)
    return (
        f'<form class="bs-search" role="search" aria-label="Papers" action="{escape(action)}" method="get">'
        f'<input type="search" name="q" aria-label="{label}" placeholder="{label}" autocomplete="off" required>'
        '<button type="submit">Search</button></form>\n'
    )


def search_results() -> str:
    """The place that the search's script fills."""
    return '<div class="bs-results" data-search-results data-state="idle"></div>\n'
