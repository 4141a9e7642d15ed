"""Papers → citations in the field's formats, which claim only what the digests say: no authors are invented."""

from .bibtex import bibtex
from .citation import Citation, make_citation
from .csl import csl_item
from .prose import markdown_link, plain_text
from .ris import ris

__all__ = ["Citation", "bibtex", "csl_item", "make_citation", "markdown_link", "plain_text", "ris"]
