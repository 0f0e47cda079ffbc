"""Two people edit different descriptors of one file, and git merges what they did by itself."""

import random
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from ehsg_cli import load_assessment, load_guide
from ehsg_cli.assessment import Assessment
from ehsg_cli.cli import run
from ehsg_cli.guide.models import Guide
from tests.helpers import EXAMPLES, check, errors
from tests.repositories import Repository

pytestmark = pytest.mark.git

TEXTS = (
    "One line.",
    "First line of a text\nand a second one.",
    "A paragraph.\n\n- a list\n- of two\n\nAnd an end.",
    "The same words stand in many files.\n\nThe same words stand in many files.",
)
FIELDS = ("working_well", "prioritising_next")
GUIDES = {id: load_guide(id) for id in ("ehsg-2020", "ehsg-2022")}


class Edit(NamedTuple):
    """What one person does to one descriptor; `None` leaves a part as it is."""

    id: str
    score: int | None = None
    working_well: str | None = None
    prioritising_next: str | None = None


def guide_of(text: str) -> Guide:
    """The guide that a file answers."""
    return next(guide for id, guide in GUIDES.items() if f"\nguide: {id}\n" in text)


def edited(text: str, edit: Edit) -> str:
    """A file as an editor leaves it after somebody has filled in one descriptor, by its guide."""
    its, scale = guide_of(text).words, guide_of(text).scale
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(f"  {edit.id}:"))
    end = next(n for n in range(at + 1, len(lines) + 1) if n == len(lines) or is_behind(lines[n]))
    body = lines[at + 1 : end]
    if edit.score is not None:
        place = next(n for n, line in enumerate(body) if line.startswith(f"    {its.answer}:"))
        body[place] = f"    {its.answer}: {scale.say(min(edit.score, scale.numbers[-1]))}"
    for field, key in zip(FIELDS, (its.evidence, its.next_steps), strict=True):
        words = getattr(edit, field)
        if words is not None:
            body = with_text(body, key, words)
    return "\n".join([*lines[: at + 1], *body, *lines[end:]])


def is_behind(line: str) -> bool:
    """Whether a line stands behind a descriptor's own: blank ones inside texts are told by what follows."""
    return bool(line.strip()) and not line.startswith("    ")


def with_text(body: list[str], field: str, words: str) -> list[str]:
    """A descriptor's lines with a text of several lines in place of what stands under a key."""
    if not any(line.startswith(f"    {field}:") for line in body):
        # A key that was left out comes last, before the blank lines that part it from what follows.
        last = max(n for n, line in enumerate(body) if line.strip())
        body = [*body[: last + 1], f"    {field}:", *body[last + 1 :]]
    start = next(n for n, line in enumerate(body) if line.startswith(f"    {field}:"))
    end = start + 1
    while end < len(body) and (body[end].startswith("      ") or not body[end].strip()):
        end += 1
    while not body[end - 1].strip():  # blank lines behind a text stand between it and what follows
        end -= 1
    written = [f"      {line}" if line else "" for line in words.split("\n")]
    return [*body[:start], f"    {field}: |-", *written, *body[end:]]


