"""Titles → stable identifiers that serve as page addresses; knows nothing of papers beyond their titles."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from .text import title_key

_LONGEST = 80
_DROPPED = re.compile(r"[\\^{}$'\"`\u2018\u2019\u201c\u201d]")
_OTHER = re.compile(r"[^a-z0-9]+")
# As the search reads them too; accents are no letters of their own.
LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_NAMES = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega"
GREEK = dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", _NAMES.split(), strict=True))
_GREEK_WORD = re.compile("[α-ω]{3}")
# Addresses below papers/ that list pages take.
RESERVED = frozenset({"page", "by-title", "by-comments", "index"})


def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 80 characters, cut at a word; may be empty.

    Accents are folded, TeX marks and quotes vanish (`Met^2Net` → `met2net`), `+` is spelt (`mmrl-plus-plus`), and so are Latin letters
    that are no accented ones and Greek signs (`Straße` → `strasse`, `β-VAE` → `beta-vae`); nothing else beyond ASCII is.
    """
    folded = _to_ascii(_DROPPED.sub("", text[:2000]))
    slug = _OTHER.sub("-", folded.lower().replace("+", "-plus")).strip("-")
    if len(slug) <= _LONGEST:
        return slug
    cut = slug.rfind("-", 0, _LONGEST + 1)
    return slug[: cut if cut > 0 else _LONGEST]


def _to_ascii(text: str) -> str:
    if text.isascii():
        return text
    lower = unicodedata.normalize("NFKD", text).lower()
    spelt = LATIN if _GREEK_WORD.search(lower) else LATIN | GREEK  # the words of a Greek title are none of signs
    return lower.translate(str.maketrans(spelt)).encode("ascii", "ignore").decode()


def assign_ids(titles: Sequence[str]) -> list[str]:
    """One identifier a title, in the given order; the first title keeps the plain slug.

    A later title with the same slug, and one whose slug is empty or reserved, gets six hexadecimal digits of its
    title's hash; a counter follows where even that is taken. So an identifier depends on titles alone.
    """
    taken: set[str] = set(RESERVED)
    counts: dict[str, int] = {}
    ids = []
    for title in titles:
        slug = slugify(title)
        if not slug or slug in taken:
            digest = hashlib.sha256(title_key(title).encode("utf-8", "surrogatepass")).hexdigest()[:6]
            slug = f"{slug or 'paper'}-{digest}"
        base = slug
        while slug in taken:
            counts[base] = counts.get(base, 1) + 1
            slug = f"{base}-{counts[base]}"
        taken.add(slug)
        ids.append(slug)
    return ids
