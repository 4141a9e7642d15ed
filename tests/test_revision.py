"""What a preview shows before a whole build is done: of the papers that came or changed, what the build will say of their texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sites import Listing, digest_text

from generator.context import make_context
from generator.errors import DataError
from generator.inputs import Inputs
from generator.model import Catalogue, SourceText
from generator.pages import render_pages, render_urgent
from generator.publication import Settings
from generator.revision import MOST, Revision, revise
from generator.seeds import find_curated, read_inputs
from generator.site import build_catalogue

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(site_url="https://papers.example/owls/", page_size=2)
OWLS = Listing(title="OwlNet: Counting Owls", abstract="We present OwlNet, a diffusion model of owls. " * 4)
MICE = Listing(title="Mice at Night", abstract="We compare mice with OwlNet at https://github.com/mice/OwlNet, and OwlNet with mice. " * 2)
HENS = Listing(title="Hens", abstract="A benchmark of hens, with instruction tuning and reinforcement learning of hens. " * 3)


def inputs(**digests: list[Listing]) -> Inputs:
    """Digests by name; none has a curated file beside it."""
    sources = [SourceText(path=f"seeds/{name}.txt", name=f"{name}.txt", text=digest_text(listed)) for name, listed in digests.items()]
    vocabulary = read_inputs([], root=ROOT).vocabulary
    return Inputs(digests=tuple(sources), infos=None, corrections=None, vocabulary=vocabulary, problems=())


def corrected(given: Inputs, text: str) -> Inputs:
    return replace(given, corrections=SourceText(path="seeds/corrections.yml", name="corrections.yml", text=text))


def informed(given: Inputs, text: str) -> Inputs:
    return replace(given, infos=SourceText(path="seeds/digests.yml", name="digests.yml", text=text))


def whole(given: Inputs) -> Catalogue:
    return build_catalogue(given, SETTINGS)[0]


def revised(before: Inputs, after: Inputs) -> Revision:
    revision = revise(whole(before), before.without_texts(), after)
    assert revision is not None
    return revision


BEFORE = inputs(a=[OWLS, MICE])


def assert_told(revision: Revision, after: Inputs) -> None:
    """What stands in the texts is as a whole build has it, of all papers."""
    built, early = whole(after), revision.catalogue
    assert early.papers == built.papers and early.digests == built.digests
    assert early.links == built.links and early.tagging == built.tagging and early.acronyms == built.acronyms
    make = [draft.make() for draft in render_pages(make_context(early, SETTINGS)).drafts]
    assert len(make) > len(built.papers), "no table lacks a paper"


def test_an_edited_abstract_is_studied_anew_and_the_rest_stays():
    edited = replace(MICE, abstract="On mice and masked language models, see https://mice.example/x. OwlNet is for owls alone.")
    after = inputs(a=[OWLS, edited])
    revision = revised(BEFORE, after)
    assert revision.changed == {"mice-at-night"}
    assert_told(revision, after)
    catalogue, before = revision.catalogue, whole(BEFORE)
    assert catalogue.papers[0] is not None and catalogue.names == before.names and catalogue.related == before.related
    (mention,) = catalogue.mentions["mice-at-night"]
    assert catalogue.papers[1].abstract[mention.start : mention.end] == mention.name == "OwlNet"


RENAMED = inputs(a=[OWLS, MICE], b=[replace(OWLS, title="CountNet: Counting Owls")])
JOINED = corrected(RENAMED, "same_as: {countnet-counting-owls: {paper: owlnet-counting-owls, reason: Renamed.}}\n")


def test_papers_that_are_joined_take_a_whole_build_and_those_that_are_parted_again_do_not():
    assert [paper.id for paper in whole(JOINED).papers] == ["owlnet-counting-owls", "mice-at-night"]
    assert revise(whole(RENAMED), RENAMED.without_texts(), JOINED) is None
    revision = revised(JOINED, RENAMED)
    assert revision.changed == {"owlnet-counting-owls", "countnet-counting-owls"}
    assert_told(revision, RENAMED)


def test_mentions_never_lie_in_a_link_or_in_each_other():
    edited = replace(MICE, abstract="We compare mice with https://github.com/mice/OwlNet and with nothing else at all, ever.")
    assert revised(BEFORE, inputs(a=[OWLS, edited])).catalogue.mentions["mice-at-night"] == ()
    revision = revised(BEFORE, inputs(a=[OWLS, replace(MICE, abstract="Mice, and OwlNet once. " + "Mice sleep. " * 9)]))
    assert len(revision.catalogue.mentions["mice-at-night"]) == 1


def test_a_new_digest_brings_its_papers():
    after = inputs(a=[OWLS, MICE], b=[HENS, OWLS])
    revision = revised(BEFORE, after)
    assert revision.changed == {"hens", "owlnet-counting-owls"}, "one is new, one is seen in one digest more"
    assert_told(revision, after)
    assert revision.catalogue.related["hens"] == () and revision.catalogue.mentions["hens"] == ()


def test_lines_that_move_are_no_change_of_a_paper():
    after = replace(BEFORE, digests=tuple(replace(one, text=one.text.replace("\n", "\n\n", 1)) for one in BEFORE.digests))
    revision = revised(BEFORE, after)
    assert not revision.changed
    assert revision.catalogue.papers == whole(after).papers != whole(BEFORE).papers


def test_what_is_known_of_digests_is_shown():
    after = informed(inputs(a=[OWLS, MICE], b=[HENS]), "a.txt: {title: Birds}\nb.txt: {captured: 2024-05-01}")
    revision = revised(BEFORE, after)
    assert revision.changed == {"hens"} and revision.catalogue.digests[0].info.title == "Birds"
    assert_told(revision, after)


def test_what_a_person_corrects_is_shown():
    text = """
