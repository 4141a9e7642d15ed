"""What each command of `broadsheet` does: options → pipeline → terminal or files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .digest.info import tell_how_to_accept
from .embedcommand import open_encoder, update_vectors
from .export import papers_json
from .inputs import Inputs
from .layout import layout_json
from .limits import estimate_site, limit_rows, limit_warning, weigh_site
from .mail.smtp import World
from .mailcommand import find_list, run_mail
from .model import Catalogue, Problem, visible
from .output import spare_files, spare_project, spare_seeds, spare_settings, write_pages, write_text
from .project import Project
from .publication import Settings
from .searchcommand import search_lines
from .searchfiles import FOLDER
from .seeds import (
    LAYOUT,
    VECTORS,
    file_sizes,
    find_curated,
    look_at,
    read_folder,
    read_inputs,
    read_packaged,
    read_text,
)
from .site import build_catalogue, build_site
from .statistics import summarise
from .tagreport import parse_judgements, report_tags
from .vocabulary import parse_vocabulary
from .wording import count

_PROBLEMS = 1
_OF_OTHER_FILES = {"digest-missing", "correction-unknown-paper"}


def _inputs(options: argparse.Namespace, paths: Sequence[Path] = ()) -> Inputs:
    """The digests with what is known about them: the curated files beside them (where `paths` lie in one folder)."""
    curated = find_curated(_curated_folder(options, paths))
    return read_inputs(paths or [options.seeds], root=Path.cwd(), vocabulary=options.vocabulary, **curated)


def _curated_folder(options: argparse.Namespace, paths: Sequence[Path]) -> Path:
    folders = {path if path.is_dir() else path.parent for path in paths}
    return folders.pop() if len(folders) == 1 else options.seeds


def _progress(stage: str) -> None:
    """Show the stage at work, on a terminal only; the line is overwritten by the next."""
    if sys.stderr.isatty():
        print(f"\r\033[K{stage} …" if stage else "\r\033[K", end="", file=sys.stderr, flush=True)


def check(options: argparse.Namespace) -> int:
    catalogue, problems = build_catalogue(_inputs(options, options.paths), options.project.settings, _progress)
    _progress("")
    if any(not path.is_dir() for path in options.paths):  # what is said of files not named is not amiss
        problems = tuple(problem for problem in problems if problem.code not in _OF_OTHER_FILES)
    problems = (*options.project.problems, *problems)
    for problem in _worth_showing(problems, options):
        print(f"{problem} [{problem.severity}]" if problem.severity == "info" else problem)
    wrong = sum(problem.severity != "info" for problem in problems)
    entries = sum(len(digest.entries) for digest in catalogue.digests)
    told = (count(entries, "entry", "entries"), count(len(catalogue.papers), "paper"), count(wrong, "problem"))
    print(", ".join(told), file=sys.stderr)
    if hint := tell_how_to_accept(problems, catalogue.digests, str(_curated_folder(options, options.paths) / "digests.yml")):
        print(visible(hint), file=sys.stderr)
    return _PROBLEMS if wrong else 0


def _worth_showing(problems: Sequence[Problem], options: argparse.Namespace) -> list[Problem]:
    """Without notes where they are not wanted."""
    return [problem for problem in problems if problem.severity != "info" or not options.quiet]


def write(options: argparse.Namespace) -> int:
    spare_seeds(options.folder, options.seeds)
    spare_project(options.folder, options.seeds)
    site = build_site(_inputs(options), _settings_to_write(options), _progress)
    _progress("")
    warn(site.problems)
    result = write_pages(options.folder, site.pages)
    print(f"{result.written:,} written, {result.unchanged:,} unchanged, {result.removed:,} removed")
    return 0


def _settings_to_write(options: argparse.Namespace) -> Settings:
    """Those of the site, but for what would lie beside the Markdown."""
    settings = options.project.settings
    address = settings.site_url if options.site_url is None else options.site_url or None
    return replace(settings, site_url=address, search=False, feeds=False, data=False, citations=False, cards=False)


def export(options: argparse.Namespace) -> int:
    if str(options.file) != "-":
        spare_settings(options.file)
        spare_files(options.file, options.seeds, options.vocabulary, find_list())
    catalogue, problems = build_catalogue(_inputs(options), options.project.settings, _progress)
    _progress("")
    warn(problems)
    text = papers_json(catalogue)
    if str(options.file) == "-":
        _show_file(text)
    else:
        write_text(options.file, text)
    return 0


def _show_file(text: str) -> None:
    """What may be sent into a file: its bytes are the same wherever it is shown."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text)
    sys.stdout.flush()


