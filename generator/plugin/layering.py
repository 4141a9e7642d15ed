"""The folders of the theme's templates → ours between those of the owner and those of Material."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme

_BASE = "base.html"  # what a `main.html` extends, the theme's as well as an owner's
_SOURCES = {_BASE: "broadsheet.html", "broadsheet/base.html": _BASE}  # asked for → looked for in the folders
_OF_EVERY_PAGE = {"main.html", *_SOURCES.values()}


def put_between(theme: Theme) -> None:
    """Let every template that extends the theme's base extend ours, which extends it in turn.

    So an owner's `main.html` adds to ours. Whoever looks for templates in another way finds the theme without ours.
    """
    make: Callable[[], Environment] = theme.get_env

    def get_env() -> Environment:
        env = make()
        env.loader = _Between(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


class _Between(FileSystemLoader):
    """Takes two templates from files of other names."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As Jinja's own."""
        return super().get_source(environment, _SOURCES.get(template, template))


def own_template(folder: str) -> str | None:
    """The first template of the owner, by name, that generated pages may be made with; styles and icons are none, nor is a template in no
    folder that pages must ask for by its name."""
    names = (name for name in FileSystemLoader(folder).list_templates() if name.endswith(".html"))
    return next((name for name in names if "/" in name or name in _OF_EVERY_PAGE), None)
