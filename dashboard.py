"""The server: which pages there are, who may see them, and how they are served.

Start it with `streamlit run dashboard.py`. This file runs once, when the server starts;
`components/web/shell.py` runs on every rerun.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, closing, suppress
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

import streamlit as st
from starlette.responses import Response
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from components.exhibits.address import NOW
from components.exhibits.view import Choice, Choices, View
from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web import loading, logs, server, services
from components.web.activity import register_noted
from components.web.admission.reach import too_open
from components.web.admission.sign_in import OpenIdSignIn
from components.web.admission.sign_outs import Shared, SignOuts
from components.web.downloads import (
    DOCUMENT_ADDRESS,
    EDITION_ADDRESS,
    IMAGE_ADDRESS,
    PACK_ADDRESS,
    Answer,
    as_file,
    exhibit_asked,
)
from components.web.newer.making_ready import FromOutside, MakingReady, at_work
from components.web.principal import NotSignedInError, current_principal, register_sign_in
from components.web.services import PublishedFile, Screen, Services
from components.web.sessions.app import keep_sessions_apart
from components.web.where import say_where
from data_access.activity.note import noted
from data_access.arrivals import watch
from data_access.councils import councils_known
from data_access.errors import NotAllowedError, StoreError
from data_access.ledger.history import month_ends
from data_access.moments import end_of, today
from data_access.new_store import ready_store
from data_access.principal import local_principal
from data_access.region.councils import councils_here
from data_access.settings import settings
from data_access.sign_in import SignInError, sign_in_settings
from data_access.signed_out.keep import keep_signed_out, watch_signed_out
from data_access.snapshot import Snapshot, council_names, snapshot
from data_access.store.database import (
    Store,
    consistent_read,
    has_written,
    open_store,
    store_answers,
)
from vocabulary.activity import Act
from vocabulary.principal import Permission, Principal

if TYPE_CHECKING:
    from streamlit.runtime.secrets import SecretsValue

    from components.exhibits.catalogue import Records

ROOT = Path(__file__).resolve().parent
PAGES = ROOT / "pages"
NO_COUNCIL = "No council yet"

SCREENS = (
    Screen(
        PAGES / "overview.py",
        "Overview",
        "overview",
        about="Where we stand, what to say to the board, and what changed",
    ),
    Screen(
        PAGES / "statements.py",
        "Statements",
        "statements",
        about="Every score, published and our own, and what bears on it",
    ),
    Screen(
        PAGES / "statement.py",
        "Quality statement",
        "statement",
        under="statements",
        of_one=True,
    ),
    Screen(
        PAGES / "assessed_today.py",
        "If assessed today",
        "assessed_today",
        under="statements",
        about="What has changed since the assessment, for and against",
    ),
    Screen(
        PAGES / "characteristics.py",
        "Characteristics",
        "characteristics",
        under="statements",
        about="What good looks like, what shows it, what is missing, by when and who has it",
    ),
    Screen(PAGES / "judgement.py", "Judgement", "judgement", under="statements", of_one=True),
    Screen(
        PAGES / "themes.py",
        "Themes",
        "themes",
        under="statements",
        about="What runs through all quality statements",
    ),
    Screen(PAGES / "theme.py", "Theme", "theme", under="statements", of_one=True),
    Screen(PAGES / "trace.py", "Record", "trace", under="statements", of_one=True),
    Screen(
        PAGES / "measures.py",
        "Measures",
        "measures",
        about="Which measures change, and which will miss their target",
    ),
    Screen(PAGES / "measure.py", "Measure", "measure", under="measures", of_one=True),
    Screen(
        PAGES / "measure_catalogue.py",
        "Catalogue of measures",
        "measure_catalogue",
        under="measures",
        about="What each measure means, and which way is better",
    ),
    Screen(
        PAGES / "front_door.py",
        "Front door",
        "front_door",
        under="measures",
        about="From contact to outcome: telephones, waiting, what people were offered",
    ),
    Screen(PAGES / "exhibit.py", "Exhibit", "exhibit", under="overview", of_one=True),
    Screen(
        PAGES / "learning.py",
        "Learning",
        "learning",
        about="Training, duties of law, and what staff say of both",
    ),
    Screen(
        PAGES / "complaints.py",
        "Complaints",
        "complaints",
        about="How many, how fast they are answered, and what the ombudsman upheld",
    ),
    Screen(
        PAGES / "practice.py",
        "Practice",
        "practice",
        about="What audits say, what came back, and what became of lessons",
    ),
    Screen(
        PAGES / "review.py",
        "Review",
        "review",
        under="practice",
        newest=True,
        about="Look at practice together, and keep what you find",
    ),
    Screen(
        PAGES / "coproduction.py",
        "Coproduction",
        "coproduction",
        about="Who took part, what it shaped, and who heard back",
    ),
    Screen(
        PAGES / "plan.py",
        "Plan",
        "plan",
        about="Actions: what is due, what is late, and what has been shown to work",
    ),
    Screen(
        PAGES / "compare.py",
        "Compare",
        "compare",
        about="On what other councils scored higher, who is like us, and why",
    ),
    Screen(
        PAGES / "region.py",
        "Our councils",
        "region",
        of_several=True,
        about="Which of several councils have a signal, and where each stands among all",
    ),
    Screen(
        PAGES / "board.py",
        "Board",
        "board",
        about="Packs for a meeting: on screen, and as PowerPoint, PDF and Excel",
    ),
    Screen(PAGES / "present.py", "Presenting", "present", under="board", bare=True),
    Screen(
        PAGES / "editions.py",
        "Editions",
        "editions",
        under="board",
        about="What is published, and what would be hidden in it",
    ),
    Screen(
        PAGES / "data.py",
        "Data",
        "data",
        newest=True,
        about="Bring files in; what is held, its history, exports and stores",
    ),
    Screen(
        PAGES / "definitions.py",
        "Definitions",
        "definitions",
        under="data",
        about="What every figure means, terms in plain words, accessibility",
    ),
    Screen(
        PAGES / "evidence.py",
        "Evidence",
        "evidence",
        under="data",
        newest=True,
        about="Whether every finding is coded rightly, and the codebook",
    ),
    Screen(
        PAGES / "administration.py",
        "Administration",
        "administration",
        under="data",
        newest=True,
        about="Who did what, erasing personal data, who gets mail",
    ),
    Screen(
        PAGES / "record.py",
        "Add a record",
        "record",
        under="data",
        newest=True,
        about="Lessons, actions, coproduction, audits, pilots and events, one at a time",
    ),
)


def keep_sign_in(principal: Principal, act: Act) -> None:
    """Keep who signed in or out, for the administrators of the council whose records they see."""
    try:
        councils = principal.councils(Permission.SEE) or ()
        noted(open_store(), act, principal=principal, authorities=councils)
    except StoreError:  # nobody is kept out because of it, and everybody sees that it is away
        logging.getLogger(__name__).warning("not kept: %s by %s", act, principal.subject)


def open_id() -> OpenIdSignIn | None:
    """How people sign in, as it is set up; None: nobody has to. Where that is not whole, or where
    others than this computer would be served without, there is no server, and one line says why."""
    try:
        found = sign_in_settings()
    except SignInError as error:
        sys.exit(str(error))
    if found is None:
        if secrets_singleton.load_if_toml_exists() and "auth" in secrets_singleton:
            sys.exit("Sign-in is set up in another file: name it with DASHBOARD_SIGN_IN.")
        if why := too_open(settings().hosts):
            sys.exit(why)
        return None
    # Streamlit signs with it what it keeps in a browser while somebody signs in, too.
    config.set_option("server.cookieSecret", found.auth.cookie_secret)
    return OpenIdSignIn(
        origin=found.auth.origin,
        secret=found.auth.cookie_secret,
        grants=found.access.grants(),
        groups_claim=found.access.groups_claim,
        hours=found.access.hours,
        told=keep_sign_in,
        signed_out=SignOuts(Shared(keep_signed_out, watch_signed_out)),
    )


OPEN_ID: Final = open_id()


def sign_in(headers: Mapping[str, str]) -> Principal | None:
    """Who a request's headers (a page's or a download's, with its cookies) say is asking; None:
    nobody is signed in. Where no sign-in is set up: whoever sits at this computer."""
    return local_principal() if OPEN_ID is None else OPEN_ID(headers)


def secrets() -> dict[str, SecretsValue] | None:
    """What Streamlit's login asks for."""
    found = sign_in_settings()
    return {"auth": found.auth.model_dump()} if found else None


