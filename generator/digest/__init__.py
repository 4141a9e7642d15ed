"""Digest text → `Digest` and problems; chooses the reader by what the text shows, and knows nothing of files."""

from .reader import read_digest

__all__ = ["read_digest"]
