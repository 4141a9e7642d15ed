"""`mkdocs.yml` and the commands: what they take from it, and what they leave to MkDocs."""

from __future__ import annotations

import json
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import HEADER, OWLS
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from generator.cli import main
from generator.errors import DataError
from generator.plugin.configuring import set_up
from generator.plugin.options import make_settings
from generator.plugin.project import find_fault, read_project
from generator.project import Project, find_project_file
from generator.publication import Settings
from generator.siteaddress import spell_address

TITLES = ("Owls at Night", "Herons at Night", "Kites at Night", "Swans at Night")
DIGEST = HEADER + "".join(f"{title}\n{OWLS} {title} are quiet.\n•  5 authors\n·\nJan 28, 2024\n" for title in TITLES)
TAGS = """\
facets: {animal: Animal}
tags:
  birds: {label: Birds, facet: animal, definition: Birds, phrases: [owls = 2]}
"""
USED = "site_name: Night\nsite_url: https://night.example/birds\nplugins:\n  - broadsheet: {vocabulary: tags.yml, seeds: saved, related: 1}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A project whose seeds and tags lie where only `mkdocs.yml` says."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "a.txt").write_text(DIGEST)
    (tmp_path / "saved" / "digests.yml").write_text("a.txt: {captured: 2025-10-28}\n")
    (tmp_path / "saved" / "corrections.yml").write_text("tags:\n  swans-at-night: {add: [birds], reason: They are.}\n")
    (tmp_path / "tags.yml").write_text(TAGS)
    (tmp_path / "mkdocs.yml").write_text(USED)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def records(capsys, *arguments):
    capsys.readouterr()
    assert main(["export", "-", *arguments]) == 0
    return {paper["id"]: paper for paper in json.loads(capsys.readouterr().out)["papers"]}


def test_check_knows_the_tags_of_the_site(capsys):
    assert main(["check"]) == 0
    shown = capsys.readouterr()
    assert "correction-unknown-tag" not in shown.out
    assert shown.err == "4 entries, 4 papers, 0 problems\n"


def test_what_is_exported_is_what_the_site_shows(capsys):
    papers = records(capsys)
    assert "birds" in json.dumps(papers["owls-at-night"])
    assert all(len(paper["related"]) == 1 for paper in papers.values())


@pytest.mark.parametrize("enabled", ["true", "false"])
def test_the_plugin_is_found_in_a_group_that_is_switched_on(folder, enabled):
    grouped = f"plugins:\n  - group:\n      enabled: {enabled}\n      plugins:\n        - broadsheet:"
    (folder / "mkdocs.yml").write_text(USED.replace("plugins:\n  - broadsheet:", grouped))
    project = read_project(folder / "mkdocs.yml")
    assert (project is not None and project.seeds == folder / "saved") == (enabled == "true")


def test_a_site_can_do_without_related_papers(folder, capsys):
    """Topics and the map, which are made of the same neighbours, stay as they are."""
    pages = {}
    for number in (1, 0):
        (folder / "mkdocs.yml").write_text(USED.replace("related: 1", f"related: {number}"))
        assert main(["write", f"out{number}"]) == 0
        pages[number] = {file.relative_to(folder / f"out{number}"): file.read_text() for file in (folder / f"out{number}").rglob("*.md")}
    assert all(paper["related"] == [] for paper in records(capsys).values())
    assert any("Related papers" in page for page in pages[1].values())
    assert not any("Related papers" in page for page in pages[0].values())
    assert pages[0].keys() == pages[1].keys() and pages[0][Path("map/index.md")] == pages[1][Path("map/index.md")]


def test_the_command_line_wins(folder, capsys):
    (folder / "other").mkdir()
    (folder / "other" / "b.txt").write_text(DIGEST.replace("Owls at Night", "Cranes at Night"))
    assert "cranes-at-night" in records(capsys, "--seeds", "other")
    assert main(["check", "--vocabulary", "nowhere.yml"]) == 2
    assert capsys.readouterr().err.startswith("nowhere.yml: no-file cannot be read")


