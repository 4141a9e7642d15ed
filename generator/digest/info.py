"""The text of `digests.yml` → what is known of each digest file, checked, alone and against the digest it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from ..errors import DataError
from ..locatedyaml import LocatedDict, load_located, refuse_unseen
from ..model import Digest, DigestInfo, Location, Problem, Severity
from .dates import A_DAY, YEARS, is_same_day

_TELLING = 4  # signs of a name from which on another with one letter changed is hardly chance
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*(?::\d+)?")
_PLAIN_KEY = re.compile(r"\w[\w. ()+-]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# What is told of a digest that is read, or of its day.
ACCEPTABLE = frozenset(
    "bad-byte broken-footer captured-day empty-file footer-without-byline footer-without-date footer-without-entry no-abstract no-abstracts "
    "no-day-line no-entries no-footer no-such-day not-a-digest not-utf-8 second-page split-abstract stray-words text-after-last-footer "
    "text-without-title unknown-foot-line unknown-header-line unreadable-byline unreadable-date wrapped-lines year-inferred year-unknown".split()
)
_NEVER = frozenset(("not-text", "unreadable", "no-file", "same-abstract", "same-digest", "same-title"))
_KEYS = {"captured", "title", "query", "query_doubtful", "mirrors", "note", "accept"}


def parse_digest_infos(text: str, path: str) -> dict[str, DigestInfo]:
    """Read a mapping of file name to facts; raises `DataError` with path and line for anything it does not know."""
    data = load_located(text, path)
    if data is None:
        return {}
    if not isinstance(data, LocatedDict):
        raise DataError(f"{path}:1", "bad-value", "expected a mapping of file name to facts")
    refuse_unseen(data, text, path, names=True)
    return {str(name): _info(facts, path, data.lines[name]) for name, facts in data.items()}


def check_info(digest: Digest) -> list[Problem]:
    """The day a page was saved is the one it prints without its year, and no earlier than a paper on it; tell where it is not."""
    captured = digest.info.captured
    if captured is None:
        return []
    latest = max((entry.date for entry in digest.entries if entry.date and not entry.date_year_inferred), default=captured)
    if digest.day is not None and not is_same_day(digest.day, captured):
        message = f"{digest.name} was captured on {captured}, but the page says {digest.day}"
    elif latest - captured > A_DAY:
        message = f"{digest.name} was captured on {captured}, but lists a paper of {latest}"
    else:
        return []
    location = digest.info.captured_location or Location(path=digest.path)
    return [Problem(severity="warning", code="captured-day", location=location, message=message)]


def accept_problems(problems: Sequence[Problem], info: DigestInfo) -> list[Problem]:
    """The problems of a digest; those whose code its facts accept are mere notes, for the damage is known. What accepts none is told."""
    told = [replace(problem, severity="info") if problem.code in info.accept else problem for problem in problems]
    met, location = {problem.code for problem in problems}, info.location or Location(path="")
    for code in info.accept:
        if code not in met and code in ACCEPTABLE:
            message = f"there is no problem {code} to accept"
            told.append(Problem(severity="info", code="accept-unmatched", location=location, message=message))
    return told


def tell_how_to_accept(problems: Sequence[Problem], digests: Sequence[Digest], file: str) -> str | None:
    """What to write into the `file` of facts so that damage of the first digest that has any is no problem; None where none has.

    Lines that are broken can be mended, by saving the file anew.
    """
    wrong = [problem for problem in problems if problem.severity != "info"]
    mendable = {problem.location.path for problem in wrong if problem.code == "wrapped-lines"}
    names = {digest.path: digest.name for digest in digests if digest.path not in mendable}
    found = [problem for problem in wrong if problem.location.path in names]
    if not found:
        return None
    codes = sorted({problem.code for problem in found if problem.location.path == found[0].location.path})
    return f"what cannot be mended can be accepted: in {file}, below {_as_key(names[found[0].location.path])}:, write accept: [{', '.join(codes)}]"


def _as_key(name: str) -> str:
    """A name as YAML reads it: one with signs of its own, `[1].txt` or `Owls: a list.txt`, wants quotes."""
    return name if _PLAIN_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def check_mirrors(text: str, info: DigestInfo) -> list[Problem]:
    """Tell of a mirror that the text of its digest does not name."""
    location, found = info.location or Location(path=""), text.casefold() if info.mirrors else ""
    return [
        Problem(severity="info", code="mirror-unmatched", location=location, message=f"there is no address with the host {host} to map")
        for host, _ in info.mirrors
        if host.casefold() not in found
    ]


def find_missing(infos: Mapping[str, DigestInfo], present: Collection[str]) -> list[Problem]:
    """Tell of files that nobody has. Where one that nothing is said of is called nearly so, that one is meant: it lacks its day."""
    problems, open_ = [], [name for name in present if name not in infos]
    for name in sorted(infos.keys() - set(present)):
        alike = [other for other in open_ if _is_nearly(name.casefold(), other.casefold())]
        message = f"there is no digest {name}" + (f"; is {alike[0]} meant?" if len(alike) == 1 else "")
        severity: Severity = "warning" if len(alike) == 1 else "info"
        location = infos[name].location or Location(path="")
        problems.append(Problem(severity=severity, code="digest-missing", location=location, message=message))
    return problems


def _is_nearly(name: str, other: str) -> bool:
    """But for its ending, or for one letter too many, too few or wrong, where the name is not short; not for a digit."""
    stem, others = PurePosixPath(name).stem, PurePosixPath(other).stem
    if {name, stem} & {other, others}:
        return True
    if [one for one in name if not one.isdigit()] == [one for one in other if not one.isdigit()]:
        return False  # another day
    same = next((i for i, pair in enumerate(zip(name, other, strict=False)) if pair[0] != pair[1]), min(len(name), len(other)))
    rests = (name[same + 1 :], other[same + 1 :]), (name[same:], other[same + 1 :]), (name[same + 1 :], other[same:])
    return min(len(stem), len(others)) >= _TELLING and any(rest == left for rest, left in rests)


def _info(facts: Any, path: str, line: int) -> DigestInfo:
    if facts is None:
        return DigestInfo(location=Location(path=path, line=line))
    if not isinstance(facts, LocatedDict):
        raise DataError(f"{path}:{line}", "bad-value", "expected the facts of one file")
    for key in facts:
        if key not in _KEYS:
            raise DataError(f"{path}:{facts.lines[key]}", "unknown-key", f"unknown key {key!r}; known are {', '.join(sorted(_KEYS))}")
    captured = _day(facts, "captured", path)
    return DigestInfo(
        captured=captured,
        title=_text(facts, "title", path),
        query=_text(facts, "query", path),
        query_doubtful=_truth(facts, "query_doubtful", path),
        mirrors=_mirrors(facts, path),
        note=_text(facts, "note", path),
        accept=_codes(facts, path),
        location=Location(path=path, line=line),
        captured_location=Location(path=path, line=facts.lines["captured"]) if captured else None,
        problems=(*_open(facts, path), *_unknown_codes(facts, path)),
    )


def _open(facts: LocatedDict, path: str) -> Iterator[Problem]:
    """Facts that are left open: a note, for they may be meant to be filled later."""
    for key, value in facts.items():
        if value is None:
            yield Problem.at_line("info", "empty-value", path, facts.lines[key], f"{key} has no value; fill it, or leave it out")


def _day(facts: LocatedDict, key: str, path: str) -> date | None:
    """A day as YAML reads it, or as a text where it was put in quotes."""
    value = facts.get(key)
    with suppress(ValueError):
        value = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value
    if value is not None and type(value) is not date:
        raise DataError(f"{path}:{facts.lines[key]}", "bad-value", f"{key} must be a day such as 2025-10-28")
    if value is not None and value.year not in YEARS:
        raise DataError(f"{path}:{facts.lines[key]}", "bad-value", f"{key} must be a day from {YEARS[0]} to {YEARS[-1]}, not {value}")
    return value


def _text(facts: LocatedDict, key: str, path: str) -> str | None:
    value = facts.get(key)
    if value is not None and not isinstance(value, str):
        raise DataError(f"{path}:{facts.lines[key]}", "bad-value", f"{key} must be text")
    if value is not None and not value.strip():
        raise DataError(f"{path}:{facts.lines[key]}", "empty-value", f"{key} is empty; leave it out")
    return value


def _truth(facts: LocatedDict, key: str, path: str) -> bool:
    value = facts.get(key)
    if value is not None and not isinstance(value, bool):
        raise DataError(f"{path}:{facts.lines[key]}", "bad-value", f"{key} must be true or false")
    return bool(value)


def _codes(facts: LocatedDict, path: str) -> tuple[str, ...]:
    codes = facts.get("accept") or []
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise DataError(f"{path}:{facts.lines['accept']}", "bad-value", "accept must be a list of codes of problems")
    return tuple(codes)


def _unknown_codes(facts: LocatedDict, path: str) -> Iterator[Problem]:
    """What accepts nothing, whatever the digest is like: a slip of the keys."""
    codes = facts.get("accept")
    for code, line in zip(codes, codes.lines, strict=True) if codes else ():
        if code in _NEVER:
            yield Problem.at_line("info", "accept-unknown", path, line, f"{code} cannot be accepted, for nothing was kept, or it is but a note")
        elif code not in ACCEPTABLE:
            alike = get_close_matches(code, sorted(ACCEPTABLE), n=1)
            hint = f"is {alike[0]} meant?" if alike else "the page “Messages” of docs/ lists those of digests"
            yield Problem.at_line("warning", "accept-unknown", path, line, f"{code} is no code that can be accepted; {hint}")


def _mirrors(facts: LocatedDict, path: str) -> tuple[tuple[str, str], ...]:
    mirrors = facts.get("mirrors")
    if mirrors is None:
        return ()
    if not isinstance(mirrors, Mapping) or not all(isinstance(host, str) for pair in mirrors.items() for host in pair):
        raise DataError(f"{path}:{facts.lines['mirrors']}", "bad-value", "mirrors must map a host to the true host")
    for host in (host for pair in mirrors.items() for host in pair):
        if not _HOST.fullmatch(host):
            raise DataError(f"{path}:{facts.lines['mirrors']}", "bad-value", f"{host!r} is no host such as huggingface.co")
    return tuple(mirrors.items())
