"""Status codes of the retrieval APIs with their HTTP statuses and messages, word for word.

Sources: JPO's OpenAPI document 1.0 (100 to 210, 302, 303, 999), JPO's page of status codes (212, 301, 400). HTTP
statuses of the last three are documented nowhere; the setting `jpo_statuses` has them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tokkyo.errors import SettingError
from tokkyo.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call ended: `code` as the envelope has it, whether it shows how many calls are left."""

    code: str
    status: int
    message: str
    shows_remaining: bool = False


_ROWS = (
    Outcome("100", 200, "", shows_remaining=True),
    Outcome("107", 200, "該当するデータがありません。", shows_remaining=True),
    Outcome("108", 200, "該当する書類実体がありません。", shows_remaining=True),
    Outcome("111", 200, "提供対象外の案件番号のため取得できませんでした。"),
    Outcome("203", 200, "1日のアクセス上限を超過したため閲覧を制限します。"),
    Outcome("204", 200, "パラメーターの入力された値に問題があります。"),
    Outcome("208", 200, "「タブ文字、,、 :、|」の文字は利用できません。"),
    Outcome("210", 401, "無効なトークンです。"),
    Outcome("212", 401, "無効な認証情報です。"),
    Outcome("301", 404, "指定された特許情報取得APIのURLは存在しません。"),
    Outcome("302", 504, "処理が時間内に終了しないため、タイムアウトになりました。"),
    Outcome("303", 429, "アクセスが集中しています。"),
    Outcome("400", 405, "無効なリクエストです。"),
    Outcome("999", 500, "想定外のエラーが発生しました。"),
)
OUTCOMES: Mapping[str, Outcome] = MappingProxyType({row.code: row for row in _ROWS})

SUCCESS, NO_DATA, NO_BODY, NOT_PROVIDED = "100", "107", "108", "111"
OVER_LIMIT, BAD_VALUE, BAD_LETTER, BAD_TOKEN, BAD_CREDENTIALS = "203", "204", "208", "210", "212"
NO_SUCH_URL, TIMEOUT, CROWDED, BAD_REQUEST, UNEXPECTED = "301", "302", "303", "400", "999"


def outcomes_of(settings: Settings) -> Mapping[str, Outcome]:
    """Return the outcomes with the statuses of the setting `jpo_statuses`. Raises `SettingError` for others than these.

    >>> from tokkyo.settings import defaults
    >>> outcomes_of(defaults(jpo_statuses="301=400"))["301"].status
    400
    """
    changed = dict(OUTCOMES)
    for entry in settings.text("jpo_statuses").split():
        code, _, status = entry.partition("=")
        if code not in OUTCOMES or not (status.isascii() and status.isdecimal() and 200 <= int(status) <= 599):
            raise _bad("jpo_statuses", entry, "give code=status, such as 301=404")
        row = OUTCOMES[code]
        changed[code] = Outcome(code, int(status), row.message, row.shows_remaining)
    return changed


def counted_codes(settings: Settings) -> frozenset[str]:
    """Return the codes of calls that count against the limit of the day. Raises `SettingError` for unknown codes."""
    codes = settings.text("jpo_counted").split()
    for code in codes:
        if code not in OUTCOMES:
            raise _bad("jpo_counted", code, f"give some of {' '.join(OUTCOMES)}")
    return frozenset(codes)


def _bad(name: str, value: str, fix: str) -> SettingError:
    return SettingError("bad_setting", f"{name} holds {value!r}", fix=fix)
