"""The folders of the theme's templates → ours between those of the owner and those of Material."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jinja2 import Environment, FileSystemLoader, TemplateError, TemplateNotFound
from mkdocs.theme import Theme

_BASE = "base.html"  # what a `main.html` extends, the theme's as well as an owner's
_OURS = "broadsheet/page.html"  # in our folder alone
_BELOW = "broadsheet/base.html"  # what ours extends: the base that it is asked for in place of


def put_between(theme: Theme, folder: str) -> None:
    """Let every template that extends the theme's base extend ours, from `folder`, which extends it in turn.

    So an owner's `main.html` adds to ours. Whoever looks for templates in another way finds the theme without ours.
    """
    make: Callable[[], Environment] = theme.get_env

    def get_env() -> Environment:
        env = make()
        env.loader = _Between(theme.dirs, folder)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


class _Between(FileSystemLoader):
    """Takes the base from our folder, and what that extends from the base in the others."""

    def __init__(self, dirs: list[str], folder: str) -> None:
        super().__init__(dirs)
        self._ours = FileSystemLoader(folder)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """As Jinja's own."""
        if template == _BASE:
            return self._ours.get_source(environment, _OURS)
        return super().get_source(environment, _BASE if template == _BELOW else template)


def replaced_blocks(folder: str) -> frozenset[str] | None:
    """The blocks that pages have from an owner's templates rather than from ours; None where the base is the owner's, or nobody can
    tell before a page is made. Nothing is compiled, for a filter may be there only later."""
    env = Environment(loader=FileSystemLoader(folder))
    if _BASE in env.list_templates():
        return None
    blocks, waiting, seen = set(), ["main.html"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            source = env.loader.get_source(env, name)[0]
            tags = list(_tags(env, source))
        except TemplateNotFound:  # then it is the theme's
            continue
        except (TemplateError, UnicodeError):
            return None
        blocks.update(*(words[1:2] for words in tags if words[:1] == ["block"]))
        parents = [words[1:] for words in tags if words[:1] == ["extends"]]
        if not all(len(words) == 1 and words[0][0] in "\"'" for words in parents):
            return None
        waiting += [words[0][1:-1] for words in parents]
    return frozenset(blocks)


def _tags(env: Environment, source: str) -> Iterator[list[str]]:
    """The words of each tag, its name first."""
    words: list[str] = []
    for _, kind, text in env.lex(source):
        if kind == "block_begin":
            words = []
        elif kind == "block_end":
            yield words[:]
        elif kind != "whitespace":
            words.append(text)
