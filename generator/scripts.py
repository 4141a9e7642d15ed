"""The modules of our scripts → the few files that a browser loads: one for what must be there at once, and no comments.

Modules import each other by `import { … } from "./name.js"` and export functions, classes and constants where they are declared;
each becomes a function of its own, so that their other names do not meet. Knows nothing of what they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from rjsmin import jsmin

from .errors import DataError

ENTRIES = (("box", "results"), ("worker",))  # on every page, and on the results page; by itself, where there is no page
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_STRANGE = re.compile(
    r"^(?:import\b(?! *[(.])|export\b).*"
    r"|=>\s*/(?![/*]).*|`[^`]*\$\{[^}`]*`",  # a pattern after an arrow, a template in a template: rjsmin misreads both
    re.MULTILINE,
)


def bundle_scripts(sources: Mapping[str, str], entries: Sequence[Sequence[str]] = ENTRIES) -> dict[str, str]:
    """For each entry a module of the same name with all it imports, but for what an earlier one of its group has already.

    `sources` are texts by name, without `.js`. Every module can be had from its file as `$name`. Raises `DataError` for a
    module that is missing or written in another way.
    """
    return {entry: jsmin(bundle) for group in entries for entry, bundle in _bundle_group(group, sources)}


def bundle_script(sources: Mapping[str, str], entry: str) -> str:
    """The entry with all it imports as one script that is no module: from disk a browser loads no modules. It exports nothing."""
    order = _order(entry, sources, {})
    return jsmin("\n".join(['"use strict";', "{", *(_wrap(name, sources[name]) for name in order), "}"]))


def _bundle_group(group: Sequence[str], sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    homes: dict[str, str] = {}
    for entry in group:
        yield entry, _bundle(entry, sources, homes)


def _bundle(entry: str, sources: Mapping[str, str], homes: dict[str, str]) -> str:
    order = _order(entry, sources, homes)
    homes |= dict.fromkeys(order, entry)
    elsewhere: dict[str, list[str]] = {}
    for name in dict.fromkeys(other for module in order for other in _imports(sources[module])):
        if homes[name] != entry:
            elsewhere.setdefault(homes[name], []).append(f"${name}")
    lines = [f'import {{ {", ".join(names)} }} from "./{home}.js";' for home, names in elsewhere.items()]
    lines += [_wrap(name, sources[name]) for name in order]
    lines.append(f"export {{ {', '.join(f'${name}' for name in order)} }};")
    if exported := _EXPORT.findall(sources[entry]):
        lines.append(f"export const {{ {', '.join(exported)} }} = ${entry};")
    return "\n".join(lines)


def _order(entry: str, sources: Mapping[str, str], homes: Mapping[str, str]) -> list[str]:
    """The modules of an entry, each after those that it imports."""
    done: dict[str, bool] = {}  # False while its imports are visited

    def visit(name: str) -> None:
        if name in homes or done.get(name):
            return
        if name in done or name not in sources:
            raise DataError(f"{name}.js", "bad-script", "imports itself" if name in done else "there is no such script")
        done[name] = False
        for other in _imports(sources[name]):
            visit(other)
        done[name] = True
        order.append(name)

    order: list[str] = []
    visit(entry)
    return order


def _imports(source: str) -> list[str]:
    return [name for _, name in _IMPORT.findall(source)]


def _wrap(name: str, source: str) -> str:
    """The module as a function that is called once and returns what it exports."""
    exported = _EXPORT.findall(source)
    body = _EXPORT.sub("", _IMPORT.sub(lambda match: f"const {{{match[1].replace(' as ', ': ')}}} = ${match[2]};", source))
    if strange := _STRANGE.search(body):
        raise DataError(f"{name}.js", "bad-script", f"cannot be put together with others: {strange[0]}")
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"
