"""The laws of the house, held by reading the modules' own text."""

from __future__ import annotations

import ast
import dataclasses
import fnmatch
import glob
import inspect
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from generator import model, publication

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "generator"
FILES = sorted(HOUSE.rglob("*.py"))
MAY_KNOW_MKDOCS = {
    "generator.plugin", "generator.plugin.configuring", "generator.plugin.framing", "generator.plugin.listing", "generator.plugin.options", "generator.plugin.publishing", "generator.plugin.rendering",
    "generator.plugin.layering", "generator.plugin.obstacles", "generator.plugin.preview", "generator.plugin.project", "generator.plugin.settingsfile", "generator.plugin.templates",
}  # fmt: skip
MAY_TOUCH_FILES = {"generator.seeds", "generator.output", "generator.sitefolder"}
DATABASE = "generator.records.database"
MAY_REACH_OUT = {"generator.mail.smtp"}  # network, clock, environment and browser, for sending mail alone
REACHING = {
    "smtplib", "ssl", "socket", "socketserver", "asyncio", "http", "urllib.request", "ftplib", "imaplib", "poplib", "select",
    "webbrowser", "requests", "urllib3",
}  # fmt: skip
MAY_FORK = {"generator.workers"}
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "misc"}
# Methods of paths, and functions, that read, write, list or remove. Asking whether a file is there is allowed.
TOUCHING = {
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "makedirs", "rmdir", "unlink", "iterdir",
    "glob", "rglob", "touch", "rmtree", "copyfile", "copytree", "listdir", "scandir", "walk", "savez",
}  # fmt: skip
TOUCHING_MODULES = {"os", "shutil", "io", "tempfile", "pickle", "sqlite3", "subprocess", "urllib.request", "socket"}
# Nothing below these may be used, whatever it is called where it is used; what follows is allowed all the same.
ASKING_THE_WORLD = (
    "time", "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "os.environ", "os.environb", "os.getenv", "os.urandom", "uuid", "secrets", "random", "numpy.random", "locale",
    "platform", "getpass",
)  # fmt: skip
FIXED_BY_A_SEED = ("random.Random", "numpy.random.default_rng", "numpy.random.RandomState", "numpy.random.Generator", "uuid.UUID", "uuid.uuid5")


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
def test_only_those_who_may_touch_files(file):
    if name_of(file) in MAY_TOUCH_FILES:
        return
    allowed = {"sqlite3"} if name_of(file) in (DATABASE, "generator.fingerprint") else {"os"} if name_of(file) in MAY_REACH_OUT | MAY_FORK else set()
    assert not (TOUCHING_MODULES - allowed) & set(imports_of(file))
    called = (node.func for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))
    names = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in called}
    own = {node.name for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef)} | imported_from_us(file)
    assert not (names & TOUCHING) - own


def test_the_database_opens_no_file():
    """SQLite may be used for a database of its own, which has no name."""
    tree = tree_of(MODULES[DATABASE])
    opened = [
        [ast.unparse(argument) for argument in node.args]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sqlite3.connect"
    ]
    assert opened and all(arguments == ["_OF_ITS_OWN"] for arguments in opened)
    assert "_OF_ITS_OWN = ''" in {ast.unparse(node) for node in tree.body}
    assert not re.search(r"(?i)\battach\b|vacuum into|load_extension", MODULES[DATABASE].read_text(encoding="utf-8"))


@every_module
def test_only_the_sending_of_mail_reaches_out(file):
    tops = {part for name in imports_of(file) for part in (name, name.split(".")[0])}
    assert name_of(file) in MAY_REACH_OUT or not REACHING & tops


def test_only_the_commands_know_what_reaches_out():
    for name, file in MODULES.items():
        if MAY_REACH_OUT & set(imports_of(file)):
            assert name in ("generator.commands", "generator.mailcommand"), name


def imported_from_us(file):
    """Names taken from the modules that read and write files: calling those is the way to do it."""
    return {
        alias.name
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ImportFrom) and node.module in ("seeds", "output")
        for alias in node.names
    }


