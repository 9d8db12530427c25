"""What anybody may have: the pages and files of published editions, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Final

from components.own_process.turns import Kind
from components.own_process.work import in_own_process
from components.web.paths import PUBLISHED
from components.web.services import PublishedFile
from data_access.editions import PublishedEdition, editions_of, published_councils
from data_access.store.database import open_store
from pages.parts.editions.drafts import read_edition
from vocabulary.principal import ANYBODY
from vocabulary.wording import long_date, slug


def address_of(edition: PublishedEdition) -> str:
    """Where an edition stands, such as "/published/example-borough/3"."""
    return f"{PUBLISHED}/{slug(edition.council)}/{edition.number}"


def published(parts: Sequence[str]) -> PublishedFile | None:
    """What stands at `/published/` and the parts of a path; see `Services.published`. NotDoneError
    where a file cannot be made now."""
    store = open_store()
    names = published_councils(store, principal=ANYBODY)
    if list(parts) == [""]:
        return _index(names)
    council = next((name for name in names if slug(name) == parts[0]), None) if parts else None
    if council is None:
        return None
    return _of_council(editions_of(store, council, principal=ANYBODY), tuple(parts[1:]))


def _of_council(
    editions: tuple[PublishedEdition, ...], rest: tuple[str, ...]
) -> PublishedFile | None:
    if rest == ("",):
        return _list(editions)
    numbers = {str(each.number): each for each in editions}
    if not rest or rest[0] not in numbers:
        return None
    chosen = numbers[rest[0]]
    if len(rest) == 1:
        return _page(editions, chosen)
    if len(rest) != 2:
        return None
    with _one_at_a_time:  # whoever asks for the same waits for it, and nobody's packs for many
        return _file(chosen, rest[1])


_PAGE: Final = "text/html"
_one_at_a_time: Final = Lock()


@lru_cache(maxsize=4)
def _index(councils: tuple[str, ...]) -> PublishedFile:
    from reports.editions.page import index_html  # not needed to open a working screen

    return PublishedFile(index_html({name: f"{slug(name)}/" for name in councils}).encode(), _PAGE)


@lru_cache(maxsize=16)
def _list(editions: tuple[PublishedEdition, ...]) -> PublishedFile:
    from reports.editions.page import list_html

    shown = tuple(map(read_edition, editions))
    return PublishedFile(list_html(shown[0].council, shown[0].nature, shown).encode(), _PAGE)


@lru_cache(maxsize=16)
def _page(editions: tuple[PublishedEdition, ...], chosen: PublishedEdition) -> PublishedFile:
    from reports.editions.files import FORMS, file_name
    from reports.editions.page import page_html

    edition = read_edition(chosen)
    files = {
        form.label: f"{edition.number}/{file_name(edition, ending)}"
        for ending, form in FORMS.items()
    }
    html = page_html(edition, tuple(map(read_edition, editions)), files=files)
    return PublishedFile(html.encode(), _PAGE)


@lru_cache(maxsize=32)
def _file(chosen: PublishedEdition, name: str) -> PublishedFile | None:
    from reports.editions.files import FORMS, file_name, file_of

    edition = read_edition(chosen)
    ending = name.rpartition(".")[2]
    if ending not in FORMS or name != file_name(edition, ending):
        return None
    if edition.withdrawn:
        said = f"Edition {edition.number} was withdrawn on {long_date(edition.withdrawn)}: "
        return PublishedFile(f"{said}{edition.why_withdrawn}".encode(), "text/plain", gone=True)
    content = in_own_process(Kind.EDITION, file_of, edition, ending)
    return PublishedFile(content, FORMS[ending].kind, name)
