"""The short name of what a paper introduces: every form it is written in, and what is none."""

from __future__ import annotations

import pytest
from analysis_papers import paper

from generator.acronyms import find_definitions
from generator.model import Name
from generator.nameforms import singular_form
from generator.naming import find_names


def name(title: str, abstract: str = "") -> str | None:
    found = find_names([paper("one", title, abstract)], {})
    return found["one"].text if found else None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("BreadNet: Baking Deeply", "BreadNet"),
        ("Sophie: A Scalable Optimizer of Ovens", "Sophie"),
        ("BUN:Baking without Space", "BUN"),
        ("LOAF – Learning Ovens and Flour", "LOAF"),
        ("LoafLM, a generative baking model", "LoafLM"),
        ("Loaf++: More Bread", "Loaf++"),
        ("LoafT5+: Open Bread", "LoafT5+"),
        ("W2v-LOAF: Listening to Bread", "W2v-LOAF"),
        ("1.5-Pints Technical Report: Baking in Days", "1.5-Pints"),
        ("Loaf²Net: Bread Forecasts", "Loaf²Net"),
        ("DPLM-2: A Second Loaf", "DPLM-2"),
        ("LOAFIE 3.0: Large Ovens", "LOAFIE 3.0"),
        ("TinyLoaf's First Oven: Baking Small", "TinyLoaf"),
        ("Tiny Bread Mixers (TBMs): Fast Dough", "Tiny Bread Mixers"),
        ("Jointly Learned Ovens for Bread: JLO-BNN", "JLO-BNN"),
        ("π₀.₅: An Oven for All", "π₀.₅"),
        ("*Loaf++*: More Bread", "Loaf++"),
    ],
)
def test_in_the_title(title: str, expected: str) -> None:
    assert name(title) == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("Bread is old. We present LoafNet, an oven. LoafNet bakes.", "LoafNet"),
        ("We propose a new oven called LoafNet. It bakes.", "LoafNet"),
        ("This paper introduces a method dubbed “LoafNet” that bakes.", "LoafNet"),
        ("We propose Deep Oven Learning (DOL). DOL bakes bread.", "DOL"),
        ("We propose LoafNet (Learned Ovens and Flour Network), which bakes.", "LoafNet"),
        ("Our final model, Loafer-8B, bakes. Loafer is fast. We like Loafer.", "Loafer"),
        ("We bake with Leave-One-Oven, or LOOV for short. LOOV works.", "LOOV"),
        ("A deep oven learning (DOL) method is proposed to bake. DOL bakes.", "DOL"),
        ("This leads to a scheme that we refer to as LOAFT. LOAFT bakes.", "LOAFT"),
        ("This paper introduces a generic framework B2LOAF to bake. B2LOAF bakes.", "B2LOAF"),
        ("We present an archive, LoafDB++, of breads.", "LoafDB++"),
        ("Our research introduces LoafBERT 2.0, a new oven. LoafBERT 2.0 bakes.", "LoafBERT 2.0"),
        ("The resulting model, Llama-3-Baker, bakes.", "Llama-3-Baker"),
        ("We present a set of ovens, called Loaf 3. It is warm.", "Loaf 3"),
        ("We present Bake Anything Model 3 (BAM 3), an oven. BAM 3 bakes.", "BAM 3"),
        ("Our proposed approach, Crumbo, gains 2 percent. Crumbo wins.", "Crumbo"),
        ("This study introduces a new mechanism, K-Baker, for bread. K-Baker is good.", "K-Baker"),
        ("We propose Q-Oven, a hot oven. Q-Oven bakes.", "Q-Oven"),
        (
            "We introduce a novel task, Partially Labelled Baking (PLB), to judge loaves. Most fail at PLB on the PLB sets. "
            "So we propose a framework, abbreviated as LOAFT, against PLB.",
            "LOAFT",
        ),
    ],
)
def test_in_the_abstract_only(abstract: str, expected: str) -> None:
    assert name("Baking Bread with Care", abstract) == expected


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("Should We Bake Bread?", "We study large language models (LLMs). LLMs bake. LLMs rise."),
        ("Bread and Ovens: A Study of Baking in Villages", "We study bread and ovens."),
        ("Self-Baking: Uncovering Bread", "We explore self-baking of bread."),
        ("Baking Bread", "We use LoafNet and compare with BunNet on BREAD."),
        ("Baking Bread", "We study a method called BF21 (Baker et al., 2021). BF21 bakes, and BF21 is warm."),
        ("Baking Bread", "We present a review following the Best Reporting Emphasis of All Doughs (BREAD) rules."),
        ("Baking Bread", "We describe our LoafMakers bread-team's entry."),
        (
            "Baking Goals",
            "We introduce three goals, namely Random Oven Heat (ROH), Clustered Heat (CLH), and Swapped Loaf Mix (SLM). "
            "ROH is warm, ROH is good.",
        ),
        ("", ""),
        # the subject of a study stands at the head of its title too
        ("Photosynthesis: a history of an idea", "Photosynthesis feeds the planet. We trace how the idea grew."),
        ("Brexit: trade, wages and prices", "Brexit raised trade barriers. We estimate its effect on wages."),
        ("COVID-19: excess deaths in Peru", "COVID-19 struck Peru hard. We count excess deaths by district."),
        ("SARS-CoV-2 – spike mutations", "The SARS-CoV-2 spike mutates. We measured sera from 40 patients."),
        ("Inflation: who pays?", "Inflation hurts the poor most. We use household scanner data."),
        ("Bitcoin: bubble or store of value?", "Bitcoin prices rose in 2017. We test for bubbles."),
        ("Germany, a reluctant hegemon?", "Germany leads Europe without wishing to. We read speeches."),
        ("Malaria: vaccines at last", "Malaria kills half a million people a year. We review two vaccines."),
        ("TP53: the guardian of the genome at forty", "TP53 is mutated in half of all cancers. We review forty years of work."),
        ("Insulin: from dogs to drugs", "Insulin was purified in 1921. We tell how Insulin became a drug."),
        ("NAFTA: winners", "The North American Free Trade Agreement (NAFTA) removed tariffs. NAFTA lowered wages. We estimate."),
        ("NAFTA: winners", "We study the North American Free Trade Agreement (NAFTA). We find that NAFTA lowered wages."),
        ("Trust: a cross-country panel", "Trust lowers transaction costs. We use a survey."),
        ("Trust: a cross-country panel", ""),
        ("Ozempic and TP53: a surprising link", "Patients on Ozempic show fewer TP53 mutations. We used data."),
        ("Shallow Lakes: hysteresis", "Shallow Lakes switch states. We add nutrients to 12 ponds."),
        ("World Oven Union (WOU): ten years", "The World Oven Union (WOU) sets rules. We review what the WOU did."),
        ("TP53's long shadow: a history", "TP53 is mutated in half of all cancers. We review it."),
        ("TikTok – teens and time", "We surveyed 200 teens. TikTok took two hours a day in our sample."),
        ("COVID-19: how it spreads", "We develop a COVID-19 model with three parts. COVID-19 spreads fast."),
        ("PM2.5: air in cities", "We present PM2.5 measurements from 40 cities. PM2.5 fell."),
        ("eBird Status: maps of birds", "We built maps with eBird data."),
        ("Depression in teens", "We present estimates of major oven disorder (MOD) in teens. MOD rose. MOD is bad. MOD!"),
        ("Soil after no-till", "We develop soil organic bread (SOB) maps. SOB rises. SOB falls."),
        # abbreviations of a field
        ("RAG: a survey of methods", "RAG helps. We review papers."),
        ("LLMs: promises and perils", "We propose LLMs. LLMs are large."),
        ("RLHF, a critical look", "RLHF is old."),
        ("GDP: a brief history", "GDP was invented in 1934."),
        ("MRI – principles", ""),
        # data that a paper uses
        ("Minimum wages and employment: evidence", "We use the Quarterly Census of Employment and Wages (QCEW). QCEW is big."),
        ("Income and health: a panel", "We link the National Survey of Health and Income (NSHI). NSHI is big."),
        ("Sleep and memory: review", "Data from the Longitudinal Study of Memory and Sleep (LSMS) were used. LSMS is new."),
        ("Sleep and memory in children", "We study sleep and memory in children (SMC). SMC rises."),
    ],
)
def test_no_name(title: str, abstract: str) -> None:
    assert name(title, abstract) is None


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("Sophie: Baking at Scale", "In this paper we present Sophie, an oven that bakes.", "Sophie"),
        ("Sophie: Baking at Scale", "We bake with a class of ovens (Sophie) that is hot.", None),
        ("Sophie: Baking at Scale", "We propose a class of ovens (Sophie) that is hot.", "Sophie"),
        ("Crumbwire: Bread News", "To build the Crumbwire dataset, we first read the news.", "Crumbwire"),
        ("LZ: first loaves of an oven", "LUX-ZEPLIN (LZ) is a detector with 7 t of dough. We present loaves.", "LZ"),
        ("DoughX: Rising", "DoughX outperforms existing methods by far.", "DoughX"),
        ("BREX: Baking Rye Exactly", "BREX (Baking Rye EXactly) mixes dough.", "BREX"),
        ("LoafGPT, a strategy of ovens", "The resulting LoafGPT oven model is used for bread.", "LoafGPT"),
        ("ChocoLoaf: Lessons", "We judge our adapted models, ChocoLoaf-2, by bread.", "ChocoLoaf"),
        ("Bread to Come", "We develop two variants of our future-loaf-baking (FLB) framework.", "FLB"),
        ("Baking Twice", "We introduce a way of baking for all (or some). We ask, and propose soft oven baking (SOB).", "SOB"),
        ("Bake and Prompt: Bread", "We propose Bake and Prompt, which bakes.", "Bake and Prompt"),
        ("BUNs: Round Bread", "We propose BUNs, which bake.", "BUNs"),
        ("Deep Bread Rising: Heat", "Others fail. We find this, and propose Deep Bread Rising (DBR) to bake.", "DBR"),
    ],
)
def test_a_head_the_authors_introduce(title: str, abstract: str, expected: str | None) -> None:
    assert name(title, abstract) == expected


