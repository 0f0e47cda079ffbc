"""`ehsg migrate`, end to end: a new edition's file that loses no text and holds no score."""

import random
import shutil
from pathlib import Path

import pytest

from ehsg_cli import load_assessment, load_guide, validate
from ehsg_cli.diagnostics import Severity
from ehsg_cli.guide.crosswalks import file_name, own_place
from ehsg_cli.views.new_file import as_yaml
from ehsg_cli.views.words import visible
from tests.cli.conftest import Ehsg
from tests.helpers import PACK, ROOT, fenced, put

OLD, NEW = load_guide("ehsg-2020"), load_guide("ehsg-2022")
HEAD = "ehsg: assessment/1\nguide: ehsg-2020\narea: {name: Northbridge, code: E08999999}\nperiod: 2020\n"
SMALL = HEAD + (
    "status: submitted\n"
    "questions:\n"
    "  FA1:\n    answer: mostly yes  # agreed in May\n"
    "    rationale: |-\n      A survey of 2019.\n\n      Twice.\n"
    "    plans: Ask again\n"
    "  FA3: {answer: no, rationale: Told thrice}\n"
    "  CY7: {answer: mostly no, rationale: The chamber of trade is not in touch, plans: Call them}\n"
)


def migrated(ehsg: Ehsg, text: str, *more: str, to: str = "ehsg-2022") -> str:
    """What a file becomes, on standard output; it is a draft without errors."""
    put(Path("old.yaml"), text)
    result = ehsg("migrate", "old.yaml", "--to", to, *more)
    assert result.code == 0, result.err
    put(Path("made.yaml"), result.out)
    found = validate("made.yaml")
    assert [f for f in found if f.severity is not Severity.NOTE] == []
    assert {f.code for f in found} <= {"EH206", "EH303", "EH305"}
    return result.out


def under(text: str, id: str) -> str:
    """What stands under a descriptor of the new file."""
    return text[text.index(f"\n  {id}:\n") :].split("\n\n")[0]


def test_what_maps_stands_under_each_descriptor_and_every_score_is_blank(ehsg: Ehsg) -> None:
    """With the old id, the answer on its own scale, the relation and the reason, and the texts."""
    text = migrated(ehsg, SMALL)
    new = load_assessment("made.yaml")
    assert all(entry.answer is None and not entry.evidence for entry in new.entries.values())
    assert (new.status, new.chosen, new.sharing, new.agreed.by) == ("draft", (), {}, None)
    assert (new.area.name, new.area.code, new.period) == ("Northbridge", "E08999999", "2020")
    said = under(text, "FV2")
    assert "    # 2020, FA1 One worker: mostly yes\n    #   Broader. Both ask whether families know" in said
    assert (
        "    #   rationale:\n    #     A survey of 2019.\n    #\n    #     Twice.\n"
        "    #   plans:\n    #     Ask again\n" in said
    )
    assert "# 2020, FA5 Strengths-based relationships: not answered\n" in said
    assert "# 2020: nothing of it belongs here. No question of 2020 asks how well" in under(text, "FV5")


def test_a_text_that_belongs_in_two_places_is_told_once(ehsg: Ehsg) -> None:
    """At the second place its first is named; the answer stands at both."""
    text = migrated(ehsg, SMALL)
    assert text.count("Told thrice") == 1
    assert "#     Told thrice" in under(text, "FV3")
    second = under(text, "FV4")
    assert "# 2020, FA3 One Plan: no\n" in second
    assert "#   its texts stand under FV3\n" in second


def test_what_has_no_home_stands_at_the_end_in_full(ehsg: Ehsg) -> None:
    """With its answer, why it has none, and its texts; then whatever else the file says, and its comments."""
    end = migrated(ehsg, SMALL).split("# Questions of 2020 without a home in 2022:")[1]
    assert end == (
        "\n#\n#   CY7 Businesses and their communities: mostly no\n"
        "#     No descriptor of 2022 asks what businesses do for their communities.\n"
        "#     rationale:\n#       The chamber of trade is not in touch\n#     plans:\n#       Call them\n#\n"
        "# What the old file says besides:\n#\n#   status: submitted\n#\n"
        "# Comments that stood in the old file:\n#\n#   line 8: agreed in May\n"
    )


def test_it_says_how_many_found_a_home(ehsg: Ehsg) -> None:
    """On standard error, so that standard output is the file."""
    put(Path("old.yaml"), SMALL)
    result = ehsg("migrate", "old.yaml", "--to", "ehsg-2022")
    assert "65 of 66 questions of 2020 have a home in 2022; CY7 has none, and stands at the end" in result.err
    assert result.out.startswith("# Early Help System Guide 2022: self-assessment of Northbridge, 2020\n")


