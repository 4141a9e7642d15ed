"""What the owner set up in `mkdocs.yml` → why generated pages must go MkDocs' own way; None where they need not."""

from __future__ import annotations

from jinja2 import FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig

# These leave the HTML of our dialect as the bare converter and the extension `attr_list` make it: what they look for is a sign that
# stands in a text by its number, a block or a line that we do not write, or a definition that is nowhere.
HARMLESS_EXTENSIONS = frozenset(
    """
    abbr admonition attr_list def_list extra fenced_code footnotes md_in_html meta sane_lists tables toc pymdownx.arithmatex pymdownx.betterem
    pymdownx.blocks.admonition pymdownx.blocks.details pymdownx.blocks.tab pymdownx.caret pymdownx.critic pymdownx.details pymdownx.emoji
    pymdownx.extra pymdownx.highlight pymdownx.inlinehilite pymdownx.keys pymdownx.mark pymdownx.snippets pymdownx.superfences pymdownx.tabbed
    pymdownx.tasklist pymdownx.tilde
    """.split()
)
_EXCEPT = {"toc": {"baselevel", "toc_depth"}, "pymdownx.snippets": {"auto_append"}}  # their options that are not
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
    for written in sorted(config.markdown_extensions):
        name = written.removeprefix("markdown.extensions.")
        if name not in HARMLESS_EXTENSIONS:
            return name
        options = config.mdx_configs.get(written) or {}
        if wrong := next((option for option in sorted(_EXCEPT.get(name, ())) if options.get(option)), None):
            return f"{name} with {wrong}"
    return None


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