def test_tags_and_layout(folder, capsys):
    assert main(["tags"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split()[0] == "birds"
    assert main(["layout"]) == 0
    assert (folder / "saved" / "layout.json").is_file()


def test_write_knows_the_address(folder):
    page = Path("papers/owls-at-night/index.md")
    assert main(["write", "out"]) == main(["write", "bare", "--site-url", ""]) == 0
    assert "https://night.example/birds/papers/owls-at-night/" in (folder / "out" / page).read_text()
    assert "night.example" not in (folder / "bare" / page).read_text()


def test_stats_and_search_look_where_the_site_is_built(folder, capsys):
    (folder / "mkdocs.yml").write_text(USED + "site_dir: public\n")
    (folder / "public").mkdir()
    (folder / "public" / "index.html").write_text("x" * 2_000)
    assert main(["stats"]) == 0
    assert "in 1 file" in capsys.readouterr().out
    assert main(["search", "owls"]) == 2
    assert capsys.readouterr().err.startswith("public/")


def mailed(folder, capsys, *arguments):
    assert main(["mail", "--new", "--output", "a.eml", *arguments]) == 0
    message = message_from_bytes((folder / "a.eml").read_bytes())
    return message.get_payload()[0].get_payload(decode=True).decode(), capsys.readouterr().err


def test_a_mail_leads_to_the_site(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\n")
    text, told = mailed(folder, capsys)
    assert "https://night.example/birds/papers/owls-at-night/" in text
    assert told == ""
    assert "https://other.example/papers/" in mailed(folder, capsys, "--site-url", "https://other.example/")[0]
    text, told = mailed(folder, capsys, "--site-url", "")
    assert "https://" not in text and "leads to no pages" in told
    (folder / "mail.yml").write_text("sender: papers@example.org\nsite_url: https://mail.example/\n")
    assert "https://mail.example/papers/" in mailed(folder, capsys)[0]


def test_a_mail_does_not_lead_to_an_address_that_stands_in_for_one(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\n")
    (folder / "mkdocs.yml").write_text(USED.replace("night.example", "user.github.io"))
    text, told = mailed(folder, capsys)
    assert "https://" not in text
    assert told == "`site_url` is https://user.github.io/birds/, which leads nobody else to the site; set it in mail.yml or mkdocs.yml: the mail leads to no pages\n"
    assert mailed(folder, capsys, "--site-url", "")[1] == "`site_url` is not set: the mail leads to no pages\n"


@pytest.mark.parametrize(
    "text",
    [
        "site_name: x\nplugins: {broadsheet: {related: 2, seeds: saved}}\n",
        "site_name: x\nplugins:\n  - search\n  - /broadsheet:\n      related: 2\n      seeds: saved\n",
        "site_name: x\nINHERIT: above.yml\nplugins: {broadsheet: {related: 2}}\n",
    ],
)
def test_every_form_that_mkdocs_reads(folder, text):
    (folder / "above.yml").write_text("plugins: {broadsheet: {seeds: saved, related: 9}}\n")
    (folder / "mkdocs.yml").write_text(text)
    project = read_project(find_project_file())
    assert (project.seeds, project.settings.related_count) == (Path("saved"), 2)
    assert project.vocabulary is None


def test_values_of_the_environment(folder, monkeypatch):
    (folder / "mkdocs.yml").write_text('site_name: x\nsite_url: !ENV [NIGHT, "https://b.example"]\nplugins: [broadsheet]\n')
    assert read_project(Path("mkdocs.yml")).settings.site_url == "https://b.example/"
    monkeypatch.setenv("NIGHT", "https://c.example/x/")
    assert read_project(Path("mkdocs.yml")) == Project(settings=Settings(site_name="x", site_url="https://c.example/x/"))


def test_folders_that_settings_name_by_a_tag_concern_mkdocs_alone(folder):
    (folder / "mkdocs.yml").write_text(USED + "markdown_extensions:\n  - pymdownx.snippets: {base_path: !relative $config_dir/x}\n")
    assert read_project(Path("mkdocs.yml")).settings.site_name == "Night"


@pytest.mark.parametrize("value", ["https://old.example.org/papers/", "http://old.example", "tag:me.example.org,2025:papers", "tag:me@x.org,2025-01-31:"])
def test_what_feeds_may_be_known_by(folder, value):
    (folder / "mkdocs.yml").write_text(f"site_name: x\nplugins: [broadsheet: {{feed_id: '{value}'}}]\n")
    assert read_project(Path("mkdocs.yml")).settings.feed_id == value.rstrip("/")


def test_what_concerns_mkdocs_alone_is_left_to_it():
    """A theme, a plugin or a folder that is not there."""
    Path("mkdocs.yml").write_text(USED + "theme: {name: nowhere}\ndocs_dir: nowhere\nmarkdown_extensions: [nowhere]\nhooks: [nowhere.py]\n")
    assert read_project(Path("mkdocs.yml")).settings.site_name == "Night"


@pytest.mark.parametrize(
    "text",
    ["site_name: broadsheet\n", "site_name: x\nplugins: [search]\n# broadsheet\n", "site_name: x\nplugins: [broadsheet: {enabled: false, seeds: saved}]\n", "plugins: broadsheet\n"],
)
def test_a_file_that_does_not_use_the_plugin_says_nothing(folder, text):
    (folder / "mkdocs.yml").write_text(text)
    assert read_project(Path("mkdocs.yml")) is None
    assert main(["check"]) == 2  # there is no folder `seeds`


def test_mkdocs_is_not_loaded_for_a_file_that_does_not_name_the_plugin(folder, request):
    (folder / "mkdocs.yml").write_text("site_name: Night\nplugins: [search]\n")
    asked = "import sys; from generator.cli import main; main(['check', 'saved']); print([m for m in sys.modules if m.split('.')[0] == 'mkdocs'])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, env={"PYTHONPATH": str(request.config.rootpath)}, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site_name: x\nplugins:\n  - broadsheet: {related: [}\n", "mkdocs.yml:3: "),
        ("site_name: x\n  site_url: y\nplugins: [broadsheet]\n", "mkdocs.yml:2: bad-settings this is indented deeper than the key above: begin it in the same column"),
        ("site_name: 'x\nplugins: [broadsheet]\n", "mkdocs.yml:1: bad-settings the quote is not closed\n"),
        ("INHERIT: nowhere.yml\n", "mkdocs.yml:1: bad-settings INHERIT: there is no file nowhere.yml\n"),
        ("INHERIT: below.yml\n", "below.yml:1: bad-settings put a text that begins with ] in quotes\n"),
        ("- broadsheet\n", "mkdocs.yml: bad-settings it is no mapping of settings"),
        ("plugins: [broadsheet]\n", "mkdocs.yml: bad-settings site_name: Required configuration not provided."),
        ("site_name: x\nsite_url: night\nplugins: [broadsheet]\n", "mkdocs.yml:2: bad-settings site_url must begin with http:// or https:// and a host"),
        ("site_name: x\nplugins: [broadsheet: {related: many}]\n", "mkdocs.yml:2: bad-option plugin broadsheet: related: Expected type"),
        ("site_name: x\nplugins: [broadsheet: {related: -1}]\n", "mkdocs.yml:2: bad-option plugin broadsheet: related must be at least 0"),
        ("site_name: x\nplugins: [broadsheet: {page_size: 0}]\n", "mkdocs.yml:2: bad-option plugin broadsheet: page_size must be"),
        ("site_name: x\nplugins: [broadsheet: {feed_id: abc}]\n", "mkdocs.yml:2: bad-option plugin broadsheet: feed_id must be an address"),
        ("site_name: x\nplugins:\n  - broadsheet:\n      seeds: saved\n      cards: maybe\n", "mkdocs.yml:5: bad-option plugin broadsheet: cards: "),
        ("site_name: x\nplugins:\n  - group:\n      enabled: true\n      plugins:\n        - broadsheet:\n            related: -1\n", "mkdocs.yml:7: bad-option plugin broadsheet: related must be"),
        ("site_name: x\nplugins:\n  - group:\n      enabled: true\n      plugins:\n        - broadsheet: [seeds]\n", "mkdocs.yml:6: bad-option plugin broadsheet: its options are no mapping"),
        ("site_name: x\nplugins:\n  - group:\n      enabled: true\n      plugins:\n        - broadsheet:\n          seeds: saved\n", "mkdocs.yml:7: bad-settings seeds stands beside the plugin broadsheet"),
        ("INHERIT: above.yml\nplugins:\n  broadsheet: {seeds: saved}\n", "above.yml:3: bad-option plugin broadsheet: related must be"),
        ("site_name: x\nplugins:\n  - broadsheet:\n    vocabulary: tags.yml\n", "mkdocs.yml:4: bad-settings vocabulary stands beside the plugin broadsheet: indent"),
        ("site_name: x\nplugins:\n  - search\n  - /broadsheet:\n    related: 2\n    cards: true\n", "mkdocs.yml:5: bad-settings related stands beside"),
        ("INHERIT: beside.yml\n", "beside.yml:2: bad-settings seeds stands beside the plugin"),
        ("site_name: x\nplugins: [broadsheet: {vocabulary: [a]}]\n", "mkdocs.yml:2: bad-option plugin broadsheet: vocabulary: "),
    ],
)
def test_a_broken_file_is_one_line_and_exit_2(folder, capsys, text, message):
    (folder / "mkdocs.yml").write_text(text)
    (folder / "below.yml").write_text("plugins: ]\n")
    (folder / "above.yml").write_text("site_name: x\nplugins:\n  broadsheet: {related: -1}\n")
    (folder / "beside.yml").write_text("plugins: [{broadsheet: ,\n  seeds: saved}]\n")
    with pytest.raises(DataError):
        read_project(Path("mkdocs.yml"))
    assert main(["check"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1
    assert shown.err.startswith(message)


DEEP = f"{'[' * 3000}{']' * 3000}"
OF_A_FAULT_BELOW = [
    ("\nINHERIT: below.yml\n", f"a: 1\nb: {DEEP}\n", "below.yml:2: bad-settings is nested too deeply"),
    (f"INHERIT: below.yml\nb: {DEEP}\n", "a: 1\n", "mkdocs.yml:2: bad-settings is nested too deeply"),
    ("\nINHERIT: below.yml\n", "5\n", "below.yml: bad-settings it is no mapping of settings"),
    ("\nINHERIT: below.yml\n", "- a\n", "below.yml: bad-settings it is no mapping of settings"),
    ("\nINHERIT: below.yml\n", "a: 1\nb: 2025-02-30\n", "below.yml:2: bad-settings day is out of range for month"),
    ("\nINHERIT: below.yml\n", "a: 1\nb: \x01\n", "below.yml:2: bad-settings special characters are not allowed"),
    ("\nINHERIT: below.yml\n", "a: 1\nb: \udcff\n", "below.yml:2: bad-settings is not UTF-8 text; save it as UTF-8"),
    ("\nINHERIT: below.yml\n", "a: 1\nINHERIT: nowhere.yml\n", "below.yml:2: bad-settings INHERIT: there is no file nowhere.yml"),
    ("\nINHERIT: below.yml\n", f"INHERIT: {'a' * 5000}\n", "below.yml:1: bad-settings INHERIT: there is no file aaa"),
    ("\nINHERIT: below.yml\n", "a: 1\nINHERIT: 5\n", "below.yml:2: bad-settings INHERIT: it must name one file of settings"),
    ("\nINHERIT: below.yml\n", "a: 1\nINHERIT: saved\n", "below.yml:2: bad-settings INHERIT: it must name one file of settings"),
    ("\nINHERIT: below.yml\n", "a: 1\nINHERIT: below.yml\n", "below.yml:2: bad-settings INHERIT: it inherits itself\n"),
    ("\nINHERIT: below.yml\n", "INHERIT: saved/../mkdocs.yml\n", "mkdocs.yml:2: bad-settings INHERIT: it inherits itself by way of below.yml\n"),
    ("INHERIT: !ENV [NOWHERE, below.yml]\n", "INHERIT: !ENV [NOWHERE, mkdocs.yml]\n", "mkdocs.yml:1: bad-settings INHERIT: it inherits itself by way of below.yml\n"),
    ("INHERIT: below.yml\nplugins: [broadsheet]\nextra: &a {b: *a}\n", "extra: &a {b: *a}\n", "mkdocs.yml: bad-settings it is nested too deeply\n"),
]


@pytest.mark.parametrize(("text", "below", "told"), OF_A_FAULT_BELOW)
def test_a_fault_of_an_inherited_file_is_told_as_its_own(folder, capsys, text, below, told):
    (folder / "mkdocs.yml").write_text(text)
    (folder / "below.yml").write_text(below, encoding="utf-8", errors="surrogateescape")
    assert main(["check"]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith(told) and shown.count("\n") == 1
    assert str(find_fault(folder / "mkdocs.yml")) + "\n" == shown, "the same in a preview, which names the file from the root"


def test_no_python_that_the_file_names_is_run(folder):
    (folder / "mkdocs.yml").write_text(USED + 'extra: {a: !!python/object/apply:os.mkdir ["ran"], b: !!python/name:no.such.thing ""}\n')
    assert main(["check"]) == 0
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("INHERIT: mkdocs.yml\n" + USED, "mkdocs.yml:1", "it inherits itself"),
        (USED.replace("{vocabulary: tags.yml, seeds: saved, related: 1}", "[1]"), "mkdocs.yml:4", "options are no mapping"),
        (USED.replace("related: 1", "enabled: 3"), "mkdocs.yml:4", "expected true or false"),
    ],
)
def test_what_mkdocs_would_refuse_is_one_line(folder, capsys, text, place, told):
    (folder / "mkdocs.yml").write_text(text)
    assert main(["check"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{place}: ") and told in line


@pytest.mark.parametrize(
    ("inherit", "text", "place"),
    [
        ("", "plugins:\n  - broadsheet:\n      seeds: saved\n      related: -1\n", "mkdocs.yml:6"),
        ("INHERIT: above.yml\n", "plugins: {broadsheet: {seeds: saved}}\n", "above.yml:1"),
        ("INHERIT: !ENV [NOWHERE, above.yml]\n", "plugins: {broadsheet: {seeds: saved}}\n", "mkdocs.yml"),
    ],
)
def test_a_build_tells_the_line_of_a_wrong_option(folder, inherit, text, place):
    (folder / "docs").mkdir()
    (folder / "above.yml").write_text("plugins: {broadsheet: {related: -1}}\n")
    (folder / "mkdocs.yml").write_text(f"{inherit}site_name: x\ntheme: material\n{text}")
    config = load_config(str(folder / "mkdocs.yml"))
    with pytest.raises(PluginError, match=f"^plugin broadsheet: {place}: bad-option related must be at least 0$"):
        set_up(config, config.plugins["broadsheet"].config)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://user.github.io/broadsheet/", ["site_url is still the example https://user.github.io/broadsheet/: set it in mkdocs.yml before you publish"]),
        ("https://user.github.io.example.org/", []),
        ("http://127.0.0.1:8000/", []),
        ("", ["there are no feeds: site_url is not set"]),
    ],
)
def test_a_build_tells_of_an_address_that_was_never_set(folder, caplog, address, told):
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(f"site_name: x\nsite_url: '{address}'\ntheme: material\nplugins: [broadsheet]\n")
    config = load_config(str(folder / "mkdocs.yml"))
    caplog.set_level("INFO", "mkdocs.plugins.broadsheet")
    set_up(config, config.plugins["broadsheet"].config)
    assert [(record.levelname, record.getMessage().removeprefix("broadsheet: ")) for record in caplog.records] == [("INFO", line) for line in told]


NO_ADDRESSES = [
    *("ftp://night.example/", "https://night.example/?page=1", "https://night.example/#top", "https://me:secret@night.example/", "https://my night.example/"),
    *("https://night\u200b.example/", "https://ni\u00adght.example/", "https://night.example/pa\u200bpers/", "https://ni\u200dght.example/", f"https://{'n' * 64}.example/", "https://\u0301night.example/"),
]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_an_address_that_no_page_can_have_is_told_with_its_line(folder, capsys, address):
    """MkDocs takes each of them, and pages would lead to `https://night.example/?page=1/papers/`."""
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(f"site_name: x\nsite_url: '{address}'\ntheme: material\nplugins: [broadsheet]\n", encoding="utf-8")
    told = "mkdocs.yml:2: bad-settings site_url must begin with http:// or https:// and a host, and have no user, ? or # in it, nor a sign that nobody sees, as https://me.example.org/papers/"
    assert main(["check"]) == 2
    assert capsys.readouterr().err == f"{told}\n"
    config = load_config(str(folder / "mkdocs.yml"))
    with pytest.raises(PluginError) as caught:
        set_up(config, config.plugins["broadsheet"].config)
    assert str(caught.value) == f"plugin broadsheet: {told}"


def test_an_address_that_cannot_be_read_at_all_is_told(folder, capsys):
    (folder / "mkdocs.yml").write_text("site_name: x\nextra: {day: 2025-02-30}\nplugins: [broadsheet]\n")
    assert main(["check"]) == 2 and "mkdocs.yml" in capsys.readouterr().err
    (folder / "mkdocs.yml").write_text("site_name: x\nsite_url: https://[::1/\nplugins: [broadsheet]\n")
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith("mkdocs.yml:2: bad-settings site_url must begin")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://user.github.io/repo", "https://user.github.io/repo/"),
        ("http://localhost", "http://localhost/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a/"),
        (" HTTPS://Night.example/papers/index.html ", "https://night.example/papers/"),
        ("https://night.example/a b/ü%20%/", "https://night.example/a%20b/%C3%BC%20%25/"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ("https://bu\u0308cher.example", "https://xn--bcher-kva.example/"),
        ("https://faß.example", "https://xn--fa-hia.example/"),
        ("https://i❤.example", "https://xn--i-7iq.example/"),
        ("https://münchen_x.example", "https://xn--mnchen_x-65a.example/"),
        ("https://βόλος.example", "https://xn--nxasmm1c.example/"),
        ("https://ΒΌΛΟΣ.example", "https://xn--nxasmq6b.example/"),
        ("https://例え。jp/", "https://xn--r8jz45g.jp/"),
        ("https://हिन्दी.example/", "https://xn--j2bd4cyah0f.example/"),
        ("https://نامه\u200cای.example/", "https://xn--mgba3gch31f060k.example/"),
        ("https://night.example.\t", "https://night.example./"),
    ],
)
def test_an_address_is_spelled_as_site_maps_and_feeds_want_it(folder, written, address):
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(f"site_name: x\nsite_url: '{written}'\ntheme: material\nplugins: [broadsheet]\n", encoding="utf-8")
    assert read_project(Path("mkdocs.yml")).settings.site_url == address
    config = load_config(str(folder / "mkdocs.yml"))
    set_up(config, config.plugins["broadsheet"].config)
    assert config.site_url == address


@pytest.mark.parametrize("written", ["https://night.example/\n", "\thttps://night.example\r\n"])
def test_white_space_around_an_address_is_no_part_of_it(folder, written):
    assert spell_address(written) == "https://night.example/"
    (folder / "mkdocs.yml").write_text(f"site_name: x\nsite_url: {json.dumps(written)}\nplugins: [broadsheet]\n")
    assert read_project(Path("mkdocs.yml")).settings.site_url == "https://night.example/"


@pytest.mark.parametrize("written", ["http://[v1.x]/", "http://[v1.fe]:80/", "http://[1::2::3]/", "http://[::1]a/", "http://[fe80::1%25eth0]/", "http://[::1/", "http://[]/", "https://./", "https://"])
def test_brackets_hold_the_address_of_a_machine(written):
    assert spell_address(written) is None


@given(st.text(alphabet=st.characters() | st.sampled_from("a.:/[]%-。"), max_size=30))
def test_any_text_gives_an_address_in_ascii_or_none(text):
    address = spell_address(f"https://{text}")
    assert address is None or (address.isascii() and address.endswith("/") and spell_address(address) == address)


def test_a_preview_may_have_an_address_of_the_sixth_version(folder):
    """Of which MkDocs makes an address without brackets."""
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("site_name: x\ndev_addr: '[::1]:8000'\ntheme: material\nplugins: [broadsheet]\n")
    config = load_config(str(folder / "mkdocs.yml"), site_url="http://::1:8000/papers/")
    set_up(config, config.plugins["broadsheet"].config)
    assert config.site_url == make_settings(config.plugins["broadsheet"].config, config).site_url == "http://[::1]:8000/papers/"
    assert config.extra["broadsheet"]["feeds"] is True


@pytest.mark.parametrize("key", ["site_name", "site_description", "copyright"])
@pytest.mark.parametrize(("value", "sign"), [("N\\alpha", "0007"), ("\\e[31mNight", "001B"), ("Night\\u202e", "202E"), ("\\ud800", "D800")])
def test_a_sign_in_a_setting_that_nobody_sees_is_told_with_its_line(folder, capsys, key, value, sign):
    """It stood in every page, and in the manifest; half of a sign ended a build with a traceback."""
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(f'theme: material\nplugins: [broadsheet]\n{"" if key == "site_name" else "site_name: x"}\n{key}: "{value}"\n')
    told = f"mkdocs.yml:4: bad-settings {key} has a sign that nobody sees, U+{sign}; take it out, or put a text with a backslash in single quotes"
    assert main(["check"]) == 2
    assert capsys.readouterr().err == f"{told}\n"
    config = load_config(str(folder / "mkdocs.yml"))
    with pytest.raises(PluginError) as caught:
        set_up(config, config.plugins["broadsheet"].config)
    assert str(caught.value) == f"plugin broadsheet: {told}"


def test_a_name_of_several_lines_is_one(folder):
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text("theme: material\nplugins: [broadsheet]\nsite_name: |\n  Night\t\n  Birds\n")
    assert read_project(Path("mkdocs.yml")).settings.site_name == "Night Birds"
    config = load_config(str(folder / "mkdocs.yml"))
    set_up(config, config.plugins["broadsheet"].config)
    assert config.site_name == "Night Birds"


@pytest.mark.parametrize(("written", "wrong"), [("ftp://night.example/papers/", True), ("https://night.example/papers/", False), ("", False)])
def test_a_preview_tells_of_an_address_that_a_build_would_refuse(folder, caplog, written, wrong):
    """There MkDocs puts the server's address in its place."""
    (folder / "docs").mkdir()
    (folder / "above.yml").write_text(f"site_name: x\nsite_url: '{written}'\n")
    (folder / "mkdocs.yml").write_text("INHERIT: above.yml\ntheme: material\nplugins: [broadsheet]\n")
    config = load_config(str(folder / "mkdocs.yml"))
    config.site_url = "http://127.0.0.1:8000/papers/"
    set_up(config, config.plugins["broadsheet"].config)
    assert config.site_url == "http://127.0.0.1:8000/papers/"
    told = [record.getMessage().removeprefix("broadsheet: ") for record in caplog.records if record.levelname == "WARNING"]
    assert len(told) == wrong and all(line.startswith("above.yml:2: bad-settings site_url must begin with http:// or https://") for line in told)


def test_a_mail_wants_an_address_that_pages_can_have(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\nsite_url: https://night.example/?page=1\n")
    assert main(["mail", "--new", "--output", "a.eml"]) == 2
    assert capsys.readouterr().err.startswith("mail.yml:2: bad-value `site_url` must begin with http:// or https://")


@pytest.mark.parametrize("command", ["check", "stats", "tags", "layout"])
def test_an_option_that_there_is_not_is_told_with_its_line(folder, capsys, command):
    (folder / "mkdocs.yml").write_text(
        "site_name: !ENV [NIGHT, Night]\nplugins:\n  - search\n  - broadsheet:\n      seeds: saved\n      page_sise: 7\n      zebra: 1\n      vocabulary: tags.yml\n"
    )
    assert main([command]) == (1 if command == "check" else 0)
    shown = capsys.readouterr()
    first, second = (shown.out if command == "check" else shown.err).splitlines()[:2]
    assert first == "mkdocs.yml:6: unknown-option the plugin has no option page_sise; is page_size meant?"
    assert second.startswith("mkdocs.yml:7: unknown-option the plugin has no option zebra; it knows cards, citations, data, ")
    assert command != "check" or shown.err.endswith(" 2 problems\n")


def test_an_inherited_option_that_there_is_not_is_told_where_it_stands(folder, capsys):
    (folder / "above.yml").write_text("site_name: x\n\nplugins: {broadsheet: {seeds: saved, relatd: 2}}\n")
    (folder / "mkdocs.yml").write_text("INHERIT: above.yml\nplugins:\n  broadsheet:\n    vocabulry: tags.yml\n")
    assert main(["check", "--quiet"]) == 1
    told = [line.partition(" unknown-option")[0] for line in capsys.readouterr().out.splitlines() if " unknown-option " in line]
    assert sorted(told) == ["above.yml:3:", "mkdocs.yml:4:"]


def test_an_option_is_told_though_the_environment_names_the_file_that_has_it(folder, capsys, monkeypatch):
    monkeypatch.setenv("BASE_YML", "above.yml")
    (folder / "above.yml").write_text("site_name: x\nplugins: {broadsheet: {seeds: saved, relatd: 2}}\n")
    for inherit in ("!ENV BASE_YML", "!ENV [BASE_YML, x.yml]"):
        (folder / "mkdocs.yml").write_text(f"INHERIT: {inherit}\n")
        assert main(["check", "--quiet"]) == 1
        assert "mkdocs.yml:1: unknown-option the plugin has no option relatd" in capsys.readouterr().out


def test_every_option_there_is_is_known(folder):
    (folder / "mkdocs.yml").write_text(USED.replace("related: 1", "related: 1, enabled: true, data: false, render: stock"))
    assert read_project(Path("mkdocs.yml")).problems == ()


@pytest.mark.parametrize(
    ("site", "vocabulary", "lost"),
    [
        ("saved", "tags.yml", "saved"),
        ("./x/../saved/", "tags.yml", "saved"),
        ("all", "tags.yml", "saved"),
        ("public", "public/tags.yml", "public/tags.yml"),
        ("link", "tags.yml", "saved"),
    ],
)
def test_no_build_empties_a_folder_of_what_a_person_wrote(folder, site, vocabulary, lost):
    """MkDocs knows of its `docs_dir` alone."""
    (folder / "docs").mkdir()
    (folder / "link").symlink_to("saved")
    if site == "all":
        (folder / "all").mkdir()
        (folder / "saved").rename(folder / "all" / "saved")
        (folder / "saved").symlink_to("all/saved")
    (folder / "mkdocs.yml").write_text(
        f"site_name: x\nsite_dir: {site}\ntheme: material\nplugins:\n  - broadsheet: {{seeds: saved, vocabulary: {vocabulary}}}\n"
    )
    config = load_config(str(folder / "mkdocs.yml"))
    with pytest.raises(PluginError) as caught:
        set_up(config, config.plugins["broadsheet"].config)
    told = f"site_dir is emptied by each build, and {lost} lies in it; choose another folder"
    assert str(caught.value) == f"plugin broadsheet: mkdocs.yml:2: wrong-place {told}"


def test_a_site_may_lie_anywhere_else(folder):
    (folder / "docs").mkdir()
    for site in ("saved/site", "saved2", "../out"):
        (folder / "mkdocs.yml").write_text(f"site_name: x\nsite_dir: {site}\ntheme: material\nplugins:\n  - broadsheet: {{seeds: saved}}\n")
        config = load_config(str(folder / "mkdocs.yml"))
        set_up(config, config.plugins["broadsheet"].config)
