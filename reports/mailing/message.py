"""What a mailed pack says: which it is, and a link to it or its files. No figure of it stands in
the message itself, which mail servers keep and previews show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from pathlib import PurePath
from typing import Final
from urllib.parse import urlencode

from components.exhibits.address import day_in_address
from components.packs.produced_pack import ProducedPack
from data_access.errors import DataError
from reports.file_forms import FORMS_OF_A_PACK
from vocabulary.audience import AUDIENCE_EXPLAINED
from vocabulary.nature import NATURE_MARKS, Nature
from vocabulary.wording import listed, long_date

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of all files of a message: most mail servers take no more."""


def message(
    pack: ProducedPack,
    to: str,
    *,
    sender: str,
    signed: str,
    link: str = "",
    files: Mapping[str, bytes] | None = None,
) -> EmailMessage:
    """The message to one address, with a link to the pack or with its files (by name).

    DataError for files larger than mail servers take.
    """
    files = files or {}
    if sum(map(len, files.values())) > MOST_BYTES:
        raise DataError(
            f"the files are larger than {MOST_BYTES // 1024**2} MB, which mail servers do not "
            "take: mail a link (--mail-as link)"
        )
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"] = sender, to
    made["Subject"] = f"{pack.title}: {pack.council}, {long_date(pack.day)}"
    made["Date"] = formatdate()
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_words(pack, signed, link, list(files)))
    for name, content in files.items():
        kind = FORMS_OF_A_PACK[PurePath(name).suffix[1:]].kind
        maintype, _, subtype = kind.partition("/")
        made.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return made


def link_to(pack: ProducedPack, address: str) -> str:
    """Where the pack stands on the dashboard whose address this is. DataError for a day that its
    pages do not look back to."""
    asked = {"council": pack.council, "pack": pack.title}
    if pack.as_at is not None:
        if (pack.as_at + timedelta(days=1)).day != 1:
            raise DataError(
                "a link leads to the end of a month: mail the files of another day "
                "(--mail-as files)"
            )
        asked["as_at"] = day_in_address(pack.as_at.date())
    return f"{address.rstrip('/')}/board?{urlencode(asked)}"


def _words(pack: ProducedPack, signed: str, link: str, names: list[str]) -> str:
    meeting = f", for the meeting on {long_date(pack.cover.day)}" if pack.cover.day else ""
    said = [
        f"{pack.title}: a pack of {pack.council}{meeting}.",
        f"Figures as known on {long_date(pack.day)}. {AUDIENCE_EXPLAINED[pack.audience]}.",
    ]
    if pack.nature is Nature.ILLUSTRATIVE:
        said.append(f"{NATURE_MARKS[pack.nature]}: every figure is invented.")
    if link:
        said.append(f"Open it on the dashboard, where you sign in as usual:\n{link}")
    if names:
        kinds = [FORMS_OF_A_PACK[PurePath(name).suffix[1:]].label for name in names]
        said.append(f"It is attached as {listed(kinds)}.")
    said.append(f"Sent from the adult social care dashboard for {signed}.")
    return "\n\n".join(said) + "\n"
