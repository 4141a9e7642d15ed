"""A text → its chunks (what stands between white space), their words, and the terms they are found by.

Everything here has a twin in the browser: NFKC and NFKD, lower case, and the character ranges written out below.
Knows nothing of papers or fields.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS

from ..ids import GREEK, LATIN

STOP_WORDS: frozenset[str] = frozenset(WORDS)
LONGEST = 40  # letters of a term that count
MOST_JOINED = 4  # parts of a chunk that are also found when written together
# Scripts written without spaces, found by pairs of letters: Thai to Khmer, kana, Han, Hangul.
_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    r"\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks that belong to the letter before them, in scripts that write vowels so.
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963\u0981-\u0dff"
_SYMBOLS = r"\u2190-\u22ff\u27c0-\u27ef\u2900-\u2bff\U0001f300-\U0001faff"
_LETTER = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])"
_PART = rf"(?:[0-9]+(?:\.[0-9]+)+{_LETTER}*|{_LETTER}+)"
_JOINT = r"(?:[-^&_+'’‐–]|\.(?=[0-9])|(?<=[0-9])\.)"
_CHUNK = re.compile(rf"{_PART}(?:{_JOINT}{_PART})*[+#]*|[{_UNSPACED}]+|[{_SYMBOLS}]")
_ASCII_CHUNK = re.compile(_CHUNK.pattern.replace(_LETTER, "[a-zA-Z0-9]"))  # finds the same in such a text, in a third of the time
_PARTS = re.compile(_PART)
_RUN = re.compile(rf"[{_UNSPACED}]+")
_POSSESSIVE = re.compile(r"['’][sS](?![^\W_])")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_VERSION = re.compile(r"v?[0-9]+(?:\.[0-9]+)*[a-z]?")
_ASCII_WORD = re.compile(r"[a-z]+")
_LETTERS = LATIN | {"ς": "σ"}
_SPECIAL = re.compile("[" + "".join(_LETTERS) + "]")
_SUFFIXES = {"+": "plus", "#": "sharp"}
_GREEK = GREEK | {"∞": "infinity", "∇": "nabla", "∂": "partial", "∑": "sum"}
# British spellings are indexed and searched as American ones; the bases before -ise that are not verbs in -ize.
_NOT_IZE = re.compile(
    r"(?:[aeouvw]|rt|pr|ch|nd|gu|cr|prom|prem|surm|conc|prec|exerc|circumc|parad|treat|desp|trell|adm|arr|anal)$"
)
_ISE = re.compile(r"([a-z]{4,})is(e|ed|es|er|ers|ing|able|ation|ations)")
_OUR = re.compile(r"(col|behavi|fav|neighb|hon|lab|hum|tum|vap|harb|arm|flav|sav|vig|rig|endeav)our")
_YSE = re.compile(r"(anal|catal|paral|hydrol)ys(e|ed|es|er|ers|ing)")
_WHOLE = {
    "centre": "center", "centres": "centers", "centred": "centered", "catalogue": "catalog", "grey": "gray",
    "catalogues": "catalogs", "programme": "program", "programmes": "programs", "defence": "defense",
    "licence": "license", "fibre": "fiber", "metre": "meter", "dialogue": "dialog", "dialogues": "dialogs",
    "ageing": "aging", "artefact": "artifact", "artefacts": "artifacts", "sceptical": "skeptical",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)  # told apart by identity, which is quick to look up
class Chunk:
    """What a person writes without a space: `W2v-BERT` has parts w2v, bert and is joined w2vbert.

    `marked` tells DefSent+ from DefSent (else it is empty); `capital`: it begins with a capital letter.
    """

    parts: tuple[str, ...]
    joined: str
    marked: str
    capital: bool


def fold(text: str) -> str:
    """Compatibility form, lower case, no accents on Latin and Greek letters."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    bare = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", lower)))
    return _SPECIAL.sub(lambda match: _LETTERS[match[0]], bare)


def split_chunks(text: str) -> list[Chunk]:
    """The chunks of a text in order; one for each run of an unspaced script, one for each symbol."""
    return [chunk for chunk in map(read_chunk, find_chunks(text)) if chunk.parts]


def find_chunks(text: str) -> list[str]:
    """The same as they stand in the text's compatibility form, with those that have no parts."""
    if text.isascii():
        return _ASCII_CHUNK.findall(_POSSESSIVE.sub("", text))
    return _CHUNK.findall(_POSSESSIVE.sub("", unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=1 << 16)
def read_chunk(written: str) -> Chunk:
    """One chunk, as it stands in a text in compatibility form."""
    body = written.rstrip("+#")
    if _RUN.fullmatch(body):
        return Chunk(_pairs(fold(body)), "", "", False)
    folded = [part for part in map(fold, _PARTS.findall(body) or [body]) if part]  # a mark alone folds to nothing
    parts = tuple(_GREEK.get(part, part)[:LONGEST] for part in folded)
    joined = "".join(parts)[:LONGEST] if len(parts) <= MOST_JOINED else ""
    ending = "".join(_SUFFIXES[mark] for mark in written[len(body) :][:3])
    return Chunk(parts, joined, joined + ending if ending and joined else "", body[:1] != body[:1].lower())


def _pairs(run: str) -> tuple[str, ...]:
    return tuple(run[i : i + 2] for i in range(len(run) - 1)) or (run,)


def is_version(part: str) -> bool:
    """`3`, `v2`, `1.5b`: what follows a name and is often written together with it."""
    return _VERSION.fullmatch(part) is not None


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """A folded word's term: American spelling, then lunr's Porter stemmer; words with other letters stay."""
    if not _ASCII_WORD.fullmatch(word):
        return word
    return PorterStemmer().stem(americanise(word))


def americanise(word: str) -> str:
    """colour → color, quantisation → quantization, modelling → modeling; noise and supervised stay."""
    if word in _WHOLE:
        return _WHOLE[word]
    match = _ISE.fullmatch(word)
    if match and not _NOT_IZE.search(match[1]):
        word = f"{match[1]}iz{match[2]}"
    match = _YSE.fullmatch(word)
    if match:
        word = f"{match[1]}yz{match[2]}"
    return _OUR.sub(r"\1or", word, count=1)


def is_stop_word(word: str) -> bool:
    """A word that ranks nothing."""
    return word in STOP_WORDS
