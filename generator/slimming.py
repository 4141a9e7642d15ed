"""HTML → the same page in fewer bytes: without white space that is never shown, and without quotes and end tags HTML does not ask for.

The theme's frame and content as `markup.py` writes it have each their rule; other HTML is not for these.
"""

from __future__ import annotations

import re
from functools import lru_cache

_GAP = re.compile(r"\s*\n\s*")
_BLOCK = "html|head|body|meta|link|title|style|div|nav|ul|ol|li|header|footer|main|article|aside|form|p|section"
_BEFORE_BLOCK = re.compile(rf"\n(?=</?(?:{_BLOCK}|script|label|input|button)\b)|(?<=>)\n(?=<svg\b)")
_AFTER_BLOCK = re.compile(rf"(</?(?:{_BLOCK})(?:\s[^<>]*)?>)\n")
_LINK = re.compile(
    r'(<(a|label)\s[^<>]*class="md-(?:nav__link|tabs__link|skip)\b[^<>]*>)\n?(?:<span class="md-ellipsis">\n?)?([^<>\n]+)\n?(?:</span>\n?)?(</\2>)'
)
_TITLE_OF_CONTENTS = re.compile(r'<label class="md-nav__title" for="__toc">\n<span class="md-nav__icon md-icon"></span>\n([^<>]*)</label>')
_ENTRY = re.compile(r'<li class="md-nav__item">(?=<a href="#)')
_CLIPPED = re.compile(r'(<span class="md-ellipsis">)\n?([^<>\n]+)\n?(</span>)\n?')

_TAG = re.compile(r"<[a-z][^<>]*>")
_LINK_OF_HEAD = re.compile(r"<(?:link|script)\b[^<>]*>")
_BARE = re.compile(r"[\w./#:-]+")
_QUOTED = re.compile(rf'(=)"({_BARE.pattern})"(?=[\s>])')
_QUOTED_PATH = re.compile(r'(=)"([\w./#-]+)"(?=[\s>])')  # no address with its host: those are read by simple programs too
_REMEMBERED = 1 << 8  # links that most pages have
_SPACES = re.compile(r"\s+(?=>)|\s(?=\s)")
_ITEM_END = re.compile(r"</li>(?=<li\b|</[uo]l>)")
_PARAGRAPH_END = re.compile(r"</p>(?=<(?:h[1-6]|p|ul|ol|div)\b)")

# Signs written by their number that mean nothing to HTML; `<`, `>` and quotes stay, and `&` where it may begin a reference.
_SIGNS = {str(code): chr(code) for code in range(33, 127)}
_REFERENCE = re.compile(r"&#(38(?=; )|33|35|36|37|4[0-7]|58|59|61|63|64|9[1-6]|12[3-6]);")
_GAPS_OF_CONTENT = re.compile(  # a literal sign first is looked for many times as fast
    r'\n\n*(?:(?=</?(?:h[1-6]|p|ul|li|div|details|form|nav|figure|table|section)\b)| +(?=<small>|<span(?: class="bs-line")?>))'
)
_CODE = re.compile(r"(<(pre|script|style|textarea)\b[^<>]*>)(.*?)(?=</\2>)", re.DOTALL)
_LITERAL = re.compile(r"(<(pre|script|style|textarea|svg)\b.*?</\2>)", re.DOTALL)


def squeeze_spaces(frame: str) -> str:
    """The theme's part of a page; a line's end stays where a space may be seen."""
    frame = _AFTER_BLOCK.sub(r"\1", _BEFORE_BLOCK.sub("", _GAP.sub("\n", frame))).replace(' tabindex=""', "")
    frame = _TITLE_OF_CONTENTS.sub(r'<p class="md-nav__title">\1</p>', frame)  # the toggle is that of pages in the sidebar
    frame = _ENTRY.sub("<li>", _LINK.sub(r"\1\3\4", frame))
    return _CLIPPED.sub(r"\1\2\3", frame)


def shorten_tags(body: str) -> str:
    """Tags as short as the standard lets them be; what scripts and the like hold stays."""
    parts = _CODE.split(body)
    parts[::4] = (_ITEM_END.sub("", _TAG.sub(_shorten, part)) for part in parts[::4])
    parts[1::4] = (_TAG.sub(_shorten, tag) for tag in parts[1::4])
    del parts[2::4]
    return "".join(parts)


def shorten_links(head: str) -> str:
    """The same for the links and scripts of a head; simple programs read its other elements."""
    return _LINK_OF_HEAD.sub(lambda tag: _shorten_link(tag[0]), head)


@lru_cache(_REMEMBERED)
def _shorten_link(tag: str) -> str:
    return _SPACES.sub("", _only_groups(_QUOTED_PATH, tag))


def _shorten(tag: re.Match[str]) -> str:
    return _SPACES.sub("", _only_groups(_QUOTED, tag[0]))


def squeeze_content(content: str) -> str:
    """Content as the Markdown of `markup.py` becomes it, where quotes stand in tags alone; what is literal stays."""
    parts = _LITERAL.split(content)
    parts[::3] = map(_squeeze, parts[::3])
    del parts[2::3]
    return "".join(parts)


def _squeeze(part: str) -> str:
    part = _GAPS_OF_CONTENT.sub("", read_references(part))
    return end_paragraphs(_ITEM_END.sub("", _only_groups(_QUOTED, part)))


def read_references(part: str) -> str:
    """With the signs that nothing takes for its own as themselves."""
    return _REFERENCE.sub(_sign, part)


def end_paragraphs(part: str) -> str:
    """Without the ends of paragraphs behind which a block begins that ends them."""
    return _PARAGRAPH_END.sub("", part)


def quote(value: str) -> str:
    """An escaped value of an attribute, in quotes where it needs them."""
    return value if _BARE.fullmatch(value) else f'"{value}"'


def _only_groups(pattern: re.Pattern[str], part: str) -> str:
    """Each match becomes its groups, as with `sub`, but many times faster: nothing is called for a match."""
    return "".join(pattern.split(part))


def _sign(reference: re.Match[str]) -> str:
    return _SIGNS[reference[1]]
