"""The address of a site as a person wrote it → as it can stand before the path of every page; nothing where it cannot."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from unicodedata import category
from urllib.parse import quote, urlsplit

from .model import visible

WANTED = "must begin with http:// or https:// and a host, and have no user, ? or # in it, nor a sign that nobody sees, as https://me.example.org/papers/"
_KEPT = "/%:@!$&'()*+,;=~"  # as they stand: what else is no letter or digit is written by its bytes
_UNFIT = re.compile(r"[\\<>\"]")
_PORT = re.compile(r":[0-9]*\Z")
_HOST = re.compile(r"([a-z0-9_][a-z0-9_-]{0,62}\.)*[a-z0-9_][a-z0-9_-]{0,62}\.?")  # in ASCII
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
    if _UNFIT.search(written) or visible(written) != written or any(map(_is_unseen, written)):
        return None
    path = quote(_STRAY_PERCENT.sub("%25", _HOME.sub("", parts.path, count=1)), safe=_KEPT)
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{path}/"


def _is_unseen(sign: str) -> bool:
    return category(sign) == "Cf" and sign not in "\u200c\u200d"  # these join letters, or part them


def _spell_host(written: str) -> str | None:
    """As browsers read it, without what helped over from older rules: `faß` is another name than `fass`.

    Raises `ValueError` for what is no name of a host, and for brackets around what is no address of a machine.
    """
    if written.startswith("["):
        return f"[{IPv6Address(written[1:-1])}]" if written.endswith("]") and "%" not in written else None
    host = written.lower() if written.isascii() else _spell_letters(written)
    return host if _HOST.fullmatch(host) else None


def _spell_letters(host: str) -> str:
    from idna import InvalidCodepoint, alabel, uts46_remap  # its tables are loaded for the few hosts that want them

    def spell(label: str) -> str:
        try:
            return label if label.isascii() else alabel(label).decode()
        except InvalidCodepoint:  # a picture, or a line below: no name to register, but browsers go there
            return f"xn--{label.encode('punycode').decode()}"

    return ".".join(map(spell, uts46_remap(host, std3_rules=False, transitional=False).split(".")))
