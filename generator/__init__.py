"""Broadsheet: saved paper digests in, a static site of papers out."""

__version__ = "0.1.0"
