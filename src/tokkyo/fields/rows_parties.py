"""Rows of the registry: applicants, inventors, owners, examiners and agents."""

from tokkyo.fields.row_kinds import PARTIES, STATS, TERMS, date, integer, keyword, name_pair
from tokkyo.fields.types import Field, FieldType


def _party(group: str, name: str, path: str, label: str, place: str, place_field: str) -> tuple[Field, ...]:
    base = f"{PARTIES}{path}[]."
    return (
        Field(
            f"{name}.address",
            FieldType.NAME,
            group,
            f"{label} address",
            (base + "extracted_address",),
            multiple=True,
        ),
        *name_pair(group, name, f"{label} name", base + "extracted_name.value"),
        keyword(
            group,
            f"{name}.{place_field}",
            f"{label} country (ISO 3166 alpha-2)",
            base + place,
            multiple=True,
            aggregations=TERMS,
        ),
        integer(group, f"{name}_count", f"number of {label}s", aggregations=STATS),
    )


PEOPLE = (
    *_party("Applicants", "applicant", "applicants", "applicant", "residence", "residence"),
    *_party("Inventors", "inventor", "inventors", "inventor", "residence", "residence"),
    keyword(
        "Inventors",
        "inventor.orcid",
        "ORCID of an inventor",
        PARTIES + "inventors[].orcid",
        multiple=True,
        since="2.13.0",
        on_page=False,
    ),
    *_party("Owners", "owner_all", "owners_all", "owner", "extracted_country", "country"),
    date(
        "Owners",
        "owner_all.execution_date",
        "date an assignment was signed",
        PARTIES + "owners_all[].execution_date",
        multiple=True,
        sortable=False,
    ),
    date(
        "Owners",
        "owner_all.recorded_date",
        "date an assignment was recorded",
        PARTIES + "owners_all[].recorded_date",
        multiple=True,
        sortable=False,
    ),
    *name_pair(
        "Examiners",
        "examiner",
        "examiner name",
        PARTIES + "examiners.primary_examiner.extracted_name.value",
        PARTIES + "examiners.assistant_examiner.extracted_name.value",
    ),
    keyword(
        "Examiners",
        "examiner.department",
        "department of an examiner",
        PARTIES + "examiners.primary_examiner.department",
    ),
    *name_pair(
        "Examiners",
        "primary_examiner",
        "primary examiner name",
        PARTIES + "examiners.primary_examiner.extracted_name.value",
        multiple=False,
    ),
    keyword(
        "Examiners",
        "primary_examiner.department",
        "department of the primary examiner",
        PARTIES + "examiners.primary_examiner.department",
    ),
    *name_pair(
        "Examiners",
        "assistant_examiner",
        "assistant examiner name",
        PARTIES + "examiners.assistant_examiner.extracted_name.value",
        multiple=False,
    ),
    *_party("Agents & Attorneys", "agent", "agents", "agent", "extracted_country", "country"),
)
