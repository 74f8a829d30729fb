"""Reads a file with two workers and waits to be killed; the workers hold its standard output."""

import os
import sys
from datetime import date

from tokkyo.formats import reading
from tokkyo.formats.records import Piece
from tokkyo.ingest import pool
from tokkyo.settings import defaults

settings = defaults()
told = os.dup(1)
os.dup2(1, 2)  # the workers inherit standard error
workers = pool.Pool(2, settings, date(2024, 5, 1))
pieces = [item for item in reading.cut([sys.argv[1]], settings) if isinstance(item, Piece)]
for future in [workers.submit(pieces), workers.submit(pieces)]:
    future.result()
os.write(told, f"workers {len(workers.pids())}\n".encode())
os.read(os.pipe()[0], 1)
