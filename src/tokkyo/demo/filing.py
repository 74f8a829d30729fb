"""An invention on its way through the offices: who publishes what, when and under which number.

An invention is first filed in one office and follows a route: at home only, abroad by priority, through the PCT, or
as a design or plant.
"""

from tokkyo.demo import days
from tokkyo.demo.dice import Dice, weighted
from tokkyo.demo.family import Application, Priority, Publication
from tokkyo.demo.numbering import Numbers
from tokkyo.demo.offices import OFFICES, TODAY, US_PREGRANT_SINCE, Office
from tokkyo.model.numbers import normal_us_application

EIGHTEEN_MONTHS, YEAR = 548, 365

_ABROAD = weighted((("US", 9), ("CN", 4), ("EP", 4), ("JP", 3), ("KR", 2), ("DE", 1)))
_NATIONAL_PHASE = weighted(
    (
        ("US", 18),
        ("EP", 8),
        ("CN", 5),
        ("JP", 4),
        ("KR", 3),
        ("CA", 2),
        ("AU", 2),
        ("BR", 2),
        ("RU", 1),
        ("SA", 1),
    )
)


class Registry:
    """Gives out numbers of applications, publications and documents."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._documents = 300_000_000

    def document(self) -> int:
        """Return the next document id."""
        self._documents += 1
        return self._documents

    def application(self, office: str, filed: int, *, kind: str = "", printed_office: str = "") -> Application:
        """File an application in an office other than the US, or a PCT application received by `printed_office`."""
        rule = OFFICES[office]
        number = self._numbers.take(rule.application.series(filed), filed)
        country = printed_office or office
        return Application(
            country,
            number,
            kind or rule.application_kind,
            filed,
            rule.printed_application(number, country),
            self.document(),
        )

    def us_application(self, filed: int, *, kind: str = "A") -> Application:
        """File a US application: kind A, P (provisional) or F (design)."""
        series, serial = self._numbers.us_application(filed, provisional=kind == "P", design=kind == "F")
        docdb = normal_us_application(series, serial, days.iso(filed), provisional=kind == "P")
        return Application(
            "US",
            docdb,
            kind,
            filed,
            f"{series}/{serial[:3]},{serial[3:]}",
            self.document(),
            series=series,
            serial=serial,
        )

    def number(self, series: str, day: int) -> str:
        """Return the next number of a series."""
        return self._numbers.us_grant(day) if series == "US grant" else self._numbers.take(series, day)


class Filing:
    """One invention on its way through the offices."""

    def __init__(self, registry: Registry, dice: Dice, index: int, first: int) -> None:
        self._registry, self._dice, self._first = registry, dice, first
        self._family = 20_000_000 + index * 4
        self._made: list[Publication] = []

    def follow(self, route: str, office: str) -> list[Publication]:
        """File along a route and return all publications."""
        if route in ("design", "plant"):
            self._special(route)
            return self._made
        if office == "US":
            self._from_us(route)
        else:
            self._from_abroad(route, office)
        return self._made

    def _from_us(self, route: str) -> None:
        dice, registry, first = self._dice, self._registry, self._first
        provisional = (
            registry.us_application(first, kind="P") if dice.chance(0.4) and days.year(first) >= 1996 else None
        )
        filed = first + dice.between(200, 364) if provisional else first
        basis = [Priority(provisional)] if provisional else []
        if route == "pct":
            international = self._international("US", basis, first + dice.between(330, 365))
            self._national_phases(international, basis)
            return
        application = self._us(filed, basis, provisional=provisional)
        if route == "paris":
            self._abroad(basis or [Priority(application)], "US")
        self._successors(application, basis or [Priority(application)])

    def _from_abroad(self, route: str, office: str) -> None:
        dice = self._dice
        home = self._national(OFFICES[office], self._first, [])
        if route == "paris":
            self._abroad([Priority(home)], office)
        elif route == "pct":
            international = self._international(office, [Priority(home)], self._first + dice.between(330, 365))
            self._national_phases(international, [Priority(home)])

    def _abroad(self, basis: list[Priority], home: str) -> None:
        """File once or twice more within the priority year."""
        for office in dict.fromkeys(self._dice.pick(_ABROAD) for _ in range(2)):
            filed = self._first + self._dice.between(300, YEAR)
            if office == home:
                continue
            if office == "US":
                self._us(filed, basis)
            else:
                self._national(OFFICES[office], filed, basis)

    def _international(self, receiving: str, basis: list[Priority], filed: int) -> Application:
        """File with the PCT; its publication is a WO A1."""
        application = self._registry.application("WO", filed, kind="W", printed_office=receiving)
        application.priorities = basis
        self._publish(OFFICES["WO"], application, self._first + EIGHTEEN_MONTHS, OFFICES[receiving].language)
        return application

    def _national_phases(self, international: Application, basis: list[Priority]) -> None:
        """Enter some national phases 30 months from priority; the first filing's own office need not be among them."""
        dice = self._dice
        chain = [*basis, Priority(international, "W", active=not basis)]
        for office in dict.fromkeys(dice.pick(_NATIONAL_PHASE) for _ in range(dice.between(1, 4))):
            rule = OFFICES.get(office)
            if office == "US":
                first = basis[0].application if basis and basis[0].application.kind == "P" else None
                entered = self._us(international.filed, chain, provisional=first, international=international)
                self._successors(entered, chain)
            elif rule and days.year(self._first) >= rule.since:
                self._national(rule, international.filed, chain, international=international)

    def _us(
        self,
        filed: int,
        priorities: list[Priority],
        *,
        provisional: Application | None = None,
        international: Application | None = None,
        parent: Application | None = None,
        relation: str = "",
        family: int = 0,
    ) -> Application:
        """File in the US: an A1 after 18 months (from 2001 on), perhaps a grant."""
        dice, registry = self._dice, self._registry
        entry = filed + 550 if international else filed
        application = registry.us_application(filed)
        application.priorities, application.provisional = list(priorities), provisional
        application.international, application.parent, application.relation = international, parent, relation
        family = family or self._family
        earlier = None
        opened = days.on_weekday(max(self._first + EIGHTEEN_MONTHS, entry + 110), days.THURSDAY)
        if opened >= US_PREGRANT_SINCE and dice.chance(0.92):
            number = registry.number("US publication", opened)
            earlier = Publication("US", number[:4] + number[5:], "A1", number, opened, application, "en", family, False)
            self._made.append(earlier)
        if dice.chance(0.62) or earlier is None:
            granted = days.on_weekday(max(entry + dice.between(480, 1500), opened + 60 if earlier else 0), days.TUESDAY)
            application.granted_on = granted
            number = registry.number("US grant", granted)
            kind = "A" if days.year(granted) < 2001 else "B2" if earlier else "B1"
            self._made.append(
                Publication("US", number, kind, number, granted, application, "en", family, True, earlier=earlier)
            )
        return application

    def _successors(self, application: Application, basis: list[Priority]) -> None:
        """File a continuation, division, continuation in part or reissue of a granted application, sometimes."""
        dice, granted = self._dice, application.granted_on
        if not granted or granted > TODAY:
            return
        if dice.chance(0.16):
            relation, code = dice.pick((("continuation", "1"), ("division", "3"), ("continuation-in-part", "2")))
            own = relation == "continuation-in-part"
            chain = [
                *basis,
                *([] if basis[0].application is application else [Priority(application, code, active=False)]),
            ]
            self._us(
                granted - dice.between(10, 200),
                chain,
                provisional=application.provisional,
                parent=application,
                relation=relation,
                family=self._family + 1 if own else 0,
            )
        if dice.chance(0.02):
            self._reissue(application, basis)

    def _reissue(self, application: Application, basis: list[Priority]) -> None:
        filed = application.granted_on + self._dice.between(100, 700)
        again = self._registry.us_application(filed)
        again.priorities, again.parent, again.relation = list(basis), application, "reissue"
        day = days.on_weekday(filed + self._dice.between(400, 1100), days.TUESDAY)
        if day <= TODAY:
            number = self._registry.number("US reissue", day)
            again.granted_on = day
            kind = "E1" if days.year(day) >= 2001 else "E"
            self._made.append(
                Publication("US", number, kind, f"RE{number[2:]:0>6}", day, again, "en", self._family, True, "reissue")
            )

    def _special(self, route: str) -> None:
        """File a US design or plant application; both are published on grant."""
        dice, registry = self._dice, self._registry
        application = registry.us_application(self._first, kind="F" if route == "design" else "A")
        day = days.on_weekday(self._first + dice.between(300, 800), days.TUESDAY)
        application.granted_on = day
        number = registry.number(f"US {route}", day)
        if route == "design":
            kind, printed = "S" if days.year(day) < 2001 else "S1", f"D{number[1:]:0>7}"
        else:
            kind, printed = "P" if days.year(day) < 2001 else "P3", f"PP{number[2:]:0>6}"
        self._made.append(Publication("US", number, kind, printed, day, application, "en", self._family, True, route))

    def _national(
        self, rule: Office, filed: int, priorities: list[Priority], *, international: Application | None = None
    ) -> Application:
        """File in an office by its rules."""
        application = self._registry.application(rule.code, filed)
        application.priorities, application.international = list(priorities), international
        opened = self._first + EIGHTEEN_MONTHS + (420 if international else 0)
        languages = ("en", "en", "de", "en", "fr", "en") if rule.code == "EP" else (rule.language,)
        first = self._publish(rule, application, opened, self._dice.pick(languages))
        if self._dice.chance(rule.grant_share):
            day = days.on_weekday(first.day + self._dice.between(*rule.grant_lag), rule.weekday)
            application.granted_on = day
            number = self._registry.number(rule.grant_series, day) if rule.grant_series else first.number
            kind = rule.grant_kind(day)
            self._made.append(
                Publication(
                    rule.code,
                    number,
                    kind,
                    rule.printed(number),
                    day,
                    application,
                    first.language,
                    self._family,
                    True,
                    earlier=first,
                )
            )
        return application

    def _publish(self, rule: Office, application: Application, day: int, language: str) -> Publication:
        day = days.on_weekday(day, rule.weekday)
        series = rule.publication
        number = self._registry.number(series.series(day), day) if series else application.number
        made = Publication(
            rule.code, number, rule.first_kind, rule.printed(number), day, application, language, self._family, False
        )
        self._made.append(made)
        return made