@pytest.mark.parametrize("citing", range(6))
def test_citations_never_remove_a_name(citing: int) -> None:
    one = paper("one", "Baking with Heat", "We present DoughX, an oven for bread. It bakes well.")
    others = [paper(f"c{i}", f"Study {i}", "We compare ovens with DoughX (Dough eXtended).") for i in range(citing)]
    assert find_names([one, *others], {})["one"].text == "DoughX"


def test_a_word_of_many_abstracts_is_nobodys_name() -> None:
    papers = [paper(f"p{i}", "Baking", "We propose baking with crumbs (CRMB) today.") for i in range(4)]
    assert find_names(papers, {}) == {}


def test_aliases_are_the_papers_own_forms() -> None:
    one = paper("one", "LOAFNET: Baking", "We propose LoafNet (Learned Ovens and Flour Network).")
    found = find_names([one], {})["one"]
    assert found.text == "LOAFNET"
    assert "LoafNet" in found.aliases


def test_raised_digits_have_a_plain_spelling() -> None:
    assert find_names([paper("one", "Loaf²Net: Baking")], {})["one"].aliases == ("Loaf2Net",)


def test_a_correction_stands() -> None:
    fixed = Name(text="Bun", source="correction")
    papers = [paper("one", "LoafNet: Baking"), paper("two", "Bread")]
    assert find_names(papers, {"one": fixed, "two": fixed, "three": fixed}) == {"one": fixed, "two": fixed}


