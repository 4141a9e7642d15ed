"""The navigation as `mkdocs.yml` has it → what it names, and the same without a page."""

from __future__ import annotations

from typing import Any


def paths_in(nav: Any) -> list[str]:
    """Every path in the navigation of `mkdocs.yml`."""
    if isinstance(nav, str):
        return [nav]
    items = nav.values() if isinstance(nav, dict) else nav or ()
    return [path for item in items for path in paths_in(item)]


def without(nav: Any, path: str) -> Any:
    """A navigation that does not name a page which is not there."""
    if isinstance(nav, dict):
        return {label: without(item, path) for label, item in nav.items() if item != path}
    if isinstance(nav, list):
        return [item for item in (without(item, path) for item in nav if item != path) if item != {}]
    return nav
