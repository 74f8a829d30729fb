"""Turning what tantivy raises into errors for people.

Panics of the engine arrive as `PanicException`, which is a `BaseException` that no `except Exception` catches.
"""

from types import TracebackType

from tokkyo.errors import EngineError, QueryError, TokkyoError

# First match wins: a part of the message in lower case, and the error it means.
_MEANINGS: tuple[tuple[str, type[TokkyoError], str, str, str], ...] = (
    ("lockbusy", EngineError, "index_locked", "another process writes to the index", "wait for it or stop it"),
    (
        "regex",
        QueryError,
        "regex_too_complex",
        "the pattern needs more states than the index allows",
        "give a shorter pattern or smaller counts",
    ),
    (
        "exceeded max expansions",
        QueryError,
        "too_many_words",
        "too many words begin like the last word of the phrase",
        "give more of its letters",
    ),
    (
        "aborting aggregation",
        QueryError,
        "too_many_buckets",
        "the aggregations take more memory than the engine allows",
        "narrow the query, or ask for fewer values or wider intervals",
    ),
    (
        "no space left",
        EngineError,
        "index_disk_full",
        "the disk of the index is full",
        "free some space and repeat; what was committed before is safe",
    ),
)


class Faults:
    """Context that maps engine failures; `code`, `message` and `fix` name the error of all that is not known better."""

    __slots__ = ("code", "fix", "message")

    def __init__(self, code: str, message: str, fix: str) -> None:
        self.code = code
        self.message = message
        self.fix = fix

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and is_fault(error):
            raise self.translate(error) from error

    def translate(self, error: BaseException) -> TokkyoError:
        """Return the error of ours that an engine failure means."""
        text = str(error)
        lowered = text.lower()
        for part, kind, code, message, fix in _MEANINGS:
            if part in lowered:
                return kind(code, message, fix=fix)
        detail = text.strip().splitlines()[0][:200] if text.strip() else type(error).__name__
        return EngineError(self.code, f"{self.message}: {detail}", fix=self.fix)


def is_fault(error: BaseException) -> bool:
    """Return whether an exception is the engine's and not ours or the interpreter's."""
    return isinstance(error, (ValueError, OSError, RuntimeError)) or type(error).__name__ == "PanicException"


READING = Faults("index_damaged", "the index cannot be read", "rebuild it with: tokkyo reindex")
WRITING = Faults("index_write_failed", "the index cannot be written", "see the message; what was committed is safe")
