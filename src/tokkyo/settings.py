"""Everything a person can set: one table of name, default and meaning.

A value comes from, in falling precedence: a command-line flag, the environment (`TOKKYO_…`, upper case), the TOML file
named by `TOKKYO_CONFIG` or `tokkyo.toml` in the data folder, the default. `tokkyo config` prints all with origin.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tokkyo.errors import SettingError

Scalar = str | int | float | bool

MIB = 1024 * 1024
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: name in lower case, default (its type is the setting's type), meaning with unit."""

    name: str
    default: Scalar
    meaning: str

    @property
    def variable(self) -> str:
        """Return the environment variable that sets it."""
        return f"TOKKYO_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("data", "tokkyo-data", "folder that holds the store, the index and the configuration file"),
    Setting("host", "127.0.0.1", "address the server listens on"),
    Setting("port", 8000, "port the server listens on"),
    Setting("workers", 1, "server processes"),
    Setting("search_threads", 4, "threads of one server process that run searches"),
    Setting(
        "search_processes",
        2,
        "processes beside one server process that run costly searches and can be stopped; 0: none, nothing is stopped",
    ),
    Setting("max_waiting_searches", 16, "searches that wait in one server process, above which they get a 503"),
    Setting("search_seconds", 10, "seconds after which a search is given up with a 503; 0: never"),
    Setting("max_answer_bytes", 64 * MIB, "largest answer in bytes, not counting compression"),
    Setting("require_token", True, "refuse Lens requests without a valid token"),
    Setting("default_plan", "unlimited", "plan of the tokens that have none of their own"),
    Setting(
        "cors_origins",
        "*",
        "origins whose pages may read answers, comma-separated; * is any, with require_token only; empty: none",
    ),
    # --- requests
    Setting("max_body_bytes", MIB, "largest request body in bytes"),
    Setting("max_form_bytes", 65_536, "largest form in bytes, such as a request for a token"),
    Setting("max_connections", 1000, "open connections of one server process, above which requests get a 503"),
    Setting(
        "max_connections_per_address", 64, "open connections of one client address to one server process; 0: any number"
    ),
    Setting("send_seconds", 30, "seconds within which a client takes the next MiB of an answer, or the rest of it"),
    Setting("header_seconds", 10, "seconds within which the headers of a request arrive"),
    Setting("receive_seconds", 30, "seconds within which the rest of a request arrives"),
    Setting("keep_alive_seconds", 15, "seconds after which a connection without requests is closed"),
    Setting("shutdown_seconds", 10, "seconds that running requests get to finish when the server stops"),
    Setting("max_header_bytes", 32_768, "largest request line with headers, in bytes"),
    Setting("max_url_bytes", 8192, "longest request path with query string, in bytes"),
    Setting("compress_min_bytes", 1024, "smallest answer that is compressed for clients that take it, in bytes"),
    Setting("zstd_level", 3, "level of zstd-compressed answers, 1 to 19; 0: never"),
    Setting("brotli_level", 4, "level of brotli-compressed answers, 1 to 11; 0: never"),
    Setting("gzip_level", 5, "level of gzip-compressed answers, 1 to 9; 0: never"),
    Setting("default_page_size", 20, "records of an answer when the request names no size"),
    Setting("max_page_size", 100, "most records of one answer"),
    Setting("max_page_changes", 1000, "most changes of one answer of /api/cases/v1/changes"),
    Setting("max_result_window", 10_000, "largest from + size"),
    # --- scrolls and exports
    Setting("scroll_seconds", 60, "life of a scroll between two pages when the request names none"),
    Setting("max_scroll_seconds", 300, "longest life of a scroll between two pages"),
    Setting("max_scroll_hours", 24, "hours after which a scroll ends however busy it is"),
    Setting("max_scroll_page_size", 1000, "most records of one page of a scroll; a plan may allow fewer"),
    Setting("max_scrolls_per_token", 10, "most scrolls one token may have open"),
    Setting("export_hours", 24, "hours for which an interrupted export can be resumed"),
    Setting("export_finished_minutes", 10, "minutes for which an export that was sent to its end can be resumed"),
    Setting("export_batch", 100, "records of an export that are read and sent at a time"),
    Setting("max_export_columns", 200, "most columns of an export as CSV"),
    Setting("max_exports_per_token", 10, "most unfinished exports one token may have"),
    # --- retrieval APIs
    Setting("jpo_token_path", "/auth/token", "where tokens of the retrieval APIs are given out"),
    Setting("jpo_password_grant", True, "give tokens for ID and password; off: for refresh tokens only"),
    Setting("jpo_statuses", "212=401 301=404 400=405", "HTTP statuses of status codes for which nobody knows JPO's"),
    Setting("jpo_counted", "100 107 108 111", "status codes of the calls that count against the limit of the day"),
    Setting("opd_errors", "xml", "how the OPD-API says that it found nothing: xml or json"),
    Setting(
        "jpo_strict_parameters",
        False,
        "answer numbers of a wrong shape with 204 everywhere, not only where JPO says so",
    ),
    Setting(
        "jpo_fixed_address",
        "https://www.j-platpat.inpit.go.jp/c1801/{folder}/JP-{year}-{serial}/{kind}/ja",
        "J-PlatPat addresses where none is recorded; empty: none",
    ),
    Setting("jpo_max_archive_bytes", 10 * MIB, "largest archive of documents that is sent at once, else a link is"),
    Setting("jpo_link_seconds", 3600, "life of a link to a large archive"),
    Setting("max_batch_calls", 100, "calls, or numbers, of one request to /api/cases/v1/batch and /numbers"),
    # --- registered users
    Setting("jpo_daily_limits", "", "daily limits that differ from the API list: 1-1=1000, design/app_progress=5"),
    Setting(
        "jpo_calls_per_minute", 0, "domestic calls a minute of one user, above which they get a 429; 0: any number"
    ),
    Setting("opd_calls_per_minute", 0, "OPD calls a minute of one user, above which they get a 429; 0: any number"),
    Setting("access_token_seconds", 3600, "life of an access token"),
    Setting("refresh_token_seconds", 28_800, "life of a refresh token"),
    Setting("session_hours", 0, "hours after which a session ends however often it is refreshed; 0: never"),
    Setting("refresh_grace_seconds", 5, "seconds for which an exchanged refresh token may be exchanged once more"),
    Setting("max_sessions_per_user", 1000, "most sessions of one user, above which the oldest ends"),
    Setting("max_guesses_per_account", 10, "wrong passwords for one ID at once; 0: any number"),
    Setting("guess_pause_seconds", 240, "seconds after which one more wrong password for an ID is borne"),
    Setting("max_guesses_per_address", 100, "wrong passwords an hour from one client address; 0: any number"),
    Setting("max_guesses_per_minute", 1000, "wrong passwords a minute from everybody; 0: any number"),
    Setting("login_threads", 2, "passwords that one server process checks at once"),
    Setting("max_waiting_logins", 20, "log-ins that wait in one server process, above which they get a 503"),
    Setting("password_memory_kib", 19_456, "memory that a password hash takes (argon2id), in KiB; 8192 or more"),
    Setting("password_passes", 2, "passes over that memory, 1 or more"),
    Setting("audit_days", 365, "days for which events of accounts, tokens and limits are kept; 0: for ever"),
    Setting("address_days", 90, "days for which client addresses are kept with them; 0: as long as they are"),
    # --- registration and the life of accounts
    Setting("registration_open", False, "anybody may send in a registration form over the web; operators always can"),
    Setting("max_users", 0, "registrations, above which no new ones are taken; 0: any number"),
    Setting("max_users_opd", 0, "registrations for the OPD-API, above which no new ones are taken; 0: any number"),
    Setting("opd_registration", False, "only those who registered for the OPD-API may call it"),
    Setting("max_registrations_per_address", 5, "forms and forgotten passwords a day of one client or e-mail address"),
    Setting("require_consent", True, "refuse forms without consent to the terms of use"),
    Setting("require_personal_use", True, "refuse forms of individuals who do not confirm that the use is personal"),
    Setting("verify_email", True, "issue an ID only when the applicant was reached by e-mail"),
    Setting("verify_telephone", False, "issue an ID only when the applicant was reached by telephone"),
    Setting("review_registrations", True, "an operator decides on each form; off: IDs are issued when it was verified"),
    Setting("max_contacts", 3, "most contact persons of a corporation"),
    Setting("refuse_shared_mailboxes", True, "refuse addresses such as info@ and those of mailing lists"),
    Setting("max_form_chars", 200, "longest entry of a form, in characters"),
    Setting("max_purpose_chars", 2000, "longest purpose of use or reason in a form, in characters"),
    Setting("one_id_per_corporation", True, "refuse a second ID for a corporation"),
    Setting("mail_link_minutes", 60, "minutes for which a link in an e-mail works, once"),
    Setting("identity_check", True, "grant changes and new credentials only when an operator noted who asks"),
    Setting("forgotten_by_mail", True, "send a link for a new password to a registered address; off: operators decide"),
    Setting("unreachable_days", 30, "days for which a user must have been unreachable to be cancelled for it"),
    Setting("raise_apis", 3, "most kinds of API of one request for higher limits"),
    Setting("raise_factor", 2, "how many times the listed limit corporations can have"),
    Setting("raise_factor_providers", 5, "how many times the listed limit Information Providers can have of documents"),
    Setting("raise_cases_per_year", 300, "applications and procedures a year, above which limits are raised"),
    Setting("form_days", 90, "days after which refused and unconfirmed forms and decided requests are removed"),
    Setting("statistics_users", 5, "users without whom a figure of the statistics is withheld; 0: none is"),
    Setting("suspicious_addresses", 20, "client addresses a day of one user, above which it is listed as suspicious"),
    Setting("suspicious_refusals", 100, "calls over the limit a day of one user, above which it is listed likewise"),
    Setting("maintenance_notice_hours", 24, "hours by which maintenance is announced ahead"),
    Setting("survey_days", 30, "days for which a survey can be answered"),
    Setting("operator_name", "Tokkyo", "who runs the service, as letters and notices are signed"),
    Setting("public_url", "", "address of the service in letters, such as https://host; empty: made of host and port"),
    Setting("terms_url", "", "where the terms of use can be read"),
    Setting("support_contact", "", "e-mail address of the support centre"),
    Setting("mail", "folder", "how letters go out: folder (files in mail/ of the data folder), smtp, or off"),
    Setting("mail_from", "tokkyo@localhost.localdomain", "sender of letters"),
    Setting("mail_languages", "ja,en", "languages of letters, in this order"),
    Setting("mail_seconds", 10, "seconds within which the mail server answers"),
    Setting("smtp_host", "localhost", "mail server"),
    Setting("smtp_port", 587, "port of the mail server"),
    Setting("smtp_security", "starttls", "how the connection is protected: starttls, tls, or none"),
    Setting("smtp_user", "", "name for the mail server; empty: no log-in"),
    Setting("smtp_password_file", "", "file that holds the password for the mail server"),
    # --- queries
    Setting("max_query_chars", 32_768, "longest query text, in characters"),
    Setting("max_query_depth", 20, "deepest nesting of a query"),
    Setting("max_query_clauses", 1024, "most clauses of a query after expansion"),
    Setting("max_terms", 10_000, "most values of one terms query"),
    Setting("max_wildcards", 10, "most wildcard, prefix, fuzzy and regex clauses of a query"),
    Setting("max_pattern_chars", 256, "longest wildcard or regex pattern, in characters"),
    Setting("leading_wildcard", True, "allow patterns that begin with * or ?"),
    Setting("max_slop", 100, "largest distance of a proximity query"),
    Setting("max_proximity_words", 64, "most words of a proximity query"),
    Setting("max_boost", 1_000_000, "largest boost of a clause, multiplied by those of the queries around it"),
    Setting("max_expanded_families", 100_000, "most families that expand_by puts together"),
    Setting("max_sort_fields", 10, "most fields an answer is sorted by"),
    Setting("exact_groups_up_to", 200_000, "hits up to which groups are counted exactly, above it they are estimated"),
    Setting("max_aggregations", 50, "most aggregations and named filters of a request"),
    Setting("max_aggregation_depth", 3, "deepest nesting of aggregations"),
    Setting("max_aggregation_buckets", 10_000, "most buckets of an answer with aggregations, inner ones included"),
    Setting("max_terms_buckets", 100, "most buckets of one terms aggregation"),
    Setting(
        "max_ordered_values", 100_000, "most different values that buckets are ordered by a metric, or rarest first"
    ),
    # --- highlights, explanations, suggestions
    Setting("max_highlight_fragments", 20, "most fragments of one field of a highlighted record"),
    Setting("max_highlight_length", 10_000, "longest fragment, in characters"),
    Setting("max_highlight_chars", 200_000, "how much of one field of a record is looked at for marks, in characters"),
    Setting("max_highlight_mark_chars", 100, "longest text before or after a marked place, in characters"),
    Setting("max_explained_clauses", 100, "most clauses of one query whose own hits explain and highlight ask for"),
    Setting("max_suggested_words", 10, "most words and field names of one query for which others are suggested"),
    # --- reading files
    Setting("max_record_bytes", 256 * MIB, "largest single record of a source file, in bytes"),
    Setting("max_xml_depth", 256, "deepest nesting of an XML record"),
    Setting("max_text_bytes", 64 * MIB, "largest single text of an XML record, in bytes"),
    Setting("max_archive_members", 100_000, "most members of one archive"),
    Setting("max_member_bytes", 4 * GIB, "largest unpacked archive member, in bytes"),
    Setting("max_archive_bytes", 200 * GIB, "most bytes unpacked from one archive"),
    Setting("max_archive_ratio", 200, "largest ratio of unpacked to packed bytes, judged after 10 MiB"),
    Setting("max_archive_nesting", 3, "how many archives may stand inside one another"),
    # --- ingest and index
    Setting("read_workers", 2, "processes that parse records while an ingest reads; 0 or 1: none, at most one a core"),
    Setting("batch_records", 1000, "records stored in one transaction"),
    Setting("batch_rows", 20_000, "rows of standardized data stored in one transaction"),
    Setting(
        "jpo_deleting_types",
        "1",
        "values of processing_type that mark a row of the JPO's register as deleted, comma-separated; empty: none",
    ),
    Setting("index_cases", True, "index cases of the Japan Patent Office, so that they can be searched"),
    Setting("index_batch", 100_000, "publications between two commits of the index"),
    Setting("index_heap_bytes", 256 * MIB, "memory of the index writer, in bytes"),
    Setting("index_threads", 2, "threads of the index writer"),
    Setting("compression_level", -1, "zstd level of stored documents: -7 is fastest to write and read, 19 smallest"),
    Setting(
        "store_mapped_bytes", 2 * GIB, "bytes of the store that readers share by memory mapping (SQLite: at most 2 GiB)"
    ),
    Setting("store_synchronous", "FULL", "SQLite synchronous mode: FULL survives power loss, NORMAL only crashes"),
)

