"""`junit`: findings as test results."""

from functools import cache
from xml.etree import ElementTree

import pytest
import xmlschema

from ehsg_cli.diagnostics import Severity
from ehsg_cli.render.findings.setting import Setting
from ehsg_cli.rules.outcomes import Outcome
from tests.groups import junit_schema
from tests.render.findings.made import SETTING, broken, drawn, finding, hostile, made, sound


@cache
def schema() -> xmlschema.XMLSchema:
    place = junit_schema()
    assert place is not None
    return xmlschema.XMLSchema(str(place))


@pytest.mark.junit
@pytest.mark.parametrize(
    "outcomes", [[], [sound()], [broken(), sound()], [hostile()]], ids=["none", "sound", "some", "hostile"]
)
def test_it_is_xml_as_jenkins_reads_it(outcomes: list[Outcome]) -> None:
    """With every finding failing, and with none."""
    for failing in (frozenset(Severity), frozenset[Severity]()):
        text = drawn("junit", *outcomes, setting=SETTING._replace(failing=failing))
        schema().validate(text)


@pytest.mark.junit
def test_the_schema_can_fail() -> None:
    """A suite without a name is refused."""
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema().validate("<testsuites><testsuite tests='0'/></testsuites>")


def suites(*outcomes: Outcome, setting: Setting = SETTING) -> list[ElementTree.Element]:
    """The suites, as an XML parser reads them; their counts are what they hold."""
    root = ElementTree.fromstring(drawn("junit", *outcomes, setting=setting).encode())
    for suite in root:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(sum(case.find("failure") is not None for case in cases))
    return list(root)


def test_a_finding_as_a_service_reads_it() -> None:
    """A suite a file, in it a case a finding; a name without a line number is the same in the next run."""
    text = drawn("junit", broken("areas/a.yaml"), sound("areas/b.yaml"))
    assert text.splitlines()[:6] == [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<testsuites name="ehsg validate">',
        f'  <testsuite name="areas/a.yaml" tests="{len(broken().findings)}" failures="13">',
        '    <testcase classname="areas/a.yaml" name="EH107 status">',
        '      <failure type="error" message="status cannot be &quot;final&quot;">error at 14:9: status '
        "cannot be &quot;final&quot;; write draft, agreed or submitted</failure>",
        "    </testcase>",
    ]


def test_a_clean_file_is_a_test_that_passed() -> None:
    """An empty suite would look like one that did not run."""
    assert drawn("junit", sound()).splitlines()[2:] == [
        '  <testsuite name="sound.yaml" tests="1" failures="0">',
        '    <testcase classname="sound.yaml" name="no findings"/>',
        "  </testsuite>",
        "</testsuites>",
    ]


@pytest.mark.parametrize(("level", "failures"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_what_fails_is_what_makes_the_command_fail(level: int, failures: int) -> None:
    """Down to the failing level; what is below it says something in a test that passed."""
    each = [finding(("a",), severity=severity) for severity in Severity]
    failing = frozenset(list(Severity)[:level])
    (suite,) = suites(made("a: 1\n", *each), setting=SETTING._replace(failing=failing))
    assert suite.get("failures") == str(failures)
    assert len(suite.findall("testcase/system-out")) == 3 - failures


def test_no_two_cases_of_a_file_have_one_name() -> None:
    """Services would take them for one."""
    (suite,) = suites(made("a: 1\n", finding(("a",)), finding(("a",), "again"), finding(())))
    names = [case.get("name") for case in suite]
    assert sorted(map(str, names)) == ["EH103", "EH103 a", "EH103 a (2)"]


def test_a_hostile_file_is_still_xml() -> None:
    """Nothing ends an attribute or an element, and no character is one that XML cannot hold."""
    (suite,) = suites(hostile())
    assert len(suite) == 3
    assert "<&>]]>␀␛[2J␡<U+202E><U+FFFE><U+DCE9>" in str(suite.get("name"))
