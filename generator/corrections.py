"""`corrections.yml` into frozen records: what only a person can know about one paper's text, name or tags, or which are one.

Layout: `text:` maps a paper id to a list of {find, replace, reason, field?}; `names:` maps a paper id to
{name, aliases?, reason}; `tags:` maps one to {add?, remove?, reason}; `same_as:` maps one to {paper, reason}. It knows nothing of
how a correction is applied.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, NoReturn

from .errors import DataError
from .ids import slugify
from .locatedyaml import LocatedDict, load_located, refuse_unseen
from .model import Location, Name, Problem, TextField
from .text import one_line
from .yamlfaults import DOUBLE_QUOTES

_SPACES = re.compile(r"[^\S\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # of any width, but no line breaks or tabs
_SAME, _ALIKE = 4, 0.85  # letters at either end; as difflib measures it
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """In one field of paper `paper`, every `find` (as in the digest, runs of spaces collapsed) becomes `replace`."""

    paper: str
    field: TextField = "abstract"
    find: str
    replace: str
    reason: str
    location: Location = dataclasses.field(compare=False)

    def unmatched(self) -> Problem:
        """The warning for a correction whose `find` the text no longer has."""
        shown = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in self.find)
        advice = DOUBLE_QUOTES if _CONTROL.search(self.find) else "remove or mend the correction"
        message = f"the {self.field} of “{self.paper}” has no “{shown}”; {advice}"
        return Problem(severity="warning", code="correction-unmatched", location=self.location, message=message)

    def emptying(self) -> Problem:
        """The warning for a correction that would leave a paper without a title."""
        message = f"nothing would be left of the title of “{self.paper}”; the correction is left out"
        return Problem(severity="warning", code="correction-empties", location=self.location, message=message)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCorrection:
    """The short name under which others know paper `paper`, with other spellings."""

    paper: str
    name: str
    aliases: tuple[str, ...] = ()
    reason: str
    location: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagCorrection:
    """Tags (ids) that paper `paper` carries, or does not, whatever the vocabulary's phrases say."""

    paper: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    reason: str
    location: Location = dataclasses.field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePaper:
    """What is listed as paper `paper` and as paper `other` is one work, whatever title it was given; each has its line."""

    paper: str
    other: str
    reason: str
    location: Location = dataclasses.field(compare=False)
    other_location: Location | None = dataclasses.field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """All corrections, by paper id; `Corrections()` is none. `text_locations` are the places of the ids in `text`."""

    text: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    names: Mapping[str, NameCorrection] = field(default_factory=dict)
    tags: Mapping[str, TagCorrection] = field(default_factory=dict)
    same_as: Mapping[str, SamePaper] = field(default_factory=dict)
    text_locations: Mapping[str, Location] = field(default_factory=dict, compare=False)

    def curated_names(self) -> dict[str, Name]:
        """The names as those that are found, by paper id."""
        return {paper: Name(text=row.name, aliases=row.aliases, source="correction") for paper, row in self.names.items()}

    def unknown_papers(self, known: Collection[str]) -> tuple[Problem, ...]:
        """A warning for each paper id that is corrected but not `known`, where it stands first. Of the ids in `same_as`, which are
        those before papers are joined, `joining.py` tells."""
        firsts = dict(self.text_locations)
        for rows in (self.names, self.tags):
            firsts |= {paper: row.location for paper, row in rows.items() if paper not in firsts}
        return tuple(unknown_paper(paper, at, known) for paper, at in firsts.items() if paper not in known)


def parse_corrections(text: str, path: str) -> Corrections:
    """Read the file's text; an empty one has no corrections.

    Raises `DataError` for a malformed file.
    """
    data = load_located(text, path)
    if data is None:
        return Corrections()
    refuse_unseen(data, text, path, apart="find")
    top = _mapping(data, path, 1, "the file", optional=("text", "names", "tags", "same_as"))
    papers = _papers(top, "text", path)
    names = _papers(top, "names", path)
    tags = _papers(top, "tags", path)
    same_as = _papers(top, "same_as", path)
    return Corrections(
        text={paper: _rows(paper, rows, path, line) for paper, rows, line in papers},
        names={paper: _name(paper, row, path, line) for paper, row, line in names},
        tags={paper: _tags(paper, row, path, line) for paper, row, line in tags},
        same_as={paper: _same_paper(paper, row, path, line) for paper, row, line in same_as},
        text_locations={paper: Location(path=path, line=line) for paper, _, line in papers},
    )


def _papers(top: LocatedDict, section: str, path: str) -> list[tuple[str, Any, int]]:
    by_paper = top.get(section)
    if by_paper is None:
        return []
    if not isinstance(by_paper, LocatedDict):
        _fail(path, top.lines[section], "bad-value", f"`{section}` must map paper ids to corrections")
    for paper, line in by_paper.lines.items():
        if not isinstance(paper, str):
            _fail(path, line, "bad-value", f"the paper id {paper!r} must be text; put it in quotes")
    return [(paper, value, by_paper.lines[paper]) for paper, value in by_paper.items()]


def _rows(paper: str, rows: Any, path: str, line: int) -> tuple[Correction, ...]:
    if not isinstance(rows, list) or not rows:
        _fail(path, line, "bad-value", f"“{paper}” needs a list of corrections")
    return tuple(_row(paper, row, path, line) for row in rows)


