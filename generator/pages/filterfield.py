"""A list of many short entries, maybe on several pages → the field that filters them, whose script leaves those that hold the words typed."""

from __future__ import annotations

from .. import addresses, markup
from ..markup import escape

_SCRIPT = "assets/broadsheet/filter.js"


def filter_field(things: str, path: str, first_path: str = "", number: int = 1, total: int = 1) -> str:
    """For the page at `path`, which is page `number` of `total` of the list that begins at `first_path`: the others are looked through
    too. `things` are what the entries are. Without scripts it is not shown."""
    first = addresses.public_url(markup.relative(path, first_path)) or "./"
    pages = f' data-first="{escape(first)}" data-page="{number}" data-pages="{total}"' if total > 1 else ""
    return (
        f'<div class="bs-filter" data-things="{escape(things)}"{pages}><label for="bs-filter">Filter {escape(things)}</label>'
        '<input id="bs-filter" type="search" autocomplete="off"><span role="status"></span>'
        f'<script src="{escape(markup.relative(path, _SCRIPT))}" defer></script></div>\n'
    )
