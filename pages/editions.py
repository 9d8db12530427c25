"""Editions: what is published, what would be published next, and what would be hidden in it."""

import streamlit as st

from components import look
from components.web.address import choice_in_address
from components.web.current_view import current_view
from pages.parts.editions.drafts import (
    days_offered,
    draft,
    kinds_offered,
    stored_editions,
)
from pages.parts.editions.preview import hidden_in, shown_in
from pages.parts.editions.publish import publish_form
from pages.parts.editions.published import published_editions
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_change, why_not
from vocabulary.principal import Permission
from vocabulary.wording import counted, long_date, sentence

view = current_view()
editions = stored_editions(view.council)
may_publish = may_change(view, Permission.PUBLISH)
standing = [each for each in editions if not each.withdrawn and not each.corrected_by]

look.page_header(
    f"{sentence(counted(len(standing), 'edition'))} of {view.council} "
    f"{'stands' if len(standing) == 1 else 'stand'}, the newest of {long_date(standing[-1].day)}"
    if standing
    else f"{view.council} has published nothing that stands",
    "The public sees published editions, and nothing of the working screens",
)
show_flash()
if editions:
    published_editions(editions, may_publish=may_publish)
st.html('<h2 class="section-title">The next edition</h2>')
if may_publish:
    days, kinds = days_offered(view), kinds_offered(editions)
    with look.filters("editions"):
        day = choice_in_address(
            "Figures as known at the end of", list(days), name="day", format_func=days.__getitem__
        )
        corrects = choice_in_address(
            "What it is", list(kinds), name="corrects", format_func=kinds.__getitem__
        )
    asked = {"day": day, "corrects": corrects}
    with look.loading("Working out what has to be hidden…"):
        edition = draft(view, asked)
    publish_form(edition, asked)
    hidden_in(edition)
    shown_in(edition)
else:
    with look.card("edition_elsewhere"):
        here = "Only the store's own council publishes, from its records as they are today"
        look.empty(*why_not(view, Permission.PUBLISH, here))
