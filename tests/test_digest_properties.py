"""What holds of the digest reader for any text: no exception, no line lost; and what the real seeds must give."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import HEADER, no_deadline  # noqa: F401

from generator.decoding import decode_digest
from generator.digest import read_digest
from generator.digest.info import parse_digest_infos
from generator.merge import merge_entries
from generator.model import Digest, DigestInfo, Problem, SourceText

SEEDS = "seeds"
FRAGMENTS = (
    *HEADER.splitlines(), "·", "•  5 authors", "• 1 authors", "ontocord Ontocord.AI", "Jan 28, 2024", "Sep 18",
    "Jul 1 9", "Mar 5, 2026", "5 March 2026", "2026-03-05", "Feb 31, 2026", "3026-01-01", "• three authors",
    "Jan 31, 2024 1", "Feb 30", "Feb 29", "", "  ", "KiteNet: Models of the Wind", "Owls at Night.",
    "A" * 300, "We count owls. " * 30,
    "\u2028", "\x85", "\x1c", "\ufeff", "\x00", "\x0b·", "Jan ٢٨", "3 days ago", "2024-01-28",
    "•  1,204 authors", "Jul 1 1,234", "soon", "We count owls.", "acme Acme Inc.", "Previous", "12", "Company", "Log In",
    "7 authors", "* 7 Authors", "• 7 authors · Mar 3, 2024 5", "· Mar 3", "7 authors ·", "7 authors · soon", "acme Acme · Mar 3",
)  # fmt: skip
digest_like = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=40), max_size=40).flatmap(
    lambda lines: st.sampled_from(("\n", "\r\n", "\r")).map(lambda end: end.join(lines))
)
any_text = st.text(max_size=400) | digest_like
infos = st.builds(DigestInfo, captured=st.none() | st.dates(date(2019, 1, 1), date(2030, 1, 1)))


def read(text: str, info: DigestInfo | None = None) -> tuple[Digest, tuple[Problem, ...]]:
    return read_digest(SourceText(path="seeds/x.txt", name="x.txt", text=text), info or DigestInfo())


def non_blank_lines(text: str) -> set[int]:
    """Line numbers as an editor counts them; a byte order mark is no text."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    return {number for number, line in enumerate(lines, 1) if line.strip()}


def covered(problems: tuple[Problem, ...]) -> set[int]:
    spans = (range(p.location.line, (p.location.end_line or p.location.line) + 1) for p in problems)
    return {number for span in spans for number in span}


def assert_conserved(text: str, digest: Digest, problems: tuple[Problem, ...]) -> None:
    """No line has two owners among entries and furniture, and a line without an owner lies within a problem."""
    owned = [number for entry in digest.entries for number in entry.lines] + list(digest.furniture)
    lines = non_blank_lines(text)
    assert len(owned) == len(set(owned))
    assert set(owned) <= lines
    assert lines - set(owned) <= covered(problems)


@given(any_text, infos)
def test_reads_any_text_and_loses_no_line(text, info):
    digest, problems = read(text, info)
    assert_conserved(text, digest, problems)
    assert [entry.position for entry in digest.entries] == list(range(len(digest.entries)))
    assert list(problems) == sorted(problems, key=lambda problem: problem.location)


@given(any_text, infos)
def test_entries_stand_in_their_lines(text, info):
    digest, _ = read(text, info)
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    for entry in digest.entries:
        assert entry.title == lines[entry.location.line - 1].strip() != ""
        assert (entry.location.line, entry.location.end_line) == (entry.lines[0], entry.lines[-1])
        assert all(part in " ".join(lines[number - 1] for number in entry.lines) for part in entry.abstract.split())


@given(any_text)
def test_line_ends_do_not_matter(text):
    plain = re.sub(r"\r\n|\r", "\n", text)
    assert read(plain) == read(plain.replace("\n", "\r\n")) == read(plain.replace("\n", "\r"))


@given(any_text)
def test_a_byte_order_mark_does_not_matter(text):
    plain = text.lstrip("\ufeff")
    assert read(plain) == read("\ufeff" + plain)


# Real-looking digests, damaged

WORDS = (
    "owl tea kite moss feather cup string wall camera biscuit storm model of the with under small wind night".split()
)


def invent(count: int, chance: random.Random, footers: bool) -> list[list[str]]:
    """Entries as lists of lines: titles of up to 18 words, abstracts of 600 to 1,400 characters.

    (With shorter abstracts, two losses side by side cannot always be told from a long title.)
    """
    entries = []
    for number in range(count):
        title = " ".join([f"Paper {number}", *chance.choices(WORDS, k=chance.randint(2, 16))]).title()
        abstract = " ".join(chance.choices(WORDS, k=chance.randint(140, 250))).capitalize() + "."
        byline = chance.choice(["•  5 authors", "ontocord Ontocord.AI"])
        date_line = chance.choice(["Jan 28, 2024", "Sep 18", "Jul 1 9", "Jan 31, 2024 1"])
        entries.append([title, abstract, *([byline, "·", date_line] if footers else [])])
    return entries