@every_module
def test_no_clock_no_chance_no_environment(file):
    assert name_of(file) in MAY_REACH_OUT or not worldly_names(tree_of(file))


def worldly_names(tree):
    """What a module asks of clock, chance and environment, by the full names of what it imports and uses."""
    called, used = {}, set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            called |= {alias.asname or alias.name.split(".")[0]: alias.name for alias in node.names if alias.asname}
            called |= {alias.name.split(".")[0]: alias.name.split(".")[0] for alias in node.names if not alias.asname}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            called |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            used |= {f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            head, _, rest = ast.unparse(node).partition(".")
            used |= {f"{called[head]}.{rest}"} if head in called and "(" not in rest else set()
        elif isinstance(node, ast.Call) and not node.args:
            used |= {"random.unseeded"} if ast.unparse(node.func).endswith(("Random", "RandomState", "default_rng")) else set()
    return sorted(name for name in used if is_below(name, ASKING_THE_WORLD) and not is_below(name, FIXED_BY_A_SEED))


def is_below(name, places):
    return any(f"{name}.".startswith(f"{place}.") for place in places) and name != "numpy.random"


@pytest.mark.parametrize(
    "text",
    [
        "import time\ntime.time()",
        "import time as clock\nclock.time()",
        "from time import time\ntime()",
        "from time import monotonic as now\nnow()",
        "import datetime\ndatetime.datetime.now()",
        "import datetime as d\nd.date.today()",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import datetime as when\nwhen.utcnow()",
        "from datetime import date\nmoment = date.today",
        "import os\nos.environ.get('HOME')",
        "import os\nos.getenv('HOME')",
        "from os import environ",
        "import random\nrandom.shuffle([])",
        "from random import shuffle",
        "import numpy as np\nnp.random.rand()",
        "import numpy as np\nnp.random.default_rng()",
        "import random\nrandom.Random()",
        "from numpy import random\nrandom.rand()",
        "import numpy.random\nnumpy.random.seed(0)",
        "import uuid\nuuid.uuid4()",
    ],
)
def test_the_world_is_found_under_any_name(text):
    assert worldly_names(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import date\ndate(2025, 1, 1)",
        "import datetime\ndatetime.datetime(2025, 1, 1).isoformat()",
        "from uuid import UUID, uuid5\nuuid5(UUID(int=0), 'a')",
        "import random\nchance: random.Random = random.Random(0)\nchance.random()",
        "import numpy as np\nnp.random.default_rng(0).normal()",
        "from .time import time\ntime()",
        "self.time.time()",
    ],
)
def test_what_is_given_or_seeded_is_no_world(text):
    assert not worldly_names(ast.parse(text))


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
            if name_of(file) in MAY_FORK:  # what a worker caught is raised where it was asked for
                continue
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
    exits = {"generator.cli", "generator.commands", "generator.plugin", "generator.__main__"}
    for name, file in MODULES.items():
        if name not in exits:
            assert not exits & set(imports_of(file)), name


def test_stages_do_not_know_the_pages():
    """Only the pipeline, the plugin, the pages themselves and what is published beside them import pages."""
    for name, file in MODULES.items():
        if not name.startswith(("generator.pages", "generator.records", "generator.plugin")) and name != "generator.site":
            assert not [other for other in imports_of(file) if other.startswith("generator.pages")], name


def test_only_markup_escapes_and_only_the_plugin_may_render():
    for name, file in MODULES.items():
        called = (node.func for node in ast.walk(tree_of(file)) if isinstance(node, ast.Call))
        names = {ast.unparse(func) for func in called}
        assert name == "generator.markup" or not {"html.escape", "yaml.safe_dump", "yaml.dump"} & names, name
        imports = {other.split(".")[0] for other in imports_of(file)}
        assert name.startswith("generator.plugin") or "markdown" not in imports, name


