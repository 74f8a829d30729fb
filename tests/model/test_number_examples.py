"""The examples in the docstrings of the number modules hold."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "module",
    [
        "model.number_normal",
        "model.number_tables",
        "model.number_applications",
        "model.number_formats",
        "model.number_parsing",
        "model.number_matching",
        "model.us_series",
        "model.kinds",
        "derive.lens_ids",
        "derive.legal_events",
        "derive.legal_terms",
        "derive.publication_types",
    ],
)
def test_docstring_examples(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"tokkyo.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