LARGEST = 2**62
CEILINGS: Mapping[str, int] = MappingProxyType(
    {
        "port": 65_535,
        "smtp_port": 65_535,
        "mail_link_minutes": 60,
        "zstd_level": 19,
        "brotli_level": 11,
        "gzip_level": 9,
        "max_aggregation_buckets": 60_000,  # the index makes no more than 65,000 at once
        "max_terms_buckets": 10_000,
        "max_ordered_values": 100_000,
    }
)

TABLE: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in SETTINGS})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their values and where each came from (`default`, `file`, `environment`, `flag`)."""

    values: Mapping[str, Scalar]
    origins: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a text setting."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """Return a whole-number setting."""
        return int(self.values[name])

    def flag(self, name: str) -> bool:
        """Return an on/off setting."""
        return bool(self.values[name])

    @property
    def address(self) -> str:
        """Return where the server listens, as an address without a slash at its end."""
        return f"http://{self.text('host')}:{self.number('port')}"

    @property
    def public_address(self) -> str:
        """Return the address of the service as links and letters have it, without a slash at its end."""
        return self.text("public_url").rstrip("/") or self.address

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return Path(self.text("data"))

    def replace(self, **values: Scalar) -> "Settings":
        """Return a copy with some values changed as if by flags."""
        checked = {name: _convert(_row(name), value, "flag") for name, value in values.items()}
        origins = {**self.origins, **dict.fromkeys(checked, "flag")}
        return Settings({**self.values, **checked}, origins)


def defaults(**values: Scalar) -> Settings:
    """Return the defaults, with some values changed; for tests and embedding."""
    plain = Settings({s.name: s.default for s in SETTINGS}, {s.name: "default" for s in SETTINGS})
    return plain.replace(**values)


def load(flags: Mapping[str, Scalar | None], environ: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings. Raises `SettingError` for unknown names and impossible values."""
    given = {name: value for name, value in flags.items() if value is not None}
    values: dict[str, Scalar] = {s.name: s.default for s in SETTINGS}
    origins = dict.fromkeys(values, "default")
    folder = given.get("data") or environ.get("TOKKYO_DATA") or str(TABLE["data"].default)
    layers = (
        ("file", _from_file(_config_path(Path(str(folder)), environ), named=bool(environ.get("TOKKYO_CONFIG")))),
        ("environment", _from_environment(environ)),
        ("flag", given),
    )
    for origin, layer in layers:
        for name, value in layer.items():
            values[name] = _convert(_row(name), value, origin)
            origins[name] = origin
    return Settings(MappingProxyType(values), MappingProxyType(origins))


