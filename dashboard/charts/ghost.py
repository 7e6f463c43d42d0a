"""The previous result, drawn faintly behind the new one."""

import plotly.graph_objects as go

from dashboard.charts.chart import Chart


def ghosted(chart: Chart, previous: Chart | None) -> Chart:
    """Draw the previous result behind a chart, where it makes sense."""
    if previous is None:
        return chart
    faint = [
        go.Scatter(each).update(opacity=0.3, showlegend=False, hoverinfo="skip", hovertemplate=None)
        for each in previous.figure.data
        if each.meta == "ghost"
    ]
    figure = go.Figure(data=[*faint, *chart.figure.data], layout=chart.figure.layout)
    return Chart(figure, chart.table, chart.title, chart.alt)
