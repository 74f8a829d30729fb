"""Numbers of cases in every spelling people use (jpo.md §10, 8: nobody converts them for you)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokkyo.model.jpo.apis import DESIGN, PATENT, TRADEMARK
from tokkyo.model.jpo.spellings import LONGEST, NumberKind, Reading, index_forms, query_forms, readings

K = NumberKind

APPLICATION = (
    "特願2020-123456",
    "特願２０２０－１２３４５６",
    "特願 2020 ‐ 123456 号",
    "特願2020−123456号",
    "特許願2020-123456",
    "特許出願2020-123456",
    "2020年特許願第123456号",
    "令和2年特許願第123456号",
    "令和２年特許出願第１２３４５６号",
    "特願令2-123456",
    "特願R2-123456",
    "特願R02123456",
)
OTHERS = (
    ("特願平11-123456", K.APPLICATION, "1999123456", PATENT),
    ("平成11年特許願第123456号", K.APPLICATION, "1999123456", PATENT),
    ("特願昭60-12345", K.APPLICATION, "1985012345", PATENT),
    ("令和元年特許願第5号", K.APPLICATION, "2019000005", PATENT),
    ("意願2020-15234", K.APPLICATION, "2020015234", DESIGN),
    ("意匠登録願2020-015234", K.APPLICATION, "2020015234", DESIGN),
    ("商願２０２４－１２３４５６", K.APPLICATION, "2024123456", TRADEMARK),
    ("特開2021-90037", K.PUBLICATION, "2021090037", PATENT),
    ("特開2021-090037号公報", K.PUBLICATION, "2021090037", PATENT),
    ("特許出願公開平11-12345", K.PUBLICATION, "1999012345", PATENT),
    ("特開平9-074283", K.PUBLICATION, "1997074283", PATENT),
    ("特開昭60-46093", K.PUBLICATION, "1985046093", PATENT),
    ("503090037", K.PUBLICATION, "2021090037", ""),
    ("JPA 414233033", K.PUBLICATION, "2002233033", PATENT),
    ("JP2021090037A", K.PUBLICATION, "2021090037", PATENT),
    ("JP 2021-090037 A", K.PUBLICATION, "2021090037", PATENT),
    ("JPH0974283A", K.PUBLICATION, "1997074283", PATENT),
    ("特表2020-501130", K.TRANSLATION, "2020501130", PATENT),
    ("特公昭55-1234", K.EXAMINED, "1980001234", PATENT),
    ("特許第7533889号", K.REGISTRATION, "7533889", PATENT),
    ("特許７，５３３，８８９", K.REGISTRATION, "7533889", PATENT),
    ("特許第123号", K.REGISTRATION, "0000123", PATENT),
    ("JP7533889B2", K.REGISTRATION, "7533889", PATENT),
    ("7533889", K.REGISTRATION, "7533889", ""),
    ("意匠登録第1680736号", K.REGISTRATION, "1680736", DESIGN),
    ("商標登録第6036291号", K.REGISTRATION, "6036291", TRADEMARK),
    ("登録第6036291号の2", K.REGISTRATION, "6036291", ""),
    ("異議2020-700850", K.TRIAL, "2020700850", ""),
    ("不服２０２１－１２３４５号", K.TRIAL, "2021012345", ""),
    ("PCT/JP2019/011858", K.INTERNATIONAL_APPLICATION, "JP2019011858", PATENT),
    ("PCT/JP99/01234", K.INTERNATIONAL_APPLICATION, "JP1999001234", PATENT),
    ("WO2019/011858", K.INTERNATIONAL_PUBLICATION, "WO2019011858", PATENT),
    ("WO 2019/011858 A1", K.INTERNATIONAL_PUBLICATION, "WO2019011858", PATENT),
    ("国際公開第2019/011858号", K.INTERNATIONAL_PUBLICATION, "WO2019011858", PATENT),
    ("再表2019/011858", K.INTERNATIONAL_PUBLICATION, "WO2019011858", PATENT),
    ("DM/091050", K.INTERNATIONAL_REGISTRATION, "DM/091050", DESIGN),
    ("国際登録第1234567号", K.INTERNATIONAL_REGISTRATION, "1234567", ""),
)


@pytest.mark.parametrize("written", APPLICATION)
def test_spellings_of_one_application(written: str) -> None:
    assert readings(written) == (Reading(K.APPLICATION, "2020123456", PATENT),)


@pytest.mark.parametrize(("written", "kind", "number", "law"), OTHERS)
def test_spellings_of_every_kind(written: str, kind: NumberKind, number: str, law: str) -> None:
    assert readings(written)[0] == Reading(kind, number, law)


def test_ten_digits_alone_may_be_several_numbers() -> None:
    kinds = [reading.kind for reading in readings("2020123456")]
    assert kinds == [K.APPLICATION, K.PUBLICATION, K.TRANSLATION, K.TRIAL]
    assert readings("2020-123456") == readings("2020123456")


def test_two_digits_without_an_era_are_no_year() -> None:
    assert readings("特開60-46093") == ()


@pytest.mark.parametrize(
    "written", ["", "battery", "電池", "2020-1234567", "特願", "特許第0号", "9" * 200, "実願2020-1", "特願٢٠٢٠-١"]
)
def test_what_is_no_number(written: str) -> None:
    assert readings(written) == ()
    assert query_forms(written) == ()


def test_a_law_narrows_what_is_found() -> None:
    with_law, without = query_forms("商標登録第6036291号"), query_forms("6036291")
    assert {*with_law, *without} == set(index_forms(K.REGISTRATION, "6036291", TRADEMARK))
    assert not {*with_law} & set(index_forms(K.REGISTRATION, "6036291", DESIGN))


@given(st.text(max_size=LONGEST))
def test_any_text_has_readings_of_the_right_form_or_none(written: str) -> None:
    for kind, number, _ in readings(written):
        digits = 7 if kind is K.REGISTRATION else 10
        if kind not in (K.INTERNATIONAL_APPLICATION, K.INTERNATIONAL_PUBLICATION, K.INTERNATIONAL_REGISTRATION):
            assert len(number) == digits
            assert number.isascii()
            assert number.isdecimal()


@given(st.integers(1900, 2099), st.integers(1, 999_999))
def test_an_application_comes_back_from_any_of_its_spellings(year: int, serial: int) -> None:
    wanted = Reading(K.APPLICATION, f"{year}{serial:06}", PATENT)
    wide = f"特願{year}－{serial}".translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"})
    assert readings(f"特願{year}-{serial:06}") == readings(f"特願{year}-{serial}号") == readings(wide) == (wanted,)
