"""Mailing packs through a real mail server on this computer."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from components.packs.pack import Pack, PackItem
from components.packs.produced_pack import ProducedPack
from data_access.activity.read import activities
from data_access.errors import DataError
from data_access.forms.kept_packs import save_pack
from data_access.mailing.recipients import change_recipient
from data_access.settings import Settings, settings
from data_access.store.backup import backup
from data_access.store.database import Store, open_store
from reports.command_line import main
from reports.file_forms import FORMS_OF_A_PACK
from reports.mailing.message import MOST_BYTES, link_to, message
from reports.mailing.send import MailServer, mail_server, send
from tests.principals import OFFICER
from tests.reports.mailing.mail_server import REFUSED, Kept, server
from vocabulary.nature import Nature

EXAMPLE = "Example Borough"
DIRECTOR, CHAIR = "director@somewhere.example", "chair@somewhere.example"
SENDER = "dashboard@somewhere.example"
SECRET = "correct horse battery"
Start = Callable[..., tuple[MailServer, Kept]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts mail servers, and stops them at the end."""
    with ExitStack() as stack:

        def started(
            security: str = "none", tls: ssl.SSLContext | None = None, **asked: str
        ) -> tuple[MailServer, Kept]:
            kept = Kept()
            running = server(kept, tls, asked.get("password", ""))
            running.start()
            stack.callback(running.stop)
            user = {"user": "dashboard", "password": asked["given"]} if "given" in asked else {}
            return MailServer("127.0.0.1", running.port, security, SENDER, **user), kept

        yield started


def pack(**other: Any) -> ProducedPack:
    fields: dict[str, Any] = {
        "title": "Quarterly board", "council": EXAMPLE, "nature": Nature.OWN,
        "audience": "internal", "day": date(2026, 9, 30), "as_at": None, "filters": "",
        "revision": 1, "produced": datetime(2026, 9, 30), "screens": (),
    }  # fmt: skip
    return ProducedPack(**fields | other)


def words_of(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())


def test_a_link_says_which_pack_it_is_and_none_of_its_figures(start: Start) -> None:
    reached, kept = start()
    assert "as_at" not in link_to(pack(), "https://care.example")
    link = link_to(pack(as_at=datetime(2026, 6, 30, 23, 59)), "https://care.example/")
    mail = message(pack(), DIRECTOR, sender=SENDER, signed="Jane Officer", link=link)
    assert send(reached, [mail]) == {}
    came = kept.messages[DIRECTOR]
    assert (came["From"], came["To"]) == (SENDER, DIRECTOR)
    assert came["Subject"] == "Quarterly board: Example Borough, 30 September 2026"
    assert came["Message-ID"].endswith("@somewhere.example>")
    said = words_of(came)
    assert "Internal: not for publication" in said
    assert "https://care.example/board?council=Example+Borough&pack=Quarterly+board" in said
    assert "as_at=30+Jun+2026" in said
    assert "for Jane Officer" in said
    assert not list(came.iter_attachments())
    with pytest.raises(DataError, match="end of a month"):
        link_to(pack(as_at=datetime(2026, 6, 12, 23, 59)), "https://care.example")


def test_files_arrive_as_they_were_made(start: Start) -> None:
    reached, kept = start()
    files = {f"board.{ending}": ending.encode() * 3000 for ending in FORMS_OF_A_PACK}
    mail = message(pack(), DIRECTOR, sender=SENDER, signed="Jane Officer", files=files)
    assert send(reached, [mail]) == {}
    came = kept.messages[DIRECTOR]
    assert {
        part.get_filename(): part.get_payload(decode=True) for part in came.iter_attachments()
    } == files
    assert "PowerPoint, PDF and Excel" in words_of(came)
    with pytest.raises(DataError, match="mail a link"):
        message(pack(), DIRECTOR, sender=SENDER, signed="", files={"a.pdf": bytes(MOST_BYTES + 1)})


def test_one_address_that_is_refused_keeps_no_other_from_it(start: Start) -> None:
    reached, kept = start()
    mails = [
        message(pack(), to, sender=SENDER, signed="Jane", link="https://care.example")
        for to in (DIRECTOR, REFUSED, CHAIR)
    ]
    assert send(reached, mails) == {REFUSED: "550 5.1.1 no such mailbox"}
    assert set(kept.messages) == {DIRECTOR, CHAIR}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A certificate of this computer's own, signed by itself."""
    folder = tmp_path_factory.mktemp("certificate")
    made = folder / "made.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(folder / "key.pem"), "-out", str(made)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, folder / "key.pem")
    return context, made