_getting_ready: list[Thread] = []


@asynccontextmanager
async def opening(_app: st.App) -> AsyncIterator[None]:
    """While the browser of whoever started the server opens, what the first page needs is made
    ready."""
    thread = Thread(target=_make_ready, name="the first page", daemon=True)
    _getting_ready[:] = [thread]
    thread.start()
    if settings().dashboard_log != "json":
        say_where()
    yield


def _make_ready() -> None:
    with loading.more():
        import_module("components.exhibits.catalogue")
        principal = sign_in({})
        if principal is None:
            return
        with suppress(StoreError):  # the page says so
            store = ready_store(principal=principal)
            for name in council_names(store, principal=principal)[:1]:
                snapshot(name, principal=principal, store=store)
            councils_here(principal=principal, store=store)  # whether the bar has a page of several


def choices() -> Choices:
    """The councils in the store, its own first, and the moments one can look back to."""
    for thread in _getting_ready:  # two that load the same at once would hinder each other
        thread.join()
    principal = current_principal()
    store = ready_store(principal=principal)
    names = council_names(store, principal=principal) or sorted(
        principal.councils(Permission.SEE) or ()
    )
    days = month_ends(store, today(), principal=principal)
    return Choices(
        tuple(names) or (NO_COUNCIL,),
        tuple(day.isoformat() for day in days),
        lambda name: councils_known(store, principal=principal).named(name),
    )


