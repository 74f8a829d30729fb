"""What registered users called today, counted exactly across processes: one conditional statement a call.

Days are numbered since 1970, in Japan. Where the clock steps back over midnight the new day's counts stay, so that
nothing is granted twice; where it was wrong by more than a day they become those of the right day.
"""

from collections.abc import Mapping, Sequence

from tokkyo.store.accounts_database import AccountsDatabase

_TODAY = "CASE WHEN day < :day THEN 0 ELSE daily_use.calls END"
_DAY = "CASE WHEN day > :day + 1 THEN :day ELSE max(day, :day) END"
_MOST = "coalesce((SELECT r.calls FROM raised_limit r WHERE r.user = :user AND r.api = :api), :most)"

_TAKE = f"""
    INSERT INTO daily_use (user, api, day, calls)
    SELECT :user, :api, :day, 1 WHERE {_MOST} > 0
    ON CONFLICT (user, api) DO UPDATE SET calls = {_TODAY} + 1, day = {_DAY}
    WHERE {_TODAY} < {_MOST}
    RETURNING day, {_MOST} - calls"""
_GIVE_BACK = """
    UPDATE daily_use SET calls = calls - 1 WHERE user = :user AND api = :api AND day = :day AND calls > 0"""
_USES = f"SELECT api, {_TODAY} FROM daily_use WHERE user = :user"
_RAISED = "SELECT api, calls FROM raised_limit WHERE user = :user"
_RAISE = """
    INSERT INTO raised_limit VALUES (:user, :api, :calls) ON CONFLICT (user, api) DO UPDATE SET calls = :calls"""
_LOWER = "DELETE FROM raised_limit WHERE user = :user AND api = :api"

_PACE = """
    INSERT INTO user_pace (user, service, due) VALUES (:user, :service, :now + :step)
    ON CONFLICT (user, service) DO UPDATE SET due = max(due, :now) + :step
    WHERE max(due, :now) + :step <= :now + :window
    RETURNING due"""
_DUE = "SELECT due FROM user_pace WHERE user = :user AND service = :service"
_PULL_IN = "UPDATE user_pace SET due = :due WHERE user = :user AND service = :service AND due > :due"


class LimitTable:
    """Counts and limits of all users, by user number and API number."""

    def __init__(self, database: AccountsDatabase) -> None:
        self._database = database

    def take(self, user: int, api: str, *, day: int, most: int) -> tuple[int, int] | None:
        """Count a call if the day has fewer than the user's own limit, or else `most`.

        Return the day it counts for and how many are left after it; None when it was one too many, and then nothing has
        changed.
        """
        rows = self._database.run(_TAKE, {"user": user, "api": api, "day": day, "most": most})
        return (rows[0][0], rows[0][1]) if rows else None

    def give_back(self, returns: Sequence[tuple[int, str, int]]) -> None:
        """Take back calls (user, API, day); those of a day that is over are gone anyway."""
        for user, api, day in returns:
            self._database.run(_GIVE_BACK, {"user": user, "api": api, "day": day})

    def uses(self, user: int, day: int) -> Mapping[str, int]:
        """Return the calls of a day by API."""
        return dict(self._database.run(_USES, {"user": user, "day": day}))

    def raised(self, user: int) -> Mapping[str, int]:
        """Return the limits of a user's own by API."""
        return dict(self._database.run(_RAISED, {"user": user}))

    def set_limit(self, user: int, api: str, calls: int | None) -> None:
        """Give a user a limit of its own, or with None that of everybody again."""
        if calls is None:
            self._database.run(_LOWER, {"user": user, "api": api})
        else:
            self._database.run(_RAISE, {"user": user, "api": api, "calls": calls})


class PaceTable:
    """When the next call of a user would be due; times are microseconds since 1970."""

    def __init__(self, database: AccountsDatabase) -> None:
        self._database = database

    def take(self, user: int, service: str, *, now: int, step: int, window: int) -> bool:
        """Push the due time on by `step` unless it would run ahead of the clock by more than `window` (GCRA)."""
        values = {"user": user, "service": service, "now": now, "step": step, "window": window}
        return bool(self._database.run(_PACE, values))

    def due(self, user: int, service: str) -> int:
        """Return when the next call would be due."""
        rows = self._database.run(_DUE, {"user": user, "service": service})
        return int(rows[0][0]) if rows else 0

    def pull_in(self, user: int, service: str, due: int) -> None:
        """Bring the due time forward to `due` if it is later."""
        self._database.run(_PULL_IN, {"user": user, "service": service, "due": due})
