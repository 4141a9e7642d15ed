"""`digests.yml`: what it may say of a file, and how it is told off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from invented import make_digest, make_entry

from generator.digest.info import accept_problems, check_info, check_mirrors, find_missing, parse_digest_infos
from generator.errors import DataError
from generator.model import DigestInfo, Location, Problem
from generator.seeds import find_curated, read_inputs
from generator.site import read_digests

FULL = """
a.txt:
  captured: 2025-10-28
  title: Owls
  query: owls at night
  query_doubtful: true
  mirrors:
    owls.example.top: owls.example
  note: Saved through a mirror.
b.txt:
"""


def test_reads_every_fact():
    infos = parse_digest_infos(FULL, "digests.yml")
    assert infos == {
        "a.txt": DigestInfo(
            captured=date(2025, 10, 28),
            title="Owls",
            query="owls at night",
            query_doubtful=True,
            mirrors=(("owls.example.top", "owls.example"),),
            note="Saved through a mirror.",
        ),
        "b.txt": DigestInfo(),
    }


def test_remembers_where_things_stand():
    infos = parse_digest_infos(FULL, "digests.yml")
    assert [str(info.location) for info in infos.values()] == ["digests.yml:2", "digests.yml:10"]
    assert [info.captured_location and str(info.captured_location) for info in infos.values()] == [
        "digests.yml:3",
        None,
    ]


@pytest.mark.parametrize("day", ["2026-03-03", "'2026-03-03'", '"2026-03-03"'])
def test_a_captured_day_may_be_quoted(day):
    assert parse_digest_infos(f"a.txt:\n  captured: {day}\n", "digests.yml")["a.txt"].captured == date(2026, 3, 3)


def test_facts_may_be_left_open():
    infos = parse_digest_infos("a.txt:\n  captured:\n  query_doubtful:\n  mirrors:\n  title:\n", "digests.yml")
    assert infos == {"a.txt": DigestInfo()}
    told = [f"{problem.severity} {problem}" for problem in infos["a.txt"].problems]
    assert told == [
        f"info digests.yml:{line}: empty-value {key} has no value; fill it, or leave it out"
        for line, key in enumerate(("captured", "query_doubtful", "mirrors", "title"), 2)
    ]


def test_a_title_with_a_sign_that_nobody_sees_is_told():
    with pytest.raises(DataError, match=r"^digests\.yml:3: bad-value `title` has a sign that nobody sees, U\+0007"):
        parse_digest_infos('a.txt:\n  query: owls\n  title: "\\alpha"\n', "digests.yml")


@pytest.mark.parametrize("day", ["Oct 28", "Mar 2", "Feb 29", "Feb 30"])
def test_a_capture_day_that_is_not_the_pages_own_is_told_where_it_stands(day):
    info = parse_digest_infos("b.txt:\na.txt:\n  title: x\n  captured: 2025-03-01\n", "digests.yml")["a.txt"]
    digest = replace(make_digest("a.txt"), day=day, info=info)
    (problem,) = check_info(digest)
    assert (problem.severity, str(problem)) == (
        "warning",
        f"digests.yml:4: captured-day a.txt was captured on 2025-03-01, but the page says {day}",
    )


def test_a_page_is_not_saved_before_a_paper_on_it():
    """Its year can be wrong though the day is right; a year that was only inferred proves nothing."""
    told, inferred = date(2024, 1, 31), date(2099, 9, 18)
    digest = make_digest("a.txt", make_entry(date=told), make_entry("Herons", date=inferred, date_year_inferred=True))

    def check(captured):
        return [str(problem) for problem in check_info(replace(digest, day=None, info=DigestInfo(captured=captured)))]

    assert check(date(2016, 1, 9)) == ["seeds/a.txt:1: captured-day a.txt was captured on 2016-01-09, but lists a paper of 2024-01-31"]
    assert check(date(2024, 1, 30)) == check(date(2024, 2, 1)) == []


@pytest.mark.parametrize(("captured", "day"), [("2025-03-01", "Mar 1"), ("2024-02-29", "Feb 29"), ("2025-03-01", None)])
def test_a_capture_day_that_is_the_pages_own_is_fine(captured, day):
    info = DigestInfo(captured=date.fromisoformat(captured))
    assert check_info(replace(make_digest("a.txt"), day=day, info=info)) == []
    assert check_info(replace(make_digest("a.txt"), day=day, info=DigestInfo())) == []


@pytest.mark.parametrize("day", ["2205-11-24", "1025-11-24", '"1969-12-31"'])
def test_a_slip_of_the_keys_is_no_day(day):
    with pytest.raises(DataError, match=r"^digests.yml:2: bad-value captured must be a day from 1990 to 2099, not \d+-\d\d-\d\d"):
        parse_digest_infos(f"a.txt:\n  captured: {day}\n", "digests.yml")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n"])
def test_an_empty_file_knows_nothing(text):
    assert parse_digest_infos(text, "digests.yml") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a.txt\n", "digests.yml:1: bad-value expected a mapping of file name to facts"),
        ("a.txt: 2025-10-28\n", "digests.yml:1: bad-value expected the facts of one file"),
        ("a.txt:\n  titel: Owls\n", "digests.yml:2: unknown-key unknown key 'titel'; known are"),
        ("a.txt:\n  title: x\n  captured: Oct 28\n", "digests.yml:3: bad-value captured must be a day such as 2025-10-28"),
        ("a.txt:\n  captured: 2025-10-28 10:00:00\n", "digests.yml:2: bad-value captured must be a day"),
        ("a.txt:\n  captured: '2025-02-30'\n", "digests.yml:2: bad-value captured must be a day such as 2025-10-28"),
        ("a.txt:\n  captured: '20250228'\n", "digests.yml:2: bad-value captured must be a day such as 2025-10-28"),
        ("a.txt:\n  captured: '2025-W01-1'\n", "digests.yml:2: bad-value captured must be a day such as 2025-10-28"),
        ("a.txt:\n  captured: ''\n", "digests.yml:2: bad-value captured must be a day such as 2025-10-28"),
        ("a.txt:\n  title: Sparse: attention\n", "digests.yml:2: not-yaml put a text with a colon in quotes"),
        ("a.txt:\n  captured: 2025-02-30\n", "digests.yml:2: not-yaml day is out of range for month"),
        ("a.txt:\n  title: 2025\n", "digests.yml:2: bad-value title must be text"),
        ("a.txt:\n  title: ' '\n", "digests.yml:2: empty-value title is empty; leave it out"),
        ("a.txt:\n  title: x\n  note: ''\n", "digests.yml:3: empty-value note is empty; leave it out"),
        ("a.txt:\n  query_doubtful: maybe\n", "digests.yml:2: bad-value query_doubtful must be true or false"),
        ("a.txt:\n  title: x\n  query_doubtful: 1\n", "digests.yml:3: bad-value query_doubtful must be true or false"),
        ("a.txt:\n  mirrors: no\n", "digests.yml:2: bad-value mirrors must map a host to the true host"),
        ("a.txt:\n  mirrors: [x]\n", "digests.yml:2: bad-value mirrors must map a host to the true host"),
        ("a.txt:\n  mirrors: {x: 1}\n", "digests.yml:2: bad-value mirrors must map a host to the true host"),
        ("a.txt:\n  mirrors: {x.y: 'https://x.z/'}\n", "digests.yml:2: bad-value 'https://x.z/' is no host such as"),
        ("a.txt:\n  title: x\na.txt:\n  title: y\n", "digests.yml:3: not-yaml the key 'a.txt' stands twice"),
        ("a.txt: {", "digests.yml:1: "),
    ],
)
def test_says_what_is_wrong_and_where(text, message):
    with pytest.raises(DataError) as caught:
        parse_digest_infos(text, "digests.yml")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_damage_that_is_known_is_a_note():
    info = parse_digest_infos("a.txt:\n  accept: [no-abstract]\n", "digests.yml")["a.txt"]
    problems = [
        Problem(severity="warning", code=code, location=Location(path="a.txt", line=3), message="x")
        for code in ("no-abstract", "no-such-day")
    ]
    assert [problem.severity for problem in accept_problems(problems, info)] == ["info", "warning"]


def test_what_accepts_no_problem_is_told():
    info = parse_digest_infos("\na.txt:\n  accept: [no-such-day]\n", "digests.yml")["a.txt"]
    problem = Problem(severity="warning", code="no-abstract", location=Location(path="a.txt", line=3), message="x")
    first, told = accept_problems([problem], info)
    assert first == problem
    assert (told.severity, str(told)) == ("info", "digests.yml:2: accept-unmatched there is no problem no-such-day to accept")


@pytest.mark.parametrize(
    ("facts", "line", "told"),
    [
        ("accept: [no-foter]", 3, "no-foter is no code that can be accepted; is no-footer meant?"),
        ("accept:\n    - no-abstract\n    - No-Abstract", 5, "No-Abstract is no code that can be accepted; is no-abstract meant?"),
        ("accept: [owls]", 3, "owls is no code that can be accepted; the page “Messages” of docs/ lists those of digests"),
    ],
)
def test_what_can_accept_nothing_is_a_warning_where_it_stands(facts, line, told):
    info = parse_digest_infos(f"\na.txt:\n  {facts}\n", "digests.yml")["a.txt"]
    (problem,) = info.problems
    assert (problem.severity, str(problem)) == ("warning", f"digests.yml:{line}: accept-unknown {told}")
    assert problem.message not in [one.message for one in accept_problems([], info)], "it is told once"
    assert {one.code for one in accept_problems([], info)} <= {"accept-unmatched"}


@pytest.mark.parametrize("code", ["not-text", "unreadable", "same-title"])
def test_a_code_of_which_there_is_nothing_to_accept_is_a_note(code):
    (problem,) = parse_digest_infos(f"a.txt:\n  accept: [{code}]\n", "digests.yml")["a.txt"].problems
    assert (problem.severity, problem.code, problem.location.line) == ("info", "accept-unknown", 2)
    assert problem.message.startswith(f"{code} cannot be accepted")


def test_a_mirror_that_the_digest_does_not_name_is_told():
    info = parse_digest_infos("\na.txt:\n  mirrors: {Owls.example.top: owls.example, hf.nowhere.top: huggingface.co}\n", "digests.yml")["a.txt"]
    (told,) = check_mirrors("Code at https://OWLS.example.top/owls.", info)
    assert (told.severity, str(told)) == ("info", "digests.yml:2: mirror-unmatched there is no address with the host hf.nowhere.top to map")


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Night-Owls.txt", "night-owls.txt"),
        ("night-owls", "night-owls.txt"),
        ("night-owls.text", "night-owls.TXT"),
        ("2025.10.28", "2025.10.28.txt"),
        ("nigth-owls.txt", None),
        ("night-owl.txt", "night-owls.txt"),
        ("night--owls.txt", "night-owls.txt"),
        ("knight-owls.txt", "night-owls.txt"),
        ("night-awls.txt", "night-owls.txt"),
        ("herons.txt", None),
        ("b.txt", None),
    ],
)
def test_a_file_that_nobody_has_is_told_with_the_one_that_is_meant(name, there):
    infos = parse_digest_infos(f"known.txt:\n{name}:\n  captured: 2025-10-28\n", "digests.yml")
    (told,) = find_missing(infos, {"known.txt", "a.txt", there or "night-owls.txt"})
    assert told.severity == ("warning" if there else "info")
    assert str(told) == f"digests.yml:2: digest-missing there is no digest {name}" + (f"; is {there} meant?" if there else "")


def test_a_file_of_which_something_is_said_is_not_meant_by_another_name():
    infos = parse_digest_infos("2025-10-28.txt:\n2025-10-29.txt:\n", "digests.yml")
    assert [problem.severity for problem in find_missing(infos, {"2025-10-29.txt"})] == ["info"]
    assert [problem.severity for problem in find_missing(infos, {"2025-10-29.txt", "2025-10-18.txt", "2025-10-08.txt"})] == ["info"]


def test_what_does_not_fit_the_digests_is_told_of_a_whole_folder(tmp_path):
    (tmp_path / "Night.txt").write_text("Oct 28\nOwls\nWe study owls.\n", encoding="utf-8")
    (tmp_path / "digests.yml").write_text("night.txt:\n  captured: 2025-10-28\n", encoding="utf-8")
    _, problems = read_digests(read_inputs([tmp_path], root=tmp_path, **find_curated(tmp_path)))
    assert "digests.yml:1: digest-missing there is no digest night.txt; is Night.txt meant?" in map(str, problems)
    (tmp_path / "digests.yml").write_text("Night.txt:\n  mirrors: {a.example: b.example}\n", encoding="utf-8")
    _, problems = read_digests(read_inputs([tmp_path], root=tmp_path, **find_curated(tmp_path)))
    assert "mirror-unmatched" in [problem.code for problem in problems]
    (tmp_path / "digests.yml").write_text("Night.txt:\n  captured:\n", encoding="utf-8")
    _, problems = read_digests(read_inputs([tmp_path], root=tmp_path, **find_curated(tmp_path)))
    assert "digests.yml:2: empty-value captured has no value; fill it, or leave it out" in map(str, problems)


def test_bytes_that_are_no_text_can_be_accepted(tmp_path):
    (tmp_path / "a.txt").write_bytes("Cafés · ".encode() + b"Caf\xe9\n")
    (tmp_path / "digests.yml").write_text("a.txt:\n  accept: [bad-byte]\n", encoding="utf-8")
    _, problems = read_digests(read_inputs([tmp_path], root=tmp_path, **find_curated(tmp_path)))
    told = {problem.code: problem.severity for problem in problems}
    assert told["bad-byte"] == "info" and "accept-unmatched" not in told


def test_what_is_accepted_is_a_list():
    with pytest.raises(DataError, match=r"digests\.yml:2: bad-value accept must be a list"):
        parse_digest_infos("a.txt:\n  accept: no-abstract\n", "digests.yml")