def view(choice: Choice) -> View:
    """What a choice comes to."""
    day = None if choice.as_at == NOW else date.fromisoformat(choice.as_at)
    as_at = end_of(day) if day else None
    known = snapshot(choice.council, as_at, principal=current_principal())
    return View(choice.council, known.nature, day or today(), as_at)


def records(view: View) -> Snapshot:
    """The records that a view looks at."""
    return snapshot(view.council, view.as_at, principal=current_principal())


def region(view: View) -> Records | None:
    """A view's records with the signals of every council that whoever is asking may see; None with
    fewer than two."""
    from pages.parts.region.worked_out import region_in_view  # not needed to start the server

    return region_in_view(records(view), view)


def several_councils() -> bool:
    """Whether whoever is asking may see the records of several councils here."""
    from pages.parts.region.worked_out import sees_several

    return sees_several()


def revision() -> int:
    """The number of the newest of the records that are read."""
    return ready_store(principal=current_principal()).revision()


def shown_read(name: str, least: int) -> AbstractContextManager[None]:
    """What is read until the block ends is what a person of a name is shown while newer records are
    made ready, none older than the batch of a number."""

    def at(store: Store, newest: int) -> int:
        if store.shown.oldest < newest:
            making_ready.wake()
        return store.shown.at(name, least)

    return consistent_read(at)


def as_known_now(view: View, principal: Principal) -> View:
    """A view with what its records are by now."""
    return replace(view, nature=snapshot(view.council, view.as_at, principal=principal).nature)


def coming() -> Generator[Mapping[str, int]]:
    """What comes, again and again; where many are at work it is made ready at once."""
    with closing(watch()) as arrivals:
        for told in arrivals:
            if told and at_work.many():
                making_ready.wake()
            yield told


making_ready: Final = MakingReady(
    FromOutside(
        lambda: open_store().shown,
        lambda revision: consistent_read(lambda _store, _newest: revision),
        as_known_now,
    )
)


def pack_file(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    """A pack as a file."""
    from pages.parts.board import pack_files  # what reads packs is not needed to start the server

    return pack_files.pack_file(asked, known, view)


def document_file(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    """A written document as a file."""
    from pages.parts.board import document_files  # not needed to start the server

    return document_files.document_file(asked, known, view)


def image(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    """An exhibit as a picture, in the form that `as` asks for."""
    from reports.drawing import picture  # what draws is not needed to start the server

    form, found = asked.get("as", ""), exhibit_asked(asked, known, view)
    if found is None or form not in picture.KINDS:
        return None
    drawn = in_own_process(Kind.PICTURE, picture.picture, found, form)
    return as_file(drawn, picture.file_name(found, form), picture.KINDS[form])


def edition_page(asked: Mapping[str, str], known: Records, view: View) -> Response | None:
    """The page of the edition that could be published now."""
    from pages.parts.editions import preview

    return preview.edition_page(asked, known, view)


def published(parts: Sequence[str]) -> PublishedFile | None:
    """What stands at an address of what is published."""
    from pages.parts.editions import public  # what reads editions is not needed to start the server

    return public.published(parts)


def show_error(error: Exception) -> bool:
    """What stands in place of a page that could not be shown; that the sign-in has ended, what
    one may not do, or where the store does not answer, why, and what to do."""
    if isinstance(error, NotSignedInError):
        return server.show_signed_out()
    if isinstance(error, NotAllowedError):
        return server.show_refused(str(error))
    if isinstance(error, StoreError):
        return server.show_error(error, "The records cannot be reached", str(error))
    return server.show_error(error)


DOWNLOADS: Final[Mapping[str, Answer]] = {
    IMAGE_ADDRESS: image,
    PACK_ADDRESS: pack_file,
    DOCUMENT_ADDRESS: document_file,
    EDITION_ADDRESS: edition_page,
}


def keep_activity(
    principal: Principal, act: Act, council: str, *about: str, number: int | None = None
) -> None:
    """Keep who did what in the store in use, where administrators find it."""
    store = open_store()
    noted(store, act, principal=principal, authorities=[council], about=about, number=number)


if settings().dashboard_log == "json":
    logs.write_json()
register_sign_in(sign_in)
register_noted(keep_activity)
services.register(
    Services(
        SCREENS,
        choices,
        view,
        records,
        consistent_read,
        shown_read,
        has_written,
        published,
        revision,
        region,
        several_councils,
    )
)

app = st.App(
    ROOT / "components" / "web" / "shell.py",
    lifespan=opening,
    middleware=server.middleware(settings().hosts, OPEN_ID),
    routes=server.routes(SCREENS[0].address, store_answers, DOWNLOADS, coming),
    on_script_error=show_error,
    secrets=secrets(),
)
keep_sessions_apart(app)
loading.done()
