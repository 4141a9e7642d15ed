"""The general rules for damage that is not TeX: lost entities, lost or stray spaces, labels glued to a web address.

As in `texrules`, web addresses and corrected spans stand as single private characters (see `HELD`).
"""

from __future__ import annotations

from html import unescape
from html.entities import html5

from .openers import SENTENCE_OPENERS
from .rules import HELD, Match, Rule, rule
from .weblinks import KNOWN_ADDRESS

_ENTITY_CODES = {"13": "–", "14": "—", "18": "‘", "19": "’", "1c": "“", "1d": "”", "26": "…"}


def _entity(match: Match) -> str:
    """The character an entity names, a space for any space; a control or private character stays as written."""
    body = match["body"]
    character = unescape(f"&{body};") if body[0] == "#" else html5.get(f"{body};", "")
    if character.isspace():
        return " "
    if character and character in "\u00ad\u200b\u2060\ufeff":  # seen by nobody
        return ""
    sound = character.isprintable() or character in "\u200c\u200d\u200e\u200f"
    return character if character and sound else f"&{body};"


def _scheme(match: Match) -> str:
    """http or https, by the letters that are left of it."""
    return "https://" if "s" in match[0].lower() else "http://"


ESCAPE_RULES: tuple[Rule, ...] = (  # these hold inside web addresses too, so they come before addresses are held back
    rule("broken-scheme", ":/", r"(?i)(?<![A-Za-z])(https?):/(?=[a-z0-9-]{1,63}\.[a-z0-9])", r"\1://", guard=":/[^/]"),
    rule("broken-scheme", ":///", r"(?i)(?<![A-Za-z])(https?):/{3,}(?=[a-z0-9-]{1,63}\.[a-z0-9])", r"\1://"),
    rule("broken-scheme", ":/", r"(?i)(?<![A-Za-z])(?!https?:)(?:[ht][htps]{3,6}|ttp|htp|htt):/{1,3}(?=[a-z0-9-]{1,63}\.[a-z0-9])", _scheme,
         guard=":/(?<!(?<![a-z])http:/)(?<!(?<![a-z])https:/)"),
    rule("broken-scheme", "ttp", r"(?i)(?<![A-Za-z])https?//(?=[a-z0-9-]{1,63}\.[a-z0-9])", _scheme, guard="ttps?//"),
    rule("broken-scheme", "ttp", rf"(?i)(?<![A-Za-z])(?!https?://\S)https?(?:: ?/{{0,3}}|/{{1,3}}) ?(?={KNOWN_ADDRESS}|www\.\w)", _scheme,
         guard="ttps?(?: ?/|:(?!//[^ ]))"),
    rule("escaped-percent", "\\", r"\\(?<!\\\\)\\*%", "%"),
    rule("escaped-ampersand", "\\", r"\\(?<!\\\\)\\*&", "&"),
    rule("escaped-underscore", "\\", r"\\(?<!\\\\)\\*_", "_"),
    rule("escaped-hash", "\\", r"\\(?<!\\\\)\\*#", "#"),
    rule("escaped-dollar", "\\$", r"\\\$(?<!\\\\\$)", "$"),
    rule("html-entity", "&", r"&(?:amp;){0,20}(?P<body>#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,24}\d{0,2});", _entity),
)

DAMAGE_RULES: tuple[Rule, ...] = (
    rule("link-label", "{", rf"\{{(?<=[{HELD}]\{{)(?:[^{{}}]|\{{[^{{}}]{{0,80}}\}}){{0,300}}\}}", ""),
    rule("link-label", "\\", rf"\\(?:url|nolinkurl|path)\{{([{HELD}])\}}", r"\1"),
    rule("html-entity", "x20", r"(?:(?<=[a-z]{3})|(?<=[)\]\"']))x20(13|14|26)(?=[a-z])", lambda m: _ENTITY_CODES[m[1]]),
    rule("html-entity", "x2019", r"(?<=[a-z])x2019(?=(?:s|t|re|ve|d|ll)\b)", "’"),
    rule("lost-space", ".", rf"(?:(?<=[a-z0-9][a-z)\]”’])|(?<=[{HELD}]))\.(?=(?:{SENTENCE_OPENERS}),? [A-Za-z])", ". ", guard=r"\.[A-Z]"),
    rule("lost-space", ").", rf"(?<=[A-Za-z]\))\.(?=(?:{SENTENCE_OPENERS}),? [A-Za-z])", ". ", guard=r"\.[A-Z]"),
    rule("lost-space", ",", r"(?<![\w,])([a-z]{3,30}),(?=[a-z]{3,30} )", r"\1, ", guard=",[a-z]"),
    rule("lost-space", "%", r"(?<=\d%)(?=[a-z]{4,30}\b)", " ", guard="%[a-z]"),
    rule("lost-space", ".", r"\b(and|to|from|of|by|with|over|than)(?=\d{1,3}\.\d)", r"\1 ",
         # A stop and a digit behind a letter and one to three digits: told from the stop on, which is rare.
         guard=r"\.\d(?:(?<=[a-z]\d..)|(?<=[a-z]\d\d..)|(?<=[a-z]\d\d\d..))"),
    rule("stray-space", " ", rf"(?<=[\w)\]”’%{HELD}]) ([.,;:!?])(?=\s|$)(?! [.:])", r"\1",
         guard=" [.,;:!?]"),
)
