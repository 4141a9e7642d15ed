"""Collections: the site, tags, organisations and digests with their papers; and files made when they are asked for."""

from __future__ import annotations

from search_index import real_catalogue_and_index

from generator.assets import Assets, ready
from generator.context import make_context
from generator.groups import collections
from generator.publication import Settings


def test_every_paper_is_in_the_whole_and_in_each_of_its_collections():
    catalogue, _ = real_catalogue_and_index()
    context = make_context(catalogue, Settings(site_name="Owls"))
    found = {one.path: one for one in collections(context)}
    assert found["index.md"].title == "Owls" and len(found["index.md"].papers) == len(catalogue.papers)
    for paper in catalogue.papers:
        paths = {f"tags/{given.tag}/index.md" for given in catalogue.tagging[paper.id]}
        paths |= {context.addresses.digest(seen.digest) for seen in paper.sightings}
        if paper.organisation:
            paths.add(context.addresses.organisation(paper.organisation.handle))
        assert {path for path, one in found.items() if paper in one.papers} == paths | {"index.md"}
    assert all(one.papers for one in found.values())


def test_a_file_is_made_when_it_is_asked_for_and_the_last_of_a_path_counts():
    made = []
    assets = Assets(ready({"a": b"1", "b": b"2"}), {"b": lambda: made.append("b") or b"3", "c": lambda: made.append("c") or b"4"})
    assert len(assets) == 3 and list(assets) == ["a", "b", "c"] and "c" in assets and "d" not in assets and not made
    assert dict(assets) == {"a": b"1", "b": b"3", "c": b"4"} and made == ["b", "c"]
