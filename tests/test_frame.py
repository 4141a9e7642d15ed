"""What all pages of the theme share, found in one of them and taken from the others."""

from __future__ import annotations

import json
import re

import html5lib
import pytest

from generator.frame import make_frame

ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><path d="M3 6h18v2H3z"/></svg>'
COLOURED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="red" d="M3 6"/></svg>'
SOURCE = "/* the rest */"


def theme_page(base, *, more="", palette=True, primary="indigo"):
    form = f'<form class="x" data-md-component="palette">\n<input name="__palette">{ICON}\n</form>' if palette else ""
    return f"""<!doctype html>
<html>
<head>
<link rel="icon" href="{base}/icon.svg">
<link rel="stylesheet" href="{base}/assets/stylesheets/main.1a.min.css">
<link rel="stylesheet" href="{base}/assets/stylesheets/palette.2b.min.css">
<link rel="stylesheet" href="{base}/assets/broadsheet/broadsheet.css">
<link rel="stylesheet" href="{base}/extra.css">
<meta name="generator" content="it">
<script>__md_scope=new URL("{base}",location),__md_get=e=>1<<5</script>
<link rel="manifest" href="{base}/site.webmanifest">
<link rel="search" type="x" title="A B" href="https://elsewhere.example/s.xml">
</head>
<body dir="ltr" data-md-color-scheme="default" data-md-color-primary="{primary}" data-md-color-accent="indigo">
<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search">
<div data-md-component="skip">
<a href="#a" class="md-skip">
Skip
</a>
</div>
<header><a data-md-component="logo" href="{base}">{ICON}</a>{COLOURED}
<div class="md-header__topic" data-md-component="header-topic"><span class="md-ellipsis">The title</span></div>
{form}
<script>var palette=__md_get("__palette");use(palette)</script>
</header>
{more}
<main><article>words</article>
<script>var target=document.getElementById("x")</script>
<button class="md-top" data-md-component="top" hidden>{ICON} up</button>
</main>
<div class="md-dialog"><div></div></div>
<script id="__config" type="application/json">{{"base": "{base}", "features": ["navigation.top"], "search": "{base}/s.js", "tags": null, "translations": {{"a": "ä"}}}}</script>
<script src="{base}/bundle.js"></script>
<script src="{base}/assets/broadsheet/broadsheet.js" defer data-citing></script>
</body>
</html>
"""


def known(script):
    return json.loads(re.search(r"^var __bs = (.*);$", script, re.MULTILINE)[1])


def test_what_all_pages_share_is_written_once():
    frame = make_frame(theme_page(""), "", SOURCE, {})
    short = frame.shrink(theme_page("../.."))
    for gone in ("__search", "md-dialog", "md-top", "header-topic", "__config", "var palette", "var target", "webmanifest", "generator", "broadsheet.js", "<path d="):
        assert gone not in short, gone
    assert short.count("<svg class=bs-i0></svg>") == 1
    assert COLOURED.removeprefix("<svg ")[:20] in short.replace("xmlns=http", 'xmlns="http')
    order = ["frame.js", "https://elsewhere.example/s.xml", "<a href=#a class=md-skip>Skip</a>", "__bs.palette()", "__bs.begin()", "bundle.js"]
    assert [word for _, word in sorted((short.index(word), word) for word in order)] == order
    assert "<script src=../../assets/broadsheet/frame.js></script>" in short
    told = known(frame.script)
    assert told["config"] == {"features": ["navigation.top"], "translations": {"a": "ä"}}
    assert told["links"] == {"site.webmanifest": '<link rel="manifest">'}
    assert told["citing"] is True
    assert told["parts"]["top"].endswith("<svg class=\"bs-i0\"></svg> up</button>")
    assert 'use(palette)' in frame.script and 'getElementById("x")' in frame.script
    assert '__md_scope=new URL("../..",document.currentScript.src)' in frame.script
    assert frame.script.endswith(SOURCE)


def test_the_name_of_the_site_stands_once_at_its_logo():
    logo = '<a href=".." title="{}" class="md-header__button md-logo" aria-label="Owls &amp; Co">x</a>'
    frame = make_frame(theme_page(""), "", SOURCE, {})
    assert "title=" not in frame.shrink(logo.format("Owls &amp; Co"))
    assert 'title="To the start"' in frame.shrink(logo.format("To the start"))


def test_a_page_asks_for_one_style_sheet_of_the_theme_and_ours():
    frame = make_frame(theme_page(""), "", SOURCE, {})
    assert frame.sheets == ("assets/stylesheets/main.1a.min.css", "assets/stylesheets/palette.2b.min.css")
    short = frame.shrink(theme_page("../.."))
    assert re.findall(r"stylesheet href=([^>]*)", short) == ["../../assets/broadsheet/broadsheet.css", "../../extra.css"]
    whole = theme_page("").replace("__config", "__other")
    assert make_frame(whole, "", SOURCE, {}).sheets == ()


@pytest.mark.parametrize(("primary", "kept"), [("indigo", ""), ("teal", " data-md-color-primary=teal")])
def test_a_colour_that_the_theme_has_without_it_is_not_written(primary, kept):
    page = theme_page("..", primary=primary)
    assert f"<body dir=ltr data-md-color-scheme=default{kept}>" in make_frame(page, "..", SOURCE, {}).shrink(page)


def test_in_the_dark_scheme_that_colour_is_another():
    page = theme_page("..").replace('scheme="default"', 'scheme="slate"')
    assert " data-md-color-primary=indigo data-md-color-accent=indigo>" in make_frame(page, "..", SOURCE, {}).shrink(page)


def test_a_page_keeps_a_style_sheet_that_others_have_not():
    page = theme_page("..").replace('<link rel="stylesheet"', '<link rel="stylesheet" href="../assets/stylesheets/own.css">\n<link rel="stylesheet"', 1)
    assert "assets/stylesheets/own.css" in make_frame(theme_page(""), "", SOURCE, {}).shrink(page)


def test_twice_is_as_once_for_what_is_written():
    frame = make_frame(theme_page(""), "", SOURCE, {})
    assert frame.shrink(frame.shrink(theme_page(".."))) == frame.shrink(theme_page(".."))


def test_icons_become_pictures_in_the_style_sheet():
    frame = make_frame(theme_page(""), "", SOURCE, {"back": COLOURED + "\n"})
    assert frame.style.count("url(") == 2
    assert ".bs-i0 {" in frame.style and "aspect-ratio: 24 / 12" in frame.style and "--bs-icon-back:" in frame.style
    assert not re.search(r'url\("[^"]*[<>#\n]', frame.style)


@pytest.mark.parametrize(
    "sample",
    [
        theme_page("", more='<div data-md-component="search"></div>'),
        theme_page("/a scope of the owner's"),
        theme_page("").replace("__md_scope", "__other"),
        theme_page("").replace("__config", "__other"),
    ],
)
def test_a_theme_that_needs_its_parts_keeps_them(sample):
    frame = make_frame(sample, "", SOURCE, {})
    assert frame.script == ""
    short = html5lib.parse(frame.shrink(sample), namespaceHTMLElements=False)
    whole = html5lib.parse(sample, namespaceHTMLElements=False)
    assert [script.text for script in short.iter("script")] == [script.text for script in whole.iter("script")]
    assert [node.attrib for node in short.iter("input")] == [node.attrib for node in whole.iter("input")]


def test_a_theme_without_a_choice_of_colours():
    frame = make_frame(theme_page("", palette=False), "", SOURCE, {})
    assert known(frame.script)["parts"]["palette"] == ""
    assert "__bs.palette()" in frame.shrink(theme_page("..", palette=False))
