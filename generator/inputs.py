"""What a build reads, as values: texts and bytes with the names that messages call them by; knows no files, and nothing of what texts mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .fingerprint import fingerprint
from .model import Problem, SourceText


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBytes:
    """One input file that is no text: `path` for messages."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything a build reads: digest texts, texts of the curated files, the vectors (None where there is none).

    `word_vectors` and `english` are packaged data of the search; without them it does with less. `fonts` are a regular and
    a strong cut for cards; without them there are none.
    """

    digests: tuple[SourceText, ...]
    infos: SourceText | None
    corrections: SourceText | None
    vocabulary: SourceText
    vectors: SourceBytes | None = None
    layout: SourceText | None = None
    word_vectors: bytes = b""
    english: bytes = b""
    fonts: tuple[bytes, ...] = ()
    problems: tuple[Problem, ...]

    def without_texts(self) -> Inputs:
        """The same for one who only compares: each digest's text is a short one that tells it from others."""
        return replace(self, digests=tuple(replace(digest, text=fingerprint(digest.text)) for digest in self.digests))
