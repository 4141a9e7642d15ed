"""An abstract → the name of what its authors propose: "we present X", "dubbed X", "Long Form (X)", "our X".

Every sign adds to a candidate's score, and so does repetition; without a firm sign there is no name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from .acronyms import Definition
from .model import Paper
from .nameforms import NAME, count_name, is_class_word, is_name_like, without_size

_REACH = 160  # characters after the verb in which the name may stand
FIRM, FAIR, FAINT = 1.5, 1.0, 0.0
NEEDED = 1.5
QUOTE = r"[“”\"'‘’`*_]*"
THING = (
    r"(?:model|method|approach|framework|system|algorithm|architecture|technique|strategy|dataset|benchmark|layer|engine|"
    r"network|library|tool|toolkit|corpus|database|archive|pipeline|solution|optimizer|attack|variant|module|mechanism|"
    r"scheme|paradigm|objective|metric|platform|package|suite|simulator|controller|instrument)s?"
)
VERB = (
    r"(?:propos|present|introduc|develop|releas|creat|design|construct|describ|unveil|devis|contribut|provid|launch|"
    r"establish|build|built|offer|open-sourc|elaborat)\w*"
)


def _starting(words: str) -> str:
    """A pattern of words at the start of a word, between "|", each with the class of its first letter: to skip to such a letter
    takes a search half the time that it takes to look for edges of words."""
    split = [word.removeprefix("[").split("]", 1) for word in words.split("|")]
    firsts = "".join(dict.fromkeys("".join(first for first, _ in split)))
    return rf"[{firsts}](?<!\w.)(?:" + "|".join(f"{rest[0]}(?<=[{first}]{rest[0]}){rest[1:]}" for first, rest in split) + ")"


PROPOSE = re.compile(
    _starting("[Ww]e|[Pp]aper|[Ww]ork|[Ss]tudy|[Rr]eport|[Aa]rticle|[Rr]esearch|[Mm]anuscript|[Aa]uthors|[Ii]t|[t]hat")
    + rf"\s+(?:[\w-]+,?\s+){{0,7}}?{VERB}\s+(?:and\s+{VERB}\s+)?"
)
_CALLED = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|abbreviated|titled|referred to as|denoted as|we call|we name|we dub|"
    r"we term|stands for|refer to (?:[\w-]+ ){0,6}?as)"
    rf"(?:\s+(?:it|this|them|as|by|our|{THING}))*[\s,:]+(?:the\s+)?{QUOTE}(?P<name>{NAME.pattern})"
)
_FOR_SHORT = re.compile(
    rf"\b(?:or|as|in short|abbreviated)[,:]?\s+{QUOTE}(?P<name>{NAME.pattern}){QUOTE},? (?:for|in) short"
)
_DIRECT = re.compile(
    rf"{QUOTE}(?:(?:the|our|an?|new|novel|simple|efficient|effective|first|open|large|scalable|two)\s+){{0,3}}"
    rf"{QUOTE}(?P<name>{NAME.pattern})"
)
AFTER = re.compile(
    rf"{QUOTE}\s*(?:[,:(;–—]|\.\s|\.$|(?:as|which|to|that|for|via|by|with|and|based|in|on|using|from|is|consists|{THING})\b|-+\s)"
)
_PLAIN = re.compile(r"(?P<name>[A-Z][a-z]{2,}), (?:an?|the|which|our)\b")
_CAPITALISED = re.compile(rf"[A-Z][a-z]{{3,}}(?={QUOTE}(?:[,.;:(]| [a-z]|$))")
_APPOSED = re.compile(rf"\b{THING},\s+{QUOTE}(?P<name>{NAME.pattern}){QUOTE}\s*[,:(–—]")
_NEXT = re.compile(rf"\b{THING},? (?:namely )?{QUOTE}(?P<name>{NAME.pattern}){QUOTE}(?=,| (?:that|which|to|for|based|with|is)\b|\.(?:\s|$))")
_RESULTING = re.compile(rf"\b[Rr]esulting (?:[\w-]+,? ){{0,6}}?{THING}, {QUOTE}(?P<name>{NAME.pattern}){QUOTE},")
_PASSIVE = re.compile(
    rf"\({QUOTE}(?P<name>{NAME.pattern}){QUOTE}\)(?: [\w-]+){{0,3}}? (?:is|are|was) (?:\w+ly )?(?:propos|introduc|present|develop)ed\b"
)
_QUOTED = re.compile(r"[“\"](?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){1,3}),?[”\"]")
_PROPER = re.compile(rf"\b{THING}, (?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){{1,3}}),")
_OUR = r"ur (?<=\b[Oo]ur )"
OUR = re.compile(_OUR)
_COMMA_CAPITAL = re.compile(", [A-Z]")
_OURS = re.compile(
    rf"{_OUR}(?:(?:[\w-]+ ){{0,2}}{THING},? )?(?P<name>{NAME.pattern})(?! (?:[\w-]+-)?(?:team|group|lab|institute)\b)"
)
_OUR_PLAIN = re.compile(rf"{_OUR}(?:[\w-]+ ){{0,3}}?{THING}, {QUOTE}(?P<name>[A-Z][a-z]{{2,}}){QUOTE},")
_BRACKET = re.compile(rf"(?<![\w-])(?P<before>[\w-]+) \({QUOTE}(?P<name>{NAME.pattern})(?: [\w-]+)?\s*[,;)]")
_NAMING = ("called", "named", "dubbed", "termed")
_CALLING = (  # one of them is in every match, and quickly found to be in no other sentence
    *_NAMING, "coined", "abbreviated", "titled", "referred to as", "denoted as", "we call", "we name", "we dub", "we term",
    "stands for", "refer to ",
)  # fmt: skip
_NAMED = re.compile(r"\b(?:called|named|dubbed|termed)\b")
PREPOSITION = re.compile(r"\b(?:for|of|on|using|in|to|with|from|by|based|via|upon|into|between|following|under|per|unlike|extending|adapting)\b", re.I)
_CITED = re.compile(  # others' work
    r"(?:[-’'\w]+)? ?[(\[](?:[A-Z][\w’'-]+,? (?:(?:et al\.?|and|&) ?[\w’'-]*,? )?[(]?(?:19|20)\d\d|\d{1,3}[\],])"
)
_TASK = re.compile(r"\b(?:task|problem|setting|scenario)s?\b")  # set, not built: no name while something built has one
_BEHIND = 12  # characters after the bracket in which such a word may stand
_SO_CALLED = re.compile(r"\b(?:(?:called|named|dubbed|termed|namely|i\.e\.)[,:]?\s+(?:an? |the )?|[Oo]ur )$")
_PLURAL_NOUN = re.compile(r" [a-z]{2,}[^s\W]s\b")  # "soil organic carbon (SOC) maps": the maps are proposed
_ENUMERATED = 3  # so many abbreviations in one enumeration: parts, none of them the whole
_SENTENCE_END = re.compile(r"[.!?](\s+)(?=[A-Z“\"(`])")
OWN = re.compile(_starting("[Ww]e|[Oo]ur|[Tt]his paper|[Tt]his work|[Tt]his study|[Tt]his report|[Pp]ropos|[Ii]ntroduc|[Rr]esulting"))


def proposed_name(paper: Paper, definitions: Sequence[Definition], common: frozenset[str]) -> str | None:
    """The best-supported name in the abstract; an abbreviation in `common` needs more than its definition, and class words ("LLMs") never are one."""
    scores: dict[str, float] = {}
    direct: set[str] = set()  # common abbreviations that the authors nevertheless give to something of theirs
    for sentence, defined in _sentences(paper.abstract, definitions):
        own = OWN.search(sentence) or _is_named(sentence)
        if not own and not any(map(sentence.__contains__, common)):
            continue
        proposals = [match.end() for match in PROPOSE.finditer(sentence)]
        signs = list(_direct_signs(sentence, proposals))
        for name, score in [*signs, *_signs_of_definitions(sentence, proposals, defined)] if own else ():
            scores[name] = max(scores.get(name, 0.0), score)
        direct |= {name for name, score in signs if score >= FIRM and name in common}
    for definition in definitions:
        if _is_title_theme(definition, paper):
            scores[definition.short] = max(scores.get(definition.short, 0.0), FIRM)
    first = next((name for name, score in scores.items() if score >= FIRM), "")
    best, most = "", (False, 0.0)
    for name, score in scores.items():
        count = count_name(name, paper.abstract)
        if is_class_word(name) or _is_cited(name, paper.abstract):
            continue
        if name in common and name not in paper.title and name not in direct:
            continue
        total = score + 0.5 * min(count - 1, 3) + 0.5 * (name in paper.title) + 0.25 * (name == first)
        if (score >= FIRM, total) > most:
            best, most = name, (score >= FIRM, total)
    if most[1] < NEEDED:
        return None
    short = without_size(best)
    return short if short and count_name(short, paper.abstract, "-") else best


def _is_cited(name: str, text: str) -> bool:
    """Somewhere a reference to others' work follows on the name."""
    at = text.find(name)
    while at >= 0:
        before = text[at - 1 : at]
        if not (before.isalnum() or before in ("_", "-")) and _CITED.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _is_title_theme(definition: Definition, paper: Paper) -> bool:
    """The title begins with the long form, and the abstract proposes it or says how well it does."""
    long = definition.long.lower().rstrip("s")
    if " " not in long or not paper.title.lower().startswith(long):
        return False
    said = rf"\b{VERB} (?:[\w-]+ ){{0,3}}?{re.escape(long)}|{_NAMED.pattern} {re.escape(long)}|{re.escape(long)}s? \([^)]*\)(?: \w+)? (?:perform|outperform|achieve|surpass|improve)"
    return bool(re.search(said, paper.abstract.lower()))


