"""The topics and the layout → the list of topics, a page for each, and the map with the same content as lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from .. import addresses, markup
from ..context import Context
from ..groups import newest_first
from ..layout import MOST_POINTS
from ..mapplot import Cluster, Mark, Point, draw_bubbles, draw_map, draw_swatch, mark_clusters
from ..markup import Markdown, escape
from ..model import Paper, Topic
from ..plots import Dot, count_years, spark_bars, time_line
from ..spelling import Spelling
from ..wording import count, shorten
from .document import Draft
from .indexes import index_page
from .rows import Listing, list_pages

_TYPICAL = 3
_TITLE = 120  # letters of a title on the map
_LISTED = 6  # papers of a topic listed below a map of topics, where all would be megabytes; its page has them all


def topic_lists(context: Context) -> Iterator[Draft]:
    """The list of topics, a page for each, and the map; the large ones are not begun before they are made."""
    yield Draft(path=addresses.TOPICS, make=cache(lambda: _topics_page(context).make()))
    for topic in context.catalogue.topics:
        yield from list_pages(context, _listing(context, topic))
    yield Draft(path=addresses.MAP, make=cache(lambda: _map_page(context).make()))  # its places may still be looked for


def _topics_page(context: Context) -> Draft:
    topics = context.catalogue.topics
    lead = f"{count(len(topics), 'topic')} that the papers fall into by what they say."
    if topics:
        body = _cards(context, addresses.TOPICS)
        link = markup.page_link("the map", addresses.TOPICS, addresses.MAP)
        intro = markup.paragraph(
            markup.join([lead, "Found by comparing texts, not chosen by hand; see", link, "of them all."]), "bs-lead"
        )
    else:
        lead, body = "Topics appear once there are a dozen papers.", ""
        intro = markup.paragraph(lead, "bs-lead")
    return index_page(context, addresses.TOPICS, "Topics", lead, intro, body)


def final_address(source: str, target: str) -> str:
    """The address of a page as seen from another, as HTML needs it: `../papers/x/`."""
    return addresses.public_url(markup.relative(source, target)) or "./"


def _cards(context: Context, path: str) -> str:
    """A card for each topic, as one block of HTML."""
    span = context.years
    cards = []
    for topic in context.catalogue.topics:
        papers = [context.papers[paper] for paper in topic.papers]
        years = count_years([paper.date for paper in papers], span)
        known = [year for year, number in years.items() if number]
        when = f", {known[0]}–{known[-1]}" if len(known) > 1 else ""
        head, terms = context.topic_names[topic.id]
        typical = "".join(
            f'<li><a href="{escape(final_address(path, addresses.paper_page(paper.id)))}">'
            f"{escape(shorten(paper.title, _TITLE))}</a></li>"
            for paper in papers[:_TYPICAL]
        )
        cards.append(
            f'<li><h2><a href="{escape(final_address(path, addresses.topic_page(topic.id)))}">{escape(head)}</a></h2>'
            f"<p>{spark_bars(years)}<span>{count(len(papers), 'paper')}{when}"
            f"{' · ' + escape(terms) if terms else ''}</span></p><ul>{typical}</ul></li>"
        )
    return f'<div class="bs-topics"><ul>{"".join(cards)}</ul></div>\n'


def _listing(context: Context, topic: Topic) -> Listing:
    papers = newest_first(context.papers[paper] for paper in topic.papers)
    return Listing(
        path=addresses.topic_page(topic.id),
        title=topic.label,
        description=f"{count(len(papers), 'paper')} on {topic.label}.",
        intro=partial(_intro, context, topic, papers),
        papers=papers,
        section=("Topics", addresses.TOPICS),
        cited=addresses.topic_page(topic.id),
    )


def _intro(context: Context, topic: Topic, papers: Sequence[Paper]) -> str:
    path, span = addresses.topic_page(topic.id), context.years
    dots = [
        Dot(
            title=shorten(paper.title, _TITLE),
            address=final_address(path, addresses.paper_page(paper.id)),
            day=paper.date,
        )
        for paper in papers
        if paper.date
    ]
    undated = len(papers) - len(dots)
    facts = [count(len(papers), "paper"), f"{undated:,} without a date" if undated else ""]
    on_map = markup.page_link("see it on the map", path, addresses.topic_on_map(topic.id))
    intro = [
        markup.paragraph(markup.join([*(fact for fact in facts if fact), on_map], " · "), "bs-lead"),
        time_line(dots, span, "Papers") if span else "",
        _chips("Tags", [_tag_chip(context, path, tag, n) for tag, n in _tags_of(context, topic)]),
        _chips("Neighbouring topics", [_topic_chip(context, path, other) for other in topic.near]),
    ]
    return "\n".join(part for part in intro if part)


def _tags_of(context: Context, topic: Topic) -> list[tuple[str, int]]:
    """The commonest tags of a topic's papers with their counts."""
    counts: dict[str, int] = {}
    for paper in topic.papers:
        for given in context.catalogue.tagging.get(paper, ()):
            counts[given.tag] = counts.get(given.tag, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:6]


