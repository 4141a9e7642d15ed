"""Pages: which there are, what stands on them, and that they lead to each other."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from invented import make_catalogue, make_digest, make_entry, make_paper, rich_catalogue
from mkdocs.utils import meta

from generator.addresses import DATA, LISTS, SUBSCRIBE
from generator.context import LARGE, make_context
from generator.layout import MOST_POINTS
from generator.model import DigestInfo, Link, Mention, Organisation, Related, Sighting, Tag, TagAssignment, Topic
from generator.pages import render_pages
from generator.publication import Settings
from generator.searchform import put_below_heading

KNOWN = Settings(site_name="Owl Papers", site_url="https://papers.example/")


def render(catalogue, settings=KNOWN):
    return {page.path: page for page in render_pages(make_context(catalogue, settings))}


def many(count, **fields):
    """`count` papers, each a day newer than the one before, and every third without a date."""
    return make_catalogue(
        *(
            make_paper(
                f"p{number:03}",
                f"Paper {number:03}",
                date=date.fromordinal(738_000 + number) if number % 3 else None,
                comments=number if number % 2 else None,
                **fields,
            )
            for number in range(count)
        )
    )


def titles(page):
    """The titles of a list's rows, in order."""
    return re.findall(r"^(?:-   |\d+\. +)\[([^]]*)\]", page.text, re.MULTILINE)


def links(page):
    return re.findall(r"\]\(([^)\s]+)\)", page.text)


def anchors(page):
    return set(re.findall(r"\{ #([\w-]+)", page.text)) | set(re.findall(r'\bid="([^"]+)"', page.text))


def section(page, name):
    """The text below a heading of the second level."""
    found = re.search(rf"^## {name} .*?$(.*?)(?=^## |\Z)", page.text, re.MULTILINE | re.DOTALL)
    return found[1] if found else None


CATALOGUES = {
    "empty": lambda: make_catalogue(),
    "one": lambda: make_catalogue(make_paper()),
    "rich": rich_catalogue,
    "many": lambda: many(23),
    "no digest": lambda: make_catalogue(digests=()),
}


@pytest.fixture(params=CATALOGUES, name="catalogue")
def _catalogue(request):
    return CATALOGUES[request.param]()


def test_every_page_has_its_own_address_and_a_front_matter(catalogue):
    rendered = render_pages(make_context(catalogue, KNOWN))
    assert len({page.path for page in rendered}) == len(rendered)
    for page in rendered:
        assert page.path == "index.md" or page.path.endswith("/index.md")
        body, values = meta.get_data(page.text)
        assert values["title"]
        assert values["description"]
        assert re.search(r"^# \S", body.lstrip("\n"))


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_every_link_leads_to_a_page_and_a_place_on_it(catalogue, size):
    pages = render(catalogue, replace(KNOWN, page_size=size))
    for page in pages.values():
        for link in links(page):
            if re.match(r"https?://", link):
                continue
            address, _, anchor = link.partition("#")
            path = address.partition("?")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path else page.path
            assert target in pages, f"{page.path} → {link}"
            assert not anchor or anchor in anchors(pages[target]), f"{page.path} → {link}"


def test_the_bytes_are_stable(catalogue):
    assert tuple(render_pages(make_context(catalogue, KNOWN))) == tuple(render_pages(make_context(catalogue, KNOWN)))


def test_every_paper_has_one_page_and_stands_in_every_order():
    catalogue = many(7)
    pages = render(catalogue)
    for paper in catalogue.papers:
        assert f"papers/{paper.id}/index.md" in pages
    for path in ("papers/index.md", "papers/by-title/index.md", "papers/by-comments/index.md"):
        assert sorted(titles(pages[path])) == [paper.title for paper in catalogue.papers]


