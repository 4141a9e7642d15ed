"""The catalogue → files to cite many papers from, beside the pages that list them.

All papers are to be had in each format. Digests and organisations have BibTeX alone; the script in the browser makes
the rest, and what tags, topics and years share, from the file of all (`custom.in` says which pages list a paper, `custom.name`
what its title names, `custom.formerly` the identifiers it had before papers were joined), so that a paper costs some 1.5 KB, not ten.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from .. import addresses
from ..assets import Maker
from ..context import Context
from ..groups import Collection, citable_collections
from ..model import Name, Paper
from ..publication import Settings
from .alike import RELATED, has_related, related_file
from .bibtex import bibtex, tex
from .citation import Citation, make_citation
from .csl import csl_item
from .ris import ris

FORMATS = (("BibTeX", "cite.bib"), ("RIS", "cite.ris"), ("CSL-JSON", "cite.json"))
_WITH_BIBTEX = ("digests/", "organisations/")


def citation_files(context: Context) -> dict[str, Maker]:
    """Path → what makes the file."""
    groups = list(citable_collections(context))
    everything, settings, names = groups[0].papers, context.settings, context.catalogue.names
    files: dict[str, Maker] = {
        "cite.bib": partial(_bibtex_file, everything, settings, names),
        "cite.ris": partial(_ris_file, everything, settings),
        "cite.json": partial(_csl_file, everything, settings, names, _listed(groups[1:])),
    }
    if has_related(context.catalogue.related):
        files[RELATED] = partial(related_file, everything, context.catalogue.related)
    for group in groups:
        if has_bibtex(group.path):
            files[bibtex_path(group.path)] = partial(_bibtex_file, group.papers, settings, names)
    return files


def has_bibtex(page: str) -> bool:
    """Whether a BibTeX file stands beside the page of a collection that is not the whole site."""
    return page.startswith(_WITH_BIBTEX)


def bibtex_path(page: str) -> str:
    """The file beside a page."""
    return page.removesuffix("index.md") + "cite.bib"


def _listed(groups: Sequence[Collection]) -> Mapping[str, list[str]]:
    """Paper → addresses of the collections it is in."""
    table: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        address = addresses.public_url(group.path)
        for paper in dict.fromkeys(paper.id for paper in group.papers):
            table[paper].append(address)
    return table


def _bibtex_file(papers: Sequence[Paper], settings: Settings, names: Mapping[str, Name]) -> bytes:
    entries = ("\n".join(bibtex(make_citation(paper, settings, names.get(paper.id)))) for paper in _once(papers))
    return "\n\n".join([*entries, ""]).encode()


def _ris_file(papers: Sequence[Paper], settings: Settings) -> bytes:
    """Lines end as the format's reference wants it."""
    records = ("\r\n".join(ris(make_citation(paper, settings))) for paper in _once(papers))
    return "\r\n\r\n".join([*records, ""]).encode()


def _csl_file(papers: Sequence[Paper], settings: Settings, names: Mapping[str, Name], listed: Mapping[str, list[str]]) -> bytes:
    cited = ((paper, make_citation(paper, settings, names.get(paper.id))) for paper in _once(papers))
    items = (csl_item(one) | {"custom": {"in": listed[one.id], **_name(one), **_formerly(paper)}} for paper, one in cited)
    lines = (json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def _name(citation: Citation) -> dict[str, str]:
    """What the paper introduces, where its title in BibTeX is another one for it."""
    return {"name": citation.name} if tex(citation.title, citation.name) != tex(citation.title) else {}


def _formerly(paper: Paper) -> dict[str, list[str]]:
    """The identifiers of papers that were joined with it: a reader may have selected one of them."""
    return {"formerly": [former.id for former in paper.former]} if paper.former else {}


def _once(papers: Sequence[Paper]) -> list[Paper]:
    """A digest may list a paper twice, a bibliography must not."""
    return list({paper.id: paper for paper in papers}.values())
