"""Charts drawn: from what is to be shown to where each mark stands."""

from ehsg_cli.render.charts.drawing import Drawing
from ehsg_cli.views.charts import Chart

_MARGIN = 20.0


def draw(chart: Chart) -> Drawing:
    """A chart as a drawing: the same chart gives the same one."""
    # Only the module of the chart that is asked for is loaded.
    match chart.name.partition("-")[0]:
        case "dots":
            from ehsg_cli.render.charts.dots import draw as draw_dots

            return draw_dots(chart.data)
        case "profile":
            from ehsg_cli.render.charts.profile import draw as draw_profile

            return draw_profile(chart.data)
        case "distribution":
            from ehsg_cli.render.charts.distribution import draw as draw_distribution

            return draw_distribution(chart.data)
        case "spread":
            from ehsg_cli.render.charts.spread import draw as draw_spread

            return draw_spread(chart.data)
        case "trend":
            from ehsg_cli.render.charts.trend import draw as draw_trend

            return draw_trend(chart.data)
        case _:
            from ehsg_cli.render.charts.progress import draw as draw_progress

            return draw_progress(chart.data)


def headed(drawing: Drawing, chart: Chart) -> Drawing:
    """A drawing with its headline above it and its source below, for a chart that stands alone."""
    from ehsg_cli.render.charts.drawing import Label, broken, written

    lines = broken(chart.headline, drawing.width, 17, most=4, bold=True)
    source = broken(chart.source, drawing.width, 11.5, most=2)
    above = 8 + 22 * len(lines)
    marks = written(4, 16 - above, lines, 17, pitch=22, bold=True)
    below = [
        Label(4, drawing.height + 20 + 15 * place, line, 11.5, "soft") for place, line in enumerate(source)
    ]
    height = drawing.height + above + 12 + 15 * len(source) + 2 * _MARGIN
    return Drawing(
        width=drawing.width + 2 * _MARGIN,
        height=height,
        marks=(*marks, *drawing.marks, *below),
        left=-_MARGIN,
        top=-above - _MARGIN,
    )
