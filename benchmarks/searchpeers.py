"""The same papers → the search engines that ours is compared with, each set up as its makers advise.

Material's own search and Pagefind read the papers' pages up to the abstract's end: without the lists of other papers below
it, which would only lead them astray. MiniSearch reads title, name, tags, organisation and abstract. Papers that were invented
have no built pages; plain ones are written for them. None of this is needed to build a site or to test it.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from measuring import run
from searchcases import REAL, ROOT, invented_papers, real_index
from searchengines import Engine, paper_folders

HERE = Path(__file__).resolve().parent
INSTALLED = ROOT / ".cache" / "peers"
PAGE = HERE / "searchpeers"
MATERIAL = """site_name: Papers
docs_dir: docs
site_dir: site
theme: {{name: material, font: false}}
plugins: [{plugins}]
markdown_extensions: [attr_list, fenced_code, tables]
nav: [index.md]
validation: {{omitted_files: ignore, links: {{not_found: ignore, anchors: ignore, unrecognized_links: ignore}}}}
"""
ASK_MATERIAL = """async query => {
    await bench.ask('[data-md-component=search-query]', '[data-md-component=search-result]', ANSWERED, query);
    return bench.message.data.items.slice(0, 20).map(([first]) => first.location.split('/')[1]);
}"""
ANSWERED = "() => bench.message?.type === 3"
ASK_PAGE = "query => findPapers(query, 20)"


class MissingPeer(Exception):
    """An engine that is not installed, and why."""


def material(folder: Path, papers: int, site: Path) -> Engine:
    """Material's own search: the plugin `search` as it comes, on the real papers' Markdown.

    Its index is lunr's input, read anew by every visitor; for invented papers it is written as the plugin writes it.
    """
    seconds = _build_material(folder)
    if papers != REAL:
        index = json.loads((folder / "site/search/search_index.json").read_text(encoding="utf-8"))
        rows = [
            {"location": f"papers/{paper['id']}/", "title": html.escape(paper["title"]), "text": f"<p>{html.escape(paper['abstract'])}</p>"}
            for paper in paper_records(papers)
        ]
        (folder / "site/search/search_index.json").write_text(json.dumps(index | {"docs": rows}), encoding="utf-8")
    return Engine(
        name="Material's own (lunr)",
        papers=papers,
        folder=folder / "site",
        index=("search/search_index.json",),
        counted=("/search/search_index.json", "/assets/javascripts/workers/", "/assets/javascripts/lunr/"),
        find=ASK_MATERIAL.replace("ANSWERED", ANSWERED),
        asked_at="",
        typed_at="",
        box="[data-md-component=search-query]",
        panel="[data-md-component=search-result]",
        answered=ANSWERED,
        build_seconds=seconds if papers == REAL else None,
    )


def _build_material(folder: Path) -> float:
    """A site of the real papers' Markdown; the CPU seconds that the plugin adds."""
    written = folder / "written"
    subprocess.run([sys.executable, "-m", "generator", "write", str(written)], cwd=ROOT, check=True, capture_output=True)
    for page in paper_folders(written):
        text = (page / "index.md").read_text(encoding="utf-8").partition("\n## ")[0]
        copy = folder / "docs" / "papers" / page.name / "index.md"
        copy.parent.mkdir(parents=True)
        copy.write_text(text, encoding="utf-8")
    (folder / "docs/index.md").write_text("---\nsearch: {exclude: true}\n---\n# Papers\n", encoding="utf-8")
    seconds = []
    for plugins in ("", "search"):
        (folder / "mkdocs.yml").write_text(MATERIAL.format(plugins=plugins), encoding="utf-8")
        seconds.append(run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]).cpu)
    return max(0.0, seconds[1] - seconds[0])


