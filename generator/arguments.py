"""Words of the command line → values, or what is told of those that are none."""

from __future__ import annotations

import argparse
from datetime import date

from .siteaddress import WANTED, spell_address


def web_address(text: str) -> str:
    """An argument that is the address of a site, or empty for none."""
    address = spell_address(text) if text else ""
    if address is None:
        raise argparse.ArgumentTypeError(f"{text!r}: the address {WANTED}")
    return address


def day(text: str) -> date:
    """An argument that is a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None


def number(text: str) -> int:
    """An argument that is a number of things to show."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")
    return int(text)
