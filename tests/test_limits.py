"""What a site takes of the limits of GitHub Pages: weighed, estimated, told in time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from conftest import BuiltSite
from sites import Listing, digest_text, make_project

from generator import limits
from generator.cli import main
from generator.limits import PUBLISHED, Weight, estimate_site, limit_rows, limit_warning, weigh_site
from generator.publication import Settings
from generator.seeds import file_sizes

ROOT = Path(__file__).parent.parent
SIZES = {
    "index.html": 100,
    "papers/index.html": 100,
    "papers/by-title/index.html": 100,
    "papers/page/2/index.html": 100,
    "papers/owls/index.html": 8_400,
    "papers/owls/index.json": 100,
    "papers/kites/index.html": 8_100,
    "papers/hawks/index.html": 900,  # leads on to owls
}


def weight(part: float, papers: int = 10_000, files: int | None = 1) -> Weight:
    """Of a large collection, whose papers take all there is."""
    size = round(part * PUBLISHED)
    return Weight(papers=papers, size=size, large=size, each=size / papers, files=files)


def test_a_site_is_weighed_by_its_files() -> None:
    found = weigh_site(SIZES)
    assert (found.papers, found.size, found.files) == (2, 17_900, 8)


@pytest.mark.parametrize(("part", "room"), [(0.5, 10_000), (0.1, 90_000), (0.8, 2_500), (0.9, 1_100), (1.0, 0), (1.5, 0)])
def test_the_room_is_for_papers_like_those_there(part: float, room: int) -> None:
    assert weight(part).room == room


# Bytes and papers of sites that were built of invented papers, with everything but cards; what one of 40,000 takes tells the truth.
BUILT = {2: 2_545_519, 12: 3_297_925, 454: 29_915_826, 1_000: 62_583_706, 2_000: 81_982_287, 2_500: 74_138_035, 10_000: 249_323_961, 40_000: 945_870_327}
FIT = 42_300  # (PUBLISHED - 946 MB) / 23.2 KB above the 40,000


@pytest.mark.parametrize("papers", BUILT)
def test_an_estimate_is_near_what_was_built(papers: int) -> None:
    found = estimate_site(papers, Settings(site_url="https://example.org/", cards=False))
    assert 0.9 < found.size / BUILT[papers] < 1.1
    assert 0.95 < (papers + found.room) / FIT < 1.05, "however few there are"


@pytest.mark.parametrize("papers", [2, 12, 454])
def test_what_every_site_has_is_counted_once_not_for_each_paper(papers: int) -> None:
    page = {f"papers/p{number}/index.html": 11_000 for number in range(papers)}
    rest = {"index.html": BUILT[papers] - sum(page.values()), "feeds.opml": 0, "cite.bib": 0, "api/v1/papers.ndjson.gz": 0}
    assert 0.95 < (papers + weigh_site(page | rest).room) / FIT < 1.05
    by_hand = weigh_site(page | rest | {"pictures/of/my/own.png": 100_000_000}).room
    assert 0.85 < (papers + by_hand) / FIT < 0.95, "a tenth of the room is taken, once"
    longer = {path: 22_000 for path in page}
    assert 0.45 < (papers + weigh_site(longer | rest).room) / FIT < 0.55, "papers twice as long"


def test_pictures_stay_in_a_large_collection_where_the_owner_wants_them() -> None:
    sizes = {f"papers/p{number}/index.html": 11_000 for number in range(100)} | {f"cards/p{number}.png": 16_400 for number in range(100)}
    assert weigh_site(sizes).room == weigh_site(sizes, cards=False).room > 1.5 * weigh_site(sizes, cards=True).room
    wanted = Settings(site_url="https://example.org/", cards=True)
    assert estimate_site(100, wanted).room < 0.7 * estimate_site(100, Settings(site_url="https://example.org/")).room


def test_what_is_left_out_leaves_room() -> None:
    page = {"index.html": 2_000_000, "papers/owls/index.html": 11_000}
    assert weigh_site(page).room > weigh_site(page | {"cite.bib": 500}).room > weigh_site(page | {"cite.bib": 500, "api/v1/papers.ndjson.gz": 900}).room


def test_without_papers_nobody_knows_the_room() -> None:
    assert dict(limit_rows(weigh_site({"index.html": 5})))["room for"].startswith("unknown")
    assert dict(limit_rows(weigh_site({})))["room for"].startswith("unknown")


@pytest.mark.parametrize(
    ("part", "files", "said"),
    [
        (0.79, 1, None),
        (0.8, 1, "the site takes 80% of the 1 GB that GitHub Pages publishes; there is room for about 2,500 papers more"),
        (0.8, None, "the site takes about 80% of the 1 GB that GitHub Pages publishes; there is room for about 2,500 papers more"),
        (1.25, 1, "the site takes 125% of the 1 GB that GitHub Pages publishes; it may not be published there"),
    ],
)
def test_people_are_warned_in_time(part: float, files: int | None, said: str | None) -> None:
    assert limit_warning(weight(part, files=files)) == said


def test_what_is_switched_off_takes_nothing() -> None:
    everything = Settings(site_url="https://example.org/")
    for less in (
        Settings(site_url=None),
        Settings(site_url="https://example.org/", citations=False),
        Settings(site_url="https://example.org/", data=False),
    ):
        assert estimate_site(5_000, less).size < estimate_site(5_000, everything).size


def test_the_estimate_is_near_the_truth(real_site: BuiltSite) -> None:
    found = weigh_site(file_sizes(real_site.root))
    assert found.papers == 454
    estimated = estimate_site(found.papers, Settings(site_url=real_site.url))
    assert 0.8 < estimated.size / found.size < 1.25, (estimated.size, found.size)
    assert 0.8 < estimated.room / found.room < 1.25, (estimated.room, found.room)


def test_the_command_weighs_a_built_site(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for path, size in SIZES.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(b"x" * size)
    monkeypatch.setattr(limits, "PUBLISHED", 21_500)
    assert main(["stats", "--site", str(tmp_path / "site")]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in shown[:-1]] == ["site", "of GitHub Pages' 1 GB", "room for"]
    assert "8 files" in shown[0]
    assert shown[-1].startswith("warning: the site takes 83%")


def test_the_command_estimates_what_is_not_built(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(digest_text([Listing(title="Owls at Night")]))
    assert main(["stats"]) == 0
    shown = capsys.readouterr().out
    size = re.search(r"^site +about ([\d.]+) MB when it is built$", shown, re.MULTILINE)
    assert 2 < float(size[1]) < 3
    assert re.search(r"^room for +about [3-6]\d,000 papers more$", shown, re.MULTILINE)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("x")
    assert main(["stats"]) == 0
    assert re.search(r"^site +1 bytes? in 1 file$", capsys.readouterr().out, re.MULTILINE)


def test_a_folder_without_a_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: no-site there is no built site\n"


def test_a_large_site_builds_all_the_same(tmp_path: Path) -> None:
    """Who publishes elsewhere has other limits: the build tells, and does not fail."""
    project = make_project(tmp_path / "project", {"a.txt": digest_text([Listing(title="Owls at Night")])})
    (project / "seeds" / "digests.yml").write_text("a.txt: {captured: 2025-10-28}\n")
    lower = "import generator.limits as limits; limits.PUBLISHED = 1_000; from mkdocs.__main__ import cli; cli()"
    command = [sys.executable, "-c", lower, "build", "--strict", "--site-dir", str(tmp_path / "site")]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert re.search(r"INFO +- +broadsheet: the site takes [\d,]+% of the 1 GB", done.stderr)


def test_the_workflow_tells_how_long_a_deployment_took(tmp_path: Path) -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))["jobs"]["deploy"]["steps"]
    begin, end = steps[0]["run"], steps[-1]["run"]
    noted = tmp_path / "environment"
    subprocess.run(["bash", "-ec", begin], env=os.environ | {"GITHUB_ENV": str(noted)}, check=True)
    name, _, began = noted.read_text().strip().partition("=")
    assert abs(int(began) - time.time()) < 60

    def told(seconds: int) -> list[str]:
        environment = os.environ | {name: str(int(began) - seconds)}
        return subprocess.run(["bash", "-ec", end], env=environment, capture_output=True, text=True, check=True).stdout.splitlines()

    assert len(told(30)) == 1
    assert told(500)[1].startswith("::warning::The deployment took 50")
