"""Merging listings into papers: what counts as the same work, and which listing is believed."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import OWLS, make_digest, make_entry

from generator import merge as merging
from generator.corrections import Corrections, SamePaper
from generator.joining import join_ids
from generator.merge import merge_entries
from generator.model import Location, Organisation
from generator.repair import raw_text

KITE = "Kites are models of the wind that nobody trains; this one learns to fly from twelve seconds of string."


def merge(*digests):
    return merge_entries(digests)


def codes(problems):
    return [(problem.severity, problem.code, str(problem.location)) for problem in problems]


def test_one_entry_is_one_paper():
    entry = make_entry(authors_count=3, date=date(2024, 1, 28), date_raw="Jan 28, 2024", comments=9)
    (paper,), problems = merge(make_digest("a.txt", entry))
    assert (paper.id, paper.title, paper.title_raw) == ("owls-at-night", "Owls at Night", "Owls at Night")
    assert (paper.abstract, paper.abstract_raw) == (OWLS, OWLS)
    assert (paper.authors_count, paper.date, paper.date_raw, paper.comments) == (
        3,
        date(2024, 1, 28),
        "Jan 28, 2024",
        9,
    )
    assert [(seen.digest, seen.path, seen.position, seen.line) for seen in paper.sightings] == [
        ("a.txt", "seeds/a.txt", 0, 7)
    ]
    assert problems == ()


def test_the_same_title_and_text_is_one_paper_seen_twice():
    (paper,), problems = merge(make_digest("a.txt", make_entry()), make_digest("b.txt", make_entry()))
    assert [(seen.digest, seen.position) for seen in paper.sightings] == [("a.txt", 0), ("b.txt", 0)]
    assert problems == ()


def test_case_space_and_punctuation_do_not_part_a_title():
    titles = (
        "Owls at Night: A Study",
        "OWLS  AT NIGHT – a study",
        "Owls at night (a study).",
        "Ｏwls at Night; A Study",
    )
    papers, _ = merge(make_digest("a.txt", *map(make_entry, titles)))
    assert [paper.title for paper in papers] == ["Owls at Night: A Study"]


def test_mmrl_and_mmrl_plus_plus_are_apart():
    papers, problems = merge(make_digest("a.txt", make_entry("MMRL: Owls"), make_entry("MMRL++: Owls", KITE)))
    assert [paper.id for paper in papers] == ["mmrl-owls", "mmrl-plus-plus-owls"]
    assert problems == ()


@pytest.mark.parametrize("unseen", [*"\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff"])
def test_what_nobody_sees_does_not_part_a_title(unseen):
    titles = (f"Ow{unseen}ls at Night", f"Owls{unseen} at Night", "Owls at Night", f"{unseen}Owls at Night{unseen}")
    papers, problems = merge(make_digest("a.txt", *map(make_entry, titles)))
    assert [(paper.id, len(paper.sightings)) for paper in papers] == [("owls-at-night", 4)]
    assert problems == ()


def test_c_and_c_sharp_are_apart():
    titles = ("C Models", "C# Models", "Models of F#.", "Models of F")
    papers, problems = merge(make_digest("a.txt", *(make_entry(title, f"{OWLS} {title}") for title in titles)))
    assert [paper.title for paper in papers] == ["C Models", "C# Models", "Models of F#.", "Models of F"]
    assert papers[0].id == "c-models" and papers[1].id.startswith("c-models-")
    assert problems == ()


def test_a_number_sign_elsewhere_is_punctuation():
    titles = ("Owl 5 in Group B", "Owl #5 in Group B", "# Owl 5 (in Group B)", "Owl 5 in #Group#B", "Owl 5# in Group B")
    papers, _ = merge(make_digest("a.txt", *map(make_entry, titles)))
    assert [paper.title for paper in papers] == ["Owl 5 in Group B"]


def test_a_mirror_host_does_not_part_a_paper():
    one, two = f"{OWLS} See https://hf.example/owls.", f"{OWLS} See https://mirror.example/owls."
    (paper,), _ = merge(make_digest("a.txt", make_entry(abstract=one)), make_digest("b.txt", make_entry(abstract=two)))
    assert paper.abstract == one


def test_one_title_over_different_texts_is_two_papers_and_a_problem():
    papers, problems = merge(make_digest("a.txt", make_entry()), make_digest("b.txt", make_entry(abstract=KITE)))
    assert [paper.abstract for paper in papers] == [OWLS, KITE]
    assert papers[0].id == "owls-at-night"
    assert papers[1].id.startswith("owls-at-night-")
    assert codes(problems) == [("info", "same-title", "seeds/b.txt:7")]
    assert "seeds/a.txt:7" in problems[0].message


def test_one_text_under_two_titles_is_two_papers_and_told():
    text = 2 * OWLS
    first, again = make_digest("a.txt", make_entry(abstract=text)), make_digest("b.txt", make_entry("Night Owls", abstract=text))
    papers, problems = merge(first, again)
    assert [paper.id for paper in papers] == ["owls-at-night", "night-owls"]
    assert codes(problems) == [("info", "same-abstract", "seeds/b.txt:7")]
    assert "seeds/a.txt:7" in problems[0].message
    assert merge(first, make_digest("c.txt", make_entry("Short", abstract="Owls.")), make_digest("d.txt", make_entry("Brief", abstract="Owls.")))[1] == ()


def same(*pairs):
    """Rows of `same_as`, a line each, from the second on."""
    return {
        one: SamePaper(paper=one, other=other, reason="Renamed.", location=Location(path="c.yml", line=line))
        for line, (one, other) in enumerate(pairs, 2)
    }


def test_papers_that_are_the_same_by_hand_are_one_whose_first_title_and_address_stay():
    text = 2 * OWLS
    day = {"captured": date(2025, 1, 1)}
    digests = (
        make_digest("a.txt", make_entry("Night Owls", abstract=text, comments=7), make_entry("Moss", abstract=KITE), captured=date(2025, 2, 1)),
        make_digest("b.txt", make_entry(abstract=text, authors_count=3), **day),
    )
    for rows in (same(("night-owls", "owls-at-night")), same(("owls-at-night", "night-owls"))):
        (owls, moss), problems = merge_entries(digests, rows)
        assert (owls.id, owls.title, owls.authors_count, owls.comments) == ("owls-at-night", "Owls at Night", 3, 7)
        assert [(seen.digest, seen.title) for seen in owls.sightings] == [("a.txt", "Night Owls"), ("b.txt", "")]
        assert moss.id == "moss" and problems == ()


def test_the_text_of_joined_papers_is_that_below_the_title_that_stays():
    later = make_digest("a.txt", make_entry("Night Owls", abstract=KITE), captured=date(2025, 2, 1))
    first = make_digest("b.txt", make_entry(abstract=OWLS), captured=date(2025, 1, 1))
    (owls,), _ = merge_entries([later, first], same(("night-owls", "owls-at-night")))
    assert (owls.title, owls.abstract, owls.abstract_digest) == ("Owls at Night", OWLS, "b.txt")
    raw = raw_text(owls, {"a.txt": (("a.example", "arxiv.org"),), "b.txt": (("b.example", "arxiv.org"),)}, Corrections())
    assert raw.title_hosts == raw.abstract_hosts == (("b.example", "arxiv.org"),)
    first = make_digest("b.txt", make_entry(abstract=""), captured=date(2025, 1, 1))
    (owls,), _ = merge_entries([later, first], same(("night-owls", "owls-at-night")))
    assert (owls.title, owls.abstract, owls.abstract_digest) == ("Owls at Night", KITE, "a.txt")


def test_what_is_joined_by_hand_leaves_the_addresses_of_others_as_they_are():
    entries = [make_entry("Kite"), make_entry("Kite!", abstract=KITE), make_entry("Kite?", abstract=2 * KITE[::-1]), make_entry("Moss", abstract=KITE)]
    plain, told = merge(make_digest("a.txt", *entries))
    assert [problem.code for problem in told] == ["same-title", "same-title"]
    first, second, third, moss = (paper.id for paper in plain)
    papers, problems = merge_entries([make_digest("a.txt", *entries)], same((moss, second), (second, third)))
    assert [(paper.id, len(paper.sightings)) for paper in papers] == [(first, 1), (second, 3)]
    assert [problem.code for problem in problems] == ["same-title", "same-title"]  # they are not the first
    papers, problems = merge_entries([make_digest("a.txt", *entries)], same((second, first), (third, moss)))
    assert [(paper.id, len(paper.sightings)) for paper in papers] == [(first, 2), (third, 2)]
    assert codes(problems) == [("info", "same-title", "seeds/a.txt:17")]


def test_unknown_ids_and_circles_are_told():
    digest = make_digest("a.txt", make_entry(), make_entry("Moss", abstract=KITE), make_entry("Heron", abstract=KITE[::-1]))
    rows = same(("moss", "owls-at-night"), ("owls-at-night", "heron"), ("heron", "moss"), ("nobody", "moss"), ("noone", "nowhere"))
    (paper,), problems = merge_entries([digest], rows)
    assert paper.id == "owls-at-night"
    assert codes(problems) == [
        ("warning", "correction-circle", "c.yml:4"),
        ("warning", "correction-unknown-paper", "c.yml:5"),
        ("warning", "correction-unknown-paper", "c.yml:6"),
        ("warning", "correction-unknown-paper", "c.yml:6"),
    ]
    (_, *_), problems = merge_entries([digest], same(("moss", "moss")))
    assert codes(problems) == [("warning", "correction-circle", "c.yml:2")]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_in_whatever_order_papers_are_joined_they_come_out_the_same(pairs):
    ids = [f"p{number}" for number in range(6)]
    for some in (pairs, pairs[::-1], [(two, one) for one, two in pairs]):
        rows = {str(place): SamePaper(paper=ids[a], other=ids[b], reason="x", location=Location(path="c.yml")) for place, (a, b) in enumerate(some)}
        kept, problems = join_ids(ids, rows)
        if some is pairs:
            wanted = kept, len(problems)
        assert (kept, len(problems)) == wanted
        assert all(kept.get(ids[a], ids[a]) == kept.get(ids[b], ids[b]) for a, b in pairs)
        assert all(ids.index(first) < ids.index(paper) and first not in kept for paper, first in kept.items())
        assert len(problems) == len(pairs) - len(kept)


def test_a_third_listing_joins_the_text_it_shares():
    digests = [
        make_digest(f"{name}.txt", make_entry(abstract=text)) for name, text in (("a", OWLS), ("b", KITE), ("c", KITE))
    ]
    papers, problems = merge(*digests)
    assert [[seen.digest for seen in paper.sightings] for paper in papers] == [["a.txt"], ["b.txt", "c.txt"]]
    assert len(problems) == 1


def test_titles_of_punctuation_only_are_told_apart():
    papers, _ = merge(make_digest("a.txt", make_entry("..."), make_entry("???")))
    assert [paper.title for paper in papers] == ["...", "???"]
    assert len({paper.id for paper in papers}) == 2


def test_a_missing_abstract_comes_from_the_next_listing():
    (paper,), _ = merge(make_digest("a.txt", make_entry(abstract="")), make_digest("b.txt", make_entry()))
    assert (paper.abstract, paper.sightings[0].digest) == (OWLS, "a.txt")


def test_the_earliest_listing_wins_a_conflict():
    owls, kites = Organisation(handle="owls", name="Owls"), Organisation(handle="kites", name="Kites")
    one = make_entry("Owls at Night", organisation=owls, comments=1, date=date(2024, 1, 28), date_raw="Jan 28, 2024")
    two = make_entry("OWLS AT NIGHT", organisation=kites, comments=2, date=date(2024, 1, 29), date_raw="Jan 29, 2024")
    (paper,), problems = merge(make_digest("b.txt", two), make_digest("a.txt", one))
    assert (paper.title, paper.organisation, paper.comments, paper.date) == (
        "Owls at Night",
        owls,
        2,
        date(2024, 1, 28),
    )
    assert codes(problems) == [("info", "date-conflict", "seeds/b.txt:7")]


@pytest.mark.parametrize(
    ("seen", "comments"),
    [
        ([(3, 28), (5, 14)], 3),  # comments, day
        ([(3, 14), (5, 28)], 5),
        ([(3, 14), (None, 28)], 3),
        ([(5, None), (3, 14), (4, None)], 3),
        ([(3, None), (5, None), (4, None)], 5),
        ([(3, 14), (5, 14), (4, 14)], 5),
        ([(0, 14), (None, None)], 0),
        ([(None, 14), (None, None)], None),
    ],
)
def test_comments_are_those_of_the_digest_saved_last(seen, comments):
    digests = [
        make_digest(f"{place}.txt", make_entry(comments=number), captured=day and date(2025, 3, day))
        for place, (number, day) in enumerate(seen)
    ]
    assert merge(*digests)[0][0].comments == merge(*reversed(digests))[0][0].comments == comments


def test_what_the_earliest_listing_lacks_comes_from_a_later_one():
    bare, full = (
        make_entry(),
        make_entry(authors_count=3, comments=9, date=date(2025, 7, 1), date_raw="Jul 1", date_year_inferred=True),
    )
    (paper,), problems = merge(make_digest("a.txt", bare), make_digest("b.txt", full))
    assert (paper.authors_count, paper.comments, paper.date) == (3, 9, date(2025, 7, 1))
    assert (paper.date_raw, paper.date_year_inferred) == ("Jul 1", True)
    assert problems == ()


def test_a_known_day_beats_an_earlier_one_without_a_year():
    vague, exact = make_entry(date_raw="Sep 18"), make_entry(date=date(2024, 9, 18), date_raw="Sep 18, 2024")
    (paper,), _ = merge(make_digest("a.txt", vague), make_digest("b.txt", exact))
    assert (paper.date, paper.date_raw) == (date(2024, 9, 18), "Sep 18, 2024")


def test_a_written_year_beats_an_inferred_one():
    guessed = make_entry(date=date(2024, 12, 31), date_raw="Dec 31", date_year_inferred=True)
    written = make_entry(date=date(2025, 12, 31), date_raw="Dec 31, 2025")
    (paper,), problems = merge(make_digest("a.txt", guessed), make_digest("b.txt", written))
    assert (paper.date, paper.date_raw, paper.date_year_inferred) == (date(2025, 12, 31), "Dec 31, 2025", False)
    assert [f"{problem.severity} {problem}" for problem in problems] == [
        "info seeds/a.txt:7: date-conflict dated 2024-12-31 (year inferred), but 2025-12-31 at seeds/b.txt:7, which is kept"
    ]


def test_a_year_that_one_listing_spells_out_is_not_inferred():
    guessed = make_entry(date=date(2025, 9, 18), date_raw="Sep 18", date_year_inferred=True)
    written = make_entry(date=date(2025, 9, 18), date_raw="Sep 18, 2025")
    (paper,), problems = merge(make_digest("a.txt", guessed), make_digest("b.txt", written))
    assert (paper.date, paper.date_raw, paper.date_year_inferred) == (date(2025, 9, 18), "Sep 18, 2025", False)
    assert problems == ()


def inferred(year):
    return make_entry(date=date(year, 9, 18), date_raw="Sep 18", date_year_inferred=True)


@pytest.mark.parametrize("guess", [2023, 2027])
def test_a_year_that_follows_from_a_captured_day_beats_a_guess(guess):
    first, told = make_digest("a.txt", inferred(guess)), make_digest("b.txt", inferred(2025), captured=date(2025, 10, 28))
    (paper,), problems = merge(first, told)
    assert (paper.date, paper.date_year_inferred) == (date(2025, 9, 18), True)
    assert codes(problems) == [("info", "date-conflict", "seeds/a.txt:7")]
    written = make_digest("c.txt", make_entry(date=date(2024, 9, 18), date_raw="Sep 18, 2024"))
    assert merge(first, told, written)[0][0].date == date(2024, 9, 18)


def test_of_years_that_follow_from_captured_days_the_first_is_kept():
    one, two = (make_digest(f"{year}.txt", inferred(year), captured=date(year, 10, 28)) for year in (2024, 2025))
    assert merge(one, two)[0][0].date == date(2024, 9, 18)


def test_of_guessed_years_the_latest_is_kept():
    """Each is the earliest that it can be."""
    digests = [make_digest(f"{name}.txt", inferred(year)) for name, year in (("a", 2024), ("b", 2025), ("c", 2023))]
    (paper,), problems = merge(*digests)
    assert (paper.date, paper.date_year_inferred) == (date(2025, 9, 18), True)
    assert codes(problems) == [("info", "date-conflict", "seeds/a.txt:7"), ("info", "date-conflict", "seeds/c.txt:7")]


def test_the_order_is_that_of_names_and_positions():
    papers, _ = merge(
        make_digest("b.txt", make_entry("One")), make_digest("a.txt", make_entry("Two"), make_entry("Three"))
    )
    assert [paper.title for paper in papers] == ["Two", "Three", "One"]


entries = st.builds(
    make_entry,
    st.sampled_from(("Owls", "OWLS", "Kite", "Kite++", "Moss.", "Moss!", "...")),
    st.sampled_from((OWLS, OWLS + " Again.", KITE, "")),
    authors_count=st.none() | st.integers(1, 9),
    date=st.none() | st.dates(date(2020, 1, 1), date(2025, 1, 1)),
)
digest_lists = st.lists(st.lists(entries, max_size=6), min_size=1, max_size=4).map(
    lambda lists: [make_digest(f"{number}.txt", *own) for number, own in enumerate(lists)]
)


@given(digest_lists, st.randoms(use_true_random=False))
def test_the_order_of_digests_does_not_matter(digests, chance):
    mixed = digests[:]
    chance.shuffle(mixed)
    assert merge(*mixed) == merge(*digests)


@given(digest_lists)
def test_every_entry_is_seen_once_and_ids_are_unique(digests):
    papers, _ = merge(*digests)
    seen = [(place.digest, place.position) for paper in papers for place in paper.sightings]
    assert sorted(seen) == [(digest.name, entry.position) for digest in digests for entry in digest.entries]
    assert len({paper.id for paper in papers}) == len(papers)


def unplaced(paper):
    """A paper without where it was listed."""
    return replace(paper, sightings=(), abstract_digest=None)


@given(digest_lists)
def test_merging_what_was_merged_changes_nothing(digests):
    papers, _ = merge(*digests)
    again = make_digest(
        "0.txt",
        *(
            make_entry(
                p.title,
                p.abstract,
                authors_count=p.authors_count,
                date=p.date,
                date_raw=p.date_raw,
                comments=p.comments,
            )
            for p in papers
        ),
    )
    after, _ = merge(again)
    assert [unplaced(paper) for paper in after] == [unplaced(paper) for paper in papers]


@given(digest_lists, st.lists(entries, max_size=5))
def test_a_later_digest_changes_no_id(digests, more):
    before, _ = merge(*digests)
    after, _ = merge(*digests, make_digest("9.txt", *more))
    assert [paper.id for paper in after[: len(before)]] == [paper.id for paper in before]
    assert [paper.title for paper in after[: len(before)]] == [paper.title for paper in before]


LONG = "Feathers " * 12
contested = st.builds(
    make_entry,
    st.sampled_from(
        ("Owls", "OWLS", "Owl's", "Owl s", "O\u200bwls", "Owls#", "Kite", "...", "风筝", LONG, LONG + "and More", LONG + "at Night")
    ),
    st.sampled_from((OWLS, OWLS + " Again.", KITE, "")),
)
dated_lists = st.lists(
    st.tuples(st.sampled_from("bdfhj"), st.integers(0, 9), st.lists(contested, max_size=6)),
    min_size=1,
    max_size=5,
    unique_by=lambda drawn: drawn[0],
).map(
    lambda drawn: [
        make_digest(f"{name}.txt", *own, captured=date(2025, 1, 1) + timedelta(days)) for name, days, own in drawn
    ]
)


@given(dated_lists, st.sampled_from("acegik"), st.none() | st.integers(1, 99), st.lists(contested, max_size=6))
def test_a_digest_saved_later_changes_no_id_whatever_its_name(digests, name, days, more):
    """Nor does one whose day is not known: both find who belongs to whom, and the addresses, as they are."""
    captured = max(digest.info.captured for digest in digests) + timedelta(days) if days else None
    after, _ = merge(*digests, make_digest(f"{name}.txt", *more, captured=captured))
    before, _ = merge(*digests)
    old = [places for paper in after if (places := ids_of_places(paper, without=f"{name}.txt"))]
    assert sorted(old) == sorted(map(ids_of_places, before))


def ids_of_places(paper, without=""):
    return [(paper.id, seen.digest, seen.position) for seen in paper.sightings if seen.digest != without]


@given(dated_lists)
def test_papers_and_their_listings_stand_in_the_order_of_names(digests):
    papers, _ = merge(*digests)
    places = [[(seen.digest, seen.position) for seen in paper.sightings] for paper in papers]
    assert places == sorted(sorted(own) for own in places)


def test_an_earlier_name_takes_no_address_from_a_digest_saved_before():
    old = make_digest("b.txt", make_entry("Same Title"), captured=date(2025, 3, 1))
    new = make_digest("a.txt", make_entry("Same Title", KITE), captured=date(2025, 3, 2))
    papers, problems = merge(new, old)
    assert [(paper.abstract, paper.id == "same-title") for paper in papers] == [(KITE, False), (OWLS, True)]
    assert codes(problems) == [("info", "same-title", "seeds/a.txt:7")]


def test_an_earlier_name_spells_the_title_but_not_the_address():
    old = make_digest("b.txt", make_entry("Owl's Nest"), captured=date(2025, 3, 1))
    new = make_digest("a.txt", make_entry("Owl s Nest"), captured=date(2025, 3, 2))
    (paper,), _ = merge(new, old)
    assert (paper.title, paper.id, paper.sightings[0].digest) == ("Owl s Nest", "owls-nest", "a.txt")


def test_a_listing_without_abstract_does_not_join_two_texts():
    texts = ("", OWLS, KITE, OWLS + " Again.")
    papers, problems = merge(make_digest("a.txt", *(make_entry(abstract=text) for text in texts)))
    assert [(paper.abstract, len(paper.sightings)) for paper in papers] == [(OWLS, 3), (KITE, 1)]
    assert len(problems) == 1


def test_many_texts_under_one_title_are_not_all_compared(monkeypatch):
    """Each with a limited number of others; the same text is found again however many there are."""
    compared = []
    monkeypatch.setattr(merging, "_are_alike", lambda mine, theirs: compared.append(1) or mine == theirs)
    texts = [f"{number} owls, {number} kites" for number in range(400)]
    papers, problems = merge(make_digest("a.txt", *(make_entry(abstract=text) for text in [*texts, *reversed(texts)])))
    assert [[seen.position for seen in paper.sightings] for paper in papers] == [[n, 799 - n] for n in range(400)]
    assert len(compared) <= 30 * 400
    assert len(problems) == 399


def test_many_papers_of_one_title_take_time_in_proportion():
    started = time.process_time()
    texts = (" ".join(f"{number}w{word}" for word in range(120)) for number in range(5_000))
    papers, _ = merge(make_digest("a.txt", *(make_entry(abstract=text) for text in texts)))
    assert len({paper.id for paper in papers}) == 5_000
    assert time.process_time() - started < 20


@given(
    st.lists(st.sampled_from(("Owls", "Kite", "Kite++", "Moss")), unique=True), st.sampled_from((OWLS, KITE, "", "No."))
)
def test_editing_an_abstract_changes_no_id(titles, abstract):
    plain = make_digest("a.txt", *(make_entry(title) for title in titles))
    edited = make_digest("a.txt", *(make_entry(title, abstract) for title in titles))
    assert [paper.id for paper in merge(edited)[0]] == [paper.id for paper in merge(plain)[0]]
