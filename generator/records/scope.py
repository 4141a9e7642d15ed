"""How much is said of each paper: everything in most collections, each long thing once in a large one."""

from __future__ import annotations

from ..context import Context

LARGE = 2_000


def is_large(context: Context) -> bool:
    """Whether copies are spared: a page's `index.json` has no abstract, a list's files no papers, `llms-full.txt` no texts.

    Of 10,000 papers an abstract alone takes 13 MB, and each paper stands in ten lists. `papers.ndjson.gz` and the
    database hold everything in either case.
    """
    return len(context.catalogue.papers) > LARGE
