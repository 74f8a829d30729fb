"""Everything that is kept of one user, for the user: as plain values, ready for JSON."""

import msgspec
import sqlalchemy as sa

from tokkyo.accounts.users.limits import Use
from tokkyo.accounts.users.notices import japan_time
from tokkyo.store.users import User
from tokkyo.store.users_access import access_of
from tokkyo.store.users_audit import events_of
from tokkyo.store.users_notices import answers
from tokkyo.store.users_registration import registration_of
from tokkyo.store.users_requests import RequestRow, requests_of

HOUR = 3_600_000_000

Row = dict[str, object]


def own_data(connection: sa.Connection, user: User, uses: list[Use]) -> Row:
    """Return it, times in Japan; only the hash of the password and what is kept of tokens is left out."""
    return {
        "id": user.username,
        "kind": user.kind,
        "state": user.state,
        **_registration(connection, user),
        "raised_limits": {use.api.number: use.limit for use in uses if use.raised},
        "used_today": {use.api.number: use.used for use in uses if use.used},
        "requests": [_request(row) for row in requests_of(connection, user.id)],
        "survey_answers": _answers(connection, user),
        "calls": _calls(connection, user),
        "events": _events(connection, user),
    }


def _registration(connection: sa.Connection, user: User) -> Row:
    row = registration_of(connection, user.id)
    return {
        "registered": _time(row.registered if row else None),
        "unreachable_since": _time(row.unreachable if row else None),
        "form": msgspec.json.decode(row.form) if row else None,
    }


def _request(row: RequestRow) -> Row:
    return {
        "number": row.number,
        "kind": row.kind,
        "state": row.state,
        "asked": _time(row.asked),
        "body": msgspec.json.decode(row.body) if row.body else None,
        "notes": [{"time": _time(note.time), "by": note.by, "text": note.text} for note in row.notes],
    }


def _answers(connection: sa.Connection, user: User) -> list[Row]:
    return [
        {"survey": row.survey, "answer": row.answer, "answered": _time(row.answered)}
        for row in answers(connection, user=user.id)
    ]


def _calls(connection: sa.Connection, user: User) -> list[Row]:
    return [
        {
            "hour": _time(row.hour * HOUR),
            "api": row.api,
            "address": row.address,
            "code": row.outcome,
            "calls": row.calls,
        }
        for row in access_of(connection, user.id)
    ]


def _events(connection: sa.Connection, user: User) -> list[Row]:
    return [
        {"time": _time(one.time), "event": one.name, "by": one.actor, "address": one.address, "detail": one.detail}
        for one in events_of(connection, user.id)
    ]


def _time(time: int | None) -> str | None:
    return japan_time(time).isoformat() if time is not None else None
