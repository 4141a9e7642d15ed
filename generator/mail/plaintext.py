"""What a mail says → its plain text, in lines of 72 characters."""

from __future__ import annotations

import textwrap

from .content import Content, Item

_WIDTH = 72


def plain_text(content: Content, unsubscribe: str | None) -> str:
    """`unsubscribe` is where this recipient leaves, a web or `mailto:` address."""
    blocks = [f"{_wrap(content.heading)}\n{'-' * min(len(content.heading), _WIDTH)}", _wrap(content.lead)]
    blocks += [_item(item, number) for number, item in enumerate(content.items, 1)]
    if content.more:
        blocks.append(f"{_wrap(f'… and {content.more:,} more')}" + (f":\n{content.more_url}" if content.more_url else "."))
    blocks.append("-- \n" + "\n".join(_closing(content, unsubscribe)))
    return "\n\n".join(blocks) + "\n"


def _item(item: Item, number: int) -> str:
    lines = [_wrap(item.title, f"{number}. ")]
    lines += [_wrap(" · ".join(facts)) for facts in (item.facts, item.tags) if facts]
    lines.append(_wrap(item.abstract))
    return "\n".join([*lines, item.url] if item.url else lines)


def _closing(content: Content, unsubscribe: str | None) -> list[str]:
    lines = [content.site, *([content.site_url] if content.site_url else [])]
    lines += ["You get this mail because you asked for it."]
    lines += [f"To stop it: {unsubscribe}"] if unsubscribe else []
    return lines + ([_wrap(content.footer)] if content.footer else [])


def _wrap(text: str, first: str = "") -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=first, break_long_words=False, break_on_hyphens=False)
