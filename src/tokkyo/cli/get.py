"""`tokkyo get`: one publication by any spelling of its number."""

from typing import Any

import click
import msgspec

from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import reports_errors
from tokkyo.service.opening import open_service


@click.command(short_help="Print one publication by any number spelling.")
@click.argument("number")
@data_options
@click.option("--json", "as_json", is_flag=True, help="Print the whole record as one JSON line.")
@reports_errors
def get(number: str, data: str | None, assignments: tuple[str, ...], as_json: bool) -> None:
    """Print one publication by Lens ID or any spelling of its NUMBER.

    Examples: "US 7,654,321 B2", EP2471949A1, "WO 2017/149128 A1", 特開2021-090037, 016-630-130-923-274.
    """
    with open_service(settings_of(data, assignments)) as service:
        record = service.search.record(number)
    if as_json:
        click.echo(record)
    else:
        click.echo(_card(msgspec.json.decode(record)))


def _card(record: dict[str, Any]) -> str:
    """Return a record as a person reads it: identity, titles, parties, dates, classes, abstract."""
    biblio = record.get("biblio", {})
    parties = biblio.get("parties", {})
    rows = [
        ("number", f"{record.get('jurisdiction')} {record.get('doc_number')} {record.get('kind', '')}"),
        ("lens id", record.get("lens_id")),
        ("type", record.get("publication_type")),
        ("published", record.get("date_published")),
        ("filed", biblio.get("application_reference", {}).get("date")),
        ("status", record.get("legal_status", {}).get("patent_status")),
        *(("title", f"{title.get('text')} [{title.get('lang', '?')}]") for title in biblio.get("invention_title", [])),
        ("applicants", _names(parties.get("applicants", []))),
        ("inventors", _names(parties.get("inventors", []))),
        ("cpc", _symbols(biblio.get("classifications_cpc", {}))),
        ("ipc", _symbols(biblio.get("classifications_ipcr", {}))),
        ("simple family", str(record.get("families", {}).get("simple_family", {}).get("size", ""))),
        ("cites", str(biblio.get("references_cited", {}).get("patent_count", ""))),
        ("cited by", str(biblio.get("cited_by", {}).get("patent_count", ""))),
        *((f"abstract {text.get('lang', '')}", text.get("text")) for text in record.get("abstract", [])),
    ]
    return "\n".join(f"{name:<14} {value}" for name, value in rows if value)


def _names(parties: list[dict[str, Any]]) -> str:
    return "; ".join(str(party.get("extracted_name", {}).get("value", "")) for party in parties)


def _symbols(classes: dict[str, Any]) -> str:
    return ", ".join(dict.fromkeys(str(row.get("symbol")) for row in classes.get("classifications", [])))
