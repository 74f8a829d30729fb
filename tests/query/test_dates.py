"""What users write for dates."""

from datetime import date

import pytest

from tokkyo.query.dates import Span, days, rewritten, span

TODAY = date(2026, 11, 21)  # a Saturday


def day(text: str) -> int:
    return days(date.fromisoformat(text))


ROWS: list[tuple[str | int, str, str]] = [
    ("2009-05-22", "2009-05-22", "2009-05-22"),
    ("2009/5/2", "2009-05-02", "2009-05-02"),
    ("2009.05.22", "2009-05-22", "2009-05-22"),
    ("20090522", "2009-05-22", "2009-05-22"),
    (20090522, "2009-05-22", "2009-05-22"),
    ("2009-05-22T10:11:12.5Z", "2009-05-22", "2009-05-22"),
    ("2009-05-22T10:11:12+09:00", "2009-05-22", "2009-05-22"),
    ("2009-02", "2009-02-01", "2009-02-28"),
    ("200902", "2009-02-01", "2009-02-28"),
    ("2012", "2012-01-01", "2012-12-31"),
    (2012, "2012-01-01", "2012-12-31"),
    (1242950400000, "2009-05-22", "2009-05-22"),
    ("1242950400000", "2009-05-22", "2009-05-22"),
    (-1, "1969-12-31", "1969-12-31"),
    (0, "1970-01-01", "1970-01-01"),
    ("1836-07-13", "1836-07-13", "1836-07-13"),
    ("now", "2026-11-21", "2026-11-21"),
    ("now-1y/d", "2025-11-21", "2025-11-21"),
    ("now-1M/M", "2026-10-01", "2026-10-31"),
    ("now/y", "2026-01-01", "2026-12-31"),
    ("now/w", "2026-11-16", "2026-11-22"),
    ("now-24h", "2026-11-20", "2026-11-20"),
    ("now+2w-1d", "2026-12-04", "2026-12-04"),
    ("2009-01-31||+1M", "2009-02-28", "2009-02-28"),
]


@pytest.mark.parametrize(("written", "first", "last"), ROWS)
def test_span(written: str | int, first: str, last: str) -> None:
    assert span(written, TODAY) == Span(day(first), day(last))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "2009-13",
        "2009-02-30",
        "0000",
        "now-99999y",
        "now||+1d",
        "x||+1d",
        "2009-05-22 soon",
        10**18,
        "٢٠٠٩x",
    ],
)
def test_no_date(written: str | int) -> None:
    with pytest.raises(ValueError):
        span(written, TODAY)


def test_now_needs_a_clock() -> None:
    with pytest.raises(ValueError):
        span("now", None)


@pytest.mark.parametrize(
    ("written", "formats", "iso"),
    [
        ("2009-05-22", "yyyy-MM-dd", "2009-05-22"),
        ("22/05/2009", "dd/MM/yyyy", "2009-05-22"),
        ("5/22/2009", "M/d/yyyy", "2009-05-22"),
        ("22.05.2009", "dd.MM.uuuu", "2009-05-22"),
        ("20090522", "basic_date", "2009-05-22"),
        ("05-2009", "MM-yyyy", "2009-05"),
        ("2009", "dd/MM/yyyy||yyyy", "2009"),
        ("1242950400", "epoch_second", "1242950400000"),
        ("1242950400000", "epoch_millis", "1242950400000"),
        ("2009-05-22T01:02:03", "yyyy-MM-dd'T'HH:mm:ss", "2009-05-22"),
        ("now-1d", "yyyy", "now-1d"),
    ],
)
def test_format(written: str, formats: str, iso: str) -> None:
    assert rewritten(written, formats) == iso


@pytest.mark.parametrize(("written", "formats"), [("2009", "dd/MM/yyyy"), ("1", "MM"), ("2009", "QQQ"), ("x", "")])
def test_format_refuses(written: str, formats: str) -> None:
    with pytest.raises(ValueError):
        rewritten(written, formats)
