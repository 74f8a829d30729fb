"""When the next wrong password would be due: per account, per address and for all; a row for each that has any.

The pace is GCRA: each guess pushes the due time on by a step, and it may run ahead of the clock by a window. Times are
microseconds since 1970.
"""

from dataclasses import dataclass

from tokkyo.store.accounts_database import AccountsDatabase

# What a clock that stepped back left far in the future is brought back to the window.
_DUE = "max(:now, min(due, :now + :window))"
_TAKE = f"""
    INSERT INTO guess (key, due) VALUES (:key, :now + :step)
    ON CONFLICT (key) DO UPDATE SET due = {_DUE} + :step WHERE {_DUE} + :step <= :now + :window
    RETURNING due"""
_WAIT = f"SELECT {_DUE} + :step - :window - :now FROM guess WHERE key = :key"
_GIVE_BACK = "UPDATE guess SET due = due - :step WHERE key = :key"
_SWEEP = "DELETE FROM guess WHERE due <= :now"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Whose guesses are counted, and how many: one every `step` microseconds, `window` of them at once."""

    key: str
    step: int
    window: int


class GuessTable:
    """The guesses of all; methods that write are to be called in a transaction of the database."""

    def __init__(self, database: AccountsDatabase) -> None:
        self._database = database

    def take(self, bucket: Bucket, now: int) -> bool:
        """Count a guess if there is one left."""
        values = {"key": bucket.key, "step": bucket.step, "window": bucket.window, "now": now}
        return bool(self._database.run(_TAKE, values))

    def wait(self, bucket: Bucket, now: int) -> int:
        """Return the microseconds until there is one left."""
        values = {"key": bucket.key, "step": bucket.step, "window": bucket.window, "now": now}
        rows = self._database.run(_WAIT, values)
        return max(0, int(rows[0][0])) if rows else 0

    def give_back(self, bucket: Bucket) -> None:
        """Take back a guess that was none."""
        self._database.run(_GIVE_BACK, {"key": bucket.key, "step": bucket.step})

    def sweep(self, now: int) -> None:
        """Forget those who could guess as if they never had."""
        self._database.run(_SWEEP, {"now": now})
