"""Papers + vocabulary → the tags of each paper, with their evidence; knows nothing of files or pages.

A tag is given for a sum of weighted phrases: a paper has a tag when the topic is a main part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .model import Evidence, Paper, TagAssignment, TextField
from .tokens import PhraseTrie, Words, split_words
from .vocabulary import Phrase, Vocabulary

TITLE_WEIGHT = 3.0  # measured: title ×3 is the single best choice
FALLBACK_SHARE = 0.4  # where nothing passes: the best candidate, if it reached this share of what it needs
ASIDE_WEIGHT = 0.4  # "such as X", "unlike X": X is no subject here
BACKGROUND_WEIGHT = 0.75  # a sentence that does not speak of the authors' own work
REPEAT_CAP = 2.2  # however often a phrase stands in an abstract, it counts at most this much
MAX_EVIDENCE = 6
PROPOSING_WEIGHT = 1.4  # "we propose …": what such a sentence speaks of is the contribution
_ASIDE = frozenset(
    "such Such like Like unlike Unlike including eg versus vs compared Compared outperforms besides Besides".split()
)
_OWN = frozenset("we We our Our propose introduce present proposes introduces presents paper work".split())
_PROPOSING = frozenset(
    "propose proposes proposed introduce introduces introducing present presents presented release releases releasing "
    "construct constructed create created creating develop developed build built collect collected curate curated "
    "contribute contributions design designed devise".split()
)


@dataclass(frozen=True, slots=True)
class _Hit:
    phrase: int
    start: int
    end: int


def assign_tags(papers: Sequence[Paper], vocabulary: Vocabulary) -> dict[str, tuple[TagAssignment, ...]]:
    """Every paper's tags, best first (equal scores in the vocabulary's order); every paper id is present."""
    trie = PhraseTrie((phrase.tokens, number) for number, phrase in enumerate(vocabulary.phrases))
    return {paper.id: _assign(paper, vocabulary, trie) for paper in papers}


def _assign(paper: Paper, vocabulary: Vocabulary, trie: PhraseTrie) -> tuple[TagAssignment, ...]:
    found: dict[str, list[Evidence]] = {}
    for field, text in (("title", paper.title), ("abstract", paper.abstract)):
        for tag, evidence in _weigh(split_words(text), field, vocabulary.phrases, trie):
            found.setdefault(tag, []).append(evidence)
    scored = {tag: round(sum(e.weight for e in found[tag]), 4) for tag in found}
    passing = [tag for tag in scored if scored[tag] >= vocabulary.needs[tag]]
    if not passing:
        passing = _best_candidate(scored, vocabulary)
    given = {tag: TagAssignment(tag=tag, score=scored[tag], evidence=_strongest(found[tag])) for tag in passing}
    _add_implied(given, vocabulary)
    order = {tag.id: place for place, tag in enumerate(vocabulary.tags)}
    return tuple(sorted(given.values(), key=lambda a: (-a.score, order[a.tag])))


def _best_candidate(scored: dict[str, float], vocabulary: Vocabulary) -> list[str]:
    if not scored:
        return []
    share = {tag: scored[tag] / vocabulary.needs[tag] for tag in scored}
    best = min(share, key=lambda tag: (-share[tag], tag))
    return [best] if share[best] >= FALLBACK_SHARE else []


def _add_implied(given: dict[str, TagAssignment], vocabulary: Vocabulary) -> None:
    broader = {tag.id: tag.implies for tag in vocabulary.tags}
    waiting = list(given)
    while waiting:
        narrow = waiting.pop(0)
        for tag in broader[narrow]:
            if tag not in given:
                given[tag] = TagAssignment(tag=tag, score=given[narrow].score, implied_by=narrow)
                waiting.append(tag)


def _strongest(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(evidence, key=lambda e: (-e.weight, e.field != "title", e.phrase))[:MAX_EVIDENCE])


def _weigh(
    words: Words, field: TextField, phrases: Sequence[Phrase], trie: PhraseTrie
) -> Iterable[tuple[str, Evidence]]:
    """Each distinct phrase of the text once: its weight × the title's factor, or × how firmly the abstract says it."""
    found = ((start, end, value) for start, end, value in trie.find(words.words))
    allowed = [_Hit(v, s, e) for s, e, v in found if field == "title" or not phrases[v].title_only]
    if not allowed:
        return
    firmness = [1.0] * len(words.words) if field == "title" else _firmness(words)
    places: dict[int, list[_Hit]] = {}
    for hit in _longest(allowed, phrases):
        places.setdefault(hit.phrase, []).append(hit)
    for number, hits in places.items():
        phrase = phrases[number]
        if phrase.weight == 0:
            continue
        factor = TITLE_WEIGHT if field == "title" else _repeat(sorted((firmness[h.start] for h in hits), reverse=True))
        written = words.written(hits[0].start, hits[0].end)
        yield phrase.tag, Evidence(field=field, phrase=written, weight=round(phrase.weight * factor, 4))


def _repeat(firmness: Sequence[float]) -> float:
    """The first place counts in full, the n-th a 1/n part more, to a cap."""
    return min(REPEAT_CAP, sum(value / (n + 1) for n, value in enumerate(firmness)))


def _longest(hits: Iterable[_Hit], phrases: Sequence[Phrase]) -> list[_Hit]:
    """Per tag the longest phrases, left to right, none inside or across another."""
    order = sorted(hits, key=lambda h: (h.start - h.end, h.start, -phrases[h.phrase].weight, h.phrase))
    taken: dict[str, set[int]] = {}
    kept = []
    for hit in order:
        used = taken.setdefault(phrases[hit.phrase].tag, set())
        if used.isdisjoint(range(hit.start, hit.end)):
            used.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end, h.phrase))


def _firmness(words: Words) -> list[float]:
    """How much each word's place says of the paper itself: most where the authors propose, less in background
    sentences and after "such as"."""
    starts = words.sentence_starts()
    result: list[float] = []
    for start, end in zip(starts, [*starts[1:], len(words.words)], strict=True):
        sentence = words.words[start:end]
        weights = [_sentence_weight(sentence)] * (end - start)
        for place in (i for i, word in enumerate(sentence) if word in _ASIDE):
            for after in range(place + 1, min(place + 6, len(weights))):
                weights[after] *= ASIDE_WEIGHT
        result += weights
    return result


def _sentence_weight(sentence: Sequence[str]) -> float:
    if _OWN.isdisjoint(sentence):
        return BACKGROUND_WEIGHT
    return 1.0 if _PROPOSING.isdisjoint(sentence) else PROPOSING_WEIGHT
