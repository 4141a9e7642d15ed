"""The address of a site as a person wrote it → as it can stand before the path of every page; nothing where it cannot."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from .model import visible

WANTED = "must begin with http:// or https:// and a host, and have no user, ? or # in it, as https://me.example.org/papers/"
_KEPT = "/%:@!$&'()*+,;=~"  # as they stand: what else is no letter or digit is written by its bytes
_UNFIT = re.compile(r"[\\<>\"]")
_HOST = re.compile(r"[^\W-][\w.-]*|\[[0-9a-f:.]+\]")  # a name, or the address of a machine
_HOME = re.compile(r"(/index\.html?)?[/\s]*\Z")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def spell_address(written: str) -> str | None:
    """With a slash at its end and in ASCII, as site maps want it; None where no address of a page can be made of it."""
    try:
        parts = urlsplit(written.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:  # of brackets, or the port
        return None
    host = _in_ascii(f"[{host}]" if ":" in host else host)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc or ".." in host:
        return None
    if parts.query or parts.fragment or _UNFIT.search(written) or visible(written) != written:
        return None
    path = quote(_STRAY_PERCENT.sub("%25", _HOME.sub("", parts.path, count=1)), safe=_KEPT)
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{path}/"


def _in_ascii(host: str) -> str:
    """As it stands where Python's older rules would make another name of it, as `fass` of `faß`."""
    try:
        spelled = host.encode("idna")
        return spelled.decode() if spelled.decode("idna") == host else host
    except UnicodeError:
        return host
