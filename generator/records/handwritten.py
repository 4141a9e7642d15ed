"""Hand-written pages → their Markdown and a short record beside each; links lead to the Markdown beside other pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from ..addresses import public_url
from .jsontext import encode

Source = tuple[str, str, str, str]  # path of the Markdown file, title, description, text
_LINK = re.compile(r"(\]\()([^)\s#?]+\.md)(?=([)#?\s]))")


def publish_handwritten(sources: Iterable[Source], files: Mapping[str, str]) -> dict[str, bytes]:
    """The files by their path; `files` are those that the site gets, by the path of their source."""
    made: dict[str, bytes] = {}
    for path, title, description, text in sources:
        stem = files[path].removesuffix(".html")
        record = {"url": public_url(f"{stem}.md"), "title": title, "description": str(description)}
        made[f"{stem}.md"] = move_links(text, path, files).encode("utf-8", errors="replace")
        made[f"{stem}.json"] = encode(record)
    return made


def move_links(text: str, path: str, files: Mapping[str, str]) -> str:
    """Links between sources become links between what lies beside the pages made of them."""

    def moved(found: re.Match[str]) -> str:
        target = files.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), found[2])), "")
        if not target.endswith(".html"):
            return found[0]
        here = posixpath.dirname(files[path]) or "."
        asked = found[3] == "?"  # which only the page can answer
        return found[1] + posixpath.relpath(target if asked else target.removesuffix(".html") + ".md", here)

    return _LINK.sub(moved, text)
