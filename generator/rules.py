"""What a rule of repair is: a pattern in one line of text, and what stands in place of each match.

It knows no rule. Web addresses, code and corrected spans reach a rule as single private characters (see `HELD`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Match = re.Match[str]

HELD = "\U000f0000-\U0010ffff"  # the character class of what is held back from the rules
HELD_FIRST, HELD_COUNT = 0xF0000, 0x1FFF0


@dataclass(frozen=True, slots=True)
class Rule:
    """Every match of `pattern` becomes `replacement`; a match that comes out unchanged is no repair.

    `mark` is a string that every match contains: a text without it is not searched, which makes sound text cheap.
    `guard`, where the mark is a common one, is a quick pattern that finds something in every text with a match.
    Patterns must be linear: bound every repetition that can start at any character, or start it at a mark.
    """

    name: str
    mark: str
    pattern: re.Pattern[str]
    replacement: str | Callable[[Match], str]
    guard: re.Pattern[str] | None = None

    def put(self, match: Match) -> str:
        """What stands in place of one match."""
        return match.expand(self.replacement) if isinstance(self.replacement, str) else self.replacement(match)


def rule(name: str, mark: str, pattern: str, replacement: str | Callable[[Match], str], guard: str = "") -> Rule:
    """One line of a table of rules."""
    return Rule(name, mark, re.compile(pattern), replacement, re.compile(guard) if guard else None)
