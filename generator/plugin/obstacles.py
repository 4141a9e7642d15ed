"""What the owner set up in `mkdocs.yml` → why generated pages must go MkDocs' own way; None where they need not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from jinja2 import FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

# These leave the HTML of our dialect as the bare converter and the extension `attr_list` make it: what they look for is a sign that
# stands in a text by its number, a block or a line that we do not write, or a definition, which is nowhere unless an option brings it.
# Links to headings, which `toc` makes, are made in `permalinks.py`.
HARMLESS_EXTENSIONS = frozenset(
    """
    abbr admonition attr_list def_list extra fenced_code footnotes md_in_html meta sane_lists tables toc pymdownx.arithmatex pymdownx.betterem
    pymdownx.blocks.admonition pymdownx.blocks.details pymdownx.blocks.tab pymdownx.caret pymdownx.critic pymdownx.details pymdownx.emoji
    pymdownx.extra pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.mark pymdownx.snippets pymdownx.superfences pymdownx.tabbed
    pymdownx.tasklist pymdownx.tilde
    """.split()
)
_EXCEPT: dict[str, dict[str, Any]] = {  # their options that are not harmless, but for these values, which they have by themselves
    "abbr": {"glossary": {}},
    "pymdownx.snippets": {"auto_append": []},
    "toc": {"baselevel": 1, "toc_depth": 6},
}
_EXTRA = ("extra", "pymdownx.extra")  # bring other extensions, whose options stand below their own
_BROUGHT = "abbr"  # the only one of them that has options that matter
_MARKDOWN = "markdown.extensions."
SEARCHES = ("material/search", "search")  # of the theme, as MkDocs calls it
HARMLESS_PLUGINS = ("generator.plugin", "material.plugins.search", "mkdocs.contrib.search")
_OF_EVERY_PAGE = {"main.html", "base.html"}  # the templates in no folder that a generated page is made with
_OF_NO_PAGE = (".", "assets/")  # how names begin of what is no template
_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


def find_obstacle(config: MkDocsConfig) -> str | None:
    """Why pages must go MkDocs' own way; None where they need not."""
    if not config.use_directory_urls:
        return "use_directory_urls is off"
    if config.theme.custom_dir and (own := _find_template(config.theme.custom_dir)):
        return f"{own} in the theme's custom_dir may change pages"
    if foreign := _find_extension(config):
        return f"the Markdown extension {foreign} may change pages"
    if has_search_of_theme(config):
        return "the theme's search reads pages"
    foreign = next(filter(None, (find_foreign(config, event) for event in _PAGE_EVENTS)), None)
    return f"{foreign} may change pages" if foreign else None


def _find_template(folder: str) -> str | None:
    """The first template of the owner, by name, that generated pages may be made with; one in no folder that pages must ask for by its
    name is none."""
    names = (name for name in FileSystemLoader(folder).list_templates() if name.endswith(".html") and not name.startswith(_OF_NO_PAGE))
    return next((name for name in names if "/" in name or name in _OF_EVERY_PAGE), None)


def _find_extension(config: MkDocsConfig) -> str | None:
    """The first extension, or the first of its options, that is not known to be harmless."""
    for name, options in sorted(find_extensions(config), key=itemgetter(0)):
        if name not in HARMLESS_EXTENSIONS:
            return name
        for option, usual in _EXCEPT.get(name, {}).items():
            if str(options.get(option, usual)) != str(usual):
                return f"{name} with {option}"
    return None


def find_extensions(config: MkDocsConfig) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The Markdown extensions by their short names, with their options, in the order in which they apply: of two of a name the last one
    counts. Of those that `extra` brings, `abbr` where it has options."""
    for written in config.markdown_extensions:
        name = written.removeprefix(_MARKDOWN)
        options = config.mdx_configs.get(written) or {}
        yield name, options
        if name in _EXTRA:
            yield from ((_BROUGHT, more) for more in _find_brought(options))


def _find_brought(options: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name, more in options.items():
        if isinstance(more, Mapping):
            if str(name).removeprefix(_MARKDOWN) == _BROUGHT:
                yield more
            yield from _find_brought(more)  # pymdownx.extra reads them below `configs` too


def has_search_of_theme(config: MkDocsConfig) -> bool:
    """Whether the theme's search is there and switched on."""
    return any((other := config.plugins.get(name)) is not None and other.config.get("enabled") for name in SEARCHES)


def find_foreign(config: MkDocsConfig, event: str) -> str | None:
    """The first module whose plugin or hook takes part in an event and is not known to be harmless."""
    for method in config.plugins.events.get(event, ()):
        owner = getattr(method, "__self__", None)
        module = type(owner).__module__ if owner is not None else getattr(method, "__module__", "")
        if not module.startswith(HARMLESS_PLUGINS):
            return module or "a hook"
    return None