def test_orders():
    pages = render(many(7))
    newest = [f"Paper {number:03}" for number in (5, 4, 2, 1, 0, 3, 6)]  # the last three have no date
    assert titles(pages["papers/index.md"]) == newest
    assert titles(pages["papers/by-title/index.md"]) == sorted(newest)
    assert titles(pages["papers/by-comments/index.md"]) == [f"Paper {number:03}" for number in (5, 3, 1, 4, 2, 0, 6)]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([5, 3, 1], "3 of the [7 papers](../index.md) have comments."), ([], "None of the [7 papers](../index.md) has comments.")],
)
def test_in_a_large_collection_only_papers_with_comments_are_sorted_by_them(monkeypatch, numbers, said):
    monkeypatch.setattr("generator.context.LARGE", 6)
    catalogue = many(7)
    if not numbers:
        catalogue = replace(catalogue, papers=tuple(replace(paper, comments=None) for paper in catalogue.papers))
    page = render(catalogue)["papers/by-comments/index.md"]
    assert titles(page) == [f"Paper {number:03}" for number in numbers]
    assert page.title == "Papers with comments, most first"
    assert page.description == f"Papers with comments, most first: {len(numbers)} of 7 papers."
    assert said in page.text and "[Newest first](../index.md)" in page.text and "Cite these" not in page.text
    assert ("Nothing here yet." in page.text) is (not numbers)


def test_a_paper_leads_to_its_dot_on_the_map_while_papers_are_not_too_many(monkeypatch):
    assert LARGE <= MOST_POINTS, "above that a map has no dots"
    catalogue = replace(many(3), topics=(Topic(id="kites", label="Kites", papers=("p000", "p001")),), layout={f"p00{number}": (number, 0.0) for number in range(3)})

    def ways():
        return [re.findall(r"\[on the map\]\((.*?)\)", page.text) for path, page in render(catalogue).items() if path.startswith("papers/p0")]

    assert ways() == [["../../map/index.md?paper=p000#topic-kites"], ["../../map/index.md?paper=p001#topic-kites"], ["../../map/index.md?paper=p002"]]
    assert 'id="topic-kites"' in render(catalogue)["map/index.md"].text
    monkeypatch.setattr("generator.context.LARGE", 2)
    assert ways() == [[], [], []]


def test_in_a_large_collection_the_list_by_title_is_an_index(monkeypatch):
    monkeypatch.setattr("generator.context.LARGE", 2)
    pages = render(rich_catalogue())
    assert "4 authors" in pages["papers/by-title/index.md"].text and "2025" in pages["papers/by-title/index.md"].text
    for said in ("[Birds]", "3 comments", "<span>"):
        assert said in pages["papers/index.md"].text
        assert said not in pages["papers/by-title/index.md"].text


def test_titles_sort_without_case_accents_and_quotes():
    names = ("“Zebra”", "éclair", "Eagle", "apple", "Äpfel")
    catalogue = make_catalogue(*(make_paper(f"p{at}", name) for at, name in enumerate(names)))
    assert titles(render(catalogue)["papers/by-title/index.md"]) == ["Äpfel", "apple", "Eagle", "éclair", "“Zebra”"]


def test_long_lists_are_numbered():
    pages = render(many(23), replace(KNOWN, page_size=10))
    numbered = [pages[path] for path in ("papers/index.md", "papers/page/2/index.md", "papers/page/3/index.md")]
    assert [len(titles(page)) for page in numbered] == [10, 10, 3]
    assert "papers/page/4/index.md" not in pages
    assert "Next →" in numbered[0].text
    assert "← Previous" not in numbered[0].text
    assert "← Previous" in numbered[1].text
    assert "Next →" not in numbered[2].text
    assert len({title for page in numbered for title in titles(page)}) == 23
    for number, page in enumerate(numbered, 1):
        assert (page.text.count("bs-pager"), page.text.count("role=navigation")) == (2, 1), "landmarks need names of their own"
        assert page.text.count(f'<strong aria-current="page">{number}</strong>') == 2


def test_every_page_of_all_papers_tells_its_order_and_the_others():
    pages = render(many(23), replace(KNOWN, page_size=10))
    later = pages["papers/by-title/page/2/index.md"].text
    assert "Sorted by: [Newest first](../../../index.md) · <strong" in later and "[Most comments](../../../by-comments/index.md)" in later
    assert "Sorted by" not in pages["years/2021/index.md"].text


