"""Writes US publications as the USPTO does: `us-patent-grant` v4.7 and `us-patent-application` v4.6 (ICE)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from tokkyo.demo import days, people
from tokkyo.demo.citing import Article, Cited
from tokkyo.demo.english import DESIGN_FIGURES
from tokkyo.demo.family import Application, Publication
from tokkyo.demo.fields import FIELDS
from tokkyo.demo.people import Party, Person
from tokkyo.demo.prose import Claim
from tokkyo.demo.record import Record

GRANT_DTD, APPLICATION_DTD = "us-patent-grant-v47-2022-02-17.dtd", "us-patent-application-v46-2022-02-17.dtd"
_PLANT_LATIN = "Glycine max"


def grant(record: Record) -> str:
    """Return a grant as one XML document."""
    one = record.publication
    name = f"{one.office}{one.printed}-{days.compact(one.day)}.XML"
    body = "".join((
        _head("us-patent-grant", GRANT_DTD, "v4.7 2022-02-17", name, one.day),
        "<us-bibliographic-data-grant>\n", _grant_biblio(record), "</us-bibliographic-data-grant>\n",
        _texts(record, grant=True), "</us-patent-grant>\n",
    ))  # fmt: skip
    return body


def application(record: Record) -> str:
    """Return a pre-grant publication as one XML document."""
    one = record.publication
    name = f"US{one.printed}A1-{days.compact(one.day)}.XML"
    return "".join((
        _head("us-patent-application", APPLICATION_DTD, "v4.6 2022-02-17", name, one.day),
        '<us-bibliographic-data-application lang="EN" country="US">\n', _application_biblio(record),
        "</us-bibliographic-data-application>\n", _texts(record, grant=False), "</us-patent-application>\n",
    ))  # fmt: skip


def _head(root: str, dtd: str, version: str, file: str, day: int) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {root} SYSTEM "{dtd}" [ ]>\n'
        f'<{root} lang="EN" dtd-version="{version}" file="{file}" status="PRODUCTION" id="{root}" country="US" '
        f'date-produced="{days.compact(day - 9)}" date-publ="{days.compact(day)}">\n'
    )


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
        f"<symbol-position>{'F' if first else 'L'}</symbol-position>\n<classification-value>{value}</classification-value>\n"
        f"<action-date><date>{days.compact(day)}</date></action-date>\n<generating-office><country>US</country></generating-office>\n"
        f"<classification-status>B</classification-status>\n<classification-data-source>H</classification-data-source>\n"
        f"{scheme}</classification-{tag}>\n"
    )


def _classes(record: Record) -> str:
    one, field = record.publication, FIELDS[record.invention.field]
    if one.type == "design":
        return (
            f"<classification-locarno>\n<edition>14</edition>\n<main-classification>{field.locarno}</main-classification>\n"
            "</classification-locarno>\n" + _national(f"D{field.locarno[:2]}{int(field.locarno[2:]) * 7:03d}")
        )
    cpc, ipc = record.texts.symbols
    parts = ["<classifications-ipcr>\n", *(_symbol("ipcr", text, place == 0, one.day) for place, text in enumerate(ipc)),
             "</classifications-ipcr>\n<classifications-cpc>\n<main-cpc>\n", _symbol("cpc", cpc[0], True, one.day), "</main-cpc>\n"]  # fmt: skip
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
        rows.append(f'<us-citation>\n<patcit num="{len(rows) + 1:05d}">\n{document}</patcit>\n'
                    f"<category>cited by {by}</category>\n</us-citation>\n")  # fmt: skip
    for article in literature:
        by = "examiner" if article.phase == "SEA" else "applicant"
        rows.append(f'<us-citation>\n<nplcit num="{len(rows) + 1:05d}">\n<othercit>{escape(article.text)}</othercit>\n</nplcit>\n'
                    f"<category>cited by {by}</category>\n</us-citation>\n")  # fmt: skip
    return f"<us-references-cited>\n{''.join(rows)}</us-references-cited>\n" if rows else ""


def _relation(application: Application, publication: Publication) -> str:
    parent = application.parent
    if parent is None:
        return ""
    grant = ""
    if parent.granted_on and parent.granted_on < publication.day:
        grant = "<parent-status>GRANTED</parent-status>\n"
    return (
        f"<{application.relation}>\n<relation>\n<parent-doc>\n{_document('US', parent.series + parent.serial, day=parent.filed)}"
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
        f'<inventor sequence="{place:02d}" designation="us-only">\n<addressbook>\n<last-name>{escape(who.family)}</last-name>\n'
        f"<first-name>{escape(who.given)}</first-name>\n{_address(who.city, who.region, who.country)}</addressbook>\n</inventor>\n"
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


def _assignees(record: Record) -> str:
    rows = "".join(
        f"<assignee>\n<addressbook>\n<orgname>{escape(party.name)}</orgname>\n<role>{'02' if party.country.code == 'US' else '03'}"
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


def _grant_biblio(record: Record) -> str:
    one, field = record.publication, FIELDS[record.invention.field]
    botanic = (
        f"<us-botanic>\n<latin-name>{_PLANT_LATIN}</latin-name>\n<variety>{record.invention.subject.model}</variety>\n</us-botanic>\n"
        if one.type == "plant"
        else ""
    )
    search = f"<classification-cpc-text>{field.cpc[0][:4]} {field.cpc[0][4:]}</classification-cpc-text>\n"
    claims = 1 if one.type in ("design", "plant") else len(record.texts.granted_claims)
    return "".join((
        _own(one), _foreign_priorities(one.application), _term(record), _classes(record), _title(record), botanic,
        _citations(record.patents, record.literature),
        f"<number-of-claims>{claims}</number-of-claims>\n<us-exemplary-claim>1</us-exemplary-claim>\n"
        f"<us-field-of-classification-search>\n{search}</us-field-of-classification-search>\n"
        "<figures>\n<number-of-drawing-sheets>4</number-of-drawing-sheets>\n<number-of-figures>7</number-of-figures>\n</figures>\n",
        _related(one), _parties(record), _assignees(record), _examiners(record), _international(one),
    ))  # fmt: skip


def _application_biblio(record: Record) -> str:
    one = record.publication
    return "".join((
        _own(one), _foreign_priorities(one.application), _classes(record), _title(record), _related(one), _parties(record),
        _assignees(record), _international(one),
    ))  # fmt: skip


def _texts(record: Record, *, grant: bool) -> str:
    if record.publication.type in ("design", "plant"):
        return _short_texts(record)
    texts = record.texts
    claims = texts.granted_claims if grant else texts.claims
    listing = (
        f'<us-sequence-list-doc>\n<sequence-list lang="EN" file="US{record.publication.printed}-S00001.XML" '
        'carriers="internal-electronic" seq-file-type="ST.26" status="PRODUCTION"/>\n</us-sequence-list-doc>\n'
        if record.sequences
        else ""
    )
    return "".join((
        f'<abstract id="abstract">\n<p id="p-0001" num="0000">{escape(texts.english[1])}</p>\n</abstract>\n',
        _description(record), listing, f"<us-claim-statement>{'What is claimed is:'}</us-claim-statement>\n", _claims(claims),
    ))  # fmt: skip


def _description(record: Record) -> str:
    rows = ['<description id="description">\n<?summary-of-invention description="Summary of Invention" end="lead"?>\n']
    headings, number = 0, 0
    for block in record.texts.blocks:
        if block.heading:
            headings += 1
            rows.append(f'<heading id="h-{headings:04d}" level="1">{block.text}</heading>\n')
            continue
        number += 1
        rows.append(f'<p id="p-{number + 1:04d}" num="{number:04d}">{escape(block.text)}</p>\n')
    rows.append('<?summary-of-invention description="Summary of Invention" end="tail"?>\n</description>\n')
    return "".join(rows)


def _claims(claims: list[Claim]) -> str:
    return "".join(('<claims id="claims">\n', *(_claim(number, claim) for number, claim in enumerate(claims, 1)), "</claims>\n"))


def _claim(number: int, claim: Claim) -> str:
    start = f'<claim id="CLM-{number:05d}" num="{number:05d}">\n<claim-text>{number}. '
    if claim.refers:
        opening = claim.opening.removesuffix(" claim")
        link = f'<claim-ref idref="CLM-{claim.refers:05d}">claim {claim.refers}</claim-ref>'
        return f"{start}{opening} {link}, {escape(claim.parts[0])}.</claim-text>\n</claim>\n"
    first, *middle = claim.parts
    rest = "\n".join(f"<claim-text>{escape(part)}</claim-text>" for part in middle[:-1])
    last = f"<claim-text>{escape(middle[-1])}.</claim-text>" if middle else ""
    return f"{start}{escape(first)}\n{rest}{chr(10) if rest else ''}{last}\n</claim-text>\n</claim>\n"


def _short_texts(record: Record) -> str:
    """Designs have figures and one claim; plants a short botanical description."""
    title = record.texts.english[0]
    if record.publication.type == "design":
        article = title[0].lower() + title[1:]
        rows = "".join(
            f'<p id="p-{place:04d}" num="{place:04d}">FIG. {place} is a {view} view of the {escape(article)};</p>\n'
            for place, view in enumerate(DESIGN_FIGURES, 1)
        )
        text = f"<description-of-drawings>\n{rows}</description-of-drawings>\n"
        claim = f"The ornamental design for a {escape(article)}, as shown and described."
        abstract, statement = "", "CLAIM"
    else:
        name = record.invention.subject.model
        abstract = (
            f'<abstract id="abstract">\n<p id="p-0001" num="0000">A new and distinct variety named {name}, '
            f"{escape(record.texts.english[1])}</p>\n</abstract>\n"
        )
        paragraphs = [block.text for block in record.texts.blocks if not block.heading][:8]
        rows = "".join(f'<p id="p-{n + 1:04d}" num="{n:04d}">{escape(text)}</p>\n' for n, text in enumerate(paragraphs, 1))
        text = f'<heading id="h-0001" level="1">DETAILED BOTANICAL DESCRIPTION</heading>\n{rows}'
        claim = f"A new and distinct variety of {_PLANT_LATIN} plant named {name}, substantially as described herein."
        statement = "What is claimed is:"
    return (
        f'{abstract}<description id="description">\n{text}</description>\n<us-claim-statement>{statement}</us-claim-statement>\n'
        f'<claims id="claims">\n<claim id="CLM-00001" num="00001">\n<claim-text>{claim}</claim-text>\n</claim>\n</claims>\n'
    )
