"""Charts: what to draw (`spec`) apart from how a screen draws it (`plotly_chart`)."""
