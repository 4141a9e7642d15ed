"""The theme's page for no page in particular → what all pages share: a script and icons, each written once, and the cuts in each page.

The script gets only what does nothing before a script has run. What is not recognized stays as the theme made it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from .slimming import shorten_links, shorten_tags, squeeze_spaces

SCRIPT = "assets/broadsheet/frame.js"
_ICON = re.compile(r'<svg xmlns="[^"]*" viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)">(?:<!--.*?-->)?(?:<path d="[\w .,-]+"/>)+</svg>')
_SCOPE = re.compile(r'(?<=__md_scope=new URL\()"[^"]*",location(?=\))')
_BASE = re.compile(r'<script>(__md_scope=new URL\("([^"]*)",location\),.*?)</script>')
_PALETTE = re.compile(r'(<form [^<>]*data-md-component="palette">.*?</form>)?<script>(var palette=__md_get\b.*?)</script>', re.DOTALL)
_TABBED = re.compile(r"<script>(var (?:tabs|target)=.*?)</script>", re.DOTALL)
_TOP = re.compile(r'<button [^<>]*data-md-component="top".*?</button>', re.DOTALL)
_DIALOG = re.compile(r'<div class="md-dialog".*?</div></div>', re.DOTALL)
_TOGGLE = re.compile(r'<input [^<>]*data-md-toggle="search"[^<>]*>')
_TOPIC = re.compile(r'<div class="md-header__topic" data-md-component="header-topic">.*?</div>', re.DOTALL)
_CONFIG = re.compile(r'<script id="__config" type="application/json">(.*?)</script>', re.DOTALL)
_SKIP = re.compile(r'<div data-md-component="skip">(.*?)</div>', re.DOTALL)
_NOTHING = '<div data-md-component="announce"></div>'
_GENERATOR = re.compile(r'<meta name="generator"[^<>]*>')
_LINK = re.compile(r'<link rel="(?:search|manifest|apple-touch-icon)"[^<>]* href="([^":]*)">')  # what browsers alone read
_OWN = re.compile(r'<script src="[^"]*assets/broadsheet/broadsheet\.js" defer(?: data-citing)?></script>')
_UNREAD = re.compile(r' data-md-component="(?:container|logo)"| data-md-type="toc"')
_COLOURS = re.compile(r' data-md-color-(?:primary|accent)="indigo"')  # in the light scheme the same as none
_SHEETS = re.compile(r'((?:<link rel="stylesheet" href="[^":]*assets/stylesheets/[\w.-]+\.css">)+)(?=<link rel="stylesheet" href="[^":]*assets/broadsheet/)')
_SHEET = re.compile(r'(assets/stylesheets/[\w.-]+)"')
_ENTRY = re.compile(r'(?<=<li>)(<a href="#[^"]*") class="md-nav__link"(?=>)')  # of the table of contents; the script gives it back
_LOGO = re.compile(r' title="([^"]*)"(?= class="md-header__button md-logo" aria-label="\1")')  # the name stands beside it
_LIGHT = re.compile(r'<body [^<>]*data-md-color-scheme="default"[^<>]*>')


@dataclass(frozen=True, slots=True)
class Frame:
    """What to do to each page of the theme, and what of the pages stands in files instead."""

    icons: Mapping[str, str]  # an element → the shorter one
    parts: Mapping[str, str]  # the name of a part in the script → what the theme wrote for it; empty: nothing is moved there
    script: str = ""
    style: str = ""
    sheets: tuple[str, ...] = ()  # style sheets of the theme that ours begins with, so that a page asks for one

    def shrink(self, part: str) -> str:
        """A part of a page, of the theme's making, in fewer bytes."""
        part = squeeze_spaces(part)
        if self.parts:
            part = self._move(part)
        part = _replace(part, self.icons)
        head, mark, body = part.rpartition("</head>")
        return shorten_links(head) + mark + shorten_tags(body)

    def _move(self, part: str) -> str:
        """Leave calls of the script where its parts stood."""
        part = _BASE.sub(lambda found: f'<script src="{found[2].rstrip("/")}/{SCRIPT}"></script>', part)
        part = part.replace(self.parts["palette"], "<script>__bs.palette()</script>")
        for name in ("tabbed", "top", "dialog", "toggle"):
            part = part.replace(self.parts[name], "")
        part = _LINK.sub(lambda link: "" if link[1].lstrip("./") in self.parts["links"].split() else link[0], part)
        part = _SKIP.sub(r"\1", part.replace(_NOTHING, ""))
        for pattern in (_GENERATOR, _OWN, _UNREAD, _TOPIC, _LOGO):
            part = pattern.sub("", part)
        part = _SHEETS.sub(lambda run: "" if tuple(_SHEET.findall(run[1])) == self.sheets else run[0], part)
        part = _ENTRY.sub(r"\1", part)
        part = _LIGHT.sub(lambda body: _COLOURS.sub("", body[0]), part)
        return _CONFIG.sub("<script>__bs.begin()</script>", part)


