"""When daily limits may be raised, and how far (handbook 2.0, article 4; handbook 1.4, article 3 (2)).

| who | how far | on which APIs |
|---|---|---|
| corporations with a reason | twice the listed limit | any domestic ones |
| Information Providers | five times | the nine that give documents: 1-8 to 1-10, 2-7 to 2-9, 3-7 to 3-9 |

At most three kinds of API a request. Individuals' limits and those of the OPD-API are never raised. A reason is to make
more than 300 applications or procedures a year, or to be an Information Provider, who meets three conditions.
"""

from collections.abc import Iterator

from tokkyo.accounts.users.forms import CORPORATION, Fault, Provider, RaiseWish
from tokkyo.accounts.users.rules import Rules
from tokkyo.model.jpo.apis import BY_NUMBER

CONDITIONS = {
    "own_database": "A: an own database made from the bulk downloads, and a service on it",
    "fewer_calls": "B: the API is part of that service, and caching keeps calls few",
    "gives_usage": "C: information on use is given when asked for (article 4 (a) of the terms)",
}


def is_provider(provider: Provider | None) -> bool:
    """Return whether all three conditions of an Information Provider are met."""
    return provider is not None and all(getattr(provider, condition) for condition in CONDITIONS)


def wish_faults(kind: str, wish: RaiseWish, rules: Rules, place: str) -> Iterator[Fault]:
    """Yield what stands against a wish for higher limits."""
    if kind != CORPORATION:
        yield Fault(place, "raise_for_individual", "only corporations may ask for higher limits")
    if not 1 <= len(set(wish.apis)) <= rules.raise_apis or len(set(wish.apis)) != len(wish.apis):
        message = f"{len(wish.apis)} are named, up to {rules.raise_apis} different ones may be"
        yield Fault(f"{place}.apis", "raise_api_count", message)
    yield from _reason_faults(wish, rules, place)
    for number in wish.apis[:100]:
        yield from _api_faults(number, wish, rules, f"{place}.apis")


def _reason_faults(wish: RaiseWish, rules: Rules, place: str) -> Iterator[Fault]:
    if not wish.reason.strip():
        yield Fault(f"{place}.reason", "missing", "a reason is required")
    if wish.provider is not None:
        for condition, meaning in CONDITIONS.items():
            if not getattr(wish.provider, condition):
                yield Fault(f"{place}.provider.{condition}", "provider_condition", f"is required: {meaning}")
        for field in ("bulk_service_id", "service"):
            if not getattr(wish.provider, field).strip():
                yield Fault(f"{place}.provider.{field}", "missing", "is required of Information Providers")
    elif wish.cases_per_year <= rules.raise_cases_per_year:
        message = f"more than {rules.raise_cases_per_year} applications or procedures a year are a reason"
        yield Fault(f"{place}.cases_per_year", "raise_without_ground", f"{message}, or being an Information Provider")


def _api_faults(number: str, wish: RaiseWish, rules: Rules, place: str) -> Iterator[Fault]:
    api = BY_NUMBER.get(number)
    if api is None:
        yield Fault(place, "api_unknown", f"no API has the number {number[:20]!r}")
    elif not api.raisable:
        yield Fault(place, "raise_of_opd", f"the limit of {number} is not raised: it belongs to the OPD-API")
    else:
        provider = is_provider(wish.provider) and api.raised_for_providers
        most = rules.raise_factor_providers if provider else rules.raise_factor
        if not 2 <= wish.factor <= most:
            message = f"the limit of {number} can be raised to 2 to {most} times, not {wish.factor} times"
            yield Fault(place, "raise_too_far", message if most > 2 else message.replace("2 to 2", "2"))
