"""The general rules that turn TeX residue in a line of prose into plain Unicode text, as one ordered table.

It knows nothing of papers or corrections. Web addresses and corrected spans reach it as single private characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from pylatexenc.latex2text import LatexNodes2Text

Match = re.Match[str]


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
    """One line of the table."""
    return Rule(name, mark, re.compile(pattern), replacement, re.compile(guard) if guard else None)


@lru_cache(maxsize=4096)
def _symbol(tex: str) -> str:
    return LatexNodes2Text().latex_to_text(tex).strip()


_LATIN = {"ie": "i.e.", "eg": "e.g.", "etc": "etc.", "etal": "et al.", "wrt": "w.r.t.", "cf": "cf.", "vs": "vs.",
          "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX"}  # fmt: skip
_OPERATORS = re.compile(r"log|ln|exp|min|max|sup|inf|lim|sin|cos|tan|arg|argmax|argmin|det|dim|gcd|Pr")
_SUPER = str.maketrans("0123456789+-−=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁱⁿ")
_SUB = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

_GREEK = (
    "[Aa]lpha|[Bb]eta|[Gg]amma|[Dd]elta|[Ee]psilon|varepsilon|zeta|eta|[Tt]heta|iota|kappa|[Ll]ambda|mu|nu|[Xx]i|[Pp]i|rho"
    "|[Ss]igma|tau|[Uu]psilon|[Pp]hi|varphi|chi|[Pp]si|[Oo]mega|ell"
)
# Words that open an aside or go on after it: a closed-up "--" before one of them is a dash between clauses.
_OPENERS = (
    "(?:a|an|the|this|these|those|that|which|who|whose|where|when|while|whereas|whether|what|how|why|it|its|they|their|we|our"
    "|in|on|at|of|to|for|from|by|with|without|within|across|over|under|into|onto|through|than|as|like|unlike|such|both|and"
    "|or|but|nor|yet|so|if|because|since|although|though|even|not|no|only|just|also|is|are|was|were|be|has|have|had|can|could"
    "|may|might|will|would|should|must|does|do|did|namely|i\\.e|e\\.g|known|thus|hence|often|most|all|some|any|each|one|two"
    "|[a-z]{3,20}(?:ing|ed|ly))(?![\\w-])"
)


def _macro(match: Match) -> str:
    """A shorthand, an operator's name or one symbol; an author's own macro stays (a correction must say what it is)."""
    name = match["name"]
    if name in _LATIN:
        return _LATIN[name]
    if _OPERATORS.fullmatch(name):
        return name + match["stop"]
    symbol = _symbol("\\" + name)
    known = len(symbol) == 1 and not symbol.isascii() and not combining(symbol)
    return symbol + match["stop"] if known else match[0]


def _formula(match: Match) -> str:
    """What stands between two $; a macro at its end stays apart from a letter behind it (45$^\\circ$C)."""
    ends_open = _MACRO_END.search(match[1]) and match.string[match.end() : match.end() + 1].isalpha()
    inner = _COUNT.sub(lambda found: found[1].translate(_SUB), match[1])
    return inner + "{}" if ends_open else inner


def _letter(match: Match) -> str:
    """A letter of its own that stands in a word, with the space that only ended its name."""
    return _symbol("\\" + (match[1] or match[2]))


_PLAIN_SYMBOLS = {"textless": "<", "textgreater": ">", "textbar": "|", "textasciitilde": "~", "textasciicircum": "^"}


def _text_symbol(match: Match) -> str:
    """A sign spelt out (textendash), with the space that only ended its name."""
    symbol = _PLAIN_SYMBOLS.get(match["name"]) or _symbol("\\" + match["name"])
    return symbol if len(symbol) == 1 and symbol != "\\" else match[0]


def _accent(match: Match) -> str:
    letter = match["braced"] or match["bare"]
    symbol = _symbol(f"\\{match['mark']}{{{letter}}}")
    return symbol if len(symbol) == 1 else match[0]


_OVER = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "overline": "\u0304", "vec": "\u20d7", "dot": "\u0307"}


def _over(match: Match) -> str:
    return normalize("NFC", match["letter"] + _OVER[match["over"].removeprefix("wide")])


def _script(table: dict[int, int]) -> Callable[[Match], str]:
    def put(match: Match) -> str:
        inner = match["braced"] or match["bare"]
        return inner.translate(table) if all(ord(c) in table or c == "." for c in inner) else match[0]

    return put


def _fraction(match: Match) -> str:
    sides = (part if re.fullmatch(r"[\w.]+", part) else f"({part})" for part in (match["over"], match["under"]))
    return "/".join(sides)


def _root(match: Match) -> str:
    return "√" + (match[1] if re.fullmatch(r"\w+", match[1]) else f"({match[1]})")


def _blackboard(match: Match) -> str:
    return _symbol(f"\\mathbb{{{match[1]}}}") or match[0]


def _greek(match: Match) -> str:
    return _symbol("\\" + match[1]) or match[0]


_COUNT = re.compile(r"^_\{?(\d{1,3})\}?")  # H$_2$O
_MACRO_END = re.compile(r"\\[A-Za-z]{1,20}$")
_SCRIPTABLE = r"(?:\{(?P<braced>[^{}\s]{1,12})\}|(?P<bare>%s))"
_NOT_IN_NAME = r"(?![\w/]|\.\w|[-−]\d)"

TEX_RULES: tuple[Rule, ...] = (
    # what was quoted or escaped for another format
    rule("escaped-quote", '\\"', r'(?<!\w)\\"([^"\\]{1,120})\\"(?!\w)', r'"\1"'),
    rule("escaped-apostrophe", "\\'", r"\\'(?=(?:s|t|re|ve|d|ll|m)\b)", "'"),
    # citations, references, accents, shorthand
    rule("lost-citation", "~", r"(?<=\w)~\\?[a-z][a-z-]{1,30}(?:19|20)\d\d[a-z]{2,30}(?!\w)", ""),
    rule("lost-citation", "\\", r"[ ~]{0,3}\\(?:cite[a-z]{0,8}|(?:eq|auto)?ref|label)\*?(?:\[[^][{}]{0,60}\]){0,2}"
                          r"\{[^{}]{0,300}\}", ""),
    rule("tie", "~", r"\b(i\.e|e\.g)\.?~(?!~)", r"\1. "),
    rule("tie", "~", r"(?<=[^\s~(\[{<>=/\\])(?<!\d)~(?=[\w(\[\\“‘`$])", " "),
    rule("tie", "~", r"(?<=\d)~(?=[A-Za-zα-ω(\[\\$])", " "),
    rule("accent", "\\", r"""\\(?P<mark>[`'^"~=.])(?:\{\\?(?P<braced>[A-Za-z])\}|(?P<bare>[AEIOUYNCaeiouync]))""", _accent),
    rule("accent", "\\", r"(?<!\w)\\(?P<mark>[cHkruvbd])\{(?P<braced>[A-Za-z])(?P<bare>)\}", _accent),
    rule("accent", "\\", r"(?<=[A-Za-z])\\(?P<mark>[cHkruvbd])\{(?P<braced>[A-Za-z])(?P<bare>)\}", _accent),
    rule("tex-space", "\\", r"(?<=[\w$)}%<>=±×≈∼≲≳])\\[,;:](?=[\w$(\\{<>=±×≈∼≲≳])|(?<=[\w.,)%])\\ (?=\S)"
                       r"|(?<=\S) \\\\ (?=\S)", " "),
    rule("layout", "\\", r"\\(?:begin|end)\{[a-z]{3,20}\*?\}(?:\[[^][]{0,30}\])?", " "),
    rule("layout", "\\", r"\\(?:noindent|par|newline|linebreak|smallskip|medskip|bigskip|quad|qquad|xspace|centering)"
                    r"(?![A-Za-z])(?:\{\})?", " "),
    rule("layout", "\\item", r"\\item(?![A-Za-z])", "•"),
    rule("layout", "\\", r"\\(?:left|right|[bB]igg?[lr]?)(?=[][(){}|<>\\])", ""),
    rule("letter", "\\", r"(?<=[A-Za-z])\\(ss|o|ae|oe|aa|l) (?=[a-z])|\\(L|O|AE|OE) (?=[a-z]{2})", _letter),
    rule("letter", "\\text", r"\\(?P<name>text[a-z]{2,20})(?![A-Za-z{])(?:\{\}| )?", _text_symbol),
    # numbers with signs (before the macros, so that a whole sign is seen at once)
    rule("times", "times", r"(?<=\d)\s?\{\\?times\}", "×"),
    rule("times", "times", r"(?<=\d)times(?![a-z])", "×"),
    rule("times", " times ", r"(?<![\w.])(\d{2,5}) times \1(?: times (?=\d))?(?![\w.]\d)",
         lambda m: f"{m[1]} × {m[1]}" + (" × " if m[0].endswith(" ") else "")),
    rule("sim", "sim", r"(?<![A-Za-z\\-])\\?sim ?(?=\d)(?!\d[a-z]{3})", "∼", guard=r"sim ?\d"),
    # formulas and groups
    rule("macro", "\\", r"\\(?:emph|text(?:bf|it|tt|sc|rm|sf|up|md|sl|normal)?|bf|it|em|sc|tt|underline|mbox|ensuremath|ce|bm|boldsymbol"
         r"|operatorname\*?)\{([^{}]*)\}",
         r"\1"),
    rule("macro", "\\", r"\{\\(?:bf|it|em|tt|sc|rm|sf|sl)(?:series|shape|family)? ([^{}]*)\}", r"\1"),
    rule("macro", "\\href", r"\\href\{([^{}]*)\}\{([^{}]*)\}", r"\2 (\1)"),
    rule("footnote", "\\footnote", r" ?\\footnote\{([^{}]*)(?:\}|$)", r" \1"),
    rule("colour", "\\color", r"\{?\\color(?:\[\w{1,9}\])?\{[^{}]{0,40}\}\{([^{}]{0,200})\}\}?", r"\1"),
    rule("math", "mathbb", r"\\?\bmathbb\{?([A-Z])\}", _blackboard),
    rule("math", "math", r"\\?\bmath(?:cal|bf|rm|sf|it|scr|frak|tt)\{([^{}]*)\}", r"\1"),
    rule("fraction", "frac", r"\\?\b[dt]?frac\{(?P<over>[^{}]{1,40})\}\{(?P<under>[^{}]{1,40})\}", _fraction),
    rule("math", "sqrt", r"\\?\bsqrt\{([^{}]{1,60})\}", _root),
    rule("math", "$", r"(?<=[\w)\]}])\$([\^_\\][^$]{0,60})(?<!\s)\$(?!\$)", _formula),
    rule("math", "$", r"(?<![\w$])\$\^\{?(\d{1,3})\}?\$(?=[A-Z])", lambda m: m[1].translate(_SUPER)),
    rule("math", "$", r"\$([<>≤≥=±×∼≈≃≲≳→←−·°])\$", r"\1"),
    rule("math", "$", r"(?<![\w$\\])\$([-+−±∼<>≤≥≈]? ?\d[\d.,]{0,12} ?%?|[A-Za-z]\w{0,3} ?[<>≤≥] ?[\d.,]{1,12}%?)(?<![.,])\$(?![\w$])", r"\1"),
    rule("math", "$", r"(?<![\w$\\])\$(?=[^$\s])([^$]{0,200}\\[^$]{1,200})(?<!\s)\$(?!\$)", _formula),
    rule("math", "$", r"(?<![\w$\\])\$(?=[^$\s])([^$]{0,200}[\^_=×∼≤≥∞√α-ωΑ-Ω²³⁰-₉][^$]{0,200}"
                 r"|[A-Za-z](?:\([^$()]{1,40}\))?)(?<!\s)\$(?![\d$])", r"\1"),
    rule("range", "^", r"\^\{?(\+ ?[\d.]{1,8})\}?_\{?[-−] ?([\d.]{1,8})\}?(?<!\.)", r" (\1/−\2)"),
    rule("range", "_", r"_\{?[-−] ?([\d.]{1,8})\}?\^\{?(\+ ?[\d.]{1,8})\}?(?<!\.)", r" (\2/−\1)"),
    rule("superscript", "^", r"\^(?:\{\\?(?:star|ast|\*)\}|\\?(?:star|ast)\b)", "*"),
    rule("superscript", "^", r"\^(?:\{\\?circ\}|\\?circ\b(?:\{\})?)", "°"),
    rule("accent", "\\", r"\\(?P<over>hat|widehat|tilde|widetilde|bar|overline|vec|dot)\{(?P<letter>[A-Za-z])\}", _over),
    rule("layout", "\\", r"(?<![^\s$({])\\(?:rm|bf|it|sc|tt|em|cal)\s+(?=\w)", ""),
    rule("macro", "\\", r"(?<!\\)(?<![A-Za-z]:)\\(?P<name>[A-Za-z]{1,20})(?![A-Za-z]|\{[^}])(?:\{\})?(?P<stop>\.?)", _macro),
    rule("math", "\\(", r"\\\(([^\\]{1,200})\\\)", r"\1"),
    rule("math", "\\[", r"\\\[([^\\]{1,200})\\\]", r"\1"),
    rule("braces", "{", r"(?<=\d)\{([%×])\}", r"\1"),
    rule("braces", "{", r"(?<=\d)\{([,.])\}(?=\d)", r"\1"),
    rule("braces", "{", r"\{([À-ɏ])\}", r"\1"),
    rule("braces", "{", r"(?<=[^\W\d_][_^])\{([^\d\s{}])\}", r"\1"),
    rule("braces", "{", r"(?<![\w\\^_}{])\{+(\d+\.\d+[%×]?|\d+[%×])\}+(?![\w{}^_])", r"\1"),
    # symbols spelt as words
    rule("symbol-word", "infty", r"(?<![A-Za-z\\])infty(?![A-Za-z])", "∞"),
    rule("symbol-word", "arrow", r"(?<![\w\\])([Rr]ightarrow|[Ll]eftarrow|[Ll]eftrightarrow)(?![\w-])", _greek),
    rule("symbol-word", "eq", r"(?<![\w\\])(leq|geq|neq)(?![\w-])", _greek, guard="[lgn]eq(?![a-z])"),
    rule("symbol-word", " gg ", r"(?<=\b[A-Za-z] )(gg)(?= [A-Za-z]\b)", _greek),
    rule("symbol-word", " ll ", r"(?<=\b[A-Za-z] )(ll)(?= [A-Za-z]\b)", _greek),
    rule("symbol-word", "^", rf"(?<![A-Za-z\\])({_GREEK})(?=\^)", _greek),
    rule("symbol-word", "_", rf"(?<![A-Za-z\\])({_GREEK})(?=_\{{|_[\di-np-t](?!\w))", _greek),
    rule("superscript", "^", r"(?<=\d)\^\{(th|st|nd|rd)\}", r"\1"),
    rule("superscript", "^", r"(?<=[\w)\]])\^" + _SCRIPTABLE % r"[-−]?\d{1,3}|n(?!\w)", _script(_SUPER)),
    rule("subscript", "_", r"(?<![\w/.\\])(?P<base>[A-Za-zα-ωΑ-Ωℓ]|log|CO|NO|SO)_"
                      + _SCRIPTABLE % r"\d{1,3}(?:\.\d{1,2})?|[aehijklmnoprstuvx]" + _NOT_IN_NAME,
         lambda m: m["base"] + _script(_SUB)(m) if _script(_SUB)(m) != m[0] else m[0]),
    rule("escaped-brace", "\\", r"(?<!\\)\\([{}])", r"\1"),
    # quotation marks
    rule("tex-quotes", "``", r"``([^`]{1,300}?)''", r"“\1”"),
    rule("tex-quotes", "``", r"``([^`\"]{1,300}?)\"", r"“\1”"),
    rule("tex-quotes", "''", r"(?<![\w'])''([^'`\"]{1,120})''(?![\w'])", r"“\1”"),
    rule("tex-quotes", "`", r"(?<![`\w])`((?:[^`']|'(?=\w)){1,120})'(?![\w'])", r"‘\1’"),
    # dashes
    rule("dash", "---", r"(?<![-<!])---(?![->])", "—"),
    rule("dash", " --", r"(?<=\S) --(?= \S)", " –"),
    rule("dash", " --", rf"(?<=\w) --(?={_OPENERS})", " – "),
    rule("dash", "-- ", r"(?<=[a-z)\]]{2})-- (?=\S)", " – "),
    rule("dash", "--", rf"(?<=[\w)\]”’.])--(?={_OPENERS})([^.?!;–—]{{1,200}}?[\w)\]”’])--(?=\w)", r"—\1—"),
    rule("dash", "--", rf"(?<=[\w)\]”’.])--(?={_OPENERS})", "—"),
    rule("dash", "--", r"(?<=[\w)\]”’])(?<![\w]-)--(?=[A-Za-z\d∞“‘(])(?!\w+=)", "–"),
)
