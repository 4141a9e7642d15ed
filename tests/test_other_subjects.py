"""A digest about other things than language models, through the whole pipeline: no tag, name or link but a right one."""

from __future__ import annotations

import re

import pytest

from generator.inputs import Inputs
from generator.model import Catalogue, SourceText
from generator.publication import Settings
from generator.seeds import read_packaged
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


# words that a tag of machine learning knows, in their everyday sense: title, abstract, the tags it may carry
EVERYDAY = [
    ("The masked shrew expands its range: evidence from camera traps", "The masked shrew is moving north. We ran 400 camera "
     "traps. Masked individuals were commoner in the north. Distillation of the results into a map shows a front.", []),
    ("Language policy and schooling in Senegal", "We examine how the language of instruction affects learning. Few-shot surveys "
     "were not used. We use a randomized controlled trial (RCT) with 120 schools.", ["empirical-study"]),
    ("Monetary policy transmission: agents, banks and the mixture of lenders", "Banks differ in exposure to rates. Experts in "
     "banks were surveyed about the routing of payments. We find heterogeneous pass-through.", ["specialised-domain"]),
    ("Reinforcement of tablets: partial reinforcement extinction in pigeons", "Pigeons pecked keys. Partial reinforcement "
     "slowed extinction. Rewards were grain. We discuss a model of memory retrieval by cue.", []),
    ("Photosynthesis at low light: PSII efficiency in Arctic algae", "Photosystem II (PSII) efficiency was measured by "
     "pulse-amplitude modulated (PAM) fluorometry. Attention is due to sampling stress.", []),
    ("HomeRange2: estimating animal movement from sparse GPS tracks", "Tracks are sparse. HomeRange2 is a method that estimates "
     "home ranges from sparse fixes.", []),
    ("Transformers in the grid: monitoring oil-filled power transformers", "We train a logistic model to detect faults. "
     "Fine-tuning thresholds reduces false alarms. The diffusion of gas into oil delays detection.", []),
    ("Token economies in psychiatric wards", "Token economies reward behaviours with tokens. Tokenization of rewards is "
     "discussed.", []),
    ("Mate choice in zebra finches is shaped by song", "Student birds copied the teacher's syllables. Learning rate varied with "
     "age, and memory of the tutor song persisted.", []),
    ("Arithmetic means in ecology", "We compare the arithmetic mean and the geometric mean in fish counts.",
     ["specialised-domain", "empirical-study"]),
    ("Counting owls with a KD-tree", "Nearest nests are found by a KD tree of 900 of them. In three seasons we prove the effectiveness "
     "of it, and with rangers we prove that our counts are effective.", []),
    ("Book lending in public libraries", "Libraries lend books. We count loans in 12 towns.", []),
    ("Gate design for river locks", "A lock gate holds water. We route ships.", []),
    ("A survey of bats in caves", "We count bats in 40 caves.", []),
    ("Student loans and teacher pay", "Teachers earn little. Students borrow.", []),
    ("The engine of growth", "Growth slowed.", []),
    ("Fast radio bursts from magnetars", "We observe bursts.", []),
    ("Prompt gamma rays", "Prompt emission is brief.", []),
    ("Frozen soils", "Soil freezes.", []),
    ("Retrieval of ice cores", "Cores are drilled and retrieved.", []),
    ("Scaling of body mass with metabolic rate", "Metabolic rate follows a power law in body mass.", []),
    ("Self-supervised prison labour", "Labour was hard.", []),
    ("Translation of mRNA in yeast", "Ribosomes move. Translation is fast.", ["biology"]),
    ("Attack rates of sharks", "Sharks attack.", []),
    ("Spanish flu and wages", "Wages rose.", []),
    ("Expert judges and ice dancing", "Experts judge.", []),
    ("Cell migration in 3D collagen", "Cells move in 3D.", ["biology"]),
    ("Dark matter searches with XENONnT", "We report results of a detector with 5.9 t of xenon.", ["specialised-domain"]),
    ("Why do teachers quit?", "We find that pay matters. Surveyed teachers dislike policy.", ["empirical-study"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return build([(title, abstract) for title, abstract, _, _ in PAPERS])


@pytest.fixture(scope="module")
def everyday() -> Catalogue:
    return build([(title, abstract) for title, abstract, _ in EVERYDAY])


def build(papers: list[tuple[str, str]]) -> Catalogue:
    entries = "".join(f"{title}\n{abstract}\n•  2 authors\n·\nNov 3\n" for title, abstract in papers)
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


@pytest.mark.parametrize("place", range(len(EVERYDAY)), ids=[row[0][:20] for row in EVERYDAY])
def test_everyday_words_bring_no_tag(everyday: Catalogue, place: int) -> None:
    paper, (title, _, tags) = everyday.papers[place], EVERYDAY[place]
    assert paper.title == title
    assert {assignment.tag for assignment in everyday.tagging[paper.id]} <= set(tags)


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
