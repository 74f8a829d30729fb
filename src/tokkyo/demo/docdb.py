"""Writes publications as DOCDB does: `exch:exchange-document` records of bulk files, version 2.5.9."""

from tokkyo.demo import days
from tokkyo.demo.citing import Article, Cited
from tokkyo.demo.family import Application, Publication
from tokkyo.demo.markup import escape
from tokkyo.demo.offices import TODAY
from tokkyo.demo.record import Record

_EXCHANGED = days.compact(TODAY)
FOOT = "</exch:exchange-documents>\n"
_STATES = [
    "AT",
    "BE",
    "BG",
    "CH",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HR",
    "HU",
    "IE",
    "IS",
    "IT",
    "LI",
    "LT",
    "LU",
    "LV",
    "MC",
    "MK",
    "MT",
    "NL",
    "NO",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
    "SM",
    "TR",
]
_EP_STATES = (
    "<exch:designation-of-states><exch:designation-epc><exch:contracting-states>"
    + "".join(f"<country>{state}</country>" for state in _STATES)
    + "</exch:contracting-states></exch:designation-epc></exch:designation-of-states>"
)


def head(file: str, documents: int) -> str:
    """Return the beginning of a bulk file of that many documents."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?><!DOCTYPE exch:exchange-documents SYSTEM '
        '"docdb-entities.dtd">'
        '<exch:exchange-documents xmlns:exch="http://www.epo.org/exchange" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.epo.org/exchange exchange-documents-v2.5.9.xsd" '
        f'date-of-exchange="{_EXCHANGED}" dtd-version="2.5.9" file="{file}" no-of-documents="{documents:07d}" '
        'originating-office="EP">\n'
    )


def exchange_document(record: Record) -> str:
    """Return one publication as an `exch:exchange-document` on one line."""
    one, texts = record.publication, record.texts
    languages = " ".join(record.languages)
    return "".join(
        (
            f'<exch:exchange-document country="{one.office}" doc-number="{one.number}" kind="{one.kind}" '
            f'doc-id="{one.doc_id}" '
            f'date-publ="{days.compact(one.day)}" family-id="{one.family}" '
            f'is-representative="{_representative(record)}" '
            f'date-of-last-exchange="{_EXCHANGED}" date-added-docdb="{days.compact(min(one.day + 8, TODAY))}" '
            f'originating-office="EP" status="C"><exch:bibliographic-data>',
            _reference(one),
            _classes(record),
            _application(one.application),
            f"<exch:language-of-filing>{one.language}</exch:language-of-filing>",
            _priorities(one.application),
            texts.once("docdb parties", lambda: _parties(record)),
            _EP_STATES if one.office == "EP" else "",
            texts.once(f"docdb titles {languages}", lambda: _titles(record)),
            _availability(one),
            _citations(record.patents, record.literature, one),
            "</exch:bibliographic-data>",
            texts.once(f"docdb abstracts {languages}", lambda: _abstracts(record)),
            "</exch:exchange-document>\n",
        )
    )


def _representative(record: Record) -> str:
    return "YES" if record.publication is record.invention.publications[0] else "NO"


def _id(country: str, number: str, kind: str = "", day: int = 0) -> str:
    return (
        f"<country>{country}</country><doc-number>{number}</doc-number>"
        + (f"<kind>{kind}</kind>" if kind else "")
        + (f"<date>{days.compact(day)}</date>" if day else "")
    )


def _reference(one: Publication) -> str:
    return (
        f'<exch:publication-reference data-format="docdb"><document-id lang="{one.language}">'
        f"{_id(one.office, one.number, one.kind, one.day)}</document-id></exch:publication-reference>"
        f'<exch:publication-reference data-format="epodoc"><document-id lang="{one.language}"><doc-number>'
        f"{one.office}{one.number}"
        "</doc-number></document-id></exch:publication-reference>"
        f'<exch:publication-reference data-format="original"><document-id><doc-number>{one.printed}</doc-number>'
        "</document-id>"
        "</exch:publication-reference>"
    )


def _classes(record: Record) -> str:
    day, office = days.compact(record.publication.day), record.publication.office
    cpc, ipc = record.invention.cpc, record.invention.ipc
    rows = ["<exch:classifications-ipcr>"]
    for place, symbol in enumerate(ipc, 1):
        group, _, subgroup = symbol[4:].partition("/")
        columns = f"{symbol[:4]}{group:>4}/{subgroup:<10}20060101A{'F' if place == 1 else 'L'}I{day}BH{office}"
        rows.append(f'<classification-ipcr sequence="{place}"><text>{columns:<50}</text></classification-ipcr>')
    rows.append("</exch:classifications-ipcr><exch:patent-classifications>")
    for place, symbol in enumerate(cpc, 1):
        group, _, subgroup = symbol[4:].partition("/")
        rows.append(
            f'<patent-classification sequence="{place}"><classification-scheme office="EP" scheme="CPCI"><date>'
            "20130101</date>"
            f"</classification-scheme><classification-symbol>{symbol[:4]}{group:>4}/{subgroup:<10}"
            "</classification-symbol>"
            f"<symbol-position>{'F' if place == 1 else 'L'}</symbol-position><classification-value>"
            f"{'A' if len(group) == 4 else 'I'}"
            "</classification-value><classification-status>B</classification-status>"
            "<classification-data-source>H</classification-data-source><generating-office>EP</generating-office>"
            f"<action-date><date>{day}</date></action-date></patent-classification>"
        )
    return "".join((*rows, "</exch:patent-classifications>"))


def _application(application: Application) -> str:
    return (
        f'<exch:application-reference is-representative="YES" doc-id="{application.doc_id}" data-format="docdb">'
        "<document-id>"
        f"{_id(application.office, application.number, application.kind, application.filed)}</document-id>"
        "</exch:application-reference>"
        f'<exch:application-reference data-format="original"><document-id><doc-number>{application.printed}'
        "</doc-number>"
        "</document-id></exch:application-reference>"
    )


def _priorities(application: Application) -> str:
    rows = [
        _priority(place, claim.application, claim.linkage, claim.active)
        for place, claim in enumerate(application.claims(), 1)
    ]
    return f"<exch:priority-claims>{''.join(rows)}</exch:priority-claims>"


def _priority(place: int, application: Application, linkage: str, active: bool) -> str:
    code = f"<exch:priority-linkage-type>{linkage}</exch:priority-linkage-type>" if linkage else ""
    return (
        f'<exch:priority-claim sequence="{place}" data-format="docdb"><document-id doc-id="{application.doc_id}">'
        f"{_id(application.office, application.number, application.kind, application.filed)}</document-id>{code}"
        f"<exch:priority-active-indicator>{'Y' if active else 'N'}</exch:priority-active-indicator>"
        "</exch:priority-claim>"
    )


def _parties(record: Record) -> str:
    invention = record.invention
    rows = ["<exch:parties><exch:applicants>"]
    for place, party in enumerate(invention.applicants, 1):
        rows.append(_party("applicant", place, "docdb", party.docdb, party.country.code))
    for place, party in enumerate(invention.applicants, 1):
        rows.append(_party("applicant", place, "docdba", party.name.upper()))
    rows.append("</exch:applicants><exch:inventors>")
    for place, who in enumerate(invention.inventors, 1):
        rows.append(_party("inventor", place, "docdb", who.docdb, who.country))
    for place, who in enumerate(invention.inventors, 1):
        rows.append(_party("inventor", place, "docdba", f"{who.family.upper()}, {who.given}"))
    return "".join((*rows, "</exch:inventors></exch:parties>"))


def _party(role: str, place: int, form: str, name: str, country: str = "") -> str:
    residence = f"<residence><country>{country}</country></residence>" if country else ""
    return (
        f'<exch:{role} sequence="{place}" data-format="{form}"><exch:{role}-name><name>{escape(name)}</name>'
        f"</exch:{role}-name>"
        f"{residence}</exch:{role}>"
    )


def _titles(record: Record) -> str:
    return "".join(
        f'<exch:invention-title lang="{code}" data-format="docdba">{escape(record.texts.told(code)[0])}'
        "</exch:invention-title>"
        for code in record.languages
    )


def _abstracts(record: Record) -> str:
    return "".join(
        f'<exch:abstract lang="{code}" data-format="docdba" abstract-source="national office"><exch:p>{escape(text)}'
        "</exch:p></exch:abstract>"
        for code in record.languages
        if (text := record.texts.told(code)[1])
    )


def _availability(one: Publication) -> str:
    how = "printed-with-grant" if one.grant else "unexamined-printed-without-grant"
    return (
        f"<exch:dates-of-public-availability><exch:{how}><document-id><date>{days.compact(one.day)}</date>"
        "</document-id>"
        f"</exch:{how}></exch:dates-of-public-availability>"
    )


def _citations(patents: list[Cited], literature: list[Article], one: Publication) -> str:
    if not patents and not literature:
        return ""
    searched = days.compact(one.day - 100)
    office = "EP" if one.office == "WO" else one.office
    rows = ["<exch:references-cited>"]
    for place, cited in enumerate(patents, 1):
        rows.append(
            _opening(cited.phase, searched, office, place)
            + f'<patcit num="{place}" dnum="{cited.office}{cited.number}{cited.kind}" dnum-type="publication number">'
            f'<document-id doc-id="{cited.doc_id}">{_id(cited.office, cited.number, cited.kind)}<name>'
            f"{escape(cited.name)}</name>"
            f"<date>{days.compact(cited.day)}</date></document-id></patcit>{_category(cited.category)}</exch:citation>"
        )
    for place, article in enumerate(literature, 1):
        rows.append(_opening(article.phase, searched, office, place) + _article(place, article) + "</exch:citation>")
    return "".join((*rows, "</exch:references-cited>"))


def _opening(phase: str, searched: str, office: str, place: int) -> str:
    if phase == "APP":
        return f'<exch:citation cited-phase="APP" sequence="{place}">'
    return f'<exch:citation cited-phase="{phase}" cited-date="{searched}" srep-office="{office}" sequence="{place}">'


def _category(category: str) -> str:
    if not category:
        return ""
    passages = "".join(
        f"<category>{letter}</category><rel-claims>1-{ord(letter) % 9 + 2}</rel-claims>" for letter in category
    )
    return (
        f"<rel-passage><passage>* the whole document *</passage>{passages}</rel-passage><category>{category}</category>"
    )


def _article(place: int, article: Article) -> str:
    doi = f"<doi>{article.doi}</doi>" if article.doi else ""
    return (
        f'<nplcit num="{place}" npl-type="s"><text>{escape(article.text)}</text><article><author><name>'
        f"{article.author}</name></author>"
        f"<atl>{escape(article.title)}</atl><serial><sertitle>{article.journal}</sertitle><pubdate><sdate>"
        f"{article.year}0000</sdate>"
        f"</pubdate><vid>{article.volume}</vid><ino>{article.issue}</ino>{doi}<issn>{article.issn}</issn></serial>"
        "<location><pp>"
        f"<ppf>{article.pages[0]}</ppf><ppl>{article.pages[1]}</ppl></pp></location></article></nplcit>"
        f"{_category(article.category)}"
    )
