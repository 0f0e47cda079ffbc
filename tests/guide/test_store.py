"""Where guide packs lie, and what is no name of one."""

from pathlib import Path
from shutil import copytree

import pytest

from ehsg_cli.guide.store import PARTS, find_pack, list_packs
from tests.helpers import PACK


@pytest.fixture
def partnership(tmp_path: Path) -> Path:
    """A folder with a pack of its own in `guide/`, and a folder below it."""
    copytree(PACK, tmp_path / "guide" / "our-guide")
    (tmp_path / "2023").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../ehsg-2022",
        "../../etc",
        "/etc",
        "guide/ehsg-2022",
        "ehsg-2022/",
        "ehsg-2022/../ehsg-2022",
        "ehsg\\2022",
        "C:ehsg-2022",
        "EHSG-2022",
        "ehsg_2022",
        "ehsg.2022",
        "ehsg-2022.yaml",
        " ehsg-2022",
        "ehsg-2022 ",
        "ehsg-2022\n",
        "ehsg-2022\0",
        "-ehsg-2022",
        "ehsg-2022-",
        "ehsg--2022",
        "ehsg–2022",
        "ehsg-٢٠٢٢",
        "~",
        "$HOME",
        "%2e%2e",
        "~root",
        "a" * 5000,
        "a-" * 900_000,
    ],
    ids=lambda name: repr(name[:24]),
)
def test_what_is_no_plain_name_is_looked_for_nowhere(partnership: Path, name: str) -> None:
    """Dots, slashes, capitals, spaces, names no file can have: no pack, and no error."""
    assert find_pack(name, partnership / "guide" / "our-guide") is None


def test_the_pack_that_comes_with_ehsg_is_found() -> None:
    """Without a folder beside it, and with every one of its parts."""
    pack = find_pack("ehsg-2022")
    assert pack is not None
    assert pack in list_packs()
    for part in PARTS:
        assert pack.file(part).is_file()


@pytest.mark.parametrize("beside", [".", "2023"])
def test_a_pack_of_ones_own_is_found_beside_and_above(partnership: Path, beside: str) -> None:
    """In `guide/` in the file's folder, or in a folder above it."""
    pack = find_pack("our-guide", partnership / beside)
    assert pack is not None
    assert pack.folder == partnership / "guide" / "our-guide"
    assert [each.id for each in list_packs(partnership / beside)] == ["ehsg-2020", "ehsg-2022", "our-guide"]


def test_the_nearest_pack_of_ones_own_counts(partnership: Path) -> None:
    """A pack of the same name in a folder further up gives way."""
    copytree(PACK, partnership / "2023" / "guide" / "our-guide")
    near = partnership / "2023" / "guide" / "our-guide"
    found = find_pack("our-guide", partnership / "2023")
    assert found is not None
    assert found.folder == near
    assert near in [pack.folder for pack in list_packs(partnership / "2023")]


def test_a_built_in_pack_cannot_be_replaced(partnership: Path) -> None:
    """A folder of the same name beside the files is not used: scores would mean something else there."""
    copytree(PACK, partnership / "guide" / "ehsg-2022")
    for pack in [find_pack("ehsg-2022", partnership), *list_packs(partnership)]:
        assert pack is not None
        assert pack.folder != partnership / "guide" / "ehsg-2022"


def test_folders_that_are_no_packs_are_passed_over(partnership: Path) -> None:
    """No `guide.yaml`, a name that is none, a file in place of a folder."""
    (partnership / "guide" / "empty").mkdir()
    copytree(PACK, partnership / "guide" / "Our Draft")
    (partnership / "guide" / "notes").write_text("x", encoding="utf-8")
    (partnership / "guide" / "odd" / "guide.yaml").mkdir(parents=True)
    assert [pack.id for pack in list_packs(partnership)] == ["ehsg-2020", "ehsg-2022", "our-guide"]
    for name in ("empty", "Our Draft", "notes", "odd", "gone"):
        assert find_pack(name, partnership) is None


def test_a_file_named_guide_is_no_folder_of_packs(tmp_path: Path) -> None:
    """A partnership may have a file called `guide`."""
    (tmp_path / "guide").write_text("x", encoding="utf-8")
    assert [pack.id for pack in list_packs(tmp_path)] == ["ehsg-2020", "ehsg-2022"]
    assert find_pack("our-guide", tmp_path) is None
