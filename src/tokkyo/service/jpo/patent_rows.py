"""What the tables tell of one patent application: numbers, parties, priority claims, the documents of its wrapper.

A repeated row (`pmab_gr_appl_case_biblog`) tells what it is by the columns it fills; a row of the wrapper
(`pmap_g_app_doc`) by which of its three groups has a code: received (`apad`), sent (`apdd`) or internal (`apjd`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tokkyo.model.jpo.apis import LAW_CODES, PATENT
from tokkyo.model.jpo.cases import CaseDocument, Party, Priority
from tokkyo.model.jpo.tables import BY_NAME
from tokkyo.service.jpo.applicants import applicants_first, party
from tokkyo.service.jpo.file_wrapper import in_order, wrapper_document
from tokkyo.service.jpo.rows import CaseRows, Row, in_number_order

LAW = LAW_CODES[PATENT]

IB = "IB"


@dataclass(frozen=True, slots=True)
class DocumentColumns:
    """Where a row of the wrapper has what the answers tell of a document, one group of columns for each origin.

    The first of `dates` and of `pages` that is filled counts; pages are by part, "" for all others.
    """

    code: str
    dates: tuple[str, ...]
    number: str
    version: str
    part: str
    size: str
    closed: str
    pages: dict[str, str]


DOCUMENT_COLUMNS = (
    DocumentColumns(
        "apad_intrmd_doc_cd",
        ("apad_rcpt_dt", "apad_submit_dt"),
        "apad_rcpt_num",
        "apad_ver_num",
        "apad_doc_typ_cd",
        "apad_doc_size",
        "apad_inspect_prhbt_flg",
        {"M": "apad_description_page", "Z": "apad_drawing_page", "Y": "apad_abstrct_doc_page"},
    ),
    DocumentColumns(
        "apdd_intrmd_doc_cd",
        ("apdd_dsptch_dt", "apdd_draft_dt"),
        "apdd_dsptch_doc_num",
        "apdd_ver_num",
        "apdd_doc_typ_cd",
        "apdd_doc_size",
        "apdd_inspect_prhbt_flg",
        {"": "apdd_dsptch_doc_image_page"},
    ),
    DocumentColumns(
        "apjd_intrmd_doc_cd",
        ("apjd_jpo_doc_create_dt",),
        "apjd_jpo_doc_num",
        "apjd_ver_num",
        "apjd_doc_typ_cd",
        "apjd_doc_size",
        "apjd_inspect_prhbt_flg",
        {"": "apjd_jpo_doc_image_page"},
    ),
)
NOT_CLOSED = ("", "0")
"""Values of the flag 閲覧禁止 (01070) that leave a document open to all."""


@cache
def blank(table: str) -> Row:
    """Return a row of a table in which nothing is filled."""
    return MappingProxyType(dict.fromkeys(BY_NAME[table].columns, ""))


def case_row(rows: CaseRows, application: str) -> Row | None:
    """Return the row with the numbers and dates of an application, if there is one."""
    found = rows.rows("pmac_g_app_case", LAW, application)
    return found[0] if found else None


def wrapper(rows: CaseRows, application: str, *, international: bool) -> tuple[CaseDocument, ...]:
    """Return the documents of an application by date, of `international` ones the International Bureau's too."""
    stored = in_number_order(rows.rows("pmap_g_app_doc", LAW, application), "storing_seq_num")
    documents = [document for row in stored for document in _documents(row)]
    if international:
        found = rows.rows("cmdo_ib_intermed_rec", LAW, application)
        documents += map(_ib_document, in_number_order(found, "irir_ib_intrmd_serial_num"))
    return in_order(documents)


def parties(rows: CaseRows, repeated: Iterable[Row]) -> tuple[Party, ...]:
    """Return applicants, then attorneys; a name written in the case is found by the number that ties the two rows."""
    repeated = list(repeated)
    written = {row["abae_crrspnd_num"]: row["abae_appl_atty_name"] for row in repeated if row["abae_appl_atty_name"]}
    return applicants_first(
        party(
            rows,
            row["abaa_appl_atty_id"],
            row["abaa_appl_atty_class"],
            written.get(row["abaa_crrspnd_num"], ""),
        )
        for row in repeated
        if row["abaa_appl_atty_class"]
    )


def priorities(repeated: Iterable[Row]) -> tuple[Priority, ...]:
    """Return the priority claims, each under the Paris Convention or within Japan."""
    return tuple(
        Priority(
            paris_number=row["abpp_pri_app_num"],
            paris_date=row["abpp_pri_claim_dt"],
            paris_country=row["abpp_pri_cntry_cd"],
            national_law=row["abip_intnl_pri_law_cd"],
            national_number=row["abip_intnl_pri_app_num"],
            national_international_number=row["abip_intl_app_num"],
            national_date=row["abip_claim_dt"],
        )
        for row in repeated
        if row["abpp_pri_app_num"] or row["abpp_pri_claim_dt"] or row["abip_claim_dt"] or row["abip_intnl_pri_app_num"]
    )


def new_applications(repeated: Iterable[Row]) -> tuple[str, ...]:
    """Return the patent applications that an application says were made out of it."""
    return tuple(
        row["abna_newapp_app_num"]
        for row in repeated
        if row["abna_newapp_app_num"] and row["abna_newapp_law_cd"] == LAW
    )


def repeated_rows(rows: CaseRows, application: str) -> list[Row]:
    """Return the repeated rows of an application, those of one article by their number."""
    found = rows.rows("pmab_gr_appl_case_biblog", LAW, application)
    return in_number_order(found, "repeat_num", within=("article_id",))


def _documents(row: Row) -> Iterator[CaseDocument]:
    for columns in DOCUMENT_COLUMNS:
        if row[columns.code]:
            part = row[columns.part]
            pages = columns.pages.get(part) or columns.pages.get("", "")
            yield wrapper_document(
                PATENT,
                date=next((row[name] for name in columns.dates if row[name]), ""),
                code=row[columns.code],
                number=row[columns.number],
                version=row[columns.version],
                part=part,
                pages=row[pages] if pages else "",
                size=row[columns.size],
                closed=row[columns.closed] not in NOT_CLOSED,
            )


def _ib_document(row: Row) -> CaseDocument:
    """Return a document of the International Bureau: the tables tell its kind and day, no number and no body."""
    code = row["irir_typ_cd"]
    return wrapper_document(
        PATENT,
        date=row["irir_rcpt_dt"] or row["irir_input_dt"],
        code=code if code.startswith(IB) else IB + code,
        ib=True,
    )
