"""Worker processes end with the server that started them, however that ended.

A server that is killed cannot tell its workers. Without it they would go on for ever, on its port, and nobody would
start those anew that die.
"""

import logging
import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess

LOG = logging.getLogger("tokkyo.http")


def end_with_supervisor() -> None:
    """Stop this process in good order when the one that started it has ended; to be called in worker processes."""
    supervisor = parent_process()
    if supervisor is not None:
        threading.Thread(target=_outlive, args=(supervisor,), name="supervision", daemon=True).start()


def _outlive(supervisor: BaseProcess) -> None:
    supervisor.join()
    LOG.error("the server was killed; its worker %d stops", os.getpid())
    os.kill(os.getpid(), signal.SIGTERM)