def test_it_writes_a_file_with_its_schema_and_overwrites_none(ehsg: Ehsg) -> None:
    """Neither what is there nor the file it starts from; the old file stays as it is."""
    put(Path("old.yaml"), SMALL)
    result = ehsg("migrate", "old.yaml", "--to", "ehsg-2022", "-o", "new.yaml", "--period", "2022-23")
    assert result.code == 0
    assert "Wrote new.yaml." in result.err
    assert result.out == ""
    assert load_assessment("new.yaml").period == "2022-23"
    first = Path("new.yaml").read_text(encoding="utf-8")
    assert first.startswith("# yaml-language-server: $schema=")
    assert (Path(".ehsg") / "assessment-1.ehsg-2022.json").is_file()
    assert "#   period: 2020\n" in first
    for name in ("new.yaml", "old.yaml"):
        again = ehsg("migrate", "old.yaml", "--to", "ehsg-2022", "-o", name)
        assert again.code == 2, name
    assert Path("new.yaml").read_text(encoding="utf-8") == first
    assert Path("old.yaml").read_text(encoding="utf-8") == SMALL


def test_backwards_it_works_as_well(ehsg: Ehsg, northbridge: Path) -> None:
    """From 2022 to 2020, with priorities, reasons, method and data model, which 2020 knows nothing of."""
    old = northbridge.read_text(encoding="utf-8")
    text = migrated(ehsg, old, to="ehsg-2020")
    assert "    # 2022, FV2 (5.2) One Lead Practitioner: 3\n    #   Narrower. Both ask whether" in under(
        text, "FA1"
    )
    assert (
        "# Descriptors of 2022 without a home in 2020:\n#\n#   FV5 (5.5) One team around the family:" in text
    )
    last = load_assessment(northbridge)
    end = text.split("# What the old file says besides:")[1]
    assert f"agreed, by: {last.agreed.by}" in end
    assert "priorities, entry 1, id: DA5" in end
    assert "confirmed" not in end
    assert "acknowledged" not in end
    words = [p.why or "" for p in last.priorities if p] + [
        text or "" for entry in last.entries.values() for text in (entry.evidence, entry.next_steps)
    ]
    assert_holds(text, words)


def test_predecessors_are_carried(ehsg: Ehsg) -> None:
    """As they stand, boundaries and all; a blank entry among them is none."""
    area = (
        "area:\n  name: Northbridge\n  predecessors:\n"
        "    - {name: 'North: Bridge', code: E08999998, boundaries: changed}\n"
        "    -\n    - {name: Eastbridge, boundaries: same}\n"
    )
    migrated(ehsg, HEAD.replace("area: {name: Northbridge, code: E08999999}\n", area) + "questions: {}\n")
    found = [p.model_dump(exclude_none=True) for p in load_assessment("made.yaml").area.predecessors if p]
    assert found == [
        {"name": "North: Bridge", "code": "E08999998", "boundaries": "changed"},
        {"name": "Eastbridge", "boundaries": "same"},
    ]


# No text is lost


def assert_holds(made: str, texts: list[str]) -> None:
    """Every word of every text is in the new file."""
    there = made.split()
    joined = " ".join(there)
    missing = [word for text in texts for word in visible(text).split() if word not in joined]
    assert missing == []


WORDS = (
    *(
        "families",
        "#",
        "told:",
        "us",
        "-",
        "81%",
        "{of}",
        "[them]",
        "'quoted'",
        '"so"',
        "\\n",
        "FV2:",
        "score:",
    ),
    *(
        "|-",
        ">-",
        "*anchor",
        "&name",
        "!tag",
        "@at",
        "`tick`",
        "%percent",
        "é",
        "ß",
        "漢字",
        "🙂",
        "yes",
        "no",
    ),
    *("null", "~", "5.1", "2022-06-30", "e\u0301", "<b>", "a|b", "#hash", "ehsg:", "ehsg", "ignore[EH402]"),
    *("ehsg:ignore", "\x85", "\u2028", "\ufeff", "\x1b[31m", "\t", ""),
)


def random_text(chance: random.Random, mark: str) -> str:
    """Several lines of odd words, with one that stands nowhere else."""
    lines = [" ".join(chance.choices(WORDS, k=chance.randrange(0, 9))) for _ in range(chance.randrange(1, 5))]
    lines.insert(chance.randrange(len(lines) + 1), mark)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(12))
