"""What the digest reader tells of a whole page: one warning that says what to do, where it is due and nowhere else."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest
from hostile import NO_BADGES
from invented import HEADER

from generator.digest import read_digest
from generator.digest.info import check_info, tell_how_to_accept
from generator.model import Digest, DigestInfo, Problem, SourceText

TITLES = (
    "Owls at Night: Counting Feathers with Very Small Cameras", "Does Tea Remember? A Long-Context Study of Cups",
    "KiteNet: Models of the Wind", "Moss on Moss: A Theory of Slow Models", "Attention to small owls", "Is a Cup Enough?",
    "Bread Rises: A Time Series", "Learning to land on hills", "Bells in the Fog", "A survey of teapots",
)  # fmt: skip


def read(text: str, captured: date | None = None, name: str = "x.txt") -> tuple[Digest, tuple[Problem, ...]]:
    return read_digest(SourceText(path=f"seeds/{name}", name=name, text=text), DigestInfo(captured=captured))


def codes(text: str, captured: date | None = date(2025, 10, 28)) -> list[str]:
    return [problem.code for problem in read(text, captured)[1]]


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("रात में उल्लू गिनना", "हम कैमरों से रात में उल्लू गिनते हैं और दो से कम की गलती करते हैं"),
        ("夜间数猫头鹰", "我们用相机在夜间数猫头鹰的羽毛误差小于二"),
        ("عد البوم ليلا", "نعد البوم في الليل بالكاميرات ونخطئ بأقل من اثنين"),
        ("Eulen zählen", "Wir zählen Eulen bei Nacht. Siehe https://eulen.example/zahl"),
        ("counting owls", "we count owls at night and err by less than two"),
    ],
)
def test_short_texts_in_any_script_are_abstracts(title, abstract):
    assert "no-abstracts" not in codes(HEADER + "\n\n".join(f"{title} {n}\n\n{abstract}" for n in range(4)))


@pytest.mark.parametrize("count", [4, 6, 8, 10])
def test_titles_alone_are_no_abstracts_of_each_other(count):
    assert codes(HEADER + "\n\n".join(TITLES[:count])) == ["no-abstracts"]


@pytest.mark.parametrize(
    "texts",
    [
        ["Short abstract."],
        ["Short abstract.", "Another one."],
        ["We ask whether tea remembers …", "it does not!"],
        ["Cups that keep the taste of other tea", "Kites that learn to land"],
    ],
)
def test_a_few_papers_with_short_abstracts_are_fine(texts):
    assert codes(HEADER + "".join(f"{title}\n{text}\n" for title, text in zip(TITLES, texts, strict=False))) == []


def test_a_day_that_is_missing_can_be_given():
    text = "Owls at Night\nWe count owls.\n•  5 authors\n·\nJan 28, 2024\n"
    (problem,) = read(text)[1]
    assert str(problem).endswith("no-day-line the page's day is missing from the header; tell the day it was saved as `captured` in digests.yml")
    assert codes(text) == []


ENTRY = "Owls at Night\nWe count owls.\n•  5 authors\n·\n{}\n"


def with_day(day: str, date_line: str = "Mar 4") -> str:
    return HEADER.replace("Oct 28", day) + ENTRY.format(date_line)


@pytest.mark.parametrize("day", ["Mar 5, 2026", "Mar 5 2026", "March 5, 2026", "5 March 2026", "5 Mar 2026", "2026-03-05"])
def test_a_day_with_its_year_is_the_day_the_page_was_saved(day):
    """And dates without a year are of that year, or where that would be later, of the one before."""
    digest, problems = read(with_day(day))
    assert (digest.day, digest.info.captured, problems) == (day, date(2026, 3, 5), ())
    assert str(digest.info.captured_location) == "seeds/x.txt:6"
    assert [entry.date for entry in digest.entries] == [date(2026, 3, 4)]
    assert [entry.date for entry in read(with_day(day, "Mar 7"))[0].entries] == [date(2025, 3, 7)]


def test_what_the_facts_say_wins_over_the_day_line_and_is_compared_with_it():
    digest, problems = read(with_day("Mar 5, 2026"), date(2025, 3, 5))
    assert (digest.info.captured, problems) == (date(2025, 3, 5), ())
    assert [problem.code for problem in check_info(digest)] == ["captured-day"]
    for day in ("Mar 5, 2026", "2026-03-05", "March 5"):
        assert check_info(read(with_day(day), date(2026, 3, 5))[0]) == []


def test_a_month_may_be_written_out():
    digest, problems = read(with_day("March 5", "Mar 4, 2025"))
    assert (digest.day, digest.info.captured, problems) == ("March 5", None, ())


@pytest.mark.parametrize(("day", "plain"), [("Feb 31, 2026", "Feb 31"), ("Mar 5, 3026", "Mar 5"), ("5 March 0000", "Mar 5"), ("2026-11-31", "Nov 31")])
def test_a_day_that_there_is_not_is_told_and_has_no_year(day, plain):
    digest, problems = read(with_day(day, "Jan 4, 2025"))
    assert (digest.day, digest.info.captured) == (plain, None)
    assert list(map(str, problems)) == [f"seeds/x.txt:6: no-such-day there is no such day: {day}; it is read as if it had no year"]
    assert check_info(digest) == []


@pytest.mark.parametrize("footer", ["7 authors\n", "", "·\n", "nvidia NVIDIA\n"])
@pytest.mark.parametrize("abstract", ["We count owls.", "We count the feathers of owls at night, and err by less than two."])
@pytest.mark.parametrize("above", ["", "Daily Papers\nbyAK and the research community\n", "Home\nAbout\n"])
def test_the_date_of_a_paper_is_not_the_day_of_the_page(above, abstract, footer):
    """Where the page's day is lost, or its whole head, and parts of the paper's footer."""
    sound = "".join(f"Herons {n}\n{LONG}\n3 authors\n·\nOct {n + 1}\n" for n in range(3))
    digest, problems = read(f"{above}Owls\n{abstract}\n{footer}Jan 28, 2024\n{sound}")
    assert (digest.day, digest.info.captured) == (None, None)
    assert "no-day-line" in {problem.code for problem in problems}
    told = " ".join(map(str, problems))
    assert any(entry.title == "Owls" for entry in digest.entries) or "Owls" in told


LONG = "We count the feathers of owls at night, with cameras no larger than a grain of rice, and err by less than two. " * 8
SMALL = [line for title in TITLES for line in (f"{title}, or of Other Birds in the Barn", "we count owls at night, and herons where there are any")]


def wrapped(text: str, width: int) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in text.splitlines())


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("footer", ["", "•  5 authors\n·\nJan 28, 2024\n"], ids=["bare", "footers"])
def test_lines_that_are_broken_at_a_width_are_told_once(width, footer):
    whole = HEADER + "".join(f"{title}\n{LONG}\n{footer}" for title in TITLES)
    assert codes(whole) == []
    text = wrapped(whole, width)
    digest, problems = read(text, date(2025, 10, 28))
    assert [(problem.severity, problem.code) for problem in problems] == [("warning", "wrapped-lines")]
    owned = {number for entry in digest.entries for number in entry.lines} | set(digest.furniture)
    location = problems[0].location
    assert set(range(1, len(text.splitlines()) + 1)) <= owned | set(range(location.line, location.end_line + 1))
    assert digest.entries


@pytest.mark.parametrize("lines", [[*TITLES], SMALL, [line for title in TITLES for line in (title, "akhaliq", "127")], [TITLES[0], LONG]])
def test_other_lines_are_not_broken(lines):
    assert "wrapped-lines" not in codes(HEADER + "\n".join(lines))


def test_broken_lines_are_nothing_to_accept():
    broken, problems = read(wrapped(HEADER + f"Owls\n{LONG}\n", 72), date(2025, 10, 28))
    assert [problem.code for problem in problems] == ["wrapped-lines"]
    assert tell_how_to_accept(problems, [broken], "digests.yml") is None
    other, more = read(HEADER + f"Owls\n{LONG}\nHerons\n", date(2025, 10, 28), "y.txt")
    hint = tell_how_to_accept([*problems, *more], [broken, other], "digests.yml")
    assert hint.endswith("in digests.yml, below y.txt:, write accept: [no-abstract]")


@pytest.mark.parametrize("start", ["<!DOCTYPE html>", "<!doctype HTML>", "<html lang='en'>", "\ufeff\n  <HTML>"])
def test_a_page_saved_as_html_is_told_to_be_that(start):
    (problem,) = read(f"{start}\n<body>Owls</body>\n")[1]
    assert problem.code == "not-a-digest" and problem.message.startswith("this is HTML")


@pytest.mark.parametrize(
    ("name", "day", "proposed"),
    [
        ("2026-01-09.txt", "Jan 9", "2026-01-09"),
        ("2026-01-09-owls.txt", "Jan 9", "2026-01-09"),
        ("2026-01-09.txt", "Oct 28", None),
        ("2026-02-30.txt", "Feb 30", None),
        ("3026-01-09.txt", "Jan 9", None),
        ("2026-01-091.txt", "Jan 9", None),
        ("owls.txt", "Jan 9", None),
    ],
)
@pytest.mark.parametrize("code", ["year-unknown", "year-inferred"])
def test_the_day_in_a_name_is_proposed_and_not_taken(name, day, proposed, code):
    text = with_day(day, "Jan 8") + (ENTRY.format("Jan 28, 2024") if code == "year-inferred" else "")
    digest, (problem,) = read(text, None, name)
    assert (problem.code, digest.info.captured) == (code, None)
    tail = f"; is it {proposed}, as its name says?" if proposed else ""
    assert problem.message.endswith(f"tell the day it was saved as `captured` in digests.yml{tail}")
    assert read(text, date(2026, 1, 9), name)[1] == ()


@pytest.mark.parametrize("byline", ["• three authors", "- a few authors", *NO_BADGES])
def test_what_begins_with_no_handle_is_no_organisation(byline):
    digest, problems = read(HEADER + ENTRY.format("Jan 28, 2024").replace("•  5 authors", byline), date(2025, 10, 28))
    assert [(problem.code, problem.location.line) for problem in problems] == [("unreadable-byline", 9)]
    assert [(entry.organisation, len(entry.lines)) for entry in digest.entries] == [(None, 5)]