def test_letters_lead_to_the_pages_on_which_their_titles_begin():
    named = ["Ant", "apple", "Bee", "“Cat”", "Élan", "Σ", "7 Bees"]
    papers = tuple(replace(paper, title=title) for paper, title in zip(many(7).papers, named, strict=True))
    pages = render(replace(many(7), papers=papers), replace(KNOWN, page_size=2))
    first, third = (pages[f"papers/by-title/{part}index.md"].text for part in ("", "page/3/"))
    assert "[0–9 &#38; other](index.md#letter-digits) [A](page/2/index.md#letter-a) [B](page/3/index.md#letter-b) [C]" in first
    assert "[A](../2/index.md#letter-a) [B](index.md#letter-b) [C](index.md#letter-c) [E](../4/index.md#letter-e)\n" in third
    assert re.findall(r"\{ #(letter-\w+) \}", third) == ["letter-b", "letter-c"]
    ordered = [titles(pages[f"papers/by-title/{part}index.md"]) for part in ("", "page/2/", "page/3/", "page/4/")]
    assert ordered == [["7 Bees", "Σ"], ["Ant", "apple"], ["Bee", "“Cat”"], ["Élan"]], "what begins with no letter stands together"
    assert "[B](" not in pages["papers/index.md"].text
    assert "letter-" not in render(many(7))["papers/by-title/index.md"].text, "one page needs no letters"


def test_a_paper_that_is_named_is_not_related_once_more():
    catalogue = rich_catalogue()
    again = Related(paper="kitenet", score=0.9, why=("one names the other",))
    other = Related(paper="moss", score=0.5, why=("same tags: Birds",))
    page = render(replace(catalogue, related={"owls-at-night": (again, other)}))["papers/owls-at-night/index.md"]
    assert "KiteNet" in section(page, "Mentions") and "KiteNet" not in section(page, "Related papers")
    assert "same tags" in section(page, "Related papers")


def test_a_tag_tells_of_papers_without_a_date_and_leads_to_its_filters():
    catalogue = many(6)
    tag = Tag(id="t", label="T", facet="f", definition="Of T")
    given = {paper.id: (TagAssignment(tag="t", score=1.0),) for paper in catalogue.papers}
    catalogue = replace(catalogue, facets=(("f", "F"),), tags=(tag,), tagging=given)
    text = render(catalogue)["tags/t/index.md"].text
    assert "6 papers, 2 without a date" in text and 'href="../../search/?tag=t"' in text
    assert "search/?" not in render(catalogue, replace(KNOWN, search=False))["tags/t/index.md"].text
    assert 'href="../../search/?year=2021"' in render(catalogue)["years/2021/index.md"].text


def test_a_page_is_dated_by_its_last_capture():
    drafts = {draft.path: draft for draft in render_pages(make_context(rich_catalogue(), KNOWN)).drafts}
    assert drafts["papers/owls-at-night/index.md"].modified == date(2025, 10, 28)
    assert drafts["papers/index.md"].modified is None


def test_the_search_leads_to_every_list_of_papers():
    browse = {posixpath.normpath(posixpath.join("search", target)) for target in links(render(rich_catalogue())["search/index.md"])}
    assert browse == LISTS - {SUBSCRIBE, DATA}


def test_a_short_list_has_no_pager():
    assert "bs-pager" not in render(many(3))["papers/index.md"].text


