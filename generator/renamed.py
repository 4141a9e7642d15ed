"""Papers that a person joined → the titles they were listed under too, and a small page at each address they gave up, which leads on."""

from __future__ import annotations

from functools import partial

from .addresses import paper_page, public_url
from .assets import Maker
from .markup import escape, relative
from .metadata import page_url
from .model import Former, Paper
from .publication import Settings
from .repair import repair_text
from .text import title_key

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{former}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={way}">
<link rel="canonical" href="{address}">
</head>
<body>
<h1>{former}</h1>
<p>This paper stands here under another title: <a href="{way}">{title}</a>.</p>
</body>
</html>
"""


def also_titled(paper: Paper) -> list[str]:
    """The titles that are not its own but for case and punctuation, each once, as readers see them."""
    if not paper.former:
        return []
    titles: dict[str, str] = {}
    for title in map(_shown, paper.former):
        titles.setdefault(title_key(title), title)
    titles.pop(title_key(paper.title), None)
    return list(titles.values())


def _shown(former: Former) -> str:
    return repair_text(former.title, "title")[0]


def redirect_pages(papers: tuple[Paper, ...], settings: Settings) -> dict[str, Maker]:
    """The page at each former address, by its path in the site: it needs no script, and search engines are to know the paper's alone."""
    joined = ((paper, former) for paper in papers for former in paper.former)
    return {public_url(paper_page(former.id)) + "index.html": partial(_redirect, paper, former, settings) for paper, former in joined}


def _redirect(paper: Paper, former: Former, settings: Settings) -> bytes:
    path = paper_page(paper.id)
    way = escape(relative(paper_page(former.id), public_url(path)))
    address = page_url(path, settings)
    page = _PAGE.format(former=escape(_shown(former)), title=escape(paper.title), way=way, address=escape(address) if address else way)
    return page.encode("utf-8", errors="replace")
