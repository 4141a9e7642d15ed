"""A paper → a picture of its title for link previews: 1200 × 630, sixteen colours, drawn from the text alone.

Fonts are given; a text that they cannot write has no card of its own, so that nobody sees boxes in place of letters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout

from .assets import Maker
from .fingerprint import fingerprint, program_versions
from .markup import clean
from .metadata import CARD_HEIGHT, CARD_WIDTH, wants_cards
from .model import Catalogue, Paper
from .png import Colour, write_png
from .publication import Settings
from .wording import badge, count, long_date, shorten

Keep = Callable[[str, Maker], bytes]

FOLDER = "cards"
_VERSION = "2"  # of the drawing: kept cards of another are not used
_MARGIN = 84
_WIDTH = CARD_WIDTH - 2 * _MARGIN
_TITLE_TOP, _TITLE_BOTTOM = 150, 500
_SIZES = (84, 76, 68, 62, 56, 50, 44, 38, 32)
_LEADING = 1.18
_LONGEST = 280  # characters of a title

# Paper, then ink, soft and accent as the theme's light scheme has them, each in steps for smooth edges.
_PAPER: Colour = (0xFC, 0xFA, 0xF6)
_TONES: tuple[tuple[Colour, int], ...] = (((0x1E, 0x1C, 0x19), 6), ((0x5F, 0x59, 0x4F), 4), ((0x9A, 0x34, 0x12), 4))


def _mixed(tone: Colour, share: float) -> Colour:
    red, green, blue = (round(paper + (ink - paper) * share) for paper, ink in zip(_PAPER, tone, strict=True))
    return red, green, blue


def _steps(first: int, number: int) -> np.ndarray:
    """Grey → palette entry: 0 for paper, then `number` entries from `first` on."""
    level = (np.arange(256) * number + 127) // 255
    return np.where(level, level + first - 1, 0).astype(np.uint8)


_PALETTE = [_PAPER, *(_mixed(tone, step / steps) for tone, steps in _TONES for step in range(1, steps + 1))]
_INK, _SOFT, _ACCENT = _steps(1, 6), _steps(7, 4), _steps(11, 4)
# Each tone has rows of its own: the rule on top, name and title, facts, tags.
_BANDS = ((0, 12, _ACCENT), (12, 508, _INK), (508, 558, _SOFT), (558, CARD_HEIGHT, _ACCENT))


@dataclass(frozen=True, slots=True)
class Fonts:
    """A regular and a strong cut, of any size: the drawing asks for its own. `key` tells them, and what draws them, from others."""

    regular: FreeTypeFont
    strong: FreeTypeFont
    key: str


class _Held:
    """A font's bytes, to be read as from a file."""

    def __init__(self, data: bytes) -> None:
        self.read = lambda: data


def open_fonts(files: Sequence[bytes]) -> Fonts | None:
    """The two cuts, letters set one by one as every build of Pillow can; None where there are none."""
    cuts = [FreeTypeFont(_Held(data), 20, layout_engine=Layout.BASIC) for data in files]  # type: ignore[arg-type]
    return Fonts(*cuts, key=fingerprint(tuple(files), program_versions())) if cuts else None


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: the site's name on top, the title, a line of facts, a line of tags."""

    site: str
    title: str
    facts: str = ""
    tags: str = ""

    @property
    def path(self) -> str:
        """Named by what it says, so that a changed card has a new address and the old one is not shown from a cache."""
        said = "\0".join((_VERSION, self.site, self.title, self.facts, self.tags))
        return f"{FOLDER}/{hashlib.sha256(said.encode()).hexdigest()[:12]}.png"


@dataclass(frozen=True, slots=True)
class Cards:
    """Paper id → its card; "" stands for the site, whose card serves all that have none of their own."""

    cards: Mapping[str, Card]
    fonts: Fonts | None = None

    def paths(self) -> dict[str, str]:
        """Paper id → the card's file."""
        return {key: card.path for key, card in self.cards.items()}

    def files(self, keep: Keep) -> dict[str, Maker]:
        """File → what makes it; `keep` may have it from an earlier build."""
        if self.fonts is None:
            return {}
        return {card.path: partial(keep, f"cards-{self.fonts.key}/{card.path}", partial(draw_card, card, self.fonts)) for card in self.cards.values()}


def make_cards(catalogue: Catalogue, settings: Settings, fonts: Fonts | None) -> Cards:
    """Cards of all papers that the fonts can write, where they are wanted and the site's address is known."""
    if not (fonts and wants_cards(settings, len(catalogue.papers))):
        return Cards({})
    labels = {tag.id: tag.label for tag in catalogue.tags}
    site = clean(settings.site_name)
    known = f"{count(len(catalogue.papers), 'paper')} from {count(len(catalogue.digests), 'digest')}"
    cards = {"": Card(site="", title=site, facts=known)}
    for paper in catalogue.papers:
        tags = [labels[given.tag] for given in catalogue.tagging.get(paper.id, ())]
        card = _paper_card(site, paper, tags)
        if can_write(fonts, card.title):
            cards[paper.id] = card
    return Cards({key: _writable(card, fonts) for key, card in cards.items()}, fonts)


