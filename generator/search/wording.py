"""The words of a query → units: for each word the terms that may stand for it, with what each is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .analysis import Chunk, is_stop_word, split_chunks, stem
from .filters import adjoining_papers
from .index import Index
from .lexicon import Lexicon, complete, correct, is_word, is_written

FULL = 256  # a weight of one
JOINED = 3  # so many words may be one written apart
_BEGUN, _BEGUN_TOO = 200, 64  # a completion of a word nobody wrote; of one that is a word already
_LONGER = 2  # letters from which a whole word is still completed
_STEM = 5  # letters from which a word that no paper has may be the beginning of one: telecom → telecommunications
_MENDED = 224  # the best correction; each further one costs a share of that
_LEAST = 2  # letters of a word's part
_ONCE = 8  # eighths of an edit
_SPREAD = 4  # a correction this much farther than the best is none


@dataclass(frozen=True, slots=True)
class Unit:
    """A word of the query and its (term, weight) alternatives, weights in FULL."""

    word: str
    terms: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The units of a text; `words` are its words, each with what it may be mended to, the nearest first; `mended`: any was."""

    units: tuple[Unit, ...]
    words: tuple[tuple[str, ...], ...]
    mended: bool

    def shown(self, matched: Collection[str] = ()) -> str:
        """The text with its words mended: to those that a paper was `matched` by, else to the nearest."""
        return " ".join(next((word for word in words if stem(word) in matched), words[0]) for words in self.words)


def read_words(index: Index, text: str, *, typing: bool, mend: bool) -> Reading:
    """Turn a text into units; stop words rank nothing unless there are only such."""
    chunks = split_chunks(text)
    words = [part for chunk in chunks for part in chunk.parts]
    joined = _joined(index, chunks, words)
    ranking = [word for word in words if not is_stop_word(word)] or words
    units, read, mended = [], [], False
    for at, word in enumerate(words):
        if word not in ranking:
            read.append((word,))
            continue
        terms = {stem(word): FULL, **joined[at]}
        known = any(term in index.terms or term in index.meaning for term in terms)
        if (typing and at == len(words) - 1) or (not known and len(word) >= _STEM):
            _add_completions(terms, word, known, index.lexicon)
            known = known or len(terms) > 1
        better = _mend(word, index) if mend and not known else []
        for other, weight in better:
            terms[stem(other)] = max(weight, terms.get(stem(other), 0))
        mended = mended or bool(better)
        read.append(_mended(word, better))
        units.append(Unit(word, tuple(terms.items())))
    return Reading(tuple(units), tuple(read), mended)


def _joined(index: Index, chunks: Sequence[Chunk], words: Sequence[str]) -> list[dict[str, int]]:
    """For each word the terms that it makes with its neighbours or its marks: `dr bert` → drbert, `DefSent+`."""
    found: list[dict[str, int]] = [{} for _ in words]
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + JOINED) + 1):
            whole = "".join(words[start:end])
            term = stem(whole)
            if (whole in index.names or is_written(whole, index.lexicon)) and term in index.terms:
                for at in range(start, end):
                    found[at][term] = FULL
    at = 0
    for chunk in chunks:
        if chunk.marked and chunk.marked in index.terms:
            found[at + len(chunk.parts) - 1][chunk.marked] = FULL
        at += len(chunk.parts)
    return found


def _add_completions(terms: dict[str, int], word: str, known: bool, lexicon: Lexicon) -> None:
    """The word may go on."""
    if known and len(word) < _LONGER:
        return
    for other in complete(word, lexicon):
        term = stem(other)
        terms.setdefault(term, _BEGUN_TOO if known else _BEGUN)


def _mend(word: str, index: Index) -> list[tuple[str, int]]:
    """The words it may stand for, with weights: near ones, the nearest first, or two that stand side by side in a paper.

    What a browser must load for it is asked for last: the English words, and where words stand.
    """
    near, halves = correct(word, index.lexicon), _halves(word, index.lexicon)
    if not (near or halves) or is_word(word, index.lexicon):
        return []
    if near:
        best = near[0][0]
        return [(other, _MENDED * (_ONCE + 1) // (_ONCE + 1 + cost - best)) for cost, other in near if cost - best <= _SPREAD]
    return [(half, FULL) for half in _side_by_side(halves, index)]


def _mended(word: str, better: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """What the word may be: other words, or those that it is written together of; itself where nothing is better."""
    parts = tuple(other for other, _ in better)
    return (" ".join(parts),) if "".join(parts) == word else parts or (word,)


def _halves(word: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """`debertav3` → deberta, v3: the pairs of words of the papers that it may be, written together."""
    pairs = [(word[:at], word[at:]) for at in range(_LEAST, len(word) - 1)]
    return [pair for pair in pairs if all(is_written(half, lexicon) for half in pair)]


def _side_by_side(pairs: Sequence[tuple[str, str]], index: Index) -> tuple[str, ...]:
    """The first pair that some paper has so."""
    return next((pair for pair in pairs if adjoining_papers(index, [stem(half) for half in pair])), ())


def spans(text: str) -> Iterator[tuple[str, bool]]:
    """Up to four neighbouring chunks written together, and whether that is the whole text."""
    chunks = [chunk.marked or chunk.joined or "".join(chunk.parts) for chunk in split_chunks(text)]
    for start in range(len(chunks)):
        for end in range(start + 1, min(len(chunks), start + 4) + 1):
            yield "".join(chunks[start:end]), end - start == len(chunks)
