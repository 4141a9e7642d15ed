"""`digests.yml`: what it may say of a file, and how it is told off."""

from __future__ import annotations

from datetime import date

import pytest

from generator.digest.info import parse_digest_infos
from generator.errors import DataError
from generator.model import DigestInfo

FULL = """
a.txt:
  captured: 2025-10-28
  title: Owls
  query: owls at night
  query_doubtful: true
  mirrors:
    owls.example.top: owls.example
  note: Saved through a mirror.
b.txt:
"""


def test_reads_every_fact():
    infos = parse_digest_infos(FULL, "digests.yml")
    assert infos == {
        "a.txt": DigestInfo(
            captured=date(2025, 10, 28),
            title="Owls",
            query="owls at night",
            query_doubtful=True,
            mirrors=(("owls.example.top", "owls.example"),),
            note="Saved through a mirror.",
        ),
        "b.txt": DigestInfo(),
    }


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_knows_nothing(text):
    assert parse_digest_infos(text, "digests.yml") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a.txt\n", "digests.yml:1: expected a mapping of file name to facts"),
        ("a.txt: 2025-10-28\n", "digests.yml:1: expected the facts of one file"),
        ("a.txt:\n  titel: Owls\n", "digests.yml:2: unknown key 'titel'; known are"),
        ("a.txt:\n  title: x\n  captured: Oct 28\n", "digests.yml:3: captured must be a day such as 2025-10-28"),
        ("a.txt:\n  captured: 2025-10-28 10:00:00\n", "digests.yml:2: captured must be a day"),
        ("a.txt:\n  captured: 2025-02-30\n", "digests.yml:2: day is out of range for month"),
        ("a.txt:\n  title: 2025\n", "digests.yml:2: title must be text"),
        ("a.txt:\n  mirrors: [x]\n", "digests.yml:2: mirrors must map a host to the true host"),
        ("a.txt:\n  mirrors: {x: 1}\n", "digests.yml:2: mirrors must map a host to the true host"),
        ("a.txt:\n  title: x\na.txt:\n  title: y\n", "digests.yml:3: the key 'a.txt' stands twice"),
        ("a.txt: {", "digests.yml:1: "),
    ],
)
def test_says_what_is_wrong_and_where(text, message):
    with pytest.raises(DataError) as caught:
        parse_digest_infos(text, "digests.yml")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)
