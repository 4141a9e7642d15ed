"""What a mail says and how it is spelled: parts, headers, links; settings and lists that are hostile or wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.parser import BytesParser

import html5lib
import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_catalogue, make_digest, make_entry, make_paper, rich_catalogue
from lxml import html

from generator.context import make_context
from generator.errors import DataError
from generator.mail.content import make_content
from generator.mail.editions import digest_edition, edition_since, new_editions
from generator.mail.html import html_text
from generator.mail.mailbox import Mailbox, read_mailbox
from generator.mail.message import make_message
from generator.mail.plaintext import plain_text
from generator.mail.recipients import parse_recipients
from generator.mail.settings import MailSettings, parse_mail_settings
from generator.mail.state import MailState, first_line, identify, parse_state
from generator.model import Location, Sighting, Tag, TagAssignment
from generator.publication import Settings

SITE = "https://papers.example.org/x/"
SENDER = Mailbox(name="Papers", address="papers@example.org")
ADA = Mailbox(name="Ada", address="ada+papers@example.org")
CUT_BY_GMAIL = 102_000


def context_of(catalogue, site_url=SITE, site_name="Broadsheet"):
    return make_context(catalogue, Settings(site_name=site_name, site_url=site_url))


def message_of(catalogue, *, to=ADA, site_url=SITE, most=50, **settings):
    context = context_of(catalogue, site_url)
    own = MailSettings(path="mail.yml", sender=SENDER, **settings)
    edition = digest_edition(context, "a")
    content = make_content(context, edition, most=most, footer=own.footer)
    data = make_message(content, edition.id, own, SENDER, to, identify(to, "") if to else "")
    return data, BytesParser(policy=policy.default).parsebytes(data)


def parts(message):
    plain, rich = message.iter_parts()
    return plain, rich


def text_of(message):
    return parts(message)[0].get_content().replace("\r\n", "\n")


def titled(*titles, **fields):
    return make_catalogue(*(make_paper(f"paper-{number}", title, **fields) for number, title in enumerate(titles)))


def test_a_message_has_two_parts_that_say_the_same():
    _, message = message_of(rich_catalogue())
    assert not message.defects
    assert message.get_content_type() == "multipart/alternative"
    plain, rich = parts(message)
    assert (plain.get_content_type(), rich.get_content_type()) == ("text/plain", "text/html")
    assert {part["Content-Transfer-Encoding"] for part in (plain, rich)} == {"quoted-printable"}
    tree = html.document_fromstring(rich.get_content())
    shown = " ".join(tree.text_content().split())
    text = " ".join(plain.get_content().split())
    for words in ("Owls at Night", "KiteNet learns to fly from string.", "28 January 2024 · Feather Works · 3 comments", "Birds"):
        assert words in text
        assert words in shown
    assert "18 September 2025 (year inferred) · 4 authors" in text
    assert "The digest gives no abstract." in text
    assert f"{SITE}papers/owls-at-night/" in text.split()


def test_headers():
    _, message = message_of(rich_catalogue(), reply_to=Mailbox(address="ed@example.org"))
    assert message["From"] == "Papers <papers@example.org>"
    assert message["To"] == "Ada <ada+papers@example.org>"
    assert message["Reply-To"] == "ed@example.org"
    assert message["Subject"] == "a: 3 papers"
    assert message["List-Id"] == "<broadsheet.example.org>"
    assert message["List-Unsubscribe"] == "<mailto:ed@example.org?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in message
    assert message["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert "Date" not in message


def test_unsubscribing_in_one_click():
    url = "https://lists.example.org/leave/" + "long-" * 40 + "?who={address}&id={id}"
    settings = {"unsubscribe_url": url, "one_click": True, "unsubscribe_mail": Mailbox(address="leave@example.org")}
    _, message = message_of(rich_catalogue(), list_id="papers.lists.example.org", **settings)
    own = url.replace("{address}", "ada%2Bpapers%40example.org").replace("{id}", identify(ADA, ""))
    assert message["List-Unsubscribe"] == f"<{own}>, <mailto:leave@example.org?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<papers.lists.example.org>"
    plain, rich = parts(message)
    assert f"To stop it: {own}" in plain.get_content()
    assert own in html.document_fromstring(rich.get_content()).xpath("//a[.='Unsubscribe']/@href")


def test_a_message_is_the_same_each_time_and_differs_by_recipient():
    first, again = message_of(rich_catalogue())[0], message_of(rich_catalogue())[0]
    assert first == again
    other = message_of(rich_catalogue(), to=Mailbox(address="bob@example.org"))[1]
    assert other["Message-ID"] != message_of(rich_catalogue())[1]["Message-ID"]
    assert message_of(rich_catalogue(), to=None)[1]["To"] == "undisclosed-recipients:;"


ATTACKS = [
    *[listing.title for listing in HOSTILE],
    "Owls\r\nBcc: everybody@example.org\r\n\r\nHello",
    "Owls\nBcc: everybody@example.org",
    "Owls\u2028Bcc: everybody@example.org",
    "=?utf-8?q?=0D=0ABcc=3A_everybody=40example=2Eorg?=",
    "\u202eesrever\u202c and \u2066isolated",
    "\u05d9\u05e0\u05e9\u05d5\u05e4\u05d9\u05dd \u05d1\u05dc\u05d9\u05dc\u05d4",
    "W" * 3000,
    "owl " * 800,
    "🦉" * 400,
    "nul\0 bell\a escape\x1b[31m lone \ud800 surrogate",
    ".",
    "From here on",
    "--=_0123",
]


def held(message, data):
    assert not message.defects
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert data.isascii()
    known = {"From", "To", "Subject", "Message-ID", "List-Id", "List-Unsubscribe", "Auto-Submitted", "MIME-Version", "Content-Type"}
    assert set(message.keys()) == known
    assert all(len(line) <= 78 for line in data.partition(b"\r\n\r\n")[0].split(b"\r\n"))
    plain, rich = parts(message)
    assert not plain.defects
    assert not rich.defects
    document = rich.get_content()
    tree = html.document_fromstring(document)
    assert not tree.xpath("//script|//img|//iframe|//link|//object|//form|//svg|//@onerror|//@onclick|//@onload|//@onfocus|//@src")
    assert not re.search(r"url\(|@import|expression\(", document.partition("</style>")[0])
    for link in tree.xpath("//a/@href"):
        assert link.startswith((SITE, "mailto:papers@example.org?")), link
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", document + plain.get_content())
    html5lib.HTMLParser(strict=True).parse(document)
    return plain.get_content(), tree


@pytest.mark.parametrize("title", ATTACKS, ids=range(len(ATTACKS)))
def test_hostile_titles_and_abstracts(title):
    catalogue = titled(title, abstract=title)
    catalogue = make_catalogue(
        *catalogue.papers, digests=(make_digest("a.txt", make_entry(), captured=date(2025, 10, 28), title=title),)
    )
    data, message = message_of(catalogue)
    held(message, data)


def test_right_to_left_titles_find_their_own_direction():
    hebrew = "\u05d9\u05e0\u05e9\u05d5\u05e4\u05d9\u05dd"
    _, tree = held(*reversed(message_of(titled(hebrew))))
    (heading,) = tree.xpath("//h2")
    assert heading.get("dir") == "auto"
    assert heading.text_content() == hebrew


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_any_text_stays_text(text):
    data, message = message_of(titled(text, abstract=text))
    held(message, data)


def test_a_mail_is_not_cut_by_its_reader():
    tags = tuple(Tag(id=f"t{n}", label="A label of a tag that is long", facet="topic", definition="") for n in range(4))
    papers = [make_paper(f"paper-{'x' * 70}-{n}", "Title " * 30, "Words of an abstract " * 100) for n in range(80)]
    tagging = {paper.id: tuple(TagAssignment(tag=tag.id, score=1.0) for tag in tags) for paper in papers}
    _, message = message_of(make_catalogue(*papers, tags=tags, tagging=tagging))
    document = parts(message)[1].get_content()
    assert len(html.document_fromstring(document).xpath("//h2")) == 50
    assert len(document.encode()) < CUT_BY_GMAIL
    assert html.document_fromstring(document).xpath("//a[.='30 more papers on the site']/@href") == [f"{SITE}digests/a/"]
    plain = text_of(message)
    assert "80 papers from Broadsheet; the first 50 of them here." in plain
    assert f"… and 30 more:\n{SITE}digests/a/\n" in plain


def test_without_an_address_there_are_no_links_to_pages():
    _, message = message_of(titled("Owls at Night", "KiteNet"), site_url=None, most=1)
    document = parts(message)[1].get_content()
    assert html.document_fromstring(document).xpath("//a/@href") == ["mailto:papers@example.org?subject=unsubscribe"]
    assert "http" not in text_of(message)
    assert "… and 1 more.\n" in text_of(message)


def test_html_is_ready_for_phones_darkness_and_screen_readers():
    context = context_of(rich_catalogue())
    document = html_text(make_content(context, digest_edition(context, "a"), most=50), None)
    tree = html.document_fromstring(document)
    assert tree.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert "prefers-color-scheme:dark" in document
    assert {table.get("role") for table in tree.xpath("//table")} == {"presentation"}
    assert tree.get("lang") == "en"
    assert [heading.tag for heading in tree.xpath("//h1|//h2")] == ["h1", "h2", "h2", "h2"]
    preheader = tree.xpath("//body/div")[0]
    assert preheader.text == "Owls at Night · KiteNet: Models of the Wind · Moss, Slowly"
    assert "display:none" in preheader.get("style")
    spoken = [link.get("aria-label") for link in tree.xpath("//a[.='Read on']")]
    assert spoken[0] == "Read on: Owls at Night"
    assert plain_text(make_content(context, digest_edition(context, "a"), most=50), None).count("To stop it") == 0


@pytest.mark.parametrize(
    "name", ["Ödön", 'Ada, the "Owl"', "=?utf-8?q?=0D=0ABcc=3Ax?=", "Bob; B. (x) <y>", "N" * 300, "ё" * 200, "🦉 " * 60 + "."]
)
def test_a_name_comes_back(name):
    data, message = message_of(rich_catalogue(), to=Mailbox(name=name, address="o@example.org"))
    assert message["To"].addresses[0].addr_spec == "o@example.org"
    assert "Bcc" not in message
    phrase = message_from_bytes(data)["To"].rpartition("<")[0]  # the newer parser puts spaces between encoded words
    assert str(make_header(decode_header(phrase))).strip() == name
    assert all(len(line) <= 78 for line in data.partition(b"\r\n\r\n")[0].split(b"\r\n"))


@pytest.mark.parametrize("title", ["Owls", "Ödön and the owls " * 6 + "!", "=?utf-8?q?=0D=0ABcc=3Ax?=", "a=?b", "W" * 110, "owl " * 20 + "."])
def test_a_subject_comes_back(title):
    _, message = message_of(make_catalogue(make_paper(), digests=(make_digest("a.txt", make_entry(), title=title),)))
    assert message["Subject"] == f"{title.strip()}: 1 paper"


# ---- Lists of recipients -------------------------------------------------------------------------------------------


def test_a_list():
    text = "# ours\n\nada@example.org\r\n  Bob B. <bob@example.org>  # the second\n\"Cyd, C.\" <cyd@example.org>\nADA@example.org\n"
    recipients, problems = parse_recipients(text, "list.txt")
    assert [(one.mailbox.name, one.mailbox.address, one.location.line) for one in recipients] == [
        ("", "ada@example.org", 3),
        ("Bob B.", "bob@example.org", 4),
        ("Cyd, C.", "cyd@example.org", 5),
    ]
    assert [str(problem) for problem in problems] == ["list.txt:6: address-twice the address of line 3 again"]


@pytest.mark.parametrize(
    "line",
    [
        "ada", "ada@", "@example.org", "a b@example.org", "ada@example..org", "ada@-example.org", ".ada@example.org", "<ada@example.org",
        "ada@example.org, bob@example.org", "Ada <ada@example.org> Bob <bob@example.org>", "ada@example.org\rBcc: x@example.org",
        "ada@example.org\x0bRCPT TO:<x@example.org>", "ada@example.org\u2028x", "Ada\x00 <ada@example.org>", "Ada <>", "ädä@example.org",
        "a" * 65 + "@example.org", "a@" + "b" * 300, "ada@exa_mple.org", "ada@[127.0.0.1]", "\ufeffada@example.org", "Ada\u202e <ada@example.org>",
    ],
)  # fmt: skip
def test_a_bad_line_is_a_problem(line):
    recipients, problems = parse_recipients(f"good@example.org\n{line}\n", "list.txt")
    assert [one.mailbox.address for one in recipients] == ["good@example.org"]
    (problem,) = problems
    assert (problem.code, problem.location) == ("bad-address", Location(path="list.txt", line=2))
    assert "\n" not in str(problem)
    assert "example.org" not in problem.message


@given(st.text())
def test_any_list_is_read(text):
    recipients, problems = parse_recipients(text, "list.txt")
    for one in recipients:
        assert one.mailbox.address.isascii()
        assert one.mailbox.address.isprintable()
        assert one.mailbox.name.isprintable()
        assert read_mailbox(one.mailbox.address) == Mailbox(address=one.mailbox.address)
    assert all("\n" not in str(problem) for problem in problems)


# ---- Settings ------------------------------------------------------------------------------------------------------


def test_settings():
    settings = parse_mail_settings(
        "sender: Papers <papers@example.org>\nsite_url: https://papers.example.org/\nrate: 10\n"
        "smtp: {host: smtp.example.org, user: papers}\nlist_id: papers.example.org\n",
        "mail.yml",
    )
    assert settings.sender == SENDER
    assert (settings.server.port, settings.server.security) == (587, "starttls")
    assert (settings.rate, settings.papers) == (10, 50)
    assert parse_mail_settings("", "mail.yml") == MailSettings(path="mail.yml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sender: a@b.c\npassword: hunter2", "mail.yml:2: secret-in-file `password` a secret does not belong into a file"),
        ("smtp:\n  host: h.org\n  password: hunter2", "mail.yml:3: secret-in-file `password` a secret does not belong"),
        ("smtp: {host: h.org, smtp_pass: hunter2}", "mail.yml:1: secret-in-file `smtp_pass` a secret does not belong"),
        ("smtp: {host: h.org, api_key: hunter2}", "mail.yml:1: secret-in-file `api_key` a secret does not belong"),
        ("site_url: https://me:hunter2@papers.example.org/", "`site_url` must"),
        ("senders: a@b.c", "mail.yml:1: unknown-key `senders` is unknown"),
        ("sender: nobody", "mail.yml:1: bad-value `sender` is no mailbox: this is no address"),
        ('sender: "a@b.c\\r\\nBcc: x@y.z"', "mail.yml:1: bad-value `sender` is no mailbox"),
        ("rate: 0", "`rate` must be a number from 1 to 6,000"),
        ("rate: true", "`rate` must be a number"),
        ("smtp: here", "mail.yml:1: bad-value smtp must be a mapping"),
        ("- a", "mail.yml:1: bad-value the file must be a mapping"),
        ("smtp: {port: 25}", "`host` must name the SMTP server"),
        ("smtp: {host: h.org, security: ssl}", "`security` must be one of starttls, tls, plain"),
        ("smtp: {host: h.org, security: plain}", "`security` `plain` is for this machine only"),
        ("smtp: {host: h.org, security: plain-anywhere, user: me}", "`user` a password would cross the network unprotected"),
        ("site_url: ftp://x.org/", "`site_url` must be an address"),
        ('unsubscribe_url: "https://x.org/>,<mailto:a@b.c"', "`unsubscribe_url` must be an address"),
        ("unsubscribe_url: http://x.org/{who}?a={address}", "mail.yml:1: bad-value `unsubscribe_url` has {who}; only {address} and {id}"),
        ("one_click: true", "`one_click` needs an `unsubscribe_url`"),
        ("unsubscribe_url: http://x.org/{address}\none_click: true", "mail.yml:2: bad-value `one_click` needs"),
        ("unsubscribe_url: https://x.org/leave\none_click: true", "mail.yml:2: bad-value `one_click` needs"),
        ("one_click: 1", "`one_click` must be true or false"),
        ("list_id: Papers of ours", "`list_id` must look like"),
        ("footer: [a]", "`footer` must be text"),
    ],
)
def test_wrong_settings_are_told_by_line(text, message):
    with pytest.raises(DataError) as caught:
        parse_mail_settings(text, "mail.yml")
    assert message in str(caught.value)
    assert "hunter2" not in str(caught.value)


# ---- Editions ------------------------------------------------------------------------------------------------------


def at(name, position):
    return Sighting(digest=name, path=f"seeds/{name}", position=position, line=7)


def three_digests():
    """`old.txt` and `new.txt`, which shows a paper of the old one again; the day of `a.txt` is not known."""
    papers = [
        make_paper("owls", "Owls", sightings=(at("old.txt", 0), at("new.txt", 1))),
        make_paper("kites", "Kites", sightings=(at("new.txt", 0),)),
        make_paper("moss", "Moss", sightings=(at("undated.txt", 0),)),
    ]
    digests = (
        make_digest("old.txt", make_entry("Owls"), captured=date(2025, 3, 1)),
        make_digest("new.txt", make_entry("Kites"), make_entry("Owls"), captured=date(2025, 5, 1)),
        make_digest("undated.txt", make_entry("Moss")),
    )
    return replace(make_catalogue(), papers=tuple(papers), digests=digests)


def ids(edition):
    return [paper.id for paper in edition.papers]


def test_editions_of_a_digest_and_since_a_day():
    context = context_of(three_digests())
    assert ids(digest_edition(context, "new")) == ["kites", "owls"]
    assert ids(edition_since(context, date(2025, 5, 1))) == ["kites"], "a paper that was listed before is not new"
    assert ids(edition_since(context, date(2025, 3, 1))) == ["kites", "owls"]
    assert ids(edition_since(context, date(2025, 5, 2))) == []


def test_the_first_new_edition_is_what_the_newest_digest_brought():
    choice = new_editions(context_of(three_digests()), MailState())
    (edition,) = choice.editions
    assert ids(edition) == ["kites"], "the owls stood in the older digest too"
    assert edition.subject == "1 new paper, 1 May 2025"
    assert edition.page == "digests/new/index.md", "there a reader finds those that the mail left out"
    assert choice.known == ("moss", "owls")


def test_the_first_new_edition_is_that_of_the_last_day():
    """Of two digests of one day neither is the older one: what both list is new, and so is what one of them lists."""
    catalogue = three_digests()
    same_day = [replace(one, info=replace(one.info, captured=date(2025, 5, 1))) for one in catalogue.digests]
    context = context_of(replace(catalogue, digests=tuple(same_day)))
    assert sorted(ids(new_editions(context, MailState()).editions[0])) == ["kites", "moss", "owls"]


@pytest.mark.parametrize("day", [None, date(2025, 5, 1)])
def test_a_newest_digest_of_known_papers_makes_no_first_edition(day):
    papers = (make_paper("owls", "Owls", sightings=(at("a.txt", 0), at("b.txt", 0))),)
    digests = (
        make_digest("a.txt", make_entry("Owls"), captured=day and date(2025, 3, 1)),
        make_digest("b.txt", make_entry("Owls"), captured=day),
    )
    choice = new_editions(context_of(replace(make_catalogue(), papers=papers, digests=digests)), MailState())
    assert (choice.editions, choice.known) == ((), ("owls",))


def test_where_no_day_is_known_the_last_digest_by_name_is_the_newest():
    papers = (
        make_paper("owls", "Owls", sightings=(at("a.txt", 0),)),
        make_paper("kites", "Kites", sightings=(at("b.txt", 0),)),
    )
    digests = (make_digest("b.txt", make_entry("Kites")), make_digest("a.txt", make_entry("Owls")))
    choice = new_editions(context_of(replace(make_catalogue(), papers=papers, digests=digests)), MailState())
    assert (ids(choice.editions[0]), choice.known) == (["kites"], ("owls",))


def test_later_new_editions_hold_what_none_had():
    context = context_of(three_digests())
    state = MailState(known=frozenset({"owls"}))
    (edition,) = new_editions(context, state).editions
    assert sorted(ids(edition)) == ["kites", "moss"]
    assert edition.page == "papers/index.md", "no digest lists both"
    state.issued[edition.id] = edition.issued()
    assert new_editions(context, state).editions == (edition,), "it was begun and is to be finished"
    state.done.add(edition.id)
    assert new_editions(context, state).editions == ()


@given(st.text())
def test_any_state_is_read_or_refused(text):
    try:
        parse_state(first_line("") + text, "state", "")
    except DataError as error:
        assert str(error).startswith("state:")
