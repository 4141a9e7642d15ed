"""The raw title and abstract of a paper into what a reader should see, with a record of each change.

Three steps: hand-written corrections are applied, mirror hosts become true hosts, then the general rules until the text
settles. Corrections quote the digest as it stands (spaces collapsed), so they do not age when a rule changes; what
they write is held back from every rule, as are web addresses and code. Pure; knows no files and no Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .corrections import Correction, Corrections
from .model import Paper, Problem, Repair, TextField
from .rules import Rule
from .settling import Desk, apply_rule, clean_text, settle

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


def repair_text(text: str, field: TextField) -> tuple[str, tuple[Repair, ...]]:
    """Apply the general rules to one field; give one line and the changes, in order.

    Total, linear in the length, and idempotent: the rules run until nothing changes; one that does not come to an end
    in a few passes is left out on that text.
    """
    desk = Desk(field)
    return settle(desk, clean_text(text)), tuple(desk.repairs)


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
    desk = Desk(field)
    text = clean_text(raw)
    for correction in wanted:
        if correction.field == field:
            text = _correct(desk, text, correction, problems)
    for mirror, true in hosts:
        text = _unmirror(desk, text, mirror, true)
    return settle(desk, text), tuple(desk.repairs)


def _correct(desk: Desk, text: str, correction: Correction, problems: list[Problem]) -> str:
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


def _unmirror(desk: Desk, text: str, mirror: str, true: str) -> str:
    """Map a mirror's host to the true one, only where it is the whole host of an address."""
    name = re.escape(mirror)
    opening = rf"(?:(?<=://)|(?<=https:/)|(?<![\w@./-])(?={name}/))"
    host = re.compile(rf"(?i){opening}{name}(?![\w@]|[.-]\w|:\d*@)")
    return apply_rule(desk, Rule("mirror-host", "", host, lambda _: true), text)