def _row(paper: str, row: Any, path: str, line: int) -> Correction:
    row = _mapping(row, path, line, "a correction", required=("find", "replace", "reason"), optional=("field",))
    where = _string(row, "field", path) if "field" in row else "abstract"
    if where not in ("title", "abstract"):
        _fail(path, row.lines["field"], "bad-value", f"`field` is {where!r}; it must be title or abstract")
    return Correction(
        paper=paper,
        field=where,
        find=_quoted(row, "find", path),
        replace=_replacement(row, path),
        reason=_words(row, "reason", path),
        location=Location(path=path, line=row.line),
    )


def _name(paper: str, row: Any, path: str, line: int) -> NameCorrection:
    row = _mapping(row, path, line, "a name", required=("name", "reason"), optional=("aliases",))
    return NameCorrection(
        paper=paper,
        name=_words(row, "name", path),
        aliases=_texts(row, "aliases", path),
        reason=_words(row, "reason", path),
        location=Location(path=path, line=line),
    )


def _tags(paper: str, row: Any, path: str, line: int) -> TagCorrection:
    row = _mapping(row, path, line, "a correction of tags", required=("reason",), optional=("add", "remove"))
    add, remove = _texts(row, "add", path), _texts(row, "remove", path)
    if not add and not remove:
        _fail(path, row.line, "missing-key", f"“{paper}” needs tags to `add` or to `remove`")
    if both := sorted(set(add) & set(remove)):
        _fail(path, row.line, "correction-conflict", f"the tag {both[0]!r} cannot be added and removed")
    reason = _words(row, "reason", path)
    return TagCorrection(paper=paper, add=add, remove=remove, reason=reason, location=Location(path=path, line=line))


def _same_paper(paper: str, row: Any, path: str, line: int) -> SamePaper:
    row = _mapping(row, path, line, "a paper that is the same", required=("paper", "reason"))
    reason = _words(row, "reason", path)
    return SamePaper(
        paper=paper,
        other=_words(row, "paper", path),
        reason=reason,
        location=Location(path=path, line=line),
        other_location=Location(path=path, line=row.lines["paper"]),
    )


def _texts(row: LocatedDict, key: str, path: str) -> tuple[str, ...]:
    values = row.get(key) or []
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        _fail(path, row.lines[key], "bad-value", f"`{key}` must be a list of texts")
    return tuple(dict.fromkeys(values))


def _mapping(
    value: Any, path: str, line: int, what: str, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
) -> LocatedDict:
    if not isinstance(value, LocatedDict):
        _fail(path, line, "bad-value", f"{what} must be a mapping with the keys {', '.join(required + optional)}")
    for key in value:
        if key not in required + optional:
            _fail(path, value.lines[key], "unknown-key", f"unknown key {key!r}; {what} knows {', '.join(required + optional)}")
    for key in required:
        if key not in value:
            _fail(path, value.line, "missing-key", f"{what} lacks `{key}`")
    return value


def _words(row: LocatedDict, key: str, path: str) -> str:
    value = _string(row, key, path)
    if not value.strip():
        _fail(path, row.lines[key], "empty-value", f"`{key}` is empty")
    return one_line(value)


def _quoted(row: LocatedDict, key: str, path: str) -> str:
    """A text as it stands, its first and last space too, for it may be part of a word; a block of lines is one line. The texts that
    are corrected have single spaces; a sign of control is in none of them: it is what double quotes make of `\\t` or `\\b`."""
    value = _spaced(row, key, path)
    if not value.strip(" "):
        _fail(path, row.lines[key], "empty-value", f"`{key}` is empty")
    return value


def _replacement(row: LocatedDict, path: str) -> str:
    """The same, but it may be empty, or a space."""
    value = _spaced(row, "replace", path)
    if _CONTROL.search(value):
        _fail(path, row.lines["replace"], "bad-value", f"`replace` has a sign that nobody sees: {DOUBLE_QUOTES}")
    return value


def _spaced(row: LocatedDict, key: str, path: str) -> str:
    value = _string(row, key, path)
    return one_line(value) if key in row.blocks else _SPACES.sub(" ", value)


def _string(row: LocatedDict, key: str, path: str) -> str:
    if row[key] is None:
        _fail(path, row.lines[key], "empty-value", f"`{key}` has no value" + ("; '' is no text at all" if key == "replace" else ""))
    if not isinstance(row[key], str):
        _fail(path, row.lines[key], "bad-value", f"`{key}` is {row[key]!r}; it must be text (put it in quotes)")
    return str(row[key])


def unknown_paper(paper: str, location: Location, known: Collection[str]) -> Problem:
    """The warning for a correction of a paper that is not there, with the one that may be meant."""
    near = _near(paper, known)
    message = f"no paper has the id “{paper}”" + (f"; is “{near}” meant?" if near else "")
    return Problem(severity="warning", code="correction-unknown-paper", location=location, message=message)


def _near(paper: str, known: Collection[str]) -> str | None:
    """The id of a title or an address, or one with a letter or two amiss: of many, only those that begin or end alike are compared."""
    address = re.sub(r"(?:index\.\w+)?(?:[?#].*)?\Z", "", paper.strip(), count=1)
    folded = [slugify(written) for written in (paper, address.strip("/ ").rpartition("/")[2])]
    found = [slug for slug in folded if slug in known]
    alike = [one for one in known if one[:_SAME] == folded[-1][:_SAME] or one[-_SAME:] == folded[-1][-_SAME:]]
    return next(iter(found or get_close_matches(folded[-1], sorted(alike), n=1, cutoff=_ALIKE)), None)


def _fail(path: str, line: int, code: str, message: str) -> NoReturn:
    raise DataError(f"{path}:{line}", code, message)
