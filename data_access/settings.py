"""Settings, read once from the environment (and from nowhere else)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside. Each field's name in capitals is its environment variable."""

    model_config = SettingsConfigDict(extra="ignore")

    database_url: str | None = Field(
        default=None,
        description="Store URL. Default: a SQLite file in the data folder.",
    )
    dashboard_data_folder: Path = Field(
        default_factory=lambda: user_data_path("adult-social-care-dashboard", appauthor=False),
        description="Where SQLite stores are kept when DATABASE_URL is not set.",
    )
    dashboard_user: str | None = Field(
        default=None,
        description="Who is recorded as having done something, where no sign-in is set up. "
        "Default: the name the person at this computer signs with.",
    )
    dashboard_sign_in: Path | None = Field(
        default=None,
        description="The file that says how people sign in and which roles they have. Default: "
        "`.streamlit/secrets.toml` beside the product, where there is one.",
    )
    example_until: date | None = Field(
        default=None,
        description="The day Example Borough's invented record goes up to, in whole months. "
        "Default: the newest month that is over.",
    )
    dashboard_hosts: str = Field(
        default="",
        description="Names the dashboard is served under, with commas between them, such as "
        "'care.example.gov.uk'. Default: only this computer's own for itself.",
    )

    dashboard_log: Literal["text", "json"] = Field(
        default="text",
        description="How the server writes its log: 'text', or 'json', a line each with requests, "
        "pages and errors, and nothing that records say.",
    )

    dashboard_address: str = Field(
        default="",
        description="The dashboard's address as people open it, such as "
        "'https://care.example.gov.uk': for the links in what is mailed.",
    )
    smtp_host: str = Field(default="", description="The mail server that packs are mailed through.")
    smtp_port: int | None = Field(
        default=None,
        description="Its port. Default: 587; 465 with SMTP_SECURITY tls, 25 with none.",
    )
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How what is mailed is encrypted on its way to the server: 'starttls', 'tls' "
        "from the beginning, or 'none', which takes no password.",
    )
    smtp_user: str = Field(default="", description="Who signs in at the mail server, if it asks.")
    smtp_password: SecretStr | None = Field(default=None, description="With which password.")
    mail_from: str = Field(default="", description="The address that mailed packs come from.")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names the dashboard is served under."""
        return tuple(self.dashboard_hosts.replace(",", " ").split())


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read at first use. `settings.cache_clear()` reads them anew."""
    return Settings()
