"""The tables of the EPO formats, row by row."""

import doctest
import importlib

import pytest

from tokkyo.fields.vocabulary import CITED_PHASES, LINKAGE_TYPES
from tokkyo.formats.epo.st36_events import STEPS
from tokkyo.formats.parts.citations import PHASES, external_ids
from tokkyo.formats.parts.claimsets import split_numbered
from tokkyo.formats.parts.class_columns import from_columns, from_edition
from tokkyo.formats.parts.epodoc import RULES, from_epodoc
from tokkyo.formats.parts.linkages import LINKAGES, RELATIONS
from tokkyo.model.publication import Classification

MODULES = (
    "parts.citations",
    "parts.claimsets",
    "parts.class_columns",
    "parts.document_ids",
    "epo.st36_biblio",
    "epo.st36_events",
    "parts.epodoc",
    "parts.linkages",
    "marec.biblio",
    "parts.parties",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"tokkyo.formats.{name}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("epodoc", "docdb"), [example for rule in RULES for example in rule.examples])
def test_epodoc_numbers_become_docdb_numbers(epodoc: str, docdb: str) -> None:
    number = from_epodoc(epodoc)
    assert number is not None
    assert f"{number.jurisdiction} {number.doc_number} {number.kind}" == docdb


def test_text_without_office_is_no_epodoc_number() -> None:
    assert from_epodoc("12/345") is None
    assert from_epodoc(None) is None


def test_linkages_and_phases_are_known_to_the_vocabulary() -> None:
    assert set(LINKAGES.values()) <= set(LINKAGE_TYPES)
    assert set(RELATIONS) <= set(LINKAGES.values())
    assert set(PHASES.values()) <= set(CITED_PHASES)


def test_steps_of_an_ep_front_page_have_distinct_codes() -> None:
    assert len({step.code for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize(
    ("line", "symbol", "value", "position"),
    [
        ("A61K   9/16        20060101A I20051008RMEP        ", "A61K9/16", "I", None),
        ("A61K   9/32        20060101ALI20030127BMRU        ", "A61K9/32", "I", "L"),
        ("H04W  88/04        20090101ALN20190523BHEP        ", "H04W88/04", "A", "L"),
        ("H04W  84/    20            A I                    ", "H04W84/20", "I", None),
        ("F02M2700/1358", "F02M2700/1358", None, None),
        ("\n  C07D 271/113       20130101 LI20200617BCEP\n", "C07D271/113", "I", "L"),
        ("A61K 9/16 20060101AFI20051008RMEP", "A61K9/16", "I", "F"),
    ],
)
def test_class_columns(line: str, symbol: str, value: str | None, position: str | None) -> None:
    assert from_columns(line) == Classification(
        symbol=symbol, classification_value=value, classification_symbol_position=position
    )


@pytest.mark.parametrize("line", ["", None, "no class"])
def test_lines_without_symbol_give_no_class(line: str | None) -> None:
    assert from_columns(line) is None
    assert from_edition(line) is None


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("2C 07D 307/12 A", "C07D307/12"),
        (" 7A 61K   9/16   A", "A61K9/16"),
        ("A63B 57/00", "A63B57/00"),
        ("A61M25/08", "A61M25/08"),
    ],
)
def test_older_editions(line: str, symbol: str) -> None:
    assert from_edition(line) == Classification(symbol=symbol)


@pytest.mark.parametrize(
    ("lines", "claims"),
    [
        (["A box."], [("A box.",)]),
        (["What is claimed is:", "1. A box.", "(a) red", "2. A lid."], [("1. A box.", "(a) red"), ("2. A lid.",)]),
        (["1 . A box of 2", "2 parts and", "2. A lid."], [("1 . A box of 2", "2 parts and"), ("2. A lid.",)]),
        (["1. A box of", "1.5 mm", "4 A lid."], [("1. A box of", "1.5 mm"), ("4 A lid.",)]),
        (["1. A box.", "5. A lid."], [("1. A box.",), ("5. A lid.",)]),
        (["1. A box.", "9. Not a claim."], [("1. A box.", "9. Not a claim.")]),
        (["R E I V I N D I C A C I O N E S", "1.- Una", "2a .- La"], [("1.- Una",), ("2a .- La",)]),
        (["Claim 1 The box", "Claim 2 The lid"], [("Claim 1 The box",), ("Claim 2 The lid",)]),
        ([], []),
    ],
)
def test_numbered_sets_are_cut_into_claims(lines: list[str], claims: list[tuple[str, ...]]) -> None:
    assert split_numbered(lines) == claims


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("DOI: 10.1016/S0140-6736(07)60716-8.", ("10.1016/s0140-6736(07)60716-8",)),
        ("(see http://dx.doi.org/10.5555/ABC)", ("10.5555/abc",)),
        ("<URL:http://dx.doi.org/10.5555/x> DOI: 10.5555/X", ("10.5555/x",)),
        ("PMC1234567, PMID 12345678", ("12345678", "pmc1234567")),
        ("vol. 10.12 no. 3", ()),
    ],
)
def test_identifiers_printed_in_literature(text: str, ids: tuple[str, ...]) -> None:
    assert external_ids(text) == ids
