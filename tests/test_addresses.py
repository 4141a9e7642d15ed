"""Slugs of digest pages: unique, and not taken away by a digest that was saved later."""

from __future__ import annotations

from datetime import date

from invented import make_catalogue, make_digest

from generator.addresses import digest_stem, make_addresses


def addresses_of(*digests):
    return dict(make_addresses(make_catalogue(digests=digests)).digests)


def test_the_ending_is_no_part_of_an_address():
    assert [digest_stem(name) for name in ("owls.txt", "OWLS.TXT", "owls.txt.txt", "notes.md")] == [
        "owls",
        "OWLS",
        "owls.txt",
        "notes.md",
    ]


def test_a_digest_saved_later_takes_no_address():
    old = make_digest("my-owls.txt", captured=date(2025, 3, 1))
    new = make_digest("my owls.TXT", captured=date(2025, 3, 2))
    assert addresses_of(old) == {"my-owls.txt": "my-owls"}
    both = addresses_of(new, old)
    assert both["my-owls.txt"] == "my-owls"
    assert both["my owls.TXT"].startswith("my-owls-")
