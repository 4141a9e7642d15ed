"""The navigation as `mkdocs.yml` has it → what it names, and the same without a page or with another one."""

from __future__ import annotations

from typing import Any


def paths_in(nav: Any) -> list[str]:
    """Every path in the navigation of `mkdocs.yml`."""
    if isinstance(nav, str):
        return [nav]
    items = nav.values() if isinstance(nav, dict) else nav or ()
    return [path for item in items for path in paths_in(item)]


def without(nav: Any, path: str) -> Any:
    """A navigation that does not name a page which is not there, nor a section that had no other."""
    if isinstance(nav, dict):
        return {label: kept for label, item in nav.items() if (kept := without(item, path)) is not None} or None
    if isinstance(nav, list):
        return [kept for item in nav if (kept := without(item, path)) is not None] or (None if nav else nav)
    return None if nav == path else nav


def exchange(nav: Any, path: str, other: str) -> Any:
    """The same with another page in the place of one, wherever it stands."""
    if isinstance(nav, dict):
        return {label: exchange(item, path, other) for label, item in nav.items()}
    if isinstance(nav, list):
        return [exchange(item, path, other) for item in nav]
    return other if nav == path else nav
