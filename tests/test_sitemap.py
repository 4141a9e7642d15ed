"""The site map: one file, or several with an index; days only where they are known."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from generator.sitemap import LONGEST, make_sitemap

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def rows(text):
    root = ElementTree.fromstring(text)
    found = [(entry.findtext(f"{NAMESPACE}loc"), entry.findtext(f"{NAMESPACE}lastmod")) for entry in root]
    return root.tag.removeprefix(NAMESPACE), found


def test_a_small_site_has_one_file():
    entries = [("https://a.example/?x&y", date(2025, 1, 2)), ("https://a.example/<b>/", None)]
    files = make_sitemap(entries, "https://a.example/")
    assert rows(files.pop("sitemap.xml")) == ("urlset", [(entries[0][0], "2025-01-02"), (entries[1][0], None)])
    assert files == {}


def test_a_large_site_has_several_and_an_index_with_the_newest_day_of_each():
    entries = [(f"https://a.example/{i}/", date(2025, 1, i) if i > 2 else None) for i in range(1, 6)]
    files = make_sitemap(entries, "https://a.example", longest=2)
    days = {1: None, 2: "2025-01-04", 3: "2025-01-05"}
    assert rows(files["sitemap.xml"]) == (
        "sitemapindex",
        [(f"https://a.example/sitemap-{number}.xml", day) for number, day in days.items()],
    )
    listed = [row for number in days for row in rows(files[f"sitemap-{number}.xml"])[1]]
    assert [address for address, _ in listed] == [address for address, _ in entries]


def test_the_limit_is_that_of_the_protocol():
    files = make_sitemap([("https://a.example/", None)] * LONGEST, "https://a.example/")
    assert list(files) == ["sitemap.xml"]
    assert len(files["sitemap.xml"]) < 50 * 2**20
    assert len(make_sitemap([("https://a.example/", None)] * (LONGEST + 1), "https://a.example/")) == 3
