"""How each office numbers, publishes and grants, as the demo corpus needs it."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from dataclasses import dataclass
from datetime import date

from tokkyo.demo import days

TODAY = date(2026, 11, 20).toordinal()
US_PREGRANT_SINCE = date(2001, 3, 15).toordinal()


@dataclass(frozen=True, slots=True)
class Counting:
    """A number series, and the one used before a year."""

    now: str
    until: int = 0
    before: str = ""

    def series(self, day: int) -> str:
        """Return the series in use on a day."""
        return self.before if days.year(day) < self.until else self.now


@dataclass(frozen=True, slots=True)
class Office:
    """One office.

    `publication` is None where the publication carries the application's number; `grant_series` is empty where the
    grant keeps the number of the first publication. `grant_kinds` are the kind now, the year it began, the kind before.
    """

    code: str
    language: str
    application: Counting
    publication: Counting | None
    first_kind: str
    grant_series: str
    grant_kinds: tuple[str, int, str]
    grant_share: float
    grant_lag: tuple[int, int]
    weekday: int = days.WEDNESDAY
    since: int = 1990
    application_kind: str = "A"

    def grant_kind(self, day: int) -> str:
        """Return the kind code of a grant on a day."""
        now, since, before = self.grant_kinds
        return now if days.year(day) >= since else before

    def printed(self, number: str) -> str:
        """Return a publication number as the office prints it."""
        match self.code:
            case "WO":
                return f"{number[:4]}/{number[4:]}"
            case "JP":
                return f"{number[:4]}-{number[4:]}" if len(number) == 10 else number
            case "KR":
                return f"10-{number[:4]}-{number[4:]}" if len(number) == 11 else f"{number[:2]}-{number[2:]}"
        return number

    def printed_application(self, number: str, country: str) -> str:
        """Return an application number as the office prints it; for the PCT with the receiving office in it."""
        match self.code:
            case "WO" if len(number) == 10:
                return f"PCT/{country}{number[:4]}/{number[4:]}"
            case "WO":
                return f"PCT/{country}{number[:2]}/{number[2:]}"
            case "JP" if len(number) == 10:
                return f"{number[:4]}-{number[4:]}"
            case "JP":
                return f"{(int(number[-2:]) + 12) % 100:02d}-{number[:-2]}"
            case "KR":
                return f"10-{number[:4]}-{number[4:]}"
            case "EP":
                return f"{number}.{sum(map(int, number)) % 10}"
            case "DE" if len(number) == 12:
                return f"{number[:2]} {number[2:6]} {number[6:9]} {number[9:]}"
        return number


_ROWS = (
    Office("EP", "en", Counting("EP application"), Counting("EP publication"), "A1", "", ("B1", 0, ""), 0.5, (700, 1900)),
    Office("WO", "en", Counting("WO application", 2004, "WO application before 2004"), Counting("WO publication"), "A1", "",
           ("", 0, ""), 0.0, (1, 1), days.THURSDAY, application_kind="W"),
    Office("JP", "ja", Counting("JP application", 2000, "JP application before 2000"), Counting("JP publication", 2000, "JP publication before 2000"), "A",
           "JP patent", ("B2", 0, ""), 0.55, (500, 1800), since=1990),
    Office("CN", "zh", Counting("CN application", 2004, "CN application before 2004"),
           Counting("CN publication", 2007, "CN publication before 2007"), "A", "", ("B", 2011, "C"), 0.5, (400, 1300), days.FRIDAY),
    Office("KR", "ko", Counting("KR application"), Counting("KR publication"), "A", "KR patent", ("B1", 0, ""), 0.55,
           (400, 1400), since=2001),
    Office("DE", "de", Counting("DE application", 2004, "DE application before 2004"), None, "A1", "", ("B4", 2004, "C2"), 0.4,
           (700, 2600), days.THURSDAY),
    Office("FR", "fr", Counting("FR application"), Counting("FR publication"), "A1", "", ("B1", 0, ""), 0.6, (500, 1100), days.FRIDAY),
    Office("GB", "en", Counting("GB application"), Counting("GB publication"), "A", "", ("B", 0, ""), 0.4, (600, 1500)),
    Office("ES", "es", Counting("ES application"), Counting("ES publication"), "A1", "", ("B2", 2017, "B1"), 0.5, (400, 900)),
    Office("BR", "pt", Counting("BR application", 2012, "BR application before 2012"), None, "A2", "", ("B1", 0, ""), 0.4,
           (1500, 3200), days.TUESDAY),
    Office("RU", "ru", Counting("RU application"), None, "A", "RU patent", ("C2", 0, ""), 0.6, (300, 900), since=1994),
    Office("AU", "en", Counting("AU application"), None, "A1", "", ("B2", 0, ""), 0.5, (600, 1500), days.THURSDAY, 2000),
    Office("CA", "en", Counting("CA application"), None, "A1", "", ("C", 0, ""), 0.45, (900, 2500), days.TUESDAY),
    Office("SA", "ar", Counting("SA application"), None, "A", "SA patent", ("B1", 0, ""), 0.4, (600, 1800), days.THURSDAY, 2006),
)  # fmt: skip

US = Office("US", "en", Counting(""), None, "A1", "", ("B2", 0, ""), 0.6, (480, 1500), days.TUESDAY)
OFFICES: dict[str, Office] = {row.code: row for row in (*_ROWS, US)}
