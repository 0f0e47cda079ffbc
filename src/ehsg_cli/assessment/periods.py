"""When a period begins and ends, so that one year's files can be told from the next year's."""

Month = tuple[int, int]

# The month before the first of a financial year.
_MARCH = 3


def period_months(period: str) -> tuple[Month, Month]:
    """The first and the last month of a period that is well written, each as year and month."""
    year, *others = period.split("-")
    quarter = int(others[-1][-1]) if others and "Q" in others[-1] else None
    financial = bool(others) and "Q" not in others[0]
    first = int(year) * 12 + (_MARCH if financial else 0)
    months = 12
    if quarter is not None:
        first, months = first + (quarter - 1) * 3, 3
    return _month(first), _month(first + months - 1)


def period_end(period: str) -> Month:
    """The last month of a period, by which periods are put in order."""
    return period_months(period)[1]


def by_time(period: str) -> tuple[Month, Month]:
    """What periods of any kind are put in order by: their last month, then their first."""
    first, last = period_months(period)
    return last, first


def _month(months: int) -> Month:
    return months // 12, months % 12 + 1
