"""`ehsg log`: each commit that changed a score, from real history."""

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ehsg_cli import git
from tests.cli.conftest import Ehsg
from tests.helpers import GATESHEAD, NORTHBRIDGE, ROOT, changed, fenced, put
from tests.repositories import Repository

pytestmark = pytest.mark.git

FILE = "area.yaml"
COLUMNS = ("commit", "date", "subject", "path", "descriptor", "form", "title")


def scored(**scores: object) -> str:
    """The real return with some other scores; blank where they are `None`."""
    text = GATESHEAD
    for id, score in scores.items():
        said = "" if score is None else f" {score}"
        text, times = re.subn(rf"(?m)(^  {id}:\n    score:) \d$", rf"\g<1>{said}", text)
        assert times == 1, id
    return text


@pytest.fixture
def ehsg(ehsg: Ehsg, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Ehsg:
    """Commands run in the repository."""
    monkeypatch.chdir(repository.folder)
    return ehsg


def log_of(ehsg: Ehsg, *arguments: str | Path) -> Any:
    """The log as JSON."""
    done = ehsg("log", *(arguments or (FILE,)), "--format", "json")
    assert done.code == 0, done.err
    return done.json


def told(ehsg: Ehsg, *arguments: str | Path) -> list[tuple[str, list[tuple[str, object, object]]]]:
    """The commits of a log: their subjects with what they changed, or with what is noted of them."""
    return [
        (each["subject"], [tuple(change.values()) for change in each["changes"]])
        for each in log_of(ehsg, *arguments)["commits"]
    ]


def notes(ehsg: Ehsg, *arguments: str | Path) -> dict[str, str]:
    """What is noted of commits, by their subjects."""
    return {each["subject"]: each["note"] for each in log_of(ehsg, *arguments)["commits"] if each["note"]}


@pytest.fixture
def simple(repository: Repository) -> Repository:
    """Four commits: one without scores in two places, one score up, one text, one blank."""
    repository.commit("Begin", {FILE: scored(FV1=None, FV2=None)})
    repository.commit("Score FV1", {FILE: scored(FV1=2, FV2=None)})
    repository.commit("Words", {FILE: scored(FV1=2, FV2=None).replace("families", "households")})
    repository.commit("Up, and DA1 out", {FILE: scored(FV1=4, FV2=None, DA1=None)})
    return repository


# What is listed


def test_each_commit_that_changed_a_score_is_listed_newest_first(ehsg: Ehsg, simple: Repository) -> None:
    """With its hash, the author's date, and each score before and after; not the one that changed words."""
    log = log_of(ehsg)
    assert log["schema"] == "ehsg.log/1"
    assert (log["path"], log["guide"], log["complete"]) == (FILE, "ehsg-2022", True)
    assert log["uncommitted"] is None
    newest, middle, first = log["commits"]
    assert newest == {
        "commit": simple.git("rev-parse", "HEAD").strip(),
        "date": "2024-01-04",
        "subject": "Up, and DA1 out",
        "path": FILE,
        "changes": [
            {"descriptor": "FV1", "old": 2, "new": 4},
            {"descriptor": "DA1", "old": 3, "new": None},
        ],
        "note": None,
    }
    assert middle["changes"] == [{"descriptor": "FV1", "old": None, "new": 2}]
    assert (first["subject"], len(first["changes"])) == ("Begin", 29)
    assert all(change["old"] is None for change in first["changes"])


def test_people_read_it_by_descriptor(ehsg: Ehsg, simple: Repository) -> None:
    """Id, form number, title, and what became of the score; many alike are drawn together."""
    done = ehsg("log", FILE)
    commit = simple.git("rev-parse", "--short=10", "HEAD").strip()
    lines = done.out.splitlines()
    assert lines[:6] == [
        f"{commit}  2024-01-04  Up, and DA1 out",
        "  FV1 (5.1) Family engagement: 2 → 4",
        "  DA1 (9.1) Regular and open data feeds: no longer scored, was 3",
        "",
        lines[4],
        "  FV1 (5.1) Family engagement: newly scored 2",
    ]
    assert [line[:32] for line in lines if line.startswith("  newly")] == [
        "  newly scored 2: CO1 (7.1), CO5",
        "  newly scored 3: FV3 (5.3), FV4",
    ]
    assert "Ada" not in done.out


def test_the_page_shows_what_is_printed(ehsg: Ehsg, repository: Repository) -> None:
    """The example in docs/git.md, but for the commit's name and day."""
    draft = changed(NORTHBRIDGE, "DA7:\n    score: 1", "DA7:\n    score:")
    agreed = changed(NORTHBRIDGE, "FV1:\n    score: 4", "FV1:\n    score: 3")
    repository.commit("Begin", {FILE: draft})
    repository.commit("Scores agreed by the board", {FILE: agreed})
    repository.put(FILE, changed(agreed, "FV2:\n    score: 3", "FV2:\n    score: 4"))
    (example,) = fenced((ROOT / "docs/git.md").read_text(encoding="utf-8"), "text")
    shown = re.sub(r"(?m)^[0-9a-f]{10}  \d{4}-\d\d-\d\d", "HASH  DAY", ehsg("log", FILE).out)
    wanted = re.sub(r"(?m)^[0-9a-f]{10}  \d{4}-\d\d-\d\d", "HASH  DAY", example)
    assert wanted.endswith("\n...\n")
    assert shown.startswith(wanted.removesuffix("...\n"))


def test_authors_only_where_they_are_asked_for(ehsg: Ehsg, simple: Repository) -> None:
    """In no format unless `--authors` is given; then by name and without an address."""
    for form in ("text", "json", "csv"):
        assert "Ada" not in ehsg("log", FILE, "--format", form).out
        shown = ehsg("log", FILE, "--format", form, "--authors").out
        assert "Ada Analyst" in shown
        assert "example.org" not in shown


def test_a_commit_that_fills_in_a_file_is_wrapped_and_in_the_scales_order(
    ehsg: Ehsg, simple: Repository
) -> None:
    """The lowest score first, its descriptors in rows of 80 columns below one another, none parted."""
    lines = ehsg("log", FILE).out.splitlines()
    last = lines[lines.index("") + 1 :]
    begin = next(number for number, line in enumerate(last) if line.endswith("  Begin"))
    told = last[begin + 1 :]
    assert max(map(len, told)) <= 80
    heads = [line for line in told if not line.startswith("    ")]
    assert [re.match(r"  newly scored (\d): \w+ \(", head)[1] for head in heads] == ["2", "3"]  # type: ignore[index]
    assert len(told) > len(heads) + 2
    ids = " ".join(line.strip() for line in told)
    assert len(re.findall(r"[A-Z]{2}\d \(\d\.\d\)", ids)) == 29
    assert not [line for line in told if re.search(r"[A-Z]{2}\d$", line)]
    assert ehsg("log", FILE, "--format", "csv").out.count("Begin") == 29


def test_so_many_at_most(ehsg: Ehsg, simple: Repository) -> None:
    """Counted are the commits that changed a score, as they are listed."""
    assert [subject for subject, _ in told(ehsg, FILE, "-n", "2")] == ["Up, and DA1 out", "Score FV1"]
    for number in ("0", "-1"):
        done = ehsg("log", FILE, "-n", number)
        assert (done.code, done.out) == (2, "")


def test_rows_for_a_spreadsheet(ehsg: Ehsg, simple: Repository) -> None:
    """One a score that changed; a subject that a spreadsheet would compute is text."""
    simple.commit("=HYPERLINK(1)", {FILE: scored(FV1=5, FV2=None, DA1=None)})
    done = ehsg("log", FILE, "--format", "csv", "-n", "2")
    rows = list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"))))
    assert [(row["subject"], row["descriptor"], row["form"], row["old"], row["new"]) for row in rows] == [
        ("'=HYPERLINK(1)", "FV1", "5.1", "4", "5"),
        ("Up, and DA1 out", "FV1", "5.1", "2", "4"),
        ("Up, and DA1 out", "DA1", "9.1", "3", ""),
    ]
    assert set(rows[0]) == {*COLUMNS, "old", "new", "note"}


@pytest.mark.parametrize("name", ["log.txt", "log.csv", "log.json", "logs/"])
def test_it_is_written_to_a_file(ehsg: Ehsg, simple: Repository, name: str) -> None:
    """In the format of its name, as other commands do; over our own, and over nobody else's."""
    for _ in range(2):
        result = ehsg("log", FILE, "-o", name)
        assert (result.code, result.out) == (0, "")
    path = simple.folder / (name if not name.endswith("/") else "logs/area-log.txt")
    assert f"Wrote {path.relative_to(simple.folder)}" in result.err.replace("\\", "/").replace(os.sep, "/")
    form = {".txt": "text", ".csv": "csv", ".json": "json"}[path.suffix]
    text = path.read_text(encoding="utf-8")
    printed = ehsg("log", FILE, "--format", form).out.replace("\r\n", "\n")
    if form == "json":
        said = json.loads(text)
        assert said.pop("mark").startswith(f"{(told := json.loads(printed)).pop('mark')}")
        assert said == told
    else:
        assert text.removeprefix("\ufeff").endswith(printed.removeprefix("\ufeff"))
    path.write_text("mine", encoding="utf-8")
    assert ehsg("log", FILE, "-o", name).code == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert ehsg("log", FILE, "-o", name, "--force").code == 0


@pytest.mark.parametrize("arguments", [("-o", "log.html"), ("--format", "json", "-o", "log.csv")])
def test_a_name_that_says_another_format_is_refused(
    ehsg: Ehsg, simple: Repository, arguments: tuple[str, ...]
) -> None:
    result = ehsg("log", FILE, *arguments)
    assert (result.code, result.out) == (2, "")
    assert "does not fit" in result.err


def test_nothing_to_list_is_said(ehsg: Ehsg, repository: Repository) -> None:
    """A file without a score has a history too."""
    repository.commit("Begin", {FILE: "ehsg: assessment/1\nguide: ehsg-2022\n"})
    assert told(ehsg) == []
    assert ehsg("log", FILE).out == "No commit changed a score in area.yaml.\n"


# The working file


def test_what_is_not_committed_yet_is_told(ehsg: Ehsg, simple: Repository) -> None:
    """First, with the scores that changed; if none did, that too. Other line ends are no change."""
    text = scored(FV1=4, FV2=None, DA1=None)
    simple.put(FILE, scored(FV1=4, FV2=1, DA1=None))
    log = log_of(ehsg)
    assert log["uncommitted"] == {"changes": [{"descriptor": "FV2", "old": None, "new": 1}], "note": None}
    shown = ehsg("log", FILE).out
    assert shown.startswith("Not committed yet\n  FV2 (5.2) One Lead Practitioner: newly scored 1\n\n"), (
        shown[:200]
    )
    simple.put(FILE, text.replace("families", "households"))
    assert log_of(ehsg)["uncommitted"] == {"changes": [], "note": "changes that are to no score"}
    simple.put(FILE, "a: [")
    assert "cannot be read" in log_of(ehsg)["uncommitted"]["note"]
    simple.put(FILE, text.replace("\n", "\r\n"))
    assert log_of(ehsg)["uncommitted"] is None
    (simple.folder / FILE).unlink()
    assert log_of(ehsg)["uncommitted"]["note"] == "the file is deleted"
    assert len(told(ehsg)) == 3


def test_a_file_that_no_commit_has(ehsg: Ehsg, repository: Repository) -> None:
    """All of it is not committed yet."""
    repository.commit("Begin", {"other.yaml": "a: 1\n"})
    repository.put(FILE, scored())
    log = log_of(ehsg)
    assert len(log["uncommitted"]["changes"]) == 31
    assert log["commits"] == []


# History that is not a line


def test_the_file_is_followed_through_renames(ehsg: Ehsg, simple: Repository) -> None:
    """Each commit tells the path of its time."""
    simple.commit("Move", {FILE: None, "areas/Zoë’s area.yml": scored(FV1=4, FV2=None, DA1=None)})
    simple.commit("Go on", {"areas/Zoë’s area.yml": scored(FV1=4, FV2=3, DA1=None)})
    log = log_of(ehsg, "areas/Zoë’s area.yml")
    assert [(each["subject"], each["path"]) for each in log["commits"]] == [
        ("Go on", "areas/Zoë’s area.yml"),
        ("Up, and DA1 out", FILE),
        ("Score FV1", FILE),
        ("Begin", FILE),
    ]


def test_a_copy_is_a_file_of_its_own(ehsg: Ehsg, simple: Repository) -> None:
    """A new year's file that is much like last year's begins with its own first commit."""
    simple.commit("Next year", {"next.yaml": scored(FV1=4, FV2=None, DA1=None)})
    (only,) = told(ehsg, "next.yaml")
    assert (only[0], len(only[1])) == ("Next year", 29)


def test_what_a_merge_took_from_either_side_is_told_once(ehsg: Ehsg, simple: Repository) -> None:
    """By the commits on both branches, and not again by the merge."""
    simple.git("checkout", "-q", "-b", "side", "HEAD")
    base = {"FV1": 4, "FV2": None, "DA1": None}
    simple.commit("Side", {FILE: scored(**base | {"WF1": 5})})
    simple.git("checkout", "-q", "main")
    simple.commit("Main", {FILE: scored(**base | {"LE1": 1})})
    simple.git("merge", "-q", "--no-edit", "side")
    assert told(ehsg)[:3] == [
        ("Main", [("LE1", 3, 1)]),
        ("Side", [("WF1", 3, 5)]),
        ("Up, and DA1 out", [("FV1", 2, 4), ("DA1", 3, None)]),
    ]


def test_what_a_merge_decided_is_told_of_the_merge(ehsg: Ehsg, simple: Repository) -> None:
    """Where a score after it is none of those before it."""
    base = {"FV1": 4, "FV2": None, "DA1": None}
    simple.git("checkout", "-q", "-b", "side", "HEAD")
    simple.commit("Side", {FILE: scored(**base | {"WF1": 5})})
    simple.git("checkout", "-q", "main")
    simple.commit("Main", {FILE: scored(**base | {"WF1": 1})})
    assert simple.run("merge", "-q", "side").returncode == 1
    simple.commit("Meet halfway", {FILE: scored(**base | {"WF1": 4})})
    assert told(ehsg)[:3] == [
        ("Meet halfway", [("WF1", 1, 4)]),
        ("Main", [("WF1", 3, 1)]),
        ("Side", [("WF1", 3, 5)]),
    ]


def test_a_branch_that_renamed_and_one_that_edited(ehsg: Ehsg, simple: Repository) -> None:
    """Both are in the log of the merged file: git's own --follow would lose the edit under the old name."""
    base = {"FV1": 4, "FV2": None, "DA1": None}
    simple.git("checkout", "-q", "-b", "side", "HEAD")
    simple.git("mv", FILE, "moved.yaml")
    simple.commit("Rename")
    simple.commit("Side", {"moved.yaml": scored(**base | {"WF1": 5})})
    simple.git("checkout", "-q", "main")
    simple.commit("Main", {FILE: scored(**base | {"LE1": 1})})
    simple.git("merge", "-q", "--no-edit", "side")
    assert [subject for subject, _ in told(ehsg, "moved.yaml")] == [
        "Main",
        "Side",
        "Up, and DA1 out",
        "Score FV1",
        "Begin",
    ]


def test_deleted_and_added_again(ehsg: Ehsg, simple: Repository) -> None:
    """The deletion is told, and what came back is compared with what was there before."""
    simple.commit("Delete", {FILE: None})
    simple.commit("Meanwhile", {"x.txt": "x"})
    simple.commit("Back", {FILE: scored(FV1=4, FV2=None, DA1=5)})
    assert told(ehsg)[:3] == [
        ("Back", [("DA1", None, 5)]),
        ("Delete", []),
        ("Up, and DA1 out", [("FV1", 2, 4), ("DA1", 3, None)]),
    ]
    assert notes(ehsg) == {"Delete": "the file was deleted"}


def test_a_name_that_was_given_to_another_file(ehsg: Ehsg, simple: Repository) -> None:
    """What stood there before went on under its new name, and has its own log."""
    simple.git("mv", FILE, "old.yaml")
    simple.commit("Put away")
    simple.commit("New", {FILE: scored()})
    assert [subject for subject, _ in told(ehsg)] == ["New"]
    assert [subject for subject, _ in told(ehsg, "old.yaml")][-1] == "Begin"


class Known(NamedTuple):
    """A commit of a made-up history: its parents by number, and the file's path and scores then."""

    parents: list[int]
    path: str
    scores: dict[str, int | None]


def made_up(chance: random.Random) -> list[Known]:
    """A history with branches, merges of two and more, and renames on any of them; the last joins all."""
    made: list[Known] = []
    for number in range(25):
        parents = [chance.randrange(max(0, number - 4), number)] if number else []
        other = chance.randrange(max(0, number - 6), number) if number else 0
        if number and chance.random() < 0.3 and other not in parents:
            parents.append(other)
        if number == 24:
            parents = [n for n in range(24) if not any(n in known.parents for known in made)]
        scores = {
            id: made[chance.choice(parents)].scores[id] if parents else 1 for id in ("FV1", "FV2", "DA7")
        }
        if chance.random() < 0.5:
            scores[chance.choice(list(scores))] = chance.randrange(6)
        path = made[chance.choice(parents)].path if parents else FILE
        if chance.random() < 0.15:
            path = chance.choice((FILE, "b.yaml", "sub/c.yml"))
        made.append(Known(parents, path, scores))
    return made


def as_stream(made: list[Known], chance: random.Random) -> bytes:
    """The history as `git fast-import` reads it, some clocks being wrong."""
    stream = []
    for number, known in enumerate(made):
        entries = "".join(
            f"  {id}:\n    score: {score}\n    working_well: |-\n      What {id} is known by.\n"
            for id, score in known.scores.items()
        )
        text = f"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors:\n{entries}"
        when = 1_600_000_000 + (chance.randrange(3000) if chance.random() < 0.3 else number * 100)
        stream.append(f"commit refs/heads/main\nmark :{number + 1}\ncommitter A <a@b> {when} +0000\n")
        stream.append(f"data {len(str(number))}\n{number}\n")
        stream += [f"{'merge' if n else 'from'} :{p + 1}\n" for n, p in enumerate(known.parents)]
        stream.append(f"deleteall\nM 100644 inline {known.path}\ndata {len(text)}\n{text}\n")
    return "".join(stream).encode()


@pytest.mark.parametrize("seed", range(5))
def test_branches_merges_and_renames_at_random(ehsg: Ehsg, repository: Repository, seed: int) -> None:
    """Each change is told of the commit that none of its parents had it from, and nothing else is."""
    chance = random.Random(seed)
    made = made_up(chance)
    stream = as_stream(made, chance)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=repository.folder, input=stream, check=True)
    repository.git("reset", "-q", "--hard")
    wanted = {}
    for number, (parents, _, scores) in enumerate(made):
        before = [made[parent].scores for parent in parents] or [dict.fromkeys(scores)]
        changes = {
            (id, before[0][id], score)
            for id, score in scores.items()
            if all(each[id] != score for each in before)
        }
        if changes:
            wanted[str(number)] = changes
    assert {subject: set(changes) for subject, changes in told(ehsg, made[-1].path)} == wanted


