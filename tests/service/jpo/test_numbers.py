"""Where numbers lead: to cases of the tables, and to those that only recorded answers tell of."""

from tokkyo.model.jpo.sources import RecordedAnswer
from tokkyo.service.jpo.finding import Finding
from tokkyo.service.opening import today_in_japan
from tokkyo.settings import defaults
from tokkyo.store.jpo.answers import put_answers
from tokkyo.store.store import Store

FOUND = '{"result":{"statusCode":"100","errorMessage":"","remainAccessCount":"9","data":{"filingDate":""}}}'
NOTHING = '{"result":{"statusCode":"107","errorMessage":"…","remainAccessCount":"8","data":{}}}'


def record(store: Store, law: str, application: str, body: str) -> None:
    answer = RecordedAnswer(law, "app_progress", application, "application/json", body.encode())
    with store.transaction() as cursor:
        put_answers(cursor, (answer,))


def test_recorded_answers_tell_of_cases_too_unless_they_tell_of_none(store: Store) -> None:
    record(store, "patent", "2021600001", FOUND)
    record(store, "design", "2021600001", NOTHING)
    finding = Finding.over(store.database, None, defaults(), today_in_japan)
    found = finding.numbers.find("2021-600001")
    assert [(one.law, one.application) for one in found] == [("patent", "2021600001")]
    assert finding.records.record("patent", "2021600001") is None
    assert finding.numbers.find("意願2021-600001") == ()
    assert finding.numbers.find("特願2021-600001", "design") == ()


def test_numbers_of_the_index_lead_nowhere_without_one(store: Store) -> None:
    assert Finding.over(store.database, None, defaults(), today_in_japan).numbers.find("DM/091050") == ()