def test_records_are_frozen_and_slotted():
    records = [
        value for room in (model, publication) for _, value in inspect.getmembers(room, inspect.isclass) if value.__module__ == room.__name__
    ]
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
    """`pip install .` must bring every module and every other file along."""
    assert unpacked(ROOT, "generator") == []


def unpacked(root, package):
    """Files of a package that `[tool.setuptools]` would leave out.

    As setuptools does it: a package is a folder with an `__init__.py`, in a package, whose dotted name matches
    `packages.find.include` and no `exclude`; its modules come along, and what its globs in `package-data` match.
    """
    tool = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    find, data = tool["packages"]["find"], tool.get("package-data", {})
    folders = [root / package, *sorted(path for path in (root / package).rglob("*") if path.is_dir())]
    packages = {}
    for folder in folders:
        name = ".".join(folder.relative_to(root).parts)
        whole = (folder / "__init__.py").is_file() and (folder.parent == root or folder.parent in packages.values())
        if whole and matches(name, find.get("include", ["*"])) and not matches(name, find.get("exclude", [])):
            packages[name] = folder
    packed = set()
    for name, folder in packages.items():
        globs = ["*.py", *data.get(name, []), *data.get("*", []), *data.get("", [])]
        packed |= {folder / found for one in globs for found in glob.glob(one, root_dir=folder, recursive=True)}
    files = (path for path in (root / package).rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    return sorted(path.relative_to(root).as_posix() for path in files if path not in packed)


def matches(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def test_what_would_not_be_packed_is_found(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.setuptools.packages.find]\ninclude = ["owls", "owls.*"]\nexclude = ["owls.not"]\n'
        '[tool.setuptools.package-data]\nowls = ["data/*", "theme/**/*"]\n'
    )
    kept = ["__init__.py", "a.py", "night/__init__.py", "night/b.py", "data/x.yml", "theme/x.js", "theme/css/x.css"]
    lost = ["bare/c.py", "data/more/y.yml", "loose.json", "night/d.json", "not/__init__.py", "bare/deep/__init__.py"]
    for name in [*kept, *lost]:
        (tmp_path / "owls" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "owls" / name).write_text("")
    assert unpacked(tmp_path, "owls") == sorted(f"owls/{name}" for name in lost)


def test_no_style_asks_the_root_what_it_holds():
    """`:has()` of the root has the browser style every element again with each change anywhere in the page."""
    of_root = re.compile(r"(?::root|\bhtml|\bbody)[^\s,{}>~+]*:has\(")
    assert of_root.search("\n:root[dir]:has(.x) .y {}") and not of_root.search(".body:has-x\n.y > .x:has(.z)")
    sheets = sorted((HOUSE / "theme").rglob("*.css"))
    assert sheets and not [sheet.name for sheet in sheets if of_root.search(sheet.read_text(encoding="utf-8"))]


def test_the_rooms_are_all_described():
    """The table in CONTRIBUTING.md names every module, or the package it is in."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| room |")[2].partition("\n\n")[0]
    rooms = set(re.findall(r"`([^`]+)`", table))
    for file in FILES:
        room = Path(file.relative_to(HOUSE).parts[0])
        assert room.name.startswith("__") or {room.name, f"{room.stem}/"} & rooms, file.name


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| library |")[2]
    named = set(re.findall(r"`([^`]+)`", table))
    assert {re.split(r"[<>=]", requirement)[0] for requirement in wanted} <= named


def test_no_possessive_patterns():
    """Python 3.11 before 3.11.5, which Debian 12 has, matches possessive quantifiers on groups wrongly."""
    for name, file in MODULES.items():
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "(?" in node.value:
                assert not re.search(r"[)\]}][*+?]\+|\(\?>", node.value), (name, node.value)


def test_what_few_builds_need_is_not_loaded_with_the_pipeline():
    large = ["PIL", "sklearn", "scipy.linalg", "scipy.spatial", "generator.cards", "generator.records", "generator.search"]
    asked = f"import sys, generator.site; print([name for name in {large} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "[]\n"
