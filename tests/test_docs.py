"""What the hand-written pages show is true."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.digest import read_digest
from generator.digest.info import ACCEPTABLE
from generator.embedding import GET_LIBRARIES, GET_MODEL, HUB_MODEL
from generator.errors import DataError
from generator.mail.settings import parse_mail_settings
from generator.model import DigestInfo, SourceText
from generator.vocabulary import parse_vocabulary

DOCS = Path(__file__).parent.parent / "docs"
COMMENTS_FROM = 33  # the column where the sample's remarks stand


def test_the_sample_of_a_digest_is_one():
    page = (DOCS / "curating.md").read_text(encoding="utf-8")
    sample = re.search(r"```text\n(.*?)```", page, re.DOTALL)[1]
    text = "\n".join(line[:COMMENTS_FROM].rstrip() for line in sample.splitlines())
    digest, problems = read_digest(SourceText(path="a.txt", name="a.txt", text=text), DigestInfo())
    assert [problem for problem in problems if problem.severity != "info"] == []
    assert [entry.title for entry in digest.entries] == ["A Paper of Ours", "Another Paper"]
    assert [entry.abstract for entry in digest.entries] == ["We study how …", "Its abstract."]
    assert digest.entries[0].authors_count == 7
    assert digest.entries[1].organisation.name == "NVIDIA"
    assert digest.entries[1].comments == 1


def test_the_sample_of_mail_settings_is_complete():
    page = (DOCS / "mail.md").read_text(encoding="utf-8")
    settings = parse_mail_settings(re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1], "mail.yml")
    assert settings.sender.address == "papers@example.org"
    assert settings.server.host == "smtp.example.org"
    assert settings.unsubscribe_mail


def test_a_mail_can_be_tried_before_it_is_set_up(monkeypatch, capsys):
    """And what needs settings comes after them. Nothing is opened."""
    monkeypatch.chdir(DOCS.parent)
    monkeypatch.setattr("generator.mailcommand.SETTINGS", Path("no-mail.yml"))
    monkeypatch.setattr("webbrowser.open_new_tab", lambda address: True)
    page = (DOCS / "mail.md").read_text(encoding="utf-8")
    before, _, after = page.partition("## Set it up")
    commands = re.findall(r"^\$ broadsheet (mail [^#\n]*)", before, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        assert main(command.split()) == 0, command
        assert "“" in capsys.readouterr().out
    assert after.index("sender: ") < after.index("--output")


def test_the_sample_of_a_vocabulary_is_a_whole_one():
    page = (DOCS / "curating.md").read_text(encoding="utf-8")
    vocabulary = parse_vocabulary(re.search(r"```yaml\n(facets:.*?)```", page, re.DOTALL)[1], "tags.yml")
    assert (len(vocabulary.facets), [tag.id for tag in vocabulary.tags]) == (2, ["birds", "owls", "field-survey"])
    weights = {" ".join(phrase.tokens): phrase.weight for phrase in vocabulary.phrases}
    assert (weights["bird"], weights["songbird"], weights["early bird"], weights["owl"]) == (1, 1.5, 0, 2)
    assert "ornitholog*" in weights
    assert [" ".join(phrase.tokens) for phrase in vocabulary.phrases if phrase.title_only] == ["survey"]
    assert vocabulary.needs == {"birds": 2, "owls": 2, "field-survey": 1.5}
    assert vocabulary.tags[1].implies == ("birds",)


def test_a_faulty_vocabulary_is_sent_to_the_sample():
    with pytest.raises(DataError, match=r"^tags\.yml:2: bad-value tags must be a mapping .*section “(\w+)” of docs/(\S+) ") as caught:
        parse_vocabulary("facets: {a: A}\ntags: []\n", "tags.yml")
    section, name = re.search(r"“(\w+)” of docs/(\S+) ", str(caught.value)).groups()
    assert f"\n## {section}\n" in (DOCS / name).read_text(encoding="utf-8").partition("```yaml\nfacets:")[0]


def test_a_page_tells_how_to_get_what_embed_asks_for():
    page = (DOCS / "curating.md").read_text(encoding="utf-8")
    before, _, after = page.partition("$ broadsheet embed\n")
    assert f"$ {GET_LIBRARIES}\n$ {GET_MODEL}\n" in before and HUB_MODEL in before and after


def test_the_extra_that_embed_asks_for_is_there():
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]["semantic"]
    assert GET_LIBRARIES.split() == ["pip", "install", *(re.match(r"[\w-]+", one)[0] for one in extra)]


@pytest.mark.parametrize("file", [*DOCS.glob("*.md"), *DOCS.parent.glob("*.md")], ids=lambda file: file.name)
def test_no_page_holds_both_sides_of_a_merge(file):
    assert not re.search(r"^(<{7}|>{7})", file.read_text(encoding="utf-8"), re.MULTILINE)


MESSAGES = (DOCS / "messages.md").read_text(encoding="utf-8")
LOOKED_UP = re.findall(r"`([a-z0-9-]+)`", "".join(line.split("|")[1] for line in MESSAGES.splitlines() if line.startswith("| `")))
REPORTED = {"put-off", "refused"}  # of `broadsheet mail`, for each line of the list


def codes_told(tree, taking):
    """What a module's calls name as `code`, by that name or in the place of a parameter called so: constants, or such a parameter."""
    stops = {"GeneratorError", "DataError", "OutputError", "ConnectionLost", "failure"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = 1 if name in stops else taking.get(name, len(node.args))
            given = [key.value for key in node.keywords if key.arg == "code"] or node.args[place : place + 1]
            yield from (one for one in given if name not in ("_line", "Reply", "Document"))  # the codes of a mail server


def parameters_called_code(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name != "__init__":
            names = [one.arg for one in node.args.args if one.arg != "self"]
            typed = {one.arg: one.annotation and ast.unparse(one.annotation) for one in node.args.args}
            if typed.get("code") == "str":
                yield node.name, names.index("code")


def codes_in(files):
    told = set()
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        taking = dict(parameters_called_code(tree)) | {"problem_at": 1, "at_line": 1}
        for given in codes_told(tree, taking):
            constants = {node.value for node in ast.walk(given) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
            assert constants or ast.unparse(given).endswith("code"), f"{file.name}: {ast.unparse(given)}"
            told |= constants
    return told


def test_every_code_can_be_looked_up():
    told = REPORTED | codes_in((DOCS.parent / "generator").rglob("*.py"))
    assert sorted(LOOKED_UP) == sorted(told)
    assert len(told) > 90


@pytest.mark.parametrize(
    ("edit", "tested"),
    [
        (lambda seeds: None, True),
        (lambda seeds: (seeds / "corrections.yml").unlink(), True),
        (lambda seeds: (seeds / "own.txt").write_text("Daily Papers\n"), False),
        (lambda seeds: [file.unlink() for file in seeds.glob("*.txt")], False),
        (lambda seeds: shutil.rmtree(seeds), False),
    ],
)
def test_the_workflow_tests_the_program_with_the_digests_that_come_with_it_alone(tmp_path, edit, tested):
    shutil.copytree(DOCS.parent / "seeds", tmp_path / "seeds")
    edit(tmp_path / "seeds")
    first, look, *others = yaml.safe_load((DOCS.parent / ".github/workflows/test.yml").read_text(encoding="utf-8"))["jobs"]["test"]["steps"]
    (tmp_path / "output").write_text("")
    environment = os.environ | {"GITHUB_OUTPUT": str(tmp_path / "output")}
    done = subprocess.run(["bash", "-e", "-c", look["run"]], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert (tmp_path / "output").read_text() == ("known=true\n" if tested else "")
    assert done.stdout.startswith("::notice::") != tested
    assert first["uses"].startswith("actions/checkout@") and others[-1]["run"] == "make test"
    assert {step.get("if") for step in others} == {f"steps.{look['id']}.outputs.known"}


def test_what_can_be_accepted_is_what_is_told_of_a_digest():
    """But for what leaves nothing to read, and what is told of several; the code of another encoding comes with its text, the day is looked at last."""
    generator = DOCS.parent / "generator"
    reading = [file for file in (generator / "digest").glob("*.py") if file.name not in ("info.py", "copies.py")]
    told = codes_in([generator / "decoding.py", *reading]) - {"not-text"} | {"not-utf-8", "captured-day"}
    assert sorted(ACCEPTABLE) == sorted(told)
