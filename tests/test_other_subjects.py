"""A digest about other things than language models, through the whole pipeline: no tag, name or link but a right one."""

from __future__ import annotations

import re

import pytest

from generator.model import Catalogue, Settings, SourceText
from generator.seeds import Inputs, read_packaged
from generator.site import build_catalogue

HEADER = "new\nGet trending papers in your email inbox!\nSubscribe\nDaily Papers\nbyAK and the research community\nNov 12\n"
# title, abstract, the tags it may carry (the first of them must be there), its name
PAPERS = [
    ("FoldQuick: Protein Structure Prediction in Seconds", r"A protein's amino acid sequence decides its shape. We present "
     r"FoldQuick, which folds 400 residues in 3.2~s at 1.1~\AA{} and a score of 0.87$\pm$0.02. See https://github.com/foldlab/fold_v2.",
     ["biology"], "FoldQuick"),
    (r"HelixDB++: an archive of \alpha-helical bundles", r"We describe HelixDB++, with $T_m$ between 45$^\circ$C and 98$^\circ$C and "
     r"$\Delta G$ in kcal\,mol$^{-1}$. Older archives, such as HelixDB, are small.", [], "HelixDB++"),
    ("The Hubble constant from 1,000 lensed quasars", r"Time delays between images of a quasar give $H_0 = 71.3^{+1.2}_{-1.1}$ km "
     r"s$^{-1}$ Mpc$^{-1}$, against the cosmic microwave background (CMB), at $2.9\sigma$.", ["specialised-domain"], None),
    ("An equivariant diffusion model for antibody loops", r"We train a diffusion model on 9,000 loops, called LoopDiff. "
     r"LoopDiff ranks loops by FoldQuick ($p<0.001$).", ["biology", "diffusion"], "LoopDiff"),
    ("Do wolves cooperate?", r"Packs of five had the highest success (0.31 vs.\ 0.12) -- not by kinship.", ["empirical-study"], None),
    ("GraspNet-XL, a benchmark for wet objects", r"Robots fail to pick wet objects. This paper presents GraspNet-XL, a benchmark "
     r"of 64 objects. Videos: https://grasp-xl.github.io/.", ["robotics-embodied", "benchmark"], "GraspNet-XL"),
    ("The price of bread: a natural experiment", r"We compare 311 shops. It falls by $-1.8\%$ (s.e.\ $0.4$), from \$5 to $4.",
     [], None),
    ("Trust in news after the flood: a survey in 14 countries", "We asked 22,000 adults. Trust fell by 6 points.",
     ["specialised-domain"], None),
    (r"The Met$^2$Flux catalogue of white dwarfs", r"We present Met$^2$Flux, a catalogue. Luminosities span "
     r"$10^{29}$--$10^{34}$ erg\,s$^{-1}$.", ["specialised-domain"], "Met²Flux"),
]  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    entries = "".join(f"{title}\n{abstract}\n•  2 authors\n·\nNov 3\n" for title, abstract, _, _ in PAPERS)
    digest = SourceText(path="seeds/a.txt", name="a.txt", text=HEADER + entries)
    inputs = Inputs(
        digests=(digest,), infos=None, corrections=None, vocabulary=read_packaged("vocabulary.yml"), problems=()
    )
    return build_catalogue(inputs, Settings())[0]


@pytest.mark.parametrize("place", range(len(PAPERS)), ids=[row[0][:20] for row in PAPERS])
def test_tags_and_name(catalogue: Catalogue, place: int) -> None:
    paper, (_, _, tags, name) = catalogue.papers[place], PAPERS[place]
    given = [assignment.tag for assignment in catalogue.tagging[paper.id]]
    assert set(given) <= set(tags)
    assert set(tags[:1]) <= set(given)
    found = catalogue.names.get(paper.id)
    assert (found.text if found else None) == name


def test_no_residue_is_left(catalogue: Catalogue) -> None:
    shown = " ".join(f"{paper.title} {paper.abstract}" for paper in catalogue.papers)
    assert not re.search(r"[\\^{}~]|--", shown)
    assert "from $5 to $4." in shown
    for part in ("0.87±0.02", "45°C", "kcal mol⁻¹", "71.3 (+1.2/−1.1) km s⁻¹", "p<0.001", "α-helical", "10²⁹–10³⁴ erg s⁻¹"):
        assert part in shown


def test_mentions_and_links(catalogue: Catalogue) -> None:
    mentions = [(m.name, m.source[:6]) for found in catalogue.mentions.values() for m in found]
    assert mentions == [("FoldQuick", "an-equ")]
    links = [link.url for found in catalogue.links.values() for link in found]
    assert links == ["https://github.com/foldlab/fold_v2", "https://grasp-xl.github.io/"]
    assert [d.short for found in catalogue.acronyms.values() for d in found] == ["CMB"]
