"""The command line: exit codes, messages, help."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from invented import HEADER, OWLS

from generator import __version__
from generator.cli import main
from generator.mail.state import first_line
from generator.publication import Settings
from generator.searchcommand import set_words_apart
from generator.seeds import read_inputs, read_packaged
from generator.site import build_site

FOOTER = "•  5 authors\n·\nJan 28, 2024\n"
GOOD = (
    f"{HEADER}Owls at Night\n{OWLS}\n{FOOTER}KiteNet: Models of the Wind\nKiteNet learns to fly from string.\n{FOOTER}"
)
BAD = f"{HEADER}Owls at Night\n{OWLS}\n•  5 authors\n·\nFeb 30, 2024\n"
KNOWN = "captured: 2025-10-28"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A project with one good digest, and the command run in it."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "good.txt").write_text(GOOD)
    (tmp_path / "seeds" / "digests.yml").write_text(f"good.txt: {{{KNOWN}}}\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Owls\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return main([str(argument) for argument in arguments])


def test_check_of_good_digests(capsys):
    assert run("check") == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "2 entries, 2 papers, 0 problems\n"


def test_check_tells_problems_by_path_and_line(folder, capsys):
    (folder / "seeds" / "bad.txt").write_text(BAD)
    assert run("check") == 1
    shown = capsys.readouterr()
    assert shown.out == "seeds/bad.txt:11: no-such-day there is no such day: Feb 30, 2024\n"
    assert shown.err.splitlines() == [
        "3 entries, 2 papers, 1 problem",
        "what cannot be mended can be accepted: in seeds/digests.yml, below bad.txt:, write accept: [no-such-day]",
    ]


@pytest.mark.parametrize("called", ["bad.txt", "9. Owls (2).txt", "[1] owls.txt", "&owls.txt", "-.txt", "it's \"owls\" \\t #1.txt", "*.txt", "\x1b[2J\u202e\udcff.txt"])
def test_what_check_says_of_accepting_is_so(folder, capsys, called):
    (folder / "seeds" / called).write_text(BAD + "·\n" + BAD)
    facts = folder / "seeds" / "digests.yml"
    assert run("check") == 1
    file, name, line = re.search(r"in (\S+), below (.+):, write (.+)$", capsys.readouterr().err).groups()
    assert folder / file == facts
    facts.write_text(facts.read_text() + f"{name}:\n  {line}\n")
    assert run("check") == 0
    assert "accept" not in capsys.readouterr().err


def test_what_cannot_be_accepted_is_not_said_to_be(folder, capsys):
    (folder / "seeds" / "binary.txt").write_bytes(b"\0")
    (folder / "seeds" / "corrections.yml").write_text("names: {nobody: {name: X, reason: Y}}")
    assert run("check") == 1
    assert "accept" not in capsys.readouterr().err


def test_one_thing_is_one(folder, capsys):
    (folder / "seeds" / "good.txt").write_text(f"{HEADER}Owls at Night\n{OWLS}\n{FOOTER}")
    assert run("check") == 0
    assert capsys.readouterr().err == "1 entry, 1 paper, 0 problems\n"
    assert run("layout") == 0
    assert ": 1 paper, " in capsys.readouterr().out

def test_every_problem_is_one_line_of_one_shape(folder, capsys):
    (folder / "seeds" / "bad.txt").write_text(BAD + "·\n" + BAD.replace("Feb 30, 2024", "Sep 18"))
    (folder / "seeds" / "binary.txt").write_bytes(b"\0")
    (folder / "seeds" / "empty.txt").write_text("")
    (folder / "seeds" / "prose.txt").write_text("Dear editor,\n")
    assert run("check") == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 6
    for line in lines:
        assert re.fullmatch(r"seeds/[\w.]+:\d+: [a-z]+(?:-[a-z]+)* \S.*", line)
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in lines]
    assert places == sorted(places)


def test_what_is_merely_worth_knowing_is_no_problem(folder, capsys):
    (folder / "seeds" / "digests.yml").unlink()
    (folder / "seeds" / "good.txt").write_text(GOOD.replace("Jan 28, 2024", "Sep 18", 1))
    assert run("check") == 0
    assert capsys.readouterr().out.endswith("[info]\n")
    assert run("check", "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_check_of_named_files(folder, capsys):
    (folder / "bad.txt").write_text(BAD)
    (folder / "more").mkdir()
    (folder / "more" / "bad2.txt").write_text(BAD)
    assert run("check", "bad.txt", "more") == 1
    shown = capsys.readouterr().out
    assert "bad.txt:11: no-such-day" in shown
    assert "more/bad2.txt:11: no-such-day" in shown
    assert "digest-missing" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "nowhere.txt"), "nowhere.txt: no-file there is no such file or folder"),
        (("check", "--seeds", "nowhere"), "nowhere: no-file there is no such file or folder"),
        (("stats", "--vocabulary", "nowhere.yml"), "nowhere.yml: no-file cannot be read: No such file or directory"),
        (("write", "docs"), "docs: wrong-place is inside the docs folder"),
        (("write", "mkdocs.yml"), "mkdocs.yml: wrong-place is not a folder"),
        (("export", "docs"), "docs: unwritable cannot be written: Is a directory"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_2(arguments, message, capsys):
    assert run(*arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(message)
    assert shown.err.count("\n") == 1


def test_a_wrong_curated_file_is_told_with_its_line(folder, capsys):
    (folder / "seeds" / "digests.yml").write_text("good.txt:\n  captured: soon\n")
    assert run("check") == 2
    assert capsys.readouterr().err == "seeds/digests.yml:2: bad-value captured must be a day such as 2025-10-28\n"


def test_what_digests_yml_says_against_the_seeds_is_told_with_its_line(folder, capsys):
    facts = "# Known.\ngone.txt:\n  title: Gone\ngood.txt:\n  title: Good\n  captured: 2025-03-01\n"
    (folder / "seeds" / "digests.yml").write_text(facts)
    assert run("check") == 1
    shown = capsys.readouterr().out
    assert "seeds/digests.yml:2: digest-missing there is no digest gone.txt" in shown
    assert "seeds/digests.yml:6: captured-day good.txt was captured on 2025-03-01, but the page says Oct 28" in shown


def test_a_digest_that_cannot_be_read_is_not_missed_too(folder, capsys):
    (folder / "seeds" / "digests.yml").write_text("picture.txt:\n  title: Known\n")
    (folder / "seeds" / "picture.txt").write_bytes(b"\x89PNG\x00")
    assert run("check") == 1
    shown = capsys.readouterr().out
    assert "seeds/picture.txt:1: not-text" in shown
    assert "digest-missing" not in shown


@pytest.mark.parametrize("arguments", [(), ("fly",), ("check", "--fly"), ("write",), ("export",)])
def test_wrong_arguments_are_exit_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
    assert "usage: broadsheet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "shown", "wrong"),
    [
        (("search", "--limit", "2", "x"), "--count", "--limit"),
        (("layout", "x"), "--all", "x"),
        (("check", "--fly", "--high"), "--quiet", "--fly --high"),
        (("tags", "--gold", "a.json", "more"), "--packaged", "more"),
        (("mail", "--new", "x"), "--preview", "x"),
    ],
)
def test_what_is_too_much_is_told_with_the_usage_of_its_command(arguments, shown, wrong, capsys):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    told = capsys.readouterr().err
    assert caught.value.code == 2
    assert told.startswith(f"usage: broadsheet {arguments[0]} ") and shown in told
    assert told.endswith(f"broadsheet {arguments[0]}: error: unrecognized arguments: {wrong}\n")


def test_write(folder, capsys):
    assert run("write", "out") == 0
    first = capsys.readouterr().out
    assert re.fullmatch(r"\d+ written, 0 unchanged, 0 removed\n", first)
    assert (folder / "out" / "papers" / "owls-at-night" / "index.md").is_file()
    assert run("write", "out") == 0
    assert re.fullmatch(r"0 written, \d+ unchanged, 0 removed\n", capsys.readouterr().out)
    assert list((folder / "docs").iterdir()) == []


def test_write_with_an_address(folder):
    assert run("write", "out", "--site-url", "https://papers.example/") == 0
    page = (folder / "out" / "papers" / "owls-at-night" / "index.md").read_text()
    assert "https://papers.example/papers/owls-at-night/" in page


def test_write_and_export_tell_problems_and_go_on(folder, capsys):
    (folder / "seeds" / "bad.txt").write_text(BAD)
    assert run("write", "out") == 0
    assert "seeds/bad.txt:11: no-such-day" in capsys.readouterr().err
    assert run("export", "-") == 0
    shown = capsys.readouterr()
    assert "seeds/bad.txt:11: no-such-day" in shown.err
    json.loads(shown.out)


def test_export_to_a_file_and_to_the_terminal(folder, capsys):
    assert run("export", "deep/papers.json") == 0
    assert capsys.readouterr().out == ""
    assert run("export", "-") == 0
    text = capsys.readouterr().out
    assert text == (folder / "deep" / "papers.json").read_text(encoding="utf-8")
    assert [paper["id"] for paper in json.loads(text)["papers"]] == ["owls-at-night", "kitenet-models-of-the-wind"]


def test_export_is_the_same_whatever_the_digests_are_called_by(folder):
    assert run("export", "one.json") == run("export", "two.json", "--seeds", folder / "seeds") == 0
    assert (folder / "one.json").read_bytes() == (folder / "two.json").read_bytes()


@pytest.mark.parametrize("target", ["seeds", "seeds/deep", "seeds/good.txt", "docs/../seeds/papers.json"])
@pytest.mark.parametrize("command", ["write", "export"])
def test_nothing_is_written_among_the_digests(folder, capsys, command, target):
    assert run(command, target) == 2
    assert capsys.readouterr().err == f"{target}: wrong-place is inside the seeds folder, which is for digests; choose another place\n"
    assert sorted(file.name for file in (folder / "seeds").iterdir()) == ["digests.yml", "good.txt"]
    assert (folder / "seeds" / "good.txt").read_text() == GOOD


@pytest.mark.parametrize("target", ["mkdocs.yml", "../{}/mkdocs.yml", "mail.yml", "above.YAML", "docs/index.md", "tags"])
@pytest.mark.parametrize("command", [("export",), ("mail", "--digest", "good", "--output")])
def test_nothing_is_written_over_what_a_person_wrote(folder, capsys, command, target):
    for name in ("mail.yml", "mkdocs.yml", "above.YAML", "docs/index.md", "tags"):
        (folder / name).write_text("sender: papers@example.org\n" if name == "mail.yml" else "site_name: mine")
    target = target.format(folder.name)
    assert run(*command, target, "--vocabulary", "tags") == 2
    known = target == "tags" or (target == "mail.yml" and command[0] == "mail")
    told = "was written by hand, and would be lost" if known else "is there already, and may have been written by hand"
    assert capsys.readouterr().err.splitlines()[-1] == f"{target}: wrong-place {told}; choose another place"
    assert (folder / target).read_text() in ("sender: papers@example.org\n", "site_name: mine")


def test_no_mail_is_written_over_the_list(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\n")
    (folder / "subscribers.txt").write_text("ada@example.org\n")
    assert run("mail", "--digest", "good", "--output", "subscribers.txt") == 2
    assert run("mail", "--digest", "good", "--output", "list", "--recipients", "list") == 2
    assert run("mail", "--digest", "good", "--state", "subscribers.txt") == 2
    (folder / "others").write_text("bob@example.org\n")
    assert run("mail", "--digest", "good", "--output", "subscribers.txt", "--recipients", "others") == 2
    assert capsys.readouterr().err.count("wrong-place was written by hand") == 4
    assert (folder / "subscribers.txt").read_text() == "ada@example.org\n"


@pytest.mark.parametrize(("settings", "list_"), [(None, "subscribers.txt"), ("sender: a@b.c\n", "./subscribers.txt"), ("recipients: lists/all\nsmtp: 7\n", "lists/all")])
def test_no_export_is_written_over_the_list(folder, capsys, settings, list_):
    if settings:
        (folder / "mail.yml").write_text(settings)
    (folder / "lists").mkdir()
    (folder / list_).write_text("ada@example.org\n")
    assert run("export", list_) == 2
    assert capsys.readouterr().err.endswith("wrong-place was written by hand, and would be lost; choose another place\n")
    assert (folder / list_).read_text() == "ada@example.org\n"
    assert run("export", "lists/more") == 0


def test_the_state_of_mailing_may_be_called_what_one_likes(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\nstate: state.yml\n")
    (folder / "state.yml").write_text(first_line(""))
    assert run("mail", "--digest", "good") == 0
    (folder / "state.yml").write_text("site_name: mine\n")
    assert run("mail", "--new") == 2, "it has a form of its own"
    assert "state.yml:1:" in capsys.readouterr().err and (folder / "state.yml").read_text() == "site_name: mine\n"


def test_an_export_may_be_called_what_one_likes(folder):
    assert run("export", "docs/papers.yml") == 0, "nobody wrote it"
    (folder / "papers.txt").write_text("old")
    assert run("export", "papers.txt") == 0
    assert json.loads((folder / "papers.txt").read_text())


@pytest.mark.parametrize("arguments", [("--output", "seeds/good.txt"), ("--send", "--state", "seeds/good.txt")])
def test_no_mail_is_written_among_the_digests(folder, capsys, arguments):
    (folder / "mail.yml").write_text("sender: papers@example.org\n")
    assert run("mail", "--digest", "good", *arguments) == 2
    assert capsys.readouterr().err == "seeds/good.txt: wrong-place is inside the seeds folder, which is for digests; choose another place\n"
    assert (folder / "seeds" / "good.txt").read_text() == GOOD


def test_no_pages_are_written_among_the_files_of_a_project(folder, capsys):
    assert run("write", ".") == 2
    assert capsys.readouterr().err == ".: wrong-place holds mkdocs.yml, so it is a project's own folder; choose another for the pages\n"
    (folder / "mkdocs.yml").unlink()
    for place in (".", "..", folder):
        assert run("write", place) == 2
        assert capsys.readouterr().err.startswith(f"{place}: wrong-place holds the seeds folder, so it is a project's own folder")
    assert sorted(file.name for file in folder.iterdir()) == ["docs", "seeds"]


def test_standard_output_lies_nowhere(folder, capsys, monkeypatch):
    monkeypatch.chdir(folder / "seeds")
    assert run("export", "-", "--seeds", ".") == 0
    assert len(json.loads(capsys.readouterr().out)["papers"]) == 2


def test_stats(capsys):
    assert run("stats") == 0
    figures = dict(re.split(r" {2,}", line, maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert (figures["digests"], figures["entries"], figures["papers"]) == ("1", "2", "2")
    assert figures["with a date"] == "2 (2024-01-28 … 2024-01-28)"


def test_an_empty_folder_is_told_and_nothing_fails(folder, capsys):
    (folder / "none").mkdir()
    assert run("check", "--seeds", "none") == 1
    assert capsys.readouterr().out == "none:1: no-digests there is no *.txt file in this folder\n"
    assert run("stats", "--seeds", "none") == 0
    assert run("write", "out", "--seeds", "none") == 0
    assert json.loads((run("export", "x.json", "--seeds", "none"), (folder / "x.json").read_text())[1])["papers"] == []


@pytest.mark.parametrize("command", ["", "check", "write", "export", "stats", "tags"])
def test_help_reads_well(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as caught:
        run(*command.split(), "--help")
    text = capsys.readouterr().out
    assert caught.value.code == 0
    assert text.startswith(f"usage: broadsheet {command}".rstrip())
    summary = text.split("\n\n")[1]
    assert summary[0].isupper()
    assert summary.endswith(".")
    for option in re.findall(r"^  ((?:--?[a-z]|[A-Z]{3,}).*)$", text, re.MULTILINE):
        if option == "COMMAND":
            continue
        assert re.search(r"\S {2,}\S", option) or re.search(re.escape(option) + r"\n {10,}\S", text), option
    assert not re.search(r"None|Path\(|<|PosixPath", text)
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize(
    "arguments", [("search", "owls", "--count", "0"), ("search", "owls", "--count", "-3"), ("write", "out", "--site-url", "foo"), ("write", "out", "--site-url", "ftp://x y"), ("mail", "--new", "--site-url", "foo")]
)
def test_values_that_mean_nothing_are_refused(arguments, folder, capsys):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2 and f"argument {arguments[-2]}: '" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_the_packaged_vocabulary_is_one_to_begin_with(folder, capsys):
    assert run("tags", "--packaged") == 0
    text = capsys.readouterr().out
    assert text == read_packaged("vocabulary.yml").text
    (folder / "tags.yml").write_text(text, encoding="utf-8")
    assert run("check", "--vocabulary", "tags.yml") == 0


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit):
        run("--help")
    text = capsys.readouterr().out
    for command in ("check", "write", "export", "stats", "tags"):
        assert re.search(rf"^ +{command} +\S", text, re.MULTILINE)


def test_version(capsys):
    with pytest.raises(SystemExit) as caught:
        run("--version")
    assert (caught.value.code, capsys.readouterr().out) == (0, f"broadsheet {__version__}\n")


def in_a_process(*arguments, **options):
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, **options)


@pytest.fixture(name="environment")
def _environment(request):
    return os.environ | {"PYTHONPATH": str(request.config.rootpath)}


def test_python_m_generator(environment, folder):
    done = in_a_process("check", env=environment, cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"2 entries, 2 papers, 0 problems\n"
    assert in_a_process("check", "nowhere", env=environment, cwd=folder).returncode == 2


def test_a_terminal_without_unicode(environment, folder):
    (folder / "seeds" / "odd.txt").write_text(GOOD.replace("Owls", "Öwls") + "·\n", encoding="utf-8")
    ascii_only = environment | {"PYTHONIOENCODING": "ascii"}
    done = in_a_process("export", "-", env=ascii_only, cwd=folder)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
    assert "Öwls" in done.stdout.decode("utf-8")
    for command in ("check", "stats"):
        done = in_a_process(command, env=ascii_only, cwd=folder)
        assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early(environment, folder):
    """`broadsheet export - | head -1` ends without a word."""
    command = f"{sys.executable} -m generator export - | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, env=environment, cwd=folder, timeout=120)
    assert done.stdout == b"{"
    assert done.stderr == b""


def test_docs_are_refused_from_elsewhere_too(folder, tmp_path_factory, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("write", folder / "docs", "--seeds", folder / "seeds") == 2
    assert "is inside the docs folder" in capsys.readouterr().err


def test_check_reads_the_curated_files_beside_what_it_is_given(folder, capsys):
    (folder / "seeds" / "corrections.yml").write_text("text: [")
    assert run("check", "seeds") == run("check") == run("check", "seeds/good.txt") == 2
    (folder / "seeds" / "corrections.yml").write_text("names: {nobody: {name: X, reason: Y}}")
    assert run("check", "seeds") == 1
    assert run("check", "seeds/good.txt") == 0
    other = folder / "other"
    other.mkdir()
    (other / "good.txt").write_text(GOOD)
    capsys.readouterr()
    assert run("check", "other") == 0
    (other / "digests.yml").write_text("good.txt: {captured: never}")
    assert run("check", "other") == 2
    assert "other/digests.yml:1" in capsys.readouterr().err


def test_stats_counts_the_problems_that_check_counts(folder, capsys):
    (folder / "seeds" / "digests.yml").write_text("missing.txt: {captured: 2025-10-28}\n")
    assert run("check") == 0
    assert "0 problems" in capsys.readouterr().err
    run("stats")
    assert re.search(r"^problems +0$", capsys.readouterr().out, re.MULTILINE)


def test_search_shows_what_the_site_shows(capsys, folder):
    """The whole way: seeds, index files, and the terminal."""
    write_assets(folder)
    assert run("search", "kitenet") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["1 paper", "  1. KiteNet: Models of the Wind"]
    assert lines[2].endswith("papers/kitenet-models-of-the-wind/")
    assert run("search", "--count", "1", "kitenett", "foo:bar") == 0
    shown = capsys.readouterr().out
    assert "“foo:bar” is no filter" in shown and "Showing results for: kitenet" in shown


@pytest.mark.parametrize("arguments", [("owls", "-zebras"), ("-zebras", "owls"), ("--count", "3", "owls", "--exact", "-zebras"), ("owls", "--count=3", "--", "-zebras")])
def test_words_with_a_hyphen_belong_to_the_query(capsys, folder, arguments):
    (folder / "seeds" / "good.txt").write_text(HEADER + "".join(f"Owls {word}\n{OWLS} {word}\n{FOOTER}" for word in ("alone", "beside zebras")))
    write_assets(folder)
    assert run("search", *arguments) == 0
    assert re.findall(r"^ +\d\. (.*)$", capsys.readouterr().out, re.MULTILINE) == ["Owls alone"]


def test_the_words_of_a_query_keep_their_order():
    given = ["search", "bert", "--count", "-3", "-vision", "--ex", "-hello", "--sit", "x", "gpt", "-h", "--", "--y", "-z"]
    assert set_words_apart(given) == ["search", "--count", "-3", "--ex", "--sit", "x", "-h", "--", "bert", "-vision", "-hello", "gpt", "--y", "-z"]
    assert set_words_apart(["check", "search", "-x"]) == ["check", "search", "-x"]


@pytest.mark.parametrize("arguments", [("owls", "--fly"), ("--fly",), ("--exact",), ("owls", "--count")])
def test_what_begins_with_two_hyphens_is_an_option(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        run("search", *arguments)
    assert caught.value.code == 2
    assert re.search(r"--fly|QUERY|--count", capsys.readouterr().err.splitlines()[-1])


def test_search_by_filters_alone_shows_the_newest_first(capsys, folder):
    dates = ("Jan 2, 2021", "Jan 3, 2024", "no date", "Jan 1, 2024")
    listings = [f"Owls at Night {word}\n{OWLS} {word}\n•  5 authors\n·\n{day}\n" for word, day in zip(("one", "two", "three", "four"), dates, strict=True)]
    (folder / "seeds" / "good.txt").write_text(HEADER + "".join(listings))
    write_assets(folder)
    assert run("search", "-zebra") == 0
    shown = capsys.readouterr().out
    assert "     3 Jan 2024 · 5 authors · papers/" in shown
    titles = re.findall(r"^ +\d\. Owls at Night (\w+)", shown, re.MULTILINE)
    assert titles == ["two", "four", "one", "three"]


def write_assets(folder):
    """What the site of the seeds has beside its pages."""
    for path, data in build_site(read_inputs([folder / "seeds"], root=folder), Settings()).assets.items():
        (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / path).write_bytes(data)


def test_search_tells_of_what_is_newer_than_the_site(capsys, folder):
    write_assets(folder)
    page, digest, facts = folder / "site" / "404.html", folder / "seeds" / "good.txt", folder / "seeds" / "digests.yml"
    assert run("search", "kitenet") == 0
    assert capsys.readouterr().err == "", "of a site that has not the page nothing is known"
    for name, at in (("site/404.html", 50), ("seeds/good.txt", 40), ("seeds/digests.yml", 50), ("seeds/other.md", 90)):
        (folder / name).touch()
        os.utime(folder / name, (at, at))
    assert run("search", "kitenet") == 0
    assert capsys.readouterr().err == ""
    os.utime(facts, (60, 60))
    os.utime(digest, (70, 70))
    assert run("search", "kitenet") == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("1 paper\n")
    assert shown.err == "seeds/good.txt is newer than the site: build it (mkdocs build) to search that too\n"
    assert run("search", "kitenet", "--site", "site") == 0
    assert capsys.readouterr().err == "", "another site may be of other digests"
    os.utime(page, (70, 70))
    assert run("search", "kitenet") == 0
    assert capsys.readouterr().err == ""


def test_search_of_no_site_is_told(capsys, folder):
    assert run("search", "owls") == 2
    first = capsys.readouterr().err
    assert first == "site/assets/search: no-index there is no search index; build the site first (mkdocs build), or name its folder with --site\n"
    (folder / "site/assets/search").mkdir(parents=True)
    assert run("search", "owls") == 2
    assert capsys.readouterr().err == first


@pytest.mark.parametrize("manifest", ["", "[[[", "[]", "null", "{}", '{"format": "broadsheet search 4"}', '{"format": "broadsheet search 4", "columns": 1}', "[" * 100_000])
def test_search_in_a_damaged_index_is_told(capsys, folder, manifest):
    write_assets(folder)
    (folder / "site/assets/search/index.json").write_text(manifest)
    assert run("search", "owls") == 2
    error = capsys.readouterr().err
    assert "bad-index" in error and error.count("\n") == 1


@pytest.mark.parametrize("text", ["[" * 100_000, "[[", "[1]", "{}x"])
def test_judgements_that_are_none_are_told(capsys, folder, text):
    (folder / "gold.json").write_text(text)
    assert run("tags", "--gold", "gold.json") == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("gold.json:1: ")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_what_a_file_is_called_is_obeyed_by_no_terminal(capsys, folder):
    (folder / "seeds" / "\x1b[2J\n\u202e.txt").write_text(BAD)
    assert run("check") == 1
    write_assets(folder)
    (folder / "site" / "404.html").touch()
    os.utime(folder / "site" / "404.html", (50, 50))
    assert run("search", "owls") == 0
    assert run("mail", "--digest", "\x1b[2J\n\u202e") == 0
    shown = capsys.readouterr()
    assert shown.err.count(r"\x1b[2J\n\u202e.txt") == 2 and r'below "\u001b[2J\n\u202e.txt":' in shown.err and "\u201c\ufffd[2J: " in shown.out
    assert not {"\x1b", "\u202e", "\r"} & {*shown.out}
    assert not {"\u202e"} & {*shown.err.replace("\r\x1b[K", "")} and "\x1b[2J" not in shown.err
