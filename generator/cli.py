"""The `broadsheet` command: arguments → what is asked for; one line and exit 2 for what cannot run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from . import __version__, commands
from .arguments import web_address
from .errors import GeneratorError, OutputError
from .mailcommand import add_mail_arguments
from .project import Project, find_project_file
from .searchcommand import add_search_arguments, set_words_apart
from .seeds import LAYOUT, VECTORS

_CANNOT_RUN = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns 0, 1 when `check` found problems, 2 when it could not run."""
    options = _read(sys.argv[1:] if arguments is None else arguments)
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # a terminal may lack a character
    try:
        _complete(options)
        if options.run is not commands.check:  # which tells them with the others
            commands.warn(options.project.problems)
        status = options.run(options)
        sys.stdout.flush()
        return status
    except GeneratorError as error:
        print(error, file=sys.stderr)
        return _CANNOT_RUN
    except BrokenPipeError:
        return 0
    except OSError as error:  # files are read and written elsewhere, so this is the terminal or what stands for it
        print(OutputError("standard output", "unwritable", f"cannot be written: {error.strerror}"), file=sys.stderr)
        return _CANNOT_RUN


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    """What is too much is told with the usage of its command, which names what there is."""
    options, rest = _parser().parse_known_args(set_words_apart(arguments))
    if rest:
        options.command.error(f"unrecognized arguments: {' '.join(rest)}")
    return options


def _complete(options: argparse.Namespace) -> None:
    """What the command line leaves open is as `mkdocs.yml` has it, or as it is everywhere."""
    project, file = None, find_project_file()
    if file:
        from .plugin.project import read_project  # which loads MkDocs

        project = read_project(file)
    options.project = project = project or Project()
    for name, value in (("seeds", project.seeds), ("vocabulary", project.vocabulary)):
        if getattr(options, name, value) is None:
            setattr(options, name, value)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="broadsheet",
        description="Turn saved paper digests into pages, data and figures. `mkdocs build` builds the site.",
    )
    parser.add_argument("--version", action="version", version=f"broadsheet {__version__}")
    choices = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    check = _command(choices, "check", "report what is wrong with digests", commands.check)
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="digests or folders (default: the seeds)")
    check.add_argument("--quiet", action="store_true", help="leave out what is merely worth knowing")

    write = _command(choices, "write", "write the site's Markdown to a folder", commands.write)
    write.add_argument("folder", type=Path, metavar="DIR", help="only changed files are written, stale ones removed")
    write.add_argument("--site-url", type=web_address, metavar="URL", help="the address the site will have (default: as mkdocs.yml says)")

    export = _command(choices, "export", "write every paper's record to a JSON file", commands.export)
    export.add_argument("file", type=Path, metavar="FILE", help="a file, or - for standard output")

    stats = _command(choices, "stats", "count papers, tags, links and problems, and tell how large the site is", commands.stats)
    stats.add_argument("--site", type=Path, metavar="DIR", help="weigh this built site and do nothing else")

    search = choices.add_parser("search", help="search a built site", description="Search a built site, with its own ranking.")
    search.set_defaults(run=commands.search, command=search)
    add_search_arguments(search)

    tags = _command(choices, "tags", "report on the vocabulary, tag by tag", commands.tags)
    tags.add_argument(
        "--gold", type=Path, metavar="FILE", help="judgements (JSON) to measure precision and recall against"
    )
    tags.add_argument("--packaged", action="store_true", help="show the packaged vocabulary, to begin your own with, and do nothing else")

    embed = _command(choices, "embed", f"make sentence vectors of new papers for SEEDS/{VECTORS}", commands.embed)
    embed.add_argument("--model", type=Path, metavar="DIR", help="a folder with model.onnx and tokenizer.json")
    embed.add_argument("--all", action="store_true", dest="afresh", help="make every vector afresh")

    layout = _command(choices, "layout", f"keep the places of the papers on the map in SEEDS/{LAYOUT}", commands.layout)
    layout.add_argument("--all", action="store_true", dest="afresh", help="lay every paper out afresh")

    add_mail_arguments(_command(choices, "mail", "make a mail of papers, and send it to a list", commands.mail))
    return parser


def _command(
    choices: argparse._SubParsersAction, name: str, summary: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    command = choices.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    command.set_defaults(run=run, command=command)
    command.add_argument("--seeds", type=Path, metavar="DIR", help="digests (default: as mkdocs.yml says, or seeds)")
    command.add_argument("--vocabulary", type=Path, metavar="FILE", help="your own tags (default: as mkdocs.yml says, or the packaged ones)")
    return command