# What cannot be compared


def test_a_commit_that_cannot_be_read_is_passed_over_and_said(ehsg: Ehsg, simple: Repository) -> None:
    """The next is compared with the last one that could be read."""
    simple.commit("Broken", {FILE: "descriptors: ["})
    simple.commit("Mended", {FILE: scored(FV1=5, FV2=None, DA1=None)})
    assert told(ehsg)[:2] == [("Mended", [("FV1", 4, 5)]), ("Broken", [])]
    assert "cannot be read as an assessment" in notes(ehsg)["Broken"]
    assert "The file cannot be read" in ehsg("log", FILE).out


@pytest.mark.parametrize("wrong", ["2.5", "many", "[1]"])
def test_a_score_that_cannot_be_read_is_said_and_not_taken_for_a_blank(
    ehsg: Ehsg, simple: Repository, wrong: str
) -> None:
    """All others are compared."""
    simple.commit("Slip", {FILE: scored(FV1=wrong, FV2=1, DA1=None)})
    simple.commit("Mended", {FILE: scored(FV1=5, FV2=1, DA1=None)})
    assert told(ehsg)[:2] == [("Mended", [("FV1", 4, 5)]), ("Slip", [("FV2", None, 1)])]
    assert notes(ehsg)["Slip"] == "1 score cannot be read here (FV1), and counts as before"


