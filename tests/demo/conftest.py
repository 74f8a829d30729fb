"""A small corpus written once for all tests of the demo."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tokkyo.demo.corpus import Generated, Written, generate, write_corpus

SIZE = 700


@dataclass(frozen=True)
class Corpus:
    folder: Path
    written: Written
    families: list[Generated]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("corpus")
    return Corpus(folder, write_corpus(folder, SIZE), list(generate(SIZE)))
