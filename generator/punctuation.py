"""The rules that turn TeX's quotation marks and dashes into the marks a reader knows, as one ordered table.

What is written about a mark (the `--` separator, the flag `--all`) is no mark itself and stays.
"""

from __future__ import annotations

from collections.abc import Callable

from .openers import ASIDE_OPENERS, NOT_AFTER_HALF, NOT_BEFORE_HALF
from .rules import Match, Rule, rule

_LITERAL_AFTER = frozenset(
    "the a an use uses used using flag flags option options pass passing set setting argument arguments literal via run"
    " running add type typing string token symbol write append insert switch".split()
)
_WORD = 24
_MENTIONED = r"(?! (?:separator|delimiter|flag|option|operator|token|marker|prefix|symbol|sign|switch)s?\b)"


def _dash(mark: str) -> Callable[[Match], str]:
    """The mark, unless the word before speaks of a literal `--` or is a flag of a program itself."""

    def put(match: Match) -> str:
        before = match.string[max(0, match.start() - _WORD) : match.start()].rpartition(" ")[2]
        return match[0] if before.startswith("-") or before.casefold() in _LITERAL_AFTER else mark

    return put


_OPENING = rf"--(?<=[\w)\]”’.]--){NOT_AFTER_HALF}{NOT_BEFORE_HALF}"
_CLOSING = rf"([^.?!;–—]{{1,200}}?[\w)\]”’])--{NOT_AFTER_HALF}{NOT_BEFORE_HALF}"
_PARTICIPLE = r"[a-z]{3,20}(?:ing|ed) "

PUNCTUATION_RULES: tuple[Rule, ...] = (
    rule("tex-quotes", "``", r"``([^`]{1,300}?)''", r"“\1”"),
    rule("tex-quotes", "``", r"``([^`\"]{1,300}?)\"", r"“\1”"),
    rule("tex-quotes", "''", r"''(?<![\w']'')([^'`\"]{1,120})''(?![\w'])", r"“\1”"),
    rule("tex-quotes", "`", r"`(?<![`\w]`)((?:[^`']|'(?=\w)){1,120})'(?![\w'])", r"‘\1’"),
    rule("dash", "---", r"---(?<![-<!]---)(?![->])", "—"),
    rule("dash", " --", rf" --(?<=\S --)(?= \S){_MENTIONED}", _dash(" –")),
    rule("dash", " --", rf" --(?<=\w --)(?={ASIDE_OPENERS})", _dash(" – ")),
    rule("dash", "-- ", r"-- (?<=[a-z)\]]{2}-- )(?=\S)", " – "),
    rule("dash", "--", rf"{_OPENING}(?={_PARTICIPLE}){_CLOSING}(?={ASIDE_OPENERS})", r"—\1—"),
    rule("dash", "--", rf"{_OPENING}(?={ASIDE_OPENERS}){_CLOSING}(?=\w)", r"—\1—"),
    rule("dash", "--", rf"{_OPENING}(?={ASIDE_OPENERS})", "—"),
    rule("dash", "--", r"--(?<=[\w)\]”’]--)(?<!\w---)(?=[A-Za-z\d∞“‘(])(?!\w+=)", "–"),
)
