"""One line of text → the spans that no rule of repair may touch: web and mail addresses, file paths, code.

It must not know the rules. A span is (start, end); spans come in order and do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .texsigns import is_macro
from .weblinks import find_addresses

Span = tuple[int, int]

_EMAIL = re.compile(  # a tie behind a small word is a tie: at~jo@a.bc
    r"(?<![\w.+~@-])(?!(?:at|to|via|by|from|and|or|is|contact|write|e?-?mail|author)~)"
    r"[\w.+~-]{1,64}@(?:[A-Za-z\d-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w@])",
    re.IGNORECASE,
)
_PATH = re.compile(  # C:\temp\x.txt, \\server\share; not f:\Omega\to\mathbb{R}, not a line break before a macro
    r"(?:(?<![\w$\\])[A-Za-z]:\\{1,2}|(?<![\\\w}$&])(?P<share>\\\\)(?=[\w.-]{1,60}\\))"
    r"(?P<first>[\w.$~-]{1,60})(?: Files(?: \(x86\))?)?(?:\\{1,2}[\w.$~%-]{1,60}){0,30}"
)
_EXTENSION = re.compile(r"\\[\w$~%-]{1,60}\.[A-Za-z]\w{0,4}$")
_CODE = re.compile(r"(?<![`\w\\])(?P<tick>`{1,3})(?![`\s])(?P<code>[^`]{0,200})(?<!\s)(?P=tick)(?![`\w])")
_QUOTE_IN_CODE = re.compile(r"(?<![A-Za-z])'|'(?![A-Za-z])")
_IDENTIFIER = re.compile(  # "b_1", 'a.b_c'
    r"""(?P<quote>["'])(?<!\w.)(?=[^"'\s]{0,80}_)[A-Za-z_][\w.:/-]{1,80}(?P=quote)(?!\w)"""
)


def find_held(text: str) -> list[Span]:
    """What stands as it is; of two spans that overlap, the one that begins first."""
    spans = [(start, end) for start, end, _ in find_addresses(text)]
    found = len(spans)
    if "@" in text:
        spans += [match.span() for match in _EMAIL.finditer(text)]
    if ":\\" in text or "\\\\" in text:
        spans += _paths(text)
    if "`" in text:
        spans += _code(text)
    if "_" in text and ('"' in text or "'" in text):
        spans += [match.span() for match in _IDENTIFIER.finditer(text)]
    return spans if len(spans) == found else _apart(spans)


def _paths(text: str) -> Iterator[Span]:
    for match in _PATH.finditer(text):
        if not is_macro(match["first"]) or (_EXTENSION.search(match[0]) and not match["share"]):
            yield match.span()


def _code(text: str) -> Iterator[Span]:
    """Spans between backticks, but for two TeX quotations (`a' and `b') that only look like one."""
    match = _CODE.search(text)
    while match:
        quotes = len(_QUOTE_IN_CODE.findall(match["code"]))
        sound = quotes % 2 == 0 if len(match["tick"]) == 1 else "''" not in match["code"]
        if sound:
            yield match.span()
        match = _CODE.search(text, match.end() if sound else match.start() + 1)


def _apart(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
