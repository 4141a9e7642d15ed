"""Papers, names and web links → where an abstract names what another paper introduces, and the same backwards.

A wrong link is worse than a missing one: whole names only, case as written, no name with two bearers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .model import Link, Mention, Name, Paper
from .nameforms import is_plural_acronym, singular_form
from .ordinary import ENGLISH_WORDS, FIELD_WORDS, FOREIGN_BEARERS, GENERIC_ACRONYMS
from .readings import Reading, read_papers
from .tokens import PhraseTrie, singular, split_words
from .weblinks import LOOKS_LIKE_ADDRESS

_SUFFIX = re.compile(
    r"[-‐‑–](?:based|style|like|enhanced|initiali[sz]ed|pre-?trained|derived|guided|"
    r"inspired|type|powered)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"[ -]?v?\d+(?:\.\d+)*(?![\w%])")
_NUMBER = re.compile(r"v?\d+(?:\.\d+)*")
_FUNCTION_WORDS = FIELD_WORDS | frozenset(
    "a an and are as at be by can do for from how in into is it its more not of on or that the their this to towards "
    "using via we what when with without".split()
)


SHORT = 3  # letters and digits: so short a name (H3, GLA) may stand for something else in another field


@dataclass(frozen=True, slots=True)
class _Key:
    text: str
    paper: str
    needs_evidence: bool


@dataclass(frozen=True, slots=True)
class _Corpus:
    """What the whole corpus says: words written small, plural acronyms, every abbreviation's long forms by paper."""

    small: frozenset[str]
    plural_acronyms: frozenset[str]
    long_forms: Mapping[str, Mapping[str, str]]
    phrases: frozenset[str]


def find_mentions(
    papers: Sequence[Paper],
    names: Mapping[str, Name],
    links: Mapping[str, tuple[Link, ...]],
    readings: Mapping[str, Reading] | None = None,
) -> dict[str, tuple[Mention, ...]]:
    """Each abstract's mentions, by place; every paper id is present. Linear in the text.

    `readings` saves reading the texts again.
    """
    readings = read_papers(papers) if readings is None else readings
    spellings = _sole_bearers(papers, names)
    corpus = _survey(readings, spellings)
    by_id = {paper.id: paper for paper in papers}
    index: dict[str, list[_Key]] = {}
    for key in _keys(spellings, names, corpus):
        index.setdefault(split_words(key.text).words[0], []).append(key)
    for keys in index.values():
        keys.sort(key=lambda key: (-len(key.text), key.text))
    return {
        paper.id: tuple(_mentions(paper, readings[paper.id].abstract, index, names, links, corpus, by_id))
        for paper in papers
    }


def invert_mentions(mentions: Mapping[str, Sequence[Mention]]) -> dict[str, tuple[str, ...]]:
    """For each paper that is mentioned: the papers that mention it, by id."""
    found: dict[str, set[str]] = {}
    for given in mentions.values():
        for mention in given:
            found.setdefault(mention.target, set()).add(mention.source)
    return {target: tuple(sorted(found[target])) for target in sorted(found)}


def _sole_bearers(papers: Iterable[Paper], names: Mapping[str, Name]) -> dict[str, str]:
    """Every spelling that, in any case, belongs to one paper only → that paper."""
    bearers: dict[str, set[str]] = {}
    spellings: dict[str, str] = {}
    for paper in papers:
        name = names.get(paper.id)
        for text in (name.text, *name.aliases) if name else ():
            bearers.setdefault(text.casefold(), set()).add(paper.id)
            spellings[text] = paper.id
    return {text: owner for text, owner in sorted(spellings.items()) if len(bearers[text.casefold()]) == 1}


def _survey(readings: Mapping[str, Reading], spellings: Mapping[str, str]) -> _Corpus:
    """One pass over all abstracts. `phrases`: names of several words that another paper writes in small letters
    ("large language models" is nobody's name)."""
    texts = [text for text in spellings if len(split_words(text).words) > 1]
    trie = PhraseTrie((tuple(map(str.lower, split_words(text).words)), number) for number, text in enumerate(texts))
    distinct: set[str] = set()
    long_forms: dict[str, dict[str, str]] = {}
    phrases: set[str] = set()
    for paper_id, reading in readings.items():
        words = reading.abstract
        distinct.update(words)
        for start, end, number in trie.find(words):
            if paper_id != spellings[texts[number]] and not any(word[:1].isupper() for word in words[start:end]):
                phrases.add(texts[number])
        for definition in reading.definitions:
            for form in {definition.short, singular_form(definition.short)}:
                long_forms.setdefault(form, {})[paper_id] = definition.long
    small = frozenset(word for word in distinct if word.islower())
    plurals = frozenset(singular_form(word) for word in distinct if is_plural_acronym(word))
    return _Corpus(small, plurals, long_forms, frozenset(phrases))


def _keys(spellings: Mapping[str, str], names: Mapping[str, Name], corpus: _Corpus) -> Iterable[_Key]:
    """The spellings to look for: no common word, phrase or abbreviation. What a person curated needs no evidence."""
    for text, owner in spellings.items():
        if text not in corpus.phrases and split_words(text).words and _is_distinctive(text, owner, corpus):
            yield _Key(text, owner, names[owner].source != "correction" and _is_weak(text, corpus))


