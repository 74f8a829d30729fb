"""A server over the standardized data, documents and recorded answers of our fixtures, and users who ask it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tokkyo.cli.ingest import run_ingest
from tokkyo.http.app import application
from tokkyo.service.opening import open_service, open_users
from tokkyo.settings import Scalar, Settings, defaults

UNTHROTTLED: dict[str, Scalar] = {
    "max_guesses_per_address": 0,
    "max_guesses_per_minute": 0,
    "password_memory_kib": 8192,
    "password_passes": 1,
}
"""All tests log in from one address, and often."""
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "jpo"


@dataclass
class Asker:
    """A registered user with a token, who asks a server."""

    client: TestClient
    username: str
    password: str = field(repr=False)
    token: str = field(default="", repr=False)

    def log_in(self, **changed: str) -> Any:
        form = {"grant_type": "password", "username": self.username, "password": self.password, **changed}
        return self.client.post(self.client.app.state.token_path, data=form)  # type: ignore[attr-defined]

    def get(self, path: str, **options: Any) -> Any:
        headers = {"authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.client.request(options.pop("method", "GET"), path, headers=headers, **options)

    def result(self, path: str) -> dict[str, Any]:
        """What stands in the envelope of an answer."""
        answer = self.get(path)
        assert answer.headers["content-type"] == "application/json"
        result: dict[str, Any] = answer.json()["result"]
        assert list(result) == ["statusCode", "errorMessage", "remainAccessCount", "data"]
        return result


Server = Callable[..., Asker]


@pytest.fixture(scope="session")
def jpo_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder with all our fixtures."""
    settings = defaults(data=str(tmp_path_factory.mktemp("jpo")), **UNTHROTTLED)
    sources = [str(FIXTURES / name) for name in ("standard_data", "recorded", "documents")]
    run_ingest(settings, sources, as_json=True)
    return settings


def new_user(settings: Settings) -> tuple[str, str]:
    """Issue an ID to a new corporation."""
    with open_users(settings) as users:
        issued = users.directory.issue(None, "corporation")
    return issued.username, issued.password


@contextmanager
def asking(settings: Settings, **changed: Scalar) -> Iterator[Asker]:
    """Run a server with some settings changed, and give a new user of it, logged in."""
    settings = settings.replace(**changed)
    with TestClient(application(open_service(settings))) as client:
        client.app.state.token_path = settings.text("jpo_token_path")  # type: ignore[attr-defined]
        asker = Asker(client, *new_user(settings))
        asker.token = asker.log_in().json()["access_token"]
        yield asker


@pytest.fixture
def serving() -> Iterator[Server]:
    """Starts servers over given settings with some changed, as `asking`, until the test ends."""
    with ExitStack() as running:
        yield lambda settings, **changed: running.enter_context(asking(settings, **changed))


@pytest.fixture
def server(jpo_settings: Settings, serving: Server) -> Server:
    """Starts servers over all our fixtures with some settings changed; each call returns a new user, logged in."""
    return lambda **changed: serving(jpo_settings, **changed)
