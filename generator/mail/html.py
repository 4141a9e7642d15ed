"""What a mail says → its HTML: one column, styles beside each element, nothing loaded, readable in light and in dark.

Mail readers keep few style sheets, so the one in the head only repaints for dark ones and narrows margins on phones.
"""

from __future__ import annotations

from ..markup import escape
from ..wording import count
from .content import Content, Item

_SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
_SERIF = "font-family:'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif"
_SOFT = "font-size:14px;line-height:1.45;color:#5f594f"
_LINK = "color:#17507c"
_ROW = f"{_SANS};border-top:1px solid #ddd6c9;padding:20px 0"
_STYLE = (
    ":root{color-scheme:light dark;supported-color-schemes:light dark}"
    "body{margin:0;padding:0}a{text-underline-offset:2px}"
    "@media(max-width:480px){.frame{padding:24px 18px!important}}"
    "@media(prefers-color-scheme:dark){"
    "body,.ground{background:#191b1e!important}"
    ".ink,.title{color:#e9e5dc!important}.soft{color:#b3aea3!important}"
    ".link{color:#93c3ec!important}.rule{border-color:#3a3d42!important}.site{color:#f0a884!important}}"
)
_HIDDEN = "display:none;max-height:0;overflow:hidden;opacity:0;color:transparent;font-size:1px;line-height:1px"


def html_text(content: Content, unsubscribe: str | None) -> str:
    """A whole document; `unsubscribe` is where this recipient leaves, a web or `mailto:` address."""
    rows = "\n".join(map(_item, content.items))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{escape(content.subject)}</title>
<style>{_STYLE}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#fcfaf6">
<div style="{_HIDDEN}">{escape(content.preheader)}</div>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;background:#fcfaf6">
<tr><td align="center" class="frame" style="padding:36px 24px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;max-width:600px;text-align:left">
<tr><td style="{_SANS};padding:0 0 24px">
<p class="site" style="font-size:13px;font-weight:600;letter-spacing:.04em;color:#9a3412;margin:0 0 6px">{escape(content.site)}</p>
<h1 dir="auto" class="ink" style="{_SERIF};font-size:30px;line-height:1.2;font-weight:700;color:#1e1c19;margin:0 0 8px">{escape(content.heading)}</h1>
<p class="soft" style="{_SOFT};margin:0">{escape(content.lead)}</p>
</td></tr>
{rows}
{_more(content)}<tr><td class="rule" style="{_ROW}">
<p class="soft" style="{_SOFT};font-size:13px;margin:0">{_closing(content, unsubscribe)}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""


def _item(item: Item) -> str:
    title = _link(item.title, item.url, "title", "color:#1e1c19;text-decoration:none")
    facts = f'<p class="soft" style="{_SOFT};margin:0 0 8px">{escape(" · ".join(item.facts))}</p>\n' if item.facts else ""
    tags = f'<p class="soft" style="{_SOFT};font-size:13px;margin:8px 0 0">{escape(" · ".join(item.tags))}</p>\n' if item.tags else ""
    read = f" {_link('Read on', item.url, 'link', _LINK, f'Read on: {item.title}')}" if item.url else ""
    return (
        f'<tr><td class="rule" style="{_ROW};overflow-wrap:anywhere">\n'
        f'<h2 dir="auto" class="ink" style="{_SERIF};font-size:20px;line-height:1.3;font-weight:700;color:#1e1c19;margin:0 0 4px">{title}</h2>\n'
        f'{facts}<p dir="auto" class="ink" style="font-size:16px;line-height:1.55;color:#1e1c19;margin:0">{escape(item.abstract)}{read}</p>\n'
        f"{tags}</td></tr>"
    )


def _more(content: Content) -> str:
    if not content.more:
        return ""
    words = _link(f"{count(content.more, 'more paper')} on the site", content.more_url, "link", f"{_LINK};font-weight:600")
    return (
        f'<tr><td class="rule" style="{_ROW}">\n'
        f'<p class="ink" style="font-size:16px;color:#1e1c19;margin:0">{words}</p>\n</td></tr>\n'
    )


def _closing(content: Content, unsubscribe: str | None) -> str:
    lines = [f"You get this mail from {_link(content.site, content.site_url, 'link', _LINK)} because you asked for it."]
    lines += [_link("Unsubscribe", unsubscribe, "link", _LINK)] if unsubscribe else []
    return "<br>\n".join([*lines, *([escape(content.footer)] if content.footer else [])])


def _link(label: str, url: str | None, name: str, style: str, spoken: str = "") -> str:
    """`spoken` tells apart what is called the same."""
    aside = f' aria-label="{escape(spoken)}"' if spoken else ""
    return f'<a href="{escape(url)}" class="{name}" style="{style}"{aside}>{escape(label)}</a>' if url else escape(label)
