"""The menu of `mkdocs.yml` without a page."""

from __future__ import annotations

import pytest

from generator.plugin.navigation import paths_in, without

NAV = ["index.md", {"Papers": "papers/index.md"}, {"More": ["data/index.md", {"Deep": [{"Data": "x/index.md"}]}]}, "https://owls.example"]


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ("index.md", NAV[1:]),
        ("papers/index.md", [NAV[0], *NAV[2:]]),
        ("data/index.md", [*NAV[:2], {"More": [{"Deep": [{"Data": "x/index.md"}]}]}, NAV[3]]),
        ("x/index.md", [*NAV[:2], {"More": ["data/index.md"]}, NAV[3]]),
        ("nowhere.md", NAV),
    ],
)
def test_a_page_goes_with_the_sections_that_had_no_other(gone: str, left: list[object]) -> None:
    assert without(NAV, gone) == left
    assert paths_in(without(NAV, gone)) == [path for path in paths_in(NAV) if path != gone]


def test_a_menu_of_one_page_is_none_without_it() -> None:
    assert without([{"Data": "data/index.md"}], "data/index.md") is None
    assert without(None, "data/index.md") is None
    assert without([], "data/index.md") == []
