"""The rules of the legal status one by one, then the statuses of real Lens records word for word."""

import json
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from tokkyo.derive.legal_inputs import EarlierFiling, PublicationFact, StatusInputs, status_inputs
from tokkyo.derive.legal_status import LegalFacts, legal_status
from tokkyo.formats.epo.ops_legal import events
from tokkyo.model.publication import (
    Bibliography,
    DocumentId,
    LegalStatus,
    PriorityClaim,
    PriorityClaims,
    Publication,
)
from tokkyo.model.source import LegalEvent, RelatedDocument, Term

TODAY = date(2025, 7, 1)
EP_A1, EP_B1 = PublicationFact("A1", "2012-07-04", "2471949"), PublicationFact("B1", "2013-12-25", "2471949")
STATES = ("DE", "FR", "GB")


def european(*events: LegalEvent, granted: bool = True, states: tuple[str, ...] = ()) -> StatusInputs:
    publications = (EP_A1, EP_B1) if granted else (EP_A1,)
    return StatusInputs("EP", publications, filed="2010-12-31", events=events, states=states)


def status(inputs: StatusInputs) -> LegalStatus:
    return legal_status(inputs, TODAY)[0]


def lapse(state: str, day: str) -> LegalEvent:
    return LegalEvent("EP", "PG25", day, "Lapsed in a contracting state", states=(state,))


def test_a_granted_patent_is_active_while_its_term_runs() -> None:
    assert status(european()) == LegalStatus(
        granted=True,
        grant_date="2013-12-25",
        anticipated_term_date="2030-12-31",
        patent_status="ACTIVE",
        calculation_log=(
            "Application Filing Date: 2010-12-31",
            "Granted Date: 2013-12-25",
            "Anticipated Termination Date: 2030-12-31",
        ),
    )


def test_it_is_expired_when_the_term_is_over() -> None:
    assert legal_status(european(), date(2030, 12, 31))[0].patent_status == "ACTIVE"
    assert legal_status(european(), date(2031, 1, 1))[0].patent_status == "EXPIRED"


def test_an_application_is_pending() -> None:
    assert status(european(granted=False)) == LegalStatus(
        patent_status="PENDING", calculation_log=("Application Filing Date: 2010-12-31",)
    )


def test_nothing_is_known_of_an_application_whose_term_is_over() -> None:
    assert legal_status(european(granted=False), date(2031, 1, 1))[0].patent_status == "UNKNOWN"


def test_nothing_is_known_without_a_filing_date() -> None:
    assert status(StatusInputs("EP", (EP_A1,))).patent_status == "UNKNOWN"
    assert status(StatusInputs("EP", (EP_B1,))).patent_status == "PATENTED"


def test_a_withdrawn_application_is_discontinued() -> None:
    found = status(european(LegalEvent("EP", "18D", "2014-02-05", "deemed withdrawn", "2014-01-03"), granted=False))
    assert (found.patent_status, found.application_expiry_date) == ("DISCONTINUED", "2014-01-03")
    assert found.discontinuation_date is None
    assert found.calculation_log[-1] == "2014-01-03: EP 18D deemed withdrawn"


def test_a_refused_application_may_come_to_life_again() -> None:
    events = (LegalEvent("EP", "18D", "2014-02-05"), LegalEvent("EP", "18RR", "2014-09-03"))
    assert status(european(*events, granted=False)).patent_status == "PENDING"
    assert status(european(*reversed(events), granted=False)).patent_status == "PENDING"


def test_a_grant_shows_that_an_earlier_withdrawal_came_to_nothing() -> None:
    assert status(european(LegalEvent("EP", "18D", "2013-01-02"))).patent_status == "ACTIVE"


def test_a_lapse_before_grant_discontinues() -> None:
    inputs = StatusInputs(
        "DE", (PublicationFact("A1", "2006-06-29"),), "2004-12-23", events=(LegalEvent("DE", "R119", "2011-09-29"),)
    )
    assert (status(inputs).patent_status, status(inputs).application_expiry_date) == ("DISCONTINUED", "2011-09-29")


def test_a_revoked_patent_is_inactive() -> None:
    found = status(european(LegalEvent("EP", "27W", "2016-05-04")))
    assert (found.patent_status, found.granted, found.discontinuation_date) == ("INACTIVE", True, "2016-05-04")


