"""Pages in fewer bytes that a browser takes for the same."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import markup
from generator.conversion import convert
from generator.pageheads import front_matter
from generator.slimming import shorten_links, shorten_tags, squeeze_content, squeeze_spaces

PIECES = st.lists(st.text(max_size=8) | st.sampled_from(("&", "&amp", "; ", "<b>", '="a"', "\n", "{", "#", "_", "=a ", "</li>", " ")), max_size=8).map("".join)


def tree(html, spaces=True):
    """Elements with their attributes and texts; white space between blocks is not seen."""

    def walk(node):
        parts = [node.text or "", *(part for child in node for part in (walk(child), child.tail or ""))]
        texts = [part for part in parts if not isinstance(part, str) or (part.strip() if not spaces else part)]
        return (str(node.tag), tuple(sorted(node.attrib.items())), tuple(texts))

    return walk(html5lib.parse(html, namespaceHTMLElements=False).find("body"))


def test_what_the_theme_writes():
    frame = """
  <nav class="md-nav" aria-label="Table of contents">
      <label class="md-nav__title" for="__toc">
        <span class="md-nav__icon md-icon"></span>
        Contents
      </label>
      <ul class="md-nav__list">
          <li class="md-nav__item">
            <a href="#a" class="md-nav__link">
              <span class="md-ellipsis">
                  One &amp; two
              </span>
            </a>
          </li>
          <li class="md-nav__item"><a href="#b" class="md-nav__link">b</a></li>
      </ul>
  </nav>
"""
    assert shorten_tags(squeeze_spaces(frame)) == (
        '<nav class=md-nav aria-label="Table of contents"><p class=md-nav__title>Contents</p><ul class=md-nav__list>'
        "<li><a href=#a class=md-nav__link>One &amp; two</a><li><a href=#b class=md-nav__link>b</a></ul></nav>"
    )


@pytest.mark.parametrize("text", ["Made with\n<a href=x>\nit</a>\nand <b>more</b>\n<i>words</i>", "<span>a</span>\n<span>b</span>"])
def test_spaces_between_words_stay(text):
    assert "".join(squeeze_spaces(f"<div>\n{text}\n</div>").split("\n")) != text.replace("\n", "")
    assert squeeze_spaces(f"<div>\n  {text}\n</div>") == f"<div>{text}</div>"


@pytest.mark.parametrize(
    ("tag", "short"),
    [
        ('<a class="a b" href="../x/">', '<a class="a b" href=../x/>'),
        ('<a title="" href="?q=1">', '<a title="" href="?q=1">'),
        ('<input  type="radio"  hidden >', "<input type=radio hidden>"),
        ('<path d="m0"/>', '<path d="m0"/>'),
        ("<a title='\"x\"'>", "<a title='\"x\"'>"),
    ],
)
def test_tags(tag, short):
    assert shorten_tags(tag) == short
    assert tree(tag) == tree(short)


def test_a_head_keeps_quotes_where_simple_programs_read():
    head = '<meta name="a" content="b"><link rel="icon" href="../i.svg"><link rel="canonical" href="https://papers.example/">'
    assert shorten_links(head) == '<meta name="a" content="b"><link rel=icon href=../i.svg><link rel=canonical href="https://papers.example/">'


def test_a_paragraph_ends_where_the_next_block_begins():
    html = "<p>a</p>\n<p>b</p><ul>\n<li>c</li>\n</ul><p>d</p><details><p>e</p></details>"
    assert squeeze_content(html) == "<p>a<p>b<ul><li>c</ul><p>d</p><details><p>e</p></details>"
    assert tree(squeeze_content(html), spaces=False) == tree(html, spaces=False)


def test_what_is_literal_stays():
    page = markup.code_block(["a = {", '  b = "c"', "", "</li><li> &#38; &#35;"]) + '<svg><path d="m0"></path>\n<p></svg>'
    assert squeeze_content(page).replace("class=", 'class="').count("\n") == page.count("\n")
    assert tree(squeeze_content(page)) == tree(page)


@given(PIECES, PIECES, PIECES)
def test_any_content_stays_the_same_page(title, text, long):
    sections = [
        markup.heading(1, title or "x", "x"),
        markup.paragraph(markup.join([text, markup.abbreviation(title, long), markup.web_link(text, "https://papers.example/?a=" + title)]), "bs-lead"),
        markup.bullets([[markup.page_link(title, "a/b/index.md", "a/c/index.md"), markup.element("small", text)], [text]]),
        markup.details(title, [(text, long)], "why"),
        markup.code_block([title, text]),
    ]
    html = convert(front_matter("a", "b") + "\n" + "\n".join(sections), lambda address: address).html
    short = squeeze_content(html)
    assert tree(short, spaces=False) == tree(html, spaces=False)
    assert len(short) < len(html)


def test_what_a_script_of_the_theme_holds_stays() -> None:
    script = 'if (i<n && key=="y" ) list="<ul><li id="a"> x</li><li>y</li></ul>"</script>'
    long = f'<p class="a">x</p><script async="async">{script}<p class="b">y</p>'
    assert shorten_tags(long) == f"<p class=a>x</p><script async=async>{script}<p class=b>y</p>"
