"""The hard demands of a query (filters, phrases, exclusions, in:title) → the papers that meet them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from .analysis import fold, is_stop_word, split_chunks, stem
from .counting import ABSTRACT_FROM
from .fields import Document
from .index import TITLED, Index
from .query import EPOCH, Clause, Query


def allowed_papers(
    index: Index, query: Query
) -> tuple[frozenset[int] | None, tuple[str, ...], list[tuple[Clause, ...]]]:
    """The papers that meet every demand (None: no demand), the notes, and the groups with hopeless filters as text."""
    notes = list(query.notes)
    groups = [tuple(_readable(index, clause, notes) for clause in group) for group in query.groups]
    titled = any(clause.kind == "in" for group in groups for clause in group)
    allowed: frozenset[int] | None = None
    for group in groups:
        if not _is_wish(group):
            met = frozenset().union(*(_papers(index, clause, titled) for clause in group))
            allowed = met if allowed is None else allowed & met
    return allowed, tuple(notes), groups


def _is_wish(group: Sequence[Clause]) -> bool:
    """Words are only wished for, and so is all that is joined to them by OR."""
    return group[0].kind == "in" or any(clause.kind == "words" and not clause.negated for clause in group)


def _readable(index: Index, clause: Clause, notes: list[str]) -> Clause:
    """A tag or an organisation that no paper has is searched as text, and said so."""
    if clause.kind in ("tag", "org") and not clause.negated and not _by_kind(index, clause):
        notes.append(f"No paper has {clause.kind}:{clause.text}; it was searched as text.")
        return Clause(kind="words", text=clause.text)
    return clause


def _papers(index: Index, clause: Clause, titled: bool) -> frozenset[int]:
    found = _by_kind(index, clause, titled)
    return frozenset(range(len(index.documents))) - found if clause.negated else found


def _by_kind(index: Index, clause: Clause, titled: bool = False) -> frozenset[int]:
    if clause.kind in ("phrase", "words"):
        return phrase_papers(index, clause.text, titled)
    return frozenset(number for number, document in enumerate(index.documents) if _TESTS[clause.kind](document, clause))


def _all(index: Index) -> frozenset[int]:
    return frozenset(range(len(index.documents)))


def _words(text: str) -> list[str]:
    return [part for chunk in split_chunks(text) for part in chunk.parts]


def _key(text: str) -> str:
    """A tag or organisation however it is written: `Mixture of experts` is mixture-of-experts."""
    return "".join(_words(fold(text)))


def _day_of(document: Document) -> int:
    return date(document.year, 1, 1).toordinal() + document.day - 1 - EPOCH


_TESTS: dict[str, Callable] = {
    "tag": lambda document, clause: _key(clause.text) in {_key(name) for name in (*document.tags, *document.labels)},
    "org": lambda document, clause: _key(clause.text) in {_key(document.organisation), _key(document.organisation_name)} - {""},
    "year": lambda document, clause: bool(document.year) and clause.first <= document.year <= clause.last,
    "date": lambda document, clause: bool(document.day) and clause.first <= _day_of(document) <= clause.last,
    "has": lambda document, clause: bool(document.year) if clause.text == "date" else document.code,
    "in": lambda document, clause: True,
}


def phrase_papers(index: Index, text: str, titled: bool = False) -> frozenset[int]:
    """The papers where the words follow each other in the title or the abstract, in any inflection, stop words left out.

    What is written without a space may also stand elsewhere (in a tag, say), and be written together or apart: `gpt4`, `GPT-4`.
    """
    chunks = split_chunks(text)
    words = [part for chunk in chunks for part in chunk.parts]
    terms = [stem(word) for word in words if not is_stop_word(word)]
    if not terms:  # stop words have no place
        return frozenset.intersection(*(having_papers(index, stem(word), titled) for word in words)) if words else _all(index)
    if len(chunks) == 1 and (chunks[0].marked or len(words) == 1):
        return having_papers(index, stem(chunks[0].marked or words[0]), titled)
    starts = adjoining_papers(index, terms)
    found = frozenset(paper for paper, places in starts.items() if not titled or min(places) < ABSTRACT_FROM)
    return found | having_papers(index, stem(chunks[0].joined), titled) if len(chunks) == 1 else found


def having_papers(index: Index, term: str, titled: bool = False) -> frozenset[int]:
    """The papers that have a term, anywhere or in the title or name."""
    found = index.terms.get(term)
    if found is None:
        return frozenset()
    return frozenset(paper for paper, level in zip(found.papers, found.levels, strict=True) if level >= TITLED or not titled)


def adjoining_papers(index: Index, terms: Sequence[str]) -> dict[int, set[int]]:
    """Paper → where it has these terms one after the other."""
    found: dict[int, set[int]] | None = None
    for at, term in enumerate(terms):
        here = {paper: {place - at for place in places} for paper, places in index.places.get(term, ())}
        found = here if found is None else {p: found[p] & here[p] for p in found.keys() & here.keys()}
    return {paper: places for paper, places in (found or {}).items() if places}
