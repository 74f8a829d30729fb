"""Days as the office counts them."""

from datetime import datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))
"""The time of Japan, which has no summer time: no table of time zones is needed."""


def day_in_japan(moment: datetime) -> str:
    """Return the day it is in Japan, YYYYMMDD, at a moment that knows its time zone."""
    return moment.astimezone(JAPAN).strftime("%Y%m%d")
