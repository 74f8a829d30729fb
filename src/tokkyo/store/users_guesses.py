"""When the next wrong password would be due: per account, per address and for all; a row for each that has any.

The pace is GCRA: each guess pushes the due time on by a step, and it may run ahead of the clock by a window. Times are
microseconds since 1970.
"""

from dataclasses import asdict, dataclass

from tokkyo.store.accounts_database import AccountsDatabase

_TAKE = """
    INSERT INTO guess (key, due) VALUES (:key, :now + :step)
    ON CONFLICT (key) DO UPDATE SET due = max(due, :now) + :step
    WHERE max(due, :now) + :step <= :now + :window
    RETURNING due"""
_PULL_IN = "UPDATE guess SET due = :now + :window WHERE key = :key AND due > :now + :window"
_WAIT = "SELECT max(due, :now) + :step - :window - :now FROM guess WHERE key = :key"
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
        return bool(self._database.run(_TAKE, {**asdict(bucket), "now": now}))

    def wait(self, bucket: Bucket, now: int) -> int:
        """Return the microseconds until there is one left."""
        rows = self._database.run(_WAIT, {**asdict(bucket), "now": now})
        return max(0, int(rows[0][0])) if rows else 0

    def pull_in(self, bucket: Bucket, now: int) -> None:
        """Where the clock stepped back, let the pace go on from here instead of waiting for the old time to return."""
        self._database.run(_PULL_IN, {"key": bucket.key, "window": bucket.window, "now": now})

    def give_back(self, bucket: Bucket) -> None:
        """Take back a guess that was none."""
        self._database.run(_GIVE_BACK, {"key": bucket.key, "step": bucket.step})

    def sweep(self, now: int) -> None:
        """Forget those who could guess as if they never had."""
        self._database.run(_SWEEP, {"now": now})
