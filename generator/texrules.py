"""The general rules that turn TeX residue in a line of prose into plain Unicode text, as one ordered table.

It knows nothing of papers or corrections. Web addresses, code and corrected spans reach it as single private characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .chemistry import CHEMICAL_RULE
from .rules import Match, Rule, rule
from .texsigns import (
    LATIN,
    OPERATORS,
    SUB,
    SUPER,
    accented,
    blackboard,
    macro_text,
    overlined,
    scripted,
    symbol,
    text_symbol,
)

_GREEK = (
    "[Aa]lpha|[Bb]eta|[Gg]amma|[Dd]elta|[Ee]psilon|varepsilon|zeta|eta|[Tt]heta|iota|kappa|[Ll]ambda|mu|nu|[Xx]i|[Pp]i|rho"
    "|[Ss]igma|tau|[Uu]psilon|[Pp]hi|varphi|chi|[Pp]si|[Oo]mega|ell"
)


_BEFORE = 14  # characters before a macro that matter to it
_OPERATOR_END = re.compile(rf"\\(?:{OPERATORS.pattern})$")
_OPERATOR_FIRST = re.compile(rf"\A\\(?=(?:{OPERATORS.pattern})(?![A-Za-z]))")
_SCRIPT_OPEN = re.compile(r"[_^]\{[^{}\s]*$")  # there things stand close


def _macro(match: Match) -> str:
    """A shorthand, an operator's name or one symbol; an author's own macro stays (a correction must say what it is).

    TeX keeps an operator apart from what stands beside it (n\\log n, \\log\\alpha), and so is its name.
    """
    text = macro_text(match["name"])
    if text is None:
        return match[0]
    start = match.start()
    before = match.string[max(0, start - _BEFORE) : start]
    if OPERATORS.fullmatch(match["name"]):
        apart = before[-1:].isalnum() or before[-1:] in (")", "]", "}")
    else:
        apart = text[0].isalpha() and match["name"] not in LATIN and bool(_OPERATOR_END.search(before))
    if apart and not _SCRIPT_OPEN.search(before):
        text = " " + text
    return text if match["name"] in LATIN else text + match["stop"]


def _formula(match: Match) -> str:
    """What stands between two $; a macro at its end stays apart from a letter behind it (45$^\\circ$C), and an operator at
    its beginning ends a word (soft$\\max$)."""
    ends_open = _MACRO_END.search(match[1]) and match.string[match.end() : match.end() + 1].isalpha()
    inner = _COUNT.sub(lambda found: found[1].translate(SUB), match[1]).replace("\\|", "‖")
    if match.string[max(0, match.start() - 1) : match.start()].isalpha():
        inner = _OPERATOR_FIRST.sub("", inner)
    return inner + "{}" if ends_open else inner


def _letter(match: Match) -> str:
    """A letter of its own that stands in a word, with the space that only ended its name."""
    return symbol(match[1] or match[2]) or match[0]


def _text_symbol(match: Match) -> str:
    """A sign spelt out (textendash), with the space or the braces that only ended its name."""
    return text_symbol(match["name"], match.string[match.start() - 1 : match.start()]) or match[0]


def _accent(match: Match) -> str:
    return accented(match["mark"], match["braced"] or match["bare"]) or match[0]


def _over(match: Match) -> str:
    return overlined(match["over"], match["letter"])


def _script(table: dict[int, int]) -> Callable[[Match], str]:
    return lambda match: scripted(match["braced"] or match["bare"], table) or match[0]


def _subscript(match: Match) -> str:
    lowered = scripted(match["braced"] or match["bare"], SUB)
    return match["base"] + lowered if lowered else match[0]


def _fraction(match: Match) -> str:
    sides = (part if re.fullmatch(r"[\w.]+", part) else f"({part})" for part in (match["over"], match["under"]))
    return "/".join(sides)


def _root(match: Match) -> str:
    return "√" + (match[1] if re.fullmatch(r"\w+", match[1]) else f"({match[1]})")


def _greek(match: Match) -> str:
    return symbol(match[1]) or match[0]


def _unwrap(match: Match) -> str:
    """What a macro of style encloses, without styles and groups inside."""
    return _INNER_GROUP.sub(r"\1", _STYLED.sub(_unwrap, match["inner"]))


_REFERRED = {"tab": "table", "tbl": "table", "fig": "figure", "sec": "section", "eq": "equation", "equ": "equation",
             "app": "appendix", "appendix": "appendix", "alg": "algorithm", "thm": "theorem"}  # fmt: skip


def _reference(match: Match) -> str:
    """“the table” for “Table~\\ref{…}” and “\\cref{tab:…}”: the number is lost, and nothing may dangle."""
    groups = match.groupdict()
    written = (groups.get("noun") or groups["label"].partition(":")[0]).lower().rstrip(".")
    noun = _REFERRED.get(written.removesuffix("s"), written.removesuffix("s") if groups.get("noun") else "")
    starts = match.string[: match.start()].rstrip()[-1:] in ("", ".", "!", "?")
    return noun and ("The " if starts else "the ") + noun + ("s" if written.endswith("s") else "")


_DIMENSION = re.compile(
    r"(?i)\b(?:resolutions?|pixels?|images?|inputs?|grids?|patch(?:es)?|crops?|matri(?:x|ces)|arrays?|lattices?|mesh(?:es)?"
    r"|maps?|sizes?|dimensions?|voxels?|kernels?|windows?|boards?|blocks?|tiles?|frames?|videos?|textures?|imagenet)\b"
)
_REPEATED = re.compile(  # right before the number: "ran it 10 times"
    r"(?i)\b(?:ran|runs?|rerun|repeat(?:s|ed)?|execute[sd]?|sample[sd]?|test(?:s|ed)?|evaluate[sd]?|quer(?:y|ied)|ask(?:s|ed)?"
    r"|call(?:s|ed)?|try|tried|simulated?|roll(?:s|ed)?)(?: (?!at\b|on\b|to\b|in\b|of\b|with\b)\w{1,20}){0,2} $"
)
_NEAR = 40


def _product(match: Match) -> str:
    """The size of a grid or an image, told by a number of that kind or a word near it."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    near = before + " " + match.string[match.end() : match.end() + _NEAR]
    size = (int(match[1]) >= 16 and int(match[1]) % 8 == 0) or _DIMENSION.search(near)
    if not size or _REPEATED.search(before):
        return match[0]
    return f"{match[1]} × {match[1]}" + (" × " if match[0].endswith(" ") else "")


