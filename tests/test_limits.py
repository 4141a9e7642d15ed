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
from generator.model import Settings
from generator.seeds import file_sizes

ROOT = Path(__file__).parent.parent
SIZES = {
    "index.html": 100,
    "papers/index.html": 100,
    "papers/by-title/index.html": 100,
    "papers/page/2/index.html": 100,
    "papers/owls/index.html": 400,
    "papers/owls/index.json": 100,
    "papers/kites/index.html": 100,
}


def weight(part: float, papers: int = 10_000, files: int | None = 1) -> Weight:
    return Weight(papers=papers, size=round(part * PUBLISHED), files=files)


def test_a_site_is_weighed_by_its_files() -> None:
    assert weigh_site(SIZES) == Weight(papers=2, size=1_000, files=7)


@pytest.mark.parametrize(("part", "room"), [(0.5, 10_000), (0.1, 90_000), (0.8, 2_500), (0.9, 1_100), (1.0, 0), (1.5, 0)])
def test_the_room_is_for_papers_like_those_there(part: float, room: int) -> None:
    assert weight(part).room == room


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
    sizes = file_sizes(real_site.root)
    found = weigh_site({path: size for path, size in sizes.items() if not path.startswith("cards/")})
    assert found.papers == 454
    estimated = estimate_site(found.papers, Settings(site_url=real_site.url))
    assert 0.7 < estimated.size / found.size < 1.4, (estimated.size, found.size)


def test_the_command_weighs_a_built_site(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for path, size in SIZES.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_bytes(b"x" * size)
    monkeypatch.setattr(limits, "PUBLISHED", 1_200)
    assert main(["stats", "--site", str(tmp_path / "site")]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in shown[:-1]] == ["site", "of GitHub Pages' 1 GB", "room for"]
    assert "7 files" in shown[0]
    assert shown[-1].startswith("warning: the site takes 83%")


def test_the_command_estimates_what_is_not_built(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(digest_text([Listing(title="Owls at Night")]))
    assert main(["stats"]) == 0
    assert re.search(r"^site +about [\d.]+ MB when it is built$", capsys.readouterr().out, re.MULTILINE)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("x")
    assert main(["stats"]) == 0
    assert re.search(r"^site +1 bytes? in 1 file$", capsys.readouterr().out, re.MULTILINE)


def test_a_folder_without_a_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"{tmp_path}: there is no built site\n"


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
