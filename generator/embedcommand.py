"""Papers and the vectors file as it is → the file brought up to date: the work of `broadsheet embed`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .embedding import Encoder, ModelFiles, ModelPlace, embed_papers, find_model, load_encoder
from .errors import GeneratorError
from .inputs import SourceBytes
from .model import Paper
from .output import write_bytes
from .seeds import read_bytes, read_text
from .vectors import VectorTable, content_key, dump_vectors, make_table, parse_vectors

_CARD_LICENCE = re.compile(r"^license:[ \t]*([\w.+-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Vectors computed, kept, and dropped because no paper has their text any more; the file's size in bytes."""

    computed: int
    kept: int
    dropped: int
    size: int


def open_encoder(folder: Path | None) -> Encoder:
    """The model in `folder`, or the one that is at hand; raises `GeneratorError` with what to install."""
    place = find_model(folder)
    tokenizer = read_text(place.tokenizer)
    files = ModelFiles(onnx=read_bytes(place.onnx), tokenizer=tokenizer, name=place.name, licence=_licence(place))
    return load_encoder(files)


def _licence(place: ModelPlace) -> str:
    """What the place says, or else the first lines of the model card beside the tokenizer."""
    card = place.tokenizer.with_name("README.md")
    found = _CARD_LICENCE.search(read_text(card)) if place.licence is None and card.is_file() else None
    return place.licence or (found[1] if found else "unknown")


def update_vectors(
    papers: Sequence[Paper],
    file: Path,
    old: SourceBytes | None,
    *,
    afresh: bool = False,
    encoder: Callable[[], Encoder] = lambda: open_encoder(None),
    on_paper: Callable[[int, int], None] = lambda done, all_: None,
) -> Update:
    """Compute what is missing (everything, when `afresh`), drop what no paper has, and write the file.

    The model is opened only when there is something to compute. Raises `GeneratorError` when the old file is damaged
    or was made by another model, unless `afresh`.
    """
    table = None if afresh or old is None else _parse(old)
    known = dict(zip(table.keys, table.rows, strict=True)) if table else {}
    wanted = {content_key(paper) for paper in papers}
    if table and wanted <= known.keys():
        new = make_table(table.model, {key: known[key] for key in wanted})
    else:
        running = encoder()
        if table and table.model.sha256 != running.model.sha256:
            raise GeneratorError(
                file,
                "other-model",
                f"was made by another model ({table.model.name}, sha256 {table.model.sha256[:12]}…): "
                "name that one with --model, or make all vectors afresh with --all",
            )
        new = embed_papers(papers, known, running, on_paper)
    data = dump_vectors(new)
    write_bytes(file, data)
    kept = len(wanted & known.keys())
    return Update(computed=len(wanted) - kept, kept=kept, dropped=len(known) - kept, size=len(data))


def _parse(old: SourceBytes) -> VectorTable:
    table, problems = parse_vectors(old.data, old.path)
    if table is None:
        raise GeneratorError(problems[0].location.path, problems[0].code, problems[0].message)
    return table