def damage(entries: list[list[str]], chance: random.Random, share: float) -> list[list[str | None]]:
    """Replace a share of the lines by None: they are gone."""
    return [[None if chance.random() < share else line for line in entry] for entry in entries]


@given(st.integers(1, 25), st.randoms(use_true_random=False), st.sampled_from((0.0, 0.02, 0.1, 0.3)))
def test_damage_stays_where_it_is(count, chance, share):
    """With footers, an entry is whole when its own lines and the date above it (or the header) are."""
    entries = invent(count, chance, footers=True)
    hurt = damage(entries, chance, share)
    text = HEADER + "".join(f"{line}\n" for entry in hurt for line in entry if line is not None)
    digest, problems = read(text, DigestInfo(captured=date(2025, 10, 28)))
    assert_conserved(text, digest, problems)
    found = {entry.title: entry for entry in digest.entries}
    for before, entry in zip([None, *hurt], hurt, strict=False):
        footer_above = before is None or None not in before[2:]
        if footer_above and None not in entry:
            assert found[entry[0]].abstract == entry[1]
            assert found[entry[0]].date_raw is not None
            assert len(found[entry[0]].lines) == 5


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_odd_dates_leave_every_entry_whole(count, chance):
    """Whatever short words stand in the place of a date, each entry keeps its five lines, and each such date is told."""
    entries = invent(count, chance, footers=True)
    odd = [chance.random() < 0.5 for _ in entries]
    for entry, is_odd in zip(entries, odd, strict=True):
        entry[-1] = (
            chance.choice(["2 days ago", "about 3 hours ago", "28 January 2024", "Soon"]) if is_odd else entry[-1]
        )
    digest, problems = read(HEADER + "".join(f"{line}\n" for entry in entries for line in entry))
    assert [(entry.title, entry.abstract, len(entry.lines)) for entry in digest.entries] == [
        (entry[0], entry[1], 5) for entry in entries
    ]
    told = [problem.location.line for problem in problems if problem.code == "unreadable-date"]
    assert told == [11 + 5 * index for index, is_odd in enumerate(odd) if is_odd]


@given(st.integers(1, 25), st.randoms(use_true_random=False), st.sampled_from((0.0, 0.02, 0.1, 0.3)))
def test_titles_are_found_again_without_footers(count, chance, share):
    """Without footers, a title that stands above its abstract is a title, whatever is missing around it."""
    entries = invent(count, chance, footers=False)
    hurt = damage(entries, chance, share)
    text = HEADER + "".join(f"{line}\n" for entry in hurt for line in entry if line is not None)
    digest, problems = read(text)
    assert_conserved(text, digest, problems)
    found = {entry.title: entry for entry in digest.entries}
    for title, abstract in hurt:
        if title and abstract:
            assert found[title].abstract.startswith(abstract)


MENU = ("Hugging Face", "Models", "Datasets", "Spaces", "Docs", "Log In", "Sign Up", "Try the new reader", "Search models, datasets, users...")
FOOT = ("Previous", "1", "2", "...", "12", "Next", "Company", "TOS", "Privacy", "About", "Careers")
WESTERN = ("owls’", "“night”", "Öwl", "a – b", "façade…", "±2", "¹", "£", "Œuvre", "naïve", "Šibenik", "€5")


@given(st.integers(1, 25), st.randoms(use_true_random=False), st.sampled_from(("whole", "no footers", "no abstracts")), st.integers(0, 9))
def test_a_list_with_abstracts_or_footers_is_no_page_of_titles(count, chance, kind, skipped):
    entries = invent(count, chance, footers=kind != "no footers")
    lines = [line for entry in entries for line in (entry if kind != "no abstracts" else [entry[0], *entry[2:]])]
    _, problems = read("\n".join([*MENU, *HEADER.splitlines(), *lines, *FOOT[skipped:]]))
    assert "no-abstracts" not in {problem.code for problem in problems}


@given(st.integers(3, 25), st.randoms(use_true_random=False), st.permutations(("votes", "title", "submitter", "authors", "comments")))
def test_a_page_of_titles_is_told_once(count, chance, order):
    parts = {"submitter": ["Submitted by", "akhaliq"], "authors": ["Acme Labs", "·", "7 authors"]}
    texts = [
        line
        for title, *_ in invent(count, chance, footers=False)
        for part in order
        for line in parts.get(part) or [title if part == "title" else str(chance.randint(1, 200))]
    ]
    text = HEADER + "\n".join(texts)
    digest, problems = read(text)
    assert_conserved(text, digest, problems)
    assert [problem.severity for problem in problems if problem.code == "no-abstracts"] == ["warning"]


