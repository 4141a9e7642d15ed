"""The plugin among other plugins, and in a site that has pages already."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hostile import HOSTILE
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from playwright.sync_api import Browser
from sites import BuiltSite, digest_text, make_project, parse, run_build, serve_built
from test_site_build import contents, listings

from generator.plugin import BroadsheetPlugin
from generator.plugin.configuring import set_up
from generator.plugin.listing import Listing
from generator.plugin.obstacles import HARMLESS_EXTENSIONS, find_extensions
from generator.plugin.options import BroadsheetConfig
from generator.plugin.permalinks import make_linker
from generator.plugin.rendering import choose_renderer


@pytest.mark.parametrize(
    ("plugins", "told"),
    [
        ({"broadsheet": BroadsheetPlugin(), "broadsheet #2": BroadsheetPlugin()}, "it stands twice among the plugins"),
        ({"broadsheet": BroadsheetPlugin(), "i18n": object()}, "the plugin i18n builds the site once for each language"),
    ],
)
def test_what_no_site_can_be_built_with_is_told_in_one_line(plugins: dict[str, object], told: str) -> None:
    options = BroadsheetConfig()
    options.validate()
    config = SimpleNamespace(theme=SimpleNamespace(name="material"), plugins=plugins)
    with pytest.raises(PluginError, match=f"^plugin broadsheet: bad-settings {told}[^\n]*$"):
        set_up(config, options)


@pytest.mark.parametrize(("plugins", "path", "left_out"), [({"rss"}, "papers/index.md", True), ({"rss"}, "about.md", False), (set(), "papers/index.md", False)])
def test_another_feed_is_told_to_leave_generated_pages_out(plugins: set[str], path: str, left_out: bool) -> None:
    """They have neither file nor history, which mkdocs-rss-plugin looks for."""
    plugin = BroadsheetPlugin()
    plugin.config = SimpleNamespace(search=False)
    plugin._listing = Listing(heads={"papers/index.md": ""})
    page = SimpleNamespace(file=SimpleNamespace(src_uri=path, dest_uri=path), meta={})
    assert plugin.on_page_markdown("text", page=page, config=SimpleNamespace(plugins=plugins), files=None) == "text"
    assert page.meta.get("draft", False) == left_out


def test_the_search_of_the_theme_finds_papers_where_it_is_wanted(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  - broadsheet\n", "  - broadsheet:\n      search: false\n  - search\n")
    config.write_text(text.replace("  - Search: search.md\n", ""), encoding="utf-8")
    build = run_build(project, tmp_path / "site", strict=False)
    assert "takes longer: the theme's search reads pages" in build.log
    index = json.loads((build.out / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "papers/invented-study-1/" in {entry["location"] for entry in index["docs"]}


def test_scripts_of_pages_run_behind_every_link(tmp_path: Path, browser: Browser) -> None:
    """The theme's instant loading would run none of them."""
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("  features:\n", "  features:\n    - navigation.instant\n    - navigation.instant.prefetch\n")
    config.write_text(text, encoding="utf-8")
    for site in serve_built(project, tmp_path / "site"):
        assert "INFO    -  broadsheet: the theme's instant loading is switched off" in site.build.log
        page = browser.new_page()
        page.goto(f"{site.url}about/")
        page.locator(".bs-menu a", has_text="Papers").click()
        page.locator(".bs-pick").first.wait_for()
        page.close()


