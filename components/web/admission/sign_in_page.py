"""The sign-in screen, and what is said to whoever signed in and has no role: plain pages, without
Streamlit, so that nothing of the dashboard is sent to whoever is not signed in."""

from __future__ import annotations

from typing import Final

from components.look import assets
from vocabulary.shown import escape

_HEAD: Final = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="UTF-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light"><title>{title}</title>'
    '<link rel="stylesheet" href="{style}"></head><body class="sign-in">'
    '<div class="boot-bar"><p>Adult social care</p></div><main class="sign-in-card">'
)
_TAIL: Final = (
    '<p class="sign-in-public"><a href="{base}/published/">What the council has published</a> '
    "needs no sign-in.</p></main></body></html>"
)


def sign_in_page(base: str, way: str, *, failed: bool = False, ended: bool = False) -> str:
    """The screen on which one signs in. way: the address that leads to the provider. failed: the
    last try did not work. ended: one was signed in until now."""
    said = ""
    if failed:
        said = (
            '<p class="sign-in-said" role="alert">That did not work. Try again, or ask whoever '
            "looks after your council's accounts.</p>"
        )
    elif ended:
        said = '<p class="sign-in-said" role="status">Your sign-in has ended.</p>'
    return _page(
        base,
        "Sign in",
        f"<h1>Sign in to go on</h1>{said}"
        "<p>Use your council's account. Your council decides who may look at its records.</p>"
        f'<p><a class="sign-in-button" href="{escape(way)}">Sign in</a></p>',
    )


def no_role_page(base: str, name: str, *, too_many_groups: bool) -> str:
    """What whoever signed in sees while none of their groups has a role here."""
    why = (
        "Your account is in more groups than the sign-in can say. Whoever looks after your "
        "council's accounts can let the sign-in say only the groups of this application."
        if too_many_groups
        else "None of your account's groups has a role in this dashboard. Whoever looks after it "
        "can give you one."
    )
    return _page(
        base,
        "No role yet",
        f"<h1>You have no role here yet</h1><p>{why}</p>"
        f'<p>Signed in as {escape(name)}. <a href="{base}/auth/logout">Sign out</a></p>',
    )


def _page(base: str, title: str, content: str) -> str:
    style = f"{base}/{assets.address(assets.STYLESHEET)}"
    return _HEAD.format(title=title, style=style) + content + _TAIL.format(base=base)
