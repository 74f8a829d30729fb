"""`tokkyo serve`: the HTTP server."""

import os
from typing import Any

import click
import uvicorn

from tokkyo.cli.options import data_options, settings_of
from tokkyo.cli.output import FAILED, reports_errors
from tokkyo.http.app import application
from tokkyo.service.opening import open_service
from tokkyo.settings import Settings


@click.command(short_help="Serve the data folder over HTTP.")
@data_options
@click.option("--host", help="Address to listen on [TOKKYO_HOST, default 127.0.0.1].")
@click.option("--port", type=int, help="Port to listen on [TOKKYO_PORT, default 8000].")
@click.option("--workers", type=int, help="Server processes [TOKKYO_WORKERS, default 1].")
@reports_errors
def serve(
    data: str | None, assignments: tuple[str, ...], host: str | None, port: int | None, workers: int | None
) -> None:
    """Serve the data folder over HTTP: the Lens-compatible search API and /health. An empty folder is served too."""
    run(settings_of(data, assignments, host=host, port=port, workers=workers))


def run(settings: Settings) -> None:
    """Serve in the foreground until interrupted."""
    address = settings.address
    click.echo(f"serving {settings.data} at {address}", err=True)
    try:
        _serve(settings)
    except SystemExit as stop:  # the server's own code of a failed start is our "nothing found"
        raise SystemExit(FAILED if stop.code else 0) from None


def _serve(settings: Settings) -> None:
    _check(settings)
    if settings.number("workers") > 1:
        _export(settings)
        uvicorn.run(
            "tokkyo.http.app:from_environment", factory=True, workers=settings.number("workers"), **_options(settings)
        )
    else:
        uvicorn.run(application(open_service(settings, apart=True)), **_options(settings))


def _check(settings: Settings) -> None:
    """Open the data folder once, and make what is missing: of workers that cannot start new ones are started for ever.

    Raises what each of them would.
    """
    with open_service(settings) as service:
        service.accounts.plans.find(None)


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "host": settings.text("host"),
        "port": settings.number("port"),
        "access_log": False,
        "log_level": "warning",
        "ws": "none",
        "http": "tokkyo.http.deadlines:DeadlineProtocol",
        "timeout_keep_alive": settings.number("keep_alive_seconds"),
        "timeout_graceful_shutdown": settings.number("shutdown_seconds"),
        "limit_concurrency": settings.number("max_connections"),
        "server_header": False,
        "proxy_headers": False,
    }


def _export(settings: Settings) -> None:
    """Hand the settings to worker processes, which read the environment."""
    for name, value in settings.values.items():
        if settings.origins[name] == "flag":
            os.environ[f"TOKKYO_{name.upper()}"] = str(value)
