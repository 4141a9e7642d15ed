"""The catalogue → the files of its search by their place in the site: the index, the papers' dates, the OpenSearch description.

Knows where files go and what is in the manifest beside the index's own; the index itself is made in `search/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

import numpy as np

from . import addresses
from .markup import escape
from .metadata import page_url
from .model import Catalogue
from .publication import Settings
from .search import build_index, make_documents, write_index
from .search.packing import pack_numbers
from .search.query import EPOCH
from .search.shards import MANIFEST
from .search.wordvectors import parse_word_vectors
from .seeds import Inputs
from .vectors import centred_rows

FOLDER = "assets/search/"
OPENSEARCH = "opensearch.xml"


def make_search_files(
    catalogue: Catalogue, vectors: Mapping[str, np.ndarray], inputs: Inputs, settings: Settings
) -> dict[str, bytes]:
    """Every file by its path in the site; the same inputs give the same bytes."""
    index = build_index(
        make_documents(catalogue),
        rows=centred_rows(catalogue.papers, vectors) if vectors else None,
        word_vectors=parse_word_vectors(inputs.word_vectors) if inputs.word_vectors else None,
        english=inputs.english,
    )
    files = _add_dates(write_index(index), catalogue)
    result = {FOLDER + name: data for name, data in files.items()}
    if address := page_url(addresses.SEARCH, settings):
        result[OPENSEARCH] = _opensearch(settings.site_name, address).encode()
    return result


def _add_dates(files: Mapping[str, bytes], catalogue: Catalogue) -> dict[str, bytes]:
    """The index with what the digests are called, and, where titles and days are not all in one file, one more that the manifest names:
    for each paper the days since the first one's, from 1 on; 0 for none. `since` is the day before that one's, from 1970-01-01 on."""
    manifest = json.loads(files[MANIFEST])
    titles = {digest.name: digest.info.title or digest.name.removesuffix(".txt") for digest in catalogue.digests}
    if len(manifest["titles"]) < 2:
        return {**files, MANIFEST: _json(manifest | {"digests": titles})}
    first = min((paper.date for paper in catalogue.papers if paper.date), default=date.min)
    data = _json({"days": pack_numbers((paper.date - first).days + 1 if paper.date else 0 for paper in catalogue.papers)})
    name = f"dates-{hashlib.sha256(data).hexdigest()[:10]}.json"
    return {**files, name: data, MANIFEST: _json(manifest | {"dates": name, "since": first.toordinal() - 1 - EPOCH, "digests": titles})}


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="replace")


def _opensearch(name: str, address: str) -> str:
    """The description by which a browser adds the site to its search engines; `address` is the results page's."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(name[:16])}</ShortName>\n"
        f"<Description>{escape(f'Search the papers of {name}')}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" method="get" template="{escape(address)}?q={{searchTerms}}"/>\n'
        "</OpenSearchDescription>\n"
    )
