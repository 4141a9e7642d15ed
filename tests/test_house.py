"""The laws of the house, held by reading the modules' own text."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from generator import model

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "generator"
FILES = sorted(HOUSE.rglob("*.py"))
MAY_KNOW_MKDOCS = {"generator.plugin", "generator.plugin.rendering"}
MAY_TOUCH_FILES = {"generator.seeds", "generator.output"}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
# Methods of paths, and functions, that read, write, list or remove. Asking whether a file is there is allowed.
TOUCHING = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "makedirs", "rmdir", "unlink", "iterdir",
    "glob", "rglob", "touch", "rmtree", "copyfile", "copytree", "listdir", "scandir", "walk", "savez",
}  # fmt: skip
TOUCHING_MODULES = {"os", "shutil", "io", "tempfile", "pickle", "sqlite3", "subprocess", "urllib.request", "socket"}
ASKING_THE_WORLD = {("time", "time"), ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("os", "environ")}


def name_of(file):
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def imports_of(file):
    """Absolute names of what a module imports; a name taken out of a module counts as that module or one below it."""
    package = name_of(file) if file.name == "__init__.py" else name_of(file).rpartition(".")[0]
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                yield inner if inner in MODULES else origin


MODULES = {name_of(file): file for file in FILES}
every_module = pytest.mark.parametrize("file", FILES, ids=name_of)


@every_module
def test_only_the_plugin_knows_mkdocs(file):
    if name_of(file) not in MAY_KNOW_MKDOCS:
        assert not [name for name in imports_of(file) if name.split(".")[0] in ("mkdocs", "material", "jinja2")]


@every_module
def test_only_seeds_and_output_touch_files(file):
    if name_of(file) in MAY_TOUCH_FILES:
        return
    assert not TOUCHING_MODULES & set(imports_of(file))
    called = (node.func for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))
    names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in called}
    own = {node.name for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef)} | imported_from_us(file)
    assert not (names & TOUCHING) - own


def imported_from_us(file):
    """Names taken from the two modules that may touch files: calling those is the way to do it."""
    return {
        alias.name
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ImportFrom) and node.module in ("seeds", "output")
        for alias in node.names
    }


@every_module
def test_no_clock_no_chance_no_environment(file):
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in ASKING_THE_WORLD, f"line {node.lineno}"
            if node.value.id == "random":
                assert node.attr == "Random", f"line {node.lineno}: chance needs a fixed seed"


@every_module
def test_a_module_says_what_it_is(file):
    assert ast.get_docstring(tree_of(file)), "opens with a docstring"


@every_module
def test_a_module_has_a_size_and_a_name(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300
    assert not NAMELESS & set(re.split(r"[._]", name_of(file)))


@every_module
def test_nobody_swallows_everything(file):
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}: a bare except"
            assert getattr(node.type, "id", "") not in ("Exception", "BaseException"), f"line {node.lineno}"


def test_imports_go_one_way():
    graph = {name: {to for to in imports_of(file) if to in MODULES and to != name} for name, file in MODULES.items()}
    done, path = set(), []

    def visit(name):
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name not in done:
            path.append(name)
            for to in sorted(graph[name]):
                visit(to)
            done.add(path.pop())

    for name in sorted(graph):
        visit(name)


def test_the_model_knows_nobody():
    assert not [name for name in imports_of(HOUSE / "model.py") if name.startswith("generator")]


def test_nobody_knows_the_exits():
    exits = {"generator.cli", "generator.plugin", "generator.__main__"}
    for name, file in MODULES.items():
        if name not in exits:
            assert not exits & set(imports_of(file)), name


def test_stages_do_not_know_the_pages():
    """Only the pipeline, the plugin and the pages themselves import pages; only pages and the exits spell markup."""
    for name, file in MODULES.items():
        if not name.startswith("generator.pages") and name not in ("generator.site", "generator.plugin"):
            assert not [other for other in imports_of(file) if other.startswith("generator.pages")], name


def test_only_markup_escapes_and_only_the_plugin_may_render():
    for name, file in MODULES.items():
        called = (node.func for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))
        names = {ast.unparse(func) for func in called}
        assert name == "generator.markup" or not {"html.escape", "yaml.safe_dump", "yaml.dump"} & names, name
        imports = {other.split(".")[0] for other in imports_of(file)}
        assert name.startswith("generator.plugin") or "markdown" not in imports, name


def test_records_are_frozen_and_slotted():
    records = [value for _, value in inspect.getmembers(model, inspect.isclass) if value.__module__ == model.__name__]
    assert len(records) >= 20
    for record in records:
        assert dataclasses.is_dataclass(record), record
        assert record.__dataclass_params__.frozen, record
        assert "__slots__" in vars(record), record
        assert all(field.kw_only for field in dataclasses.fields(record)), record
        assert not [
            field.name for field in dataclasses.fields(record) if str(field.type).startswith(("list", "set", "dict"))
        ]


def test_a_record_cannot_be_changed():
    place = model.Location(path="a.txt")
    with pytest.raises(dataclasses.FrozenInstanceError):
        place.line = 2


def test_every_package_is_packed():
    """`pip install .` must bring every folder of modules along."""
    packed = re.search(r"^packages = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    folders = {".".join(file.parent.relative_to(ROOT).parts) for file in FILES}
    assert packed is None or folders <= set(re.findall(r'"([^"]+)"', packed[1]))


def test_the_rooms_are_all_described():
    """The table in CONTRIBUTING.md names every module, or the package it is in."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| room |")[2].partition("\n\n")[0]
    rooms = set(re.findall(r"`([^`]+)`", table))
    for file in FILES:
        room = Path(file.relative_to(HOUSE).parts[0])
        assert room.name.startswith("__") or {room.name, f"{room.stem}/"} & rooms, file.name


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(name for extra in project["optional-dependencies"].values() for name in extra)]
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| library |")[2]
    named = set(re.findall(r"`([^`]+)`", table))
    assert {re.split(r"[<>=]", requirement)[0] for requirement in wanted} <= named
