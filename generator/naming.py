"""Papers → the short name of what each introduces, where it introduces a named thing; the digest's text only.

Read in this order: the title's head, the abstract's proposals, a repository's address.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from .acronyms import Definition, spells
from .headnames import title_name
from .memory import FORGETFUL, Memory
from .model import Name, Paper
from .nameforms import NAME, find_spellings, is_class_word, is_name_like, singular_form
from .proposals import proposed_name
from .readings import Reading, read_papers
from .tokens import split_words
from .weblinks import find_addresses

COMMON_IN = 3  # an abbreviation that so many abstracts define is the field's, not one paper's own
_BRACKET = re.compile(r"\s*\(([^()\s]{2,20})\)")


def find_names(
    papers: Sequence[Paper],
    corrections_names: Mapping[str, Name],
    readings: Mapping[str, Reading] | None = None,
    memory: Memory = FORGETFUL,
) -> dict[str, Name]:
    """The named papers' names by paper id; a name in `corrections_names` stands as it is.

    `readings` saves reading the texts again, `memory` may know names of earlier builds.
    """
    readings = read_papers(papers) if readings is None else readings
    common = _Common(_common_abbreviations(readings[paper.id].definitions for paper in papers))
    texts = [_text_of(paper, readings[paper.id], common) for paper in papers]
    found = zip(papers, memory.map(prepare_names, None, texts), strict=True)
    names = {paper.id: corrections_names.get(paper.id) or name for paper, name in found}
    return {paper: name for paper, name in names.items() if name is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameText:
    """All that a name is found from: `common` are the abbreviations of the field that stand in the text."""

    title: str
    abstract: str
    definitions: tuple[Definition, ...]
    common: tuple[str, ...]


def prepare_names(_: None) -> Callable[[NameText], Name | None]:
    """What finds a name."""
    return _find_in


def _find_in(text: NameText) -> Name | None:
    bare = Paper(id="", title=text.title, title_raw="", abstract=text.abstract, abstract_raw="", sightings=())
    return find_name(bare, text.definitions, frozenset(text.common))


class _Common:
    """Abbreviations of the field, by their first word."""

    def __init__(self, shorts: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for short in shorts:
            self._by_word.setdefault(split_words(short).words[0], []).append(short)

    def within(self, paper: Paper, reading: Reading) -> Iterator[str]:
        """Those that stand in a paper's text."""
        for words, text in ((reading.title, paper.title), (reading.abstract, paper.abstract)):
            for word in self._by_word.keys() & words:
                yield from (short for short in self._by_word[word] if short in text)


def _text_of(paper: Paper, reading: Reading, common: _Common) -> NameText:
    return NameText(
        title=paper.title,
        abstract=paper.abstract,
        definitions=reading.definitions,
        common=tuple(sorted(set(common.within(paper, reading)))),
    )


def find_name(paper: Paper, definitions: Sequence[Definition], common: frozenset[str]) -> Name | None:
    """The short name of what `paper` introduces, or None; `common` are abbreviations of the field."""
    text, source = title_name(paper, definitions, common), "title-head"
    if text is None:
        text, source = proposed_name(paper, definitions, common), "abstract"
    if text is None:
        text, source = _repository_name(paper), "address"
    return Name(text=text, aliases=_aliases(text, paper, definitions), source=source) if text else None


def _common_abbreviations(defined: Iterable[Sequence[Definition]]) -> frozenset[str]:
    """Short forms that several abstracts define; that others merely write a word takes it from nobody."""
    papers: Counter[str] = Counter()
    for definitions in defined:
        papers.update({form for d in definitions for form in (d.short, singular_form(d.short))})
    return frozenset(short for short, count in papers.items() if count >= COMMON_IN)


def _repository_name(paper: Paper) -> str | None:
    """A repository's name that abbreviates consecutive words of the title."""
    for _, _, url in find_addresses(paper.abstract):
        last = url.rstrip("/").removesuffix(".git").rpartition("/")[2]
        for name in re.split(r"[-_]", last):
            if name.isupper() and len(name) >= 3 and spells(name, paper.title) and not is_class_word(name):
                return name
    return None


def _aliases(text: str, paper: Paper, definitions: Sequence[Definition]) -> tuple[str, ...]:
    """Other spellings the paper itself gives: its short or long form, another case."""
    found: dict[str, None] = {}
    bracket = _BRACKET.match(paper.title, len(text)) if paper.title.startswith(text) else None
    if bracket:
        found[singular_form(bracket[1])] = None
    for definition in definitions:
        if definition.short == text:
            found[definition.long] = None
        elif _stands_for(definition, text) and not is_class_word(definition.short):
            found[definition.short] = None
    for written in find_spellings(text, paper.abstract, "-"):
        if is_name_like(written) and NAME.fullmatch(written):
            found[written] = None
    plain = normalize("NFKC", text)
    if plain != text and plain.isascii():  # Met²Net, which others write Met2Net
        found[plain] = None
    found.pop(text, None)
    return tuple(found)


def _stands_for(definition: Definition, text: str) -> bool:
    """The long form is the name itself, but for case and a plural."""
    plain = re.sub(r"[\W_]+", " ", definition.long.lower()).rstrip("s")
    return plain == re.sub(r"[\W_]+", " ", text.lower()).rstrip("s")
