"""`tokkyo user limit`: daily limits of users."""

import click

from tokkyo.accounts.users.forms import Provider, RaiseWish
from tokkyo.accounts.users.raises import RAISE, Cut
from tokkyo.cli.user_options import InOrder, by_option, line, moment, operates, say
from tokkyo.service.users import Registration


@click.group(cls=InOrder, short_help="Daily limits: show, raise, cut back, who raised what.")
def limit() -> None:
    """Daily limits: how often an API may be called from midnight to midnight in Japan.

    \b
    Corporations     twice the limit, on up to three APIs a request, for a reason: more than 300
                     applications or procedures a year
    Information      five times, on the APIs that give documents (1-8 to 1-10, 2-7 to 2-9, 3-7 to 3-9)
    Providers
    Never raised     individuals' limits, and those of the OPD-API
    """  # noqa: D301 - click reads the backspace


@limit.command(short_help="Show calls of today and limits.")
@click.argument("name")
@click.option("--all", "everything", is_flag=True, help="APIs that were not called today and have the usual limit too.")
@operates
def show(desk: Registration, name: str, everything: bool) -> None:
    """Show what the user NAME has called today: number of the API, address, calls, limit."""
    user = desk.desk.users.directory.find(name)
    for use in desk.desk.users.limits.uses(user):
        if everything or use.used or use.raised:
            address = f"{use.api.law}/{use.api.name}"
            line(use.api.number, address, f"{use.used} of {use.limit}", "raised" if use.raised else "usual limit")
    line("reset", f"{desk.desk.users.limits.reset():%Y-%m-%d %H:%M} (Japan)")


@limit.command("raise", short_help="Raise limits.")
@click.argument("name")
@click.option("--api", "apis", multiple=True, required=True, metavar="N-N", help="Number of an API; up to three times.")
@click.option("--factor", type=int, default=2, show_default=True, help="How many times the listed limit.")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--cases-per-year", type=int, default=0, metavar="N", help="Applications and procedures a year.")
@click.option("--provider", metavar="SERVICE", help="An Information Provider: URL or kind of the service.")
@click.option("--bulk-service-id", default="", metavar="ID", help="ID of the provider at the bulk downloads.")
@click.option("--conditions-met", is_flag=True, help="The provider meets conditions A, B and C of the handbook.")
@click.option("--ask", is_flag=True, help="Only take the wish in, to be decided later with: tokkyo user request grant.")
@by_option
@operates
def raise_limit(
    desk: Registration,
    name: str,
    apis: tuple[str, ...],
    factor: int,
    reason: str,
    cases_per_year: int,
    provider: str | None,
    bulk_service_id: str,
    conditions_met: bool,
    ask: bool,
    by: str,
) -> None:
    """Raise limits of the user NAME, in force at once."""
    met = conditions_met
    service = Provider(bulk_service_id, provider, met, met, met) if provider is not None else None
    wish = RaiseWish(apis, factor, reason, cases_per_year, service)
    if ask:
        click.echo(f"received no. {desk.requests.ask(name, wish)}")
    else:
        say(f"raised {', '.join(apis)} of {name} to {factor} times", desk.raises.grant(name, wish, by))


@limit.command("cut-back", short_help="Put raised limits back.")
@click.argument("name")
@click.option("--api", "apis", multiple=True, metavar="N-N", help="Number of an API [all that were raised].")
@click.option("--reason", required=True, metavar="TEXT", help="Why; the user is told.")
@by_option
@operates
def cut_back(desk: Registration, name: str, apis: tuple[str, ...], reason: str, by: str) -> None:
    """Put raised limits of the user NAME back to those of everybody."""
    say(f"cut back {', '.join(apis) or 'all limits'} of {name}", desk.raises.cut_back(name, apis, reason, by))


@limit.command(short_help="Show who raised what, when and why.")
@click.argument("name")
@operates
def history(desk: Registration, name: str) -> None:
    """Show who raised and cut back limits of the user NAME, when and why."""
    for one in desk.raises.history(name):
        how = "cut back" if isinstance(one.what, Cut) else f"raised to {one.what.factor} times"
        assert (one.kind == RAISE) is not isinstance(one.what, Cut)
        line(moment(one.time), one.by, ", ".join(one.what.apis), how, one.what.reason)
