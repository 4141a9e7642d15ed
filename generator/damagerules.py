"""The general rules for damage that is not TeX: lost entities, lost or stray spaces, labels glued to a web address.

As in `texrules`, web addresses and corrected spans stand as single private characters (see `HELD`).
"""

from __future__ import annotations

import html

from .texrules import Match, Rule, rule

HELD = "\U000f0000-\U0010ffff"  # the character class of what is held back from the rules
HELD_FIRST, HELD_COUNT = 0xF0000, 0x1FFF0

# Words that open a sentence: only before one of them (and another word) may a full stop lack its space.
_SENTENCE_OPENERS = (
    "A|An|The|This|These|Those|That|There|Here|It|Its|They|Their|We|Our|Ours|I|You|In|On|At|To|For|From|By|With|Without|Within"
    "|Of|As|If|When|While|Where|Whereas|Once|Since|Because|Although|Though|Despite|Unlike|Like|Given|Through|Under|Over|After"
    "|Before|During|Among|Between|However|Moreover|Furthermore|Additionally|Besides|Then|Thus|Therefore|Hence|Consequently"
    "|Finally|Lastly|First|Firstly|Second|Secondly|Third|Next|Also|And|But|Yet|So|Or|Not|No|Both|Each|Every|All|Some|Many|Most"
    "|Such|Several|Specifically|Particularly|Notably|Importantly|Surprisingly|Interestingly|Remarkably|Recently|Currently"
    "|Experiments|Experimental|Extensive|Empirical|Empirically|Results|Based|Using|Code|Codes|Compared|Inspired|Motivated"
    "|Existing|Recent|Previous|Other|Another|Instead|Overall|Together|Via|Building|Leveraging"
)

_ENTITY_CODES = {"13": "–", "14": "—", "18": "‘", "19": "’", "1c": "“", "1d": "”", "26": "…"}


def _entity(match: Match) -> str:
    """The character an entity names, unless it is a control or private character (those stay as written)."""
    character = html.unescape(match[0])
    return character if character.isprintable() else match[0]


ESCAPE_RULES: tuple[Rule, ...] = (  # these hold inside web addresses too, so they come before addresses are held back
    rule("broken-scheme", ":/", r"(?i)(?<![A-Za-z])(https?):/(?=[a-z0-9-]{1,63}\.[a-z0-9])", r"\1://", guard=":/[^/]"),
    rule("broken-scheme", ":///", r"(?i)(?<![A-Za-z])(https?):/{3,}(?=[a-z0-9-]{1,63}\.[a-z0-9])", r"\1://"),
    rule("escaped-percent", "\\", r"(?<!\\)\\+%", "%"),
    rule("escaped-ampersand", "\\", r"(?<!\\)\\+&", "&"),
    rule("escaped-underscore", "\\", r"(?<!\\)\\+_", "_"),
    rule("escaped-hash", "\\", r"(?<!\\)\\+#", "#"),
    rule("escaped-dollar", "\\$", r"(?<!\\)\\\$", "$"),
    rule("html-entity", "&", r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,10}\d?);", _entity),
)

DAMAGE_RULES: tuple[Rule, ...] = (
    rule("link-label", "{", rf"(?<=[{HELD}])\{{(?:[^{{}}]|\{{[^{{}}]{{0,80}}\}}){{0,300}}\}}", ""),
    rule("link-label", "\\", rf"\\(?:url|nolinkurl|path)\{{([{HELD}])\}}", r"\1"),
    rule("html-entity", "x20", r"(?:(?<=[a-z]{3})|(?<=[)\]\"']))x20(13|14|26)(?=[a-z])", lambda m: _ENTITY_CODES[m[1]]),
    rule("html-entity", "x2019", r"(?<=[a-z])x2019(?=(?:s|t|re|ve|d|ll)\b)", "’"),
    rule("lost-space", ".", rf"(?<=[a-z0-9][a-z)\]”’])\.(?=(?:{_SENTENCE_OPENERS}),? [A-Za-z])", ". ", guard=r"\.[A-Z]"),
    rule("lost-space", ").", rf"(?<=[A-Za-z]\))\.(?=(?:{_SENTENCE_OPENERS}),? [A-Za-z])", ". ", guard=r"\.[A-Z]"),
    rule("lost-space", ",", r"(?<![\w,])([a-z]{3,30}),(?=[a-z]{3,30} )", r"\1, ", guard=",[a-z]"),
    rule("lost-space", "%", r"(?<=\d%)(?=[a-z]{4,30}\b)", " ", guard="%[a-z]"),
    rule("lost-space", ".", r"\b(and|to|from|of|by|with|over|than)(?=\d{1,3}\.\d)", r"\1 ", guard=r"\.\d"),
    rule("stray-space", " ", rf"(?<=[\w)\]”’%{HELD}]) ([.,;:!?])(?=\s|$)(?! [.:])", r"\1",
         guard=" [.,;:!?]"),
)
