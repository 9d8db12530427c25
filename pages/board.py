"""Board: packs to present, to hand out, and to keep; documents to hand over."""

from components import look
from components.web.address import option_in_address
from components.web.current_view import current_view
from pages.parts.board.documents import documents
from pages.parts.board.pack_card import lead_card, pack_card
from pages.parts.board.pack_editor import pack_editor
from pages.parts.board.packs import headline, packs, produced, soonest_first
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view
from pages.parts.your_name import ask_name
from vocabulary.principal import Permission
from vocabulary.wording import weekday_date

view = current_view()
known = records_in_view()
may_write = may_change(view, Permission.ENTER)
there = packs(known)
chosen = option_in_address("pack", {name: name for name in there}, "pack")

if chosen:
    pack, row_id = there[chosen]
    meeting = (pack.meeting.name, weekday_date(pack.meeting.day) if pack.meeting.day else "")
    look.page_header(pack.name, ", ".join(filter(None, meeting)) or "No meeting named yet")
    ways = (look.link("Present", "present", pack=pack.name, screen="1"),)
    look.links("Ways", [*ways, look.link("All packs", "board")])
    show_flash()
    pack_editor(pack, row_id, known, view, may_write=may_write)
    if may_write:
        ask_name()
else:
    first, *others = soonest_first(there, view.today)
    look.page_header(
        headline(produced(there[first][0], known, view)[0], view.today),
        "Packs to present screen by screen, to hand out, and to keep; documents to hand over",
    )
    look.subpage_links([("What the public may see: editions", "editions")])
    show_flash()
    lead_card(there[first][0], known, view, may_write=may_write)
    with look.side_by_side("packs"):
        for name in others:
            pack_card(there[name][0], known, view, may_write=may_write)
    ask_name()
    documents(known, view)
