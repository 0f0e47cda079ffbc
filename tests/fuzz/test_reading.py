"""Whatever bytes a file holds, checking it ends, and ends in findings or one line."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings, strategies as st

from ehsg_cli.errors import UserError
from ehsg_cli.reading import read_data
from ehsg_cli.rules import check
from ehsg_cli.rules.checking import check_file
from tests.fuzz.look import look_at
from tests.fuzz.texts import FILES, SLIPS, THRESHOLDS
from tests.helpers import HEAD, NORTHBRIDGE


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode()))
@example(data=b"")
@example(data=b"\xef\xbb\xbf")
def test_arbitrary_bytes_are_no_assessment(data: bytes) -> None:
    """They give at least one error, and nothing is raised."""
    look_at(data)
    loaded = read_data("area.yaml", data)
    assert loaded.content is None
    assert check(loaded)


@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
@given(data=st.data(), head=st.sampled_from([HEAD.encode(), THRESHOLDS]))
def test_anything_behind_a_sound_head(data: st.DataObject, head: bytes) -> None:
    """What follows may be anything at all."""
    pieces = data.draw(st.lists(st.sampled_from(SLIPS) | st.binary(max_size=6), max_size=12))
    look_at(head + b"".join(pieces))


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(data=st.data(), file=st.sampled_from([*FILES, THRESHOLDS]))
def test_real_files_with_slips_in_them(data: st.DataObject, file: bytes) -> None:
    """Pieces cut out, put in, doubled and swapped, anywhere in a real file."""
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(file)))
        end = start + data.draw(st.sampled_from([0, 0, 1, 2, 7, 60, 2000]))
        slip = data.draw(st.sampled_from(SLIPS))
        kind = data.draw(st.sampled_from(["replace", "double", "cut off"]))
        if kind == "replace":
            file = file[:start] + slip + file[end:]
        elif kind == "double":
            file = file[:end] + file[start:end] + file[end:]
        else:
            file = file[:start] + slip
    look_at(file)


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_values_of_a_real_file_replaced_by_others(data: st.DataObject) -> None:
    """Every value of the file may be any other kind of value."""
    values = st.sampled_from([
        "", "~", "true", "3", "-1", "3.5", "1e999", ".nan", '""', '" "', "text", "[]", "{}", "[3]", "{a: 1}",
        "[{id: DA3}, [x], ~]", "{5.1: {score: 3}}", "{? [a] : b}", "{FV1: {score: [3]}}", "9" * 5000,
        "\u2028",
        "2023-02-30", "n/a", "../x", "__class__", "'\u200d'", '"\\u202e"', "0x" + "f" * 2000,
    ])  # fmt: skip
    lines = NORTHBRIDGE.split("\n")
    heads = [n for n, line in enumerate(lines) if ": " in line and line.strip()[0] not in "#-*" and n < 30]
    heads += [n for n, line in enumerate(lines) if line.startswith(("priorities:", "  dfe", "descriptors:"))]
    for number in data.draw(st.lists(st.sampled_from(heads), min_size=1, max_size=5)):
        key, _, _ = lines[number].partition(":")
        lines[number] = f"{key}: {data.draw(values)}"
    look_at("\n".join(lines).encode())


def test_a_file_on_disk_is_left_as_it_is() -> None:
    """Checking reads, and does nothing else; a missing file is the one thing that is raised."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "area.yaml"
        for data in (*FILES, b"\xff\xfe\0", b"", b"\t"):
            path.write_bytes(data)
            before = path.stat()
            check_file(str(path))
            assert path.read_bytes() == data
            assert path.stat().st_mtime_ns == before.st_mtime_ns
        path.unlink()
        try:
            check_file(str(path))
        except UserError as error:
            assert "there is no file" in error.message  # noqa: PT017  # the point is that nothing else is raised
        else:
            raise AssertionError("nothing was said of a missing file")