def _paper_card(site: str, paper: Paper, tags: Iterable[str]) -> Card:
    facts = [long_date(paper.date)] if paper.date else []
    if paper.date_year_inferred:
        facts.append("year inferred")
    if shown := badge(paper):
        facts.append(clean(shown))
    return Card(site, shorten(clean(paper.title), _LONGEST), " · ".join(facts), " · ".join(tags))


def _writable(card: Card, fonts: Fonts) -> Card:
    """The lesser lines may go where a letter is lacking."""
    lines = [line if can_write(fonts, line) else "" for line in (card.site, card.facts, card.tags)]
    return Card(lines[0], card.title if can_write(fonts, card.title) else "", lines[1], lines[2])


def can_write(fonts: Fonts, text: str) -> bool:
    """Whether both cuts have every letter; one that is set by rules of its own, or from right to left, counts as lacking."""
    return all(_has(fonts, char) for char in set(text))


@cache
def _has(fonts: Fonts, char: str) -> bool:
    lacking = "\uffff"
    return char == " " or all(_shape(font, char) not in (b"", _shape(font, lacking)) for font in (fonts.regular, fonts.strong))


def _shape(font: FreeTypeFont, char: str) -> bytes:
    return bytes(font.getmask(char))


def draw_card(card: Card, fonts: Fonts) -> bytes:
    """The picture as PNG."""
    layer = Image.new("L", (CARD_WIDTH, CARD_HEIGHT))
    pen = ImageDraw.Draw(layer)
    pen.rectangle((0, 0, CARD_WIDTH, 11), fill=255)
    pen.text((_MARGIN, 92), card.site, font=_sized(fonts.strong, 34), fill=255, anchor="ls")
    for top in (112, 117):
        pen.rectangle((_MARGIN, top, CARD_WIDTH - _MARGIN - 1, top + 1), fill=255)
    font, lines = _set_title(card.title, fonts.strong)
    step = round(font.size * _LEADING)
    top = _TITLE_TOP + max(0, (_TITLE_BOTTOM - _TITLE_TOP - step * len(lines)) // 3)
    for number, line in enumerate(lines, 1):
        pen.text((_MARGIN, top + step * number - round(font.size * 0.18)), line, font=font, fill=255, anchor="ls")
    small = _sized(fonts.regular, 30)
    for line, base in ((card.facts, 546), (card.tags, 590)):
        pen.text((_MARGIN, base), _fitted(line, small), font=small, fill=255, anchor="ls")
    grey = np.asarray(layer)
    bands = [table[grey[first:last]] for first, last, table in _BANDS]
    return write_png(np.concatenate(bands), _PALETTE)


@cache
def _sized(font: FreeTypeFont, size: int) -> FreeTypeFont:
    return font.font_variant(size=size)


def _set_title(title: str, strong: FreeTypeFont) -> tuple[FreeTypeFont, list[str]]:
    """The largest size at which the title fits, its lines about equally long; what never fits is cut."""
    for size in _SIZES:
        font = _sized(strong, size)
        space, words = font.getlength(" "), [(word, font.getlength(word)) for word in title.split()]
        most = int((_TITLE_BOTTOM - _TITLE_TOP) / (size * _LEADING))
        lines = list(_wrap(words, space, _WIDTH))
        if len(lines) <= most and all(length <= _WIDTH for _, length in lines):
            return font, _balance(words, space, len(lines))
    return font, [_fitted(line, font) for line, _ in lines[:most]]


def _wrap(words: Sequence[tuple[str, float]], space: float, width: float) -> Iterator[tuple[str, float]]:
    """Words with their widths → lines with theirs, as many words to each as go in."""
    line, length = "", 0.0
    for word, wide in words:
        if line and length + space + wide > width:
            yield line, length
            line, length = word, wide
        else:
            line, length = (f"{line} {word}", length + space + wide) if line else (word, wide)
    if line:
        yield line, length


def _balance(words: Sequence[tuple[str, float]], space: float, lines: int) -> list[str]:
    """The narrowest column that needs no further line."""
    low, high = max(wide for _, wide in words) - 1 if words else 0.0, float(_WIDTH)
    while high - low > 8:
        middle = (low + high) / 2
        if len(list(_wrap(words, space, middle))) <= lines:
            high = middle
        else:
            low = middle
    return [line for line, _ in _wrap(words, space, high)]


def _fitted(line: str, font: FreeTypeFont) -> str:
    """A line cut to the card's width, measured by its ink: an ellipsis has more of it than its advance says."""
    longest = len(line)
    while font.getbbox(line)[2] > _WIDTH:
        longest -= 1
        line = shorten(line, longest)
    return line
