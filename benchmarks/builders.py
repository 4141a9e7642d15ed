"""The same papers → sites by Broadsheet, Hugo, MkDocs with Material alone, and Zensical: what each reads, its command, its output.

Broadsheet begins with digests. The others are given what it finds: Hugo as front matter and Markdown, the rest as the Markdown
of `broadsheet write`. Making that is not counted. None of them is needed to build a site of ours or to test it.
"""

from __future__ import annotations

import filecmp
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from hugosite import content_files, theme_files
from invention import Material, add_digest, change_abstract, write_config, write_project
from measuring import Cost, FailedCommandError, paper_pages, run

SEEDS, MARKDOWN, HUGO = "seeds", "markdown", "hugo"  # kinds of input
BARE = {"search": False, "feeds": False, "citations": False, "data": False}
MATERIAL = """site_name: Broadsheet
site_description: A searchable collection of papers from saved digests
site_url: https://user.github.io/broadsheet/
docs_dir: docs
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.top, content.code.copy]
plugins: [search]
markdown_extensions: [attr_list, fenced_code, tables]
nav: [index.md, papers/index.md, tags/index.md, topics/index.md, map/index.md, names/index.md, glossary/index.md, years/index.md, organisations/index.md, digests/index.md]
validation: {omitted_files: ignore, links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """A program that builds the site: `reads` is the kind of its input and lies in `source`; paths are relative to its folder."""

    name: str
    reads: str
    source: str
    site: str
    command: Callable[[Path], list[str]]
    files: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, object] | None = None  # of our own plugin
    missing: str = ""  # why it cannot be measured here


def all_builders() -> dict[str, Builder]:
    """Every builder by the word it is asked for by, those that are not installed too."""
    ours = {"reads": SEEDS, "source": "seeds", "site": "site", "command": _mkdocs}
    markdown = {"reads": MARKDOWN, "source": "docs", "site": "site", "files": {"mkdocs.yml": MATERIAL}}
    hugo, zensical = hugo_binary(), find_spec("zensical")
    return {
        "pages": Builder(name="Broadsheet, the same pages", options=BARE, **ours),
        "broadsheet": Builder(name="Broadsheet, everything", options={}, **ours),
        "hugo": Builder(
            name="Hugo",
            reads=HUGO,
            source="content",
            site="public",
            command=lambda folder: [str(hugo), "--quiet", "--source", str(folder), "--cacheDir", str(folder / "cache")],
            files=dict(theme_files()),
            missing="" if hugo else "Hugo is not installed: .venv/bin/python -m pip install -c constraints.txt -e '.[bench]'",
        ),
        "material": Builder(name="MkDocs and Material alone", command=_mkdocs, **markdown),
        "zensical": Builder(
            name="Zensical",
            command=lambda folder: [sys.executable, "-m", "zensical", "build", "-f", str(folder / "mkdocs.yml")],
            missing="" if zensical else "Zensical is not installed: .venv/bin/python -m pip install -c constraints.txt -e '.[zensical]'",
            **markdown,
        ),
    }


def _mkdocs(folder: Path) -> list[str]:
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")]


def hugo_binary() -> Path | None:
    """The program itself: the command that its package installs starts Python first, which would count."""
    spec = find_spec("hugo")
    folders = spec.submodule_search_locations or () if spec else ()
    return next((binary for folder in folders if (binary := Path(folder) / "binaries" / "hugo").is_file()), None)


# What is built: the states a collection passes through


def write_states(folder: Path, papers: int, material: Material, kinds: Iterable[str], last: int) -> None:
    """Below `folder`: 0 the papers, 1 with one abstract changed, 2 with one digest more, up to `last`; a folder for every kind."""
    changes = (lambda *_: None, change_abstract, add_digest)
    others = sorted(set(kinds) - {SEEDS})
    for number, change in enumerate(changes[: last + 1]):
        state = folder / str(number)
        if number:
            shutil.copytree(folder / str(number - 1) / SEEDS, state / SEEDS)
        else:
            write_project(state, papers, material)
        change(state, papers, material)
        if others:
            run([sys.executable, str(Path(__file__).resolve()), str(state), *others])


def write_kinds(state: Path, kinds: Iterable[str]) -> None:
    """The digests of a state as other builders' input."""
    from generator.context import make_context
    from generator.output import write_pages, write_text
    from generator.publication import Settings
    from generator.seeds import read_inputs
    from generator.site import build_site

    seeds = state / SEEDS
    settings = Settings(site_url="https://user.github.io/broadsheet/", cards=False, **BARE)
    site = build_site(read_inputs([seeds], root=state, infos=seeds / "digests.yml"), settings)
    for kind in kinds:
        if kind == MARKDOWN:
            write_pages(state / kind, site.pages)
        else:
            for path, text in content_files(make_context(site.catalogue, settings)):
                write_text(state / kind / path, text)


# Building


def set_up(builder: Builder, folder: Path) -> None:
    """What a builder needs besides its input."""
    for path, text in builder.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    if builder.options is not None:
        folder.mkdir(parents=True, exist_ok=True)
        write_config(folder, **builder.options)


def bring_in_step(source: Path, target: Path) -> int:
    """Make `target` equal to `source`, touching only files that differ; how many did."""
    wanted = {file.relative_to(source) for file in source.rglob("*") if file.is_file()}
    present = {file.relative_to(target) for file in target.rglob("*") if file.is_file()} if target.exists() else set()
    touched = 0
    for path in present - wanted:
        (target / path).unlink()
        touched += 1
    for path in wanted:
        if path not in present or not filecmp.cmp(source / path, target / path, shallow=False):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target / path)
            touched += 1
    return touched


def build(builder: Builder, folder: Path, *, expected: int, pause: float | None) -> Cost:
    """Run the builder; stops where a page of a paper is missing."""
    cost = run(builder.command(folder), folder=folder, pause=pause)
    found = sum(1 for _ in paper_pages(folder / builder.site))
    if found != expected:
        raise FailedCommandError(f"{builder.name}: {found:,} paper pages were built, {expected:,} expected")
    return cost


if __name__ == "__main__":
    write_kinds(Path(sys.argv[1]), sys.argv[2:])
