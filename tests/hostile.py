"""Texts that try to break out of a page, as titles, abstracts and badges of one digest, and a plain twin of it.

Every attack carries the mark `pwned` and its number, so that a test can ask where it ended up.
"""

from __future__ import annotations

from sites import SENTENCE, Listing

MARK = "pwned"

_TEMPLATES = (
    "<script>window.pwned=1</script> Attention",
    "</title><script>window.pwned=2</script>",
    '</script><script>window.pwned=3</script> in "JSON-LD"',
    "<img src=x onerror=window.pwned=4>",
    "<svg/onload=window.pwned=5><svg><style><img src=x onerror=window.pwned=6>",
    '<a href="javascript:window.pwned=7">click</a> <iframe srcdoc="<script>parent.pwned=8</script>"></iframe>',
    '" onmouseover="window.pwned=9" x="',
    "' onfocus='window.pwned=10' autofocus='",
    "]]> --> */ ?> </style></textarea></noscript></template><!-- pwned",
    "<plaintext> pwned <xmp> </body></html>",
    "--- pwned",
    "--- title: pwned hide: [toc] ---",
    "title: pwned",
    "!!python/object/apply:os.system [pwned]",
    "&pwned *pwned <<: *pwned",
    "<!-- material/tags --> pwned <!-- material/blog -->",
    "<?php pwned ?> <% pwned %> ${pwned} #{pwned}",
    '{{ config.site_name }} {% include "pwned" %} {# pwned #}',
    "$pwned$ and $$\\alpha$$ \\(pwned\\) \\[pwned\\]",
    "a | pwned | b |---| c",
    "*pwned* _pwned_ **pwned** __pwned__ ***pwned*** ~~pwned~~ ==pwned== ^^pwned^^",
    "snake_case_pwned 2*3*4 __init__ a_*b_*",
    "[pwned](javascript:window.pwned=11) <javascript:window.pwned=12>",
    "[pwned][pwned] [pwned]: javascript:window.pwned=13",
    '![pwned](https://pwned.example/p.png "pwned") ![]() [](pwned)',
    "[MASK]: pwned",
    "[^1]: pwned [^1]",
    "*[HTML]: pwned",
    "<https://pwned.example/> <pwned@pwned.example>",
    "https://pwned.example/<script>window.pwned=14</script>",
    'https://pwned.example/"onclick="window.pwned=15',
    "https://pwned.example/')](javascript:window.pwned=16)",
    "javascript:window.pwned=17//https://pwned.example/",
    "data:text/html,<script>window.pwned=18</script>",
    "&copy; &#60;script&#62;window.pwned=19&#60;/script&#62; &lt;img src=x onerror=window.pwned=20&gt;",
    "&amp;lt;script&amp;gt;window.pwned=21&amp;lt;/script&amp;gt; &#0; &#xD800; &nosuch;",
    "```pwned``` `pwned` ``` pwned",
    "~~~ pwned ~~~",
    "    pwned as code",
    'Heading {: .pwned #pwned onclick="window.pwned=22"} { .pwned onmouseover=pwned } {#pwned}',
    "{: .pwned onclick=window.pwned=23 }",
    "# pwned #",
    "> pwned",
    "- pwned",
    "+ pwned",
    "* pwned",
    "1. pwned",
    "1986\\. pwned",
    ": pwned",
    '!!! pwned "pwned"',
    '??? pwned "pwned"',
    '=== "pwned"',
    "/// pwned",
    '--8<-- "pwned.md"',
    ":fire: :material-account: :pwned:",
    "pwned trailing backslash \\",
    "../../../pwned",
    "..\\..\\pwned\\",
    "%3Cscript%3Ewindow.pwned=24%3C/script%3E",
    "right \u202eto left\u202c and \u2066isolate\u2069 \u200fmark pwned",
    "zero\u200bwidth\u200bspace, join\u200der, non\u200cjoiner, \ufeffmark, soft\u00adhyphen pwned",
    "bell\x07 escape\x1b[31m vertical\x0btab form\x0cfeed \x7f \x80 next\x85line \u2028 \u2029 pwned",
    "\U000e0070\U000e0077\U000e006e tags, private \ue000 \U000f0000, noncharacter \ufffe pwned",
    "Z\u0351\u036b\u0343a\u0316\u0318l\u0321\u032ag\u0326\u0321o\u0310\u0311 pwned",
    "大規模言語モデルの事前学習について pwned",
    "تعلم الآلة pwned والشبكات",
    "🔥🧪👩\u200d💻🏳️\u200d🌈 pwned",
    "null pwned",
    "2024-01-01 pwned",
    "Pwned " + "very long title of many words " * 7,
    "pwned" * 300,
)
# Numbered, for titles that differ in punctuation only are one paper.
ATTACKS = tuple(text.replace(MARK, f"{MARK}{number}") for number, text in enumerate(_TEMPLATES))
ODD_TITLES = (
    *("---", "?!", "index", "page", "by-title", "yes", "~", "0", "<>", "\u200d", "C:\\", "con"),
    *("__search", "__drawer", "related"),  # identifiers that pages have
)
BADGES = (
    "evil <script>window.pwned=30</script>",
    "pwned <img src=x onerror=window.pwned=31>",
    "..pwned ../../pwned [x](javascript:window.pwned=32)",
    'onclick "onclick="window.pwned=33 {: onclick=pwned }',
    "--pwned --- {{ pwned }}",
    "60 &#60;b&#62; &copy; pwned",
    "大学 大学 pwned",
)
NO_BADGES = ("../../pwned [x](javascript:window.pwned=32)", '"onclick="window.pwned=33 {: onclick=pwned }', "--- {{ pwned }}", "&#60;b&#62; &copy; pwned")
LONG_LINE = ("pwned <b>" + "word " * 20) * 1000  # some 109,000 characters


Texts = tuple[str, ...]


def _listings(attacks: Texts, odd: Texts, badges: Texts, long: str) -> tuple[Listing, ...]:
    plain = SENTENCE * 4
    return (
        *(Listing(title=text, abstract=f"{plain} Text {i} of this list.") for i, text in enumerate(attacks + odd)),
        *(Listing(title=f"Abstract number {i}", abstract=f"{text} {plain}") for i, text in enumerate(attacks)),
        *(Listing(title=f"Last words number {i}", abstract=f"{plain} {text}") for i, text in enumerate(attacks)),
        *(Listing(title=f"Badge number {i}", byline=badge) for i, badge in enumerate(badges)),
        Listing(title="The long line", abstract=long),
    )


HOSTILE = _listings(ATTACKS, ODD_TITLES, BADGES, LONG_LINE)
HARMLESS = _listings(
    tuple(f"Plain title {i}" for i in range(len(ATTACKS))),
    tuple(f"Odd title {i}" for i in range(len(ODD_TITLES))),
    tuple(f"handle{i} Plain Organisation {i}" for i in range(len(BADGES))),
    SENTENCE * 1000,
)
