"""Who can reach the server: without sign-in it may be nobody but this computer."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address

from streamlit import config

from components.web.admission.host_gate import LOOPBACK


def too_open(hosts: Collection[str] = ()) -> str | None:
    """Why a server without sign-in must not start, in one line; None where only this computer
    reaches it. hosts: names it is served under, beside the computer's own for itself."""
    address = str(config.get_option("server.address") or "")
    others = sorted({name.casefold() for name in hosts} - set(LOOPBACK))
    if _is_loopback(address) and not others:
        return None
    where = f"be reached under {', '.join(others)}" if others else f"listen on {address or 'all'}"
    return (
        f"The dashboard would {where}{'' if others or address else ' of its addresses'}, and no "
        "sign-in is set up: set it up (docs/signing-in.md), or leave it to its own computer "
        "(--server.address 127.0.0.1)."
    )


def _is_loopback(address: str) -> bool:
    if address.casefold() == "localhost":
        return True
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False