def test_abbreviations() -> None:
    text = "Gated linear attention (GLA), BERT (Big Ovens) and hidden Markov models (HMMs; see below). A set (of x)."
    assert [(d.short, d.long) for d in find_definitions(text)] == [
        ("GLA", "Gated linear attention"),
        ("HMMs", "hidden Markov models"),
    ]


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("structure-aware supervised baking (SSB)", "structure-aware supervised baking"),
        ("the International Olympiad in Baking (IOB)", "International Olympiad in Baking"),
        ("bread loaf models (BL)", "bread loaf models"),
        ("low perplexity (PPL)", "perplexity"),
        ("severe acute baking syndrome bakervirus 2 (SABS-BaV-2)", "severe acute baking syndrome bakervirus 2"),
        ("time series with heterogeneous repetition times (TR)", None),
        ("a balanced loaf (Balance)", None),
        ("a test-specific model (TeCo)", None),
        ("Loaves into one Loaf (Loaves-to-Loaf)", None),
        ("a model in which a central bank issues a digital currency (CBDC)", None),
        ("a central bank digital currency (CBDC)", "central bank digital currency"),
        ("LOMs (Loafer and Mouldy)", None),
    ],
)
def test_what_an_abbreviation_stands_for(text: str, long: str | None) -> None:
    assert [d.long for d in find_definitions(text)] == ([long] if long else [])


def test_long_lines() -> None:
    for line in ("we propose X1 " * 7_000, "a-" * 50_000, "We use (A) " * 9_000, "https://a/" * 10_000, ":" * 100_000):
        find_names([paper("one", line, line)], {})


@pytest.mark.parametrize(
    ("short", "expected"), [("LLMs", "LLM"), ("ViTs", "ViT"), ("GPUS", "GPUS"), ("As", "As"), ("Gas", "Gas"), ("S", "S")]
)
def test_the_singular_of_an_abbreviation(short: str, expected: str) -> None:
    assert singular_form(short) == expected
