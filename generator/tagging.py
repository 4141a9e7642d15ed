"""Papers + vocabulary → the tags of each paper, with their evidence; knows nothing of files or pages.

A tag is given for a sum of weighted phrases: a paper has a tag when the topic is a main part of it. A phrase of a weight
below 0 speaks against its tag.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import lru_cache

from .model import Definition, Evidence, TagAssignment, TextField
from .readings import CloseReading
from .tokens import PhraseTrie, Words, list_words
from .vocabulary import Vocabulary

TITLE_WEIGHT = 3.0  # measured: title ×3 is the single best choice
FALLBACK_SHARE = 0.6  # where nothing passes: the best candidate, if it reached this share of what it needs, by two phrases or a compound
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
_TELLING = _ASIDE | _OWN | _PROPOSING  # looked for at once


_Hit = tuple[int, int, int]  # first word, word after the last, number of the phrase in the vocabulary
_Sign = tuple[float, TextField, _Hit]  # what a phrase weighs in a field, and its first place there


class _Lexicon:
    """The vocabulary as the matching wants it: columns by phrase number, what finds the phrases, and tables by tag.

    The signs of the field are numbered behind the phrases, so that one reading of a text finds both.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        phrases = vocabulary.phrases
        self.order = {tag.id: place for place, tag in enumerate(vocabulary.tags)}
        self.broader = {tag.id: tag.implies for tag in vocabulary.tags}
        self.tags = [phrase.tag for phrase in phrases]
        self.weights = [phrase.weight for phrase in phrases]
        self.weights_elsewhere = [0.0 if phrase.everyday else phrase.weight for phrase in phrases]  # in other fields
        self.tokens = [phrase.tokens for phrase in phrases]
        numbered = list(enumerate([*self.tokens, *vocabulary.field_signs]))
        anywhere = [(number, tokens) for number, tokens in numbered if number >= len(phrases) or not phrases[number].title_only]
        self.find: dict[TextField, Callable[..., list[_Hit]]] = {
            field: PhraseTrie((tokens, number) for number, tokens in known).find
            for field, known in (("title", numbered), ("abstract", anywhere))
        }


class Tagger:
    """A vocabulary made ready for many papers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lexicon = _Lexicon(vocabulary)

    def assign(self, reading: CloseReading) -> tuple[TagAssignment, ...]:
        """One paper's tags, best first; of equal scores in the order of the vocabulary."""
        return _assign(reading, self._vocabulary, self._lexicon)


def _assign(reading: CloseReading, vocabulary: Vocabulary, lexicon: _Lexicon) -> tuple[TagAssignment, ...]:
    found: dict[str, list[_Sign]] = {}
    texts: dict[TextField, Words] = {"title": reading.title, "abstract": reading.abstract}
    hits = {field: lexicon.find[field](words.words, words.gaps) for field, words in texts.items()}
    in_field = any(number >= len(lexicon.tags) for places in hits.values() for _, _, number in places)
    foreign = _foreign_abbreviations(reading.definitions, lexicon)
    for field, words in texts.items():
        closed = reading.linked if field == "abstract" else frozenset()
        for number, sign in _weigh(hits[field], words, field, lexicon, closed, in_field):
            if number not in foreign:
                found.setdefault(lexicon.tags[number], []).append(sign)
    scored = {tag: round(sum([weight for weight, _, _ in signs]), 4) for tag, signs in found.items()}
    passing = [tag for tag in scored if scored[tag] >= vocabulary.needs[tag]]
    if not passing:
        solid = {tag: score for tag, score in scored.items() if _is_solid(found[tag], lexicon)}
        passing = _best_candidate(solid, vocabulary)
    given = {
        tag: TagAssignment(tag=tag, score=scored[tag], evidence=_strongest(found[tag], texts)) for tag in passing
    }
    _add_implied(given, lexicon)
    return tuple(sorted(given.values(), key=lambda a: (-a.score, lexicon.order[a.tag])))


def _foreign_abbreviations(definitions: Iterable[Definition], lexicon: _Lexicon) -> set[int]:
    """The phrases that are abbreviations which the abstract defines as something else: an SSM may be semi-supervised."""
    foreign: set[int] = set()
    for definition in definitions:
        short = _phrases_in(definition.short, lexicon)
        if short:
            meant = {lexicon.tags[phrase] for phrase in _phrases_in(definition.long, lexicon) if lexicon.weights[phrase] > 0}
            foreign |= {phrase for phrase in short if lexicon.tags[phrase] not in meant}
    return foreign


def _phrases_in(text: str, lexicon: _Lexicon) -> set[int]:
    return {phrase for *_, phrase in lexicon.find["title"](list_words(text)) if phrase < len(lexicon.tags)}


def _is_solid(signs: Iterable[_Sign], lexicon: _Lexicon) -> bool:
    """More than one word: the same word in title and abstract is one sign."""
    return len({token for weight, _, (_, _, phrase) in signs if weight > 0 for token in lexicon.tokens[phrase]}) > 1


