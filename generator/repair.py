"""The raw title and abstract of a paper into what a reader should see, with a record of each change.

Three steps: hand-written corrections are applied, mirror hosts become true hosts, then the general rules until the text
settles. Corrections quote the digest as it stands (spaces collapsed), so they do not age when a rule changes; what
they write is held back from every rule, as are web addresses and code. Pure; knows no files and no Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter

from .corrections import Correction, Corrections
from .damagerules import DAMAGE_RULES, ESCAPE_RULES
from .heldback import find_held
from .model import Paper, Problem, Repair, TextField
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

Hosts = tuple[tuple[str, str], ...]
Mirrors = Mapping[str, Hosts]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """All that a paper's repaired text depends on: its fields as in the digest, their digests' (mirror host, true host)
    pairs, and what a person corrected."""

    title: str
    abstract: str
    title_hosts: Hosts
    abstract_hosts: Hosts
    corrections: tuple[Correction, ...]


@dataclass(slots=True)
class _Desk:
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


def repair_text(text: str, field: TextField) -> tuple[str, tuple[Repair, ...]]:
    """Apply the general rules to one field; give one line and the changes, in order.

    Total, linear in the length, and idempotent: the rules run until nothing changes; one that does not come to an end
    in a few passes is left out on that text.
    """
    desk = _Desk(field)
    return _settle(desk, _clean(text)), tuple(desk.repairs)


def repair_papers(
    papers: Sequence[Paper], mirrors: Mirrors, corrections: Corrections
) -> tuple[tuple[Paper, ...], tuple[Problem, ...]]:
    """Fill `title`, `abstract` and `repairs` of each paper from its raw text.

    `mirrors` maps a digest's file name to (mirror host, true host) pairs, used for what came from that digest: the
    title from the first listing that has it, the abstract from the first that has one.
    A correction that finds nothing, or names no paper, is a warning at its line.
    """
    done = [repair_paper(paper, mirrors, corrections) for paper in papers]
    unknown = corrections.unknown_papers({paper.id for paper in papers})
    return tuple(paper for paper, _ in done), (*unknown, *(problem for _, found in done for problem in found))


def repair_paper(paper: Paper, mirrors: Mirrors, corrections: Corrections) -> tuple[Paper, tuple[Problem, ...]]:
    """The same for one of them, but for corrections that name no paper."""
    title, abstract, repairs, problems = repair_raw(raw_text(paper, mirrors, corrections))
    return replace(paper, title=title, abstract=abstract, repairs=repairs), problems


def raw_text(paper: Paper, mirrors: Mirrors, corrections: Corrections) -> RawText:
    """What is to be repaired of a paper."""
    first = next((seen.digest for seen in paper.sightings if not seen.title), "")
    return RawText(
        title=paper.title_raw,
        abstract=paper.abstract_raw,
        title_hosts=mirrors.get(first, ()),
        abstract_hosts=mirrors.get(paper.abstract_digest or first, ()),
        corrections=tuple(corrections.text.get(paper.id, ())),
    )


def repair_raw(raw: RawText) -> tuple[str, str, tuple[Repair, ...], tuple[Problem, ...]]:
    """Title, abstract, what was changed in them, and corrections that found nothing or left none."""
    problems: list[Problem] = []
    title, in_title = _repair_field(raw.title, "title", raw.title_hosts, raw.corrections, problems)
    abstract, in_abstract = _repair_field(raw.abstract, "abstract", raw.abstract_hosts, raw.corrections, problems)
    return title, abstract, in_title + in_abstract, tuple(problems)


def _repair_field(
    raw: str,
    field: TextField,
    hosts: Hosts,
    wanted: Sequence[Correction],
    problems: list[Problem],
) -> tuple[str, tuple[Repair, ...]]:
    desk = _Desk(field)
    text = _clean(raw)
    for correction in wanted:
        if correction.field == field:
            text = _correct(desk, text, correction, problems)
    for mirror, true in hosts:
        text = _unmirror(desk, text, mirror, true)
    return _settle(desk, text), tuple(desk.repairs)


def _correct(desk: _Desk, text: str, correction: Correction, problems: list[Problem]) -> str:
    """Apply one correction wherever it matches; a match inside an earlier correction does not count."""
    find, after, words = correction.find, correction.replace, correction.replace.strip(" ")
    if find not in text:
        problems.append(correction.unmatched())
        return text
    if desk.field == "title" and not text.replace(find, after).strip():
        problems.append(correction.emptying())
        return text
    desk.note("correction", find, after, correction.reason)
    return text.replace(find, after.replace(words, desk.hold(words)) if words else after)  # beside its spaces there may be more


def _unmirror(desk: _Desk, text: str, mirror: str, true: str) -> str:
    """Map a mirror's host to the true one, only where it is the whole host of an address."""
    name = re.escape(mirror)
    opening = rf"(?:(?<=://)|(?<=https:/)|(?<![\w@./-])(?={name}/))"
    host = re.compile(rf"(?i){opening}{name}(?![\w@]|[.-]\w|:\d*@)")
    return _apply(desk, Rule("mirror-host", "", host, lambda _: true), text)


