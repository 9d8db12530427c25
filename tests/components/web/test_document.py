"""The HTML document we serve in place of Streamlit's."""

from __future__ import annotations

import re

import pytest

from components.look import assets
from components.web.document import document, not_found, rewritten

STOCK = """<!-- licence --><!DOCTYPE html>
<html lang="en"><head><title>Streamlit</title>
<link rel="preload" href="./static/media/SourceSansVF.woff2" as="font" />
<link rel="service-desc" href="./_stcore/agent/openapi.json" />
<script>window.prerenderReady = false</script>
<script type="module" src="./static/js/index.js"></script></head>
<body><noscript><p>You need JavaScript.</p></noscript><div id="root"></div></body></html>"""


def test_streamlits_own_scripts_stay_and_nothing_inline_does() -> None:
    html = rewritten(STOCK)
    assert 'src="./static/js/index.js"' in html
    assert "prerenderReady" not in html
    assert "SourceSans" not in html
    assert "_stcore/agent" not in html


def test_it_says_its_language_and_brings_the_look_before_anything_is_drawn() -> None:
    html = rewritten(STOCK)
    assert '<html lang="en-GB">' in html
    assert html.index(assets.address(assets.STYLESHEET)) < html.index("<body>")
    assert "Opening the dashboard" in html
    assert "switch it on" in html.casefold()


@pytest.mark.parametrize(
    "missing", ['<html lang="en">', "<title>Streamlit</title>", '<div id="root"></div>']
)
def test_a_changed_streamlit_is_noticed(missing: str) -> None:
    with pytest.raises(ValueError, match="has changed"):
        rewritten(STOCK.replace(missing, ""))


def test_the_installed_streamlit_is_understood() -> None:
    assert document().count("<script") == len(re.findall(r"<script[^>]*\ssrc=", document()))


def test_every_asset_named_exists_and_changes_its_address_with_its_content() -> None:
    for name in re.findall(r"assets/([^\"?]+)\?v=[0-9a-f]{12}\"", document() + not_found()):
        assert assets.find(name) is not None
    assert "?v=" in assets.address(assets.SCRIPT)


@pytest.mark.parametrize("name", ["../tokens.py", "css", "css/10-ground.css", "", "."])
def test_only_assets_are_assets(name: str) -> None:
    assert assets.find(name) is None


def test_the_typeface_comes_with_its_licence() -> None:
    licence, _ = assets.find("OFL.txt") or (b"", "")
    assert b"SIL OPEN FONT LICENSE Version 1.1" in licence