# Of extensions for pages by hand, as a site may have them.
OPTIONS = {
    "footnotes": "{BACKLINK_TEXT: back, UNIQUE_IDS: true}",
    "pymdownx.arithmatex": "{generic: true, smart_dollar: false}",
    "pymdownx.betterem": "{smart_enable: none}",
    "pymdownx.caret": "{smart_insert: false}",
    "pymdownx.critic": "{mode: accept}",
    "pymdownx.emoji": "{emoji_index: !!python/name:material.extensions.emoji.twemoji , emoji_generator: !!python/name:material.extensions.emoji.to_svg }",
    "pymdownx.highlight": "{anchor_linenums: true, line_spans: __span, auto_title: true}",
    "pymdownx.inlinehilite": "{style_plain_text: text}",
    "pymdownx.keys": "{camel_case: true}",
    "pymdownx.mark": "{smart_mark: false}",
    "pymdownx.snippets": "{base_path: [docs], check_paths: true}",
    "pymdownx.superfences": "{custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]}",
    "pymdownx.tasklist": "{custom_checkbox: true, clickable_checkbox: true}",
    "pymdownx.tilde": "{smart_delete: false}",
    "tables": "{use_align_attribute: true}",
}


@pytest.mark.parametrize(
    ("toc", "link"),
    [
        ("{title: On this page, marker: '[CONTENT]', toc_class: mine, anchorlink: true}", "<h2 id=related><a class=toclink href=#related>"),
        ("{title: Here, permalink: true}", '<a class=headerlink href=#related title="Permanent link">&para;</a></h2>'),
        ("{permalink: '# & more', permalink_title: A, permalink_leading: true, anchorlink: true}", "<h2 id=related><a class=headerlink href=#related title=A># &amp; more</a>"),
    ],
)
def test_extensions_for_pages_by_hand_leave_generated_ones_as_they_are(hostile_site: BuiltSite, tmp_path: Path, toc: str, link: str) -> None:
    """So these need not go through them: MkDocs would write the same. Links to headings, which change all pages, are written here too."""
    builds = []
    for render in ("fast", "stock"):
        project = make_project(tmp_path / render, {"hostile.txt": digest_text(HOSTILE)})
        config = project / "mkdocs.yml"
        text = config.read_text(encoding="utf-8").replace("  - broadsheet\n", f"  - broadsheet: {{render: {render}}}\n")
        head, _, tail = text.partition("  - attr_list\n  - fenced_code\n  - tables\n  - toc:\n      permalink: false\n")
        extensions = sorted(HARMLESS_EXTENSIONS - {"toc", "extra", "pymdownx.extra", "fenced_code", "pymdownx.tabbed"})
        options = OPTIONS if "marker" in toc else {}
        named = "".join(f"  - {name}: {options.get(name, '{}')}\n" for name in extensions) + f"  - toc: {toc}\n  - pymdownx.tabbed: {{alternate_style: true}}\n"
        config.write_text(head + named + tail, encoding="utf-8")
        builds.append(run_build(project, tmp_path / f"{render}-site", SITE_URL=hostile_site.url))
        assert builds[-1].status == 0 and "one by one" not in builds[-1].log, builds[-1].log
    here, there = (contents(build.out) for build in builds)
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []
    assert any(link.encode() in data for path, data in here.items() if path.startswith("papers/"))


@pytest.mark.parametrize(
    ("extension", "told"),
    [
        ({"toc": {"toc_depth": 0}}, "toc with toc_depth"),
        ({"toc": {"toc_depth": "2-4"}}, "toc with toc_depth"),
        ({"markdown.extensions.toc": {"baselevel": 2}}, "toc with baselevel"),
        ({"pymdownx.snippets": {"auto_append": ["words.md"]}}, "pymdownx.snippets with auto_append"),
        ({"abbr": {"glossary": {"GPU": "a card"}}}, "abbr with glossary"),
        ({"extra": {"abbr": {"glossary": {"GPU": "a card"}}}}, "abbr with glossary"),
        ({"markdown.extensions.extra": {"abbr": {"glossary": {"GPU": "a card"}}}}, "abbr with glossary"),
        ({"pymdownx.extra": {"markdown.extensions.abbr": {"glossary": {"GPU": "a card"}}}}, "abbr with glossary"),
        ({"pymdownx.extra": {"configs": {"markdown.extensions.abbr": {"glossary": {"GPU": "a card"}}}}}, "abbr with glossary"),
        ({"toc": {"baselevel": 1, "toc_depth": "6"}}, None),
        ({"pymdownx.extra": {"pymdownx.superfences": {"css_class": "x"}}}, None),
    ],
)
def test_options_of_extensions_that_change_pages_are_told(extension: dict[str, object], told: str | None) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "markdown_extensions": [extension]})
    assert config.validate() == ([], [])
    said: list[str] = []
    renderer = choose_renderer(config, "fast", said.append)
    assert (renderer is None) == (told is not None)
    assert said == ([f"pages are rendered one by one, which takes longer: the Markdown extension {told} may change pages"] if told else [])


