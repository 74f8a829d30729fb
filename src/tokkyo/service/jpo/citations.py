"""What was cited against a patent application: patent documents and other literature, by draft and kind of citation."""

from tokkyo.model.jpo.cases import Citations, CitedLiterature, CitedPatent
from tokkyo.service.jpo.rows import CaseRows, Row, in_number_order

_CITED = "intnl_citation_doc_mstr_data"


def citations(rows: CaseRows, application: str) -> Citations:
    """Return what was cited; a row is literature when its notice has a bibliographic entry of that running number."""
    found = rows.rows(_CITED, application)
    cited = in_number_order(found, "repeat_num", within=("draft_dt", "citation_typ", "isn"))
    literature = {isn: _literature(rows, isn) for isn in {row["isn"] for row in cited}}
    patents, others = [], []
    for row in cited:
        entry = literature[row["isn"]].get(row["reg_srl_num"])
        if entry:
            others.append(_other(row, entry))
        else:
            patents.append(CitedPatent(row["draft_dt"], row["citation_typ"], row["repeat_num"], row["doc_num"]))
    return Citations(application, tuple(patents), tuple(others))


def _literature(rows: CaseRows, isn: str) -> dict[str, Row]:
    return {row["reg_srl_num"]: row for row in rows.rows("non_p_bib", isn)}


def _other(row: Row, entry: Row) -> CitedLiterature:
    return CitedLiterature(
        drafted=row["draft_dt"],
        kind=row["citation_typ"],
        order=row["repeat_num"],
        type=entry["doc_class"],
        author=entry["author_translator_name"],
        title=entry["monograph_name_title"],
        publication=entry["publication_name"],
        country=entry["pub_cntry_cd"],
        publisher=entry["pub_office_publisher"],
        issue_date=entry["pub_acpt_year_month_day"],
        issue_date_type=entry["year_month_day_flg"],
        issue_number=entry["ver_num_vol_issu_cnt"],
        pages=entry["citation_page"],
    )