def _is_distinctive(text: str, owner: str, corpus: _Corpus) -> bool:
    if len(text) < 2 or text.islower() or text in FOREIGN_BEARERS or text in GENERIC_ACRONYMS:
        return False
    if " " in text:
        words = text.split()
        capital = [word for word in words if word[:1].isupper()]
        versioned = any(map(_NUMBER.fullmatch, words)) and any(_is_coined(word, corpus) for word in capital)
        return len(capital) >= 2 or versioned
    if text[1:].islower() and _is_ordinary(text, corpus):
        return False
    if text in corpus.plural_acronyms and len(text) <= 4 and not any(c.isdigit() for c in text):
        return False
    return all(
        _same_words(long, corpus.long_forms[text].get(owner))
        for paper, long in corpus.long_forms.get(text, {}).items()
        if paper != owner
    )


def _same_words(one: str, other: str | None) -> bool:
    """Two long forms of one abbreviation mean the same when they share most words; unknown is different."""
    if other is None:
        return False
    a, b = ({singular(w.lower()) for w in split_words(text).words} for text in (one, other))
    return 2 * len(a & b) >= len(a | b)


def _is_coined(word: str, corpus: _Corpus) -> bool:
    """A number behind it makes no name of a plain word: Phase 2, Table 3."""
    return any(char.isupper() for char in word[1:]) or not _is_ordinary(word, corpus)


def _is_ordinary(text: str, corpus: _Corpus) -> bool:
    """An English word, by the packaged list or because the corpus writes it in small letters."""
    lower = text.lower()
    return lower in ENGLISH_WORDS or singular(lower) in ENGLISH_WORDS or lower in corpus.small


def _is_weak(text: str, corpus: _Corpus) -> bool:
    """Plain words, ordinary words in capitals and short abbreviations need the citing text to speak of the same topic."""
    if sum(char.isalnum() for char in text) <= SHORT:
        return True
    return text.isalpha() and (text[1:].islower() or (text.isupper() and _is_ordinary(text, corpus)))


def _mentions(
    paper: Paper,
    words: Sequence[str],
    index: Mapping[str, Sequence[_Key]],
    names: Mapping[str, Name],
    links: Mapping[str, tuple[Link, ...]],
    corpus: _Corpus,
    by_id: Mapping[str, Paper],
) -> Iterable[Mention]:
    if index.keys().isdisjoint(words):
        return
    text, offsets = paper.abstract, split_words(paper.abstract).offsets()
    closed = [(link.start, link.end) for link in links.get(paper.id, ())]
    closed += [match.span() for match in LOOKS_LIKE_ADDRESS.finditer(text)]
    own = _own_spellings(paper, names)
    free = 0
    for start, word in [(offsets[number], word) for number, word in enumerate(words) if word in index]:
        for key in index[word]:
            end = start + len(key.text)
            if start < free or not text.startswith(key.text, start) or not _whole(text, start, end):
                continue
            if any(a < end and start < b for a, b in closed):
                continue
            free = end  # also for a name that is not linked: nothing shorter inside it
            if key.paper != paper.id and key.text.casefold() not in own and _meant(key, paper, words, corpus, by_id):
                yield Mention(source=paper.id, target=key.paper, name=key.text, start=start, end=end)
            break


def _whole(text: str, start: int, end: int) -> bool:
    """Nothing of a longer name stands before or after."""
    before, after = text[start - 1 : start], text[end : end + 24]
    if before and (before.isalnum() or before in "_-‐‑+@#/\\.$²³"):
        return False
    if not after:
        return True
    if after[0].isalnum() or after[0] in "_+@/²³\\":
        return False
    if after[0] in "-‐‑–":
        return bool(_SUFFIX.match(after))
    if after[0] == "." and after[1:2].isalnum():
        return False
    return not _VERSION.match(after)


def _own_spellings(paper: Paper, names: Mapping[str, Name]) -> set[str]:
    """What the paper calls its own, with the initials a reader would make of it (Mixture-of-Mamba: MoM)."""
    name = names.get(paper.id)
    spellings = [name.text, *name.aliases] if name else []
    heads = [paper.title.partition(":")[0], *spellings]
    initials = {"".join(w[0] for w in split_words(s).words) for s in heads if len(split_words(s).words) > 1}
    return {spelling.casefold() for spelling in [*spellings, *initials]}


def _meant(key: _Key, paper: Paper, words: Sequence[str], corpus: _Corpus, by_id: Mapping[str, Paper]) -> bool:
    """The abstract does not define the name as something of its own, and weak names find their topic in it."""
    owner = by_id[key.paper]
    long = corpus.long_forms.get(key.text, {}).get(paper.id)
    if long is not None and not _same_words(long, corpus.long_forms[key.text].get(owner.id)):
        return False
    if not key.needs_evidence:
        return True
    there = {singular(word.lower()) for word in words}
    topic = {singular(word.lower()) for word in split_words(owner.title).words} - _FUNCTION_WORDS
    return len((topic - {key.text.lower()}) & there) >= 2
