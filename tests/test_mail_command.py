"""`broadsheet mail` as it is called, the world it is given, and the script that keeps its state in git."""

from __future__ import annotations

import os
import re
import subprocess
import webbrowser
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import yaml
from invented import HEADER, OWLS

from generator.cli import main
from generator.mail.smtp import World

ROOT = Path(__file__).parent.parent
KEEP = ROOT / "scripts" / "mail-with-state.sh"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "good.txt").write_text(f"{HEADER}Owls at Night\n{OWLS}\n•  5 authors\n·\nJan 28, 2024\n")
    (tmp_path / "seeds" / "digests.yml").write_text("good.txt: {captured: 2025-10-28}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_message_is_written(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\n")
    assert main(["mail", "--new", "--output", "a.eml"]) == 0
    assert re.match(rb"Date: \w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000\r\n", Path("a.eml").read_bytes())
    assert message_from_bytes((folder / "a.eml").read_bytes())["Subject"] == "1 new paper, 28 October 2025"
    assert "the mail leads to no pages" in capsys.readouterr().err


def test_no_state_is_kept_among_the_digests(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\nstate: seeds/state.txt\n")
    assert main(["mail", "--new", "--output", "a.eml"]) == 2
    assert capsys.readouterr().err == "seeds/state.txt: wrong-place is inside the seeds folder, which is for digests; choose another place\n"


def test_a_password_in_the_settings_is_refused(folder, capsys):
    (folder / "mail.yml").write_text("sender: papers@example.org\nsmtp:\n  host: h.org\n  password: hunter2\n")
    assert main(["mail", "--new"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("mail.yml:4: secret-in-file `password` a secret does not belong into a file")
    assert "hunter2" not in shown.out + shown.err


def test_what_to_mail_must_be_said(folder, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["mail", "--send"])
    assert stopped.value.code == 2
    assert main(["mail", "--new", "--settings", "other.yml"]) == 2
    (folder / "subscribers.txt").write_text("# nobody yet\n")
    assert main(["mail", "--new", "--dry-run"]) == 2
    assert "subscribers.txt: no-recipient there is no recipient in it" in capsys.readouterr().err


def test_the_world(monkeypatch):
    world = World()
    monkeypatch.setenv("BROADSHEET_MAIL_KEY", "")
    assert world.variable("BROADSHEET_MAIL_KEY") is None
    assert world.date().utcoffset() == timedelta(0)
    before = world.now()
    world.sleep(0)
    assert world.now() >= before

    def none(address):
        raise webbrowser.Error("there is no browser")

    monkeypatch.setattr(webbrowser, "open_new_tab", none)
    assert world.browse("file:///tmp/mail.html") is False


# ---- The state in git ----------------------------------------------------------------------------------------------


def git(folder, *arguments):
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def state(tmp_path):
    """A checkout of an empty branch, and beside it the repository it is pushed to."""
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "origin")], check=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "mail-state", str(tmp_path / "state")], check=True)
    git(tmp_path / "state", "remote", "add", "origin", str(tmp_path / "origin"))
    git(tmp_path / "state", "config", "user.name", "Owl")
    git(tmp_path / "state", "config", "user.email", "owl@example.org")
    return tmp_path / "state"


def keep(state, command):
    environment = os.environ | {"KEEP_EVERY": "0.1"}
    return subprocess.run(
        [str(KEEP), str(state), "bash", "-c", command], cwd=state, env=environment, capture_output=True, text=True, timeout=60
    )


def hook(state, script):
    file = state.parent / "origin" / "hooks" / "pre-receive"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.mark.parametrize("status", [0, 1])
def test_the_state_is_kept_whatever_becomes_of_the_run(state, status):
    assert keep(state, f"echo sent >> mail-state.jsonl; exit {status}").returncode == status
    assert git(state.parent / "origin", "show", "mail-state:mail-state.jsonl") == "sent"


def test_what_a_run_left_is_kept_afterwards(state):
    assert keep(state, "true").returncode == 0
    (state / "mail-state.jsonl").write_text("sent\n")
    subprocess.run([str(KEEP), str(state)], check=True)
    assert git(state.parent / "origin", "show", "mail-state:mail-state.jsonl") == "sent"


def test_the_state_is_kept_while_mail_is_sent(state):
    """The command ends only when its first line has reached the other side."""
    arrived = f"git -C {state.parent}/origin show mail-state:mail-state.jsonl | grep -q one"
    command = f"echo one >> mail-state.jsonl; until {arrived}; do sleep 0.1; done; echo two >> mail-state.jsonl"
    assert keep(state, command).returncode == 0
    assert git(state.parent / "origin", "show", "mail-state:mail-state.jsonl") == "one\ntwo"


def test_without_a_place_for_the_state_nothing_is_sent(state):
    hook(state, "exit 1")
    done = keep(state, "touch sent")
    assert done.returncode == 2
    assert "nothing is sent" in done.stderr
    assert not (state / "sent").exists()


def test_sending_ends_where_the_state_is_no_longer_kept(state):
    hook(state, 'test "$(git rev-list --count "$(cut -d" " -f2)")" = 1')
    done = keep(state, "while sleep 0.1; do echo sent >> mail-state.jsonl; done")
    assert done.returncode == 2
    assert "so sending ends" in done.stderr


def test_the_workflow_is_off_and_may_do_little():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "mail.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["send"]
    assert workflow["permissions"] == {}
    assert job["permissions"] == {"contents": "write"}
    assert job["if"] == "vars.MAIL == 'on'"
    assert workflow["concurrency"] == {"group": "mail", "cancel-in-progress": False}
    for step in job["steps"]:
        assert "secrets." not in step.get("run", ""), "secrets reach a script through its environment alone"
        assert "${{" not in step.get("run", "")