def _tag_chip(context: Context, path: str, tag: str, number: int) -> Markdown:
    return markup.page_link(f"{context.tag_labels[tag]} {number:,}", path, addresses.tag_page(tag))


def _topic_chip(context: Context, path: str, other: str) -> Markdown:
    size = len(context.topics[other].papers)
    return markup.page_link(f"{context.topic_names[other][0]} {size:,}", path, addresses.topic_page(other))


def _chips(label: str, chips: Sequence[Markdown]) -> str:
    return markup.paragraph(markup.join([label, markup.join(chips)]), "bs-tags") if chips else ""


def _map_page(context: Context) -> Draft:
    path = addresses.MAP
    papers = context.catalogue.papers
    clusters, marks = mark_clusters(_clusters(context, path))
    large = len(papers) > MOST_POINTS
    if not clusters or (large and not context.catalogue.topics):
        lead = "The map appears once there are papers to lay out."
        return index_page(context, path, "Map", lead, markup.paragraph(lead, "bs-lead"))
    what = "A circle is a topic, its size by its papers" if large else "A dot is a paper"
    lead = f"{what}; what lies close together is about the same. Colours and labels show the topics."
    name = f"Map of {count(len(papers), 'paper')}. The lists below the map have the same content."
    listed = _LISTED if large else len(papers)
    drawing = (draw_bubbles if large else draw_map)(clusters, marks)
    script = escape(markup.relative(path, "assets/broadsheet/map.js"))
    return index_page(
        context,
        path,
        "Map",
        lead,
        markup.paragraph(lead, "bs-lead"),
        f'<div class="bs-map-box" role="group" aria-label="{escape(name)}">{drawing}</div>\n',
        markup.heading(2, "The same as lists", "lists"),
        _legend(clusters, marks, listed),
        f'<div><script src="{script}" defer></script></div>\n',
    )


def _clusters(context: Context, path: str) -> list[Cluster]:
    """The topics as the map draws them, then the papers of no topic."""
    layout = context.catalogue.layout
    rows = [(context.topic_names[topic.id][0], topic.id, topic.papers) for topic in context.catalogue.topics]
    inside = {paper for row in rows for paper in row[2]}
    rest = tuple(paper.id for paper in context.catalogue.papers if paper.id not in inside)
    rows.append(("In no topic", "", rest))
    return [
        Cluster(
            label=head,
            address=final_address(path, addresses.topic_page(topic)) if topic else "",
            anchor=addresses.map_anchor(topic) if topic else "",
            points=tuple(
                Point(
                    title=shorten(context.papers[paper].title, _TITLE),
                    address=final_address(path, addresses.paper_page(paper)),
                    x=layout[paper][0],
                    y=layout[paper][1],
                )
                for paper in members
                if paper in layout
            ),
        )
        for head, topic, members in rows
        if any(paper in layout for paper in members)
    ]


def _legend(clusters: Sequence[Cluster], marks: Sequence[Mark], listed: int) -> str:
    """For each topic a box to open: its mark, its label and its papers; serves the map as its legend.

    Of a topic at most `listed` papers, the most typical, for its page has them all; papers of no topic are listed nowhere else.
    """
    boxes = []
    for number, (cluster, mark) in enumerate(zip(clusters, marks, strict=True)):
        points = cluster.points[:listed] if cluster.address else cluster.points
        rows = "".join(f'<li><a href="{escape(point.address)}">{escape(point.title)}</a></li>' for point in points)
        more = (
            f", with all {len(cluster.points):,} papers; here the {listed:,} most typical"
            if len(points) < len(cluster.points)
            else ""
        )
        page = f'<p><a href="{escape(cluster.address)}">The topic’s page</a>{more}</p>' if cluster.address else ""
        anchor = f' id="{escape(cluster.anchor)}"' if cluster.anchor else ""
        boxes.append(
            f'<details{anchor} data-topic="{number}"><summary>{draw_swatch(mark)}<span>{escape(cluster.label)} '
            f"<small>{len(cluster.points):,}</small></span></summary>{page}<ul>{rows}</ul></details>"
        )
    return f'<div class="bs-legend">{"".join(boxes)}</div>\n'


def topic_fact(spell: Spelling, context: Context, paper: Paper, path: str) -> str | None:
    """What a paper's page says of its topic."""
    topic = context.topic_of.get(paper.id)
    if topic is None:
        return None
    return spell.join(
        ["topic", spell.page_link(context.topic_names[topic.id][0], path, addresses.topic_page(topic.id))]
    )


def map_fact(spell: Spelling, context: Context, paper: Paper, path: str) -> str | None:
    """The way to the paper's dot; a large collection spares it, and above `MOST_POINTS` has no dots."""
    if context.large:
        return None
    topic = context.topic_of.get(paper.id)
    return spell.page_link("on the map", path, addresses.paper_on_map(paper.id, topic and topic.id))
