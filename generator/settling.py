"""The general rules over one text, round after round until nothing changes; what they may not touch is held back meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter

from .damagerules import DAMAGE_RULES, ESCAPE_RULES
from .heldback import find_held
from .model import Repair, TextField
from .punctuation import PUNCTUATION_RULES
from .rules import HELD, HELD_COUNT, HELD_FIRST, Match, Rule
from .texrules import TEX_RULES
from .text import one_line, single_spaced

_PASSES = 12
_ATTEMPTS = 4
_SNIPPET = 24
# Controls, lone surrogates, bidi embeddings and isolates, zero-width space, soft hyphen, BOM, tags. Joiners (Indic and
# Persian spelling, emoji) and the plain direction marks stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_LATER_RULES = DAMAGE_RULES + TEX_RULES + PUNCTUATION_RULES
_SIGNS = "\\$`^_{}&~%:')-"  # quickly found, and most texts have few of them


def _marks_by_part(marks: Iterable[str]) -> dict[str, list[str]]:
    """Under each mark or sign those whose longest part it is; under "" those that hold no other."""
    tree: dict[str, list[str]] = {"": []}
    for mark in sorted({*marks, *_SIGNS}, key=lambda mark: (len(mark), mark)):
        tree[max((part for part in tree if part in mark), key=len)].append(mark)
        tree[mark] = []
    return tree


_Table = Mapping[str, Sequence[tuple[int, Rule]]]  # rules under their marks, each with its place in the order


def _by_mark(rules: Sequence[Rule]) -> _Table:
    return {mark: [pair for pair in enumerate(rules) if pair[1].mark == mark] for mark in {rule.mark for rule in rules}}


_MARKS = _marks_by_part(rule.mark for rule in ESCAPE_RULES + _LATER_RULES)
_ESCAPES, _LATER = _by_mark(ESCAPE_RULES), _by_mark(_LATER_RULES)
_PRIVATE = re.compile(f"[\ue000-\uf8ff{HELD}]")
_HELD = re.compile(f"[{HELD}]")


@dataclass(slots=True)
class Desk:
    """One field being worked on: what is held back (a private character each) and what was changed so far.

    `restless` are the rules found never to settle on this text, which are left out; `fired` those of the last pass.
    """

    field: TextField
    held: list[str] = field(default_factory=list)
    repairs: dict[Repair, None] = field(default_factory=dict)
    restless: list[Rule] = field(default_factory=list)
    fired: list[Rule] = field(default_factory=list)

    def hold(self, text: str) -> str:
        """Put `text` out of reach of the rules; give the character that stands for it."""
        self.held.append(text)
        return chr(HELD_FIRST + len(self.held) - 1)

    def show(self, text: str) -> str:
        """Put back everything held, and what was held inside it."""
        return _HELD.sub(lambda m: self.show(self.held[ord(m[0]) - HELD_FIRST]), text) if self.held else text

    def release(self, text: str, kept: int) -> str:
        """Put back all but the first `kept`, and forget them."""
        released, self.held = self.held[kept:], self.held[:kept]
        first = HELD_FIRST + kept
        return _HELD.sub(lambda m: released[ord(m[0]) - first] if ord(m[0]) >= first else m[0], text)

    def note(self, rule: str, before: str, after: str, reason: str | None = None) -> None:
        """Record one change, once."""
        self.repairs[Repair(field=self.field, rule=rule, before=before, after=after, reason=reason)] = None


def clean_text(text: str) -> str:
    """Drop what stands for held text, and what nobody sees; both are unprintable, so most texts need no search."""
    return single_spaced(text) if text.isprintable() else _tidy(_PRIVATE.sub("", text))


def _tidy(text: str) -> str:
    return single_spaced(text) if text.isprintable() else one_line(_INVISIBLE.sub("", text))


def settle(desk: Desk, text: str) -> str:
    """Run passes until one changes nothing. What needed a rule to be left out must stay as it is when run again;
    without that, all is undone but for corrections and hosts."""
    corrected, before = text, dict(desk.repairs)
    settled = _attempt(desk, text)
    if settled is not None and desk.restless:
        again = Desk(desk.field, held=list(desk.held))
        settled = settled if _attempt(again, settled) == settled else None
    if settled is None:
        desk.repairs = before
    return desk.show(corrected if settled is None else settled)


def _attempt(desk: Desk, text: str) -> str | None:
    """The text on which nothing changes any more, if need be without the rules that never come to an end on it."""
    before = dict(desk.repairs)
    for _ in range(_ATTEMPTS):
        now = text
        for _ in range(_PASSES):
            desk.fired.clear()
            now, last = _pass(desk, now), now
            if now == last:
                return now
        desk.restless += desk.fired
        desk.repairs = dict(before)
    return None


def _pass(desk: Desk, text: str) -> str:
    """One round of all rules; addresses and code are held back for its length only, corrections stay held."""
    kept = len(desk.held)
    text, present = _apply_all(desk, _ESCAPES, text, _marks_in(text))
    text, present = _hold_back(desk, text, present)
    text, _ = _apply_all(desk, _LATER, text, present)
    return _tidy(desk.release(text, kept) if len(desk.held) > kept else text)


def _hold_back(desk: Desk, text: str, present: set[str]) -> tuple[str, set[str]]:
    spans = find_held(text)[: HELD_COUNT - len(desk.held)]
    if not spans:
        return text, present
    parts = [text[: spans[0][0]], desk.hold(text[slice(*spans[0])])]
    for (_, last_end), (start, end) in pairwise(spans):
        parts += (text[last_end:start], desk.hold(text[start:end]))
    text = "".join((*parts, text[spans[-1][1] :]))
    return text, set(filter(text.__contains__, present))  # what is held was cut out, so no mark is new


def _apply_all(desk: Desk, rules: _Table, text: str, present: set[str]) -> tuple[str, set[str]]:
    """Apply the rules in order, but for those whose mark is not `present`; give the text and its marks."""
    waiting = _last_first(rules, present)
    while waiting:
        place, rule = waiting.pop()
        after = apply_rule(desk, rule, text) if rule not in desk.restless else text
        if after is not text:
            desk.fired.append(rule)
            text, present = after, _marks_in(after)
            waiting = [pair for pair in _last_first(rules, present) if pair[0] > place]
    return text, present


def _last_first(rules: _Table, present: set[str]) -> list[tuple[int, Rule]]:
    """The rules whose mark is present."""
    return sorted((pair for mark in present if mark in rules for pair in rules[mark]), key=itemgetter(0), reverse=True)


def _marks_in(text: str) -> set[str]:
    """Every rule's mark that the text contains, and signs; one is looked for where its part has been found."""
    present: set[str] = set()
    waiting = _MARKS[""]
    while waiting:
        found = [mark for mark in waiting if mark in text]
        present.update(found)
        waiting = [longer for mark in found for longer in _MARKS[mark]]
    return present


def apply_rule(desk: Desk, rule: Rule, text: str) -> str:
    if rule.guard is not None and not rule.guard.search(text):
        return text
    parts, done = [], 0
    for match in rule.pattern.finditer(text):
        after = rule.put(match)
        if after != match[0]:
            _note_match(desk, rule, match, after)
            parts += (text[done : match.start()], after)
            done = match.end()
    return "".join((*parts, text[done:])) if done or parts else text


def _note_match(desk: Desk, rule: Rule, match: Match, after: str) -> None:
    """Record the change with the rest of the words it touches, so that a person recognises it."""
    text = match.string
    left = text[max(0, match.start() - _SNIPPET) : match.start()].rpartition(" ")[2]
    right = text[match.end() : match.end() + _SNIPPET].partition(" ")[0]
    desk.note(rule.name, desk.show(left + match[0] + right).strip(), desk.show(left + after + right).strip())
