"""The HTML document a browser gets first.

Streamlit's own is the start: its scripts stay. Ours says the language, brings the stylesheet
before anything is drawn, leaves out what is not used (a type it would fetch, an inline script
the security policy would refuse, a description of interfaces that are closed) and shows the bar's
outline while scripts load.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from streamlit.file_util import get_static_dir

from components.look import assets

_BOOT: Final = (
    '<div class="boot" role="status"><div class="boot-bar"></div>'
    '<p class="boot-text">Opening the dashboard…</p></div>'
)
_NO_SCRIPT: Final = (
    "<noscript><p>The dashboard needs JavaScript. Switch it on for this address and reload."
    "</p></noscript>"
)
_DROPPED: Final = (
    re.compile(r"<!--.*?-->", re.S),
    re.compile(r"<link\s[^>]*SourceSans[^>]*>", re.S),
    re.compile(r'<link\s[^>]*rel="service-desc"[^>]*>', re.S),
    re.compile(r"<script>.*?</script>", re.S),
    re.compile(r"<noscript>.*?</noscript>", re.S),
)


@cache
def document() -> str:
    """Our HTML document.

    Raises:
        ValueError: Streamlit's document is not laid out as this code expects; the pinned
            version changed, and this module needs a look.
    """
    stock = (Path(get_static_dir()) / "index.html").read_text("utf-8")
    return rewritten(stock)


def not_found(home: str = "/") -> str:
    """A page for an address that cannot be one of ours."""
    return _plain_page(home, "Page not found", "There is no such page")


def could_not_be_shown(home: str = "/") -> str:
    """A page for a request that failed. The log has the detail."""
    return _plain_page(home, "Not shown", "This could not be shown", "Try again in a minute.")


def _plain_page(home: str, title: str, heading: str, sentence: str = "") -> str:
    style = assets.address(assets.STYLESHEET)
    said = f"<p>{sentence}</p>" if sentence else ""
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="UTF-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="{home}{style}"></head>'
        f'<body><div class="boot-bar"></div><main class="boot-text"><h1>{heading}</h1>{said}'
        f'<p><a href="{home}">Go to the overview</a></p></main></body></html>'
    )


def rewritten(stock: str) -> str:
    """Streamlit's document turned into ours.

    Raises:
        ValueError: a part this relies on is missing.
    """
    html = stock
    for pattern in _DROPPED:
        html = pattern.sub("", html)
    head = (
        f'<link rel="preload" href="./{assets.address(assets.FONT)}" as="font" '
        'type="font/woff2" crossorigin>\n'
        f'<link rel="stylesheet" href="./{assets.address(assets.STYLESHEET)}">\n'
        f'<script src="./{assets.address(assets.SCRIPT)}" defer></script>\n'
        f'<script src="./{assets.address(assets.SEARCH_SCRIPT)}" defer></script>\n'
        '<meta name="color-scheme" content="light">\n</head>'
    )
    for old, new in (
        ('<html lang="en">', '<html lang="en-GB">'),
        ("<title>Streamlit</title>", "<title>Adult social care</title>"),
        ("</head>", head),
        ('<div id="root"></div>', f'{_NO_SCRIPT}<div id="root">{_BOOT}</div>'),
    ):
        if html.count(old) != 1:
            raise ValueError(f"Streamlit's document has changed: {old!r} is not there once.")
        html = html.replace(old, new)
    return "\n".join(line for line in html.splitlines() if line.strip())
