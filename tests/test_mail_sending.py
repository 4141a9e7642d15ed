"""Mail that is sent, by a real SMTP server: what arrives, what is refused, what a crash leaves, and what no log may say."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest
from invented import make_catalogue, make_paper
from mailserver import HANG_UP, PostOffice, StubWorld, knows, make_certificate

from generator.errors import GeneratorError
from generator.mail.delivery import PATIENCE, PAUSE, ROUNDS
from generator.mail.state import RUNS
from generator.mailcommand import add_mail_arguments, run_mail
from generator.output import Journal

ADA, BOB, CYD = "ada@example.org", "bob@example.org", "cyd@example.org"
PAPERS = [make_paper("owls-at-night"), make_paper("kitenet", "KiteNet: Models of the Wind")]


@pytest.fixture
def office():
    server = PostOffice()
    yield server
    server.close()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "subscribers.txt").write_text(f"{ADA}\n{BOB}\n{CYD}\n")
    return tmp_path


@pytest.fixture
def mail(folder, office, capsys):
    """Run the command on two papers with settings for the server; returns status, output and what it waited."""
    return Mailer(folder, office, capsys)


class Mailer:
    def __init__(self, folder, office, capsys):
        self.folder, self.office, self.capsys = folder, office, capsys
        self.settings = ""
        self.smtp = {"host": "127.0.0.1", "port": office.port, "security": "plain"}
        self.papers = PAPERS

    def __call__(self, *arguments, world=None):
        text = f"sender: Papers <papers@example.org>\nsite_url: https://papers.example.org/x/\nsmtp: {json.dumps(self.smtp)}\n"
        (self.folder / "mail.yml").write_text(text + self.settings)
        parser = argparse.ArgumentParser()
        add_mail_arguments(parser)
        parser.set_defaults(seeds=Path("seeds"), vocabulary=None)  # as the command does
        self.office.world = self.world = world or StubWorld()
        status = run_mail(parser.parse_args(arguments or ["--new", "--send"]), lambda: make_catalogue(*self.papers), self.world)
        self.out = self.capsys.readouterr().out
        return status

    @property
    def state(self):
        return [json.loads(line) for line in (self.folder / "mail-state.jsonl").read_text().splitlines()]


def test_everybody_gets_one_message(mail, office):
    assert mail() == 0
    assert office.reached == [ADA, BOB, CYD]
    assert set(office.senders) == {"papers@example.org"}
    assert "3 sent, 0 refused, 0 left" in mail.out
    message = office.message(ADA)
    assert (message["To"], message["From"]) == (ADA, "Papers <papers@example.org>")
    assert message["Subject"] == "2 new papers, 28 October 2025"
    assert message["Date"] == "Wed, 04 Mar 2026 05:06:07 +0000"
    assert not message.defects
    assert mail() == 0
    assert len(office.reached) == 3, "nobody gets it twice"
    assert "no papers to mail" in mail.out


def test_a_permanent_refusal_stops_nobody_else(mail, office, folder):
    office.answers["RCPT", BOB] = [f"550 5.1.1 <{BOB}> is unknown here"]
    assert mail() == 1
    assert office.reached == [ADA, CYD]
    assert "subscribers.txt:2: refused 550 5.1.1 … is unknown here" in mail.out
    assert mail("--new", "--send") == 0
    assert office.asked.count(BOB) == 1, "what was refused for good is not tried again"
    (edition,) = [record["edition"] for record in mail.state if "edition" in record]
    assert mail.state[-1] == {"done": edition}


def test_a_refusal_is_told_though_the_run_is_cut_off(mail, office, capsys):
    class Cut(StubWorld):
        def sleep(self, seconds):
            if seconds == PAUSE:
                raise KeyboardInterrupt

    office.answers["RCPT", ADA] = ["452 4.3.1 Insufficient system storage"]
    office.answers["RCPT", BOB] = ["550 5.1.1 unknown here"]
    with pytest.raises(KeyboardInterrupt):
        mail(world=Cut())
    assert "subscribers.txt:2: refused 550 5.1.1 unknown here" in capsys.readouterr().out, "no later run comes to it again"
    assert mail() == 0
    assert office.reached == [CYD, ADA] and "refused 550" not in mail.out


def test_a_temporary_refusal_is_tried_again(mail, office):
    office.answers["RCPT", BOB] = ["451 4.7.1 Greylisted"]
    assert mail() == 0
    assert office.reached == [ADA, CYD, BOB]
    assert mail.world.sleeps.count(PAUSE) == 1


def test_a_full_queue_is_left_for_the_next_run(mail, office):
    office.answers["RCPT", BOB] = ["452 4.3.1 Insufficient system storage"] * ROUNDS
    assert mail() == 1
    assert office.reached == [ADA, CYD]
    assert office.asked.count(BOB) == ROUNDS
    assert "subscribers.txt:2: put-off 452 4.3.1 Insufficient system storage" in mail.out
    assert mail() == 0
    assert office.reached == [ADA, CYD, BOB]


def test_what_is_put_off_too_often_is_given_up(mail, office):
    office.answers["RCPT", BOB] = ["452 full"] * ROUNDS * (RUNS + 1)
    for _ in range(RUNS):
        assert mail() == 1
    assert mail() == 0
    assert office.asked.count(BOB) == ROUNDS * RUNS


def test_a_server_that_takes_nothing_is_not_pressed(mail, office, folder):
    many = [f"r{n}@example.org" for n in range(40)]
    (folder / "subscribers.txt").write_text("\n".join(many))
    office.answers["MAIL", ""] = ["452 4.3.1 queue full"] * 1000
    assert mail() == 1
    assert 1000 - len(office.answers["MAIL", ""]) == PATIENCE * ROUNDS
    assert "40 left for the next run" in mail.out
    assert not any("outcome" in record for record in mail.state), "it was nobody's own fault"


def test_a_full_queue_is_not_pressed_either(mail, office, folder):
    many = [f"r{n}@example.org" for n in range(40)]
    (folder / "subscribers.txt").write_text("\n".join(many))
    for address in many:
        office.answers["RCPT", address] = ["452 4.3.1 Insufficient system storage"] * ROUNDS
    assert mail() == 1
    assert len(set(office.asked)) == len(office.asked) == PATIENCE * ROUNDS, "each round begins where the last one ended"


def test_a_server_that_puts_everybody_off_once_gets_all_again(mail, office, folder):
    many = [f"r{n}@example.org" for n in range(12)]
    (folder / "subscribers.txt").write_text("\n".join(many))
    for address in many:
        office.answers["RCPT", address] = ["451 4.7.1 Greylisted, come back later"]
    assert mail() == 0
    assert office.reached == many


def test_a_sender_that_is_not_allowed_ends_the_run(mail, office):
    office.answers["MAIL", ""] = ["550 5.7.1 not yours"]
    with pytest.raises(GeneratorError, match="takes no mail from `sender`: 550"):
        mail()
    assert mail() == 0
    assert office.reached == [ADA, BOB, CYD]


def test_a_message_that_is_refused_is_not_pressed_on_all(mail, office, folder):
    many = [f"r{n}@example.org" for n in range(40)]
    (folder / "subscribers.txt").write_text("\n".join(many))
    for address in many:
        office.answers["DATA", address] = ["554 5.7.1 looks like spam"]
    assert mail() == 1
    assert len(office.asked) == PATIENCE * ROUNDS
    assert f"{PATIENCE * ROUNDS} refused, {40 - PATIENCE * ROUNDS} left" in mail.out


@pytest.mark.parametrize("answer", [HANG_UP, "421 4.3.2 Service closing"])
def test_a_lost_connection_is_made_again(mail, office, answer):
    office.answers["DATA", BOB] = [answer]
    assert mail() == 0
    assert office.reached == [ADA, CYD, BOB]


def test_a_connection_that_breaks_each_time_is_left_for_the_next_run(mail, office):
    office.answers["DATA", BOB] = [HANG_UP] * ROUNDS
    assert mail() == 1
    assert "put-off the connection to the SMTP server was lost" in mail.out
    assert mail() == 0
    assert office.reached == [ADA, CYD, BOB]


def test_no_server_at_all_cannot_run(mail, office):
    office.close()
    with pytest.raises(GeneratorError, match="cannot be reached: Connection refused"):
        mail()
    assert mail.world.sleeps[:ROUNDS] == [PAUSE, 2 * PAUSE]


class Crashing(StubWorld):
    """Ends, as by Control-C, at the pause after so many messages."""

    def __init__(self, after):
        super().__init__()
        self.after = after

    def sleep(self, seconds):
        if len(self.sleeps) == self.after:
            raise KeyboardInterrupt
        super().sleep(seconds)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_crash_between_two_messages_repeats_and_loses_nothing(mail, office, after):
    with pytest.raises(KeyboardInterrupt):
        mail("--new", "--send", world=Crashing(after))
    assert len(office.reached) == after
    subject = "2 new papers, 28 October 2025"
    mail.papers = [*PAPERS, make_paper("moss", "Moss, Slowly")]
    assert mail() == 0
    first = [to for to, data in office.taken if f"Subject: {subject}\r\n".encode() in data]
    assert sorted(first) == [ADA, BOB, CYD], "the edition that was begun, once to each"
    assert len(office.reached) == 6, "and the paper that came meanwhile is an edition of its own"


def test_a_crash_before_the_record_repeats_one_message_that_can_be_told(mail, office, monkeypatch):
    append = Journal.append

    def fail(journal, line):
        if '"sent"' in line:
            raise KeyboardInterrupt
        append(journal, line)

    monkeypatch.setattr(Journal, "append", fail)
    with pytest.raises(KeyboardInterrupt):
        mail()
    monkeypatch.undo()
    monkeypatch.chdir(mail.folder)
    assert mail() == 0
    assert office.reached == [ADA, ADA, BOB, CYD]
    (first, second) = [data.partition(b"\r\nFrom:")[2] for to, data in office.taken if to == ADA]
    assert first == second, "the same message, its Message-ID too"


def test_half_a_record_counts_for_nothing(mail, office):
    assert mail() == 0
    file = mail.folder / "mail-state.jsonl"
    lines = file.read_text().splitlines(keepends=True)
    cut = next(n for n, line in enumerate(lines) if '"sent"' in line)
    file.write_text("".join(lines[:cut]) + lines[cut][:20])
    assert mail() == 0
    assert office.reached == [ADA, BOB, CYD, ADA, BOB, CYD]
    assert len(mail.state) == len(lines)


def test_a_damaged_state_sends_nothing(mail, office):
    assert mail() == 0
    file = mail.folder / "mail-state.jsonl"
    file.write_text(file.read_text().replace("{", "<", 2))
    with pytest.raises(GeneratorError, match=r"^mail-state.jsonl:1: bad-state is no record"):
        mail()
    assert len(office.reached) == 3


def test_the_state_is_bound_to_its_key_and_holds_no_address(mail, office):
    assert mail(world=StubWorld(BROADSHEET_MAIL_KEY="owl")) == 0
    assert "example.org" not in (mail.folder / "mail-state.jsonl").read_text()
    for other in (StubWorld(), StubWorld(BROADSHEET_MAIL_KEY="wren")):
        with pytest.raises(GeneratorError, match="another BROADSHEET_MAIL_KEY"):
            mail(world=other)
    assert mail(world=StubWorld(BROADSHEET_MAIL_KEY="owl")) == 0
    assert len(office.reached) == 3


def test_only_one_run_at_a_time(mail, office):
    with Journal(mail.folder / "mail-state.jsonl"), pytest.raises(GeneratorError, match="in use by another run"):
        mail()
    assert office.reached == []


def test_the_rate_is_kept(mail, office):
    mail.settings = "rate: 2\n"
    assert mail() == 0
    assert office.seconds == [0, 30, 60]


def test_new_papers_are_mailed_once(mail, office, folder):
    assert mail() == 0
    mail.papers = [*PAPERS, make_paper("moss", "Moss, Slowly")]
    (folder / "subscribers.txt").write_text(f"{ADA}\nnew@example.org\n")
    assert mail() == 0
    assert office.reached[3:] == [ADA, "new@example.org"]
    assert "Moss, Slowly" in office.message(ADA).get_body(("plain",)).get_content()
    assert "KiteNet" not in office.message(ADA).get_body(("plain",)).get_content()


def test_a_digest_and_papers_since_a_day(mail, office):
    assert mail("--digest", "a", "--send") == 0
    assert mail("--digest", "a.txt", "--send") == 0
    assert len(office.reached) == 3
    assert office.message(ADA)["Subject"] == "a: 2 papers"
    assert mail("--since", "2025-10-29", "--send") == 0
    assert "no papers to mail" in mail.out
    assert mail("--since", "2025-10-28", "--send") == 0
    assert office.message(ADA)["Subject"] == "2 papers since 28 October 2025"
    with pytest.raises(GeneratorError, match="no digest 'b'; there are: a"):
        mail("--digest", "b")


def test_a_bad_line_is_told_and_the_others_get_mail(mail, office, folder):
    (folder / "subscribers.txt").write_text(f"{ADA}\nbad@\n{ADA.upper()}\n")
    assert mail() == 1
    assert office.reached == [ADA]
    assert "subscribers.txt:2: bad-address this is no address" in mail.out
    assert "subscribers.txt:3: address-twice the address of line 1 again [info]" in mail.out


def test_a_dry_run_tells_who_and_does_nothing(mail, office, folder):
    assert mail("--new", "--dry-run") == 0
    assert f"subscribers.txt:1: {ADA} would get “2 new papers, 28 October 2025”" in mail.out
    assert "3 messages would be sent" in mail.out
    assert office.asked == []
    assert not (folder / "mail-state.jsonl").exists()
    assert mail() == 0
    assert mail("--digest", "a", "--dry-run") == 0
    assert "3 messages" in mail.out


def test_a_preview_and_a_file_need_no_server(mail, office, folder):
    assert mail("--new", "--preview") == 0
    (shown,) = mail.world.shown
    assert shown.startswith("file://")
    assert mail("--new", "--output", "a.eml") == 0
    first = (folder / "a.eml").read_bytes()
    assert mail("--new", "--output", "a.eml") == 0
    assert (folder / "a.eml").read_bytes() == first
    assert b"\r\nDate:" not in first, "that is said when it is sent"
    assert mail("--new") == 0
    assert "nothing was sent" in mail.out
    assert office.asked == []


# ---- TLS and passwords ----------------------------------------------------------------------------------------------

USER = "papers"
PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not")  # the server does not see that all of it is in TLS
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_tls_with_a_trusted_certificate_and_a_password(mail, certificate, security):
    file, context = certificate
    way = {"tls_context": context, "require_starttls": True} if security == "starttls" else {"ssl_context": context}
    login = {"authenticator": knows(USER, PASSWORD), "auth_required": True, "auth_require_tls": security == "starttls"}
    office = PostOffice(**way, **login)
    mail.smtp = {"host": "localhost", "port": office.port, "security": security, "user": USER, "ca_file": str(file)}
    try:
        assert mail(world=StubWorld(BROADSHEET_SMTP_PASSWORD=PASSWORD)) == 0
        assert office.reached == [ADA, BOB, CYD]
        with pytest.raises(GeneratorError) as caught:
            mail("--digest", "a", "--send", world=StubWorld(BROADSHEET_SMTP_PASSWORD="wrong staple"))
        assert "refused user and password (535)" in str(caught.value)
        assert "staple" not in repr(caught.value) + str(caught.value.__cause__) + mail.out
        del mail.smtp["ca_file"]
        with pytest.raises(GeneratorError, match="no secure connection: its certificate is not trusted"):
            mail("--digest", "a", "--send", world=StubWorld(BROADSHEET_SMTP_PASSWORD=PASSWORD))
        assert len(office.reached) == 3
    finally:
        office.close()


def test_a_server_without_tls_gets_no_mail(mail, office):
    mail.smtp["security"] = "starttls"
    with pytest.raises(GeneratorError, match="offers no STARTTLS"):
        mail()
    mail.smtp["security"] = "tls"
    with pytest.raises(GeneratorError, match="no secure connection"):
        mail()
    assert office.reached == []


def test_a_password_must_be_there_and_is_never_told(mail, office):
    mail.smtp["user"] = USER
    with pytest.raises(GeneratorError, match="set BROADSHEET_SMTP_PASSWORD"):
        mail()
    with pytest.raises(GeneratorError, match="offers no login"):
        mail(world=StubWorld(BROADSHEET_SMTP_PASSWORD=PASSWORD))


def test_sending_needs_settings(folder, capsys):
    parser = argparse.ArgumentParser()
    add_mail_arguments(parser)
    parser.set_defaults(seeds=Path("seeds"), vocabulary=None)  # as the command does
    with pytest.raises(GeneratorError, match=r"mail.yml: no-sender to send, it needs `sender` and `smtp`"):
        run_mail(parser.parse_args(["--new", "--send"]), lambda: make_catalogue(*PAPERS), StubWorld())
    assert date.fromisoformat("2025-10-28") == parser.parse_args(["--since", "2025-10-28"]).since
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(["--since", "yesterday"])
    assert stopped.value.code == 2
