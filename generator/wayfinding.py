"""Links between pages → the addresses that lead there as seen from the page, with word of those that lead nowhere.

A link up and down again leads to the same place from every page of a folder, and is looked up once for those made one after the other.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Container
from functools import lru_cache

from .addresses import public_url
from .conversion import find_address, link_file, target_path
from .markup import relative

_FOLDERS = 4  # whose links are held: a list, its pages, and what stands around


class Ways:
    """Looks up links for one page after the other; `there` are the Markdown files of all pages, `warn` is told of others."""

    def __init__(self) -> None:
        # A table for each of the last folders, filled as pages are made. Links in it begin with `../`, paths of pages never do.
        self._known = lru_cache(maxsize=_FOLDERS)(_no_ways)

    def follow(self, path: str, there: Container[str], warn: Callable[[str], None]) -> Callable[[str], str]:
        """`find_address` for the links of the page at `path`."""
        known = self._known(_folder_above(path))

        def find(link: str) -> str:
            found = known.get(link)
            if found is None:
                found, target = find_address(link), target_path(path, link)
                if _is_there(path, link, target, there, warn) and link.startswith("../"):
                    known[link] = found
            return found

        return find

    def lead(self, path: str, there: Container[str], warn: Callable[[str], None]) -> Callable[[str], str]:
        """The same for the paths of the pages that are led to."""
        known, own = self._known(_folder_above(path)), public_url(path)

        def find(target: str) -> str:
            found = known.get(target)
            if found is None or target.startswith(own):
                link = relative(path, target)
                found = find_address(link)
                if _is_there(path, link, link_file(target), there, warn) and link.startswith("../"):
                    known[target] = found
            return found

        return find


def _folder_above(path: str) -> str:
    return posixpath.dirname(posixpath.dirname(path))


def _no_ways(_: str) -> dict[str, str]:
    return {}


def _is_there(path: str, link: str, target: str, there: Container[str], warn: Callable[[str], None]) -> bool:
    if target in there:
        return True
    warn(f"Doc file '{path}' contains a link '{link}', but the target '{target}' is not found")
    return False
