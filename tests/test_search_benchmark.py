"""The measuring of the search: scores, tables, floors, what is asked. No browser and none of the peers is needed."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from types import SimpleNamespace

import measuring
import pytest
import search as benchmark
import searchbrowser
from searchbrowser import Figures, NoBrowserError, least, open_browser
from searchcases import typo_queries
from searchcompare import Comparison, cost_table, quality_table, reach_figures
from searchpeers import PEERS, MissingPeer
from searchreach import TARGETS, missed_floors, quality_figures, reach_table
from searchscores import Means, Score, average_groups, kinds_table, score

ROOT = Path(__file__).parent.parent
REACHED = {target.key: target.go for target in TARGETS}


@pytest.mark.parametrize(
    ("found", "right", "expected"),
    [
        ([3, 1, 2], [3], (1.0, True, 1.0)),
        ([3, 1, 2], [2], (1 / 3, False, 1.0)),
        ([3, 1, 2], [9, 1], (0.5, False, 0.5)),
        ([], [1], (0.0, False, 0.0)),
        (list(range(20)), [10], (1 / 11, False, 0.0)),
        (list(range(20)), list(range(20)), (1.0, True, 1.0)),
    ],
)
def test_a_ranking_is_scored(found, right, expected):
    assert score(found, right) == expected


def groups_of(**kinds):
    return average_groups({kind: [Score(best, best == 1, 1.0) for best in bests] for kind, bests in kinds.items()})


def all_groups():
    return groups_of(name=[1.0], acronym=[1.0], org=[0.5], misspelt=[1.0], topic=[1.0], paraphrase=[0.5, 0.25])


def test_means_are_taken_over_queries_not_over_kinds():
    groups = all_groups()
    assert groups["all with an answer"] == Means(7, pytest.approx(5.25 / 7), pytest.approx(4 / 7), 1.0)
    assert groups["name, acronym, org"].first == pytest.approx(2 / 3)
    assert groups["paraphrase"].mrr == pytest.approx(0.375)
    assert average_groups({}) == {}


def test_kinds_without_queries_have_no_row():
    lines = kinds_table(groups_of(topic=[1.0]))
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| topic", "| topic and paraphrase", "| all with an answer"]


def test_the_reach_names_missed_floors():
    assert missed_floors(REACHED) == []
    assert all("reached" in line for line in reach_table(REACHED)[2:])
    poor = REACHED | {"mrr": 0.8599, "cold 454": 120.1, "typing 454": 51, "index 454": 0.6}
    assert missed_floors(poor) == ["MRR, all development queries with an answer", "KB gzip to first result, cold, 454 papers"]
    told = "\n".join(reach_table(poor))
    assert told.count("**floor missed**") == 2
    assert told.count("slower than the floor") == 1 and told.count("past the floor") == 1


def test_what_was_not_measured_is_told_and_misses_nothing():
    assert missed_floors({}) == []
    assert all("not measured" in line for line in reach_table({})[2:])


def test_times_bind_nobody():
    assert {target.key.split()[0] for target in TARGETS if not target.binding} == {"typing", "build"}


def figures(engine="Broadsheet", papers=454, **changes):
    given = {
        "index_kb": 227.0, "build_seconds": 1.25, "cold_kb": 100.0, "cold_kb_most": 150.0, "later_kb": 40.0, "cold_seconds": 0.5,
        "p50": 5.0, "p95": 9.0, "p95_slowed": 20.0, "p95_all_slowed": 40.0, "memory_mb": 9.0,
    }  # fmt: skip
    return Figures(engine=engine, papers=papers, **given | changes)


def comparison():
    groups = all_groups()
    return Comparison(
        groups={"Broadsheet": groups, "Owl": groups},
        typos={"Broadsheet": Means(3, 0.99, 0.9, 1.0), "Owl": Means(3, 0.5, 0.4, 1.0)},
        figures=[figures(), figures("Owl", build_seconds=None), figures(papers=10_000)],
        missing={"Hawk": "not installed: no nest"},
    )


def test_only_our_own_figures_count_for_the_reach():
    reached = reach_figures(comparison())
    assert reached.keys() >= REACHED.keys()
    assert reached["index 454"] == pytest.approx(0.5) and reached["index 10000"] == pytest.approx(0.0227)
    assert reached["typing 454"] == 40.0 and reached["typos"] == 0.99
    assert quality_figures(all_groups(), Means(1, 1.0, 1.0, 1.0)).items() <= (reached | {"typos": 1.0}).items()


@pytest.mark.parametrize("table", [quality_table(comparison()), cost_table(comparison().figures), reach_table(REACHED)])
def test_tables_have_the_same_cells_in_every_row(table):
    assert len({line.count("|") for line in table}) == 1


def test_a_missing_engine_and_a_missing_figure_are_told():
    assert "| Hawk | not installed: no nest |" in "\n".join(quality_table(comparison()))
    assert [line.count("not measured") for line in cost_table(comparison().figures)[2:]] == [0, 1, 0]


def test_the_section_replaces_only_itself(tmp_path, monkeypatch):
    file = tmp_path / "RESULTS.md"
    file.write_text("# Results\n\n## Search\n\nold\n\n### Side by side\n\nold\n\n## Scale\n\nkept\n", encoding="utf-8")
    monkeypatch.setattr(measuring, "RESULTS", file)
    measuring.write_section("Search", "new\n\n### Side by side\n\nnew")
    assert file.read_text(encoding="utf-8") == "# Results\n\n## Search\n\nnew\n\n### Side by side\n\nnew\n\n## Scale\n\nkept\n"


def invented_titles():
    titles = ["Owls counting feathers tonight", "Counting feathers against lanterns", "Kites above harbours landing softly", "Of it"]
    titles += [f"Number {number}" for number in range(40)]
    return SimpleNamespace(documents=[SimpleNamespace(title=title) for title in titles], lexicon=SimpleNamespace(words={}))


def test_typos_are_one_in_every_word_and_the_same_in_every_run():
    asked = list(typo_queries(invented_titles(), 30))
    assert asked == list(typo_queries(invented_titles(), 30))
    for typo, clean, right in asked:
        assert right and right <= {0, 1, 2}
        for wrong, word in zip(typo.split(), clean.split(), strict=True):
            assert wrong[0] == word[0] and abs(len(wrong) - len(word)) <= 1


def test_the_least_of_each_key_press_counts():
    assert least([[(9.0, 1.0), (2.0, 0.5)], [(4.0, 3.0), (8.0, 1.0)]]) == [(4.0, 3.0), (2.0, 0.5)]


def test_without_a_browser_it_is_told_how_to_get_one(monkeypatch, capsys):
    monkeypatch.setattr(searchbrowser.shutil, "which", lambda name: None)
    with pytest.raises(NoBrowserError, match=r"scripts/setup\.sh test"), open_browser():
        pass
    monkeypatch.setattr("searchcompare.build_site", lambda folder: pytest.fail("nothing is built without a browser"))
    monkeypatch.setattr("sys.argv", ["search.py", "--browser"])
    assert benchmark.main() == 2
    assert "apt-get install chromium" in capsys.readouterr().err


def test_peers_that_are_not_installed_say_so(monkeypatch, tmp_path):
    monkeypatch.setattr("searchpeers.find_spec", lambda name: None)
    monkeypatch.setattr("searchpeers.INSTALLED", tmp_path / "peers")
    monkeypatch.setenv("PATH", "")
    for name in ("Pagefind", "MiniSearch"):
        with pytest.raises(MissingPeer, match="not installed"):
            PEERS[name](tmp_path / name, 454, tmp_path)


def test_peers_are_pinned_and_no_test_needs_them():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert not [name for name in extras["dev"] if "pagefind" in name]
    versions = json.loads((ROOT / "benchmarks/package.json").read_text(encoding="utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in contributing for name in versions)