def test_every_word_of_every_text_is_in_the_new_file(ehsg: Ehsg, seed: int) -> None:
    """Answers, texts under wrong ids and unknown keys, reasons, notes, comments; whatever stands in them."""
    chance = random.Random(seed)
    back = seed % 3 == 0
    guide, other = (NEW, OLD) if back else (OLD, NEW)
    its = guide.words
    texts: list[str] = []

    def text(place: str) -> str:
        texts.append(random_text(chance, f"mark-{seed}-{place}-{len(texts)}"))
        return as_yaml(texts[-1])

    head = HEAD.replace("ehsg-2020", guide.id)
    lines = [head, f"agreed: {{date: 2020-06-30, by: {text('by')}}}", f"{its.entries}:"]
    for id in chance.sample(list(guide.descriptors), 25):
        comment = f"mark-comment-{id} " + " ".join(chance.choices([w for w in WORDS if w.isprintable()], k=5))
        texts.append(comment)
        answer = guide.scale.say(chance.choice(guide.scale.numbers))
        lines += [
            f"  # {comment}",
            f"  {id}:",
            f"    {its.answer}: {answer}",
            f"    {its.evidence}: {text(id)}",
            f"    {its.next_steps}: {text(id)}",
        ]
    lines += [f"  {id}:\n    nonsense: {text(id)}" for id in ("XX9",)]
    lines += [
        f"priorities:\n  - {{id: DA1, why: {text('why')}}}\n  - {text('entry')}",
        f"follow_up: {{DA1: {{outcome: done, note: {text('note')}}}}}",
        f"sharing: {{nobody: {text('sharing')}}}",
        f"nobody knows: [{text('list')}, {{deep: {text('deep')}}}]",
    ]
    made = migrated_anyhow(ehsg, "\n".join(lines) + "\n", other.id)
    assert_holds(made, texts)
    assert len(texts) > 80


def migrated_anyhow(ehsg: Ehsg, text: str, to: str) -> str:
    """The new file of one that has errors in it; it has none itself."""
    put(Path("old.yaml"), text)
    result = ehsg("migrate", "old.yaml", "--to", to)
    assert result.code == 0, result.err
    put(Path("made.yaml"), result.out)
    assert [f for f in validate("made.yaml") if f.severity is not Severity.NOTE] == []
    new = load_assessment("made.yaml")
    assert all(entry.answer is None and not entry.evidence for entry in new.entries.values())
    return result.out


def test_comments_that_every_new_file_has_are_not_carried(ehsg: Ehsg) -> None:
    """What the guide asks stands in the pack; only what somebody wrote is kept."""
    assert ehsg("new", "old.yaml", "--guide", "ehsg-2020", "--area", "A", "--period", "2020").code == 0
    text = Path("old.yaml").read_text(encoding="utf-8")
    assert "Comments that stood" not in migrated(ehsg, text)
    own = text.replace("  FA1:\n", "  FA1:  # ask the board\n")
    end = migrated(ehsg, own).split("# Comments that stood in the old file:\n")[1]
    assert end.splitlines()[1].endswith(": ask the board")
    assert len(end.splitlines()) == 2


def test_a_suppression_of_the_old_file_suppresses_nothing_in_the_new_one(ehsg: Ehsg) -> None:
    """It is kept as a remark; neither EH015 nor EH016 comes of it."""
    text = migrated(
        ehsg, SMALL.replace("  FA1:\n", "  # ehsg: ignore[EH402] the survey\n  FA1:  # ehsg ignore\n")
    )
    assert "ehsg: ignore[EH402] the survey" in text


@pytest.mark.parametrize(
    "key", [r"our note\ncontact", r"our note\r\ncontact", r"our \x1b[31mnote\x85contact"]
)
def test_a_key_of_the_old_file_stays_in_its_comment(ehsg: Ehsg, key: str) -> None:
    """A line end in a key begins no line of its own, at the top or below, and none of it acts."""
    text = migrated_anyhow(
        ehsg, SMALL + f'"{key}": Ring Sam.\nour own: {{"{key}": Ring Pat.}}\n', "ehsg-2022"
    )
    told = [line for line in text.splitlines() if "Ring" in line]
    assert len(told) == 2
    assert all(line.startswith("#   our ") and line.count("contact: Ring") == 1 for line in told)
    assert text.replace("\n", "").isprintable()


SPEAKING = (
    "ehsg: ignore[EH206, EH303, EH305] we know",
    "yaml-language-server: $schema=http://127.0.0.1/x.json",
)


