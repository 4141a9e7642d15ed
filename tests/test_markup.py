"""Escaping: whatever a text holds, it is shown as it stands, with the extensions of `mkdocs.yml` and with more."""

from __future__ import annotations

import html
import json
import time
from functools import lru_cache
from pathlib import Path

import html5lib
import markdown
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from invented import no_deadline  # noqa: F401
from mkdocs.utils import meta

from generator import markup, pageheads

ROOT = Path(__file__).parent.parent
MKDOCS_OWN = ("toc", "tables", "fenced_code")  # MkDocs switches these on by itself
# What an owner may well add. Left out: smarty, smartsymbols and magiclink, which change plain text by design, and
# nl2br, which only adds a break wherever a line ends.
POPULAR = (
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "wikilinks",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.blocks.html",
    "pymdownx.caret", "pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.escapeall",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark", "pymdownx.progressbar",
    "pymdownx.saneheaders", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
    "pymdownx.tilde",
)  # fmt: skip

HOSTILE = (
    "<script>alert(1)</script>", "</title>", "<!-- x -->", "<!-- material/tags -->", "{{ x }}", "{% x %}",
    "{: .x #y }", "{ .x }", "$x$", "$$", r"\(x\)", r"\[", "a | b", "|---|", "*x*", "**x**", "_x_", "__x__", "***",
    "`x`", "```", "~~~", "~x~", "^x^", "==x==", "++x++", "--", "---", "===", "[x](javascript:alert(1))", "[x][y]",
    "[y]: http://x", "![x](y)", "[^1]", "[^1]: x", "*[HTML]: x", "[TOC]", "[[x]]", "[ ] x", "[x] x", "&amp;",
    "&#35;", "&lt", "# x", "#x", "> x", "- x", "+ x", "* x", "1. x", "1) x", "12345. x", "٣. x", "a. x", ": x",
    ":smile:", ":x: y", "!!! note", "??? note", "???+ x", '=== "x"', "/// note", "///", "--8<-- 'x'", ";--8<--",
    "%", "\\", "\\*", "\\\\", "http://x.example", "<http://x.example>", "x@y.example", "@x", "#1", "'x'", '"x"',
    "++ctrl+c++", '[=50% "x"]', "{++x++}", "{>>x<<}", "{--x--}", "(c)", "...", "    x", "\tx", "\u202ex", "\u200b",
    "\ufeff", "\x00", "\x02x\x03", "\x02wzxhzdk:0\x03", "\x85", "\u2028", "\ud800", "\uffff", "```x\ny\n```",
    "x\n===", "x\n---", "x  \ny", "x\n\ny", "#!python x", "`#!python x`", "<b>x</b>", "<div markdown>", "</div>",
    "<details>", "javascript:x", "data:text/html,x", "Term\n:   x", "wzxhzdk:0", "klzzwxh:0001", "amp", "AMP;",
)  # fmt: skip
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=5).map(" ".join)
glued = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=5).map("".join)
punctuation = st.text(alphabet="\\`*_{}[]()#+-.!|~^=$\"'@:;<>&%?,/ \n\t1ax", max_size=30)
any_text = hostile | glued | punctuation | st.text(max_size=40)


