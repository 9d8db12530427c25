"""Judgement: one quality statement against what each judgement of it looks like."""

from dataclasses import replace

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.characteristics.judged import judged
from components.web.activity import done
from components.web.address import choice_in_address, option_in_address
from components.web.current_view import current_view
from components.widgets.characteristics.lists import place_of, statement_list
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import filters_in_address
from pages.parts.characteristics.judging import judging
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, records_in_view, why_not
from pages.parts.your_name import ask_name
from vocabulary.activity import Act
from vocabulary.characteristics import CharacteristicOf
from vocabulary.principal import Permission

PAGE = "judgement"
view = current_view()
known = records_in_view()
names = {each.id: each.name for each in known.framework.statements}

header = st.container(key="judgement_header")
with look.filters(PAGE):
    statement = choice_in_address(
        "Quality statement",
        list(names),
        name="statement",
        format_func=names.__getitem__,
        resets=("judge",),
    )
showing = Showing(known, filters_in_address(view.today, {}), view, statement)
exhibit = showing("statement_characteristics")
found = judged(known, view.today)
standing = found.standing.filter(statement=statement)
with header:
    look.page_header(f"{names[statement]}: {exhibit.headline[:1].lower()}{exhibit.headline[1:]}",
                     exhibit.subtitle)  # fmt: skip
    look.links(
        "Also here",
        [
            look.link("The statement's own page", "statement", statement=statement),
            look.link("All statements' gaps", "characteristics"),
        ],
    )
show_flash()
rows = {place_of(row): row for row in standing.iter_rows(named=True)}
labels = {
    place: f"{CharacteristicOf(row['rating']).label} {row['number']}" for place, row in rows.items()
}
chosen = option_in_address("judge", labels, "characteristic") if rows else None
if chosen and may_change(view, Permission.ENTER):
    ask_name()
    judging(view, known, found, rows[chosen])
elif chosen:
    here = "Judgements can be changed for the store's own council, as it is today"
    look.empty(*why_not(view, Permission.ENTER, here))
if not rows:
    draw_exhibit(exhibit, page=PAGE)
    st.stop()
done(Act.LOOK, "judgement")
draw_exhibit(replace(exhibit, headline="By judgement"), page=PAGE)
with look.card("characteristics_listed"):
    look.card_header(
        "Every characteristic, as it stands",
        "Our own judgement, what is chosen for it, and what is missing",
        small=True,
    )
    statement_list(standing)