def test_a_revival_undoes_a_lapse() -> None:
    american = StatusInputs(
        "US",
        (PublicationFact("B2", "2010-03-02", "7654321"),),
        "2006-02-01",
        events=(LegalEvent("US", "FP", "2014-03-02"), LegalEvent("US", "REIN", "2014-08-05")),
    )
    assert status(american).patent_status == "ACTIVE"
    assert status(with_events(american, events=american.events[:1])).patent_status == "INACTIVE"


def with_events(inputs: StatusInputs, events: tuple[LegalEvent, ...]) -> StatusInputs:
    return StatusInputs(inputs.jurisdiction, inputs.publications, inputs.filed, inputs.earlier, events)


def test_an_expiry_event_expires() -> None:
    inputs = StatusInputs(
        "JP",
        (PublicationFact("B2", "2009-01-07", "4206830"),),
        "2001-05-02",
        events=(LegalEvent("JP", "EXPY", "2021-05-02"),),
    )
    assert (status(inputs).patent_status, status(inputs).discontinuation_date) == ("EXPIRED", "2021-05-02")


def test_a_lapse_in_one_state_leaves_a_european_patent_alone() -> None:
    assert status(european(lapse("FR", "2014-05-01"), states=STATES)).patent_status == "ACTIVE"
    assert status(european(lapse("FR", "2014-05-01"))).patent_status == "ACTIVE"


def test_a_lapse_in_all_designated_states_ends_it() -> None:
    events = [lapse(state, f"2014-0{month}-01") for month, state in enumerate(STATES, 5)]
    found = status(european(*events, states=STATES))
    assert (found.patent_status, found.discontinuation_date) == ("INACTIVE", "2014-07-01")
    back = LegalEvent("EP", "PGRI", "2015-01-01", states=("GB",))
    assert status(european(*events, back, states=STATES)).patent_status == "ACTIVE"


def test_designated_states_are_taken_from_the_event_that_lists_them() -> None:
    listed = LegalEvent("EP", "AK", "2013-12-25", states=("FR",))
    assert status(european(listed, lapse("FR", "2014-05-01"))).patent_status == "INACTIVE"


def test_a_national_event_of_a_european_patent_concerns_its_state_only() -> None:
    assert status(european(LegalEvent("GB", "PCNP", "2016-05-04"), states=STATES)).patent_status == "ACTIVE"


def test_a_lapse_in_a_state_shows_that_a_european_patent_was_granted() -> None:
    found = status(european(lapse("FR", "2014-05-01"), granted=False))
    assert (found.granted, found.grant_date, found.patent_status) == (True, None, "ACTIVE")


def test_a_reference_to_a_national_code_means_what_the_code_means_in_its_state() -> None:
    granted = LegalEvent("EP", "REG", "2013-12-25", states=("GB",), text="Ref Legal Event Code: FG4D (granted)")
    ceased = LegalEvent("EP", "REG", "2016-05-04", states=("CH",), text="Ref Legal Event Code: PL (ceased)")
    found, facts = legal_status(european(granted, ceased, granted=False, states=("GB", "CH")), TODAY)
    assert (found.grant_date, found.patent_status, facts.has_grant_event) == ("2013-12-25", "ACTIVE", True)
    assert status(european(granted, ceased, granted=False, states=("CH",))).patent_status == "INACTIVE"


def test_the_log_has_one_line_for_a_day_and_code() -> None:
    events = (lapse("FR", "2014-05-01"), lapse("IT", "2014-05-01"), lapse("AT", "2014-06-01"))
    assert status(european(*events)).calculation_log[3:] == (
        "2014-05-01: EP PG25 Lapsed in a contracting state (FR, IT)",
        "2014-06-01: EP PG25 Lapsed in a contracting state (AT)",
    )


def test_broken_dates_do_no_harm() -> None:
    publication = PublicationFact("B1", "2013-99-99", "1")
    events = (LegalEvent("EP", "PG25"), LegalEvent("EP", "27W", "soon"))
    inputs = StatusInputs("EP", (publication,), "31.12.2010", (EarlierFiling("?", "EP1A"),), events)
    assert status(inputs).patent_status == "INACTIVE"


def test_a_certificate_shows_and_its_end_leaves_the_patent_alone() -> None:
    inputs = StatusInputs(
        "DE",
        (PublicationFact("B4", "2010-01-07", "102008000001"),),
        "2008-01-07",
        events=(LegalEvent("DE", "R069", "2020-01-02"), LegalEvent("DE", "R044", "2021-01-02")),
    )
    assert (status(inputs).has_spc, status(inputs).patent_status) == (True, "ACTIVE")