class _TolerantLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml` although it holds tags such as `!ENV` that only MkDocs knows."""


_TolerantLoader.add_multi_constructor("!", lambda loader, suffix, node: None)
_TolerantLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)


def read_extensions() -> tuple[list[str], dict[str, dict]]:
    """Names and configurations as MkDocs would pass them on."""
    listed = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_TolerantLoader)["markdown_extensions"]
    configs: dict[str, dict] = {name: {} for name in MKDOCS_OWN}
    for item in listed:
        configs.update(item if isinstance(item, dict) else {item: {}})
    return list(configs), {name: config or {} for name, config in configs.items()}


@lru_cache
def converter(popular: bool) -> markdown.Markdown:
    names, configs = read_extensions()
    if popular:
        names = [name for name in dict.fromkeys((*names, *POPULAR)) if name != "fenced_code"]
    return markdown.Markdown(extensions=names, extension_configs=configs)


def render(text: str, popular: bool = False) -> list:
    """Markdown → the elements of the page's body; a text node outside any element fails."""
    shown = converter(popular).reset().convert(text)
    body = html5lib.parse(f"<!DOCTYPE html><title></title><body>{shown}", namespaceHTMLElements=False).find("body")
    assert not (body.text or "").strip()
    assert not any((child.tail or "").strip() for child in body)
    return list(body)


def outline(node) -> str:
    """The names of an element and what is in it: `p(a)`."""
    inner = ",".join(outline(child) for child in node)
    return f"{node.tag}({inner})" if inner else str(node.tag)


def visible(node) -> str:
    return "".join(node.itertext())


def assert_shows(text: str, expected_outline: str, value: str, popular: bool) -> None:
    nodes = render(text, popular)
    assert [outline(node) for node in nodes] == [expected_outline]
    assert visible(nodes[0]) == markup.clean(value)


both = pytest.mark.parametrize("popular", [False, True], ids=["project", "popular"])


def test_the_extensions_are_those_of_mkdocs_yml():
    names, configs = read_extensions()
    assert "attr_list" in names
    assert "pymdownx.smartsymbols" not in names
    assert "smarty" not in names
    assert set(configs) == set(names)


@both
@given(value=any_text)
def test_paragraph(value, popular):
    if markup.clean(value):
        assert_shows(markup.paragraph(value), "p", value, popular)
    else:
        assert render(markup.paragraph(value), popular) == []


@both
@given(value=any_text)
def test_paragraph_with_classes(value, popular):
    if markup.clean(value):
        assert_shows(markup.paragraph(value, "bs-lead x"), "p", value, popular)
        (node,) = render(markup.paragraph(value, "bs-lead x"), popular)
        assert node.attrib == {"class": "bs-lead x"}
    else:
        assert render(markup.paragraph(value, "bs-lead x"), popular) == []


def test_marks_that_turn_the_direction_are_dropped():
    assert markup.clean("a \u202e b\u2066c") == "a bc"
    assert "\u202e" not in markup.details("x", [("y", "\u202ez")], "why")


@both
@given(value=any_text)
def test_heading(value, popular):
    if not markup.clean(value):
        return
    nodes = render(markup.heading(2, value, "place", "x"), popular)
    assert [outline(node) for node in nodes] == ["h2"]
    assert nodes[0].attrib == {"id": "place", "class": "x"}
    assert visible(nodes[0]) == markup.clean(value)
    (token,) = converter(popular).toc_tokens
    assert html.unescape(token["name"]) == markup.clean(value)
    assert "<" not in token["name"]


@both
@given(value=any_text, other=any_text)
def test_list_items(value, other, popular):
    if not (markup.clean(value) and markup.clean(other)):
        return
    rows = [
        [value],
        [markup.page_link(value, "a/index.md", "b/index.md", "bs-title"), markup.element("small", other, "x")],
    ]
    (node,) = render(markup.bullets(rows), popular)
    assert outline(node) == "ul(li,li(a,small))"
    assert visible(node[0]) == markup.clean(value)
    assert visible(node[1][0]) == markup.clean(value)
    assert visible(node[1][-1]) == markup.clean(other)


@both
@given(value=any_text)
def test_link_label(value, popular):
    if not markup.clean(value):
        return
    link = markup.page_link(value, "papers/a/index.md", "papers/b/index.md#seen", "bs-tag", "x")
    assert_shows(
        markup.paragraph(markup.join(["See", link, "now."])), "p(a)", f"See {markup.clean(value)} now.", popular
    )
    (node,) = render(markup.paragraph(link), popular)
    assert node[0].attrib == {"href": "../b/index.md#seen", "class": "bs-tag", "id": "x"}


@both
@given(before=any_text, label=any_text, after=any_text)
def test_link_amid_text(before, label, after, popular):
    """The abstract's way: text, a link that touches it, text."""
    if not markup.clean(label):
        return
    link = markup.web_link(label, "https://x.example/a_b_c")
    pieces = [markup.text(before), link, markup.inline(after)]
    shown = "".join(map(markup.clean, (before, label, after)))
    assert_shows(markup.paragraph(markup.Markdown("".join(pieces))), "p(a)", shown, popular)


@both
@given(short=any_text, long=any_text)
def test_abbreviation(short, long, popular):
    if markup.clean(short):
        shown = markup.join(["See", markup.abbreviation(short, long), "now."])
        assert_shows(markup.paragraph(shown), "p(abbr)", f"See {markup.clean(short)} now.", popular)
        (node,) = render(markup.paragraph(shown), popular)
        assert node[0].attrib == {"title": markup.clean(long)}


@given(any_text, any_text)
def test_front_matter_round_trips(title, description):
    text = (
        pageheads.front_matter(title, description, hide=["navigation"], search={"exclude": True}) + "\n# Body ---\n---\n"
    )
    body, values = meta.get_data(text)
    assert values == {
        "title": html.escape(markup.clean(title)),
        "description": html.escape(markup.clean(description)),
        "hide": ["navigation"],
        "search": {"exclude": True},
    }
    assert body == "# Body ---\n---\n"
    assert html.unescape(values["title"]) == markup.clean(title)
    assert text.isascii()


urls = st.one_of(
    any_text,
    any_text.map(lambda rest: "https://" + rest),
    any_text.map(lambda rest: "HTTP://x.example/" + rest),
    st.text(alphabet="abcXYZ019/._~#?=&%+-", max_size=40).map(lambda rest: "https://x.example/" + rest),
    st.sampled_from(
        (
            "javascript:alert(1)",
            " https://x",
            "java\nscript:x",
            "ht\ntps://x",
            "https://[x",
            "https://a℀b",
            "//x",
            "data:,",
        )
    ),
)


@both
@given(label=any_text, url=urls)
@example(label="x", url="https://x.example/?a=1&copy=2&lt")
@example(label="x", url="https://x.example/__a__/*b*~c~^d^==e==")
@example(label="x", url='https://x.example/"onclick="x')
def test_web_link(label, url, popular):
    if not markup.clean(label):
        return
    (node,) = render(markup.paragraph(markup.join(["See", markup.web_link(label, url)])), popular)
    assert visible(node) == f"See {markup.clean(label)}"
    if url.lower().startswith(("http://", "https://")):
        assert outline(node) == "p(a)"
        assert node[0].attrib == {"href": markup.clean(url)}
    else:
        assert outline(node) == "p"


@given(st.dictionaries(any_text, any_text | st.lists(any_text, max_size=2), max_size=3))
def test_json_ld_stays_in_its_element(data):
    page = html5lib.parse(f"<!DOCTYPE html><title></title>{pageheads.json_ld(data)}", namespaceHTMLElements=False)
    (script,) = page.iter("script")
    assert script.attrib == {"type": "application/ld+json"}
    assert json.loads(script.text) == data
    assert [child.tag for child in page.find("head")] == ["title", "script"]
    assert len(page.find("body")) == 0


@given(st.lists(st.tuples(any_text, any_text, any_text), max_size=4))
def test_meta_elements(rows):
    page = html5lib.parse(f"<!DOCTYPE html><title></title>{pageheads.meta_elements(rows)}", namespaceHTMLElements=False)
    tags = list(page.iter("meta"))
    assert [tag.get("name", "") for tag in tags] == [markup.clean(name) for name, _, _ in rows]
    assert [tag.get("property", "") for tag in tags] == [markup.clean(kind) for _, kind, _ in rows]
    assert [tag.get("content") for tag in tags] == [markup.clean(value) for _, _, value in rows]


@given(st.lists(st.tuples(any_text, any_text), max_size=4))
def test_head_links(pairs):
    page = html5lib.parse(f"<!DOCTYPE html><title></title>{pageheads.head_links(pairs)}", namespaceHTMLElements=False)
    links = [(link.get("rel"), link.get("href")) for link in page.iter("link")]
    assert links == [(markup.clean(relation), markup.clean(address)) for relation, address in pairs]


@both
@given(label=any_text, address=st.from_regex(r"[a-z0-9/.-]+", fullmatch=True))
def test_cite_box(label, address, popular):
    (node,) = render(markup.cite_box(label, address, markup.file_links(label, [(label, address)], "x")), popular)
    assert outline(node) == "details(summary,p(a))"
    assert node.get("data-collection") == node[1][0].get("href") == address
    assert visible(node[0]) == visible(node[1][0]) == markup.clean(label)


@both
@given(lines=st.lists(any_text.map(lambda line: markup.clean(line) or "x"), min_size=1, max_size=5))
def test_code_block(lines, popular):
    (node,) = render(markup.code_block(lines), popular)
    assert outline(node) == "div(pre(code))"
    assert visible(node) == "\n".join(lines)


@both
@given(summary=any_text, rows=st.lists(st.tuples(any_text, any_text), max_size=3))
def test_details(summary, rows, popular):
    (node,) = render(markup.details(summary, rows, "original"), popular)
    assert outline(node) == f"details({','.join(['summary'] + ['h3', 'p'] * len(rows))})"
    assert [visible(child) for child in node] == [
        markup.clean(text) for text in (summary, *(t for row in rows for t in row))
    ]


@given(any_text)
def test_search_form(value):
    (node,) = render(markup.search_form(value, "."))
    assert outline(node) == "form(input,button)"
    assert node[0].get("placeholder") == node[0].get("aria-label") == markup.clean(value)


@given(st.text(max_size=60))
def test_clean_is_idempotent_and_one_line(value):
    once = markup.clean(value)
    assert markup.clean(once) == once
    assert len(once.splitlines()) <= 1
    once.encode()


def test_markdown_is_trusted_and_text_is_not():
    assert markup.text(markup.Markdown("*x*")) == "*x*"
    assert markup.text("*x*") == "&#42;x&#42;"
    assert markup.join([markup.Markdown("*x*"), "*y*"], " | ") == "*x* | &#42;y&#42;"


def test_plain_prose_is_left_readable():
    """The Markdown on disk is for people too."""
    prose = "Owls at night, a study (with cups): feathers; 80% of 3.5 – and the owl's own."
    assert markup.text(prose) == prose


@pytest.mark.parametrize(
    ("source", "target", "path"),
    [
        ("index.md", "papers/a/index.md", "papers/a/index.md"),
        ("papers/a/index.md", "index.md", "../../index.md"),
        ("papers/a/index.md", "papers/b/index.md#x", "../b/index.md#x"),
        ("papers/a/index.md", "papers/a/index.md", "index.md"),
        ("papers/a/index.md", "papers/", "../"),
        ("papers/a/index.md", "papers-old/a/index.md", "../../papers-old/a/index.md"),
        ("papers/a/page/2/index.md", "papers/ab/index.md", "../../../ab/index.md"),
        ("index.md", "", ""),
    ],
)
def test_relative(source, target, path):
    assert markup.relative(source, target) == path


@pytest.mark.parametrize(
    "line",
    ['\\`*_{}[]<>#&!|~^=$"@+' * 1_000, "![" * 10_000, "*a_" * 7_000, "<!--" * 5_000],
    ids=["all", "![", "*a_", "<!--"],
)
def test_a_line_of_20_000_characters_of_punctuation(line):
    """Python-Markdown takes time by the square of the references in a line: 20,000 are a second or two."""
    started = time.perf_counter()
    assert_shows(markup.paragraph(line), "p", line, popular=False)
    seconds = time.perf_counter() - started
    print(f"{len(line):,} characters: {seconds:.1f} s")
    assert seconds < 20