def test_a_paper_with_everything():
    page = render(rich_catalogue())["papers/owls-at-night/index.md"]
    assert re.search(r"^# Owls at Night \{.*\}$", page.text, re.MULTILINE)
    facts = next(line for line in page.text.splitlines() if line.startswith("28 January"))
    assert "[2024](../../years/2024/index.md)" in facts
    assert "[Feather Works](../../organisations/featherworks/index.md)" in facts
    assert facts.endswith("3 comments · [on the map](../../map/index.md?paper=owls-at-night)")
    assert links(page).count("https://github.com/owls/feathers") == 2  # a button, and where it stands
    assert "[Birds](../../tags/birds/index.md)" in page.text
    assert re.search(r"Faster than \[KiteNet\]\(\.\./kitenet/index\.md\)[^.]*\.$", page.text, re.MULTILINE)
    assert "KiteNet: Models of the Wind" in section(page, "Mentions")
    seen = section(page, "Seen in")
    assert "position 1 of 3" in seen
    assert "saved 28 October 2025" in seen
    assert "seeds/a.txt, line 7" in seen
    assert "../../digests/a/index.md" in seen
    assert "@misc{owls-at-night," in section(page, "Cite")


def test_a_listing_under_another_title_tells_it():
    [owls, *others] = rich_catalogue().papers
    seen = (*owls.sightings, replace(owls.sightings[0], position=1, line=12, title="Night *Owls*"))
    page = render(replace(rich_catalogue(), papers=(replace(owls, sightings=seen), *others)))["papers/owls-at-night/index.md"]
    assert section(page, "Seen in").count("as “") == 1
    assert "as “Night &#42;Owls&#42;” · " in section(page, "Seen in")


def test_the_other_ends_of_links():
    pages = render(rich_catalogue())
    assert "Owls at Night" in section(pages["papers/kitenet/index.md"], "Mentioned by")
    related = section(pages["papers/moss/index.md"], "Related papers")
    assert "[Owls at Night]" in related
    assert "shares “slow”" in related


def test_a_page_names_each_other_paper_once():
    owls, kite, moss = "owls-at-night", "kitenet", "moss"
    rich = rich_catalogue()
    [found] = rich.mentions[owls]
    pages = render(
        replace(
            rich,
            mentions={**rich.mentions, kite: (replace(found, source=kite, target=owls),), moss: (replace(found, source=moss),)},
            mentioned_by={owls: (kite,), kite: (moss, owls)},
            families=dict.fromkeys((owls, kite, moss), (owls, kite, moss)),
        )
    )
    sections = ("Mentions", "Family", "Mentioned by", "Related papers")

    def named(paper):
        listed = ((name, section(pages[f"papers/{paper}/index.md"], name)) for name in sections)
        return {name: re.findall(r"\]\(\.\./([\w-]+)/index", text.split("\n## ")[0]) for name, text in listed if text}

    assert named(owls) == {"Mentions": [kite], "Family": [moss]}
    assert named(kite) == {"Mentions": [owls], "Mentioned by": [moss]}
    assert named(moss) == {"Mentions": [kite], "Family": [owls]}


def test_of_very_many_beside_a_paper_the_newest_stand_on_its_page_and_all_in_a_list():
    new = [f"paper-{number:02}" for number in range(45)]
    hub, quiet = make_paper("hub", "hub", date=date(2020, 1, 1)), make_paper("quiet", "quiet", date=date(2020, 2, 1))
    loud = make_paper("loud", "loud", date=date(2020, 3, 1))
    others = [make_paper(one, one, date=date(2021, 1, 1) + timedelta(days=number)) for number, one in enumerate(new)]
    catalogue = make_catalogue(
        hub,
        quiet,
        loud,
        *others,
        mentioned_by={"hub": tuple(new[:40]), "quiet": tuple(new[:30]), "loud": tuple(new)},
        families={"hub": ("hub", *new), "quiet": ("quiet", *new[:30]), "loud": ("loud", *new)},
        related={"hub": (Related(paper=new[0], score=1.0, why=("sounds alike",)),)},
    )
    pages = render(catalogue)

    def named(path, name):
        text = section(pages[path], name).split("\n## ")[0]
        return re.findall(r"\]\((?:\.\./)+(?:papers/)?([\w-]+)/index", text)

    page = "papers/hub/index.md"
    assert named(page, "Mentioned by") == new[39:9:-1]
    assert named(page, "Family") == new[40:]  # of the newest those that are not told of anyway, oldest first
    assert named(page, "Related papers") == new[:1]  # shown nowhere else
    assert "[All 40 that mention it](mentioned-by/index.md)" in pages[page].text
    assert "[All 45 of the family](family/index.md)" in pages[page].text
    assert "that mention it" not in pages["papers/quiet/index.md"].text
    assert "[All 45 of the family]" in section(pages["papers/loud/index.md"], "Family")  # though all that it would show are told of anyway
    lists = {f"papers/{paper}/{kind}/index.md" for paper in ("hub", "loud") for kind in ("mentioned-by", "family")}
    assert {path for path in pages if "mentioned-by" in path or "family" in path} == lists
    assert re.findall(r"\[paper-\d\d\]\(\.\./\.\./([\w-]+)/index", pages["papers/hub/mentioned-by/index.md"].text) == new[39::-1]
    assert "[hub](../index.md)" in pages["papers/hub/family/index.md"].text


