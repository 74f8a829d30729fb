"""Settings: one table, three ways to set each, precedence and errors."""

from pathlib import Path

import pytest

from tokkyo.errors import SettingError
from tokkyo.settings import SETTINGS, defaults, load


def test_flag_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    (tmp_path / "tokkyo.toml").write_text("port = 1\nworkers = 2\nhost = 'h'\n")
    environ = {"TOKKYO_DATA": str(tmp_path), "TOKKYO_PORT": "3", "TOKKYO_WORKERS": "4"}
    settings = load({"port": 5, "host": None}, environ)
    assert (settings.number("port"), settings.origins["port"]) == (5, "flag")
    assert (settings.number("workers"), settings.origins["workers"]) == (4, "environment")
    assert (settings.text("host"), settings.origins["host"]) == ("h", "file")
    assert settings.origins["max_terms"] == "default"
    assert settings.data == tmp_path


def test_every_setting_can_be_given_in_the_environment(tmp_path: Path) -> None:
    environ = {setting.variable: str(setting.default) for setting in SETTINGS} | {"TOKKYO_DATA": str(tmp_path)}
    settings = load({}, environ)
    assert all(settings.values[s.name] == s.default for s in SETTINGS if s.name != "data")
    assert set(settings.origins.values()) == {"environment"}


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [("port", "many", "a whole number"), ("port", "-1", "a whole number"), ("require_token", "perhaps", "on or off")],
)
def test_impossible_values_say_what_to_give(name: str, value: str, wanted: str) -> None:
    with pytest.raises(SettingError) as caught:
        load({}, {f"TOKKYO_{name.upper()}": value})
    assert name in caught.value.message
    assert wanted in caught.value.fix


@pytest.mark.parametrize("line", ["port = [1]", "port = 1.5", "port = true", "port = 65536", "workers = {}"])
def test_impossible_values_in_a_file(tmp_path: Path, line: str) -> None:
    (tmp_path / "tokkyo.toml").write_text(line)
    with pytest.raises(SettingError, match="bad_setting"):
        load({"data": str(tmp_path)}, {})


def test_a_file_that_is_named_exists(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="config_missing"):
        load({}, {"TOKKYO_CONFIG": str(tmp_path / "absent.toml")})


def test_unknown_names_and_broken_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "tokkyo.toml").write_text("prot = 1")
    with pytest.raises(SettingError, match="prot"):
        load({"data": str(tmp_path)}, {})
    (tmp_path / "tokkyo.toml").write_text("port =")
    with pytest.raises(SettingError, match=r"tokkyo\.toml"):
        load({"data": str(tmp_path)}, {})


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("ON", True), ("0", False), ("false", False)])
def test_switches_take_words(text: str, value: bool) -> None:
    assert defaults(require_token=text).flag("require_token") is value


def test_replace_keeps_the_rest() -> None:
    settings = defaults(port=9)
    assert settings.number("port") == 9
    assert settings.replace(host="x").number("port") == 9