@pytest.mark.parametrize("said", SPEAKING)
def test_nothing_of_the_old_file_speaks_from_the_new_ones_comments(ehsg: Ehsg, said: str) -> None:
    """Names, texts, keys and values: none becomes a suppression, or names a schema to an editor."""
    word, rest = said.split(": ")
    quoted = as_yaml(f"North # {said}")
    old = (
        HEAD.replace("name: Northbridge", f"name: {quoted}")
        + f"questions:\n  FA1: {{answer: yes, rationale: {as_yaml(said)}, plans: {as_yaml(f'So: {said}')}}}\n"
        + f"  CY7: {{answer: no, rationale: {as_yaml(said)}}}\n"
        + f"our own: {{{as_yaml(word)}: {as_yaml(rest)}, {as_yaml(said)}: 1, more: {as_yaml(said)}}}\n"
    )
    assert_says_nothing(migrated_anyhow(ehsg, old, "ehsg-2022"), word, 7)


def assert_says_nothing(made: str, word: str, times: int) -> None:
    """In the comments of a new file a word stands so often, and always in quotation marks."""
    comments = [line[line.index("#") :] for line in made.splitlines() if line.lstrip().startswith("#")]
    told = [line for line in comments if f"{word}:" in line]
    assert len(told) == times
    assert [line for line in told if f' "{word}:' not in line] == []
    assert "EH016" not in {f.code for f in validate("made.yaml")}


@pytest.mark.parametrize("said", SPEAKING)
def test_nor_does_anything_speak_from_next_years_file(ehsg: Ehsg, said: str) -> None:
    """`ehsg new --from` carries names and texts into comments too."""
    head = (
        f"ehsg: assessment/1\nguide: ehsg-2022\narea: {{name: {as_yaml(f'North # {said}')}}}\nperiod: 2021\n"
    )
    text = f"descriptors:\n  FV1: {{working_well: {as_yaml(said)}, prioritising_next: {as_yaml(said)}}}\n"
    put(Path("old.yaml"), head + text)
    result = ehsg("new", "made.yaml", "--from", "old.yaml", "--period", "2022", "--no-schema")
    assert result.code == 0, result.err
    assert_says_nothing(Path("made.yaml").read_text(encoding="utf-8"), said.split(":", maxsplit=1)[0], 3)


# Any pair of guides with a crosswalk


@pytest.fixture
def own_pack() -> str:
    """A pack beside the files, with a crosswalk of its own: every id but one maps to itself."""
    folder = Path("guide") / "own-2030"
    shutil.copytree(PACK, folder)
    guide = folder / "guide.yaml"
    text = guide.read_text(encoding="utf-8").replace("\nid: ehsg-2022\n", "\nid: own-2030\n", 1)
    guide.write_text(text, encoding="utf-8")
    lines = "".join(
        f"  - {{from: {id}, to: {id}, relation: narrower, why: Ours asks less.}}\n"
        for id in NEW.descriptors
        if id != "DA7"
    )
    alone = "  from:\n    - {id: DA7, why: Ours is not innovative.}\n  to:\n    - {id: DA7, why: New.}\n"
    put(
        own_place(Path()) / file_name("ehsg-2022", "own-2030"),
        "ehsg: crosswalk/1\nfrom: ehsg-2022\nto: own-2030\nby: Northbridge's data team; not official.\n"
        f"lines:\n{lines}without_home:\n{alone}",
    )
    return "own-2030"


def test_a_pack_of_ones_own_with_a_crosswalk_of_ones_own(
    ehsg: Ehsg, own_pack: str, northbridge: Path
) -> None:
    """Both directions, by ids where two have one edition's name; whose reading it is stands at the top."""
    assert validate(own_place(Path()) / file_name("ehsg-2022", own_pack)) == ()
    text = migrated(ehsg, northbridge.read_text(encoding="utf-8"), to=own_pack)
    assert "# ehsg-2022, FV1 (5.1) Family engagement: 4\n    #   Narrower. Ours asks less.\n" in under(
        text, "FV1"
    )
    assert "It was made by: Northbridge's data team; not official." in " ".join(text.replace("#", "").split())
    assert "# Descriptors of ehsg-2022 without a home in own-2030:\n#\n#   DA7 (9.7)" in text
    back = migrated(
        ehsg, northbridge.read_text(encoding="utf-8").replace("ehsg-2022", own_pack), to="ehsg-2022"
    )
    assert "# own-2030, FV1 (5.1) Family engagement: 4\n    #   Broader. Ours asks less.\n" in under(
        back, "FV1"
    )


