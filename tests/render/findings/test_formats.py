"""What all formats have in common: their names, that they are known again, and that nothing gets through."""

import json
import re
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, ValidationError

from ehsg_cli.cli.validate import FindingsFormat
from ehsg_cli.render.findings.formats import FORMATS
from tests.render.findings.made import SETTING, broken, drawn, finding, hostile, made, sound
from tests.render.findings.schemas import VALIDATE

NAMES = list(FORMATS)
# Line ends aside, whatever would act in a terminal, a log or a table.
ACTS = re.compile(r"[\x00-\x09\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202e\ud800-\udfff]")


def test_the_command_offers_each_format_there_is() -> None:
    """The option's words and the table of formats are the same."""
    assert [form.value for form in FindingsFormat] == NAMES


@pytest.mark.parametrize("form", NAMES)
def test_the_same_findings_give_the_same_bytes(form: str) -> None:
    """No clock, no host, no absolute path, no order that changes."""
    text = drawn(form, broken(), sound())
    assert text == drawn(form, broken(), sound())
    assert "/builds/" not in text


@pytest.mark.parametrize("form", NAMES)
@pytest.mark.parametrize("findings", ["none", "some"])
def test_a_file_of_ours_is_known_again(form: str, findings: str) -> None:
    """Near its start, with and without findings, so that it may be written anew over itself."""
    text = drawn(form, broken() if findings == "some" else sound())
    known_by = FORMATS[form]().known_by.encode()
    assert re.search(known_by, text.encode()[:500])
    for other in (
        b"mine\n",
        b'{"name": "ehsg"}\n',
        b"<?xml version='1.0'?>\n<testsuites/>\n",
        b"path,line\n",
    ):
        assert not re.search(known_by, other)


@pytest.mark.parametrize("form", NAMES)
def test_nothing_of_a_hostile_file_acts(form: str) -> None:
    """No control character, mark that turns text round or half of a character is in what is written."""
    text = drawn(form, hostile())
    assert ACTS.search(text) is None
    text.encode("utf-8")


@pytest.mark.parametrize("form", NAMES)
def test_a_file_that_is_no_text_is_drawn_too(form: str) -> None:
    """There is no line to show then, and no value."""
    nothing = made("", finding((), "the file is not UTF-8 text"))._replace(rows=(None,))
    assert "the file is not UTF-8 text" in drawn(form, nothing)


def test_json_is_as_our_contract_says() -> None:
    """Of many files, of none, and of a hostile one; and the schema can fail."""
    for outcomes in ([broken(), sound()], [], [hostile()]):
        Draft202012Validator(VALIDATE).validate(json.loads(drawn("json", *outcomes)))
    with pytest.raises(ValidationError):
        Draft202012Validator(VALIDATE).validate({"schema": "ehsg.validate/1", "files": [{}], "counts": {}})


def test_paths_are_told_from_the_repositorys_folder() -> None:
    """Where CI runs in a folder below it; what lies outside keeps the name it was given."""
    below = SETTING._replace(here="/builds/northbridge/areas")
    for form in ("github", "gitlab", "sarif"):
        assert "areas/a.yaml" in drawn(form, broken("a.yaml"), setting=below)
        assert "areas/a.yaml" in drawn(form, broken("/builds/northbridge/areas/a.yaml"), setting=below)
        assert "../../elsewhere/a.yaml" in drawn(form, broken("../../elsewhere/a.yaml"), setting=below)


@pytest.mark.parametrize("name", [" lead.yaml", "two  words.yaml", "a b .yaml", "tail.yaml "])
def test_spaces_in_a_path_are_kept(name: str) -> None:
    """A service looks for a file of that very name."""
    outcome = made("a: 1\n", finding(("a",)), path=f"areas/{name}")
    assert f"file=areas/{name},line=" in drawn("github", outcome)
    assert json.loads(drawn("gitlab", outcome))[0]["location"]["path"] == f"areas/{name}"
    assert f'classname="areas/{name}"' in drawn("junit", outcome)
    assert f"\nareas/{name}," in drawn("csv", outcome).replace("\r\n", "\n")
    assert drawn("concise", outcome).startswith(f"areas/{name}:1:")
    sarif = json.loads(drawn("sarif", outcome))["runs"][0]["results"][0]
    uri = sarif["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == f"areas/{name}"
