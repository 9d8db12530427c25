"""Looking at the list of addresses, and changing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from data_access.activity.note import note
from data_access.errors import DataError
from data_access.ledger.as_known import table_of
from data_access.mailing.table import MailRecipient
from data_access.moments import now
from data_access.principal import require
from data_access.store.database import Store
from vocabulary.activity import Act
from vocabulary.principal import Permission, Principal

_DOMAIN: Final = r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}"
_NAME: Final = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_NAME}(?:\.{_NAME})*{_DOMAIN}")
_LONGEST: Final = 254


@dataclass(frozen=True)
class Recipient:
    """An entry of the list that stands: an address, or '@' and a domain."""

    number: int
    address: str
    added_by: str
    added_at: datetime


def mail_address(text: str, *, or_domain: bool = False) -> str:
    """An e-mail address (or_domain: or '@' and a domain) as it is kept and compared. DataError for
    anything else."""
    said = text.strip().lower()
    fits = _ADDRESS.fullmatch(said) or (or_domain and re.fullmatch(_DOMAIN, said))
    if not fits or len(said) > _LONGEST:
        such = " or, for everybody there, @example.gov.uk" if or_domain else ""
        raise DataError(f"'{text.strip()[:80]}' is no address such as name@example.gov.uk{such}.")
    return said


def recipients(store: Store, authority: str, *, principal: Principal) -> tuple[Recipient, ...]:
    """A council's list, by address. NotAllowedError unless the principal administers its
    records."""
    require(principal, Permission.ADMINISTER, authority)
    with store.reading() as connection:
        return _standing(connection, authority)


def change_recipient(
    store: Store, authority: str, address: str, *, allowed: bool, principal: Principal
) -> bool:
    """Put an address, or '@' and a domain, on a council's list or take it off; False where it is
    so already. DataError for what is no address, NotAllowedError unless the principal administers
    the council's records."""
    require(principal, Permission.ADMINISTER, authority)
    said, table = mail_address(address, or_domain=True), table_of(MailRecipient)
    with store.writing() as connection:
        there = {each.address for each in _standing(connection, authority)}
        if (said in there) is allowed:
            return False
        newest = connection.execute(select(func.max(table.c["recipient_id"]))).scalar()
        number = int(newest or 0) + 1
        connection.execute(
            table.insert(),
            {
                "recipient_id": number,
                "authority": authority,
                "address": said,
                "allowed": allowed,
                "changed_at": now(),
                "changed_by": principal.name,
            },
        )
        note(
            connection,
            Act.ALLOW_MAIL if allowed else Act.STOP_MAIL,
            principal=principal,
            authorities=[authority],
            number=number,
        )
    return True


def may_be_mailed(
    store: Store, authority: str, address: str, *, principal: Principal
) -> Recipient | None:
    """The entry of a council's list by which what is internal may be mailed to an address; None:
    it may not. NotAllowedError unless the principal may see the council's records."""
    require(principal, Permission.SEE, authority)
    said = mail_address(address)
    with store.reading() as connection:
        there = {each.address: each for each in _standing(connection, authority)}
    return there.get(said) or there.get(said[said.index("@") :])


def _standing(connection: Connection, authority: str) -> tuple[Recipient, ...]:
    table = table_of(MailRecipient)
    told = table.select().where(table.c["authority"] == authority)
    newest = {
        row["address"]: row
        for row in connection.execute(told.order_by(table.c["recipient_id"])).mappings()
    }
    return tuple(
        Recipient(row["recipient_id"], address, row["changed_by"], row["changed_at"])
        for address, row in sorted(newest.items())
        if row["allowed"]
    )