# What it refuses


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "ehsg-2020"), "old.yaml answers ehsg-2020 already"),
        (("--to", "ehsg-1999"), "there is no guide 'ehsg-1999'"),
        (("--to", "ehsg-2022", "--period", "soon"), "soon is not a period"),
        (("--to", "ehsg-2022", "-o", "folder/"), "folder/ names no file"),
        (("--to", "ehsg-2022", "-o", ""), "an empty name names no file"),
        ((), "--to"),
    ],
)
def test_what_cannot_be_done_is_said(ehsg: Ehsg, arguments: tuple[str, ...], said: str) -> None:
    """One line why, and nothing written."""
    put(Path("old.yaml"), SMALL)
    result = ehsg("migrate", "old.yaml", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert [path.name for path in Path().iterdir()] == ["old.yaml"]


def test_without_a_crosswalk_it_says_where_one_could_be_put(ehsg: Ehsg) -> None:
    """Beside the file, under the name that is looked for."""
    shutil.copytree(PACK, Path("guide") / "own-2030")
    text = (Path("guide") / "own-2030" / "guide.yaml").read_text(encoding="utf-8")
    put(Path("guide") / "own-2030" / "guide.yaml", text.replace("\nid: ehsg-2022\n", "\nid: own-2030\n", 1))
    put(Path("old.yaml"), SMALL)
    result = ehsg("migrate", "old.yaml", "--to", "own-2030")
    assert result.code == 2
    assert "no crosswalk says how ehsg-2020 and own-2030 relate" in result.err
    assert str(own_place(Path()) / "ehsg-2020-to-own-2030.yaml") in result.err


def test_a_file_without_a_period_needs_one(ehsg: Ehsg) -> None:
    """Nothing is guessed."""
    put(Path("old.yaml"), SMALL.replace("period: 2020\n", ""))
    assert "which period?" in ehsg("migrate", "old.yaml", "--to", "ehsg-2022").err
    assert ehsg("migrate", "old.yaml", "--to", "ehsg-2022", "--period", "2022").code == 0


@pytest.mark.parametrize(
    "text",
    [SMALL + "  CY8: {answer: yes\n", SMALL + "  FA1: {rationale: twice}\n", "", "ehsg: assessment/1\n"],
)
def test_of_a_file_that_cannot_be_read_whole_nothing_is_made(ehsg: Ehsg, text: str) -> None:
    """What the parser cuts off would be lost, so the findings come first."""
    put(Path("old.yaml"), text)
    result = ehsg("migrate", "old.yaml", "--to", "ehsg-2022", "-o", "new.yaml")
    assert (result.code, result.out) == (1, "")
    assert "error EH" in result.err
    assert not Path("new.yaml").exists()


def test_two_editions_side_by_side_from_the_command_line(ehsg: Ehsg) -> None:
    """`ehsg diff` of the old file and the new one, once somebody has scored that."""
    text = migrated(ehsg, SMALL).replace("    score:\n", "    score: 3\n", 2)
    put(Path("new.yaml"), text)
    result = ehsg("diff", "old.yaml", "new.yaml")
    assert result.code == 0, result.err
    assert "none is converted into the other" in " ".join(result.out.split())
    data = ehsg("diff", "old.yaml", "new.yaml", "--format", "json").json
    line = next(line for line in data["editions"]["lines"] if line["old"]["id"] == "FA1")
    assert (line["old"]["answer"], line["new"]["answer"], line["relation"]) == ("mostly yes", 3, "broader")


def test_the_page_shows_what_comes_out(ehsg: Ehsg) -> None:
    """`docs/editions.md`: the example is a part of a real new file."""
    page = (ROOT / "docs" / "editions.md").read_text(encoding="utf-8")
    shown = next(block for block in fenced(page, "yaml") if "FV2:" in block and "score:" in block)
    text = HEAD + "questions:\n  FA1: {answer: mostly yes, rationale: A survey of 2019.}\n"
    made = migrated(ehsg, text)
    # What stands between the two halves there is the next question, which this page leaves out.
    first, second = shown.split("    score:\n")
    assert first in made
    assert f"    score:\n{second}" in made


def test_new_from_another_edition_names_this_command(ehsg: Ehsg) -> None:
    """Whoever tries to start next year's file from another edition's is shown the way."""
    put(Path("old.yaml"), SMALL)
    result = ehsg("new", "new.yaml", "--guide", "ehsg-2022", "--period", "2022", "--from", "old.yaml")
    assert result.code == 2
    assert "ehsg migrate old.yaml --to ehsg-2022 -o new.yaml" in result.err
