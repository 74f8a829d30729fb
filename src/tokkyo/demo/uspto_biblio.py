"""Bibliographic data of US publications, as `us-patent-grant` v4.7 and `us-patent-application` v4.6 hold them."""

from collections.abc import Iterable

from tokkyo.demo import days, people
from tokkyo.demo.citing import Article, Cited
from tokkyo.demo.family import Application, Publication
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.markup import escape
from tokkyo.demo.people import Party, Person
from tokkyo.demo.record import Record

PLANT_LATIN = "Glycine max"


def _document(country: str, number: str, kind: str = "", day: int = 0, name: str = "") -> str:
    return (
        f"<document-id>\n<country>{country}</country>\n<doc-number>{number}</doc-number>\n"
        + (f"<kind>{kind}</kind>\n" if kind else "")
        + (f"<name>{escape(name)}</name>\n" if name else "")
        + (f"<date>{days.compact(day)}</date>\n" if day else "")
        + "</document-id>\n"
    )


def _own(one: Publication) -> str:
    application = one.application
    return (
        f"<publication-reference>\n{_document('US', one.printed, one.kind, one.day)}</publication-reference>\n"
        f'<application-reference appl-type="{one.type}">\n'
        f"{_document('US', application.series + application.serial, day=application.filed)}</application-reference>\n"
        f"<us-application-series-code>{application.series}</us-application-series-code>\n"
    )


def _foreign_priorities(application: Application) -> str:
    claims = [
        claim.application
        for claim in application.priorities
        if claim.application.office != "US" and claim.application.kind != "W"
    ]
    if not claims:
        return ""
    rows = "".join(
        f'<priority-claim sequence="{place:02d}" kind="{"regional" if first.office == "EP" else "national"}">\n'
        f"<country>{first.office}</country>\n<doc-number>{first.printed}</doc-number>\n"
        f"<date>{days.compact(first.filed)}</date>\n</priority-claim>\n"
        for place, first in enumerate(claims, 1)
    )
    return f"<priority-claims>\n{rows}</priority-claims>\n"


def _symbol(tag: str, symbol: str, first: bool, day: int) -> str:
    group, _, subgroup = symbol[4:].partition("/")
    cpc = tag == "cpc"
    level = "" if cpc else "<classification-level>A</classification-level>\n"
    version = "20130101" if cpc else "20060101"
    value = "A" if len(group) == 4 else "I"
    scheme = "<scheme-origination-code>C</scheme-origination-code>\n" if cpc else ""
    return (
        f"<classification-{tag}>\n<{tag if cpc else 'ipc'}-version-indicator><date>{version}</date>"
        f"</{tag if cpc else 'ipc'}-version-indicator>\n{level}"
        f"<section>{symbol[0]}</section>\n<class>{symbol[1:3]}</class>\n<subclass>{symbol[3]}</subclass>\n"
        f"<main-group>{group}</main-group>\n<subgroup>{subgroup}</subgroup>\n"
        f"<symbol-position>{'F' if first else 'L'}</symbol-position>\n<classification-value>{value}"
        "</classification-value>\n"
        f"<action-date><date>{days.compact(day)}</date></action-date>\n<generating-office><country>US</country>"
        "</generating-office>\n"
        "<classification-status>B</classification-status>\n<classification-data-source>H"
        "</classification-data-source>\n"
        f"{scheme}</classification-{tag}>\n"
    )


def _classes(record: Record) -> str:
    one, field = record.publication, FIELDS[record.invention.field]
    if one.type == "design":
        return (
            f"<classification-locarno>\n<edition>14</edition>\n<main-classification>{field.locarno}"
            "</main-classification>\n"
            "</classification-locarno>\n" + _national(f"D{field.locarno[:2]}{int(field.locarno[2:]) * 7:03d}")
        )
    cpc, ipc = record.invention.cpc, record.invention.ipc
    parts = [
        "<classifications-ipcr>\n",
        *(_symbol("ipcr", text, place == 0, one.day) for place, text in enumerate(ipc)),
        "</classifications-ipcr>\n<classifications-cpc>\n<main-cpc>\n",
        _symbol("cpc", cpc[0], True, one.day),
        "</main-cpc>\n",
    ]
    if len(cpc) > 1:
        parts += ["<further-cpc>\n", *(_symbol("cpc", text, False, one.day) for text in cpc[1:]), "</further-cpc>\n"]
    parts.append("</classifications-cpc>\n")
    if days.year(one.day) < 2015:
        main, _, subclass = field.uspc.partition("/")
        parts.append(_national(f"{main:>3}{subclass}"))
    return "".join(parts)


