"""Fixtures for all tests."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tokkyo.errors import QueryError

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real patent data beside the project; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no shared data beside the project")
    return SHARED


@pytest.fixture(scope="session")
def calls() -> Callable[[Callable[[], object]], int]:
    """Counts the calls of Python and C functions an action makes, refused as a query or not."""

    def counted(action: Callable[[], object]) -> int:
        count = 0

        def profile(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(profile)
        try:
            with suppress(QueryError):
                action()
        finally:
            sys.setprofile(None)
        return count

    return counted
