"""`papers.json`: the fields of schema 1, and bytes that stay the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from invented import make_catalogue, make_paper, rich_catalogue

from generator.export import papers_json
from generator.model import Link, Mention, Topic

FIELDS = (
    "id url title title_raw name abstract abstract_raw date date_raw date_year_inferred authors_count organisation "
    "comments upvotes source_id tags topic links mentions mentioned_by family related sightings"
).split()


def records(catalogue):
    data = json.loads(papers_json(catalogue))
    assert list(data) == ["schema", "papers"]
    assert data["schema"] == 1
    return data["papers"]


def test_the_fields_are_those_of_the_schema():
    for record in records(rich_catalogue()):
        assert list(record) == FIELDS


def test_a_record_in_full():
    owls, kite, moss = records(rich_catalogue())
    assert owls["url"] == "papers/owls-at-night/"
    assert (owls["date"], owls["date_raw"], owls["date_year_inferred"]) == ("2024-01-28", "Jan 28, 2024", False)
    assert owls["organisation"] == {"handle": "featherworks", "name": "Feather Works"}
    assert owls["tags"] == ["birds"]
    assert owls["links"] == [{"url": "https://github.com/owls/feathers", "kind": "code"}]
    assert owls["mentions"] == [{"paper": "kitenet", "name": "KiteNet"}]
    assert owls["sightings"] == [{"digest": "a.txt", "position": 0, "line": 7}]
    assert (kite["name"], kite["mentioned_by"]) == ("KiteNet", ["owls-at-night"])
    assert moss["related"] == [{"paper": "owls-at-night", "score": 0.5, "why": ["shares “slow”"]}]
    assert moss["date_year_inferred"] is True


def test_what_is_unknown_is_null_or_empty():
    (record,) = records(make_catalogue(make_paper()))
    unknown = ("name", "date", "date_raw", "authors_count", "organisation", "comments", "upvotes", "source_id", "topic")
    assert all(record[field] is None for field in unknown)
    assert all(record[field] == [] for field in ("tags", "links", "mentions", "mentioned_by", "family", "related"))


def test_a_record_says_its_topic_and_its_family_without_itself():
    families = {name: ("kitenet", "moss") for name in ("kitenet", "moss")}
    topics = (Topic(id="wind", label="Wind", papers=("moss",)), Topic(id="night", label="Night", papers=("owls-at-night",)))
    found = records(replace(rich_catalogue(), families=families, topics=topics))
    assert [record["topic"] for record in found] == ["night", None, "wind"]
    assert [record["family"] for record in found] == [[], ["moss"], ["kitenet"]]


def test_backlinks_are_the_inverse_of_mentions():
    found = records(rich_catalogue())
    forward = {(record["id"], mention["paper"]) for record in found for mention in record["mentions"]}
    backward = {(source, record["id"]) for record in found for source in record["mentioned_by"]}
    assert forward == backward != set()


def test_a_link_and_a_mention_are_listed_once_in_the_order_of_the_text():
    urls = enumerate(("https://b", "https://a", "https://b"))
    links = tuple(Link(url=url, kind="other", start=at, end=at + 1) for at, url in urls)
    mentions = tuple(Mention(source="x", target=name, name=name, start=at, end=at + 1) for at, name in enumerate("bab"))
    (record,) = records(make_catalogue(make_paper("x"), links={"x": links}, mentions={"x": mentions}))
    assert [link["url"] for link in record["links"]] == ["https://b", "https://a"]
    assert [mention["name"] for mention in record["mentions"]] == ["b", "a"]


def test_the_bytes_are_stable_and_plain():
    text = papers_json(rich_catalogue())
    assert text == papers_json(rich_catalogue())
    assert text.endswith("}\n")
    assert "“slow”" in text


def test_any_text_survives():
    hostile = 'x\u2028\u0000"\\</script>\ud83d\ude00 \udfff'
    (record,) = records(make_catalogue(make_paper(title=hostile, abstract=hostile, date=date(2024, 1, 1))))
    assert record["title"] == record["abstract_raw"] == hostile.replace("\ud83d\ude00", "\ud83d\ude00")


def test_the_order_is_that_of_the_catalogue():
    catalogue = rich_catalogue()
    turned = replace(catalogue, papers=catalogue.papers[::-1])
    assert [record["id"] for record in records(turned)] == [paper.id for paper in turned.papers]
