"""The site's name and icons → the web manifest and the files it names; with them a phone can put the site on its screen."""

from __future__ import annotations

from functools import partial

from ..addresses import FAVICON
from ..assets import Maker
from ..publication import Settings
from ..wording import shorten
from .icons import PAPER, draw_png, draw_svg
from .jsontext import encode

MANIFEST = "site.webmanifest"
_TOUCH = "assets/broadsheet/icons/touch.png"
_SIZES = (192, 512)
_MASKABLE = 0.56  # of the tile's width: the whole sheet lies in the circle that no mask cuts


def make_manifest(settings: Settings) -> dict[str, Maker]:
    """Addresses in it are relative to it, so that it works below any path; an `id` would not be, but begins at the host's root."""
    files: dict[str, Maker] = {
        MANIFEST: partial(_manifest, settings),
        FAVICON: draw_svg,
        _TOUCH: partial(draw_png, 180, corner=0),
    }
    for size in _SIZES:
        files[_png(size)] = partial(draw_png, size)
        files[_png(size, "-maskable")] = partial(draw_png, size, share=_MASKABLE, corner=0)
    return files


def _png(size: int, kind: str = "") -> str:
    return f"assets/broadsheet/icons/icon{kind}-{size}.png"


def _manifest(settings: Settings) -> bytes:
    icons = [{"src": FAVICON, "sizes": "any", "type": "image/svg+xml"}]
    for kind, purpose in (("", "any"), ("-maskable", "maskable")):
        icons += [
            {"src": _png(size, kind), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size in _SIZES
        ]
    return encode(
        {
            "name": settings.site_name,
            "short_name": shorten(settings.site_name, 12),
            "lang": "en",
            "start_url": "./",
            "scope": "./",
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": icons,
        }
    )
