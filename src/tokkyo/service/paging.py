"""What pages and orders of hits a search may ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokkyo.engine.port import SortKey
from tokkyo.errors import QueryError
from tokkyo.query.values import shown
from tokkyo.settings import Settings


@dataclass(frozen=True, slots=True)
class Paging:
    """The limits of pages: records of one, hits down to the last of it, fields in its order."""

    max_size: int
    max_window: int
    max_sort: int

    @classmethod
    def of(cls, settings: Settings) -> "Paging":
        """Return the limits of the settings."""
        return cls(
            settings.number("max_page_size"), settings.number("max_result_window"), settings.number("max_sort_fields")
        )

    def check(self, size: int, offset: int, sort: Sequence[SortKey], max_size: int | None = None) -> None:
        """Raise `QueryError` for a page that is not allowed; `max_size` is the largest one of the caller."""
        self._check_window(size, offset, self.max_size if max_size is None else max_size)
        if len(sort) > self.max_sort:
            raise QueryError(
                "too_many_sort_fields",
                f"the answer is to be sorted by {len(sort)} fields; the limit is {self.max_sort}",
                path="sort",
                fix="name fewer fields; the first few decide",
            )

    def _check_window(self, size: int, offset: int, max_size: int) -> None:
        if not 0 <= size <= max_size:
            raise QueryError(
                "size_out_of_range",
                f"size is {shown(size)}, allowed are 0 to {max_size}",
                path="size",
                fix="ask for smaller pages and go on with from" if size > 0 else "give 0 or more",
            )
        if offset < 0:
            message = f"from is {shown(offset)}, the first hit is 0"
            raise QueryError("from_out_of_range", message, path="from", fix="give 0 or more")
        if offset + size > self.max_window:
            raise QueryError(
                "window_too_large",
                f"The result window is too large for allowed maximum of {self.max_window}.",
                path="from",
                fix="keep from + size within it and narrow the query",
            )
