"""A council's server with sign-in, and a real OpenID provider beside it, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import tomli_w
from oidc_provider_mock import run_server_in_thread

from tests.browser.server import Server, free_port, serving
from tests.paths import ROOT

EXAMPLE: Final = "Example Borough"
SECRET: Final = "for-tests-only-" * 4
ROLES: Final[dict[str, str]] = {
    "g-reader": "reader",
    "g-contributor": "contributor",
    "g-lead": "practice_lead",
    "g-publisher": "publisher",
}
"""Roles for Example Borough, by group; `g-administrator` administers every council, `g-elsewhere`
reads another's."""


@dataclass(frozen=True)
class SignedInServer:
    """A dashboard with sign-in, and the provider that it asks."""

    server: Server
    provider: str

    def person(self, name: str, *groups: str) -> str:
        """Let the provider know a person, and give what they sign in as."""
        subject = f"{name.casefold().replace(' ', '.')}@example.gov.uk"
        claims = {"name": name, "groups": list(groups)}
        httpx.put(f"{self.provider}/users/{subject}", json=claims).raise_for_status()
        return subject

    def client(self) -> httpx.Client:
        """A browser without scripts, with nobody signed in."""
        return httpx.Client(base_url=self.server.address, timeout=60)

    def signed_in(self, name: str, *groups: str, to: str = "") -> httpx.Client:
        """A browser without scripts in which somebody has signed in."""
        client = self.client()
        self.sign_in(client, self.person(name, *groups), to=to)
        return client

    def sign_in(self, client: httpx.Client, subject: str, *, to: str = "") -> httpx.Response:
        """Sign in by way of the provider; gives the answer to its word, which leads to a page."""
        start = client.get("/sign-in", params={"to": to})
        login = client.get(start.headers["location"])
        word = client.post(login.headers["location"], data={"sub": subject})
        return client.get(word.headers["location"])


@contextmanager
def signing_in(folder: Path, hours: float = 10) -> Iterator[SignedInServer]:
    """Serve the store in `folder` to whoever signs in at a provider of its own."""
    port = free_port()
    with run_server_in_thread() as provider:
        issuer = f"http://localhost:{provider.server_port}"
        said = {
            "auth": {
                "redirect_uri": f"http://127.0.0.1:{port}/oauth2callback",
                "cookie_secret": SECRET,
                "client_id": "dashboard",
                "client_secret": "of-the-dashboard",
                "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
            },
            "access": {
                "hours": hours,
                "roles": [
                    *({"group": group, "role": role, "councils": [EXAMPLE]}
                      for group, role in ROLES.items()),
                    {"group": "g-administrator", "role": "administrator", "councils": "all"},
                    {"group": "g-elsewhere", "role": "reader", "councils": ["Leeds City Council"]},
                ],
            },
        }  # fmt: skip
        file = folder / "sign-in.toml"
        file.write_text(tomli_w.dumps(said), "utf-8")
        with serving(ROOT / "dashboard.py", folder, port, DASHBOARD_SIGN_IN=str(file)) as server:
            yield SignedInServer(server, issuer)
