"""The catalogue → all that is published for machines, as files made on demand, and the page that tells people of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from ..assets import Maker
from ..context import Context
from ..model import Catalogue
from ..pages.document import Pages
from ..scopes import Scope
from ..workers import begin
from . import resources
from .api import make_api, records_ndjson
from .database import can_make_database, has_full_text, packed_database
from .datapage import data_page
from .datasette import make_metadata
from .listfiles import list_json, list_markdown
from .llms import make_llms
from .paperfiles import paper_json, paper_markdown
from .resources import RESOURCES
from .webmanifest import make_manifest

__all__ = ["begin_downloads", "publish_records"]


def begin_downloads(catalogue: Catalogue) -> dict[str, Maker]:
    """The files that take long to make, by path: that is begun beside this process, and each is made once."""
    makers = {resources.NDJSON: partial(records_ndjson, catalogue)}
    if can_make_database():
        makers[resources.DATABASE] = partial(packed_database, catalogue)
    made = cache(begin(lambda: {path: make() for path, make in makers.items()}))
    return {path: lambda path=path: made()[path] for path in makers}


def publish_records(context: Context, pages: Pages, downloads: dict[str, Maker]) -> tuple[Pages, dict[str, Maker]]:
    """The pages with the page on data, and every file by its path in the site; `downloads` were begun before."""
    searchable = can_make_database() and has_full_text()
    offered = [one for one in RESOURCES if can_make_database() or not one.path.startswith(resources.DATA)]
    files = make_api(context, offered) | make_llms(context) | make_manifest(context.settings) | downloads
    if can_make_database():
        files[resources.DATASETTE] = partial(make_metadata, context, searchable=searchable)
    pages = Pages([*pages.drafts, data_page(context, offered, files, searchable=searchable)], pages.rows)
    return pages, files | _beside_pages(context, pages)


def _beside_pages(context: Context, pages: Pages) -> dict[str, Maker]:
    """`index.md` and `index.json` beside every page."""
    files: dict[str, Maker] = {}
    for draft in pages.drafts:
        record = draft.path.removesuffix(".md") + ".json"
        if draft.scope:
            files[draft.path] = partial(_of_scope, paper_markdown, draft.scope)
            files[record] = partial(_of_scope, paper_json, draft.scope)
        else:
            files[draft.path] = partial(list_markdown, context, draft)
            files[record] = partial(list_json, context, draft)
    return files


def _of_scope(make: Callable[[Scope], bytes], scope: Callable[[], Scope]) -> bytes:
    return make(scope())
