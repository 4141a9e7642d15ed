"""Modules put together: nothing is lost, nothing stands twice, and what cannot be put together is told."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from generator.errors import DataError
from generator.scripts import ENTRIES, bundle_script, bundle_scripts

FOLDER = Path(__file__).parent.parent / "generator/theme/assets/broadsheet/search"
SOURCES = {file.stem: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.js")}
OF_MAP = {file.stem: file.read_text(encoding="utf-8") for file in (FOLDER.parent / "map").glob("*.js")}


def test_every_module_is_shipped_once():
    bundles = bundle_scripts(SOURCES)
    homes = [name for text in bundles.values() for name in re.findall(r"const \$(\w+)=\(\(\)=>", text)]
    assert sorted(homes) == sorted([*SOURCES, "address"]), "the page and the worker have the facets' names in common"
    assert set(bundles) == {entry for group in ENTRIES for entry in group}
    assert "import{" not in bundles["worker"] and "document." not in bundles["worker"]


def test_the_map_is_one_script_that_is_no_module():
    """From disk a browser loads no modules; what the script names meets no name of another one."""
    text = bundle_script(OF_MAP, "map")
    assert sorted(re.findall(r"const \$(\w+)=\(\(\)=>", text)) == sorted(OF_MAP)
    assert text.startswith('"use strict";{const $') and text.endswith("}")
    assert not re.search(r"\b(?:import|export)\b", text)
    assert len(gzip.compress(text.encode())) <= 5_500


def test_what_comes_before_is_imported():
    one = 'import { low as deep } from "./base.js";\n/* A comment. */\nexport const one = deep + 1; // more\n'
    two = 'import { low } from "./base.js";\nimport { one } from "./one.js";\n\nexport function two() {\n  return low + one;\n}\n'
    base = "const hidden = 1;\nexport const low = hidden;\n"
    assert bundle_scripts({"one": one, "two": two, "base": base}, (("one", "two"),)) == {
        "one": "const $base=(()=>{const hidden=1;const low=hidden;return{low};})();"
        "const $one=(()=>{const{low:deep}=$base;const one=deep+1;return{one};})();export{$base,$one};export const{one}=$one;",
        "two": 'import{$base,$one}from"./one.js";const $two=(()=>{const{low}=$base;const{one}=$one;'
        "function two(){return low+one;}\nreturn{two};})();export{$two};export const{two}=$two;",
    }


@pytest.mark.parametrize(
    "source, told",
    [
        ('import { x } from "./lost.js";', "lost.js: bad-script there is no such script"),
        ('import { x } from "./a.js";', "a.js: bad-script imports itself"),
        ('import * as x from "./b.js";', "cannot be put together"),
        ("export default 1;", "cannot be put together"),
        ("export { x };", "cannot be put together"),
        ("const read = (x) => /a  b/.test(x);", "cannot be put together with others: => /a"),
        ("const text = `a ${b + `// ${c}`}`;", "cannot be put together with others: `a "),
    ],
)
def test_what_cannot_be_put_together_is_told(source, told):
    with pytest.raises(DataError, match=told):
        bundle_scripts({"a": source}, (("a",),))


def test_texts_and_patterns_survive():
    """Template literals, regular expressions, division, and texts that look like comments."""
    source = (
        "export const texts = [`a  /* b */ ${1 + 2}  // c`, \"// d\", '/* e */', /[/]\\/\\/ x {2}  y/g, 4 / 2 / 1]; // gone\n"
    )
    text = bundle_scripts({"a": source}, (("a",),))["a"]
    for kept in ("`a  /* b */ ${1 + 2}  // c`", '"// d"', "'/* e */'", "/[/]\\/\\/ x {2}  y/g", "4/2/1"):
        assert kept in text, kept
    assert "gone" not in text