def _national(symbol: str) -> str:
    return (
        "<classification-national>\n<country>US</country>\n"
        f"<main-classification>{symbol}</main-classification>\n</classification-national>\n"
    )


def _title(record: Record) -> str:
    return f'<invention-title id="d2e43">{escape(record.texts.english[0])}</invention-title>\n'


def _cited_number(cited: Cited) -> str:
    if cited.office == "US" and cited.kind == "A1" and len(cited.number) == 10:
        return f"{cited.number[:4]}/0{cited.number[4:]}"
    if cited.office == "WO" and len(cited.number) == 10:
        return f"WO {cited.number[:4]}/{cited.number[4:]}"
    return cited.number


def _citations(patents: Iterable[Cited], literature: Iterable[Article]) -> str:
    rows: list[str] = []
    for cited in patents:
        by = "examiner" if cited.phase == "SEA" else "applicant"
        document = _document(cited.office, _cited_number(cited), cited.kind, name=cited.name.title())
        document = document.replace("</document-id>", f"<date>{days.compact(cited.day)[:6]}00</date>\n</document-id>")
        rows.append(
            f'<us-citation>\n<patcit num="{len(rows) + 1:05d}">\n{document}</patcit>\n'
            f"<category>cited by {by}</category>\n</us-citation>\n"
        )
    for article in literature:
        by = "examiner" if article.phase == "SEA" else "applicant"
        rows.append(
            f'<us-citation>\n<nplcit num="{len(rows) + 1:05d}">\n<othercit>{escape(article.text)}</othercit>\n'
            "</nplcit>\n"
            f"<category>cited by {by}</category>\n</us-citation>\n"
        )
    return f"<us-references-cited>\n{''.join(rows)}</us-references-cited>\n" if rows else ""


def _relation(application: Application, publication: Publication) -> str:
    parent = application.parent
    if parent is None:
        return ""
    grant = ""
    if parent.granted_on and parent.granted_on < publication.day:
        grant = "<parent-status>GRANTED</parent-status>\n"
    return (
        f"<{application.relation}>\n<relation>\n<parent-doc>"
        f"\n{_document('US', parent.series + parent.serial, day=parent.filed)}"
        f"{grant}</parent-doc>\n<child-doc>\n{_document('US', application.series + application.serial)}</child-doc>\n"
        f"</relation>\n</{application.relation}>\n"
    )


def _related(one: Publication) -> str:
    application = one.application
    rows = _relation(application, one)
    if first := application.provisional:
        rows += (
            f"<us-provisional-application>\n{_document('US', first.series + first.serial, day=first.filed)}"
            "</us-provisional-application>\n"
        )
    if one.earlier:
        document = _document("US", one.earlier.printed, one.earlier.kind, one.earlier.day)
        rows += f"<related-publication>\n{document}</related-publication>\n"
    return f"<us-related-documents>\n{rows}</us-related-documents>\n" if rows else ""


def _address(city: str, region: str, country: str) -> str:
    state = f"<state>{region}</state>\n" if region else ""
    return f"<address>\n<city>{escape(city)}</city>\n{state}<country>{country}</country>\n</address>\n"


def _inventor(place: int, who: Person) -> str:
    return (
        f'<inventor sequence="{place:02d}" designation="us-only">\n<addressbook>\n<last-name>{escape(who.family)}'
        "</last-name>\n"
        f"<first-name>{escape(who.given)}</first-name>\n{_address(who.city, who.region, who.country)}</addressbook>\n"
        "</inventor>\n"
    )


def _applicant(place: int, party: Party) -> str:
    return (
        f'<us-applicant sequence="{place:02d}" app-type="applicant" designation="us-only" '
        f'applicant-authority-category="assignee">\n<addressbook>\n<orgname>{escape(party.name)}</orgname>\n'
        f"{_address(party.city, party.region, party.country.code)}</addressbook>\n"
        f"<residence>\n<country>{party.country.code}</country>\n</residence>\n</us-applicant>\n"
    )