@pytest.mark.parametrize("leading", [True, False])
def test_a_link_to_a_heading_may_show_any_sign(leading: bool) -> None:
    """Also those for private use, which an icon font has, and which one of them is needed for."""
    link = make_linker({"permalink": "\ue000\ue0f2", "permalink_leading": leading})
    anchor = '<a class="headerlink" href="#a" title="Permanent link">\ue000\ue0f2</a>'
    assert link('<h2 id="a">\ue001</h2>') == f'<h2 id="a">{anchor if leading else ""}\ue001{"" if leading else anchor}</h2>'


def test_of_an_extension_that_is_named_twice_the_last_one_counts() -> None:
    config = MkDocsConfig()
    named = [{"toc": {"permalink": True}}, {"extra": {"toc": {"permalink": "x"}}}, {"markdown.extensions.toc": {"permalink": False}}]
    config.load_dict({"site_name": "A", "markdown_extensions": named})
    assert config.validate() == ([], [])
    assert dict(find_extensions(config))["toc"] == {"permalink": False}


def test_home_stands_first_in_a_navigation_that_nobody_wrote(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    config.write_text(re.sub(r"^nav:\n(?:  .*\n)+", "", config.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    [menu, *_] = parse(build.out / "papers" / "invented-study-1" / "index.html").find_class("bs-menu")
    assert menu.find(".//a").get("href") in ("../..", "../../")


def test_a_home_page_of_its_other_name_is_kept(tmp_path: Path) -> None:
    """MkDocs takes README.md for index.md."""
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  - Home: index.md", "  - Home: README.md"), encoding="utf-8")
    (project / "docs" / "README.md").write_text("# Mine\n", encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0, build.log
    assert "README.md: the hand-written page is kept" in build.log
    assert parse(build.out / "index.html").find(".//h1").text_content().strip() == "Mine"


@pytest.mark.parametrize("render", ["fast", "stock"])
def test_a_page_at_the_address_of_a_generated_one_is_told_once(tmp_path: Path, render: str) -> None:
    """Links and the navigation lead to its address, where there is a page after all; without a word of each."""
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    config = project / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("  - broadsheet\n", f"  - broadsheet: {{render: {render}}}\n"), encoding="utf-8")
    (project / "docs" / "tags.md").write_text("# Mine\n\n[Papers](papers/index.md)\n", encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    told = "tags.md:1: address-taken has the address of a generated page; to replace it, name it tags/index.md, or else give it another name"
    assert build.warnings == [f"WARNING -  broadsheet: {told}"] and build.status == 1
    build = run_build(project, tmp_path / "site", strict=False)
    assert parse(build.out / "tags" / "index.html").find(".//h1").text_content().strip() == "Mine"
    assert not {"../tags/", "../../tags/"}.isdisjoint(parse(build.out / "papers" / "invented-study-1" / "index.html").xpath("//*[@class='bs-menu']//a/@href"))


def test_a_home_page_of_its_other_name_stands_in_the_navigation(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", {"invented.txt": digest_text(listings(3))})
    (project / "docs" / "README.md").write_text("# Mine\n", encoding="utf-8")
    build = run_build(project, tmp_path / "site")
    assert build.status == 0 and not build.warnings, build.log
