"""Papers joined by hand: their other titles, and the page at each address that was given up."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
from invented import OWLS, make_catalogue, make_digest, make_entry, make_paper
from lxml import html
from sites import Listing, digest_text, make_project, run_build

from generator.corrections import SamePaper
from generator.export import paper_record
from generator.merge import merge_entries
from generator.model import Former, Location
from generator.publication import Settings
from generator.records.schemas import schema
from generator.renamed import also_titled, redirect_pages
from generator.search import build_index, rank
from generator.search.fields import make_documents
from generator.search.reading import read_index
from generator.search.shards import write_index

KEPT, GIVEN_UP, CHAINED = "owlnet-counting-owls", "birdnet-counting-birds", "wingnet-counting-wings-more"
JOINED = f"same_as:\n  {GIVEN_UP}: {{paper: {KEPT}, reason: Renamed.}}\n  {CHAINED}: {{paper: {GIVEN_UP}, reason: Renamed again.}}\n"
TITLES = ["OwlNet: Counting Owls", "BirdNet: Counting Birds", "WingNet: Counting <Wings> & “More”"]
OTHERS = [Listing(title=f"On kites {n}", abstract=f"We fly kite number {n} over a lake of {n + 2} ducks and look at what it meets. " * 3) for n in range(3)]


def same(*pairs):
    return {one: SamePaper(paper=one, other=other, reason="Renamed.", location=Location(path="c.yml")) for one, other in pairs}


def test_a_paper_keeps_the_ids_and_titles_of_all_that_were_joined_with_it():
    digests = [make_digest(f"{n}.txt", make_entry(title, 2 * OWLS), captured=date(2025, 1, n)) for n, title in enumerate(TITLES, 1)]
    papers, _ = merge_entries(digests)
    ids = [paper.id for paper in papers]
    assert [paper.former for paper in papers] == [(), (), ()]
    for rows in (same((ids[2], ids[1]), (ids[1], ids[0])), same((ids[0], ids[2]), (ids[1], ids[2])), same((ids[2], ids[0]), (ids[0], ids[1]))):
        (paper,), _ = merge_entries(digests, rows)
        assert paper.id == ids[0]
        assert paper.former == (Former(id=ids[1], title=TITLES[1]), Former(id=ids[2], title=TITLES[2]))
    (paper, _, _), _ = merge_entries(digests, same(("nobody", ids[0])))
    assert paper.former == ()


def test_other_titles_are_shown_repaired_each_once_and_not_its_own():
    former = [Former(id=f"x-{n}", title=title) for n, title in enumerate(["OWLS AT NIGHT!", "$\\beta$-Owls", "β-owls", "Night Owls"])]
    assert also_titled(make_paper(former=tuple(former))) == ["β-Owls", "Night Owls"]
    assert also_titled(make_paper()) == []


def test_the_record_names_them_and_is_as_it_was_without():
    joined, plain = make_paper(former=(Former(id="night-owls", title="Night Owls"),)), make_paper()
    catalogue = make_catalogue(joined)
    record = paper_record(catalogue, joined, None)
    assert record.pop("also_titled") == ["Night Owls"]
    assert record == paper_record(catalogue, plain, None)
    jsonschema.Draft202012Validator(schema("paper", None)).validate(record | {"also_titled": ["Night Owls"]})


def test_a_search_for_another_title_finds_the_paper_first():
    papers = [make_paper(f"kites-{n}", f"Night kites {n}", abstract=f"Kites fly over lake {n} at night.") for n in range(4)]
    owls = make_paper(former=(Former(id="stars", title="Hooting Under Stars"),))
    documents = make_documents(make_catalogue(*papers, owls))
    index = build_index(documents)
    for query in ("Hooting Under Stars", "hooting", 'in:title "under stars"'):
        for one in (index, read_index(write_index(index))):
            assert [one.documents[hit.paper].id for hit in rank(one, query).hits][:1] == [owls.id], query
    assert not rank(index, '"night hooting"').hits, "no phrase runs on from one title into another"
    plain = make_documents(make_catalogue(*papers, make_paper()))
    assert [one.titles for one in plain] == [()] * 5


def test_a_former_address_leads_on_without_a_script():
    hostile = make_paper("owls", 'Owls <b> & "more"', former=(Former(id="night-owls", title="</title><script>alert(1)</script>"),))
    for settings, canonical in ((Settings(site_url="https://me.example/papers"), "https://me.example/papers/papers/owls/"), (Settings(), "../owls/")):
        ((path, make),) = redirect_pages((hostile, make_paper()), settings).items()
        assert path == "papers/night-owls/index.html"
        page = html.document_fromstring(make())
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../owls/"]
        assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
        (link,) = page.xpath("//a")
        assert (link.get("href"), link.text) == ("../owls/", hostile.title)
        assert page.findtext(".//title") == page.findtext(".//h1") == "</title><script>alert(1)</script>"
        assert not page.xpath("//script")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_project(folder: Path, corrections: str = "", render: str = "") -> Path:
    listed = [Listing(title=title, abstract="We present a network that counts, in the dark and in the rain, what flies. " * 4) for title in TITLES]
    project = make_project(folder, {"1.txt": digest_text([*listed, *OTHERS])})
    if corrections:
        (project / "seeds/corrections.yml").write_text(corrections, encoding="utf-8")
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(config.replace("- broadsheet\n", f"- broadsheet:\n      {render}\n") if render else config, encoding="utf-8")
    return project


def test_a_site_with_joined_papers_is_the_same_however_it_is_built(tmp_path):
    """Built fast, by MkDocs, and after a build in which they were apart; taken apart again it is as it was."""
    project, stock = write_project(tmp_path / "a"), write_project(tmp_path / "b", JOINED, "render: stock")
    assert run_build(project, project / "site").warnings == []
    apart = contents(project / "site")
    (project / "seeds/corrections.yml").write_text(JOINED, encoding="utf-8")
    assert run_build(project, project / "site").warnings == []
    joined = contents(project / "site")
    assert run_build(write_project(tmp_path / "c", JOINED), tmp_path / "fresh").warnings == []
    assert run_build(stock, tmp_path / "stock").warnings == []
    assert joined == contents(tmp_path / "fresh") == contents(tmp_path / "stock")
    (project / "seeds/corrections.yml").unlink()
    assert run_build(project, project / "site").warnings == []
    assert contents(project / "site") == apart
    for one in (GIVEN_UP, CHAINED):
        beside = {path for path in joined if path.startswith(f"papers/{one}/")}
        assert beside == {f"papers/{one}/index.html"} < {path for path in apart if path.startswith(f"papers/{one}/")}
        assert f"url=../{KEPT}/".encode() in joined[f"papers/{one}/index.html"]
        naming = {path for path, data in joined.items() if one.encode() in data}
        assert naming == {"cite.json"}, "no list, no feed, no index and no site map knows the address, but selections follow"
    assert json.loads(joined[f"papers/{KEPT}/index.json"])["also_titled"] == TITLES[1:]


def test_a_page_of_ones_own_at_a_former_address_wins(tmp_path):
    project = write_project(tmp_path / "a", JOINED)
    (project / "docs/papers").mkdir()
    (project / f"docs/papers/{GIVEN_UP}.md").write_text("# Mine\n\nWords.\n", encoding="utf-8")
    assert run_build(project, tmp_path / "site").warnings == []
    assert b"Mine" in (tmp_path / f"site/papers/{GIVEN_UP}/index.html").read_bytes()
    assert b"refresh" in (tmp_path / f"site/papers/{CHAINED}/index.html").read_bytes()