@given(st.integers(1, 12), st.randoms(use_true_random=False), st.booleans())
def test_entries_saved_as_windows_1252_are_those_of_utf_8(count, chance, footers):
    entries = invent(count, chance, footers)
    for entry in entries:
        entry[1] = f"{chance.choice(WESTERN)} {entry[1][:-1]} {chance.choice(WESTERN)}."
    text = HEADER + "".join(f"{line}\n" for entry in entries for line in entry)
    saved, told = decode_digest(text.encode("cp1252"), "seeds/x.txt")
    assert [problem.code for problem in told] == ["not-utf-8"]
    assert read(saved or "") == read(text)


@given(st.integers(1, 12), st.randoms(use_true_random=False), st.booleans(), st.lists(st.sampled_from(MENU), max_size=40), st.integers(0, 9))
def test_what_stands_around_the_list_is_no_paper(count, chance, footers, menu, skipped):
    entries = [line for entry in invent(count, chance, footers) for line in entry]
    around = "\n".join([*menu, *HEADER.splitlines(), *entries, *FOOT[skipped:]])
    alone, _ = read(HEADER + "\n".join(entries))
    digest, problems = read(around)
    assert_conserved(around, digest, problems)
    assert [(entry.title, entry.abstract) for entry in digest.entries] == [(entry.title, entry.abstract) for entry in alone.entries]
    assert {problem.severity for problem in problems} <= {"info"}


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_shuffled_lines_are_conserved(count, chance):
    lines = HEADER.splitlines() + [line for entry in invent(count, chance, footers=True) for line in entry]
    chance.shuffle(lines)
    text = "\n".join(lines)
    assert_conserved(text, *read(text))


@pytest.mark.parametrize(
    "line", ["·", "•  5 authors", "x", "Sep 18", "Subscribe", "Next", "x\n·", "x\nx\n·", "•  5 authors\n·\nx"]
)
def test_ten_thousand_lines_of_one_kind(line):
    """Linear in the number of lines, whatever they are: this takes well under a second."""
    text = HEADER + f"{line}\n" * 20_000
    assert_conserved(text, *read(text))


@pytest.mark.parametrize("line", ["1" * 200_000 + "x", "ago " * 50_000, "." * 200_000 + "x", "Inc. " * 40_000, "•" + " " * 99_000 + "x", "7 authors" + " ·" * 50_000])
def test_endless_lines_in_a_footer(line):
    text = HEADER + f"Owls\n{line}\n·\n{line}\n•  5 authors\n·\n{line}\n"
    assert_conserved(text, *read(text))


# The real seeds


@pytest.fixture(scope="module")
def seeds(request):
    from generator.seeds import read_inputs

    root = request.config.rootpath
    return read_inputs([root / SEEDS], root=root, infos=root / SEEDS / "digests.yml")


@pytest.fixture(scope="module")
def digests(seeds):
    known = parse_digest_infos(seeds.infos.text, seeds.infos.path)
    return [read_digest(source, known[source.name]) for source in seeds.digests]


def test_seeds_entries_and_footers(digests):
    assert [len(digest.entries) for digest, _ in digests] == [129, 94, 114, 87, 59]
    assert [sum(entry.date_raw is not None for entry in digest.entries) for digest, _ in digests] == [125, 93, 0, 0, 56]


def test_seeds_lines_are_all_accounted_for(seeds, digests):
    total = 0
    for source, (digest, problems) in zip(seeds.digests, digests, strict=True):
        assert_conserved(source.text, digest, problems)
        owned = {number for entry in digest.entries for number in entry.lines} | set(digest.furniture)
        assert owned == non_blank_lines(source.text)
        assert not [problem for problem in problems if problem.severity != "info"]
        total += len(owned)
    assert total == 1_816


def test_seeds_papers(digests):
    papers, problems = merge_entries([digest for digest, _ in digests])
    assert len(papers) == 454
    copies = [len(paper.sightings) for paper in papers if len(paper.sightings) > 1]
    assert (len(copies), sum(copies) - len(copies)) == (26, 29)
    dates = sorted(paper.date for paper in papers if paper.date)
    assert (len(dates), dates[0], dates[-1]) == (266, date(2017, 12, 5), date(2025, 11, 24))
    assert sum(paper.comments is not None for paper in papers) == 66
    assert not [problem for problem in problems if problem.severity != "info"]
