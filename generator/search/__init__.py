"""The search: what a catalogue offers → an index, its files, and a ranking that any language can repeat."""

from .build import build_index
from .fields import Document, make_documents
from .index import Index
from .query import parse_query
from .ranking import Hit, Results, rank
from .shards import write_index

__all__ = ["Document", "Hit", "Index", "Results", "build_index", "make_documents", "parse_query", "rank", "write_index"]
