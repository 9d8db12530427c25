"""Charts: what to draw (`spec`), what every renderer shows alike (`rules`), how a screen draws it
(`plotly_chart`)."""
