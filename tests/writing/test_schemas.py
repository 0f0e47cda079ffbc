"""Where a file's schema is kept, and that keeping one undoes itself where it fails."""

import sys
from pathlib import Path

import pytest

from ehsg_cli.errors import UserError
from ehsg_cli.writing import MARK, keep_schema, schema_link, schema_place, schemas, sealed

NAME = "assessment-1.ehsg-2022.json"
TEXT = f'{{"$comment": "{MARK.decode()} 0"}}\n'


@pytest.mark.parametrize(
    ("there", "place"),
    [
        ((), "a b/c/.ehsg"),
        ((".git",), ".ehsg"),
        (("a b/.git", ".ehsg"), "a b/.ehsg"),
        ((".git", "a b/.ehsg"), "a b/.ehsg"),
        ((".ehsg",), ".ehsg"),
        (("a b/c/.ehsg", "a b/.git"), "a b/c/.ehsg"),
    ],
)
def test_the_nearest_folder_or_the_top_of_the_repository(
    tmp_path: Path, there: tuple[str, ...], place: str
) -> None:
    """A folder above the repository belongs to something else; the way to the schema has no name in it."""
    folder = tmp_path / "a b" / "c"
    folder.mkdir(parents=True)
    for name in there:
        (tmp_path / name).mkdir()
    found = schema_place(folder / "area.yaml", NAME)
    assert found == tmp_path / place / NAME
    link = schema_link(folder / "area.yaml", found)
    assert (folder / link).resolve() == found.resolve()
    assert set(link.split("/")) <= {"..", ".ehsg", NAME}


def test_the_place_does_not_depend_on_how_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folder itself, from above it, and by a roundabout way."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "areas").mkdir()
    monkeypatch.chdir(tmp_path / "areas")
    for name in ("area.yaml", "./area.yaml", "../areas/area.yaml", str(tmp_path / "areas/area.yaml")):
        assert schema_place(Path(name), NAME) == tmp_path / ".ehsg" / NAME
        assert schema_link(Path(name), tmp_path / ".ehsg" / NAME) == f"../.ehsg/{NAME}"


def test_what_was_made_can_be_taken_back_and_what_was_there_cannot(tmp_path: Path) -> None:
    """The file and the folder that were made for it; nothing where both stood there before."""
    place = tmp_path / ".ehsg" / NAME
    kept = keep_schema(place, TEXT)
    assert place.read_bytes() == sealed(TEXT.encode())
    again = keep_schema(place, TEXT + " ")
    again.take_back()
    assert place.read_bytes() == sealed(f"{TEXT} ".encode())
    kept.take_back()
    assert list(tmp_path.iterdir()) == []
    kept.take_back()  # twice is once


def test_a_folder_that_was_made_stays_when_something_else_has_come_into_it(tmp_path: Path) -> None:
    """It is somebody's by then."""
    place = tmp_path / ".ehsg" / NAME
    kept = keep_schema(place, TEXT)
    (tmp_path / ".ehsg" / "names.txt").write_text("A Name\n")
    kept.take_back()
    assert [path.name for path in (tmp_path / ".ehsg").iterdir()] == ["names.txt"]


def test_an_interrupted_write_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder was made for the file alone."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(schemas, "write_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep_schema(tmp_path / ".ehsg" / NAME, TEXT)
    assert list(tmp_path.iterdir()) == []


def test_another_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    """It lacks the words by which ours are known."""
    place = tmp_path / ".ehsg" / NAME
    place.parent.mkdir()
    place.write_text("{}")
    with pytest.raises(UserError, match="ehsg did not make it"):
        keep_schema(place, TEXT)
    assert place.read_text() == "{}"


def test_one_that_somebody_has_changed_is_left_alone(tmp_path: Path) -> None:
    """What was added to it would be lost."""
    place = tmp_path / ".ehsg" / NAME
    keep_schema(place, TEXT)
    place.write_bytes(place.read_bytes() + b"\n")
    changed = place.read_bytes()
    with pytest.raises(UserError, match="has been changed since ehsg made it"):
        keep_schema(place, f"{TEXT} ")
    assert place.read_bytes() == changed


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs a right there")
def test_a_ring_of_links_is_no_folder(tmp_path: Path) -> None:
    """What cannot be looked at is not there."""
    (tmp_path / ".ehsg").symlink_to(tmp_path / ".ehsg")
    with pytest.raises(UserError, match="cannot make the folder"):
        keep_schema(schema_place(tmp_path / "area.yaml", NAME), TEXT)