def test_another_edition_and_another_kind_are_said_and_not_compared(ehsg: Ehsg, simple: Repository) -> None:
    """Scores of two editions have nothing to do with one another."""
    simple.commit(
        "Other edition", {FILE: "ehsg: assessment/1\nguide: ehsg-2020\nquestions: {FA1: {answer: yes}}\n"}
    )
    simple.commit("Plan", {FILE: "ehsg: plan/1\narea: {name: X}\n"})
    simple.commit("Back", {FILE: scored(FV1=3, FV2=None, DA1=None)})
    assert told(ehsg)[:3] == [("Back", [("FV1", 4, 3)]), ("Plan", []), ("Other edition", [])]
    assert notes(ehsg) == {
        "Plan": "the file says `ehsg: plan/1` here, and is no assessment",
        "Other edition": "the file answers ehsg-2020 here, and is not compared",
    }


def test_an_edition_in_words_shows_its_words(ehsg: Ehsg, repository: Repository) -> None:
    """Never the rank that stands for a word inside."""
    text = "ehsg: assessment/1\nguide: ehsg-2020\narea: {name: X}\nquestions:\n  FA1:\n    answer: %s\n"
    repository.commit("Begin", {FILE: text % "no"})
    repository.commit("Change", {FILE: text % "mostly yes"})
    assert told(ehsg) == [("Change", [("FA1", "no", "mostly yes")]), ("Begin", [("FA1", None, "no")])]
    shown = ehsg("log", FILE).out
    assert ": no → mostly yes" in shown
    assert "newly answered no" in shown


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links only for administrators")
def test_a_link_is_no_assessment(ehsg: Ehsg, simple: Repository) -> None:
    """What a commit made a link was not read through it."""
    (simple.folder / FILE).unlink()
    (simple.folder / FILE).symlink_to("elsewhere.yaml")
    simple.commit("Link")
    (simple.folder / FILE).unlink()
    simple.commit("Back", {FILE: scored(FV1=4, FV2=None, DA1=None)})
    assert "no ordinary file" in notes(ehsg)["Link"]


