"""Errors as people meet them: a code, what is wrong, where, and what to do.

    TokkyoError
      + QueryError         a query that cannot be understood or allowed (has a position or a path)
      + RecordError        one record of a source file that cannot be read
      + SettingError       a setting with an impossible value
      + StoreError         the store is missing, locked, full or of another version
      + EngineError        the index is missing, locked or damaged
      + NotFound           nothing has that number or identifier
      + Denied             a password, token or link that is not accepted
      + LimitReached       too much or too often; it may be asked again later
      + Unavailable        the server is busy or gave up; it may be asked again later

Codes are the contract (lower_snake_case, never renamed); prose may change. Faces map them to their own bodies.
"""

from typing import Any


class TokkyoError(Exception):
    """Base of every error of ours.

    `code` is a stable identifier, `message` says what is wrong (lower case, no final stop), `fix` what to do.
    """

    def __init__(self, code: str, message: str, *, fix: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]" + (f"; {self.fix}" if self.fix else "")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by attributes: the arguments of the constructor are not those that `Exception` remembers."""
        return (_revived, (type(self), self.args, vars(self).copy()))


def _revived(kind: type[TokkyoError], arguments: tuple[object, ...], values: dict[str, object]) -> TokkyoError:
    error = kind.__new__(kind, *arguments)
    vars(error).update(values)
    return error


class QueryError(TokkyoError):
    """A query that cannot be parsed or is not allowed.

    `position` is the 0-based character offset in query text (None when unknown); `path` the place in a JSON
    body in dotted form, e.g. `query.bool.must[1].term`.
    """

    def __init__(self, code: str, message: str, *, fix: str = "", position: int | None = None, path: str = "") -> None:
        super().__init__(code, message, fix=fix)
        self.position = position
        self.path = path

    def __str__(self) -> str:
        where = f" at {self.path}" if self.path else ""
        if self.position is not None:
            where += f"{',' if where else ' at'} character {self.position}"
        return f"{self.message}{where} [{self.code}]" + (f"; {self.fix}" if self.fix else "")


class RecordError(TokkyoError):
    """One record of a source file that cannot be read; the reader reports it and goes on."""


class SettingError(TokkyoError):
    """A setting with an unknown name or an impossible value."""


class StoreError(TokkyoError):
    """The store cannot be opened, written or understood."""


class EngineError(TokkyoError):
    """The index cannot be opened, written or read."""


class NotFound(TokkyoError):
    """Nothing in the store answers to that number or identifier."""


class Denied(TokkyoError):
    """A password, token or link that is not accepted; the message never tells which part of it was wrong."""


class LimitReached(TokkyoError):
    """A caller asked too often or for too much; `retry_after` is the milliseconds until the next try may succeed."""

    def __init__(self, code: str, message: str, *, fix: str = "", retry_after: int = 0) -> None:
        super().__init__(code, message, fix=fix)
        self.retry_after = retry_after


class Unavailable(TokkyoError):
    """The server cannot answer this now; `retry_after` is the seconds after which a new try makes sense."""

    def __init__(self, code: str, message: str, *, fix: str = "", retry_after: int = 1) -> None:
        super().__init__(code, message, fix=fix)
        self.retry_after = retry_after