def test_what_is_unknown_leaves_no_hole():
    catalogue = make_catalogue(make_paper(), digests=(make_digest("a.txt", make_entry()),))
    page = render(catalogue)["papers/owls-at-night/index.md"]
    assert "\n[on the map](../../map/index.md?paper=owls-at-night)\n{ .bs-facts }\n" in page.text
    absent = ("bs-tags", "Mentions", "Mentioned by", "Related papers", "Why these tags", "bs-turn", "None")
    for word in absent:
        assert word not in page.text
    assert "\n\n\n" not in page.text
    assert "saved" not in section(page, "Seen in")


def test_an_inferred_year_is_told():
    pages = render(replace(rich_catalogue(), families={"owls-at-night": ("owls-at-night", "moss")}))
    assert "year inferred" in pages["papers/moss/index.md"].text
    for path in ("papers/index.md", "papers/by-title/index.md", "years/2025/index.md", "digests/a/index.md", "index.md"):
        assert pages[path].text.count("18 Sep 2025 (year inferred)") == pages[path].text.count("year inferred") > 0, path
    assert "2025 (year inferred) · 4 authors" in section(pages["papers/owls-at-night/index.md"], "Family")


def test_a_missing_abstract_is_told():
    assert "The digest gives no abstract." in render(rich_catalogue())["papers/moss/index.md"].text


def test_previous_and_next_make_one_chain():
    pages = render(many(7))
    chain, path = [], "papers/p005/index.md"
    while path:
        chain.append(path)
        older = re.search(r"\]\(\.\./(p\d+)/index\.md\)\{ \.bs-older \}", pages[path].text)
        path = f"papers/{older[1]}/index.md" if older else None
    assert [re.search(r"p0\d\d", path)[0] for path in chain] == ["p005", "p004", "p002", "p001", "p000", "p003", "p006"]
    for before, after in pairwise(chain):
        assert f"(../{before.split('/')[1]}/index.md){{ .bs-newer }}" in pages[after].text


def test_the_search_elsewhere_asks_for_the_title():
    page = render(make_catalogue(make_paper(title="Owls & Kites #1 (a+b)")))["papers/owls-at-night/index.md"]
    asked = [link for link in links(page) if link.startswith("https://")]
    assert "https://arxiv.org/search/?searchtype=title&query=Owls+%26+Kites+%231+%28a%2Bb%29" in asked
    assert len(asked) == 3


def test_a_row_names_its_tags_but_on_the_page_of_one():
    pages = render(rich_catalogue())
    assert "[Birds](../tags/birds/index.md)" in pages["papers/index.md"].text
    listed = pages["tags/birds/index.md"].text
    assert titles(pages["tags/birds/index.md"]) and "[Birds]" not in listed
    badge = "[Feather Works](../organisations/featherworks/index.md)"
    assert badge in pages["papers/index.md"].text and "Feather Works](" not in pages["organisations/featherworks/index.md"].text


