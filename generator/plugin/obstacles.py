"""What the owner set up in `mkdocs.yml` → why generated pages must go MkDocs' own way; None where they need not."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from .layering import own_template

# These leave the HTML of our dialect as the bare converter and the extension `attr_list` make it.
HARMLESS_EXTENSIONS = {"attr_list", "fenced_code", "tables", "toc"}
SEARCHES = ("material/search", "search")  # of the theme, as MkDocs calls it
HARMLESS_PLUGINS = ("generator.plugin", "material.plugins.search", "mkdocs.contrib.search")
_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")


def find_obstacle(config: MkDocsConfig) -> str | None:
    """Why pages must go MkDocs' own way; None where they need not."""
    if not config.use_directory_urls:
        return "use_directory_urls is off"
    if config.theme.custom_dir and (own := own_template(config.theme.custom_dir)):
        return f"{own} in the theme's custom_dir may change pages"
    extensions = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    if foreign := sorted(extensions - HARMLESS_EXTENSIONS):
        return f"the Markdown extension {foreign[0]} may change pages"
    if "attr_list" not in extensions or any((config.mdx_configs.get("toc") or {}).values()):
        return "Markdown is set up in another way"
    if has_search_of_theme(config):
        return "the theme's search reads pages"
    foreign = next(filter(None, (find_foreign(config, event) for event in _PAGE_EVENTS)), None)
    return f"{foreign} may change pages" if foreign else None


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
