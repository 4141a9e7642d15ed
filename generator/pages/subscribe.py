"""The feeds → the page that explains them and lists them all; and what a list's own page says of its feed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from .. import addresses, markup
from ..context import Context
from ..feeds.sections import FEW, KINDS, LARGE, Section, feed_sections, is_large
from ..markup import escape
from ..metadata import page_url, site_head
from ..pageheads import feed_links
from ..publication import Page
from .document import Draft, make_page
from .filterfield import filter_field

_LEAD = "A feed brings new papers to you, with no account and no e-mail address."
_MAIL_LEAD = "New papers by e-mail."
_WHAT = (
    "A feed is a file that lists the papers of this site, those that came last on top. A feed reader looks at it now and "
    "then and shows what is new, from all the sites you follow in one place."
)
_STEPS = (
    "Choose a feed reader, if you have none: an app or a site. Many are free, and some browsers and mail programs have one.",
    "Copy the address of a feed on this page.",
    "Choose “Add feed” or “Subscribe” in the reader, and paste the address. That is all.",
)
_ATOM, _JSON = ("Atom", "xml", "application/atom+xml"), ("JSON Feed", "json", "application/feed+json")
_SHORT = ("JSON", *_JSON[1:])


def feed_head(title: str, path: str, listed_at: str) -> str:
    """The elements for `<head>` by which a reader finds the feed of the list at `listed_at`, seen from `path`."""
    return feed_links(title, *(markup.relative(path, addresses.feed_file(listed_at, ending)) for ending in ("xml", "json")))


def subscribe_line(path: str) -> str:
    """A line with the feeds of the list at `path`."""
    links = [_feed_link(path, path, form, "") for form in (_ATOM, _JSON)]
    page = addresses.public_url(markup.relative(path, addresses.SUBSCRIBE))
    return f'<p class="bs-subscribe">Subscribe: {" · ".join(links)} · <a href="{page}">what is this?</a></p>\n'


def subscribe_pages(context: Context) -> Iterator[Draft]:
    """The page, where there is anything to subscribe to."""
    if context.feeds or context.settings.subscribe_mail:
        lead = _LEAD if context.feeds else _MAIL_LEAD
        yield Draft(path=addresses.SUBSCRIBE, make=partial(_subscribe_page, context, lead))


def _subscribe_page(context: Context, lead: str) -> Page:
    path, settings = addresses.SUBSCRIBE, context.settings
    feeds = feed_sections(context) if context.feeds else []
    sections = [
        markup.heading(1, "Subscribe", "top"),
        markup.paragraph(lead, "bs-lead"),
        *(_whole_site(context, feeds[0]) if feeds else ()),
        *_by_mail(settings.subscribe_mail),
        *(_how() if feeds else ()),
        *(_every_feed(context, feeds[1:]) if feeds else ()),
    ]
    head = site_head("Subscribe", path, settings, context.card())
    return make_page(path, "Subscribe", lead, sections, head=head)


def _whole_site(context: Context, section: Section) -> Iterator[str]:
    yield markup.heading(2, "All papers", "all-papers")
    rows = []
    for label, ending, media_type in (_ATOM, _JSON):
        file = addresses.feed_file(section.path, ending)
        url, link = str(page_url(file, context.settings)), markup.relative(addresses.SUBSCRIBE, file)
        anchor = f'<a href="{escape(link)}" type="{media_type}">{escape(url)}</a>'
        rows.append(f"<li><b>{label}</b> {anchor} {_copy_button(url, f'the {label} address')}</li>")
    yield f'<ul class="bs-feeds bs-feeds--main">{"".join(rows)}</ul>\n'
    yield markup.paragraph("Both say the same, and every reader takes one of them; if in doubt, take Atom.")


def _by_mail(address: str | None) -> Iterator[str]:
    if address:
        yield markup.heading(2, "By e-mail", "by-email")
        yield f'<p><a class="bs-button" href="{escape(address)}">Subscribe by e-mail</a></p>\n'


def _how() -> Iterator[str]:
    yield markup.heading(2, "How it works", "how")
    yield markup.paragraph(_WHAT)
    yield f"<ol>{''.join(f'<li>{escape(step)}</li>' for step in _STEPS)}</ol>\n"
    yield markup.paragraph(
        "A paper is dated as the digest dates it, or by the day it was first listed. Once listed again, it comes to the top again."
    )


def _every_feed(context: Context, feeds: Sequence[Section]) -> Iterator[str]:
    if not feeds:
        return
    yield markup.heading(2, "A part of it", "parts")
    limit = f" Each holds the {FEW} papers that came last; the feed of all papers, the last {LARGE:,}." if is_large(context) else ""
    yield markup.paragraph(f"Each tag, organisation and digest has a feed of its own, with its number of papers beside it.{limit}")
    opml = markup.relative(addresses.SUBSCRIBE, addresses.OPML)
    url = str(page_url(addresses.OPML, context.settings))
    yield (
        f'<p>To take all {len(feeds) + 1:,} at once, import <a href="{opml}">their list in OPML</a>, which most readers '
        f"can read, and drop what you do not need. {_copy_button(url, 'the address of the OPML list')}</p>\n"
    )
    yield filter_field("feeds", addresses.SUBSCRIBE)
    for kind, group in groupby(feeds, key=lambda section: section.kind):
        yield markup.heading(3, KINDS[kind], f"feeds-{kind}")
        yield f'<ul class="bs-feeds">{"".join(_row(context, section) for section in group)}</ul>\n'
    script = escape(markup.relative(addresses.SUBSCRIBE, "assets/broadsheet/subscribe.js"))
    yield f'<div><script src="{script}" defer></script></div>\n'


def _row(context: Context, section: Section) -> str:
    path = addresses.SUBSCRIBE
    page = escape(addresses.public_url(markup.relative(path, section.path)))
    links = " ".join(_feed_link(path, section.path, form, section.label) for form in (_ATOM, _SHORT))
    url = str(page_url(addresses.feed_file(section.path, "xml"), context.settings))
    return (
        f'<li><a href="{page}">{escape(section.label)}</a> <small>{section.papers:,}</small> '
        f"<span>{links} {_copy_button(url, f'the address of the feed {section.label}')}</span></li>"
    )


def _feed_link(path: str, listed_at: str, form: tuple[str, str, str], name: str) -> str:
    label, ending, media_type = form
    address = escape(markup.relative(path, addresses.feed_file(listed_at, ending)))
    spoken = f' aria-label="{escape(f"{label}: {name}")}"' if name else ""
    return f'<a href="{address}" type="{media_type}"{spoken}>{label}</a>'


def _copy_button(url: str, what: str) -> str:
    """A button that the theme's script makes copy the address; without scripts it is not shown, and the link serves."""
    return f'<button type="button" class="bs-copy" data-clipboard-text="{escape(url)}" aria-label="{escape(f"Copy {what}")}">Copy</button>'
