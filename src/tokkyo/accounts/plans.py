"""Plans: how much the tokens of a plan may ask for."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tokkyo.errors import NotFound, TokkyoError
from tokkyo.store.accounts import PlanRow, PlanTable
from tokkyo.store.accounts_schema import UNLIMITED

DEFAULT = "default"
"""Stands for no plan of its own; no plan may have this name."""

# Limit of a plan → the largest value it can have.
LIMITS: Mapping[str, int] = {
    "requests_per_minute": 1_000_000,
    "requests_per_month": 2_000_000_000,
    "records_per_month": 2_000_000_000,
    "records_per_request": 10_000,
}

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Plans:
    """Creates, changes and removes plans; `default` tells the plan of tokens that have none of their own."""

    table: PlanTable
    default: Callable[[], str]

    def create(self, name: str, limits: Mapping[str, int | None]) -> None:
        """Create a plan. Raises `TokkyoError` `bad_plan_name`, `bad_limit` or `plan_exists`."""
        if not _NAME.fullmatch(name) or name == DEFAULT:
            fix = f"use up to 64 letters, digits, dots, dashes and underscores, but not {DEFAULT}"
            raise TokkyoError("bad_plan_name", f"{name!r} cannot be the name of a plan", fix=fix)
        _check(limits)
        if not self.table.add(PlanRow(name, **limits)):
            raise TokkyoError("plan_exists", f"there is a plan called {name}", fix="see: tokkyo plan change")

    def list(self) -> Sequence[PlanRow]:
        """Return all plans by name."""
        return self.table.all()

    def find(self, name: str | None) -> PlanRow:
        """Return a plan, None being the default one. Raises `NotFound` `no_such_plan`."""
        found = self.table.find(name or self.default())
        if found is None:
            raise no_such_plan(name or self.default())
        return found

    def change(self, name: str, limits: Mapping[str, int | None]) -> None:
        """Change some limits of a plan. Raises `TokkyoError` `plan_fixed`, `bad_limit`, `nothing_to_change`."""
        _refuse_built_in(name, "changed")
        if not limits:
            raise TokkyoError("nothing_to_change", "no limit is given", fix="see: tokkyo plan change --help")
        _check(limits)
        if not self.table.change(name, limits):
            raise no_such_plan(name)

    def remove(self, name: str) -> None:
        """Remove a plan. Raises `TokkyoError` `plan_fixed` or `plan_in_use`, `NotFound` `no_such_plan`."""
        _refuse_built_in(name, "removed")
        if name == self.default():
            raise TokkyoError("plan_in_use", f"{name} is the default plan", fix="change the setting default_plan first")
        known, holders = self.table.remove(name)
        if not known:
            raise no_such_plan(name)
        if holders:
            message = f"{holders} token{'s have' if holders != 1 else ' has'} the plan {name}"
            raise TokkyoError("plan_in_use", message, fix="give them another one: tokkyo token change NAME --plan …")


def no_such_plan(name: str) -> NotFound:
    """Return the error for a name no plan has."""
    return NotFound("no_such_plan", f"no plan is called {name!r}", fix="see: tokkyo plan list")


def _refuse_built_in(name: str, done: str) -> None:
    if name == UNLIMITED:
        raise TokkyoError("plan_fixed", f"the plan {UNLIMITED} cannot be {done}", fix="create another one")


def _check(limits: Mapping[str, int | None]) -> None:
    for name, value in limits.items():
        if value is not None and not 1 <= value <= LIMITS[name]:
            message = f"{name} is {value}, allowed are 1 to {LIMITS[name]}"
            raise TokkyoError("bad_limit", message, fix=f"give such a number, or {UNLIMITED}")