def _config_path(folder: Path, environ: Mapping[str, str]) -> Path:
    return Path(environ.get("TOKKYO_CONFIG") or folder / "tokkyo.toml")


def _from_file(path: Path, *, named: bool) -> Mapping[str, Scalar]:
    if not path.is_file():
        if named:
            raise SettingError("config_missing", f"TOKKYO_CONFIG names {path}, which is no file", fix="correct it")
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError("config_unreadable", f"{path}: {error}", fix="correct the TOML file") from error


def _from_environment(environ: Mapping[str, str]) -> Mapping[str, Scalar]:
    return {s.name: environ[s.variable] for s in SETTINGS if s.variable in environ}


def _row(name: str) -> Setting:
    try:
        return TABLE[name]
    except KeyError:
        raise SettingError("unknown_setting", f"no setting is named {name}", fix="see: tokkyo config") from None


_WORDS = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


def _convert(setting: Setting, value: Scalar, origin: str) -> Scalar:
    kind = type(setting.default)
    try:
        if kind is bool:
            return value if isinstance(value, bool) else _WORDS[str(value).strip().lower()]
        if kind is int and not isinstance(value, str) and type(value) is not int:
            raise ValueError
        converted = kind(value)
        if kind is int and int(converted) < 0 <= int(setting.default):
            raise ValueError
        if kind is int and int(converted) > CEILINGS.get(setting.name, LARGEST):
            raise ValueError
        return converted
    except (KeyError, TypeError, ValueError):
        most = f", at most {CEILINGS[setting.name]}" if setting.name in CEILINGS else ""
        wanted = {bool: "on or off", int: f"a whole number, 0 or more{most}", str: "text"}.get(kind, kind.__name__)
        raise SettingError("bad_setting", f"{setting.name} from {origin} is {value!r}", fix=f"give {wanted}") from None
