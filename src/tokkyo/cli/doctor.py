"""`tokkyo doctor` and `tokkyo reindex`: checking the data folder, rebuilding the index from the store."""

import sys

import click
import msgspec

from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import FAILED, reports_errors
from tokkyo.cli.progress import display
from tokkyo.ingest.summary import Progress
from tokkyo.service import ingesting


@click.command(short_help="Check store and index.")
@data_options
@click.option("--deep", is_flag=True, help="Also unpack and decode every document.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@reports_errors
def doctor(data: str | None, assignments: tuple[str, ...], deep: bool, as_json: bool) -> None:
    """Check the store against the index and against itself. Exit code 1 when something is wrong."""
    report = ingesting.doctor(settings_of(data, assignments), deep=deep)
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        click.echo(f"{report.publications} publications stored, {report.indexed} indexed")
        if report.cases or report.cases_indexed:
            click.echo(f"{report.cases} cases stored, {report.cases_indexed} indexed")
        for finding in report.findings:
            examples = f" (ids {', '.join(map(str, finding.examples))})" if finding.examples else ""
            click.echo(f"{finding.code}: {finding.count} {finding.message}{examples}; {finding.fix}")
        click.echo("healthy" if report.healthy else "not healthy")
    if not report.healthy:
        raise SystemExit(FAILED)


@click.command(short_help="Rebuild the index from the store.")
@data_options
@reports_errors
def reindex(data: str | None, assignments: tuple[str, ...]) -> None:
    """Build the index anew from the store; a running server goes on with the old one and then takes the new."""
    shown = display(sys.stderr)
    try:
        count = ingesting.reindex(
            settings_of(data, assignments), lambda done, of: shown.show(Progress("index", done, of))
        )
    finally:
        shown.close()
    click.echo(f"indexed {count} publications")
