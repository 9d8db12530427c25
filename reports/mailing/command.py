"""`python -m reports pack … --mail TO`: to whom it may go, and sending it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence

from components.packs.produced_pack import ProducedPack
from data_access.activity.note import noted
from data_access.command_line.options import store_and_principal
from data_access.errors import DataError
from data_access.mailing.recipients import Recipient, mail_address, may_be_mailed
from data_access.settings import settings
from reports.mailing.message import link_to, message
from reports.mailing.send import MailServer, mail_server, send
from vocabulary.activity import Act
from vocabulary.wording import agree, listed


def add_mail_options(parser: argparse.ArgumentParser) -> None:
    """Add --mail and --mail-as to a command that makes a pack."""
    parser.add_argument(
        "--mail",
        action="append",
        default=[],
        metavar="TO",
        help="mail it to this address; may be given more than once. What is internal goes to "
        "addresses on the council's list alone",
    )
    parser.add_argument(
        "--mail-as",
        choices=("link", "files"),
        default="link",
        help="a link to the dashboard, where who follows it signs in (default), or the files",
    )


def mail_asked(options: argparse.Namespace) -> tuple[MailServer, list[str]] | None:
    """The mail server and the addresses that the options ask for; None: nothing is to be mailed.
    DataError for what is no address, and where mail or the dashboard's address is not set."""
    if not options.mail:
        return None
    addresses = list(dict.fromkeys(map(mail_address, options.mail)))
    server = mail_server(settings())
    if options.mail_as == "link" and not settings().dashboard_address:
        raise DataError("set DASHBOARD_ADDRESS, or nobody could follow the link")
    return server, addresses


def entries_for(
    options: argparse.Namespace, addresses: Sequence[str], pack: ProducedPack
) -> dict[str, Recipient | None]:
    """By address, the entry of the council's list by which it may have the pack; None: everybody
    may. DataError where one may not have it."""
    if pack.audience == "public":
        if options.mail_as == "link":
            raise DataError("the public cannot sign in: mail the files (--mail-as files)")
        return dict.fromkeys(addresses)
    store, principal = store_and_principal(options)
    found = {to: may_be_mailed(store, pack.council, to, principal=principal) for to in addresses}
    if others := [to for to, entry in found.items() if entry is None]:
        raise DataError(
            f"{listed(others)} {agree(len(others), 'is', 'are')} not on the list of "
            f"{pack.council}, and the pack is internal: an administrator keeps the list "
            "(Administration, Mail)"
        )
    return dict(found)


def mail_pack(
    options: argparse.Namespace,
    server: MailServer,
    entries: Mapping[str, Recipient | None],
    pack: ProducedPack,
    files: Callable[[], Mapping[str, bytes]],
) -> list[str]:
    """Mail a pack, as a link or with its files, to each address of `entries` by itself; gives what
    to print.

    DataError where the mail server cannot be used, and, once all others have it, for the addresses
    that it refused.
    """
    store, principal = store_and_principal(options)
    link = link_to(pack, settings().dashboard_address) if options.mail_as == "link" else ""
    attached = {} if link else files()
    written = [
        message(pack, to, sender=server.sender, signed=principal.name, link=link, files=attached)
        for to in entries
    ]
    refused = send(server, written)
    for to, entry in entries.items():
        if to not in refused:
            noted(
                store,
                Act.MAIL,
                principal=principal,
                authorities=[pack.council],
                about=["pack", options.mail_as],
                number=entry.number if entry else None,
            )
    if refused:
        told = "; ".join(f"{to}: {why}" for to, why in refused.items())
        sent = [to for to in entries if to not in refused]
        rest = f". It was mailed to {listed(sent)}" if sent else ""
        raise DataError(f"not mailed to {told}{rest}")
    return [f"Mailed to {to}" for to in entries]
