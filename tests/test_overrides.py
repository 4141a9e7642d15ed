"""Templates and colours of an owner beside ours: both are seen, on generated pages and on those by hand."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sites import Build, digest_text, make_project, parse, run_build, with_class
from test_site_build import listings

from generator.plugin.layering import replaced_blocks

PAPER = Path("papers", "invented-study-1", "index.html")
BY_HAND = Path("about", "index.html")
SLOW = "rendered one by one"


def build_with(folder: Path, overrides: Mapping[str, str], pages: Mapping[str, str] | None = None, settings: str = "") -> Build:
    """The site of three papers with these files in `custom_dir`, and in `docs/`."""
    project = make_project(folder / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  name: material", "  name: material\n  custom_dir: overrides", 1)
    config.write_text(settings + text, encoding="utf-8")
    for name, text in {**{f"overrides/{name}": text for name, text in overrides.items()}, **(pages or {})}.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    build = run_build(project, folder / "site")
    assert build.status == 0, build.log
    return build


MAIN = '{% extends "base.html" %}{% block extrahead %}<meta name="mine">{% endblock %}{% block announce %}News{% endblock %}'
BASE = """<html><head><meta name="mine">{% block styles %}{% endblock %}{% block analytics %}{% endblock %}</head>
<body>News{% block header %}<nav></nav>{% endblock %}<article>{{ page.content }}</article>{% block scripts %}{% endblock %}</body></html>"""


@pytest.mark.parametrize(("name", "text"), [("main.html", MAIN), ("base.html", BASE)])
def test_the_owner_s_template_and_ours_are_both_on_every_page(tmp_path: Path, name: str, text: str) -> None:
    """One as the theme's guide writes it, which replaces `extrahead` whole, and one in place of all of the theme's."""
    build = build_with(tmp_path, {name: text})
    assert f"{SLOW}, which takes longer: {name} in the theme's custom_dir may change pages" in build.log
    for path in (PAPER, BY_HAND):
        page = parse(build.out / path)
        assert page.xpath("//head/meta[@name='mine']") and "News" in page.text_content()
        assert page.xpath("//head/link[@rel='stylesheet'][contains(@href, 'broadsheet.css')]")
        assert page.xpath("//head/link[@type='application/json']/@href") == ["index.json"]
        assert with_class(page, "bs-find__form")
    assert parse(build.out / PAPER).xpath("//head/meta[@name='citation_title']")


MENU = '{% extends "base.html" %}{#- one of mine -#}{%- block tabs %}<nav class="mine"></nav>{% endblock %}'
MIDDLE = '{% extends "mid.html" %}{# {% block site_nav %} #}'


@pytest.mark.parametrize("overrides", [{"main.html": MENU}, {"main.html": MIDDLE, "mid.html": MENU}])
def test_blocks_of_the_menu_that_are_the_owner_s_stay(tmp_path: Path, overrides: Mapping[str, str]) -> None:
    """Also where another template lies between them and ours."""
    build = build_with(tmp_path, overrides)
    page = parse(build.out / PAPER)
    assert with_class(page, "mine") and not with_class(page, "bs-menu")
    assert with_class(page, "md-sidebar--primary")  # the drawer of narrow windows


@pytest.mark.parametrize(
    ("overrides", "blocks"),
    [
        ({}, frozenset()),
        ({"main.html": MIDDLE}, frozenset()),
        ({"main.html": MIDDLE, "mid.html": MENU, "other.html": "{% block site_nav %}{% endblock %}"}, {"tabs"}),
        ({"main.html": '{% extends "main.html" %}'}, frozenset()),
        ({"main.html": "{% extends mine %}"}, None),
        ({"main.html": "{% extends 'base.html' if mine else 'mid.html' %}"}, None),
        ({"main.html": '{% raw %}{% block tabs %}{% endraw %}{% block x scoped required %}{%- endblock +%}{% %}'}, {"x"}),
        ({"main.html": "{{ ' }}"}, None),
        ({"base.html": ""}, None),
    ],
)
def test_which_blocks_are_the_owner_s(tmp_path: Path, overrides: Mapping[str, str], blocks: Set[str] | None) -> None:
    for name, text in overrides.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert replaced_blocks(str(tmp_path)) == blocks


def test_a_filter_that_a_hook_brings_is_there_for_the_owner_s_template(tmp_path: Path) -> None:
    """After the settings are read: nothing may compile a template then."""
    hook = "from mkdocs.plugins import event_priority\n@event_priority(50)\ndef on_env(env, **_):\n    env.filters['shout'] = str.upper\n"
    main = '{% extends "base.html" %}{% block announce %}{{ "news" | shout }}{% endblock %}'
    build = build_with(tmp_path, {"main.html": main}, {"hook.py": hook}, settings="hooks: [hook.py]\n")
    page = parse(build.out / PAPER)
    assert "NEWS" in page.text_content() and with_class(page, "bs-menu")


@pytest.mark.parametrize("name", ["broadsheet.html", "broadsheet/page.html"])
def test_a_template_may_be_called_as_one_of_ours(tmp_path: Path, name: str) -> None:
    mine = '{% extends "main.html" %}{% block content %}Mine{% endblock %}'
    build = build_with(tmp_path, {name: mine}, {"docs/about.md": f"---\ntemplate: {name}\n---\n# A\n"})
    page = parse(build.out / BY_HAND)
    assert "Mine" in page.text_content() and with_class(page, "bs-find__form")
    assert "Mine" not in parse(build.out / PAPER).text_content()


def test_the_search_stands_in_a_header_of_the_owner_s(tmp_path: Path) -> None:
    """Where the theme has a link to a repository, this one has none."""
    overrides = {"partials/header.html": "<header><nav>mine</nav></header>"}
    build = build_with(tmp_path, overrides, settings="repo_url: https://code.example/me/mine\n")
    assert with_class(parse(build.out / PAPER), "bs-find__form")


def test_templates_that_no_generated_page_has_cost_no_time(tmp_path: Path) -> None:
    overrides = {
        ".icons/own/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>',
        "assets/own.css": "",
        "assets/demo/x.html": "",
        ".drafts/x.html": "",
        "home.html": '{% extends "main.html" %}{% block content %}Home of mine{% endblock %}',
    }
    build = build_with(tmp_path, overrides, {"docs/index.md": "---\ntemplate: home.html\n---\n# Mine\n"})
    assert SLOW not in build.log
    assert (build.out / "assets" / "own.css").is_file()
    home = parse(build.out / "index.html")
    assert "Home of mine" in home.text_content() and with_class(home, "bs-find__form")


# What a window shows: the luminance of the header and of the site's name in it, and the colour of links.
COLOURS = """() => {
    const shown = (part, name) => getComputedStyle(document.querySelector(part)).getPropertyValue(name)
    const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765
    return {
        header: light(shown('.md-header', 'background-color')), tabs: light(shown('.bs-menu', 'background-color')),
        name: light(shown('.md-header__title', 'color')), tab: light(shown('.bs-menu [aria-current]', 'color')),
        link: shown('.md-typeset', '--md-typeset-a-color').trim(), accent: shown('.md-typeset', '--md-accent-fg-color').trim(),
    }
}"""


@pytest.mark.parametrize(
    ("names", "scheme", "link", "accent"),
    [
        ("", "light", "#17507c", "#9a3412"),
        ("", "dark", "#93c3ec", "#f0a884"),
        ("primary: black", "light", "#4051b5", "#9a3412"),
        ("primary: teal\n      accent: pink", "light", "#009485", "#f50056"),
        ("primary: teal\n      accent: pink", "dark", "#00ccb8", "#f50056"),
    ],
)
def test_colours_that_the_palette_names_are_the_owner_s(tmp_path: Path, browser: Browser, names: str, scheme: str, link: str, accent: str) -> None:
    """In the header and in links. The site's name and the tab of the page stand out from these; the other tabs are as the theme has them."""
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("      primary: custom\n      accent: custom\n", f"      {names}\n" if names else "")
    config.write_text(text, encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    page = browser.new_page(color_scheme=scheme)
    page.goto((build.out / PAPER).as_uri())
    seen = page.evaluate(COLOURS)
    page.close()
    assert (seen["link"], seen["accent"]) == (link, accent)
    assert abs(seen["header"] - seen["name"]) > 0.5 and abs(seen["tabs"] - seen["tab"]) > 0.5


@pytest.mark.parametrize("render", ["fast", "stock"])
def test_generated_pages_are_in_english_in_a_site_of_another_language(tmp_path: Path, render: str) -> None:
    """Also one from right to left: pages by hand are, generated ones are not."""
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  language: en", "  language: ar").replace("  - broadsheet\n", f"  - broadsheet: {{render: {render}}}\n")
    config.write_text(text, encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    for page in (PAPER, Path("papers", "index.html"), Path("selection", "index.html"), Path("404.html")):
        [content] = with_class(parse(build.out / page), "md-content")
        assert (content.get("lang"), content.get("dir")) == ("en", "ltr")
    by_hand = parse(build.out / BY_HAND)
    assert (by_hand.get("lang"), with_class(by_hand, "md-content")[0].get("lang")) == ("ar", None)
