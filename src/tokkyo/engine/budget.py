"""The number of buckets that the answer to one request may have."""

from dataclasses import dataclass

from tokkyo.errors import QueryError

MAX_BUCKETS = 10_000


@dataclass(slots=True)
class Budget:
    """Counts buckets, empty and inner ones too, before they are made."""

    limit: int = MAX_BUCKETS
    spent: int = 0

    def spend(self, buckets: int) -> None:
        """Count so many more. Raises `QueryError` (`too_many_buckets`) above the limit."""
        self.spent += buckets
        if self.spent > self.limit:
            raise QueryError(
                "too_many_buckets",
                f"the answer would have more than {self.limit} buckets",
                path="aggregations",
                fix="ask for fewer values or wider intervals, or narrow the query",
            )
