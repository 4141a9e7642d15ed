"""The systems that papers introduce, and the abbreviations they define → alphabetical pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import addresses, markup
from ..context import Context
from ..markup import Markdown
from ..model import Sense
from ..wording import count, short_title
from .alphabet import Row, alphabet_pages
from .document import Draft

_PAPERS_SHOWN = 12  # of one sense


def name_lists(context: Context) -> Iterator[Draft]:
    """Each name with the title of the paper that introduces it."""
    names = context.catalogue.names
    rows = [Row(name.text, _name_lines(context, name.text, paper_id)) for paper_id, name in sorted(names.items())]
    number = count(len(rows), "name") if rows else "No names"
    lead = f"{number} of models, methods and data sets that papers here introduce."
    return alphabet_pages(context, addresses.NAMES, "Names", lead, rows, "names")


def _name_lines(context: Context, name: str, paper_id: str):
    def lines(path: str) -> Sequence[str]:
        title = markup.element("small", short_title(context.papers[paper_id]))
        return [markup.page_link(name, path, addresses.paper_page(paper_id), "bs-title"), title]

    return lines


def glossary_lists(context: Context) -> Iterator[Draft]:
    """Each abbreviation with every sense that papers give it, and those papers."""
    rows = [Row(short, _sense_lines(context, short, meanings)) for short, meanings in context.catalogue.senses.items()]
    lead = f"{count(len(rows), 'abbreviation')} as the papers spell them out; one may have several senses." if rows else "No paper spells out an abbreviation."
    return alphabet_pages(context, addresses.GLOSSARY, "Glossary", lead, rows, "abbreviations")


def _sense_lines(context: Context, short: str, senses: Sequence[Sense]):
    def lines(path: str) -> Sequence[str]:
        return [markup.element("strong", short, "bs-title"), *(_sense(context, path, short, sense) for sense in senses)]

    return lines


def _sense(context: Context, path: str, short: str, sense: Sense) -> Markdown:
    shown = [
        markup.page_link(_called(context, paper_id, short), path, addresses.paper_page(paper_id))
        for paper_id in sense.papers[:_PAPERS_SHOWN]
    ]
    more = [f"and {len(sense.papers) - len(shown):,} more"] if len(sense.papers) > len(shown) else []
    papers = markup.element("small", markup.join([*shown, *more], ", "))
    return Markdown(markup.element("span", sense.long, "bs-line") + papers)


def _called(context: Context, paper_id: str, short: str) -> str:
    """A paper by its name, or by its title where the name would only repeat the abbreviation."""
    name = context.catalogue.names.get(paper_id)
    return name.text if name and name.text != short else short_title(context.papers[paper_id])
