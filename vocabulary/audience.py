"""Who may see what is shown: those within the council, or everybody."""

from typing import Final, Literal

Audience = Literal["internal", "public"]

AUDIENCES: Final[dict[str, str]] = {"internal": "Internal", "public": "Public"}

AUDIENCE_IN_THE_BAR: Final[dict[Audience, str]] = {
    "internal": "Internal",
    "public": "Public audience",
}
"""In the bar above every page."""

AUDIENCE_OF_A_PACK: Final[dict[Audience, str]] = {
    "internal": "Internal use",
    "public": "The public",
}
"""As the answer to whom a pack is for."""

AUDIENCE_EXPLAINED: Final[dict[Audience, str]] = {
    "internal": "Internal: not for publication",
    "public": "Public: small numbers are hidden",
}
"""On a document, with what follows from it."""