def test_an_international_application_is_pending_then_patented_somewhere() -> None:
    published = PublicationFact("A1", "2013-08-22", "2013121230")
    pending = StatusInputs("WO", (published,), "2013-02-18", events=(LegalEvent("WO", "WWE", "2014-08-05"),))
    found, facts = legal_status(pending, TODAY)
    assert (found.patent_status, facts.has_entry_into_national_phase) == ("PENDING", True)
    granted = StatusInputs("WO", (published,), "2013-02-18", events=(LegalEvent("WO", "WWG", "2016-08-05"),))
    assert (status(granted).patent_status, status(granted).anticipated_term_date) == ("PATENTED", None)
    withdrawn = StatusInputs("WO", (published,), "2013-02-18", events=(LegalEvent("WO", "WA", "2014-08-05"),))
    assert status(withdrawn).patent_status == "DISCONTINUED"


def test_a_registered_utility_model_lasts_ten_years() -> None:
    inputs = StatusInputs(
        "CN",
        (PublicationFact("U", "2020-01-31", "209996298"),),
        "2019-02-27",
        events=(LegalEvent("CN", "GR01", "2020-01-31"),),
    )
    found, facts = legal_status(inputs, TODAY)
    assert (found.granted, found.grant_date, found.anticipated_term_date) == (True, "2020-01-31", "2029-02-27")
    assert (found.patent_status, facts) == ("ACTIVE", LegalFacts(has_grant_event=True))


def test_a_grant_event_alone_grants() -> None:
    inputs = StatusInputs(
        "CN", (PublicationFact("A", "2020-03-10"),), "2018-08-31", events=(LegalEvent("CN", "GR01", "2021-03-02"),)
    )
    assert (status(inputs).grant_date, status(inputs).patent_status) == ("2021-03-02", "ACTIVE")


def test_an_old_us_patent_lasts_the_longer_of_two_terms() -> None:
    inputs = StatusInputs("US", (PublicationFact("A", "1998-06-02", "5760000"),), "1994-01-03")
    assert status(inputs).anticipated_term_date == "2015-06-02"


def test_extension_and_disclaimer_are_shown() -> None:
    inputs = StatusInputs(
        "US",
        (PublicationFact("B2", "2013-03-26", "8403949"),),
        "2008-11-12",
        term=Term(extension_days=661, disclaimer=True),
    )
    found, facts = legal_status(inputs, TODAY)
    assert found.calculation_log[2:] == (
        "Applied 661 days term extension.",
        "This patent is subject to a terminal disclaimer.",
        "Anticipated Termination Date: 2030-09-04",
    )
    assert (found.has_disclaimer, facts.term_extension_days) == (True, 661)


def test_the_term_runs_from_the_earliest_actual_filing() -> None:
    inputs = StatusInputs("EP", (EP_A1, EP_B1), "2010-12-31", earlier=(EarlierFiling("2001-11-21", "EP01984746A"),))
    found = status(inputs)
    assert found.calculation_log[1] == "Earliest Filing Date: 2001-11-21 priority to EP01984746A"
    assert (found.anticipated_term_date, found.patent_status) == ("2021-11-21", "EXPIRED")


def claimed(*claims: PriorityClaim, jurisdiction: str = "US", kind: str = "B2") -> Publication:
    return Publication(
        jurisdiction=jurisdiction,
        doc_number="1",
        kind=kind,
        biblio=Bibliography(
            application_reference=DocumentId(jurisdiction, "1", "A", "2011-03-25"),
            priority_claims=PriorityClaims(claims),
        ),
    )


@pytest.mark.parametrize(
    ("claim", "jurisdiction", "is_parent"),
    [
        (PriorityClaim("US", "26610108", "A", "2008-11-06"), "US", True),
        (PriorityClaim("US", "99182907", "P", "2007-12-03"), "US", False),
        (PriorityClaim("US", "26610108", "A", "2008-11-06", "DOMESTIC_PRIORITY"), "US", False),
        (PriorityClaim("EP", "10197481", "A", "2010-12-31"), "US", False),
        (PriorityClaim("GB", "2010050389", "W", "2010-02-18"), "US", True),
        (PriorityClaim("EP", "01984746", "A", "2001-11-21"), "EP", True),
        (PriorityClaim("EP", "10190000", "A", "2010-11-21"), "EP", False),
        (PriorityClaim("EP", "10190000", "A", "2010-11-21", "DIVISION"), "EP", True),
        (PriorityClaim("US", "201113072247", "A", "2011-03-25"), "US", False),
        (PriorityClaim("US", "201213465820", "A", "2012-05-07"), "US", False),
    ],
)
def test_parents_are_told_from_priorities(claim: PriorityClaim, jurisdiction: str, is_parent: bool) -> None:
    assert bool(status_inputs([claimed(claim, jurisdiction=jurisdiction)]).earlier) is is_parent


