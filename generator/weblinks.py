"""A repaired abstract into the web addresses it gives, each with its kind; http and https only, never anything else.

It must not know papers or pages. `find_addresses` is also how repair keeps its hands off addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .model import Link, LinkKind
from .openers import SENTENCE_OPENERS

_KNOWN_HOSTS = (  # written without a scheme they are still an address, given a path
    "github.com gitlab.com bitbucket.org gitee.com huggingface.co hf.co modelscope.cn kaggle.com zenodo.org arxiv.org doi.org "
    "openreview.net aka.ms bit.ly tinyurl.com goo.gl youtu.be youtube.com drive.google.com sites.google.com "
    "colab.research.google.com anonymous.4open.science"
).split()
_HOST = "|".join(map(re.escape, _KNOWN_HOSTS))
KNOWN_ADDRESS = rf"(?:(?:www\.)?(?:{_HOST})/|[\w-]{{1,63}}(?a:\.github\.io)(?![\w@-]))"  # how one begins without its scheme
LOOKS_LIKE_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<![\w.-])[\w.-]+\.(?:com|org|io|net|ai|edu)/\S+")  # links or not
_OPENER = rf"(?-i:(?:(?<=[a-z\d]{{2}}[.,;])|(?![AI]\b))(?:{SENTENCE_OPENERS}))(?=,?(?:\s|$))"  # no A.I
_GLUED = (  # what cannot be inside an address, but is written right behind one
    r"[][)(.,;/|&]{0,3}(?<!=)(?<!/web/)(?<!/web/\d{4}/)(?<!/web/\d{14}/)(?<!/web/\d{4}\*/)(?<!\d{14}[a-z]{2}_/)https?:/"  # but in an archive
    rf"|[,;][(]?(?:{KNOWN_ADDRESS}|www\.)"
    r"|\]\(|\)\(|—|–(?!(?-i:[A-Z]))|'s\b|[.,]?\[\d{1,3}[],;–-](?!=)"
    rf"|(?<=[\w/)-]{{2}})[.,;]{_OPENER}|[,;](?:and|or|which|where|with|while|we|as|the|is|are|in|to|for|but)(?:\s|$)"
)
_CHAR = r"""[^\s<>"`{}|\\^\x00-\x1f\x7f。，、；：！？（）「」『』《》【】“”‘’…]"""
_PATH = rf"""(?:[^\W_hH]|[_~%#?=:@!$*+-]|(?!{_GLUED}){_CHAR})"""
_ADDRESS = re.compile(
    rf"(?P<scheme>(?<![A-Za-z])https?:/{{1,3}}){_PATH}+"
    rf"|(?<![\w@./-])(?:(?:www\.)?(?:{_HOST})/{_PATH}+|[\w-]{{1,63}}(?a:\.github\.io)(?![\w@-]|\.(?!{_OPENER})\w)(?:/{_PATH}*)?"
    rf"|www\.(?:[a-z\d-]{{1,63}}\.){{1,6}}[a-z]{{2,24}}(?::\d{{1,5}})?/{_PATH}+)"
    r"|(?<![\w/])ar[Xx]iv:\s?(?P<arxiv>\d{4}\.\d{4,5}(?:v\d{1,2})?)(?![\d.]\d)",
    re.IGNORECASE,
)
_ENDS = dict.fromkeys(f".{host.rpartition('.')[2]}/" for host in _KNOWN_HOSTS)
# Every address begins with the first sign in it, or with the letters, digits, stops and hyphens before that: a host, a label of
# github.io. Those without a slash are of the first two kinds.
_SIGNS = ("arxiv:", ".github.io", "http", "www.", *_ENDS)
_BEFORE_SIGN = 70  # characters of an address that may stand before its sign
_ODD = "İıſ"  # letters that are those of a sign to a pattern that ignores case, but not in small letters
_AUTHORITY = re.compile(  # labels, a last label that starts with a letter, a port: no user, no bare word, no number
    r"(?=[^/?#]{1,255}(?:[/?#]|$))(?:[^\W_][\w-]{0,62}\.)+[^\W\d_][\w-]{1,62}(?::\d{1,5})?(?=[/?#]|$)"
)
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_STOPS = frozenset(".,;:!?'\"*~…»")

_SURVEY = re.compile(
    r"(?i)\bsurvey|\b(?:paper|reading) list|\blist of (?:papers|resources)|latest papers|leaderboard|\bcurated list"
)
_PROJECT = re.compile(r"(?i)\bproject\W{0,2}(?:web\W?)?(?:page|site|website)|\bhome\W?page|\bweb\W?(?:page|site)\b")
_DEMO = re.compile(r"(?i)\bdemos?\b|\bsamples (?:are|can|at|page)\b|\bplayground\b|\blisten\b")
_CODE = re.compile(
    r"(?i)\bcodes?\b|\bcodebase\b|\bimplementations?\b|\bscripts?\b|\btoolkit\b|\blibrary\b"
    r"|\brepositor(?:y|ies)\b|\bframework\b"
)
_DATA = re.compile(r"(?i)\bdata\W?sets?\b|\bdata\b|\bbenchmarks?\b|\bcorp(?:us|ora)\b")
_MODEL = re.compile(r"(?i)\bmodels?\b|\bcheckpoints?\b|\bweights\b")
_SENTENCE_END = re.compile(r"[.!?][)\"”’']?\s")
_CONTEXT = 240

_FORGES = ("github.com", "gitlab.com", "bitbucket.org", "gitee.com", "anonymous.4open.science")
_HUBS = ("huggingface.co", "hf.co", "modelscope.cn", "kaggle.com", "zenodo.org")
_PAPERS = ("arxiv.org", "doi.org", "openreview.net", "aclanthology.org")
_REFERENCE = (".wikipedia.org", ".wikidata.org")  # a text points there for what is known
_OFFICE = re.compile(r"\.gov(?:\.[a-z]{2})?$")  # who pays for a work, or whose figures it takes: never its own page
_SHOWS = ("youtube.com", "youtu.be", "colab.research.google.com")
_SHORT = ("aka.ms", "bit.ly", "tinyurl.com", "goo.gl", "drive.google.com")


def find_links(abstract: str) -> tuple[Link, ...]:
    """Every address of the abstract, in order; none overlap. The same address twice comes twice.

    A bare host counts only if it is a host of code, models or papers and has a path (or is a github.io page):
    a site named in passing, such as en.wikipedia.org, is no link of the paper.
    """
    links: list[Link] = []
    for start, end, url in find_addresses(abstract):
        after = links[-1].end if links else 0
        links.append(Link(url=url, kind=_kind(url, _words_before(abstract, after, start)), start=start, end=end))
    return tuple(links)


@lru_cache(maxsize=1)  # links are asked for in the text that repair has gone through last
def find_addresses(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, absolute URL) of each address; what is glued to its end (stops, brackets, words) is left outside."""
    return tuple(_addresses(text))


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    end = 0
    for start in _beginnings(text):
        match = _ADDRESS.match(text, start) if start >= end else None
        if match:
            end = match.end()
            shown = match[0] if match["arxiv"] else _trim(match[0])
            url = _absolute(shown, match["scheme"], match["arxiv"])
            if url:
                yield start, start + len(shown), url


def _beginnings(text: str) -> Iterable[int]:
    """Where an address may begin, in order: to try the pattern only there takes a tenth of a search."""
    if "/" not in text and ":" not in text and "." not in text:
        return ()
    if not text.isascii() and any(letter in text for letter in _ODD):
        return range(len(text))
    small, starts = text.lower(), set()
    for sign in _SIGNS if "/" in text else _SIGNS[:2]:
        at = small.find(sign)
        while at >= 0:
            starts |= {at, _first_of_host(text, at)}
            at = small.find(sign, at + 1)
    return sorted(starts)


def _first_of_host(text: str, end: int) -> int:
    """Where the letters, digits and other signs that no host follows on begin before `end`, as far as they may be a host."""
    start, least = end, max(0, end - _BEFORE_SIGN)
    while start > least and (text[start - 1].isalnum() or text[start - 1] in "_@./-"):
        start -= 1
    return start


def _trim(shown: str) -> str:
    """Cut at a closing bracket that was never opened, then strip stops from the right; linear in the length."""
    depth = dict.fromkeys(_CLOSERS.values(), 0)
    for at, char in enumerate(shown):
        if char in depth:
            depth[char] += 1
        elif char in _CLOSERS:
            depth[_CLOSERS[char]] -= 1
            if depth[_CLOSERS[char]] < 0:
                shown = shown[:at]
                break
    end = len(shown)
    while end and shown[end - 1] in _STOPS:
        end -= 1
    return shown[:end]


def _absolute(shown: str, scheme: str | None, arxiv: str | None) -> str | None:
    """The exact URL, or None when there is no honest host (no user:password@, no bare word, no number)."""
    if arxiv:
        return f"https://arxiv.org/abs/{arxiv}"
    rest = shown[len(scheme):] if scheme else shown
    if not _AUTHORITY.match(rest):
        return None
    name = scheme.split(":")[0].lower() if scheme else "https"
    return f"{name}://{rest}"


def _words_before(text: str, after: int, start: int) -> str:
    """The sentence so far, from the address before it; the whole sentence when nothing telling stands between."""
    window = text[max(0, start - _CONTEXT):start]
    ends = [m.end() for m in _SENTENCE_END.finditer(window)]
    sentence = window[ends[-1]:] if ends else window
    between = text[after:start] if after else sentence
    return between if len(between) < len(sentence) and _telling(between) else sentence


def _telling(words: str) -> bool:
    return any(p.search(words) for p in (_SURVEY, _PROJECT, _DEMO, _CODE, _DATA, _MODEL))


def _kind(url: str, words: str) -> LinkKind:
    """The kind, by what the words before it call it first, then by what its host is for."""
    host, _, path = url.split("://", 1)[1].partition("/")
    host = host.lower().removeprefix("www.")
    if host in _PAPERS or f".{host}".endswith(_REFERENCE) or _SURVEY.search(words) or "leaderboard" in url.lower():
        return "other"
    if _PROJECT.search(words):
        return "project page"
    if host in _SHOWS or (host in _HUBS and path.startswith("spaces/")):
        return "demo"
    if host in _HUBS:
        return "other" if path.startswith(("papers/", "blog/")) else "model/dataset"
    return _kind_by_words(host, words)


def _kind_by_words(host: str, words: str) -> LinkKind:
    code, data, model = (p.search(words) for p in (_CODE, _DATA, _MODEL))
    if host in _FORGES or host in _SHORT:
        if data and not (code and code.start() < data.start()) and not (model and model.start() < data.start()):
            return "model/dataset"
        return "model/dataset" if model and not code else "code"
    if _DEMO.search(words) and not code:
        return "demo"
    if host.startswith(("code.", "git.")):
        return "code"
    bare_data = (data or model) and not code and not host.endswith(".github.io")
    if bare_data:
        return "model/dataset"
    return "other" if _OFFICE.search(host) else "project page"
