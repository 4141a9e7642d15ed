"""Compiled templates: kept, and compiled again where the source changed or the file is damaged."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import material
import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from generator.output import Store
from generator.plugin import templates
from generator.plugin.templates import TemplateStore, keep_compiled


class CountingEnvironment(Environment):
    """Tells what was compiled."""

    compiled = 0

    def compile(self, *args, **options):
        self.compiled += 1
        return super().compile(*args, **options)


LANGUAGES = sorted(path.stem for path in (Path(material.__file__).parent / "templates/partials/languages").glob("*.html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_is_called_as_no_other_part_of_a_page(language: str) -> None:
    environment = Environment(loader=FileSystemLoader(Path(material.__file__).parent / "templates"), extensions=["jinja2.ext.do"])
    words = environment.get_template(f"partials/languages/{language}.html").module
    fallback = environment.get_template("partials/languages/en.html").module
    menu, *others = ((words.t(key) or fallback.t(key)).strip() for key in ("nav", "header", "toc", "footer", "search"))
    assert menu and menu not in others


def compiled(folder: Path, source: str) -> int:
    """How often a new environment compiles a template, which must say what its source says."""
    environment = CountingEnvironment(loader=DictLoader({"page.html": source + "{{ 1 + 1 }}"}))
    environment.bytecode_cache = TemplateStore(Store(folder))
    assert environment.get_template("page.html").render() == source + "2"
    return environment.compiled


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert [compiled(tmp_path, "one"), compiled(tmp_path, "one")] == [1, 0]
    assert [compiled(tmp_path, "two"), compiled(tmp_path, "two")] == [1, 0]


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: b"", lambda data: data[:70] + b"x" * len(data)])
def test_a_damaged_file_is_not_trusted(tmp_path: Path, damage) -> None:
    compiled(tmp_path, "one")
    (file,) = (tmp_path / "templates").iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert [compiled(tmp_path, "one"), compiled(tmp_path, "one")] == [1, 0]


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert [compiled(tmp_path / "file", "one"), compiled(tmp_path / "file", "one")] == [1, 1]


def test_what_a_build_did_not_use_is_dropped(tmp_path: Path) -> None:
    compiled(tmp_path, "one")
    store = Store(tmp_path)
    environment = Environment(loader=DictLoader({"other.html": "other"}), bytecode_cache=TemplateStore(store))
    environment.get_template("other.html")
    store.forget_others()
    assert len(list((tmp_path / "templates").iterdir())) == 1


def test_other_versions_compile_for_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(tmp_path, "one")
    monkeypatch.setattr(templates, "PROGRAM", "another version")
    assert [compiled(tmp_path, "one"), compiled(tmp_path, "one")] == [1, 0]


def change_filters(env, config, files):
    """What a hook may be."""


def test_nothing_is_kept_where_others_may_change_the_filters(tmp_path: Path) -> None:
    def kept(*methods) -> bool:
        environment = Environment()
        keep_compiled(environment, Store(tmp_path), SimpleNamespace(plugins=SimpleNamespace(events={"env": methods})))
        return environment.bytecode_cache is not None

    assert kept() and not kept(change_filters)
    environment = Environment(bytecode_cache=TemplateStore(Store(tmp_path / "own")))
    own = environment.bytecode_cache
    keep_compiled(environment, Store(tmp_path), SimpleNamespace(plugins=SimpleNamespace(events={})))
    assert environment.bytecode_cache is own