def _parties(record: Record) -> str:
    invention = record.invention
    agent = people.AGENTS["US"][invention.index % 5]
    return (
        "<us-parties>\n<us-applicants>\n"
        + "".join(_applicant(place, party) for place, party in enumerate(invention.applicants))
        + "</us-applicants>\n<inventors>\n"
        + "".join(_inventor(place, who) for place, who in enumerate(invention.inventors))
        + '</inventors>\n<agents>\n<agent sequence="01" rep-type="attorney">\n<addressbook>\n'
        f"<orgname>{escape(agent)}</orgname>\n<address>\n<country>unknown</country>\n</address>\n</addressbook>\n"
        "</agent>\n</agents>\n</us-parties>\n"
    )


def _everybody(record: Record) -> str:
    return record.texts.once("uspto parties", lambda: _parties(record) + _assignees(record))


def _assignees(record: Record) -> str:
    rows = "".join(
        f"<assignee>\n<addressbook>\n<orgname>{escape(party.name)}</orgname>\n<role>"
        f"{'02' if party.country.code == 'US' else '03'}"
        f"</role>\n{_address(party.city, party.region, party.country.code)}</addressbook>\n</assignee>\n"
        for party in record.invention.applicants
    )
    return f"<assignees>\n{rows}</assignees>\n"


def _examiners(record: Record) -> str:
    index, unit = record.invention.index, FIELDS[record.invention.field].art_unit + record.invention.index % 4
    primary = people.examiner(unit, index % 13)
    rows = (
        f"<primary-examiner>\n<last-name>{primary.family}</last-name>\n<first-name>{primary.given}</first-name>\n"
        f"<department>{unit}</department>\n</primary-examiner>\n"
    )
    if index % 3 == 0:
        second = people.examiner(unit + 1, index % 7)
        rows += (
            f"<assistant-examiner>\n<last-name>{second.family}</last-name>\n<first-name>{second.given}</first-name>\n"
            "</assistant-examiner>\n"
        )
    return f"<examiners>\n{rows}</examiners>\n"


def _international(one: Publication) -> str:
    filed = one.application.international
    if filed is None:
        return ""
    return (
        f"<pct-or-regional-filing-data>\n{_document('WO', filed.printed, '00', filed.filed)}<us-371c12-date>\n"
        f"<date>{days.compact(filed.filed + 550)}</date>\n</us-371c12-date>\n</pct-or-regional-filing-data>\n"
    )


def _term(record: Record) -> str:
    one = record.publication
    if one.type == "design":
        length = 15 if one.application.filed > days.FIRST + 11_089 else 14
        return f"<us-term-of-grant>\n<length-of-grant>{length}</length-of-grant>\n</us-term-of-grant>\n"
    extension = max(0, one.day - one.application.filed - 1000)
    disclaimer = "<disclaimer>\n<text>This patent is subject to a terminal disclaimer.</text>\n</disclaimer>\n"
    rows = f"<us-term-extension>{extension}</us-term-extension>\n" if extension else ""
    rows += disclaimer if one.application.relation == "continuation" else ""
    return f"<us-term-of-grant>\n{rows}</us-term-of-grant>\n" if rows else ""


def of_grant(record: Record) -> str:
    """Return the content of `us-bibliographic-data-grant`."""
    one, field = record.publication, FIELDS[record.invention.field]
    botanic = (
        f"<us-botanic>\n<latin-name>{PLANT_LATIN}</latin-name>\n<variety>{record.invention.subject.model}</variety>\n"
        "</us-botanic>\n"
        if one.type == "plant"
        else ""
    )
    search = f"<classification-cpc-text>{field.cpc[0][:4]} {field.cpc[0][4:]}</classification-cpc-text>\n"
    claims = 1 if one.type in ("design", "plant") else len(record.texts.granted_claims)
    return "".join(
        (
            _own(one),
            _foreign_priorities(one.application),
            _term(record),
            _classes(record),
            _title(record),
            botanic,
            _citations(record.patents, record.literature),
            f"<number-of-claims>{claims}</number-of-claims>\n<us-exemplary-claim>1</us-exemplary-claim>\n"
            f"<us-field-of-classification-search>\n{search}</us-field-of-classification-search>\n"
            "<figures>\n<number-of-drawing-sheets>4</number-of-drawing-sheets>\n<number-of-figures>7"
            "</number-of-figures>\n</figures>\n",
            _related(one),
            _everybody(record),
            _examiners(record),
            _international(one),
        )
    )


def of_application(record: Record) -> str:
    """Return the content of `us-bibliographic-data-application`."""
    one = record.publication
    return "".join(
        (
            _own(one),
            _foreign_priorities(one.application),
            _classes(record),
            _title(record),
            _related(one),
            _everybody(record),
            _international(one),
        )
    )