def pagefind(folder: Path, papers: int, site: Path) -> Engine:
    """Pagefind on the built pages."""
    if not find_spec("pagefind") or not find_spec("pagefind_bin"):
        raise MissingPeer("not installed: .venv/bin/python -m pip install -c constraints.txt -e '.[bench]'")
    _copy_page(folder, "pagefind.js")
    _write_pages(folder, papers, site)
    command = [sys.executable, "-m", "pagefind", "--site", str(folder), "--glob", "papers/*/index.html", "--quiet"]
    seconds = run([*command, "--root-selector", "article"]).cpu
    return _own_page("Pagefind", papers, folder, ("pagefind/index/*", "pagefind/fragment/*", "pagefind/*meta*", "pagefind/*entry*"), seconds)


def _write_pages(folder: Path, papers: int, site: Path) -> None:
    if papers == REAL:
        texts = {page.name: (page / "index.html").read_text(encoding="utf-8") for page in paper_folders(site)}
    else:
        texts = {paper["id"]: _plain_page(html.escape(paper["title"]), html.escape(paper["abstract"])) for paper in paper_records(papers)}
    for name, text in texts.items():
        page = folder / "papers" / name / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(text.partition("<h2")[0] + "</article></html>\n", encoding="utf-8")


def _plain_page(title: str, abstract: str) -> str:
    return f'<!doctype html><html lang="en"><title>{title}</title><article><h1>{title}</h1><p>{abstract}</p>'


def minisearch(folder: Path, papers: int, site: Path) -> Engine:
    """MiniSearch with an index made beforehand."""
    library = _install("minisearch") / "dist/es/index.js"
    _copy_page(folder, "minisearch.js", "options.mjs", "makeindex.mjs")
    shutil.copy(library, folder / "minisearch.mjs")
    (folder / "documents.json").write_text(json.dumps(paper_records(papers)), encoding="utf-8")
    done = subprocess.run(["node", "makeindex.mjs"], cwd=folder, check=True, capture_output=True, text=True)
    return _own_page("MiniSearch", papers, folder, ("index.json",), float(done.stdout))


def _install(name: str) -> Path:
    """The folder of a package of `package.json`, installed below `.cache/` at its pinned version."""
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"][name]
    package = INSTALLED / "node_modules" / name
    told = package / "package.json"
    if told.is_file() and json.loads(told.read_text(encoding="utf-8"))["version"] == wanted:
        return package
    INSTALLED.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", INSTALLED)
    try:
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=INSTALLED, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingPeer(f"not installed: npm could not fetch {name} {wanted}") from error
    return package


def _copy_page(folder: Path, engine: str, *others: str) -> None:
    folder.mkdir(parents=True)
    for name, copy in {"page.html": "index.html", "page.js": "page.js", engine: "engine.js", **{name: name for name in others}}.items():
        shutil.copy(PAGE / name, folder / copy)


def _own_page(name: str, papers: int, folder: Path, index: tuple[str, ...], seconds: float) -> Engine:
    """An engine on the plain page of `searchpeers/page.html`; all that is loaded there is for the search."""
    page = {"asked_at": "", "typed_at": "", "box": "#box", "panel": "#panel"}
    return Engine(name=name, papers=papers, folder=folder, index=index, counted=("/",), find=ASK_PAGE, build_seconds=seconds, **page)


def paper_records(papers: int) -> Sequence[dict]:
    """Id, title, name, tags, organisation and abstract of every paper, as `papers.json` gives them."""
    if papers != REAL:
        return [{"id": paper.id, "title": paper.title, "abstract": paper.abstract} for paper in invented_papers(papers)]
    from generator.export import papers_json

    rows = json.loads(papers_json(real_index()[0]))["papers"]
    return [
        {"id": row["id"], "title": row["title"], "name": row["name"] or "", "tags": " ".join(row["tags"])}
        | {"organisation": (row["organisation"] or {}).get("name", ""), "abstract": row["abstract"]}
        for row in rows
    ]


PEERS: dict[str, Callable[[Path, int, Path], Engine]] = {
    "Material's own (lunr)": material,
    "Pagefind": pagefind,
    "MiniSearch": minisearch,
}
