"""The theme's page cut at its marks and filled again; white space taken from the theme's part alone."""

from __future__ import annotations

from generator.shell import SLOTS, cut_shell, mark, tighten


def test_a_shell_is_filled_where_its_marks_stood():
    shell = cut_shell(f"<title>{mark('title')}</title><h1>{mark('title')}</h1>{mark('content')}<p>")
    assert shell.fill({"title": "A", "content": "B"}) == "<title>A</title><h1>A</h1>B<p>"


def test_a_part_that_looks_like_a_mark_stays_what_it_is():
    shell = cut_shell("".join(mark(slot) for slot in SLOTS))
    parts = {slot: mark("head") for slot in SLOTS}
    assert shell.fill(parts) == mark("head") * len(SLOTS)


def test_a_page_without_marks():
    assert cut_shell("<p>").fill({}) == "<p>"


def test_the_theme_s_part_is_shrunk_and_the_content_is_not():
    content = "<pre>a\n\n   b</pre>"
    assert tighten(f"<div>{content}</div>", content, str.upper) == f"<DIV>{content}</DIV>"
    assert tighten(f"<div>{content}</div>", content, str.upper, str.title) == "<DIV><Pre>A\n\n   B</Pre></DIV>"


def test_a_page_without_content():
    assert tighten("<div></div>", "", str.upper) == "<DIV></DIV>"


def test_content_that_a_template_changed():
    page = "<div><pre>x\n\n  y</pre></div>"
    assert tighten(page, "<pre>other</pre>", str.upper) == page