def test_a_table_holds_its_cells_as_they_are():
    cell = '<b>&{{ x }} "y"'
    table = markup.table(("A", cell), [(markup.file_link(cell, "../a?b&c.json"), cell)])
    assert "\n" not in table.rstrip("\n") and "{{" not in table
    tree = html5lib.parseFragment(table, namespaceHTMLElements=False)
    assert [node.text for node in tree.iter("th")] == ["A", cell]
    (link,) = tree.iter("a")
    assert (link.get("href"), link.text) == ("../a?b&c.json", cell)
    assert ["".join(node.itertext()) for node in tree.iter("td")] == [cell, cell]


@given(st.text(alphabet="a\x00\x1f\"\\\x7f\x85\x9f\u2028\u2029\ud800\udfff\ufffe\uffff\ufeff\n \U0001f989é"))
def test_front_matter_holds_texts_that_nobody_cleaned(text):
    assert yaml.safe_load(pageheads.plain_front_matter({"title": text})[4:-4]) == {"title": text}
    assert yaml.safe_load(pageheads.front_matter("a", "b", more=text)[4:-4])["more"] == text


@given(st.dictionaries(st.sampled_from("abc"), st.text() | st.lists(st.text()) | st.dates() | st.integers()))
def test_plain_front_matter_survives(values):
    cleaned = {name: markup.clean(value) if isinstance(value, str) else [markup.clean(one) for one in value] if isinstance(value, list) else value for name, value in values.items()}
    matter = pageheads.plain_front_matter(cleaned)
    assert matter.startswith("---\n") and matter.endswith("---\n") and "\n---\n" not in matter[4:-4]
    assert (yaml.safe_load(matter[4:-4]) or {}) == cleaned
