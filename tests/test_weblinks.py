"""Web addresses in abstracts: exact, of the right kind, and nothing that is none."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from linear import assert_linear

from generator.repair import repair_text
from generator.weblinks import _ADDRESS, _beginnings, find_links

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "benchmarks" / "gold"


@cache
def abstracts() -> dict[str, str]:
    """The repaired abstracts of the real digests by title: the long line two below it."""
    found: dict[str, str] = {}
    for file in sorted((ROOT / "seeds").glob("*.txt")):
        lines = file.read_text(encoding="utf-8").split("\n")
        for title, _, abstract in zip(lines, lines[1:], lines[2:], strict=False):
            if title.strip() and len(abstract) > 200:
                found.setdefault(title.strip(), repair_text(abstract, "abstract")[0])
    return found


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("at https://github.com/a/b.", ["https://github.com/a/b"]),
        ("(Code: https://github.com/a/b).", ["https://github.com/a/b"]),
        ("see https://en.wikipedia.org/wiki/X_(y), now", ["https://en.wikipedia.org/wiki/X_(y)"]),
        ("https://a.bc/x_y{Github} https://a.bc/z{https://a.bc/z}", ["https://a.bc/x_y", "https://a.bc/z", "https://a.bc/z"]),
        ("at github.com/a/b. And hf.co/c", ["https://github.com/a/b", "https://hf.co/c"]),
        ("foo.g\u0131thub.io is another letter, x.GitHub.io is not", ["https://x.GitHub.io"]),
        ("https:/x.github.io/ and x-y.github.io.", ["https://x.github.io/", "https://x-y.github.io"]),
        ("HTTP://github.com/a", ["http://github.com/a"]),
        ("arXiv:2411.04996; 2024", ["https://arxiv.org/abs/2411.04996"]),
        ("https://a.bc/repo.git.", ["https://a.bc/repo.git"]),
        ("“https://a.bc/x”, 'https://a.bc/y' *https://a.bc/z*", ["https://a.bc/x", "https://a.bc/y", "https://a.bc/z"]),
        ("见https://例子.测试/路径。", ["https://例子.测试/路径"]),
        ("https://a.bc:8080/x?y=1&z=2#t!", ["https://a.bc:8080/x?y=1&z=2#t"]),
        ("like en.wikipedia.org or factquizmaster.com, Node.js, github.com", []),
        ("javascript:alert(1) ftp://a.bc/x data:text/html,x file:///etc/passwd", []),
        ("https://user:pw@evil.com/ https://github.com@evil.com/x", []),
        ("https:// http:/// https://localhost/x https://127.0.0.1/x https://..", []),
        ("xhttps://a.bc/x notgithub.com/a/b a@github.com/x", []),
        ("https://good.com\\@evil.com/", ["https://good.com"]),
    ],
)  # fmt: skip
def test_addresses(text: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(text)] == urls


X, Z = "https://github.com/x/y", "https://github.com/z/w"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (f"[{X}]({X})", [X, X]),
        (f"[code]({X}),[data]({Z})", [X, Z]),
        (f"at {X}.We propose", [X]),
        (f"at {X}.However, we", [X]),
        ("at https://x.github.io.We and x.github.io.The code", ["https://x.github.io", "https://x.github.io"]),
        (f"{X}—which, {X}–which", [X, X]),
        (f"{X}'s code", [X]),
        (f"{X},{Z}", [X, Z]),
        (f"{X};{Z}", [X, Z]),
        (f"{X}/{Z}", [X, Z]),
        (f"{X}.{Z}", [X, Z]),
        (f"({X})({Z})", [X, Z]),
        ("github.com/x/y,github.com/z/w", [X, Z]),
        (f"{X}.[2] and {X}[3].", [X, X]),
        (f"{X},which is; {X}).We", [X, X]),
        ("www.example.org/demo, www.example.org", ["https://www.example.org/demo"]),
        # and what only looks like the end of an address
        ("https://web.archive.org/web/2020/https://example.com/x", ["https://web.archive.org/web/2020/https://example.com/x"]),
        ("https://a.bc/?u=https://b.cd/e", ["https://a.bc/?u=https://b.cd/e"]),
        ("https://en.wikipedia.org/wiki/Cauchy–Schwarz_inequality", ["https://en.wikipedia.org/wiki/Cauchy–Schwarz_inequality"]),
        ("https://a.bc/A.I and https://a.bc/x.html?a[0]=1", ["https://a.bc/A.I", "https://a.bc/x.html?a[0]=1"]),
        ("HTTPS://EX.IN/IT.IN/x https://a.bc/it.to", ["https://EX.IN/IT.IN/x", "https://a.bc/it.to"]),
    ],
)  # fmt: skip
def test_what_is_glued_to_an_address_is_no_part_of_it(text: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(text)] == urls


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Code is available at https://github.com/a/b", "code"),
        ("Our code and datasets are available at https://github.com/a/b", "code"),
        ("Our model, code, and data are available at https://github.com/a/b", "code"),
        ("EISL has a simple API: https://github.com/a/b", "code"),
        ("The dataset and code will be at https://github.com/a/b", "model/dataset"),
        ("We release checkpoints of the suite at https://github.com/a/b", "model/dataset"),
        ("We release all artifacts at https://hf.co/X", "model/dataset"),
        ("The datasets are available at https://datasets.example.com.", "model/dataset"),
        ("Code and models at https://aka.ms/beats", "code"),
        ("Project Page: https://github.com/a/b", "project page"),
        ("Code and data are available at project page https://x.github.io/y", "project page"),
        ("Pages of https://en.wikipedia.org/wiki/Owl were read; their data are", "other"),
        ("See the site https://notwikipedia.org/x", "project page"),
        ("We thank the funders (https://www.nsf.gov/awards).", "other"),
        ("More visualization results are available at https://x.github.io/", "project page"),
        ("Audio samples are available at https://x.github.io/.", "demo"),
        ("Samples are available on our demo page https://pages.cs.example.ac.il/x", "demo"),
        ("Try it: https://huggingface.co/spaces/a/b", "demo"),
        ("The GitHub page associated with this survey: https://github.com/a/b", "other"),
        ("on OpenCompass (https://rank.example.org/leaderboard-x)", "other"),
        ("arXiv:2411.04996", "other"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [link.kind for link in find_links(text)] == [kind]


_PARTS = "http https http:/ :// www. .github.io github.com/ GitHub.com hf.co/ .io/ .com/ doi.org/ arXiv: ARXIV:2411.04996 x a-b _ . / @ - ( ) ;".split()


@given(st.lists(st.sampled_from([*_PARTS, " ", "é", "İ", "ı", "ſ", "1" * 40])).map("".join))
def test_addresses_begin_only_where_a_sign_says_so(text: str) -> None:
    assert {match.start() for match in _ADDRESS.finditer(text)} <= set(_beginnings(text))


@given(st.text(alphabet=st.sampled_from("htps:/.,;@a-bc_github.com/(){}[]—–\\ \"'é。1xarXiv:2411.04996~"), max_size=120))
def test_links_are_total_ordered_and_web_only(text: str) -> None:
    end = 0
    for link in find_links(text):
        assert end <= link.start < link.end <= len(text)
        assert link.url.startswith(("http://", "https://")) and not set(link.url) & set(' \\"<>{}`')
        end = link.end


UNITS = ["http://a.bc/x](", "http://a.bc/x,", "http://a.bc/x,www.a.bc/", ".The", "www.a.", "http://a.b ", "http://a.bc/(", ")", "a.", "a-", "http://a.", "a.github.io ", "github.com/"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_line_takes_no_long_time(unit: str) -> None:
    assert_linear(find_links, unit)
    assert_linear(find_links, unit, before="http://a.bc/")


def test_the_gold_links() -> None:
    rows = json.loads((GOLD / "links.json").read_text(encoding="utf-8"))
    kinds = [{li.url.rstrip("/"): li.kind for li in find_links(abstracts()[r["title"]])} for r in rows]
    found = [(r, k[r["url"].rstrip("/")]) for r, k in zip(rows, kinds, strict=True) if r["url"].rstrip("/") in k]
    assert len(found) / len(rows) >= 0.97
    assert sum(r["kind"] == kind for r, kind in found) / len(found) >= 0.9
    for row in json.loads((GOLD / "not_links.json").read_text(encoding="utf-8")):
        assert not any(row["text"] in li.url for li in find_links(abstracts()[row["title"]]))
