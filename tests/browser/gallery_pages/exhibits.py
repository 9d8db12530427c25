"""Exhibits: charts, verdicts, tools, tables, findings, figures."""

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from components import look
from components.charts.plotly_chart import with_look
from components.look import Figure, FindingLine
from components.tokens import Ink, Signal, Surface
from components.widgets.exhibits.card import show_figure
from vocabulary.findings import Polarity

look.page_header("Complaints are steady, and the ombudsman's findings are too few to call a trend")
with look.filters("exhibits"):
    st.selectbox("Period", ["Oct 2024 to Sep 2026", "Last 12 months"], key="exhibits_period")
    st.selectbox("Team", ["All", "Localities North"], key="exhibits_team")
    st.selectbox("Theme", ["All", "Delay"], key="exhibits_theme")
    st.segmented_control(
        "Audience", ["Internal", "Public"], default="Internal", key="exhibits_audience"
    )

counts = [14, 11, 16, 13, 12, 17, 15, 10, 13, 14, 18, 12, 11, 15, 13, 16, 12, 14, 19, 13, 11, 15]
counts += [16, 14]
months = [f"{2024 + (9 + n) // 12}-{(9 + n) % 12 + 1:02d}-01" for n in range(24)]
frame = pl.DataFrame({"Month": months, "Complaints": counts})

left, right = look.row(1.35, 1)
with left, look.card("received"):
    look.card_header(
        "Complaints are as usual: none of 24 months stood out",
        "Complaints received each month, all teams, October 2024 to September 2026",
    )
    chart = go.Figure()
    chart.add_hrect(5.4, 22.3, fillcolor=Surface.BAND, line_width=0, layer="below")
    chart.add_hline(13.9, line={"color": Ink.TEXT, "width": 1}, annotation_text="mean 13.9")
    chart.add_scatter(
        x=months,
        y=counts,
        mode="lines+markers",
        line={"color": Surface.DISABLED, "width": 2},
        marker={"color": Ink.QUIET, "size": 9},
        name="Complaints",
    )
    chart.update_yaxes(range=[0, 25])
    show_figure(
        with_look(chart),
        key="exhibits_received",
        alternative="Monthly complaints between 10 and 19, mean 13.9, all within limits",
    )
    look.foot(
        "As usual.",
        "A month between 6 and 22 needs no explanation.",
        "Invented counts of complaints received.",
    )
    with look.tools("received"):
        st.download_button("Download CSV", frame.write_csv(), "complaints.csv", type="tertiary")
        rows = "".join(
            f'<tr><th scope="row">{month}</th><td class="num">{count}</td></tr>'
            for month, count in frame.iter_rows()
        )
        table = look.pop_up(
            "Table",
            '<div class="table-scroll" role="region" aria-label="Complaints by month" tabindex="0">'
            '<table class="statement-table figures-table"><caption>Complaints by month</caption>'
            '<thead><tr><th scope="col">Month</th><th scope="col" class="num">Complaints</th></tr>'
            f"</thead><tbody>{rows}</tbody></table></div>",
            key="table-received",
            wide=True,
        )
        how = look.pop_up(
            "How to read this",
            '<dl class="explain"><dt>How to read it</dt>'
            "<dd>The band is where a month falls when nothing has changed.</dd></dl>",
            key="how-received",
        )
        here = look.link("Link to this", "exhibits")
        more = look.pop_up(
            "More", f'<ul class="more-tools"><li>{here}</li></ul>', key="more-received"
        )
        st.html(f'<div class="tool-links">{table}{how}{more}</div>', width="content")
with right, look.card("upheld"):
    look.card_header(
        "8 of 9 ombudsman complaints upheld: within chance of the 80% usual",
        "Adult social care, decided in the 12 months before the 2024 assessment",
    )
    chart = go.Figure()
    chart.add_scatter(
        x=[57, 98], y=[0, 0], mode="lines", line={"color": Signal.BRAND, "width": 5}, name="95%"
    )
    chart.add_scatter(
        x=[89], y=[0], mode="markers", marker={"color": Signal.BRAND, "size": 18}, name="Upheld"
    )
    chart.add_vline(80, line={"color": Ink.TEXT, "dash": "dash", "width": 1})
    chart.add_annotation(x=80, y=0.9, text="similar authorities 80%", xanchor="right", xshift=-6)
    chart.update_xaxes(range=[0, 102], ticksuffix="%", dtick=25)
    chart.update_yaxes(visible=False, range=[-1, 1])
    chart.update_layout(showlegend=False)
    show_figure(
        with_look(chart, height=170),
        key="exhibits_upheld",
        alternative="Uphold rate 89 per cent, interval 57 to 98, similar authorities 80",
    )
    look.foot(
        "Too few to judge.",
        "Nine decisions against five expected would happen by chance about 1 year in 15.",
        "Invented decisions of the ombudsman.",
    )
    with look.tools("upheld"):
        st.button("Table", type="tertiary", key="exhibits_table")

with look.card("figures"):
    look.figures(
        [
            Figure("5 of 9", "scores known"),
            Figure("50–84%", "overall score still possible", "Good starts at 63%"),
            Figure("214", "findings", "61 confirmed by a person"),
        ]
    )
with look.card("findings"):
    look.card_header("What the regulator found", small=True)
    look.findings(
        [
            FindingLine(
                Polarity.STRENGTH,
                "Staff said supervision helped them learn from what went well.",
                "Paragraph 3, sentence 1",
                ("Staff and leaders", "Supervision"),
            ),
            FindingLine(
                Polarity.SHORTFALL,
                "Training for specialist roles was limited to those in post for a year.",
                "Paragraph 7, sentence 2",
                ("Processes", "Training"),
            ),
            FindingLine(Polarity.MIXED, "Some people were heard; others were not.", "Paragraph 8"),
            FindingLine(Polarity.IN_PROGRESS, "A new approach to audits had begun.", "Paragraph 9"),
            FindingLine(Polarity.CONTEXT, "The council has six locality teams.", "Paragraph 1"),
        ]
    )
with look.card("table"):
    look.card_header("Data", small=True)
    st.dataframe(frame.head(6), alt="Complaints, first six months", hide_index=True)
    st.table(frame.head(3), alt="Complaints by month, first three")
    st.data_editor(frame.head(3), key="exhibits_editor")