def _clean(text: str) -> str:
    """Drop what stands for held text, and what nobody sees; both are unprintable, so most texts need no search."""
    return single_spaced(text) if text.isprintable() else _tidy(_PRIVATE.sub("", text))


def _tidy(text: str) -> str:
    return single_spaced(text) if text.isprintable() else one_line(_INVISIBLE.sub("", text))


def _settle(desk: _Desk, text: str) -> str:
    """Run passes until one changes nothing. What needed a rule to be left out must stay as it is when run again;
    without that, all is undone but for corrections and hosts."""
    corrected, before = text, dict(desk.repairs)
    settled = _attempt(desk, text)
    if settled is not None and desk.restless:
        again = _Desk(desk.field, held=list(desk.held))
        settled = settled if _attempt(again, settled) == settled else None
    if settled is None:
        desk.repairs = before
    return desk.show(corrected if settled is None else settled)


def _attempt(desk: _Desk, text: str) -> str | None:
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


def _pass(desk: _Desk, text: str) -> str:
    """One round of all rules; addresses and code are held back for its length only, corrections stay held."""
    kept = len(desk.held)
    text, present = _apply_all(desk, _ESCAPES, text, _marks_in(text))
    text, present = _hold_back(desk, text, present)
    text, _ = _apply_all(desk, _LATER, text, present)
    return _tidy(desk.release(text, kept) if len(desk.held) > kept else text)


def _hold_back(desk: _Desk, text: str, present: set[str]) -> tuple[str, set[str]]:
    spans = find_held(text)[: HELD_COUNT - len(desk.held)]
    if not spans:
        return text, present
    parts = [text[: spans[0][0]], desk.hold(text[slice(*spans[0])])]
    for (_, last_end), (start, end) in pairwise(spans):
        parts += (text[last_end:start], desk.hold(text[start:end]))
    text = "".join((*parts, text[spans[-1][1] :]))
    return text, set(filter(text.__contains__, present))  # what is held was cut out, so no mark is new


def _apply_all(desk: _Desk, rules: _Table, text: str, present: set[str]) -> tuple[str, set[str]]:
    """Apply the rules in order, but for those whose mark is not `present`; give the text and its marks."""
    waiting = _last_first(rules, present)
    while waiting:
        place, rule = waiting.pop()
        after = _apply(desk, rule, text) if rule not in desk.restless else text
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


def _apply(desk: _Desk, rule: Rule, text: str) -> str:
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


def _note_match(desk: _Desk, rule: Rule, match: Match, after: str) -> None:
    """Record the change with the rest of the words it touches, so that a person recognises it."""
    text = match.string
    left = text[max(0, match.start() - _SNIPPET) : match.start()].rpartition(" ")[2]
    right = text[match.end() : match.end() + _SNIPPET].partition(" ")[0]
    desk.note(rule.name, desk.show(left + match[0] + right).strip(), desk.show(left + after + right).strip())