def _best_candidate(scored: dict[str, float], vocabulary: Vocabulary) -> list[str]:
    if not scored:
        return []
    share = {tag: scored[tag] / vocabulary.needs[tag] for tag in scored}
    best = min(share, key=lambda tag: (-share[tag], tag))
    return [best] if share[best] >= FALLBACK_SHARE else []


def _add_implied(given: dict[str, TagAssignment], lexicon: _Lexicon) -> None:
    waiting = list(given)
    while waiting:
        narrow = waiting.pop(0)
        for tag in lexicon.broader[narrow]:
            if tag not in given:
                given[tag] = TagAssignment(tag=tag, score=given[narrow].score, implied_by=narrow)
                waiting.append(tag)


def _strongest(signs: Iterable[_Sign], texts: Mapping[TextField, Words]) -> tuple[Evidence, ...]:
    ranked = sorted((-weight, field != "title", texts[field].written(start, end)) for weight, field, (start, end, _) in signs if weight > 0)
    return tuple(_evidence("abstract" if behind else "title", phrase, -weight) for weight, behind, phrase in ranked[:MAX_EVIDENCE])


@lru_cache(maxsize=1 << 14)
def _evidence(field: TextField, phrase: str, weight: float) -> Evidence:
    """Equal ones are one object: few say much in many papers, and a value is sent, kept and held once."""
    return Evidence(field=field, phrase=phrase, weight=weight)


def _weigh(
    hits: Iterable[_Hit], words: Words, field: TextField, lexicon: _Lexicon, closed: frozenset[int], in_field: bool
) -> list[tuple[int, _Sign]]:
    """Each distinct phrase of the text once, by its number: its weight × the title's factor, or × how firmly the abstract says it;
    phrases that touch a `closed` word, part of a web address, do not count, nor do everyday words outside the field."""
    phrases = len(lexicon.tags)
    hits = [hit for hit in hits if hit[2] < phrases]
    if closed:
        hits = [hit for hit in hits if closed.isdisjoint(range(hit[0], hit[1]))]
    if not hits:
        return []
    places: dict[int, list[_Hit]] = {}
    for hit in _longest(hits, lexicon):
        places.setdefault(hit[2], []).append(hit)
    weights = lexicon.weights if in_field else lexicon.weights_elsewhere
    firmness = [] if field == "title" else _firmness(words)
    signs = []
    for number, found in places.items():
        if weights[number]:
            factor = _repeat([firmness[start] for start, _, _ in found]) if firmness else TITLE_WEIGHT
            signs.append((number, (round(weights[number] * factor, 4), field, found[0])))
    return signs


def _repeat(firmness: Sequence[float]) -> float:
    """The firmest place counts in full, the n-th a 1/n part more, to a cap."""
    if len(firmness) == 1:
        return firmness[0]
    return min(REPEAT_CAP, sum(value / n for n, value in enumerate(sorted(firmness, reverse=True), start=1)))


def _longest(hits: Iterable[_Hit], lexicon: _Lexicon) -> list[_Hit]:
    """Per tag the longest phrases, left to right, none inside or across another; the tags follow each other."""
    by_tag: dict[str, list[_Hit]] = defaultdict(list)
    for hit in hits:
        by_tag[lexicon.tags[hit[2]]].append(hit)
    kept: list[_Hit] = []
    for found in by_tag.values():
        kept += found if _are_apart(found) else sorted(_keep_apart(found, lexicon.weights))
    return kept


def _are_apart(hits: Iterable[_Hit]) -> bool:
    """None is inside or across another; they come by their first words."""
    free = 0
    for start, end, _ in hits:
        if start < free:
            return False
        free = end
    return True


def _keep_apart(hits: Iterable[_Hit], weights: Sequence[float]) -> list[_Hit]:
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0], -weights[hit[2]], hit[2])):
        places = range(hit[0], hit[1])
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(hit)
    return kept


def _firmness(words: Words) -> list[float]:
    """How much each word's place says of the paper itself: most where the authors propose, less in background
    sentences and after "such as"."""
    starts = words.sentence_starts()
    result: list[float] = []
    for start, end in zip(starts, [*starts[1:], len(words.words)], strict=True):
        sentence = words.words[start:end]
        telling = _TELLING.intersection(sentence)
        weights = [_sentence_weight(telling)] * (end - start)
        if not _ASIDE.isdisjoint(telling):
            for place in (i for i, word in enumerate(sentence) if word in _ASIDE):
                for after in range(place + 1, min(place + 6, len(weights))):
                    weights[after] *= ASIDE_WEIGHT
        result += weights
    return result


def _sentence_weight(telling: Set[str]) -> float:
    if _OWN.isdisjoint(telling):
        return BACKGROUND_WEIGHT
    return 1.0 if _PROPOSING.isdisjoint(telling) else PROPOSING_WEIGHT