def test_it_is_encrypted_and_signed_in_where_that_is_set(
    start: Start, certificate: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, made = certificate
    mail = message(pack(), DIRECTOR, sender=SENDER, signed="Jane", link="https://care.example")
    strange, kept = start("starttls", context, password=SECRET, given=SECRET)
    with pytest.raises(DataError, match="certificate is not valid"):
        send(strange, [mail])
    assert kept.messages == {}
    assert kept.names == []
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    reached, kept = start("starttls", context, password=SECRET, given=SECRET)
    assert send(reached, [mail]) == {}
    assert (kept.encrypted, kept.names) == ([True], ["dashboard"])
    wrong, kept = start("starttls", context, password=SECRET, given="another secret")
    with pytest.raises(DataError, match="does not accept SMTP_USER") as error:
        send(wrong, [mail])
    assert "secret" not in str(error.value)
    assert "secret" not in repr(wrong)


def test_nothing_is_sent_without_the_encryption_that_is_set(start: Start) -> None:
    reached, kept = start("starttls")  # the server offers none
    mail = message(pack(), DIRECTOR, sender=SENDER, signed="Jane", link="https://care.example")
    with pytest.raises(DataError, match="cannot be trusted"):
        send(reached, [mail])
    assert kept.messages == {}
    with pytest.raises(DataError, match="cannot be reached"):
        send(MailServer("127.0.0.1", 9, "none", SENDER), [mail])


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "SMTP_HOST and MAIL_FROM"),
        ({"smtp_host": "mail"}, "set MAIL_FROM"),
        ({"smtp_host": "mail", "mail_from": SENDER, "smtp_user": "me"}, "set both"),
        ({"smtp_host": "mail", "mail_from": SENDER, "smtp_password": SECRET}, "set both"),
        (
            {"smtp_host": "mail", "mail_from": SENDER, "smtp_user": "me", "smtp_password": SECRET,
             "smtp_security": "none"},
            "without encryption",
        ),
    ],
)  # fmt: skip
def test_half_a_mail_server_is_refused(given: dict[str, str], why: str) -> None:
    with pytest.raises(DataError, match=why) as error:
        mail_server(Settings(**given))  # type: ignore[arg-type]
    assert SECRET not in str(error.value)


@pytest.fixture
def store(
    example_store: Store, tmp_path: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Store, Kept]]:
    """A copy of the example's store with a pack of one exhibit, and a mail server that is set."""
    backup(example_store, tmp_path / "copy.db", principal=OFFICER)
    copy = open_store(f"sqlite:///{tmp_path / 'copy.db'}")
    save_pack(
        copy, EXAMPLE, name="Mailed", definition=Pack("Mailed", (PackItem("plan_due"),)).definition,
        audience="internal", based_on=None, principal=OFFICER,
    )  # fmt: skip
    reached, kept = start()
    for name, value in {
        "SMTP_HOST": reached.host, "SMTP_PORT": str(reached.port), "SMTP_SECURITY": "none",
        "MAIL_FROM": SENDER, "DASHBOARD_ADDRESS": "https://care.example", "DASHBOARD_USER": "Jane",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield copy, kept
    copy.engine.dispose()
    monkeypatch.undo()
    settings.cache_clear()


def _written(_pack: ProducedPack) -> bytes:
    return b"written"


def test_the_command_mails_what_is_internal_to_the_list_alone(
    store: tuple[Store, Kept], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, kept = store
    asked = ["pack", "Mailed", "--store", copy.url, "--council", EXAMPLE]
    assert main([*asked, "--mail", DIRECTOR, "--mail", CHAIR]) == 2
    assert "are not on the list of Example Borough" in capsys.readouterr().err
    assert kept.messages == {}
    change_recipient(copy, EXAMPLE, DIRECTOR, allowed=True, principal=OFFICER)
    assert main([*asked, "--mail", DIRECTOR]) == 0
    assert capsys.readouterr().out == f"Mailed to {DIRECTOR}\n"
    said = words_of(kept.messages.pop(DIRECTOR))
    assert "https://care.example/board?council=Example+Borough&pack=Mailed" in said
    assert "every figure is invented" in said

    quick = {ending: replace(form, write=_written) for ending, form in FORMS_OF_A_PACK.items()}
    monkeypatch.setattr("reports.command_line.FORMS_OF_A_PACK", quick)
    assert main([*asked, "--mail", DIRECTOR, "--mail-as", "files"]) == 0
    names = [part.get_filename() for part in kept.messages[DIRECTOR].iter_attachments()]
    assert [name.rpartition(".")[2] for name in names if name] == list(FORMS_OF_A_PACK)
    acts = activities(copy, principal=OFFICER).rows.filter(act="mail")
    assert acts.select("about", "number").reverse().rows() == [("pack link", 1), ("pack files", 1)]
    assert DIRECTOR not in acts.write_csv()


def test_the_command_says_what_is_missing(
    store: tuple[Store, Kept], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, _ = store
    asked = ["pack", "Mailed", "--store", copy.url, "--council", EXAMPLE]
    assert main(asked) == 2
    assert "--out" in capsys.readouterr().err
    assert main([*asked, "--mail", "director"]) == 2
    assert "is no address" in capsys.readouterr().err
    monkeypatch.delenv("DASHBOARD_ADDRESS")
    settings.cache_clear()
    assert main([*asked, "--mail", DIRECTOR]) == 2
    assert "DASHBOARD_ADDRESS" in capsys.readouterr().err
