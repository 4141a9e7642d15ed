"""The page of the papers that a reader has put together, which a script fills; nothing of it leaves the browser."""

from __future__ import annotations

from functools import partial

from .. import addresses, markup
from ..citing.alike import RELATED, has_related
from ..context import Context
from ..metadata import site_head
from .document import Draft, make_page
from .rows import all_citations


def selection_page(context: Context) -> Draft:
    """What it is, a place for the script, and the files of all papers for those who have no scripts."""
    path = addresses.SELECTION
    lead = "Papers you have put together, to cite them in any format. The selection is kept in this browser alone."
    sections = [
        markup.heading(1, "My selection", "top"),
        markup.paragraph(lead, "bs-lead"),
        markup.paragraph("A selection needs scripts, which do not run here. All papers can be cited without:", "bs-without"),
        markup.selection_place(markup.relative(path, RELATED) if has_related(context.catalogue.related) else ""),
        all_citations(path),
    ]
    head = site_head("My selection", path, context.settings, context.card())
    return Draft(path=path, make=partial(make_page, path, "My selection", lead, sections, head=head))