def test_years_and_the_undated():
    pages = render(rich_catalogue())
    assert titles(pages["years/2024/index.md"]) == ["Owls at Night"]
    assert titles(pages["years/undated/index.md"]) == ["KiteNet: Models of the Wind"]
    assert titles(pages["years/index.md"]) == ["2025", "2024", "Without a date"]


def test_in_a_large_collection_the_lists_of_years_are_indexes(monkeypatch):
    monkeypatch.setattr("generator.context.LARGE", 2)
    pages = render(rich_catalogue())
    listed = pages["years/2024/index.md"].text
    assert re.search(r"<small>\d+ \w+ 2024 · \[Feather Works\]\(../../organisations/", listed) and "[Birds]" not in listed and "<span>" not in listed
    assert "1 paper. The list of [all papers](../../papers/index.md) tells more of each." in listed


def test_organisations_with_one_handle_in_two_cases_are_one():
    papers = (
        make_paper("a", "Owls", organisation=Organisation(handle="OwlLab", name="Owl Lab")),
        make_paper("b", "Kite", organisation=Organisation(handle="owllab", name="OWL LAB")),
        make_paper("c", "Moss", organisation=Organisation(handle="owl lab!", name="../x")),
    )
    pages = render(make_catalogue(*papers))
    assert titles(pages["organisations/index.md"]) == ["Owl Lab", "&#46;./x"]
    assert titles(pages["organisations/owllab/index.md"]) == ["Owls", "Kite"]
    assert titles(pages["organisations/owl-lab/index.md"]) == ["Moss"]


def test_a_digest_lists_its_papers_by_position_and_calls_it_so():
    catalogue = many(3)
    info = DigestInfo(title="Owls", query="owl", query_doubtful=True, note="Through a mirror.")
    page = render(replace(catalogue, digests=(replace(catalogue.digests[0], info=info),)))["digests/a/index.md"]
    assert titles(page) == ["Paper 000", "Paper 001", "Paper 002"]
    assert [f"Position {number}" in page.text for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert "“owl”" in page.text
    assert "Through a mirror." in page.text
    assert "trending" not in page.text.lower()


def test_home_counts_what_is_there():
    text = render(rich_catalogue())["index.md"].text
    for figure in ("[3 papers]", "[1 tag]", "[1 name]", "[1 organisation]", "[1 digest]", "Search 3 papers"):
        assert figure in text
    assert "Most discussed" in text


def test_home_has_no_place_for_what_there_is_none_of():
    text = render(make_catalogue(make_paper("x", "X", "An abstract.")))["index.md"].text
    assert "[1 paper]" in text and "[1 digest]" in text
    assert not re.search(r"\[0 (tag|topic|name|organisation)s\]|^## Tags|topics and links", text, re.M)


def test_lists_say_that_there_is_nothing():
    pages = render(make_catalogue(make_paper("x", "X", "An abstract.")))
    told = {"tags": "No paper has a tag", "names": "No names of models", "glossary": "No paper spells out"}
    assert all(words in pages[f"{page}/index.md"].text for page, words in told.items())


def home_of(listed):
    """Home of ten papers; digest → which of them it lists, and the day of October on which it was saved."""
    papers, digests = many(10).papers, []
    seen = {
        number: tuple(Sighting(digest=name, path=name, position=some.index(number), line=1) for name, (some, _) in listed.items() if number in some)
        for number in range(10)
    }
    for name, (some, day) in listed.items():
        entries = [make_entry(papers[number].title) for number in some]
        digests.append(make_digest(name, *entries, captured=day and date(2025, 10, day)))
    papers = tuple(replace(paper, sightings=seen[number]) for number, paper in enumerate(papers))
    return render(replace(make_catalogue(), papers=papers, digests=tuple(digests)))["index.md"]


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ({"a": (range(10), 3)}, None),
        ({"a": (range(10), 3), "b": (range(8, 10), 3)}, None),
        ({"a": (range(10), 3), "b": (range(8, 10), 9)}, None),
        ({"a": (range(10), None), "b": (range(5), None)}, None),
        ({"a": ([*range(8), 9], 3), "b": (range(5, 9), 9)}, None),  # the newest are shown already
        ({"a": (range(8, 10), 3), "b": (range(10), 9)}, "8 papers that no other digest lists came with [b](digests/b/index.md), saved 9 October 2025."),
        ({"a": (range(9, 10), None), "b": (range(10), 9)}, None),
        ({"a": (range(9, 10), 3), "b": (range(5), 9), "c": (range(2, 10), 9)}, "9 papers that no other digest lists came with [b](digests/b/index.md), [c]"),
    ],
)
def test_home_tells_what_came_last_and_no_other_digest_lists(listed, told):
    page = home_of(listed)
    added = section(page, "Newly added")
    assert (told is None) == (added is None)
    if added:
        assert told in added
        shown = re.findall(r"\[(Paper \d+)\]", added)
        assert 0 < len(shown) <= 6 and not any(title in section(page, "Newest") for title in shown)


