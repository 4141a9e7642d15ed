"""What is remembered from build to build: found by all that it depends on, never trusted where it is damaged, and forgotten."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sites import Listing, digest_text

from generator import workers
from generator.corrections import Correction
from generator.inputs import Inputs
from generator.memory import FORGETFUL, RESULTS, KeptMemory, Table
from generator.model import Definition, Location, SourceText
from generator.naming import NameText, prepare_names
from generator.output import Store
from generator.repair import RawText
from generator.seeds import read_packaged
from generator.site import describe_papers, read_digests
from generator.studies import prepare_studies
from generator.vocabulary import parse_vocabulary

asked: list[tuple[str, str]] = []  # what was worked out


def prepare_answers(known: str) -> Callable[[str], str]:
    def answer(item: str) -> str:
        asked.append((known, item))
        return f"{known} {item}"

    return answer


def prepare_nothing(known: str) -> Callable[[str], None]:
    return lambda item: asked.append((known, item))


@pytest.fixture
def remember(tmp_path: Path) -> Callable[..., list[tuple[str, str]]]:
    """Ask for items in a process that knows what the files hold; gives what had to be worked out."""

    def ask(items: str, known: str = "k", program: str = "p", prepare=prepare_answers) -> list[tuple[str, str]]:
        expected = FORGETFUL.map(prepare, known, list(items))
        asked.clear()
        assert KeptMemory(Store(tmp_path / "kept"), program).map(prepare, known, list(items)) == expected
        return list(asked)

    return ask


def results_file(folder: Path) -> Path:
    (file,) = (folder / "kept" / RESULTS).iterdir()
    return file


def test_what_is_known_is_not_worked_out_again(remember) -> None:
    assert remember("abc") == [("k", "a"), ("k", "b"), ("k", "c")]
    assert remember("abc") == []
    assert remember("cabd") == [("k", "d")]


def test_equal_items_are_worked_out_once(remember) -> None:
    assert remember("aab") == [("k", "a"), ("k", "b")]


def test_no_result_is_a_result_too(remember) -> None:
    assert remember("a", prepare=prepare_nothing) == [("k", "a")]
    assert remember("a", prepare=prepare_nothing) == []


@pytest.mark.parametrize("other", [{"known": "l"}, {"program": "q"}, {"known": "", "program": "pk"}])
def test_another_program_or_knowledge_begins_anew(remember, tmp_path: Path, other: dict[str, str]) -> None:
    remember("ab")
    assert remember("ab", **other) == [(other.get("known", "k"), "a"), (other.get("known", "k"), "b")]
    assert len(list((tmp_path / "kept").rglob("*"))) == 2  # the folder and one file


def test_functions_do_not_share_results(remember) -> None:
    remember("a")
    assert remember("a", prepare=prepare_nothing) == [("k", "a")]
    assert remember("a") == []


def test_what_was_not_asked_for_is_dropped(remember, tmp_path: Path) -> None:
    remember("abcd")
    size = results_file(tmp_path).stat().st_size
    remember("a")
    assert results_file(tmp_path).stat().st_size < size
    assert remember("ab") == [("k", "b")]


def test_a_file_is_written_again_only_when_much_is_new(remember, tmp_path: Path) -> None:
    many = "".join(map(chr, range(1_000, 1_200)))
    remember(many)
    before = results_file(tmp_path).read_bytes()
    for _ in range(2):
        assert remember(many + "a") == [("k", "a")]
        assert results_file(tmp_path).read_bytes() == before
    new = "abcdefghijk"
    assert len(remember(many[11:] + new)) == 11
    assert remember(many[11:] + new) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"0" * 64 + data[64:],
        lambda data: b"no line's end",
        lambda data: data + b"more",
    ],
)
def test_a_damaged_file_is_not_trusted(remember, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    remember("ab")
    file = results_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert len(remember("ab")) == 2
    assert file.read_bytes() == whole


def test_without_a_folder_all_is_worked_out(remember, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file in its place")
    assert len(remember("ab")) == len(remember("ab")) == 2


def test_a_process_that_builds_again_reads_no_file(tmp_path: Path) -> None:
    held: dict = {}
    for folder in ("one", "two"):
        asked.clear()
        assert KeptMemory(Store(tmp_path / folder), "p", held).map(prepare_answers, "k", ["a"]) == ["k a"]
    assert asked == [] and not (tmp_path / "two").exists()


def test_what_is_made_once_is_made_anew_for_another_key_or_program(tmp_path: Path) -> None:
    made: list[tuple[str, str]] = []

    def once(key: str, program: str = "p", name: str = "n") -> tuple[()]:
        return KeptMemory(Store(tmp_path), program).once(name, key, lambda: made.append((program, key)) or ())

    calls = [("k",), ("k",), ("l",), ("k",), ("k", "q"), ("k", "q"), ("k", "q", "m")]
    assert {once(*call) for call in calls} == {()} and FORGETFUL.once("n", "k", lambda: 1) == 1
    assert made == [("p", "k"), ("p", "l"), ("p", "k"), ("q", "k"), ("q", "k")]
    assert len(list((tmp_path / RESULTS).iterdir())) == 2  # one for each name


def test_what_is_begun_is_made_once_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "count_processors", lambda: 2)

    def make() -> int:
        assert multiprocessing.parent_process(), "not here"
        return os.getpid()

    for _ in range(2):
        memory = KeptMemory(Store(tmp_path), "p")
        memory.begin("n", "k", make)
        found = memory.once("n", "k", make)
        assert found != os.getpid() and memory.once("n", "k", make) == found
    assert memory.once("n", "l", lambda: "another") == "another"


def test_a_function_that_may_know_more_is_refused(tmp_path: Path) -> None:
    secret = str(tmp_path)

    def prepare_more(known: str) -> Callable[[str], str]:
        return lambda item: item + secret

    for prepare in (prepare_more, lambda known: str):
        with pytest.raises(TypeError, match="may know more than it is given"):
            KeptMemory(Store(tmp_path), "p").map(prepare, "k", ["a"])


def test_results_that_nothing_asks_for_any_more_are_dropped(remember, tmp_path: Path) -> None:
    remember("ab")
    held: dict[str, Table] = {}
    for _ in range(2):  # the second build of a process reads no file, and needs it all the same
        store = Store(tmp_path / "kept")
        KeptMemory(store, "p", held).map(prepare_answers, "k", ["a", "b"])
        store.forget_others()
    assert remember("ab") == []
    Store(tmp_path / "kept").forget_others()
    assert remember("ab") == [("k", "a"), ("k", "b")]


# --- what is kept of papers


def inputs(*abstracts: str, corrections: str = "", infos: str = "", phrases: str = "owls") -> Inputs:
    """A digest of papers with these abstracts."""
    digest = digest_text(Listing(title=f"Kite{n}: Owls number {n}", abstract=text) for n, text in enumerate(abstracts))
    vocabulary = f"facets: {{t: Topics}}\ntags: {{owl: {{label: Owls, facet: t, definition: Of owls., phrases: [{phrases}]}}}}\n"
    return Inputs(
        digests=(SourceText(path="seeds/1.txt", name="1.txt", text=digest),),
        corrections=SourceText(path="c.yml", name="c.yml", text=corrections),
        infos=SourceText(path="d.yml", name="d.yml", text=infos),
        vocabulary=SourceText(path="v.yml", name="v.yml", text=vocabulary),
        problems=(),
    )


def abstract(words: str) -> str:
    return f"We study owls that fly by night, and how they see. {words} It helps owls on three held-out tasks of owls at night."


OWL = abstract("We present the Night Owl Net (NON), a net; code is at https://hf.example/owl/non of ours.")
SAME = abstract("Others use a Night Owl Net (NON) for this.")
BIRD = abstract("Large language models such as NON learn it.")
STATES = {
    "at first": inputs(OWL, BIRD),
    "a changed abstract": inputs(OWL, BIRD.replace("learn", "loathe")),
    "two more papers": inputs(OWL, BIRD, BIRD.replace("it", "this"), BIRD.replace("it", "that")),
    "an abbreviation of several": inputs(OWL, BIRD, SAME, SAME.replace("this", "that")),
    "a mirror": inputs(OWL, BIRD, infos="1.txt: {mirrors: {hf.example: huggingface.co}}"),
    "a corrected text": inputs(OWL, BIRD, corrections="text:\n  kite1-owls-number-1:\n  - {find: learn, replace: know, reason: So}\n"),
    "a correction of nothing": inputs(OWL, BIRD, corrections="text:\n  kite1-owls-number-1:\n  - {find: lean, replace: know, reason: So}\n"),
    "the same on another line": inputs(OWL, BIRD, corrections="text:\n\n  kite1-owls-number-1:\n  - {find: lean, replace: know, reason: So}\n"),
    "a corrected name": inputs(OWL, BIRD, corrections="names:\n  kite1-owls-number-1: {name: LearnKite, reason: So}\n"),
    "another vocabulary": inputs(OWL, BIRD, phrases="owls, night"),
    "as at first": inputs(OWL, BIRD),
}  # fmt: skip


def test_papers_are_described_as_without_a_memory(tmp_path: Path) -> None:
    held: dict = {}
    seen = []
    for state, given in STATES.items():
        wanted = describe_papers(read_digests(given), given, lambda stage: None, FORGETFUL)
        assert describe_papers(read_digests(given), given, lambda stage: None, KeptMemory(Store(tmp_path), "p", held)) == wanted, state
        assert describe_papers(read_digests(given), given, lambda stage: None, KeptMemory(Store(tmp_path), "p")) == wanted, state
        seen.append(repr(wanted))
    assert len(set(seen)) == len(STATES) - 1, "each state but the last tells something"


RAW = RawText(title="Kite: A Net", abstract="We present Kite. See hf.example/x.", title_hosts=(), abstract_hosts=(), corrections=())
CORRECTION = Correction(paper="kite", find="Kite", replace="Kites", reason="Known", location=Location(path="c.yml", line=3))
NAMED = NameText(title="Kite: A Net", abstract="We present Kite.", definitions=(), common=())
PREPARED = {
    prepare_studies: (parse_vocabulary(read_packaged("vocabulary.yml").text, "v"), RAW, [
        replace(RAW, title="Kites: A Net"),
        replace(RAW, abstract="We present Kite."),
        replace(RAW, title_hosts=(("hf.example", "huggingface.co"),)),
        replace(RAW, abstract_hosts=(("hf.example", "huggingface.co"),)),
        replace(RAW, corrections=(CORRECTION,)),
        replace(RAW, corrections=(replace(CORRECTION, replace="Owls"),)),
        replace(RAW, corrections=(replace(CORRECTION, location=Location(path="c.yml", line=4)),)),
    ]),
    prepare_names: (None, NAMED, [
        replace(NAMED, title="Owl: A Net"),
        replace(NAMED, abstract="We present Owl."),
        replace(NAMED, definitions=(Definition(short="Kite", long="Keen Item", start=11),)),
        replace(NAMED, common=("Kite",)),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("prepare", PREPARED)
def test_each_thing_that_a_result_depends_on_counts(tmp_path: Path, prepare) -> None:
    known, item, others = PREPARED[prepare]
    held: dict = {}
    memory = KeptMemory(Store(tmp_path), "p", held)
    memory.map(prepare, known, [item, *others])
    (table,) = held.values()
    assert len(table.results) == 1 + len(others)
    work = prepare(known)
    assert list(table.results.values()) == [work(one) for one in [item, *others]]
