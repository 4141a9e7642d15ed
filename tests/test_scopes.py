"""What a paper's files and a list's pages are made from: nothing they say is missing, and the key tells every change of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hostile import HOSTILE
from invented import make_paper, rich_catalogue
from sites import digest_text, make_project

from generator import context as contexts
from generator import scopes as scoping
from generator.context import Context, make_context
from generator.model import Catalogue, Organisation, TagAssignment, Topic
from generator.pages import render_pages
from generator.pages.paper import _paper_page
from generator.publication import Settings
from generator.records.paperfiles import paper_json, paper_markdown
from generator.scopes import Scope, Scopes
from generator.seeds import find_curated, read_inputs
from generator.site import build_catalogue

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(site_name="Owl Papers", site_url="https://papers.example/owls/")


def real() -> Catalogue:
    return build_catalogue(read_inputs([ROOT / "seeds"], root=ROOT, **find_curated(ROOT / "seeds")), SETTINGS)[0]


def hostile(folder: Path) -> Catalogue:
    project = make_project(folder / "project", {"hostile.txt": digest_text(HOSTILE)})
    return build_catalogue(read_inputs([project / "seeds"], root=project), SETTINGS)[0]


def files(scope: Scope) -> tuple[object, ...]:
    return _paper_page(scope), paper_markdown(scope), paper_json(scope)


def whole(context: Context, scope: Scope) -> Scope:
    """The same paper with all of the catalogue around it."""
    newer, older = (other and context.papers[other.id] for other in (scope.newer, scope.older))
    return replace(scope, context=context, newer=newer, older=older)


@pytest.mark.parametrize(("large", "most"), [(False, 30), (False, 1), (True, 30)])
@pytest.mark.parametrize("name", ["real", "hostile", "rich"])
def test_a_paper_needs_no_more_than_its_scope(name: str, large: bool, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contexts, "LARGE", 0 if large else 2_000)
    monkeypatch.setattr(scoping, "MOST", most)
    catalogue = {"real": real, "hostile": lambda: hostile(tmp_path), "rich": rich_catalogue}[name]()
    cards = {"": "card.png"} | {paper.id: f"cards/{paper.id}.png" for paper in catalogue.papers[::2]}
    context = make_context(catalogue, SETTINGS, cards)
    assert context.large == large
    scopes = Scopes(context)
    for paper in catalogue.papers:
        scope = scopes.of(paper)
        assert files(scope) == files(whole(context, scope))


def keys(catalogue: Catalogue, settings: Settings = SETTINGS, cards: dict[str, str] | None = None) -> dict[str, str]:
    """Of every page that has one."""
    drafts = render_pages(make_context(catalogue, settings, cards)).drafts
    return {draft.path: draft.key() for draft in drafts if draft.key}


def edited(catalogue: Catalogue, paper_id: str, **fields: object) -> Catalogue:
    return replace(catalogue, papers=tuple(replace(one, **fields) if one.id == paper_id else one for one in catalogue.papers))


def with_info(catalogue: Catalogue, **fields: object) -> Catalogue:
    (digest,) = catalogue.digests
    return replace(catalogue, digests=(replace(digest, info=replace(digest.info, **fields)),))


OWLS = "papers/owls-at-night/index.md"
# What happens to the catalogue → papers whose files change by it.
ALL = {"owls-at-night", "kitenet", "moss"}
SHOWN: dict[str, tuple[Callable[[Catalogue], Catalogue], set[str]]] = {
    "own abstract": (lambda c: edited(c, "kitenet", abstract="Other words."), {"kitenet"}),
    "own comments": (lambda c: edited(c, "kitenet", comments=9), {"kitenet"}),
    "a neighbour's title": (lambda c: edited(c, "kitenet", title="KiteNet 2"), {"kitenet", "owls-at-night"}),
    "a neighbour's badge": (lambda c: edited(c, "moss", organisation=Organisation(handle="m", name="Mosses")), {"moss", "owls-at-night"}),
    "a neighbour's day": (lambda c: edited(c, "owls-at-night", date=date(2024, 2, 1)), ALL),
    "the digest's day": (lambda c: with_info(c, captured=date(2025, 11, 1)), ALL),
    "the digest's title": (lambda c: with_info(c, title="Owls of the week"), ALL),
    "a tag's label": (lambda c: replace(c, tags=(replace(c.tags[0], label="Feathered"),)), {"owls-at-night"}),
    "a tag given": (lambda c: replace(c, tagging={**c.tagging, "moss": (TagAssignment(tag="birds", score=1.0),)}), {"moss"}),
    "a name": (lambda c: replace(c, names={}), {"kitenet"}),
    "a relation": (lambda c: replace(c, related={}), {"moss"}),
    "a backlink": (lambda c: replace(c, mentioned_by={}), {"kitenet"}),
    "a family": (lambda c: replace(c, families={"moss": ("moss", "kitenet")}), {"moss"}),
    "a topic": (lambda c: replace(c, topics=(Topic(id="t", label="Plants", papers=("moss",)),)), {"moss"}),
}  # fmt: skip


@pytest.mark.parametrize(("change", "papers"), SHOWN.values(), ids=SHOWN.keys())
def test_a_key_tells_what_a_page_shows(change: Callable[[Catalogue], Catalogue], papers: set[str]) -> None:
    before, after = keys(rich_catalogue()), keys(change(rich_catalogue()))
    changed = {path.split("/")[1] for path in before if before[path] != after[path] and path.count("/") == 2 and path.startswith("papers/")}
    assert changed - {"by-title", "by-comments"} == papers


def test_a_key_does_not_tell_what_no_page_shows() -> None:
    catalogue = rich_catalogue()
    before = keys(catalogue)
    assert keys(with_info(catalogue, location=None)) == before
    assert keys(replace(catalogue, digests=(replace(catalogue.digests[0], furniture=()),))) == before
    longer = keys(edited(catalogue, "moss", abstract_raw="Words that a repair took away."))
    assert {path for path in before if before[path] != longer[path]} == {"papers/moss/index.md"}


def test_a_list_has_a_key_of_its_rows() -> None:
    catalogue = rich_catalogue()
    before, after = keys(catalogue), keys(edited(catalogue, "moss", comments=4))
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"papers/moss/index.md", "papers/index.md", "papers/by-title/index.md", "papers/by-comments/index.md", "digests/a/index.md", "years/2025/index.md"}
    assert keys(catalogue, replace(SETTINGS, citations=False))["tags/birds/index.md"] != before["tags/birds/index.md"]


def test_a_large_collection_has_other_files(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys(rich_catalogue())
    monkeypatch.setattr(contexts, "LARGE", 0)
    after = keys(rich_catalogue())
    assert before.keys() == after.keys() and not before.items() & after.items()


def test_scores_that_no_page_tells_are_in_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """They change with every paper that comes."""
    catalogue = rich_catalogue()
    moved = replace(catalogue, related={"moss": (replace(catalogue.related["moss"][0], score=0.4),)})
    assert keys(catalogue) != keys(moved)
    monkeypatch.setattr(contexts, "LARGE", 0)
    assert keys(catalogue) == keys(moved)


def test_cards_are_in_the_key() -> None:
    catalogue = rich_catalogue()
    none, one, other = (keys(catalogue, SETTINGS, cards)[OWLS] for cards in (None, {"owls-at-night": "a.png"}, {"owls-at-night": "b.png"}))
    assert len({none, one, other}) == 3


def test_the_papers_beside_it_are_those_in_time() -> None:
    catalogue = replace(rich_catalogue(), papers=(*rich_catalogue().papers, make_paper("late", "Late", date=date(2026, 1, 1))))
    scopes = Scopes(make_context(catalogue, SETTINGS))
    found = {paper.id: tuple(other and other.id for other in (scopes.of(paper).newer, scopes.of(paper).older)) for paper in catalogue.papers}
    assert found == {"late": (None, "moss"), "moss": ("late", "owls-at-night"), "owls-at-night": ("moss", "kitenet"), "kitenet": ("owls-at-night", None)}
