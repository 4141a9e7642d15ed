"""Our converter against Python-Markdown with the extensions of `mkdocs.yml`: equal bytes for whatever a text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import no_deadline  # noqa: F401
from test_markup import any_text, converter

from generator import markup
from generator.conversion import NotOurs, convert, find_address, split_front_matter, target_path
from generator.pages.document import make_page

PATH = "papers/x/index.md"
said = any_text.filter(lambda value: bool(markup.clean(value)))
some = st.lists(said, min_size=1, max_size=3)


@st.composite
def blocks(draw):
    kind = draw(st.sampled_from(["heading", "paragraph", "marked", "list", "details", "code", "form", "links", "pages"]))
    texts = draw(some)
    if kind == "heading":
        return markup.heading(draw(st.integers(2, 4)), texts[0], draw(st.sampled_from(["here", "there"])))
    if kind == "paragraph":
        return markup.paragraph(markup.join(texts))
    if kind == "marked":
        return markup.paragraph(markup.join([markup.element("strong", one) for one in texts], " · "), "bs-lead x")
    if kind == "list":
        return markup.bullets(
            [markup.page_link(one, PATH, "tags/y/index.md", *draw(st.sampled_from([("bs-title",), ("", "a"), ("x", "a")]))), markup.element("small", one)]
            for one in texts
        )
    if kind == "details":
        return markup.details(texts[0], [(one, one) for one in texts], "why")
    if kind == "code":
        return markup.code_block(texts)
    if kind == "form":
        return markup.search_form(texts[0], "../..")
    if kind == "pages":
        return markup.link_bar([markup.this_page(texts[0]), *(markup.page_link(one, PATH, "tags/y/index.md") for one in texts)], "bs-pager", draw(st.sampled_from(["", "Pages"])))
    return markup.paragraph(
        markup.join(
            [markup.web_link(one, "https://a.example/?q=1&x=é*" + one) for one in texts]
            + [markup.web_link("plain", "https://a.example/?q=1&x=2"), markup.abbreviation(texts[0], texts[-1])]
        )
    )


@given(title=said, description=any_text, body=st.lists(blocks(), max_size=4))
def test_any_page_is_what_python_markdown_makes_of_it(title, description, body):
    apart = [part for block in body for part in (block, markup.paragraph("Between."))]
    page = make_page(PATH, title, description, [markup.heading(1, title, "top"), *apart])
    stock = converter(False)
    expected = stock.convert(split_front_matter(page.text))
    found = convert(page.text, lambda link: link)
    assert found.html == expected
    assert [(one.level, one.label) for one in found.headings] == [
        (token["level"], token["name"]) for token in flat(stock.toc_tokens)
    ]


def flat(tokens):
    for token in tokens:
        yield token
        yield from flat(token["children"])


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../y/index.md", "../y/"),
        ("../../tags/z/index.md#a", "../../tags/z/#a"),
        ("../../map/index.md?paper=y#a", "../../map/?paper=y#a"),
        ("index.md", "./"),
        ("page/2/index.md", "page/2/"),
    ],
)
def test_addresses(link, address):
    assert find_address(link) == address


def test_targets():
    assert target_path(PATH, "../y/index.md#a") == "papers/y/index.md"
    assert target_path(PATH, "../../map/index.md?paper=y#a") == "map/index.md"


@pytest.mark.parametrize("text", ["# No identifier", "[x](../y.md)", "-   a\n\n-   b"])
def test_another_dialect_is_told(text):
    with pytest.raises(NotOurs):
        convert(f"---\ntitle: x\n---\n{text}\n", find_address)