def merged_text(folder: Path, base: str, one: str, other: str) -> str:
    """What git makes of two versions of a file; they must not conflict."""
    names = []
    for name, text in (("one", one), ("base", base), ("other", other)):
        (folder / name).write_bytes(text.encode())
        names.append(name)
    done = subprocess.run(["git", "merge-file", "-p", *names], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()
    return done.stdout.decode()


def answers(assessment: Assessment, id: str) -> tuple[object, ...]:
    entry = assessment.entry(id)
    return entry.answer, entry.evidence, entry.next_steps


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file as `ehsg new` makes it."""
    path = tmp_path_factory.mktemp("new") / "area.yaml"
    assert run(["new", str(path), "--guide", "ehsg-2022", "--area", "Northbridge", "--period", "2023"]) == 0
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file as `ehsg new --from` makes it, last year's answers in comments."""
    path = tmp_path_factory.mktemp("next") / "area.yaml"
    last = str(EXAMPLES / "northbridge-2023.yaml")
    assert run(["new", str(path), "--period", "2024", "--from", last]) == 0
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fresh_2020(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of the edition whose answers are words."""
    path = tmp_path_factory.mktemp("fresh-2020") / "area.yaml"
    assert run(["new", str(path), "--guide", "ehsg-2020", "--area", "Northbridge", "--period", "2020"]) == 0
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file as `ehsg migrate` makes it, the other edition's answers and texts in comments."""
    path = tmp_path_factory.mktemp("migrated") / "area.yaml"
    old = str(EXAMPLES / "northbridge-2020.yaml")
    assert run(["migrate", old, "--to", "ehsg-2022", "-o", str(path), "--period", "2022"]) == 0
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def migrated_back(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same the other way."""
    path = tmp_path_factory.mktemp("back") / "area.yaml"
    new = str(EXAMPLES / "northbridge-2022.yaml")
    assert run(["migrate", new, "--to", "ehsg-2020", "-o", str(path), "--period", "2020"]) == 0
    return path.read_text(encoding="utf-8")


MADE = ("fresh", "next_year", "fresh_2020", "migrated", "migrated_back")


def bases() -> Iterator[str]:
    yield from MADE
    for path in sorted(EXAMPLES.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if "ehsg: assessment/1" in text and "broken" not in path.name:
            yield path.name


@pytest.fixture(params=list(bases()))
def base(request: pytest.FixtureRequest) -> str:
    """Files as `ehsg new` and `ehsg migrate` make them, and every example."""
    if request.param in MADE:
        text = request.getfixturevalue(request.param)
        assert isinstance(text, str)
        return text
    return (EXAMPLES / str(request.param)).read_text(encoding="utf-8")


def another(base: str, id: str) -> int:
    """A score that a descriptor does not have yet."""
    return next(score for score in (5, 0) if edited(base, Edit(id, score)) != base)


def hold(folder: Path, base: str, one: Edit, other: Edit) -> None:
    """See that both edits stand in the merged file, which says nothing else than that."""
    first, second = edited(base, one), edited(base, other)
    assert base not in (first, second)
    assert merged_text(folder, base, first, second) == edited(first, other)


def test_every_pair_of_neighbours_merges(base: str, tmp_path: Path) -> None:
    """The last text of one descriptor, and the score of the next, each edited by somebody else."""
    for above, below in pairwise(id for id in guide_of(base).descriptors if f"\n  {id}:" in base):
        hold(tmp_path, base, Edit(above, prioritising_next=TEXTS[2]), Edit(below, another(base, below)))
        hold(tmp_path, base, Edit(above, 5, *TEXTS[:2]), Edit(below, 0, *TEXTS[2:]))


def test_any_two_descriptors_merge(base: str, tmp_path: Path) -> None:
    """Any parts of any two descriptors, the same words in both among them."""
    chance = random.Random(22)
    ids = [id for id in guide_of(base).descriptors if f"\n  {id}:" in base]

    def some(id: str) -> Edit:
        words = [chance.choice((None, *TEXTS)) for _ in FIELDS]
        return Edit(id, another(base, id), *words)

    for _ in range(20):
        one, other = chance.sample(ids, 2)
        first, second = some(one), some(other)
        hold(tmp_path, base, first, second)


@pytest.mark.parametrize(
    "edits",
    [
        (Edit("FV1", 3, TEXTS[2], TEXTS[1]), Edit("FV2", 2, TEXTS[1], TEXTS[2])),
        (Edit("FV7", prioritising_next=TEXTS[2]), Edit("WF1", score=0)),
        (Edit("FV1", 4), Edit("DA7", 1, TEXTS[0], TEXTS[3])),
    ],
)
def test_git_merge_ends_clean_and_both_edits_stand(
    repository: Repository, fresh: str, edits: tuple[Edit, Edit]
) -> None:
    """Two branches, as two people have them; the merged file has no error that was not there before."""
    repository.commit("Begin", {"area.yaml": fresh})
    for name, edit in zip(("one", "other"), edits, strict=True):
        repository.git("checkout", "-q", "-b", name, "main")
        repository.commit(name, {"area.yaml": edited(fresh, edit)})
    repository.git("merge", "-q", "--no-edit", "one")
    assert repository.git("status", "--porcelain") == ""
    merged = repository.folder / "area.yaml"
    assessment = load_assessment(merged)
    for edit in edits:
        said = (edit.score, *(getattr(edit, field) for field in FIELDS))
        assert answers(assessment, edit.id) == said
    assert errors(check(repository.folder, merged.read_bytes())) == []


def test_edits_of_the_same_descriptor_conflict(repository: Repository, fresh: str) -> None:
    """Who is right is for people to say: git stops, and nothing of either is lost."""
    repository.commit("Begin", {"area.yaml": fresh})
    for name, score in (("one", 2), ("other", 3)):
        repository.git("checkout", "-q", "-b", name, "main")
        repository.commit(name, {"area.yaml": edited(fresh, Edit("FV1", score))})
    done = repository.run("merge", "one")
    assert done.returncode == 1
    text = (repository.folder / "area.yaml").read_text(encoding="utf-8")
    assert "<<<<<<<" in text
    assert "score: 2" in text
    assert "score: 3" in text


def test_a_conflict_that_is_left_in_the_file_is_found(
    repository: Repository, fresh: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ehsg validate` says that the file holds the marks of a merge, and where."""
    repository.commit("Begin", {"area.yaml": fresh})
    for name, score in (("one", 2), ("other", 3)):
        repository.git("checkout", "-q", "-b", name, "main")
        repository.commit(name, {"area.yaml": edited(fresh, Edit("FV1", score))})
    repository.run("merge", "one")
    assert run(["validate", "area.yaml"]) == 1
    assert "<<<<<<<" in capsys.readouterr().out
