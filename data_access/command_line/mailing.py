"""The command that keeps the list of addresses: `mail-list`."""

from __future__ import annotations

import argparse

from data_access.command_line.options import Add, store_and_principal
from data_access.errors import DataError


def add_mailing_command(command: Add) -> None:
    """Add the command."""
    mail = command(
        "mail-list",
        _mail_list,
        "List the addresses that what is internal may be mailed to, or change the list.",
    )
    mail.add_argument("--authority", metavar="NAME", help="whose (default: the store's own)")
    mail.add_argument("--add", action="append", default=[], metavar="ADDRESS")
    mail.add_argument("--remove", action="append", default=[], metavar="ADDRESS")


def _mail_list(options: argparse.Namespace) -> int:
    from data_access.mailing.recipients import change_recipient, recipients
    from data_access.snapshot import home_authority

    store, principal = store_and_principal(options)
    council = options.authority or home_authority(store, principal=principal)
    if council is None:
        raise DataError("the store has no council of its own: name one with --authority.")
    for addresses, allowed in ((options.add, True), (options.remove, False)):
        for address in addresses:
            change_recipient(store, council, address, allowed=allowed, principal=principal)
    for each in recipients(store, council, principal=principal):
        print(each.address)
    return 0