def _sentences(text: str, definitions: Sequence[Definition]) -> Iterator[tuple[str, Sequence[Definition]]]:
    """The sentences, each with the abbreviations defined in it."""
    at, waiting = 0, sorted(definitions, key=lambda definition: definition.start)
    places = [definition.start for definition in waiting]
    for sentence in split_sentences(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        yield sentence, waiting[bisect_left(places, start) : bisect_left(places, at)] if places else ()


@lru_cache(maxsize=1)  # an abstract is split for its title's head, then for its proposals
def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without the white space between them."""
    spaces = [match.span(1) for match in _SENTENCE_END.finditer(text)]
    starts, ends = [0, *(end for _, end in spaces)], [*(start for start, _ in spaces), len(text)]
    return tuple(map(text.__getitem__, map(slice, starts, ends)))


def find_called(text: str) -> Iterator[re.Match[str]]:
    """Where the text says what something is called."""
    return _CALLED.finditer(text) if any(map(text.__contains__, _CALLING)) else iter(())


def _is_named(sentence: str) -> bool:
    return any(map(sentence.__contains__, _NAMING)) and bool(_NAMED.search(sentence))


def find_signs(sentence: str, definitions: Sequence[Definition]) -> Iterator[tuple[str, float]]:
    """The words that the sentence proposes or defines, each with how firmly it does."""
    proposals = [match.end() for match in PROPOSE.finditer(sentence)]
    yield from _direct_signs(sentence, proposals)
    yield from _signs_of_definitions(sentence, proposals, definitions)


def _signs_of_definitions(
    sentence: str, proposals: Sequence[int], definitions: Sequence[Definition]
) -> Iterator[tuple[str, float]]:
    """Abbreviations that a sentence defines which proposes or names something; `proposals` are the ends of its verbs."""
    if "(" in sentence and (proposals or _is_named(sentence)):
        yield from _defined(sentence, proposals or [0], definitions)


def _direct_signs(sentence: str, proposals: Sequence[int]) -> Iterator[tuple[str, float]]:
    for match in chain(find_called(sentence), _FOR_SHORT.finditer(sentence) if " short" in sentence else ()):
        if is_name_like(match["name"]) or _CAPITALISED.match(sentence, match.start("name")):
            yield match["name"], FIRM
    for match in _OURS.finditer(sentence) if "ur " in sentence else ():
        if is_name_like(match["name"]) and any(c.islower() for c in match["name"]):
            yield match["name"], FIRM if match["name"][1:].lower() != match["name"][1:] else FAIR
    for pattern, sign in ((_PASSIVE, "ed"), (_RESULTING, "esulting ")):
        for match in pattern.finditer(sentence) if sign in sentence else ():
            if is_name_like(match["name"]):
                yield match["name"], FIRM
    for match in _OUR_PLAIN.finditer(sentence) if "ur " in sentence else ():
        yield match["name"], FIRM
    for match in _PROPER.finditer(sentence) if _COMMA_CAPITAL.search(sentence) else ():
        yield match["name"], FIRM
    for end in proposals:
        yield from _after_verb(sentence, end)


def _after_verb(sentence: str, end: int) -> Iterator[tuple[str, float]]:
    direct = _DIRECT.match(sentence, end)
    if direct and is_name_like(direct["name"]) and AFTER.match(sentence, direct.end()) and not _is_kind(direct, sentence):
        yield direct["name"], FIRM
    plain = _PLAIN.match(sentence, end)
    if plain:
        yield plain["name"], FIRM
    for pattern in (_APPOSED, _QUOTED):
        match = pattern.search(sentence, end, end + _REACH)
        if match and (pattern is _QUOTED or is_name_like(match["name"])):
            yield match["name"], FIRM
    following = _NEXT.search(sentence, end, end + _REACH)
    if following and is_name_like(following["name"]) and not PREPOSITION.search(sentence[end : following.start()]):
        yield following["name"], FIRM


def _is_kind(direct: re.Match[str], sentence: str) -> bool:
    """"A COVID-19 model" is a kind of model; "the LoafNet model" is one of that name."""
    article = re.search(r"\ban? [“\"'‘’`*_]*$", sentence[: direct.start("name")])
    return bool(article and re.match(rf" {THING}\b", sentence[direct.end() :]))


def _defined(sentence: str, proposals: Sequence[int], definitions: Sequence[Definition]) -> Iterator[tuple[str, float]]:
    """Abbreviations a proposing sentence defines; firm if no preposition stands between the verb and the long form."""
    known, end = {definition.short: definition for definition in definitions}, proposals[0]
    for match in _BRACKET.finditer(sentence, end):
        name = match["name"]
        if not is_name_like(name):
            continue
        definition = known.get(name)
        if definition is None:
            if any(c.islower() or c.isdigit() for c in name) or "-" in name:
                firm = re.fullmatch(THING, match["before"]) or _NAMED.search(sentence, end, match.start())
                yield name, FIRM if firm else FAIR
            continue
        begin = sentence.find(definition.long, end)
        begin = begin if begin >= 0 else match.start()
        if "namely" in sentence[end:begin] and len(definitions) >= _ENUMERATED:
            continue
        yield name, FIRM if _is_firm(sentence, proposals, begin, match.end()) else FAINT
    for definition in definitions:
        if f"{definition.short} ({definition.long}" in sentence[end:]:
            yield definition.short, FIRM


def _is_firm(sentence: str, proposals: Sequence[int], begin: int, end: int) -> bool:
    """The long form at `begin` is called so, is "our", or is the object of the nearest verb of proposing; its short form's
    bracket ends before `end`, and no task or plain noun follows, which it would only qualify."""
    nearest = max((place for place in proposals if place <= begin), default=0)
    between = sentence[nearest:begin]
    if _SO_CALLED.search(between):
        return True
    if _PLURAL_NOUN.match(sentence, end) and not AFTER.match(sentence, end):
        return False
    return not (PREPOSITION.search(between) or _TASK.search(sentence[nearest : end + _BEHIND]))