_COUNT = re.compile(r"^_\{?(\d{1,3})\}?")  # H$_2$O
_MACRO_END = re.compile(r"\\[A-Za-z]{1,20}$")
_SCRIPTABLE = r"(?:\{(?P<braced>[^{}]{1,14})\}|(?P<bare>%s))"
_NOT_IN_NAME = r"(?![^\W²³¹⁰ⁱⁿ⁴-⁹]|/|\.\w|[-−]\d)"
# Not possessive: Python 3.11 before 3.11.5 errs there. Each turn begins with a brace, so nothing is tried twice.
_INSIDE = r"[^{}]*"
for _ in range(3):  # groups in a group
    _INSIDE = rf"[^{{}}]*(?:\{{{_INSIDE}\}}[^{{}}]*)*"
_GROUP = rf"\{{(?P<inner>{_INSIDE})"  # not its end
_STYLE = (
    r"\\(?:emph|text(?:bf|it|tt|sc|rm|sf|up|md|sl|normal)?|bf|it|em|sc|tt|underline|mbox|ensuremath|ce|bm|boldsymbol"
    r"|operatorname\*?)" + _GROUP + r"\}"
)
_STYLED = re.compile(_STYLE)
_INNER_GROUP = re.compile(r"(?<![\\\w^_}{])\{([^{}\\]*)\}")
_CITE = r"\\cite[a-z]{0,8}\*?(?:\[[^][{}]{0,60}\]){0,2}\{[^{}]{0,300}\}"
_NOUN = (
    r"(?:(?:Tab|Fig|Eq|Sec|Alg|App|Thm)s?\.?|(?:Table|Figure|Equation|Section|Algorithm|Theorem|Lemma|Proposition|Chapter)s?"
    r"|Appendix)"
)
_REF = r"\\(?:eq|auto|page|name|v|[cC])?ref\{[^{}]{0,100}\}"
_REF = rf"(?:{_REF}|\({_REF}\))"
_REFS = rf"{_REF}(?:(?:,? and|,? or|,|--|–| to)[ ~]{{0,2}}{_REF}){{0,9}}"
_ASIDE = r"(?:(?:see|cf\.?|e\.g\.|i\.e\.|also|and|in),?[ ~]){0,3}"

