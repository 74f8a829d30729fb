"""Months and minutes of plans, in UTC, and days of daily limits, in Japan; times come in as aware datetimes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tokkyo.model.jpo.days import JAPAN

MINUTE = 60_000_000
"""Microseconds of a minute."""

SECOND = 1_000_000
DAY = 86_400 * SECOND

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD = 9 * 3600 * SECOND


def month_of(now: datetime) -> int:
    """Return the number of a month since year 0."""
    day = now.astimezone(UTC)
    return day.year * 12 + day.month - 1


def start_of(month: int) -> datetime:
    """Return when the month of a number begins.

    >>> start_of(month_of(datetime(2024, 12, 31, 23, tzinfo=UTC)) + 1).isoformat()
    '2025-01-01T00:00:00+00:00'
    """
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)


def day_of(now: datetime) -> int:
    """Return the number of a day in Japan since 1970.

    >>> [day_of(datetime(1970, 1, 1, hour, 59, tzinfo=UTC)) for hour in (14, 15)]
    [0, 1]
    """
    return (microseconds(now) + _AHEAD) // DAY


def start_of_day(day: int) -> datetime:
    """Return when the day of a number begins in Japan.

    >>> start_of_day(1).isoformat()
    '1970-01-02T00:00:00+09:00'
    """
    return datetime(1970, 1, 1, tzinfo=JAPAN) + timedelta(days=day)


def microseconds(now: datetime) -> int:
    """Return a time as whole microseconds since 1970."""
    passed = now - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


@dataclass(frozen=True, slots=True)
class Pace:
    """Requests per minute as GCRA: a request pushes the due time on by `step`; it may run ahead by `window`.

    So a caller who was idle may send a whole minute's requests at once, and from then on one every `step`
    microseconds. (Generic cell rate algorithm, virtual scheduling form, ITU-T I.371.)
    """

    step: int
    window: int

    @classmethod
    def of(cls, requests_per_minute: int) -> "Pace":
        """Return the pace of a limit of 1 or more; the step is rounded up to whole microseconds."""
        step = -(-MINUTE // requests_per_minute)
        return cls(step, step * requests_per_minute)

    def left(self, due: int, now: int) -> int:
        """Return how many requests may follow at once."""
        return max(0, now + self.window - max(due, now)) // self.step

    def wait(self, due: int, now: int) -> int:
        """Return the microseconds until the next request may come."""
        return max(0, max(due, now) + self.step - self.window - now)