def make_frame(sample: str, base: str, source: str, icons: Mapping[str, str]) -> Frame:
    """From a page rendered for the address `base` without content; `source` is the script, `icons` by the names it shows them by.

    Where the sample is not as known, or needs its parts in place, no part is moved.
    """
    sample = squeeze_spaces(sample)
    found = {icon[0]: icon for icon in _ICON.finditer(sample)}
    short = {svg: f'<svg class="bs-i{number}"></svg>' for number, svg in enumerate(found)}
    style = [
        f".bs-i{number} {{ --bs-icon: {_picture(icon[0])}; aspect-ratio: {icon[1]} / {icon[2]}; }}"
        for number, icon in enumerate(found.values())
    ]
    style += [f":root {{ --bs-icon-{name}: {_picture(svg.strip())}; }}" for name, svg in icons.items()]
    parts, script = _find_parts(sample, base, source, short)
    sheets = _SHEETS.search(sample) if parts else None
    return Frame(
        icons=short,
        parts=parts,
        script=script,
        style="\n".join(style) + "\n" if style else "",
        sheets=tuple(_SHEET.findall(sheets[1])) if sheets else (),
    )


def _picture(svg: str) -> str:
    return f'url("data:image/svg+xml,{quote(svg, safe=" =/:,;.-()!*")}")'


def _find_parts(sample: str, base: str, source: str, icons: Mapping[str, str]) -> tuple[dict[str, str], str]:
    scope, palette, config = _BASE.search(sample), _PALETTE.search(sample), _CONFIG.search(sample)
    in_place = 'data-md-component="search"' in sample  # the theme's own search has settings that differ from page to page
    if not (scope and palette and config) or scope[2] != base or in_place:
        return {}, ""
    found = {name: pattern.search(sample) for name, pattern in (("top", _TOP), ("dialog", _DIALOG), ("toggle", _TOGGLE))}
    parts = {name: match[0] if match else "" for name, match in found.items()}
    moved = {name: _replace(html, icons) for name, html in {**parts, "palette": palette[1] or ""}.items()}
    links = {link[1].lstrip("./"): link[0].replace(f' href="{link[1]}"', "") for link in _LINK.finditer(sample)}
    own = _OWN.search(sample)
    tabbed = "".join(script[0] for script in _TABBED.finditer(sample))
    functions = {"choose": palette[2], "open": ";".join(script[1] for script in _TABBED.finditer(sample))}
    known = {
        "parts": moved,
        "config": _needed(json.loads(config[1])),
        "links": links,
        "citing": "data-citing" in (own[0] if own else ""),
    }
    lines = [
        _SCOPE.sub('"../..",document.currentScript.src', scope[1]) + ";",
        f"var __bs = {json.dumps(known, sort_keys=True)};",
        *(f"__bs.{name} = function () {{{body}}};" for name, body in functions.items()),
        source,
    ]
    return {**parts, "palette": palette[0], "tabbed": tabbed, "links": " ".join(links)}, "\n".join(lines)


def _replace(html: str, texts: Mapping[str, str]) -> str:
    for text, other in texts.items():
        html = html.replace(text, other)
    return html


def _needed(config: Mapping[str, object]) -> dict[str, object]:
    """The theme's settings without those of its search; the base is the script's to tell."""
    return {name: value for name, value in config.items() if value is not None and name not in ("base", "search")}
