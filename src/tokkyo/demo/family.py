"""Families of the demo corpus: what is filed where and when, and which publications come of it.

`Planner.plan(index)` invents one family. An invention is first filed in one office and follows a route: at home only,
abroad by priority, through the PCT, or as a design or plant. Everything a record says about numbers, dates, kinds,
priorities and relations is decided here; texts and formats come later.
"""

from dataclasses import dataclass, field

from tokkyo.demo import days, people
from tokkyo.demo.dice import Dice, stream, weighted
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.numbering import Numbers, us_docdb
from tokkyo.demo.offices import OFFICES, TODAY, US_PREGRANT_SINCE, Office
from tokkyo.demo.people import Party, Person
from tokkyo.demo.subject import Subject, draw_subject

USPTO_XML_SINCE = 2001
EIGHTEEN_MONTHS, YEAR = 548, 365


@dataclass(slots=True, eq=False)
class Application:
    """An application: DOCDB number and kind, filing day, number as printed; US ones also series and serial."""

    office: str
    number: str
    kind: str
    filed: int
    printed: str
    doc_id: int
    priorities: list["Priority"] = field(default_factory=list)
    international: "Application | None" = None
    relation: str = ""
    parent: "Application | None" = None
    provisional: "Application | None" = None
    granted_on: int = 0
    series: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority claim; `linkage` is the DOCDB code (W PCT, 1 continuation, 2 in part, 3 division)."""

    application: Application
    linkage: str = ""
    active: bool = True


@dataclass(slots=True, eq=False)
class Publication:
    """A publication: DOCDB number and kind, number as printed, day, application, where it is written."""

    office: str
    number: str
    kind: str
    printed: str
    day: int
    application: Application
    language: str
    family: int
    grant: bool
    type: str = "utility"
    source: str = ""
    also_docdb: bool = False
    doc_id: int = 0
    earlier: "Publication | None" = None


@dataclass(slots=True, eq=False)
class Invention:
    """A family with its people; publications in order of date."""

    index: int
    field: int
    subject: Subject
    applicant: Party
    partner: Party | None
    inventors: list[Person]
    publications: list[Publication]
    length: int
    claims: int

    @property
    def applicants(self) -> list[Party]:
        """The applicants."""
        return [self.applicant, self.partner] if self.partner else [self.applicant]


# (route, first office or None for the applicant's own) and how often.
_ROUTES = weighted((
    (("national", "US"), 66), (("paris", "US"), 4), (("pct", "US"), 11), (("design", "US"), 6), (("plant", "US"), 1),
    (("national", "EP"), 4), (("paris", "EP"), 3), (("pct", "EP"), 2), (("national", "JP"), 6), (("paris", "JP"), 6),
    (("pct", "JP"), 4), (("national", "CN"), 8), (("pct", "CN"), 3), (("national", "KR"), 3), (("paris", "KR"), 3),
    (("national", "DE"), 3), (("paris", "DE"), 3), (("pct", "DE"), 1), (("national", "FR"), 2), (("pct", "FR"), 1),
    (("national", "GB"), 1), (("paris", "GB"), 1), (("national", "ES"), 2), (("national", "BR"), 2), (("national", "RU"), 2),
    (("national", "AU"), 1), (("national", "CA"), 1), (("national", "SA"), 1), (("pct", "SA"), 1), (("pct", "ES"), 1),
    (("pct", "BR"), 1), (("pct", "RU"), 1),
))  # fmt: skip
_ABROAD = weighted((("US", 9), ("CN", 4), ("EP", 4), ("JP", 3), ("KR", 2), ("DE", 1)))
_NATIONAL_PHASE = weighted((
    ("US", 18), ("EP", 8), ("CN", 5), ("JP", 4), ("KR", 3), ("CA", 2), ("AU", 2), ("BR", 2), ("RU", 1), ("SA", 1),
))  # fmt: skip
_HOMES = {"EP": ("DE", "FR", "NL", "SE", "GB", "ES"), "US": ("US", "US", "US", "CA", "IN", "JP", "KR", "NL")}
PUBLICATIONS_PER_INVENTION = 2.42


class Planner:
    """Plans one family after another; keeps only the number counters."""

    def __init__(self, seed: int, inventions: float) -> None:
        self.seed = seed
        self._inventions = max(inventions, 1.0)
        self._numbers = Numbers()
        self._documents = 300_000_000
        self._first = days.FIRST + 5 * YEAR + 1

    def plan(self, index: int) -> Invention:
        """Invent family number `index`; plan them in order, numbers depend on it."""
        dice = Dice(stream(self.seed, "invention", index))
        route, office = dice.pick(_ROUTES)
        number = FIELDS.index(_SEED_FIELD) if route == "plant" else dice.below(len(FIELDS))
        home = dice.pick(_HOMES.get(office, (office,)))
        applicant = dice.favour(people.companies(number, home))
        partner = dice.favour(people.COMPANIES[number]) if dice.chance(0.06) else None
        first = self._first_day(dice, index)
        publications = _Filing(self, dice, index, first).follow(route, office)
        count = 1 + dice.skewed(6)
        return Invention(
            index=index,
            field=number,
            subject=draw_subject(dice, number, int(dice.random() * (1 << 48))),
            applicant=applicant,
            partner=None if partner is applicant else partner,
            inventors=list({(who.family, who.given): who for who in
                            (people.inventor(applicant, dice.skewed(40)) for _ in range(count))}.values()),
            publications=self._placed(dice, publications),
            length=_length(dice),
            claims=4 + dice.skewed(26),
        )  # fmt: skip

    def _first_day(self, dice: Dice, index: int) -> int:
        """Return a first filing day: families are planned in order of time, later years hold more."""
        share = min(index / self._inventions, 1.0)
        span = TODAY - 400 - self._first
        return self._first + int(span * (0.12 * share + 0.88 * _root(share))) + dice.between(-60, 60)

    def _placed(self, dice: Dice, publications: list[Publication]) -> list[Publication]:
        """Drop what is not published yet, order by date, and say which file format each one is written in."""
        kept = sorted((one for one in publications if one.day <= TODAY), key=lambda one: (one.day, one.office, one.number))
        other = "lens" if dice.chance(0.35) else "docdb"
        for one in kept:
            one.doc_id = self.document()
            if one.office == "US" and days.year(one.day) >= USPTO_XML_SINCE:
                one.source = "uspto-grant" if one.grant else "uspto-application"
                one.also_docdb = one.type == "utility" and other == "docdb" and dice.chance(0.35)
            else:
                one.source = other
        return kept

    def document(self) -> int:
        """Return the next document id."""
        self._documents += 1
        return self._documents

    def application(self, office: str, filed: int, *, kind: str = "", printed_office: str = "") -> Application:
        """File an application in an office other than the US, or a PCT application received by `printed_office`."""
        rule = OFFICES[office]
        number = self._numbers.take(rule.application.series(filed), filed)
        country = printed_office or office
        return Application(country, number, kind or rule.application_kind, filed,
                           rule.printed_application(number, country), self.document())  # fmt: skip

    def us_application(self, filed: int, *, kind: str = "A") -> Application:
        """File a US application: kind A, P (provisional) or F (design)."""
        series, serial = self._numbers.us_application(filed, provisional=kind == "P", design=kind == "F")
        return Application("US", us_docdb(series, serial, filed), kind, filed, f"{series}/{serial[:3]},{serial[3:]}",
                           self.document(), series=series, serial=serial)  # fmt: skip

    def number(self, series: str, day: int) -> str:
        """Return the next number of a series."""
        return self._numbers.us_grant(day) if series == "US grant" else self._numbers.take(series, day)


_SEED_FIELD = next(found for found in FIELDS if found.key == "seed")


def _root(share: float) -> float:
    """Return a curve from 0 to 1 that rises fast first: exact arithmetic only."""
    left = 1.0 - share
    return 1.0 - left * left


def _length(dice: Dice) -> int:
    """Return the number of paragraphs of the detailed description: around nine, now and then some seventy."""
    return 40 + dice.below(45) if dice.chance(0.015) else 4 + dice.skewed(20)


class _Filing:
    """One invention on its way through the offices."""

    def __init__(self, planner: Planner, dice: Dice, index: int, first: int) -> None:
        self._planner, self._dice, self._first = planner, dice, first
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
        dice, planner, first = self._dice, self._planner, self._first
        provisional = planner.us_application(first, kind="P") if dice.chance(0.4) and days.year(first) >= 1996 else None
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
        application = self._planner.application("WO", filed, kind="W", printed_office=receiving)
        application.priorities = basis
        self._publish(OFFICES["WO"], application, self._first + EIGHTEEN_MONTHS, OFFICES[receiving].language)
        return application

    def _national_phases(self, international: Application, basis: list[Priority]) -> None:
        """Enter some national phases 30 months from priority; the first filing's own office need not be among them."""
        dice = self._dice
        chain = [*basis, Priority(international, "W")]
        for office in dict.fromkeys(dice.pick(_NATIONAL_PHASE) for _ in range(dice.between(1, 4))):
            rule = OFFICES.get(office)
            if office == "US":
                entered = self._us(international.filed, chain, international=international)
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
        dice, planner = self._dice, self._planner
        entry = filed + 550 if international else filed
        application = planner.us_application(filed)
        application.priorities, application.provisional = list(priorities), provisional
        application.international, application.parent, application.relation = international, parent, relation
        family = family or self._family
        earlier = None
        opened = days.on_weekday(max(self._first + EIGHTEEN_MONTHS, entry + 110), days.THURSDAY)
        if opened >= US_PREGRANT_SINCE and dice.chance(0.92):
            number = planner.number("US publication", opened)
            earlier = Publication("US", number[:4] + number[5:], "A1", number, opened, application, "en", family, False)
            self._made.append(earlier)
        if dice.chance(0.62) or earlier is None:
            granted = days.on_weekday(entry + dice.between(480, 1500), days.TUESDAY)
            application.granted_on = granted
            number = planner.number("US grant", granted)
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
            chain = [*basis, *([] if basis[0].application is application else [Priority(application, code, active=False)])]
            self._us(granted - dice.between(10, 200), chain, parent=application, relation=relation,
                     family=self._family + 1 if own else 0)  # fmt: skip
        if dice.chance(0.02):
            self._reissue(application, basis)

    def _reissue(self, application: Application, basis: list[Priority]) -> None:
        filed = application.granted_on + self._dice.between(100, 700)
        again = self._planner.us_application(filed)
        again.priorities, again.parent, again.relation = list(basis), application, "reissue"
        day = days.on_weekday(filed + self._dice.between(400, 1100), days.TUESDAY)
        if day <= TODAY:
            number = self._planner.number("US reissue", day)
            again.granted_on = day
            kind = "E1" if days.year(day) >= 2001 else "E"
            self._made.append(
                Publication("US", number, kind, f"RE{number[2:]:0>6}", day, again, "en", self._family, True, "reissue")
            )

    def _special(self, route: str) -> None:
        """File a US design or plant application; both are published on grant."""
        dice, planner = self._dice, self._planner
        application = planner.us_application(self._first, kind="F" if route == "design" else "A")
        day = days.on_weekday(self._first + dice.between(300, 800), days.TUESDAY)
        application.granted_on = day
        number = planner.number(f"US {route}", day)
        if route == "design":
            kind, printed = "S" if days.year(day) < 2001 else "S1", f"D{number[1:]:0>7}"
        else:
            kind, printed = "P" if days.year(day) < 2001 else "P3", f"PP{number[2:]:0>6}"
        self._made.append(Publication("US", number, kind, printed, day, application, "en", self._family, True, route))

    def _national(
        self, rule: Office, filed: int, priorities: list[Priority], *, international: Application | None = None
    ) -> Application:
        """File in an office by its rules."""
        application = self._planner.application(rule.code, filed)
        application.priorities, application.international = list(priorities), international
        opened = self._first + EIGHTEEN_MONTHS + (420 if international else 0)
        languages = ("en", "en", "de", "en", "fr", "en") if rule.code == "EP" else (rule.language,)
        first = self._publish(rule, application, opened, self._dice.pick(languages))
        if self._dice.chance(rule.grant_share):
            day = days.on_weekday(first.day + self._dice.between(*rule.grant_lag), rule.weekday)
            application.granted_on = day
            number = self._planner.number(rule.grant_series, day) if rule.grant_series else first.number
            kind = rule.grant_kind(day)
            self._made.append(
                Publication(rule.code, number, kind, rule.printed(number), day, application, first.language, self._family,
                            True, earlier=first)
            )  # fmt: skip
        return application

    def _publish(self, rule: Office, application: Application, day: int, language: str) -> Publication:
        day = days.on_weekday(day, rule.weekday)
        series = rule.publication
        number = self._planner.number(series.series(day), day) if series else application.number
        made = Publication(rule.code, number, rule.first_kind, rule.printed(number), day, application, language,
                           self._family, False)  # fmt: skip
        self._made.append(made)
        return made