text:
  mice-at-night: [{find: "We compare mice", replace: "We compare rats", reason: they are rats}]
names:
  mice-at-night: {name: RatNet, reason: so they say}
tags:
  owlnet-counting-owls: {add: [dataset], reason: it is}
"""
    after = corrected(BEFORE, text)
    revision = revised(BEFORE, after)
    assert revision.changed == {"mice-at-night", "owlnet-counting-owls"}
    assert_told(revision, after)
    assert revision.catalogue.names["mice-at-night"].text == "RatNet"
    moved = corrected(BEFORE, "# a line more\n" + text)
    assert not revised(after, moved).changed, "where a correction stands in its file is no change"
    with pytest.raises(DataError):
        revise(whole(BEFORE), BEFORE.without_texts(), corrected(BEFORE, "text: 3"))


@pytest.mark.parametrize(
    "after",
    [
        inputs(a=[OWLS]),
        inputs(a=[OWLS, replace(MICE, title="Mice by Day")]),
        informed(BEFORE, "a.txt: {mirrors: {mirror.example: github.com}}"),
        replace(BEFORE, vocabulary=replace(BEFORE.vocabulary, text=BEFORE.vocabulary.text + "\n# more")),
        inputs(a=[OWLS, MICE, *(replace(HENS, title=f"Hens {number}") for number in range(MOST + 1))]),
    ],
)
def test_what_only_a_whole_build_can_tell(after: Inputs):
    assert revise(whole(BEFORE), BEFORE.without_texts(), after) is None


def test_the_real_seeds_with_a_digest_less_and_more():
    after = read_inputs([ROOT / "seeds"], root=ROOT, **find_curated(ROOT / "seeds"))
    before = replace(after, digests=after.digests[1:])
    late = whole(before)
    revision = revise(late, before.without_texts(), after)
    built = whole(after)
    assert revision and len(built.papers) == 454
    assert {paper.id for paper in revision.catalogue.papers} == {paper.id for paper in built.papers}
    assert_told(revision, after)
    assert revise(built, after.without_texts(), after) == Revision(catalogue=built, changed=frozenset())


def test_urgent_pages_are_those_that_show_the_paper():
    many = [replace(HENS, title=f"Hens {number}", date=f"Jan {number}, 2024") for number in range(1, 9)]
    before, after = inputs(a=[OWLS, MICE], b=many), inputs(a=[OWLS, replace(MICE, abstract="Mice. " * 30)], b=many)
    revision = revised(before, after)
    context = make_context(revision.catalogue, SETTINGS)
    paths = [draft.path for draft in render_urgent(context, revision.changed)]
    assert paths[:2] == ["index.md", "digests/index.md"] and "papers/mice-at-night/index.md" in paths
    assert paths[3] == "digests/a/index.md", "a digest's pages come first"
    shown = {draft.path for draft in render_pages(context).drafts if "mice-at-night/" in draft.make().text}
    assert set(paths) >= {path for path in shown if path.startswith(("papers/page", "papers/by", "years", "tags/"))}
    assert len(paths) < len(render_pages(context).drafts) / 2
    assert "papers/hens-1/index.md" in [draft.path for draft in render_urgent(context, revision.changed, {"papers/hens-1/index.md"})]
