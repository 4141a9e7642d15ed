"""The address of a site as a person wrote it → as it can stand before the path of every page; nothing where it cannot."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from itertools import pairwise
from unicodedata import bidirectional, category, combining, normalize
from urllib.parse import quote, urlsplit

from .model import visible

WANTED = "must begin with http:// or https:// and a host, and have no user, ? or # in it, nor a sign that nobody sees, as https://me.example.org/papers/"
_KEPT = "/%:@!$&'()*+,;=~"  # as they stand: what else is no letter or digit is written by its bytes
_UNFIT = re.compile(r"[\\<>\"]")
_PORT = re.compile(r":[0-9]*\Z")
_DOTS = re.compile("[.\u3002]")  # others become one of them
_IGNORED = re.compile("[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufe00-\ufe0f\uffa0]")  # soft hyphens, fillers, and which form is meant
_LABEL = re.compile(r"[a-z0-9_][a-z0-9_-]{0,62}")  # one part of a host, in ASCII
_LABEL_BEGINS, _NO_LETTER = "LNS", "CZ"  # kinds of signs, by the first letter of Unicode's category
_OWN = "ßς"  # which are other letters elsewhere
_NOT_JOINED, _JOINED = "\u200c", "\u200d"
_VIRAMA = 9  # its combining class
_HOME = re.compile(r"(/index\.html?)?[/\s]*\Z")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def spell_address(written: str) -> str | None:
    """With a slash at its end and in ASCII, as site maps want it; None where no address of a page can be made of it."""
    written = written.strip()
    try:
        parts = urlsplit(written)
        host, port = _spell_host(_PORT.sub("", parts.netloc)), parts.port
    except ValueError:  # of brackets, or the port
        return None
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        return None
    if _UNFIT.search(written) or visible(written) != written or any(map(_is_unseen, parts.path)):
        return None
    path = quote(_STRAY_PERCENT.sub("%25", _HOME.sub("", parts.path, count=1)), safe=_KEPT)
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{path}/"


def _is_unseen(sign: str) -> bool:
    return category(sign) == "Cf" and sign not in (_NOT_JOINED, _JOINED)


def _spell_host(written: str) -> str | None:
    """As browsers read it, by UTS 46 without what helped over from older rules: `faß` is another name than `fass`.

    Raises `ValueError` for brackets around what is no address of a machine.
    """
    if written.startswith("["):
        return f"[{IPv6Address(written[1:-1])}]" if written.endswith("]") and "%" not in written else None
    labels = _DOTS.split(_fold(_IGNORED.sub("", written)))
    spelled = [_spell_label(label) for label in (labels if labels[-1] else labels[:-1])]
    return ".".join([*spelled, *([] if labels[-1] else [""])]) if spelled and all(map(_LABEL.fullmatch, spelled)) else None


def _fold(host: str) -> str:
    """In one form of each letter, small where there is such."""
    return normalize("NFKC", "".join(sign if sign in _OWN else sign.casefold() for sign in normalize("NFKC", host.replace("ẞ", "ß"))))


def _spell_label(label: str) -> str:
    """Empty where it cannot be one."""
    if label.isascii():
        return label
    fits = category(label[0])[0] in _LABEL_BEGINS and all(_may_follow(*pair) for pair in pairwise(label))
    return f"xn--{label.encode('punycode').decode()}" if fits else ""


def _may_follow(before: str, sign: str) -> bool:
    """What joins letters or parts them stands only where it can be seen to (RFC 5892, A.1 and A.2; the letters before are enough here)."""
    if sign in (_NOT_JOINED, _JOINED):
        return combining(before) == _VIRAMA or (sign == _NOT_JOINED and bidirectional(before) == "AL")
    return category(sign)[0] not in _NO_LETTER
