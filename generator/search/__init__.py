"""The search: what a catalogue offers → an index, its files, and a ranking that any language can repeat.

The files (`shards.write_index`), all JSON. `N(…)` is numbers as text by `packing.pack_numbers`, `P(…)` the two texts of
`pack_planes`, `W(…)` words by `pack_words`, `S(…)` many ascending lists by `sets.pack_sets`; where they are not sets, ascending
numbers are steps: the first as it is, then differences less one.

index.json       the one stable name; every other file carries a hash of its content and may be cached for ever
  papers         how many; `block`: how many are in one file of titles (all, up to 1,000 papers)
  unit           what a level of a lacking word is worth, in points
  rarities       [[papers, rarity], …]: a term in so many papers, up to the next row, has this rarity
  titles         names of files, one a block
  columns, names, words, english   one file each; `english` is needed only for a word that nobody wrote
  terms          [[first term, file], …] in code point order: a term is in the last shard whose first term is not after it
  lengths, places  one file; names of files, `places_of` shards of terms each; needed only for phrases and words run together
titles-*.json    ids: empty where it is `ids.slugify(title)`; names; titles, without "name: " where `headed` N is 1; N: days (twice
                 the day of the year, 0 unknown, and 1 where the year was inferred), authors (0 unknown or with an
                 organisation, else one more), comments
columns-*.json   tags [[id, label], …], organisations [[handle, name], …], digests; first: the first year;
                 N: years (0 unknown, else year - first + 1), code (0, 1), organisation (place in the list), and tagged and
                 seen: for each paper how many, and which
names-*.json     names W, joined and folded (`build.name_key`); papers N: for each name how many, and their steps
words-*.json     words W in code point order, papers N: in how many papers each stands
english-*.json   size, hashes P of steps: `english.is_english`
terms-*.json    terms W; for each term counts N (papers that have it) and suits N (papers it suits that lack it); then, one
                 term after the other, papers S and levels N, suited S and suitable N (levels); all papers bound the sets.
                 A level of 32 or more is 32 more than the level, and says that the term is in the title or the name.
lengths-*.json   for each paper how many places its title and its abstract have: titles N, abstracts P
places-*.json    for each of its shards: for each posting (term × paper that has it), in order, sizes N and places S, bounded by
                 the paper's places, the abstract's after the title's. Stop words take no place.

A ranking in short (`ranking.rank`, all in whole numbers, every division rounded down): the query's words become units of
alternative terms with weights in 256ths (`wording`); a paper gets, for each unit, the most of `rarity × level × weight / 256` over the
terms that it has, and of `unit × level × weight / 256` over those that suit it, the latter shrunk as more units are had; then
points for titles that have most words, and for names. Order: score, then place in the index.
"""

from .build import build_index
from .fields import Document, make_documents
from .index import Index
from .query import parse_query
from .ranking import Hit, Results, rank
from .shards import write_index

__all__ = ["Document", "Hit", "Index", "Results", "build_index", "make_documents", "parse_query", "rank", "write_index"]