def test_a_clone_of_the_latest_commits_says_so(
    ehsg: Ehsg, simple: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not there is not taken for a beginning."""
    simple.git("clone", "-q", "--depth", "2", simple.folder.as_uri(), str(tmp_path / "clone"))
    monkeypatch.chdir(tmp_path / "clone")
    log = log_of(ehsg)
    assert log["complete"] is False
    assert [(each["subject"], len(each["changes"])) for each in log["commits"]] == [
        ("Up, and DA1 out", 2),
        ("Words", 0),
    ]
    assert "this clone begins here" in log["commits"][-1]["note"]
    assert "git fetch --unshallow" in ehsg("log", FILE).err


def test_a_clone_that_left_versions_out_says_so(
    ehsg: Ehsg, simple: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there is listed, a commit whose version is not says so, and nothing is fetched."""
    simple.git("mv", FILE, "moved.yaml")
    simple.commit("Renamed and down", {"moved.yaml": scored(FV1=3, FV2=None, DA1=None)})
    simple.git("config", "uploadpack.allowFilter", "true")
    for what in ("blob:none", "tree:0"):
        clone = tmp_path / what.replace(":", "-")
        simple.git("clone", "-q", f"--filter={what}", simple.folder.as_uri(), str(clone))
        monkeypatch.chdir(clone)
        done = ehsg("log", "moved.yaml", "--format", "json")
        if what == "tree:0":
            assert (done.code, done.out) == (2, "")
            assert "partial clone" in done.err
        else:
            assert done.json["complete"] is False
            assert [each["subject"] for each in done.json["commits"]] == ["Renamed and down"]
            assert "left earlier versions out" in done.err
            found = log_of(ehsg, FILE)["commits"]
            assert "is not in this clone" in found[-1]["note"]
        assert "git fetch --refetch --no-filter" in done.err
        for arguments in (
            ["config", "protocol.file.allow", "always"],
            ["fetch", "-q", "--refetch", "--no-filter"],
        ):
            subprocess.run(["git", *arguments], cwd=clone, check=True, capture_output=True)
        done = ehsg("log", "moved.yaml", "--format", "json")
        assert (done.json["complete"], done.err) == (True, "")
        assert done.json["commits"][-1]["subject"] == "Begin"


def test_a_repositorys_limit_on_renames_does_not_count(ehsg: Ehsg, repository: Repository) -> None:
    """Its configuration would have a file lose its past as soon as two were renamed at once."""
    files = {f"{name}.yaml": scored(FV1=score) for name, score in (("a", 1), ("b", 2), ("c", 4))}
    repository.commit("Begin", files)
    for name in ("a", "b", "c"):
        repository.git("mv", f"{name}.yaml", f"new-{name}.yaml")
    repository.commit("Renamed", {"new-a.yaml": scored(FV1=3), "new-b.yaml": scored(FV1=3, FV2=3)})
    before = told(ehsg, "new-a.yaml")
    assert [subject for subject, _ in before] == ["Renamed", "Begin"]
    repository.git("config", "diff.renameLimit", "1")
    assert told(ehsg, "new-a.yaml") == before


# Paths


def test_paths_as_the_user_writes_them(
    ehsg: Ehsg, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folder one is in, upwards, and whole; through a link to the folder too."""
    repository.commit("Begin", {"areas/north/a.yaml": scored(), "areas/b.txt": scored()})
    monkeypatch.chdir(repository.folder / "areas" / "north")
    for path in ("a.yaml", "../north/a.yaml", str(repository.folder / "areas/north/a.yaml"), "../b.txt"):
        assert [subject for subject, _ in told(ehsg, path)] == ["Begin"], path
    if os.name != "nt":
        link = repository.folder.parent / "link"
        link.symlink_to(repository.folder)
        monkeypatch.chdir(repository.folder.parent)
        assert len(told(ehsg, "link/areas/north/a.yaml")) == 1


@pytest.mark.parametrize(
    "name", ["-n.yaml", "*.yaml", "[ab].yaml", ":(top)x.yaml", " a b .yaml", "日本.yaml"]
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_mean_something_to_git(ehsg: Ehsg, repository: Repository, name: str) -> None:
    """Are names all the same, and mean one file only."""
    repository.commit("Begin", {name: scored(), "a.yaml": scored()})
    repository.commit("Other", {"a.yaml": scored(FV1=0)})
    assert [subject for subject, _ in told(ehsg, f"./{name}")] == ["Begin"]


def test_what_cannot_be_logged(
    ehsg: Ehsg, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line says why: no commit yet, no such file, a folder, no repository, no git."""
    put(tmp_path / "elsewhere" / FILE, scored())
    repository.put(FILE, scored())
    assert "nothing is committed yet" in ehsg("log", FILE).err
    repository.commit("Begin")
    for path, says in (
        ("nowhere.yaml", "there is no file nowhere.yaml"),
        ("no/where.yaml", "there is no file no/where.yaml"),
        (".", "is a folder"),
        (tmp_path / "elsewhere" / FILE, "is in no git repository"),
    ):
        done = ehsg("log", path)
        assert (done.code, done.out) == (2, "")
        assert says in done.err
    monkeypatch.setenv("PATH", str(tmp_path))
    done = ehsg("log", FILE)
    assert done.code == 2
    assert "git is not installed" in done.err


# Safety


def test_messages_and_names_do_nothing(ehsg: Ehsg, repository: Repository) -> None:
    """Control characters and characters that reorder text are shown; a message of many lines is one."""
    repository.git("config", "user.name", "A\x1b[2J\u202eB")
    repository.commit("\x1b]0;title\x07 up\x9b31m\u202e\n\n\x01not a commit\n::error::no", {FILE: scored()})
    done = ehsg("log", FILE, "--authors")
    assert not set(done.out) & set("\x1b\x07\x9b\u202e\x01")
    assert "␛]0;title␇ up" in done.out
    assert "::error" not in done.out
    done = ehsg("log", FILE, "--authors", "--format", "csv")
    assert not set(done.out) & set("\x1b\x07\x9b\u202e\x01")
    done = ehsg("log", FILE, "--authors", "--format", "json")
    assert done.out.isascii()
    assert done.json["commits"][0]["subject"].startswith("\x1b]0;title\x07 up")


@pytest.mark.skipif(os.name == "nt", reason="the made-up program is a shell script")
def test_no_program_of_the_repositorys_is_started(ehsg: Ehsg, simple: Repository) -> None:
    """Its configuration may be a stranger's: signatures, pagers, drivers, filters, watchers."""
    program = simple.folder.parent / "program"
    ran = simple.folder.parent / "ran"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    simple.put(".gitattributes", "*.yaml diff=mine filter=mine\n")
    for key in (
        *(
            "core.pager",
            "pager.log",
            "gpg.program",
            "diff.external",
            "diff.mine.textconv",
            "diff.mine.command",
        ),
        *("filter.mine.clean", "filter.mine.smudge", "core.fsmonitor"),
    ):
        simple.git("config", key, str(program))
    for key, value in (
        *(("log.showSignature", "true"), ("log.follow", "true"), ("log.showRoot", "false")),
        *(("diff.relative", "true"), ("color.ui", "always"), ("diff.renames", "false")),
        *(("log.diffMerges", "off"), ("format.pretty", "oneline"), ("log.date", "raw")),
    ):
        simple.git("config", key, value)
    simple.put(FILE, scored(FV1=4, FV2=1, DA1=None))
    ran.unlink(missing_ok=True)
    assert len(told(ehsg)) == 3
    assert not ran.exists()


def test_git_is_started_three_times_however_long_the_history_is(
    ehsg: Ehsg, simple: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once more where there are merges."""
    run, calls = subprocess.run, []

    def counting(command: Any, *arguments: Any, **options: Any) -> Any:
        calls.append(command)
        return run(command, *arguments, **options)

    for number in range(12):
        simple.commit(f"{number}", {FILE: scored(FV1=number % 5, FV2=None)})
    monkeypatch.setattr(subprocess, "run", counting)
    found = ehsg("log", FILE, "--format", "json")
    monkeypatch.undo()
    assert len(found.json["commits"]) == 15
    assert len(calls) == 3
    assert all(command[0] == git._program() for command in calls)


def test_it_starts_as_a_command_of_its_own(ehsg: Ehsg, simple: Repository) -> None:
    """In a fresh process, in a locale without UTF-8, with a console that knows no arrow."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "ehsg_cli", "log", FILE, "-n1"],
        cwd=simple.folder,
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert b"FV1 (5.1) Family engagement: 2 -> 4" in done.stdout


def test_a_text_is_no_score(ehsg: Ehsg, simple: Repository) -> None:
    """What a text says of scores, with keys in it or without, is text."""
    text = scored(FV1=4, FV2=None, DA1=None)
    simple.commit("Text", {FILE: changed(text, "working_well: |-\n", "working_well: |-\n      score: 5\n")})
    assert told(ehsg)[0][0] == "Up, and DA1 out"
