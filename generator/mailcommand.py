"""Arguments, settings and a catalogue → editions shown, written or sent: the work of `broadsheet mail`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .addresses import HOME
from .arguments import day, web_address
from .context import Context, make_context
from .errors import GeneratorError
from .locatedyaml import find_keys
from .mail.content import Content, make_content
from .mail.delivery import Job, Reply, Report, deliver
from .mail.editions import Choice, Edition, digest_edition, edition_since, new_editions
from .mail.html import html_text
from .mail.mailbox import Mailbox
from .mail.message import make_message, unsubscribe_links
from .mail.recipients import Recipient, parse_recipients
from .mail.settings import RECIPIENTS, MailSettings, Server, parse_mail_settings
from .mail.smtp import Connection, World, connect, date_message
from .mail.state import (
    MailState,
    done_line,
    first_line,
    identify,
    issued_line,
    known_line,
    outcome_line,
    parse_state,
)
from .metadata import citable_url
from .model import Catalogue, Problem
from .output import Journal, spare_files, spare_settings, write_bytes, write_temporary
from .publication import Settings
from .seeds import read_bytes, read_text
from .wording import count

_PROBLEMS = 1
SETTINGS = Path("mail.yml")


def add_mail_arguments(parser: argparse.ArgumentParser) -> None:
    """What to mail, and what to do with it; without the latter it is only told."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--new", action="store_true", help="papers that no edition had yet (at first those that the newest digest brought)")
    what.add_argument("--since", type=day, metavar="DATE", help="papers first listed on that day (YYYY-MM-DD) or later")
    what.add_argument("--digest", metavar="NAME", help="the papers of one digest")
    do = parser.add_mutually_exclusive_group()
    do.add_argument("--send", action="store_true", help="send to all who did not get it yet")
    do.add_argument("--dry-run", action="store_true", help="tell who would get it; nothing is sent or written")
    do.add_argument("--preview", action="store_true", help="show it in the browser")
    do.add_argument("--output", type=Path, metavar="FILE.eml", help="write the message to a file")
    parser.add_argument("--settings", type=Path, metavar="FILE", help=f"settings (default: {SETTINGS})")
    parser.add_argument("--recipients", type=Path, metavar="FILE", help="the list, one address a line (default: as set)")
    parser.add_argument("--state", type=Path, metavar="FILE", help="who got which edition (default: as set)")
    parser.add_argument("--site-url", type=web_address, metavar="URL", help="the site's address (default: as set, there or in mkdocs.yml)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What every step looks up; `key` is that of the state file."""

    options: argparse.Namespace
    settings: MailSettings
    world: World
    key: str
    context: Context

    def choose(self, state: MailState) -> Choice:
        """The editions that are asked for, and say so; one without papers is none."""
        if self.options.new:
            choice = new_editions(self.context, state)
        elif self.options.digest:
            choice = Choice(editions=(digest_edition(self.context, self.options.digest),))
        else:
            choice = Choice(editions=(edition_since(self.context, self.options.since),))
        choice = replace(choice, editions=tuple(edition for edition in choice.editions if edition.papers))
        if choice.known:
            print(f"the first edition of new papers: {count(len(choice.known), 'paper')} of other digests count as known")
        for edition in choice.editions:
            print(f"“{edition.subject}”")
        if not choice.editions:
            print("there are no papers to mail")
        return choice

    def content(self, edition: Edition) -> Content:
        return make_content(self.context, edition, most=self.settings.papers, footer=self.settings.footer)

    def jobs(self, choice: Choice, recipients: Sequence[Recipient], state: MailState) -> list[Job]:
        """What is still to be sent, edition by edition; who was put off before comes last, so that nobody waits for them."""
        jobs = [
            Job(edition=edition, recipient=one, who=identify(one.mailbox, self.key))
            for edition in choice.editions
            for one in recipients
        ]
        jobs = [job for job in jobs if not state.settled(job.edition.id, job.who)]
        return sorted(jobs, key=lambda job: state.deferrals.get((job.edition.id, job.who), 0))


def run_mail(options: argparse.Namespace, catalogue: Callable[[], Catalogue], world: World, site: Settings | None = None) -> int:
    """Do what is asked, for a `site` as it is set up; 0, or 1 where a line of the list is bad or somebody did not get the mail."""
    settings = _settings(options, site or Settings())
    key = world.variable("BROADSHEET_MAIL_KEY") or ""
    post = _post_office(settings, world) if options.send else None
    listed = _recipients(settings) if options.send or options.dry_run else None
    if not settings.site_url:
        example = site and site.site_url if options.site_url is None else None
        told = f"is {example}, which leads nobody else to the site; set it in {settings.path} or mkdocs.yml" if example else "is not set"
        print(f"`site_url` {told}: the mail leads to no pages", file=sys.stderr)
    context = make_context(catalogue(), Settings(site_name=settings.site_name, site_url=settings.site_url))
    task = _Task(options=options, settings=settings, world=world, key=key, context=context)
    if post and listed:
        with Journal(Path(settings.state)) as journal:
            return max(_send(task, post, listed[0], journal), _tell(listed[1]))
    file = Path(settings.state)
    state = parse_state(read_text(file), settings.state, key) if file.is_file() else MailState()
    choice = task.choose(state)
    if listed:
        return max(_rehearse(task.jobs(choice, listed[0], state)), _tell(listed[1]))
    if options.preview:
        return _preview(task, choice)
    if options.output:
        return _write(task, choice)
    print("nothing was sent; --preview shows it, --dry-run tells who would get it, --send sends it")
    return 0


def _settings(options: argparse.Namespace, site: Settings) -> MailSettings:
    """As the arguments say, or the file, or the site; the files it names lie beside it."""
    file = options.settings or SETTINGS
    if not citable_url(HOME, site):  # an address that only stands in for one leads a reader nowhere
        site = replace(site, site_url=None)
    settings = parse_mail_settings(read_text(file) if options.settings or file.is_file() else "", str(file), site)
    usual, state = file.parent / settings.recipients, options.state or file.parent / settings.state
    recipients = options.recipients or usual
    for written in (state, *([options.output] if options.output else [])):
        spare_files(written, options.seeds, options.vocabulary, file, recipients, usual)
    if options.output:
        spare_settings(options.output)
    server = settings.server
    if server and server.ca_file:
        server = replace(server, ca_file=str(file.parent / server.ca_file))
    return replace(
        settings,
        recipients=str(recipients),
        state=str(state),
        site_url=settings.site_url if options.site_url is None else options.site_url or None,
        server=server,
    )


def find_list() -> Path:
    """The list of recipients, by the usual settings as far as they can be read: for a command that needs none of them."""
    named = find_keys(read_bytes(SETTINGS)).get("recipients") if SETTINGS.is_file() else None
    return SETTINGS.parent / (named.value if named and named.value else RECIPIENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PostOffice:
    server: Server
    password: str | None = field(repr=False)
    sender: Mailbox


def _post_office(settings: MailSettings, world: World) -> _PostOffice:
    if settings.server is None or settings.sender is None:
        raise GeneratorError(settings.path, "no-sender", "to send, it needs `sender` and `smtp`")
    server = replace(settings.server, user=world.variable("BROADSHEET_SMTP_USER") or settings.server.user)
    password = world.variable("BROADSHEET_SMTP_PASSWORD")
    if server.user and password is None:
        raise GeneratorError("", "no-password", "there is no password: set BROADSHEET_SMTP_PASSWORD in the environment")
    return _PostOffice(server=server, password=password, sender=settings.sender)


def _recipients(settings: MailSettings) -> tuple[tuple[Recipient, ...], tuple[Problem, ...]]:
    recipients, problems = parse_recipients(read_text(Path(settings.recipients)), settings.recipients)
    if not recipients and not problems:
        raise GeneratorError(settings.recipients, "no-recipient", "there is no recipient in it")
    return recipients, problems


def _rehearse(jobs: Sequence[Job]) -> int:
    for job in jobs:
        print(f"{job.recipient.location}: {job.recipient.mailbox} would get “{job.edition.subject}”")
    print(f"{count(len(jobs), 'message')} would be sent")
    return 0


def _preview(task: _Task, choice: Choice) -> int:
    settings = task.settings
    link = unsubscribe_links(settings, settings.sender, None, "")[0] if settings.sender else None
    for edition in choice.editions:
        file = write_temporary("mail.html", html_text(task.content(edition), link))
        task.world.browse(file.as_uri())
        print(file)
    return 0


def _write(task: _Task, choice: Choice) -> int:
    """The newest edition alone: a file holds one message."""
    settings = task.settings
    if settings.sender is None:
        raise GeneratorError(settings.path, "no-sender", "a message needs `sender`")
    for edition in choice.editions[-1:]:
        message = make_message(task.content(edition), edition.id, settings, settings.sender, None, "")
        write_bytes(task.options.output, date_message(message, task.world))
    return 0


def _send(task: _Task, post: _PostOffice, recipients: Sequence[Recipient], journal: Journal) -> int:
    """What is to be sent is written down before the first mail goes out: a crash changes neither editions nor papers."""
    state = parse_state(journal.text, task.settings.state, task.key)
    choice = task.choose(state)
    if not journal.text:
        journal.append(first_line(task.key))
    if task.options.new and state.known is None:
        journal.append(known_line(choice.known))
    for edition in choice.editions:
        if edition.id not in state.issued:
            journal.append(issued_line(edition.issued()))
    contents = {edition.id: task.content(edition) for edition in choice.editions}

    def compose(job: Job) -> tuple[str, bytes]:
        to, edition = job.recipient.mailbox, job.edition.id
        return post.sender.address, make_message(contents[edition], edition, task.settings, post.sender, to, job.who)

    def open_connection() -> Connection:
        return Connection(connect(post.server, post.password, post.sender.domain), compose, task.world)

    def record(job: Job, reply: Reply) -> None:
        journal.append(outcome_line(job.edition.id, job.who, reply.outcome, reply.code))
        if reply.outcome == "refused":  # now: no later run will come to it again
            print(f"{job.recipient.location}: refused {reply.text}", flush=True)

    jobs = task.jobs(choice, recipients, state)
    report = deliver(jobs, open_connection, task.world, task.settings.rate, record)
    unfinished = {job.edition.id for job, _ in report.left}
    for edition in choice.editions:
        if edition.id not in unfinished | state.done:
            journal.append(done_line(edition.id))
    return _report(report)


def _report(report: Report) -> int:
    """A recipient is named by the line of the list alone: what is printed here may stand in a public log."""
    for job, last in report.left:
        print(f"{job.recipient.location}: put-off {last.text if last else 'not tried in this run'}")
    print(f"{len(report.sent):,} sent, {len(report.refused):,} refused, {len(report.left):,} left for the next run")
    return _PROBLEMS if report.refused or report.left else 0


def _tell(problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(f"{problem} [{problem.severity}]" if problem.severity == "info" else problem)
    return _PROBLEMS if any(problem.severity != "info" for problem in problems) else 0
