"""The records that pass between the stages; frozen values that know nothing of files, MkDocs or Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Self

Severity = Literal["error", "warning", "info"]
TextField = Literal["title", "abstract"]
LinkKind = Literal["code", "model/dataset", "project page", "demo", "other"]
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """Lines `line` to `end_line` (both from 1, inclusive) of the file at `path`."""

    path: str
    line: int = 1
    end_line: int = 0  # 0: the same as `line`

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def told(place: object, code: str, message: str) -> str:
    """`place: code message` in one line, and nothing in it that a terminal or a log would obey: what it quotes may say anything."""
    return visible(f"{place}: {code} {message}" if place else f"{code} {message}")


def visible(line: str) -> str:
    """A text with nothing in it that a terminal or a log would obey: such signs are written as Python escapes them."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with the input, as a value; `str()` gives `path:line: code message`."""

    severity: Severity
    code: str
    location: Location
    message: str

    def __str__(self) -> str:
        return told(self.location, self.code, self.message)

    @classmethod
    def at_line(cls, severity: Severity, code: str, path: str, line: int, message: str) -> Self:
        """A problem with one line."""
        return cls(severity=severity, code=code, location=Location(path=path, line=line), message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation's badge: its handle on the source site and its display name."""

    handle: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestInfo:
    """What `digests.yml` knows about one digest file; `mirrors` maps a mirror's host to the true host.

    `location` is where its facts begin, `captured_location` where the day stands, `problems` what is to be told of them; these are no
    part of the facts.
    """

    captured: date | None = None
    title: str | None = None
    query: str | None = None
    query_doubtful: bool = False
    mirrors: tuple[tuple[str, str], ...] = ()
    note: str | None = None
    accept: tuple[str, ...] = ()  # codes of problems that are known and not to be told as such
    location: Location | None = field(default=None, compare=False)
    captured_location: Location | None = field(default=None, compare=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """One input file as text: `path` for messages, `name` the file name, `text` decoded, with any line ends."""

    path: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One listing in one digest, exactly as written; `position` counts from 0, `lines` are 1-based line numbers."""

    title: str
    abstract: str
    authors_count: int | None = None
    organisation: Organisation | None = None
    date: date | None = None
    date_raw: str | None = None
    date_year_inferred: bool = False
    comments: int | None = None
    digest: str
    position: int
    location: Location
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One digest file: its entries in order, and the lines of page furniture that belong to no entry."""

    name: str
    path: str
    day: str | None  # the page's day as written, e.g. "Oct 28"
    info: DigestInfo
    entries: tuple[Entry, ...]
    furniture: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Where a paper was listed: digest file name, position from 0, line of the title from 1; `title` is given where it was another."""

    digest: str
    path: str
    position: int
    line: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One change between a raw text and what a reader sees; `rule` names the general rule, or "correction"."""

    field: TextField
    rule: str
    before: str
    after: str
    reason: str | None = None  # given for corrections


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """The id that a work had, and the title as in the digest, before a person joined it with another."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One work. `title` and `abstract` are what a reader sees (one line each); `*_raw` are as in the digest.

    No page that is read today shows votes or the id at its source: `upvotes` and `source_id` are for one that does.
    """

    id: str
    title: str
    title_raw: str
    abstract: str
    abstract_raw: str
    date: date | None = None
    date_raw: str | None = None
    date_year_inferred: bool = False
    authors_count: int | None = None
    organisation: Organisation | None = None
    comments: int | None = None
    upvotes: int | None = None
    source_id: str | None = None
    abstract_digest: str | None = None  # the digest whose listing gave the abstract; None where no listing has one
    repairs: tuple[Repair, ...] = ()
    sightings: tuple[Sighting, ...]
    former: tuple[Former, ...] = ()  # of the works that were joined with it, the most senior first


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address in a paper's repaired abstract: characters `start` to `end`; `url` is exact and absolute."""

    url: str
    kind: LinkKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of the vocabulary; `implies` are ids of broader tags that come with it."""

    id: str
    label: str
    facet: str
    definition: str
    implies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a tag was given: the phrase as it stands in the field, and what it weighs."""

    field: TextField
    phrase: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TagAssignment:
    """A tag on a paper, with its score and its evidence; `implied_by` names the narrower tag that brought it."""

    tag: str
    score: float
    evidence: tuple[Evidence, ...] = ()
    implied_by: str | None = None
    reason: str | None = None  # given for corrections


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The short name of what a paper introduces; `source` says where it was read ("title-head", "abstract", …)."""

    text: str
    aliases: tuple[str, ...] = ()
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An abstract says that `short` stands for `long`; `start` is the character where the short form stands."""

    short: str
    long: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One meaning of an abbreviation: its commonest spelling, and the papers that give it, in catalogue order."""

    long: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Paper `source` names what paper `target` introduces: characters `start` to `end` of its repaired abstract."""

    source: str
    target: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A paper a reader may want next; `score` in 0…1, `why` are short reasons for a person."""

    paper: str
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Papers that lie close together: the most typical first in `papers`; `near` are the closest other topics.
    `tag` is what its papers share more than others do (None where they carry no tags), `terms` their own words.
    """

    id: str
    label: str
    tag: str | None = None
    terms: tuple[str, ...] = ()
    papers: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything known: papers in reading order, and tables keyed by paper id beside them."""

    papers: tuple[Paper, ...]
    digests: tuple[Digest, ...]
    facets: tuple[tuple[str, str], ...]  # (id, label), in display order
    tags: tuple[Tag, ...]
    links: Mapping[str, tuple[Link, ...]]
    tagging: Mapping[str, tuple[TagAssignment, ...]]
    names: Mapping[str, Name]
    acronyms: Mapping[str, tuple[Definition, ...]] = field(default_factory=dict)
    senses: Mapping[str, tuple[Sense, ...]] = field(default_factory=dict)  # by abbreviation, the commonest first
    mentions: Mapping[str, tuple[Mention, ...]]
    mentioned_by: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[Related, ...]]
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    layout: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # where each paper lies on the map
