"""A single piece of TeX (a macro, an accent, a script) into the Unicode text it stands for; None where there is none.

It knows nothing of where the piece stood. Symbols come from pylatexenc's table, which is only looked up, never run.
"""

from __future__ import annotations

import re
from unicodedata import combining, lookup, normalize

from pylatexenc.latex2text import get_default_latex_context_db

from .rules import HELD


def _read_table() -> tuple[dict[str, str], frozenset[str]]:
    """One-character symbols by macro name, and every name known; macros that take arguments have no symbol."""
    table = get_default_latex_context_db()
    names = frozenset(spec.macroname for spec in table.iter_macro_specs())
    texts = {name: table.get_macro_spec(name).simplify_repl for name in names}
    return {n: text.strip() for n, text in texts.items() if isinstance(text, str) and len(text.strip()) == 1}, names


_SYMBOLS, _NAMES = _read_table()
_STYLES = re.compile(r"(?:text|math|operator)[a-z]{2,8}|(?:begin|end|item|label|[bB]igg?[lr]?|cal|bf|rm|hline)")

LATIN = {"ie": "i.e.", "eg": "e.g.", "etc": "etc.", "etal": "et al.", "wrt": "w.r.t.", "cf": "cf.", "vs": "vs.",
         "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX"}  # fmt: skip
OPERATORS = re.compile(r"log|ln|exp|min|max|sup|inf|lim|sin|cos|tan|arg|argmax|argmin|det|dim|gcd|Pr")
_PLAIN = {"textless": "<", "textgreater": ">", "textbar": "|", "textasciicircum": "^"}
_ACCENTS = {"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
            '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
            "b": "\u0331"}  # fmt: skip
_OVER = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "overline": "\u0304", "vec": "\u20d7", "dot": "\u0307"}
SUPER = str.maketrans("0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW×′",
                      "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂˣ′")  # fmt: skip
SUB = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_IS_HELD = re.compile(f"[{HELD}]")
_AROUND_SIGN = re.compile(r" ?([×+−=-]) ?")


def symbol(name: str) -> str | None:
    """The one sign a macro's name stands for (`alpha` → α); None for every other name, known or not."""
    return _SYMBOLS.get(name)


def is_macro(name: str) -> bool:
    """Whether TeX, or a usual package, has a macro of this name."""
    return name in _NAMES or bool(_STYLES.fullmatch(name))


def macro_text(name: str) -> str | None:
    """A shorthand, an operator's name or one sign beyond ASCII; None for an author's own macro."""
    if name in LATIN:
        return LATIN[name]
    if OPERATORS.fullmatch(name):
        return name
    sign = _SYMBOLS.get(name)
    return sign if sign and not sign.isascii() and not combining(sign) else None


def text_symbol(name: str, before: str) -> str | None:
    """A sign spelt out (`textendash`); a tilde stands for “about”, but in a path: behind a slash or a whole address."""
    if name == "textasciitilde":
        return "~" if not before or before == "/" or _IS_HELD.match(before) else "∼"
    return _PLAIN.get(name) or _SYMBOLS.get(name)


def accented(mark: str, letter: str) -> str | None:
    """The letter under a TeX accent, where Unicode has it as one character."""
    whole = normalize("NFC", letter + _ACCENTS[mark])
    return whole if len(whole) == 1 else None


def overlined(over: str, letter: str) -> str:
    """A letter under \\hat, \\bar, \\vec and their like."""
    return normalize("NFC", letter + _OVER[over.removeprefix("wide")])


def blackboard(letter: str) -> str:
    """`R` → ℝ, for A to Z."""
    kind = "DOUBLE-STRUCK CAPITAL" if letter in "CHNPQRZ" else "MATHEMATICAL DOUBLE-STRUCK CAPITAL"
    return lookup(f"{kind} {letter}")


def scripted(inner: str, table: dict[int, int]) -> str | None:
    """Raised or lowered text (a stop stays as it is), None where Unicode lacks a sign for it."""
    inner = _AROUND_SIGN.sub(r"\1", inner)
    return inner.translate(table) if all(ord(c) in table or c == "." for c in inner) else None
