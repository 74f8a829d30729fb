"""Reading an index in a folder that cannot be written, such as one on a disk that is mounted for reading only.

tantivy makes lock files beside an index even to read it. There it is opened from a folder of links to its files, which
is needed no longer than the opening takes: from then on the files themselves are open.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCKS = ".tantivy-"


@contextmanager
def place_to_open(folder: Path) -> Iterator[Path]:
    """Give the folder to open an index from: itself, or one of links that is gone after the block.

    Raises `OSError` when the folder cannot be read.
    """
    if os.access(folder, os.W_OK):
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="tokkyo-") as name:
        place = Path(name)
        for path in folder.iterdir():
            if not path.name.startswith(LOCKS):
                (place / path.name).symlink_to(path.absolute())
        yield place
