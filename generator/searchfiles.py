"""The catalogue → the files of its search by their place in the site: the index, what orders papers, the OpenSearch description.

Knows where files go and what is in the manifest beside the index's own; the index itself is made in `search/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

import numpy as np

from . import addresses
from .groups import digest_title
from .inputs import Inputs
from .markup import escape
from .metadata import page_url
from .model import Catalogue
from .publication import Settings
from .search import Document, build_index, make_documents, write_index
from .search.packing import as_json, pack_numbers
from .search.shards import MANIFEST, told_comments
from .search.wordvectors import parse_word_vectors
from .vectors import centred_rows

FOLDER = "assets/search/"
OPENSEARCH = "opensearch.xml"


def make_search_files(
    catalogue: Catalogue, vectors: Mapping[str, np.ndarray], inputs: Inputs, settings: Settings
) -> dict[str, bytes]:
    """Every file by its path in the site; the same inputs give the same bytes."""
    documents = make_documents(catalogue)
    index = build_index(
        documents,
        rows=centred_rows(catalogue.papers, vectors) if vectors else None,
        word_vectors=parse_word_vectors(inputs.word_vectors) if inputs.word_vectors else None,
        english=inputs.english,
    )
    files = _add_orders(write_index(index), documents, catalogue)
    result = {FOLDER + name: data for name, data in files.items()}
    if address := page_url(addresses.SEARCH, settings):
        result[OPENSEARCH] = _opensearch(settings.site_name, address).encode()
    return result


def _add_orders(files: Mapping[str, bytes], documents: Sequence[Document], catalogue: Catalogue) -> dict[str, bytes]:
    """The index with what the digests are called, and, where titles are not all in one file, one more that the manifest names: of
    each paper the day of the year and the comments, 0 for none that is known, to put papers in order without their titles."""
    manifest = json.loads(files[MANIFEST])
    titles = {digest.name: digest_title(digest) for digest in catalogue.digests}
    if len(manifest["titles"]) < 2:
        return {**files, MANIFEST: as_json(manifest | {"digests": titles})}
    numbers = ("days", (one.day for one in documents)), ("comments", (told_comments(one) for one in documents))
    data = as_json({name: pack_numbers(column) for name, column in numbers})
    name = f"orders-{hashlib.sha256(data).hexdigest()[:10]}.json"
    return {**files, name: data, MANIFEST: as_json(manifest | {"orders": name, "digests": titles})}


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
