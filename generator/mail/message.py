"""What a mail says, and to whom → a message (RFC 5322) as bytes, the same each time; its `Date` comes as it is sent or written (see `smtp.py`)."""

from __future__ import annotations

import hashlib
import re
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

from .content import Content
from .html import html_text
from .mailbox import Mailbox
from .plaintext import plain_text
from .settings import MailSettings

_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]{1,60}")
_FOLDABLE = re.compile(r"(?:[!-~]{1,60}(?: |\Z))*")
_LINE = "\r\n"


def make_message(content: Content, edition: str, settings: MailSettings, sender: Mailbox, to: Mailbox | None, who: str) -> bytes:
    """The message to one recipient, whom the state file calls `who`; without one it shows what all get.

    Its `Message-ID` follows from edition and recipient, so that mail readers know a repeated sending for the same message.
    """
    mark = hashlib.sha256(f"{edition}\n{who}".encode()).hexdigest()[:32]
    links = unsubscribe_links(settings, sender, to, who)
    headers = {
        "From": _mailbox(sender.name or content.site, sender),
        "To": _mailbox(to.name, to) if to else "undisclosed-recipients:;",
        **({"Reply-To": _mailbox(settings.reply_to.name, settings.reply_to)} if settings.reply_to else {}),
        "Subject": _words(content.subject, "Subject"),
        "Message-ID": f"<{mark}@{sender.domain}>",
        "List-Id": f"<{settings.list_id or f'broadsheet.{sender.domain}'}>",
        "List-Unsubscribe": f",{_LINE} ".join(f"<{link}>" for link in links),
        **({"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if settings.one_click else {}),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no answer from who is on holiday
    }
    shown = next((link for link in links if link.startswith("http")), links[0])
    body = EmailMessage(policy=SMTP)
    body.set_content(plain_text(content, shown), cte="quoted-printable")
    body.add_alternative(html_text(content, shown), subtype="html", cte="quoted-printable")
    body.set_boundary(f"=_{mark}")  # no line of quoted-printable begins so
    return "".join(f"{name}: {value}{_LINE}" for name, value in headers.items()).encode("ascii") + body.as_bytes()


def unsubscribe_links(settings: MailSettings, sender: Mailbox, to: Mailbox | None, who: str) -> list[str]:
    """Where this recipient leaves; an address to write to where nothing else is configured."""
    links = []
    if url := settings.unsubscribe_url:
        links.append(url.replace("{address}", to.quoted if to else "").replace("{id}", who))
    writing = settings.unsubscribe_mail or (None if links else settings.reply_to or sender)
    if writing:
        links.append(f"mailto:{writing.quoted.replace('%40', '@')}?subject=unsubscribe")
    return links


# The headers are spelled here: `EmailMessage` decodes encoded words in what it is given, and so takes a line's end, and with
# it another header, out of a title such as `=?utf-8?q?=0D=0ABcc:…?=`; and it encodes long addresses as if they were words.


def _words(text: str, name: str) -> str:
    """Text in lines of 76 characters; as encoded words (RFC 2047) where it is no ASCII, has long words, or looks like such a word."""
    plain = _FOLDABLE.fullmatch(text) and "=?" not in text
    return Header(text, "us-ascii" if plain else "utf-8", maxlinelen=76, header_name=name).encode(linesep=_LINE)


def _mailbox(name: str, mailbox: Mailbox) -> str:
    """A name that is no plain phrase becomes encoded words, so that none needs quoting."""
    if not name:
        return mailbox.address
    if _PHRASE.fullmatch(name) and "=?" not in name:
        return f"{name} <{mailbox.address}>" if len(name) + len(mailbox.address) < 60 else f"{name}{_LINE} <{mailbox.address}>"
    return f"{Header(name, 'utf-8', maxlinelen=66).encode(linesep=_LINE)}{_LINE} <{mailbox.address}>"
