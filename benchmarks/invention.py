"""The sentences of the real digests → digests of any number of invented papers, and what may happen to them.

Papers are the same in every run. A project is a folder with `seeds/` and a `mkdocs.yml` that inherits this project's own.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring import ROOT

PER_DIGEST = 1_000
ADDED = 50  # entries of the digest that comes later
HEADER = (
    "new\nGet trending papers in your email inbox!\nSubscribe\nDaily Papers\nbyAK and the research community\nDec {day}\n"
)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
CONFIG = """INHERIT: {project}/mkdocs.yml
docs_dir: {project}/docs
site_dir: {folder}/site
site_url: https://user.github.io/broadsheet/
plugins:
  - broadsheet: {options}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the invented papers are made of: title heads ("KiteNet"), title tails, sentences, badges."""

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    sentences: tuple[str, ...]
    badges: tuple[str, ...]


def read_material() -> Material:
    """Take the real digests apart."""
    from generator.digest import read_digest
    from generator.model import DigestInfo
    from generator.seeds import read_inputs

    inputs = read_inputs([ROOT / "seeds"], root=ROOT)
    entries = [entry for source in inputs.digests for entry in read_digest(source, DigestInfo())[0].entries]
    halves = [entry.title.partition(": ") for entry in entries]
    sentences = [part for entry in entries for part in re.split(r"(?<=[a-z)][.!?]) (?=[A-Z])", entry.abstract)]
    badges = {f"{entry.organisation.handle} {entry.organisation.name}" for entry in entries if entry.organisation}
    return Material(
        heads=tuple(dict.fromkeys(head for head, _, tail in halves if tail)),
        tails=tuple(dict.fromkeys(tail or head for head, _, tail in halves)),
        sentences=tuple(dict.fromkeys(sentence for sentence in sentences if len(sentence) > 40)),
        badges=tuple(sorted(badges)),
    )


def invent_entries(count: int, material: Material) -> Iterator[str]:
    """`count` entries as a page shows them, no two alike: six in ten have a head, six in ten a footer."""
    chance = random.Random(20_251_028)
    used: dict[str, int] = {}
    for _ in range(count):
        title = chance.choice(material.tails)
        if chance.random() < 0.6:
            title = f"{chance.choice(material.heads)}: {title}"
        used[title] = used.get(title, 0) + 1
        if used[title] > 1:
            title += f", Part {used[title]}"
        abstract = " ".join(chance.sample(material.sentences, chance.randint(5, 10)))
        footer = f"{_byline(chance, material)}\n·\n{_day(chance)}\n" if chance.random() < 0.6 else ""
        yield f"{title}\n{abstract}\n{footer}"


def _byline(chance: random.Random, material: Material) -> str:
    return chance.choice(material.badges) if chance.random() < 0.15 else f"•  {chance.randint(1, 30)} authors"


def _day(chance: random.Random) -> str:
    comments = f" {chance.randint(1, 40)}" if chance.random() < 0.25 else ""
    return f"{chance.choice(MONTHS)} {chance.randint(1, 28)}, {chance.randint(2018, 2025)}{comments}"


def write_project(folder: Path, count: int, material: Material, **options: object) -> None:
    """Digests of a thousand entries, what is known of them, and a configuration with these options of the plugin.

    Pictures for link previews are left out unless the options say otherwise: they are drawn once and kept.
    """
    entries = list(invent_entries(count, material))
    parts = [entries[start : start + PER_DIGEST] for start in range(0, count, PER_DIGEST)]
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    for known in (folder / "seeds").glob("*"):
        known.unlink()
    for number, part in enumerate(parts):
        _write_digest(folder, number, number % 28 + 1, part)
    write_config(folder, **options)


def write_config(folder: Path, **options: object) -> None:
    """The configuration of a project with these options of the plugin."""
    config = CONFIG.format(project=ROOT, folder=folder, options=json.dumps({"cards": False} | options))
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def change_abstract(folder: Path, count: int, material: Material) -> None:
    """A sentence more in the abstract of the paper in the middle."""
    entry = list(invent_entries(count // 2 + 1, material))[-1]
    abstract = entry.split("\n")[1]
    digest = folder / "seeds" / _digest_name(count // 2 // PER_DIGEST)
    text = digest.read_text(encoding="utf-8")
    assert entry in text
    digest.write_text(text.replace(abstract, f"{abstract} {material.sentences[0]}", 1), encoding="utf-8")


def add_digest(folder: Path, count: int, material: Material) -> None:
    """A later digest of `ADDED` entries that are not there yet."""
    _write_digest(folder, -(-count // PER_DIGEST), 31, list(invent_entries(count + ADDED, material))[count:])


def _write_digest(folder: Path, number: int, day: int, entries: Sequence[str]) -> None:
    name = _digest_name(number)
    (folder / "seeds" / name).write_text(HEADER.format(day=day) + "".join(entries), encoding="utf-8")
    with (folder / "seeds" / "digests.yml").open("a", encoding="utf-8") as known:
        known.write(f"{name}:\n  captured: 2025-12-{day:02}\n  title: Invented digest {number}\n")


def _digest_name(number: int) -> str:
    return f"{number:03}_invented.txt"
