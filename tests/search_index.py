"""Indexes for the tests of the search: of the real digests, built once, and of a few invented papers."""

from __future__ import annotations

from functools import cache

import search as benchmark

from generator.search import Document, Index
from generator.seeds import packaged_bytes


@cache
def real_catalogue_and_index():
    """The catalogue of the real digests and its index, sentence vectors and all."""
    return benchmark.real_index()[:2]


def real_index() -> Index:
    """The index of the real digests."""
    return real_catalogue_and_index()[1]


def english() -> bytes:
    """The packaged English words."""
    return packaged_bytes("english-words.bin")


def invented_documents() -> tuple[Document, ...]:
    """Papers with awkward names and texts."""
    return (
        Document(
            id="kitenet-flying-kites-with-attention",
            title="KiteNet: Flying Kites with Attention",
            abstract="We train KiteNet on windy days. The naïve Ångström baseline, a pre-trained GPT-4, falls down. Hope remains.",
            name="KiteNet",
            tags=("kites", "deep-sky"),
            labels=("Kites", "Deep sky"),
            organisation="acme",
            organisation_name="Acme Labs",
            year=2021,
            day=365,
            comments=1_234,
            code=True,
            digests=("a.txt",),
        ),
        Document(
            id="kitenet-plus",
            title="KiteNet++: Kites That Learn to Land",
            abstract="KiteNet++ lands on any hill; state of the art results on 1.5-Knots. Days windy and calm.",
            name="KiteNet++",
            titles=("KitePlus: Landing Zephyrs",),
            tags=("kites",),
            labels=("Kites",),
            year=2023,
            day=1,
            inferred=True,
            authors=0,
            digests=("a.txt", "b.txt"),
        ),
        Document(
            id="zh",
            title="自然言語処理と凧",
            abstract="凧を飛ばす。 The β-Kite flies where ∇f vanishes, as colour behaves: quantisation of all you need.",
            year=2023,
            organisation="wind",
            organisation_name="Wind Institute",
            digests=("b.txt",),
        ),
        Document(id="w2v", title="W2v-Kite meets Llama 2", abstract="Met^2Net and DeBERTaV3, or LLaMA-2, in Cahn–Hilliard air.", name="W2v-Kite", year=2020, authors=1),
    )