def test_related_documents_are_parents() -> None:
    related = (
        RelatedDocument("continuation", "US", "12/266,146", None, "2008-11-06"),
        RelatedDocument("division", "US", "12/000,001", None, "2007-12-10", "child"),
        RelatedDocument("provisional", "US", "60/991,829", None, "2007-12-03"),
        RelatedDocument("pct-filing", "WO", "PCT/GB2010/050389", "W", "2010-02-18"),
    )
    inputs = status_inputs([claimed()], related=related)
    assert inputs.earlier == (EarlierFiling("2008-11-06", "US26614608A"), EarlierFiling("2010-02-18", "WO2010050389W"))


def real(shared: Path, name: str) -> Publication:
    record = json.loads((shared / name).read_text(encoding="utf-8"))
    return msgspec.convert(record["data"][0] if "data" in record else record, Publication)


REAL = [
    *(f"data/lens-json-full/US{n}.json" for n in (8333778, 8372101, 8377085, 8403949, 8418349, 8419758)),
    "samples/lens/docs_search_response.json",
    "samples/lens/live_get_record_091-428-408-796-283.json",
]


@pytest.mark.parametrize("name", REAL)
def test_real_records(shared: Path, name: str) -> None:
    """The extension and disclaimer of the record's own log go in; everything else is computed."""
    record = real(shared, name)
    expected = record.legal_status
    assert expected is not None
    days = re.search(r"Applied (\d+) days", " ".join(expected.calculation_log))
    term = Term(extension_days=int(days[1]) if days else None, disclaimer=expected.has_disclaimer)
    publications = [record]
    if record.jurisdiction == "EP":
        publications.append(msgspec.structs.replace(record, kind="B1", date_published="2013-12-25"))
    assert legal_status(status_inputs(publications, term=term), TODAY)[0] == expected


INTERNAL = "samples/lens/ui_internal_patents.json"
DECIDED_BY_EVENTS = {"158-612-680-821-520": LegalEvent("CN", "WD01", "2024-02-13")}


def test_real_internal_records(shared: Path) -> None:
    """Statuses of ten stored documents of the web site; events are not shown there, one is put in."""
    hits = json.loads((shared / INTERNAL).read_text(encoding="utf-8"))["hits"]
    for hit in hits:
        stored = hit.get("document") or hit.get("source") or hit
        expected, reference = stored["legal_status"], stored["application_reference"]
        fact = PublicationFact(stored["kind"], stored["date_published"], stored["doc_number"])
        event = DECIDED_BY_EVENTS.get(stored["record_lens_id"])
        inputs = StatusInputs(stored["jurisdiction"], (fact,), reference["date"], events=(event,) if event else ())
        found = status(inputs)
        shown = (found.patent_status, found.granted, found.grant_date, found.anticipated_term_date)
        assert shown == tuple(
            expected.get(name) for name in ("patent_status", "granted", "grant_date", "anticipated_term_date")
        )
        assert found.application_expiry_date == expected.get("application_expiry_date")
    print(f"{len(hits)} statuses of 1 file")


def test_a_real_list_of_events(shared: Path) -> None:
    """EP 1000000: granted in 2003, lapsed state by state, the Netherlands last."""
    answer = etree.parse(shared / "data" / "epo-ops" / "patent_client" / "legal_example_1.xml")
    found = tuple(events(answer.getroot().iter("{http://ops.epo.org}legal")))
    inputs = StatusInputs("EP", (PublicationFact("A1", "2000-05-17", "1000000"),), "1999-11-08", events=found)
    shown, facts = legal_status(inputs, TODAY)
    print(f"{len(found)} events of 1 file")
    assert (shown.patent_status, shown.grant_date, shown.discontinuation_date) == (
        "INACTIVE",
        "2003-02-12",
        "2011-06-01",
    )
    assert facts.has_grant_event