def stats(options: argparse.Namespace) -> int:
    if options.site:
        rows, weight = [], weigh_site(file_sizes(options.site), options.project.settings.cards)
    else:
        catalogue, problems = build_catalogue(_inputs(options), options.project.settings, _progress)
        _progress("")
        rows = summarise(catalogue, problems)
        site, settings = options.project.site, options.project.settings
        built = (site / "index.html").is_file()
        weight = weigh_site(file_sizes(site), settings.cards) if built else estimate_site(len(catalogue.papers), settings)
    for label, figure in [*rows, *limit_rows(weight)]:
        print(f"{label:22} {figure}")
    if warning := limit_warning(weight):
        print(f"warning: {warning}")
    return 0


def search(options: argparse.Namespace) -> int:
    folder = (options.site or options.project.site) / FOLDER
    files = read_folder(folder, ".json") if folder.is_dir() else {}
    for line in search_lines(files, str(folder), " ".join(options.query), most=max(0, options.count), exact=options.exact):
        print(visible(line))
    if not options.site:
        _tell_of_newer(options.project)
    return 0


def _tell_of_newer(project: Project) -> None:
    """What was changed after the site was built; MkDocs writes this page at each build, and the index only where it differs."""
    page = project.site / "404.html"
    changed = {path: time for path, _, time in look_at(project.seeds, page)}
    built = changed.pop(str(page), None)
    if built is not None and (newer := [path for path, time in changed.items() if time > built]):
        print(f"{visible(max(newer, key=changed.__getitem__))} is newer than the site: build it (mkdocs build) to search that too", file=sys.stderr)


def tags(options: argparse.Namespace) -> int:
    if options.packaged:
        _show_file(read_packaged("vocabulary.yml").text)
        return 0
    inputs = _inputs(options)
    catalogue, _ = build_catalogue(inputs, options.project.settings, _progress)
    _progress("")
    vocabulary = parse_vocabulary(inputs.vocabulary.text, inputs.vocabulary.path)
    judgements = parse_judgements(read_text(options.gold), str(options.gold)) if options.gold else None
    report = report_tags(catalogue.papers, catalogue.tagging, vocabulary, judgements)
    print(f"{'tag':28} {'papers':>6}" + ("  precision  recall" if judgements else ""))
    for row in report.rows:
        print(
            f"{row.tag:28} {row.papers:6,}"
            + (f"  {_share(row.precision):>9}  {_share(row.recall):>6}" if judgements else "")
        )
    print(f"\npapers without a tag: {len(report.untagged):,}", *report.untagged, sep="\n  ")
    print(f"\nphrases: {report.phrases:,}, of one paper alone: {report.single:,}, of none: {report.unused:,}")
    print(
        "\nfrequent phrases that no tag covers:", *(f"{n:5,}  {phrase}" for phrase, n in report.uncovered), sep="\n  "
    )
    return 0


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def embed(options: argparse.Namespace) -> int:
    inputs = _inputs(options)
    papers = build_catalogue(inputs, options.project.settings, _progress)[0].papers
    result = update_vectors(
        papers,
        options.seeds / VECTORS,
        inputs.vectors,
        afresh=options.afresh,
        encoder=lambda: open_encoder(options.model),
        on_paper=lambda done, wanted: _progress(f"paper {done + 1:,} of {wanted:,}"),
    )
    _progress("")
    print(f"{result.computed:,} computed, {result.kept:,} kept, {result.dropped:,} dropped, {count(result.size, 'byte')}")
    return 0


def layout(options: argparse.Namespace) -> int:
    """Known papers stay about where they are; without new papers nothing changes."""
    inputs = _inputs(options)
    catalogue, _ = build_catalogue(replace(inputs, layout=None) if options.afresh else inputs, options.project.settings, _progress)
    _progress("")
    changed = write_text(options.seeds / LAYOUT, layout_json(catalogue.layout))
    print(f"{options.seeds / LAYOUT}: {count(len(catalogue.layout), 'paper')}, {'written' if changed else 'unchanged'}")
    return 0


def mail(options: argparse.Namespace) -> int:
    def catalogue() -> Catalogue:
        found, problems = build_catalogue(_inputs(options), options.project.settings, _progress)
        _progress("")
        warn(problems)
        return found

    return run_mail(options, catalogue, World(), options.project.settings)


def warn(problems: Sequence[Problem]) -> None:
    for problem in problems:
        if problem.severity != "info":
            print(problem, file=sys.stderr)