def test_a_mention_inside_a_link_and_links_that_touch():
    abstract = "See https://kite.example/KiteNet,https://owls.example now. KiteNet!"
    found = [(match.start(), match.end()) for match in re.finditer(r"https://[a-z./]+[A-Za-z]+|KiteNet", abstract)]
    urls = [(start, end) for start, end in found if abstract[start:end].startswith("https")]
    at = abstract.index("KiteNet")
    catalogue = make_catalogue(
        make_paper("x", "X", abstract),
        make_paper("k", "KiteNet: Y"),
        links={"x": tuple(Link(url=abstract[a:b], kind="other", start=a, end=b) for a, b in urls)},
        mentions={
            "x": tuple(
                Mention(source="x", target="k", name="KiteNet", start=start, end=start + 7)
                for start in (at, abstract.rindex("KiteNet"))
            )
        },
        mentioned_by={"k": ("x",)},
    )
    text = render(catalogue)["papers/x/index.md"].text
    line = next(line for line in text.splitlines() if line.startswith("See "))
    assert line.count("](../k/index.md)") == 1
    shown = re.sub(r"\[([^]]*)\]\([^)]*\)(?:\{[^}]*\})?", r"\1", line).replace("&#58;", ":").replace("&#33;", "!")
    assert shown == abstract


def test_a_very_long_title_is_short_in_lists_and_whole_on_its_page():
    title = "Owls " * 20_000
    pages = render(make_catalogue(make_paper(title=title.strip()), make_paper("k", "Kite")))
    assert len(pages["papers/index.md"].text) < 5_000
    assert len(pages["papers/k/index.md"].text) < 10_000
    assert title.strip() in pages["papers/owls-at-night/index.md"].text


def test_the_titles_before_and_after_are_shortened():
    pages = render(make_catalogue(make_paper(title="Owls and " * 30), make_paper("k", "Kite")))
    (turn,) = re.findall(r"\[([^]]*)\][^]]*\.bs-newer", pages["papers/k/index.md"].text)
    assert turn.startswith("← Owls and Owls") and turn.endswith("…") and len(turn) < 90


def test_the_head_names_the_site_and_its_address():
    pages = render(rich_catalogue())
    assert 'content="https://papers.example/papers/moss/"' in pages["papers/moss/index.md"].head
    assert 'content="Owl Papers"' in pages["index.md"].head
    assert "og:url" not in render(rich_catalogue(), Settings())["papers/moss/index.md"].head


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("# Find\n\nBy words.\n", ["# Find", "FORM", "By words."]),
        ("Find a paper\nby words.\n", ["FORM", "Find a paper\nby words."]),
        ("## X\n\n# X\n\nSaid.", ["## X\n\n# X", "FORM", "Said."]),
        ("", ["FORM"]),
    ],
)
def test_sections_go_below_the_heading_of_a_page_written_by_hand(written, expected):
    assert re.split(r"\n{2,}", put_below_heading(written, ["FORM"]).strip()) == re.split(r"\n{2,}", "\n\n".join(expected))