TEX_RULES: tuple[Rule, ...] = (
    # what was quoted or escaped for another format
    rule("escaped-quote", '\\"', r'(?<!\w)\\"([^"\\]{1,120})\\"(?!\w)', r'"\1"'),
    rule("escaped-apostrophe", "\\'", r"\\'(?=(?:s|t|re|ve|d|ll|m)\b)", "'"),
    # citations, references, accents, shorthand
    rule("lost-citation", "~", r"~(?<=\w~)\\?[a-z][a-z-]{1,30}(?:19|20)\d\d[a-z]{2,30}(?!\w)", ""),
    rule("lost-citation", "\\cite", rf"[ ~]{{0,3}}[(\[]{_ASIDE}{_CITE}(?:[;,]? ?(?:and )?{_CITE}){{0,20}}[)\]]", ""),
    rule("lost-citation", "\\cite", rf"[ ~]{{0,3}}{_CITE}", ""),
    rule("lost-reference", "ref{", rf"[ ~]{{0,3}}\((?![\\]){_ASIDE}(?:{_NOUN}[ ~]{{0,2}})?{_REFS}\)", ""),
    rule("lost-reference", "ref{", rf"(?<![\w-])(?P<noun>{_NOUN})[ ~]{{0,2}}{_REFS}", _reference),
    rule("lost-reference", "ref{", r"\\[cC]ref\{(?P<label>[^{}]{0,100})\}", _reference),
    rule("lost-reference", "ref{", rf"[ ~]{{0,3}}{_REF}", ""),
    rule("lost-reference", "\\label", r"[ ~]{0,3}\\label\{[^{}]{0,100}\}", ""),
    rule("tie", "~", r"\b(i\.e|e\.g)\.?~(?!~)", r"\1. ", guard="~(?<=[eg.]~)"),
    rule("tie", "~", r"~(?<=[^\s~(\[{<>=/\\\d]~)(?=[\w(\[\\“‘`$])", " "),
    rule("tie", "~", r"~(?<=\d~)(?=[A-Za-zα-ω(\[\\$])", " "),
    rule("accent", "\\", r"""\\(?P<mark>[`'^"~=.])(?:\{\\?(?P<braced>[A-Za-z])\}|(?P<bare>[AEIOUYNCaeiouync]))""", _accent),
    rule("accent", "\\", r"\\(?<!\w\\)(?P<mark>[cHkruvbd])\{(?P<braced>[A-Za-z])(?P<bare>)\}", _accent),
    rule("accent", "\\", r"\\(?<=[A-Za-z]\\)(?P<mark>[cHkruvbd])\{(?P<braced>[A-Za-z])(?P<bare>)\}", _accent),
    rule("tex-space", "\\", r"\\[,;:](?<=[\w$)}%<>=±×≈∼≲≳]\\.)(?=[\w$(\\{<>=±×≈∼≲≳])|\\ (?<=[\w.,)%]\\ )(?=\S)"
                       r"| \\\\ (?<=\S \\\\ )(?=\S)", " "),
    rule("layout", "\\", r"\\(?:begin|end)\{[a-z]{3,20}\*?\}(?:\[[^][]{0,30}\])?", " "),
    rule("layout", "\\", r"\\(?:noindent|par|newline|linebreak|smallskip|medskip|bigskip|quad|qquad|xspace|centering)"
                    r"(?![A-Za-z])(?:\{\})?", " "),
    rule("layout", "\\item", r"\\item(?![A-Za-z])", "•"),
    rule("layout", "\\", r"\\(?:left|right|[bB]igg?[lr]?)(?=[][(){}|<>\\])", ""),
    rule("letter", "\\", r"\\(?:(?<=[A-Za-z]\\)(ss|o|ae|oe|aa|l) (?=[a-z])|(L|O|AE|OE) (?=[a-z]{2}))", _letter),
    rule("letter", "\\text", r"\\(?P<name>text[a-z]{2,20})(?![A-Za-z]|\{[^}])(?:\{\}| )?", _text_symbol),
    # numbers with signs (before the macros, so that a whole sign is seen at once)
    rule("times", "times}", r"(?<=\d)\s?\{\\?times\}", "×"),
    rule("times", "times", r"times(?<=\dtimes)(?![a-z])", "×"),
    rule("times", " times ", r"(?<![\w.])(\d{2,5}) times \1(?: times (?=\d))?(?![\w.]\d)", _product, guard=r" times (?<=\d times )\d"),
    rule("sim", "sim", r"(?:(?<![A-Za-z\\-])sim|\\sim ?)(?=\d)(?!\d[a-z]{3}|[1-4]D\b)", "∼", guard=r"sim ?\d"),
    rule("sim", "sim", r"(?:(?<=[\d%])( ?)|(?<=[<>=≤≥≈(]))sim ?(?=\d)(?!\d[a-z]{3}|[1-4]D\b)",
         lambda m: f"{m[1] or ''}∼{m[1] or ''}", guard=r"sim ?\d"),
    # formulas and groups
    rule("math", "$$", r"\$\$(?<![$\\]\$\$)(?=[^$\s])([^$]{1,200})(?<!\s)\$\$(?!\$)", r"$\1$"),
    rule("math", "$$", r"\$\$ (?<![$\\]\$\$ )(?=[^$]{0,200}[\\^_])([^$]{1,200}) \$\$(?!\$)", r"$\1$"),
    rule("macro", "\\", _STYLE, _unwrap),
    rule("macro", "\\", r"\{\\(?:bf|it|em|tt|sc|rm|sf|sl)(?:series|shape|family)? " + _GROUP[2:] + r"\}", _unwrap),
    rule("macro", "\\href", r"\\href\{(?P<url>[^{}]*)\}" + _GROUP + r"\}", lambda m: f"{_unwrap(m)} ({m['url']})"),
    rule("footnote", "\\footnote", r" ?\\footnote(?:text)?" + _GROUP + r"(?:\}|$)", lambda m: " " + _unwrap(m)),
    rule("colour", "\\color", r"\{?\\color(?:\[\w{1,9}\])?\{[^{}]{0,40}\}\{([^{}]{0,200})\}\}?", r"\1"),
    rule("math", "}", r"\\?\bmathbb\{?([A-Z])\}", lambda m: blackboard(m[1]), guard="mathbb"),
    rule("math", "{", r"\\?\bmath(?:cal|bf|rm|sf|it|scr|frak|tt)\{([^{}]*)\}", r"\1", guard="math[cbrsift]"),
    rule("fraction", "frac{", r"\\?\b[dt]?frac\{(?P<over>[^{}]{1,40})\}\{(?P<under>[^{}]{1,40})\}", _fraction),
    rule("math", "sqrt{", r"\\?\bsqrt\{([^{}]{1,60})\}", _root),
    rule("math", "$", r"\$(?<=[\w)\]}]\$)([\^_\\][^$]{0,60})(?<!\s)\$(?!\$)", _formula),
    rule("math", "$", r"\$(?<![\w$]\$)\^\{?(\d{1,3})\}?\$(?=[A-Z])", lambda m: m[1].translate(SUPER)),
    rule("math", "$", r"\$([<>≤≥=±×∼≈≃≲≳→←−·°])\$", r"\1"),
    rule("math", "$", r"\$(?<![\w$\\]\$)([-+−±∼<>≤≥≈]? ?\d[\d.,]{0,12} ?%?|[A-Za-z]\w{0,3} ?[<>≤≥] ?(?:[\d.,]{1,12}%?|[A-Za-z]\w{0,3})"
                 r"|\w{1,6}/\w{1,6})(?<![.,])\$(?![\w$])", r"\1"),
    rule("math", "$", r"\$(?<![\w$\\]\$)(?=[^$\s])([^$]{0,200}\\[^$]{1,200})(?<!\s)\$(?!\$)", _formula),
    rule("math", "$", r"\$(?<![\w$\\]\$)(?=[^$\s])([^$]{0,200}[\^_=×∼≤≥∞√α-ωΑ-Ω²³⁰-₉][^$]{0,200}"
                 r"|[A-Za-z](?:\([^$()]{1,40}\))?)(?<!\s)\$(?![\d$])", r"\1"),
    CHEMICAL_RULE,
    rule("range", "^", r"\^\{?(\+ ?[\d.]{1,8})\}?_\{?[-−] ?([\d.]{1,8})\}?(?<!\.)", r" (\1/−\2)"),
    rule("range", "_", r"_\{?[-−] ?([\d.]{1,8})\}?\^\{?(\+ ?[\d.]{1,8})\}?(?<!\.)", r" (\2/−\1)"),
    rule("superscript", "^", r"\^(?:\{\\?(?:star|ast|\*)\}|\\?(?:star|ast)\b)", "*"),
    rule("superscript", "^", r"\^(?<=[\w)\]]\^)(?:\{((?:\\?prime(?![a-z]) ?|['′])+)\}|\\?(prime)(?![A-Za-z])(?:\{\})?)",
         lambda m: "′" * (len(re.findall(r"prime|['′]", m[1])) if m[1] else 1), guard="prime|\\^\\{['′]"),
    rule("superscript", "^", r"\^(?<=[\w)\]]\^)(?:\{([*∗⋆′†‡⊥])\}|([*∗⋆′†‡⊥]))", lambda m: (m[1] or m[2]).replace("∗", "*").replace("⋆", "*")),
    rule("superscript", "^", r"\^(?<=[\w)\]]\^)(?:\{(?:⊤|\\(?:top|intercal))\}|⊤|\\(?:top|intercal)(?![A-Za-z]))", "ᵀ"),
    rule("superscript", "^", r"\^(?:\{\\?circ\}|\\?circ\b(?:\{\})?)", "°"),
    rule("accent", "\\", r"\\(?P<over>hat|widehat|tilde|widetilde|bar|overline|vec|dot)\{(?P<letter>[A-Za-z])\}", _over),
    rule("layout", "\\", r"\\(?<![^\s$({]\\)(?:rm|bf|it|sc|tt|em|cal)\s+(?=\w)", ""),
    rule("layout", "\\", r"(?:(?<=\\min|\\max|\\sup|\\inf|\\lim|\\sum|\\int)|(?<=\\prod)|(?<=\\argmin|\\argmax))\\(?:no)?limits(?![A-Za-z])", "", guard="limits"),
    rule("math", "\\|", r"\\\|(?<![\w\\]\\\|)([^|$\s](?:[^|$]{0,60}[^|$\\\s])?)\\\|(?![A-Za-z\d])", r"‖\1‖"),
    rule("macro", "\\", r"\\(?<!\\\\)(?<![CDcd]:\\)(?P<name>[A-Za-z]{1,20})(?![A-Za-z]|\{[^}])(?:\{\})?(?P<stop>\.?)", _macro),
    rule("math", "\\(", r"\\\(([^\\]{1,200})\\\)", r"\1"),
    rule("math", "\\[", r"\\\[([^\\]{1,200})\\\]", r"\1"),
    rule("braces", "{", r"\{(?<=\d\{)([%×])\}", r"\1"),
    rule("braces", "{", r"\{(?<=\d\{)([,.])\}(?=\d)", r"\1"),
    rule("braces", "{", r"\{([À-ɏ])\}", r"\1"),
    rule("braces", "{", r"\{(?<=[^\W\d_][_^]\{)([^\d\s{}])\}", r"\1"),
    rule("braces", "{", r"\{(?<![\w\\^_}{]\{)\{*(\d+\.\d+[%×]?|\d+[%×])\}+(?![\w{}^_])", r"\1"),
    # symbols spelt as words
    rule("symbol-word", "infty", r"(?<![A-Za-z\\])infty(?![A-Za-z])", "∞"),
    rule("symbol-word", "tarrow", r"(?<![\w\\])([Rr]ightarrow|[Ll]eftarrow|[Ll]eftrightarrow)(?![\w-])", _greek),
    rule("symbol-word", "eq", r"(?<![\w\\])(leq|geq|neq)(?![\w-])", _greek, guard="eq(?<=[lgn]eq)(?![a-z])"),
    rule("symbol-word", " gg ", r"(?<=\b[A-Za-z] )(gg)(?= [A-Za-z]\b)", _greek),
    rule("symbol-word", " ll ", r"(?<=\b[A-Za-z] )(ll)(?= [A-Za-z]\b)", _greek),
    rule("symbol-word", "^", rf"(?<![A-Za-z\\])({_GREEK})(?=\^)", _greek),
    rule("symbol-word", "_", rf"(?<![A-Za-z\\])({_GREEK})(?=_\{{|_[\di-np-t](?!\w))", _greek),
    rule("superscript", "^", r"\^(?<=\d\^)\{(th|st|nd|rd)\}", r"\1"),
    rule("superscript", "^", r"\^(?<=[\w)\]‖]\^)" + _SCRIPTABLE % r"[-−]?\d{1,3}|n(?!\w)|[+−-](?![\w{+-])", _script(SUPER)),
    rule("superscript", "^", r"\^(?:(?<=(?<!\w)[\dA-Za-zα-ω]\^)|(?<=[ℂℍℕℙℚℝℤ𝔸-𝕐]\^))" + _SCRIPTABLE % r"[A-Za-z](?!\w)", _script(SUPER)),
    rule("subscript", "_", r"(?<![\w/.\\])(?P<base>[A-Za-zα-ωΑ-Ωℓ]|log|CO|NO|SO)_"
                      + _SCRIPTABLE % r"\d{1,3}(?:\.\d{1,2})?|[aehijklmnoprstuvx]" + _NOT_IN_NAME, _subscript),
    rule("subscript", "‖_", r"(?P<base>‖)_" + _SCRIPTABLE % r"\d{1,3}|[aehijklmnoprstuvx]" + _NOT_IN_NAME, _subscript),
    rule("subscript", "_{", r"(?P<base>(?<=[A-Za-z\d])[A-Za-z\d)])_\{(?P<braced>\d{1,3}(?:\.\d{1,2})?)(?P<bare>)\}", _subscript),
    rule("escaped-brace", "\\", r"\\(?<!\\\\)([{}])", r"\1"),
)
