"""The lines of a list → one warning where they are broken at a width, as an editor or a mail does it; knows no entries."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model import Problem
from .lines import Line, is_sentence
from .telling import problem_at

_FULL = 40  # signs of a line that may have been broken because it was full
_LONG = 120  # signs that hardly a broken line has
_HARDLY = 0.05
_FEWEST = 3  # lines that go on, below which it may be chance
_GO_ON = 0.5  # of the full lines go on in the next: in broken texts four of five do, in others hardly one of a hundred
_IN_A_ROW = 0.25  # … and so does the next one: then they are no titles over texts in small letters


def find_wrapping(body: Sequence[Line], path: str) -> Problem | None:
    """A text goes on in the next line where a full line does not end like a sentence, and the next begins with a small letter."""
    full = sum(len(line.text) >= _FULL for line in body)
    going = [len(line.text) >= _FULL and after.text[0].islower() and not is_sentence(line) for line, after in pairwise(body)]
    twice = sum(one and other for one, other in pairwise(going))
    long = sum(len(line.text) > _LONG for line in body)
    if sum(going) < max(_FEWEST, _GO_ON * full) or twice < _IN_A_ROW * full or long > _HARDLY * full:
        return None
    message = "abstracts are broken into lines, so that papers cannot be told apart; save each paragraph as one line"
    return problem_at("warning", "wrapped-lines", path, [line.number for line in body], message)
