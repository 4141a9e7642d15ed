"""A fault of YAML as PyYAML tells it, and the text it is in → the line, and plain words that say what to do."""

from __future__ import annotations

import yaml

DOUBLE_QUOTES = "in double quotes a backslash makes another sign of what follows it; use single quotes"
_COLON = "put a text with a colon in quotes"
_NO_COLON = "a colon and a space must follow the key"
_INDENTED = "this is not indented like the lines above: what belongs together begins in the same column"
_DEEPER = f"this is indented deeper than the key above: begin it in the same column, or {_COLON}"
_FOLLOWS = "something follows a value that has ended: close each quote, double an apostrophe in single quotes"
_TOO_DEEP = 100  # levels; Python has room for more than that
_BLOCK_STARTS = ("'<block mapping start>'", "'<block sequence start>'")


def tell_fault(error: yaml.YAMLError | RecursionError, text: str) -> tuple[int, str]:
    """Where a person finds the fault (lines from 1), and what it is; in PyYAML's own words where there are no better ones."""
    if isinstance(error, RecursionError):
        return _find_depth(text), "is nested too deeply"
    if isinstance(error, yaml.reader.ReaderError):
        return text.count("\n", 0, error.position) + 1, error.reason
    mark, lines = error.problem_mark or error.context_mark, text.splitlines()
    if mark is None:
        return 1, error.problem or "is not valid YAML"
    problem, context, began = error.problem or "is not valid YAML", error.context or "", error.context_mark or mark
    if problem == "mapping values are not allowed here":
        return _tell_colon(lines, mark)
    if context == "while scanning a quoted scalar":
        return began.line + 1, "the quote is not closed"
    if context == "while scanning a simple key":
        return began.line + 1, _NO_COLON
    if context in ("while parsing a flow sequence", "while parsing a flow mapping"):
        return began.line + 1, f"the bracket {_sign(lines, began)} is not closed, or a comma in it is missing"
    if problem.startswith("expected the node content") and problem.endswith("'<stream end>'"):
        return len(lines), "a bracket in this line or above is not closed"
    if problem.startswith(("expected <block end>", "expected '<document start>'")):
        return mark.line + 1, _tell_place(lines, mark, problem)
    return mark.line + 1, _tell_sign(lines, mark, problem) or _tell_context(lines, began, context) or problem


def _find_depth(text: str) -> int:
    """The line in which the levels become more than anybody writes."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _TOO_DEEP:
            return event.start_mark.line + 1
    return 1


def _tell_colon(lines: list[str], mark: yaml.Mark) -> tuple[int, str]:
    """A colon behind a text that is no key: one in the same line has made it a value, or a line above goes on in this one."""
    first, at = mark.line, mark.line
    if at < len(lines) and ": " not in lines[at][: mark.column]:
        for above in range(at - 1, -1, -1):
            content = "" if lines[above].lstrip().startswith("#") else lines[above].partition(" #")[0].rstrip()
            if ": " in content:
                return at + 1, _DEEPER
            if content.endswith(":"):
                break
            first = above if content else first
    return first + 1, _COLON if first == at else _NO_COLON


def _tell_place(lines: list[str], mark: yaml.Mark, problem: str) -> str:
    """Something that cannot stand where it does: at the beginning of a line its indentation is wrong."""
    found, _, token = problem.partition(" found ")
    if token in ("']'", "'}'"):
        return f"there is one {token[1]} too many"
    if token in ("'-'", "'?'") and found.startswith("expected <block"):
        return "a list and keys stand in the same column: what belongs together is indented alike"
    return _INDENTED if token in _BLOCK_STARTS or not _line(lines, mark)[: mark.column].strip() else _FOLLOWS


def _tell_sign(lines: list[str], mark: yaml.Mark, problem: str) -> str | None:
    """A sign that means something to YAML."""
    sign = _sign(lines, mark)
    if problem.startswith("found character '\\t'"):
        return "use spaces, not a tab"
    if problem.startswith(("found character", "could not determine a constructor", "found duplicate anchor")):
        return _begins(sign)
    if problem.startswith("expected the node content") and sign in {"]", "}", ","}:
        return _begins(sign)
    if problem.startswith("found undefined alias"):
        return f"there is no &{problem.split(chr(39))[1]} above: {_begins(sign)}"
    if problem in ("sequence entries are not allowed here", "mapping keys are not allowed here"):
        return f"{_begins(sign)}; a list begins in a line of its own"
    return "--- begins another document; take it out" if problem == "but found another document" else None


def _tell_context(lines: list[str], began: yaml.Mark, context: str) -> str | None:
    """What was begun by one."""
    if context in ("while scanning an alias", "while scanning an anchor", "while scanning a tag", "while parsing a tag"):
        return _begins(_sign(lines, began))
    if context == "while scanning a block scalar":
        return f"the text behind {_sign(lines, began)} begins in the next line; {_begins(_sign(lines, began))}"
    return DOUBLE_QUOTES if context == "while scanning a double-quoted scalar" else None


def _begins(sign: str) -> str:
    return f"put a text that begins with {sign} in quotes"


def _line(lines: list[str], mark: yaml.Mark) -> str:
    return lines[mark.line] if mark.line < len(lines) else ""


def _sign(lines: list[str], mark: yaml.Mark) -> str:
    return _line(lines, mark)[mark.column : mark.column + 1]
