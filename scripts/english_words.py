"""Make `generator/data/english-words.bin` anew: the common words of English, which the search never takes for a slip.

    apt-get install wamerican-small && python scripts/english_words.py

The list is SCOWL's up to size 35 (Kevin Atkinson; free for any use with its notice kept), lower-case words only.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.search.english import pack_english  # noqa: E402

WORDS = Path("/usr/share/dict/american-english-small")
TARGET = ROOT / "generator" / "data" / "english-words.bin"


def main() -> int:
    """Read the list, write the packed stems."""
    words = WORDS.read_text(encoding="utf-8").split()
    TARGET.write_bytes(pack_english(word for word in words if re.fullmatch("[a-z]{2,}", word)))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
