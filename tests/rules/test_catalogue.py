"""Every code there is: its manual page, the smallest file that shows it, and silence on sound files."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import ehsg_cli
from ehsg_cli.diagnostics import Finding, Rule, Severity
from ehsg_cli.reading import READERS
from ehsg_cli.rules import CATALOGUE, RULES, uncertain
from tests.rules.conftest import FINAL, HEAD, Findings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


class Case(NamedTuple):
    """A file's bytes, and what is said of it: severity, line, column, message and hint."""

    data: bytes
    severity: str
    line: int
    column: int
    message: str
    hint: str


# A text with enough words that tells of no outcomes, and an answer that leaves nothing to advise.
ENOUGH = f"Families told us what they think{' again and again' * 7} and we listened"
KEPT = f"Every partner keeps to the protocol{' day after day' * 7} and meets the others"
ANSWERED = f"working_well: {ENOUGH} with better outcomes, prioritising_next: The same once more"
# The other kinds of file, each with its first lines.
RESPONSE = "ehsg: response/1\nguide: ehsg-2022\narea: {name: Northbridge}\n"
PLAN = "ehsg: plan/1\narea: {name: Northbridge}\nactions:\n"
ACTION = "id: A1, action: Show needs, owner: Data lead, due: 2023-03-31"
MEASURES = "ehsg: measures/1\narea: {name: Northbridge}\nmeasures:\n"
MEASURE = 'id: M1, name: x, level: cohort, unit: "%", source: y'
WORKFORCE = "ehsg: workforce/1\nguide: ehsg-2022\narea: {name: Northbridge}\n"
CROSSWALK = "ehsg: crosswalk/1\nfrom: ehsg-2020\nto: ehsg-2022\nby: Us\nlines:\n"
LINE = "from: FA1, to: FV2, relation: broader, why: x"

CASES = {
    "EH003": Case(
        f"{HEAD}method: [{'workshops,' * 50_001}]\n".encode(),
        "error",
        3,
        499940,
        "the file is too large: it holds more than 50,000 values",
        "a full assessment takes about 40 kB; see whether something else was pasted into it",
    ),
    "EH004": Case(
        f"{HEAD}area: {'[' * 65}\n".encode(),
        "error",
        3,
        70,
        "groups stand inside one another more than 64 levels deep here",
        "an assessment needs four levels; look for stray brackets or dashes",
    ),
    "EH001": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: Caf\xe9}\n",
        "error",
        3,
        17,
        "the file is not UTF-8 text: the byte 0xe9 on line 3 does not belong there",
        "open it in an editor and save it as UTF-8 (Notepad: Save as, Encoding UTF-8)",
    ),
    "EH002": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: North\x01bridge}\n",
        "error",
        3,
        19,
        "an invisible control character (U+0001) stands here, which YAML does not allow",
        "delete it; if you cannot see it, retype the word around it",
    ),
    "EH005": Case(
        b"# nothing yet\n",
        "error",
        1,
        1,
        "the file is empty",
        "start one with `ehsg new`, or restore it from git (git restore FILE)",
    ),
    "EH006": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: name: Northbridge\n",
        "error",
        3,
        11,
        "a colon followed by a space stands where YAML expects no key",
        "check this line's indentation; a text that holds ': ' needs quotation marks or a |- block",
    ),
    "EH007": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea:\n\tname: Northbridge\n",
        "error",
        4,
        1,
        "a tab stands here where YAML needs spaces",
        "replace it by spaces, two for each level (VS Code: Convert Indentation to Spaces)",
    ),
    "EH008": Case(
        b'ehsg: assessment/1\nguide: ehsg-2022\narea: {name: "Northbridge}\n',
        "error",
        3,
        14,
        'the text that starts with " here is never closed',
        'add the closing ", or write the text as a block that starts with |- on the line above',
    ),
    "EH009": Case(
        b"ehsg: assessment/1\n<<<<<<< HEAD\nguide: ehsg-2022\n=======\nguide: ehsg-2020\n>>>>>>> other\n",
        "error",
        2,
        1,
        "an unfinished merge: git left its marker <<<<<<< here",
        "keep the lines that are right, delete the others and the marker lines",
    ),
    "EH010": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n---\nehsg: assessment/1\n",
        "error",
        3,
        1,
        "a second document starts here; a file holds one",
        "move what follows into a file of its own, or delete the line ---",
    ),
    "EH011": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: &a {name: Northbridge}\n",
        "error",
        3,
        7,
        "an anchor (&a) stands here, which these files do not use",
        "write the text out; a text that begins with * or & needs quotation marks or a |- block",
    ),
    "EH012": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: !secret Northbridge}\n",
        "error",
        3,
        14,
        "a tag (!) stands here, which these files do not use",
        "delete it; a text that begins with ! or % needs quotation marks or a |- block",
    ),
    "EH013": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nperiod: 2022\nperiod: 2023\n",
        "error",
        4,
        1,
        "period stands twice in the same group; the first is on line 3",
        "keep the right one and delete the other",
    ),
    "EH014": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n2022: yes\n",
        "error",
        3,
        1,
        "2022 cannot be a key: keys are words",
        "write the word that belongs there; a descriptor is named by its id",
    ),
    "EH015": Case(
        b"# ehsg: ignore[EH401] as printed last year\nehsg: assessment/1\nguide: ehsg-2022\n",
        "warning",
        1,
        16,
        "this comment suppresses EH401, and no EH401 is found here",
        "delete it, or move it to the line of the finding or directly above it",
    ),
    "EH016": Case(
        b"# ehsg: ignore EH401\nehsg: assessment/1\nguide: ehsg-2022\n",
        "warning",
        1,
        3,
        "this comment begins like a suppression and names no code",
        "write `# ehsg: ignore[CODE] the reason`, with the code of the finding",
    ),
    "EH017": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022  \n",
        "note",
        2,
        17,
        "spaces stand at the end of this line",
        "delete them, or run `ehsg validate --fix`",
    ),
    "EH101": Case(
        b"- ehsg\n",
        "error",
        1,
        1,
        "the file holds a list where keys with values are expected",
        "the first line is `ehsg: assessment/1`; `ehsg new` writes a file in the right shape",
    ),
    "EH102": Case(
        b"guide: ehsg-2022\n",
        "error",
        1,
        1,
        "the file does not say what it is: its key `ehsg` is missing",
        "begin it with `ehsg: assessment/1`, `ehsg: response/1`, `ehsg: plan/1`, `ehsg: measures/1`, "
        "`ehsg: workforce/1`, `ehsg: thresholds/1` or `ehsg: crosswalk/1`",
    ),
    "EH103": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nperod: 2022\n",
        "error",
        3,
        1,
        '"perod" is not a key that can stand here',
        "did you mean period?",
    ),
    "EH104": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {name: 2022}\n",
        "error",
        3,
        14,
        "name needs a text, and has 2022",
        'put it in quotation marks if it is meant as text: "2022"',
    ),
    "EH105": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nsubmitted: 29/07/2022\n",
        "error",
        3,
        12,
        'the text "29/07/2022" is not a date',
        "write year-month-day, for example 2022-06-30",
    ),
    "EH106": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nperiod: 22\n",
        "error",
        3,
        9,
        "22 is not a period",
        "write 2022, or 2022-23, or 2022-Q3 (calendar), or 2022-23-FQ3 (financial)",
    ),
    "EH107": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: final\n",
        "error",
        3,
        9,
        'status cannot be "final"',
        "write draft, agreed or submitted",
    ),
    "EH108": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\narea: {code: E0800}\n",
        "error",
        3,
        14,
        'the text "E0800" is not an ONS code',
        "it is a letter and eight digits, such as E08000037",
    ),
    "EH110": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "the area has no name yet",
        "write it under area, as `name: ...`",
    ),
    "EH111": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "the period is missing",
        "write `period: 2022`, or 2022-23 for a financial year",
    ),
    "EH112": Case(
        b"ehsg: thresholds/1\nguide: ehsg-2022\nminimum: {FV1: 3}\n",
        "error",
        1,
        1,
        "the thresholds do not say where they come from",
        "add `source:` with the document, its year and the page",
    ),
    "EH115": Case(
        FINAL.encode(),
        "note",
        1,
        1,
        "the status is submitted, and the day it was sent is not recorded",
        "write `submitted:` with the day, for example 2022-07-29",
    ),
    "EH116": Case(
        f"{HEAD}status: agreed\n".encode(),
        "note",
        1,
        1,
        "the status is agreed, and which board or role agreed it is not recorded",
        "write under agreed, as `by: ...`, the board or role and no person's name",
    ),
    "EH117": Case(
        f"{FINAL}agreed: {{date: 2022-09-30}}\nsubmitted: 2022-07-29\n".encode(),
        "warning",
        4,
        16,
        "it was agreed on 2022-09-30, after it was submitted on 2022-07-29",
        "correct the date that is wrong",
    ),
    "EH118": Case(
        f"{HEAD}submitted: 2022-07-29\n".encode(),
        "warning",
        3,
        12,
        "the status is draft, and a day of submission is given",
        "write `status: submitted`, or delete the day until it has been sent",
    ),
    "EH201": Case(
        b"ehsg: assessment/1\nguide: ehsg-2222\n",
        "error",
        2,
        8,
        'there is no guide "ehsg-2222"',
        "did you mean ehsg-2022?",
    ),
    "EH202": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV1: {score: 6}}\n",
        "error",
        3,
        28,
        "6 is not on the guide's scale of 0 to 5",
        "write a whole number from 0 to 5, or leave it blank",
    ),
    "EH203": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV9: {score: 3}}\n",
        "error",
        3,
        15,
        '"FV9" is no descriptor of this guide',
        "did you mean FV7?",
    ),
    "EH204": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {5.4: {score: 3}}\n",
        "error",
        3,
        15,
        "5.4 is a number on the form; here the id FV4 belongs",
        "write FV4 in place of 5.4",
    ),
    "EH212": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nFV1: {score: 3}\nFV2: {score: 3}\n",
        "error",
        3,
        1,
        "FV1 and 1 more belong under `descriptors:`, and stand at the left margin",
        "put a line `descriptors:` above, at the left margin, and indent each id below it by two spaces",
    ),
    "EH205": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "FV1 (5.1 Family engagement) is not in the file",
        "add it under descriptors, with its score",
    ),
    "EH206": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\ndescriptors: {FV1: {score: }}\n",
        "error",
        4,
        21,
        "FV1 (5.1 Family engagement) has no score yet",
        "write a whole number, 0 to 5",
    ),
    "EH207": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV1: {score: 2.5}}\n",
        "error",
        3,
        28,
        "2.5 looks like an average; a score is one whole number (0 to 5)",
        "write the whole number you agreed; averages belong with partners' responses, not here",
    ),
    "EH208": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nmethod: [workshop]\n",
        "error",
        3,
        10,
        '"workshop" is none of the guide\'s ways to conduct an assessment',
        "did you mean workshops?",
    ),
    "EH209": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors: {FV1: {score: n/a}}\n",
        "error",
        3,
        28,
        'the guide knows no "n/a": a score is a whole number (0 to 5), or blank while it is open',
        "leave it blank and say why in the text, or agree on a score",
    ),
    "EH210": Case(
        b"ehsg: thresholds/1\nguide: ehsg-2022\nsource: Page 7\nminimum: {FV2: 3}\n",
        "error",
        4,
        11,
        "FV2 does not count towards Earned Autonomy in this guide",
        "the criteria are FV1, WF1, WF3, LE1, LE3, DA1, DA3, DA4 and DA7",
    ),
    "EH301": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2}\n"
        b"priorities: [DA1, DA1, DA2]\n",
        "error",
        4,
        19,
        "DA1 is already priority 1",
        "choose another descriptor in its place; `ehsg priorities FILE` lists those allowed "
        "(National submission form, 2022: Sectio"
        "n 11, Selection of descriptors)",
    ),
    "EH302": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2}\n"
        b"priorities: [DA1, DA2, DA3, DA4]\n",
        "error",
        4,
        1,
        "4 priorities are chosen, and the guide asks for 3",
        "take 1 out; it can stay in your action plan (National submission form, 2022: Sectio"
        "n 11, Selection of descriptors)",
    ),
    "EH303": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\npriorities: [DA1]\n",
        "error",
        4,
        1,
        "1 of 3 priorities is chosen",
        "choose 2 more; `ehsg priorities FILE` lists those the data model allows (National "
        "submission form, 2022: Sectio"
        "n 11, Selection of descriptors)",
    ),
    "EH304": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2}\n"
        b"priorities: [DA1, DA2, CO1]\n",
        "error",
        4,
        1,
        "at data model 2, 1 service descriptor is chosen (CO1) and the rule allows none: "
        "replace CO1 by 1 data descriptor",
        "At data model 2 or lower, all three descriptors come from the data section. "
        "(National submission form, 2022: Section 11, Selection of descriptors, first clause)",
    ),
    "EH305": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nstatus: submitted\n",
        "error",
        1,
        1,
        "the data model level is missing",
        "write it under data_model, as `submitted_level: ...`; `ehsg guide show data-models` "
        "explains the levels (National submission form, 2022: Sectio"
        "n 11, Selection of descriptors)",
    ),
    "EH306": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 2, changed: true}\n",
        "warning",
        3,
        1,
        "the data model has changed, and its current level is not given",
        "write `current_level` there; until then the submitted level governs (National submission "
        "form, 2022: Sectio"
        "n 11, Selection of descriptors)",
    ),
    "EH307": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndata_model: {submitted_level: 7}\n",
        "error",
        3,
        31,
        "7 is no data model level",
        "write a whole number from 1 to 6",
    ),
    "EH308": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n"
        b"data_model: {submitted_level: 2, current_level: 3}\n"
        b"priorities: [DA1, FV1, CO1]\n",
        "warning",
        3,
        49,
        "the submitted level (2) and the current level (3) allow different priorities; the "
        "current one governed here: met (under the submitted one: not met)",
        "check with your national contact which level your choice will be held against (National "
        "submission form, 2022: Sectio"
        "n 11, Selection of descriptors)",
    ),
    "EH309": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\n"
        b"data_model: {submitted_level: 2, changed: false, current_level: 3}\n",
        "warning",
        3,
        65,
        "changed is false, and yet the current level (3) is not the submitted one",
        "write `changed: true`, or delete `current_level` (National submission form, 2022: Sectio"
        "n 11, Selection of descriptors)",
    ),
    "EH310": Case(
        f"{HEAD}descriptors: {{FV1: {{score: 5, {ANSWERED}}}}}\npriorities: [FV1]\n".encode(),
        "note",
        4,
        14,
        "FV1 is a priority, and already has the highest score (5)",
        "see whether another descriptor is meant (National submission form, 2022: Section 11, "
        "Selection of descriptors)",
    ),
    "EH311": Case(
        f"{FINAL}submitted: 2022-07-29\ndata_model: {{submitted_level: 2, as_at: 2022-09}}\n".encode(),
        "warning",
        5,
        41,
        "the level is as at 2022-09, and the return was sent on 2022-07-29",
        "correct one of the dates",
    ),
    "EH401": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\ndescriptors:\n  FV1:\n"
        b"    working_well: |-\n      Families told us.\n      # check this\n",
        "warning",
        7,
        7,
        "line 2 of this text begins with #, and would be printed",
        "move the comment out of the text, or reword the line",
    ),
    "EH402": Case(
        f"{HEAD}descriptors: {{FV1: {{score: 2}}}}\n".encode(),
        "note",
        3,
        15,
        "FV1 has the score 2 and no evidence yet",
        "write under working_well what shows it (Early Help System Guide, March 2022: The "
        "self-assessment scoring system, page 14, score 2)",
    ),
    "EH403": Case(
        f"{HEAD}descriptors: {{FV1: {{score: 3, working_well: {ENOUGH}}}}}\n".encode(),
        "note",
        3,
        15,
        "FV1 has the score 3 and no next steps yet",
        "write under prioritising_next what comes next (Early Help System Guide, March 2022: The "
        "self-assessment scoring system, page 14, score 3)",
    ),
    "EH404": Case(
        (
            f"{HEAD}descriptors: {{FV1: {{score: 4, working_well: {KEPT}, prioritising_next: More}}}}\n"
        ).encode(),
        "note",
        3,
        45,
        "FV1 has the score 4, and none of its texts has a word such as outcome, impact or improved",
        "say what has changed for families and how you know (Early Help System Guide, March 2022: "
        "The self-assessment scoring system, page 14, score 4)",
    ),
    "EH405": Case(
        f"{HEAD}descriptors: {{FV1: {{score: 2, working_well: See above}}}}\n".encode(),
        "note",
        3,
        45,
        "the whole evidence for FV1 is a reference to another text",
        "say here what matters to it: each box of the form is read by itself",
    ),
    "EH406": Case(
        (
            f"{HEAD}descriptors:\n  FV1: {{score: 2, working_well: "
            f"{ENOUGH}}}\n  FV2: {{score: 2, working_well: {ENOUGH}}}\n"
        ).encode(),
        "note",
        5,
        33,
        "the text under FV2 is the same as that under FV1",
        "say here what matters to FV2, and keep the text where it belongs",
    ),
    "EH407": Case(
        (
            f"{HEAD}descriptors: {{FV1: {{score: 3, working_well: "
            f"Some progress, prioritising_next: More}}}}\n"
        ).encode(),
        "note",
        3,
        45,
        "the evidence for FV1 has 2 words, and the score 3 rests on good evidence",
        "say what shows it: a figure, a survey, what families said (Early Help System Guide, March "
        "2022: The self-assessment scoring system, page 14, score 3)",
    ),
    "EH408": Case(
        (
            f"{HEAD}descriptors:\n  FV1: {{score: 2, working_well: 72% of families felt "
            f"heard}}\n  FV2: {{score: 2, working_well: Of all staff 72% were trained}}\n"
        ).encode(),
        "note",
        5,
        46,
        "72% stands under FV1 too, with other words around it",
        "check these are the same measure; if so, describe it in the same words",
    ),
    "EH409": Case(
        (
            f"{HEAD}descriptors: {{FV1: {{score: 2, working_well: One form, prioritising_next: One form}}}}\n"
        ).encode(),
        "note",
        3,
        74,
        "FV1 has the same text under working_well and prioritising_next",
        "keep it in the box it answers, and write the other one",
    ),
    "EH410": Case(
        f"{HEAD}descriptors: {{FV1: {{score: 2, working_well: TBC}}}}\n".encode(),
        "note",
        3,
        45,
        "the text under working_well of FV1 is a placeholder",
        "write the text, or leave it blank until then",
    ),
    "EH411": Case(
        f"{HEAD}descriptors: {{FV1: {{score: 2, working_well: Not scored}}}}\n".encode(),
        "warning",
        3,
        45,
        "FV1 has the score 2, and its text says that it is not scored",
        "leave score blank, or write the evidence for it",
    ),
    "EH501": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nsharing: {press: confirmed}\n",
        "error",
        3,
        11,
        '"press" is no audience that the form asks about',
        "the audiences are dfe, coordinators and departments",
    ),
    "EH502": Case(
        b"ehsg: assessment/1\nguide: ehsg-2022\nsharing: {coordinators: yes}\n",
        "error",
        3,
        25,
        'sharing with Supporting Families Co-ordinators cannot be "yes"',
        "write confirmed or declined, or leave it blank while nobody was asked (National submission form, "
        "2022: Section 13, Permission to share, second request)",
    ),
    "EH503": Case(
        FINAL.encode(),
        "note",
        1,
        1,
        "no answer is recorded on sharing with Department for Education, Supporting Families "
        "Co-ordinators or Other Government Departments",
        "write under sharing what was answered, such as `dfe: acknowledged` (National submission "
        "form, 2022: Section 13, Permission to share, first request)",
    ),
    "EH504": Case(
        f"{HEAD}descriptors: {{FV1: {{prioritising_next: Write to a@b.example}}}}\n".encode(),
        "warning",
        3,
        49,
        "what looks like an e-mail address stands in FV1",
        "name the service or the role instead, unless it is a service's own public address",
    ),
    "EH505": Case(
        f"{HEAD}descriptors: {{FV1: {{prioritising_next: Ring 07700 900123}}}}\n".encode(),
        "warning",
        3,
        45,
        "what looks like a telephone number stands in FV1",
        "leave it out or name the service, unless it is a service's own public number",
    ),
    "EH506": Case(
        f"{HEAD}descriptors: {{FV1: {{prioritising_next: Visit NE99 1ZZ}}}}\n".encode(),
        "warning",
        3,
        46,
        "what looks like a full postcode stands in FV1",
        "name the ward or locality instead, unless it is the public address of a building",
    ),
    "EH507": Case(
        f"{HEAD}descriptors: {{FV1: {{prioritising_next: Close 943 476 5919}}}}\n".encode(),
        "warning",
        3,
        46,
        "what looks like an NHS number stands in FV1",
        "delete it, unless it is another kind of number",
    ),
    "EH508": Case(
        f"{HEAD}descriptors: {{FV1: {{prioritising_next: A manager (Jane Smith) leads}}}}\n".encode(),
        "warning",
        3,
        51,
        "what looks like a person named in a role stands in FV1",
        "name the role alone",
    ),
    "EH120": Case(
        b"ehsg: plan/1\nactions: [{id: A1, action: x, status: "
        b"done, progress: [{on: 2022-12-01, note: y}]}]\n",
        "note",
        1,
        1,
        "the file does not name its area",
        "write it under area, as `name: ...`, as it stands in the assessment",
    ),
    "EH121": Case(
        (
            f"{RESPONSE}respondent: {{organisation: x, sector: y, role: z}}\ndescriptors: {{FV1: {{}}}}\n"
        ).encode(),
        "note",
        1,
        1,
        "the response does not say for which period it is",
        "write the period of the assessment, such as `period: 2022`",
    ),
    "EH122": Case(
        (
            f"{RESPONSE}period: 2022\nrespondent: {{organisation: "
            f"x, sector: y}}\ndescriptors: {{FV1: {{}}}}\n"
        ).encode(),
        "note",
        5,
        1,
        "the respondent's role is missing",
        "write it under respondent, as `role: ...`; never a person's name",
    ),
    "EH123": Case(
        f"{MEASURES}  -\n".encode(),
        "note",
        3,
        1,
        "the file holds no measure yet",
        "write the first one under `measures:`, after a dash",
    ),
    "EH603": Case(
        f"{WORKFORCE}roles:\n  - {{role: Midwives, level: a}}\n  - {{role: midwives, level: a}}\n".encode(),
        "warning",
        6,
        12,
        '"midwives" stands already at entry 1',
        "delete one of the two, or say in the name how they differ",
    ),
    "EH606": Case(
        f"{WORKFORCE}roles: [{{role: Midwives}}]\n".encode(),
        "note",
        4,
        9,
        '"Midwives" has no level',
        "write the id of the group in the guide's table that it works at, as `level: ...`",
    ),
    "EH701": Case(
        f"{PLAN}  - {{{ACTION}, status: not started}}\n  - {{{ACTION}, status: not started}}\n".encode(),
        "error",
        5,
        10,
        "the id A1 stands already at entry 1",
        "give one of the two another id",
    ),
    "EH702": Case(
        f"{PLAN}  - {{id: A1, action: Show needs, due: 2023-03-31, status: not started}}\n".encode(),
        "note",
        4,
        5,
        "action A1 has no owner",
        "write the role that answers for it, as `owner: ...`; never a person's name",
    ),
    "EH703": Case(
        f"{PLAN}  - {{{ACTION}, status: done}}\n".encode(),
        "note",
        4,
        5,
        "action A1 is done, and nothing is recorded of what came of it",
        "add it under progress, as `- {on: 2023-03-31, note: ...}`",
    ),
    "EH704": Case(
        f"{PLAN}  - {{{ACTION}, status: in progress, progress: [{{on: 2022-11-01, note: x}},\n"
        "     {on: 2022-10-01, note: x}, {on: 2022-12-01, note: x}]}\n".encode(),
        "warning",
        5,
        11,
        "the progress of action A1 goes back here to 2022-10-01",
        "correct the date, or put the entries in the order of their dates",
    ),
    "EH706": Case(
        f"{PLAN}  - {{{ACTION}, status: not started, target: 4}}\n".encode(),
        "note",
        4,
        5,
        "action A1 aims at a score of 4, and does not say for what",
        "name the descriptor, as `descriptor: ...`, or take the target out",
    ),
    "EH707": Case(
        f"{PLAN}  - {{{ACTION}, status: done, progress: [{{on: 2022-12-01}}]}}\n".encode(),
        "note",
        4,
        94,
        "entry 1 of the progress of action A1 does not say what happened",
        "write it as `note: ...`",
    ),
    "EH708": Case(
        f"{PLAN}  - {{{ACTION}, status: not started, progress: [{{on: 2022-12-01, note: x}}]}}\n".encode(),
        "warning",
        4,
        77,
        "action A1 is not started, and yet its progress is recorded",
        "write `status: in progress`, or take out the progress that belongs elsewhere",
    ),
    "EH720": Case(
        f"{MEASURES}  - {{id: M1, name: x, level: cohort, unit: families}}\n".encode(),
        "note",
        4,
        5,
        "measure M1 does not say where its figures come from",
        "write the system and the report, as `source: ...`",
    ),
    "EH721": Case(
        f"{MEASURES}  - {{{MEASURE}, values: {{2022: {{value: 101, of: 7}}}}}}\n".encode(),
        "error",
        4,
        83,
        "measure M1 in 2022 stands at 101 per cent, and a share lies between 0 and 100",
        "correct the figure; a count or a change is no share and needs another unit",
    ),
    "EH722": Case(
        f"{MEASURES}  - {{{MEASURE}, values: {{2022: {{value: 91, of: 0}}}}}}\n".encode(),
        "error",
        4,
        91,
        "the figure of measure M1 in 2022 is said to be a share of 0",
        "correct the number; where there was no case, leave the figure blank",
    ),
    "EH723": Case(
        f"{MEASURES}  - {{{MEASURE}, target: 90}}\n".encode(),
        "note",
        4,
        5,
        "measure M1 has a target, and does not say which way is better",
        "write `better: higher` or `better: lower`",
    ),
    "EH724": Case(
        f"{MEASURES}  - {{{MEASURE}, values: {{2022: {{as_at: 2022-12}}}}}}\n".encode(),
        "note",
        4,
        69,
        "measure M1 in 2022 has no figure yet",
        "write it as `value: ...`, or leave the period blank until it is known",
    ),
    "EH725": Case(
        (
            f"{MEASURES}  - {{{MEASURE}, values: {{2021: {{value: "
            f"7, provisional: true}}, 2022: {{value: 8}}}}}}\n"
        ).encode(),
        "note",
        4,
        99,
        "the figure of measure M1 for 2021 is provisional, and that for 2022 is final",
        "bring it up to date and take `provisional: true` out",
    ),
    "EH726": Case(
        f"{MEASURES}  - {{{MEASURE}, values: {{2022-23: {{value: 7, as_at: 2022-03-31}}}}}}\n".encode(),
        "warning",
        4,
        96,
        "the figure of measure M1 in 2022-23 was taken as at 2022-03-31, before that period began",
        "correct the date or the period",
    ),
    "EH806": Case(
        f"{HEAD}follow_up: {{DA5: {{outcome: partly}}}}\n".encode(),
        "note",
        3,
        13,
        "the outcome for DA5 is partly, and no sentence says what that means",
        "write it as `note: ...`",
    ),
    "EH807": Case(
        f"{HEAD}area: {{name: Northbridge, predecessors: [{{boundaries: same}}]}}\n".encode(),
        "note",
        3,
        42,
        "predecessor 1 has neither a name nor a code",
        "write its name as it stands in its own files, or delete the entry",
    ),
    "EH808": Case(
        f"{HEAD}area: {{name: Vale, predecessors: [{{name: VALE, boundaries: same}}]}}\n".encode(),
        "error",
        3,
        42,
        "the area is named as its own predecessor",
        "write the name that the predecessor had (both areas' codes, if it had the same one), "
        "or delete the entry",
    ),
    "EH809": Case(
        f"{HEAD}area: {{name: Northbridge, predecessors: [{{name: Vale}}]}}\n".encode(),
        "note",
        3,
        42,
        "whether the boundaries of Vale changed is not said",
        "write `boundaries: same` or `boundaries: changed`",
    ),
    "EH850": Case(
        CROSSWALK.encode(),
        "error",
        1,
        1,
        "FA1 (One worker) of ehsg-2020 stands in no line, and not among those without a home",
        "add a line for it, or name it under `without_home`, `from`",
    ),
    "EH851": Case(
        f"{CROSSWALK}  - {{{LINE}}}\n  - {{{LINE}}}\n".encode(),
        "error",
        7,
        5,
        "FA1 and FV2 are related in another line already",
        "delete one of the two lines",
    ),
    "EH852": Case(
        f"{CROSSWALK}  - {{{LINE}}}\nwithout_home: {{to: [{{id: FV2, why: x}}]}}\n".encode(),
        "error",
        7,
        26,
        "FV2 stands in a line, and among those without a home",
        "delete the line, or take it out of `without_home`",
    ),
    "EH853": Case(
        CROSSWALK.replace("by: Us\n", "").encode(),
        "error",
        1,
        1,
        "the crosswalk does not say whose reading it is",
        "add `by:` with whose reading it is, and that it is not official",
    ),
    "EH854": Case(
        f"{CROSSWALK}  - {{{LINE.replace('broader', '')}}}\n".encode(),
        "error",
        6,
        26,
        "entry 1 of lines has no `relation`",
        "write same, narrower, broader or related",
    ),
    "EH855": Case(
        CROSSWALK.replace("ehsg-2020", "ehsg-2022").encode(),
        "error",
        3,
        5,
        "`from` and `to` both name ehsg-2022",
        "name the other guide",
    ),
}

# What is said of a guide pack is not said of a file; its cases stand with the pack (tests/guide).
OF_PACKS = {"EH250", "EH211"}
# Nor is what is said of settings (tests/cli/test_settings.py).
OF_SETTINGS = {"EH018"}
# What takes other files to see is shown with these, in a folder: in the test files of their families.
OF_FOLDERS = uncertain()


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(ehsg_cli.__path__, "ehsg_cli."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def test_every_rule_there_is_stands_in_the_catalogue() -> None:
    """A rule that somebody wrote and forgot to list would never run; one code belongs to one rule."""
    rules = {id(r): r for module in _modules() for r in vars(module).values() if isinstance(r, Rule)}
    codes = sorted(r.code for r in rules.values())
    assert codes == list(CATALOGUE)
    assert all(CATALOGUE[r.code] is r for r in rules.values())


def test_every_code_has_a_case_here() -> None:
    """A new rule comes with the smallest file that shows it."""
    assert set(CASES) | OF_PACKS | OF_SETTINGS | OF_FOLDERS == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_a_manual_page(code: str) -> None:
    """A code of two letters and three digits, a title in a few words, why it is so, and what to do."""
    rule: Rule[..., Any] = CATALOGUE[code]
    assert re.fullmatch(r"EH\d{3}", rule.code)
    assert rule.title
    assert not rule.title.endswith(".")
    assert len(rule.title) <= 60
    paragraphs = rule.page.split("\n\n")
    assert len(paragraphs) >= 2
    assert paragraphs[0].endswith((".", ":"))
    remedy = [paragraph for paragraph in paragraphs if paragraph.startswith("What to do: ")]
    assert len(remedy) == 1
    assert all(len(line) <= 110 for line in rule.page.splitlines())


def test_titles_tell_codes_apart() -> None:
    """The list of all codes is told by title."""
    titles = [rule.title for rule in CATALOGUE.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_file_that_shows_a_code(findings: Findings, code: str) -> None:
    """Its severity, its line and column, what is wrong and what to do, word for word."""
    case = CASES[code]
    told = next((f for f in findings(case.data) if f.code == code), None)
    assert told is not None
    assert told.span is not None
    found = (told.severity.value, told.span.line, told.span.column, told.message, told.hint)
    assert found == case[1:]


@pytest.mark.parametrize("code", CASES)
def test_a_case_shows_its_own_code_and_nothing_else_that_is_wrong(findings: Findings, code: str) -> None:
    """One mistake is one finding; what a file this small leaves out is told of as missing."""
    missing = {"EH110", "EH111", "EH115", "EH120", "EH205", "EH206", "EH303", "EH305", "EH503", "EH850"}
    # A fifth thing said at the same place: half a file holds half a value; two levels differ in two ways.
    besides = {"EH006": {"EH104"}, "EH309": {"EH308"}}.get(code, set())
    codes = {f.code for f in findings(CASES[code].data)}
    assert codes - missing - {code} == besides


@pytest.mark.parametrize("code", CASES)
def test_a_page_says_what_is_lighter_in_a_draft(findings: Findings, code: str) -> None:
    """Where the status makes a difference the page says which, and nowhere else."""
    data = CASES[code].data
    if not data.startswith(b"ehsg: assessment/1") or not data.isascii():
        return
    lines = [line for line in data.split(b"\n") if not line.startswith(b"status:")]
    weights = []
    for status in (b"draft", b"agreed"):
        told = findings(b"\n".join([lines[0], b"status: " + status, *lines[1:]]))
        weights.append(next((f.severity.value for f in told if f.code == code), None))
    draft, final = weights
    page = " ".join(CATALOGUE[code].page.split())
    says = re.search(r"A note in a draft[^,.]*, an? (error|warning) once the assessment is agreed or", page)
    if draft is not None and final is not None:
        assert (says is not None) == (draft != final)
    if says:
        assert (draft, final) == ("note", says[1])
    else:
        assert final in (None, draft) or draft is None


def test_a_page_of_what_takes_other_files_says_it_too() -> None:
    """They cannot be shown with one file: whoever weighs by the status says so on the page."""
    for code in OF_FOLDERS:
        source = inspect.getsource(CATALOGUE[code]._function)
        assert ("final" in source) == ("A note in a draft" in " ".join(CATALOGUE[code].page.split())), code


@pytest.mark.parametrize("code", CASES)
def test_a_message_is_one_plain_sentence(findings: Findings, code: str) -> None:
    """One line, no full stop, no capital but a name's, and a hint that says what to do."""
    for finding in findings(CASES[code].data):
        assert "\n" not in finding.message + finding.hint
        assert not finding.message.endswith(".")
        assert finding.hint
        assert len(finding.message) <= 200
        for word in ("invalid", "null", "None", "must", "illegal", "!"):
            assert re.search(rf"\b{re.escape(word)}\b", finding.message) is None, finding.message


# What the return does not show, and a figure it gives twice; and a level that has changed, of which the form
# does not say whether it counts.
KNOWN = {"gateshead-2022.yaml": {"EH115", "EH408", "EH503"}, "northbridge-2023.yaml": {"EH308"}}


@pytest.mark.parametrize("name", KNOWN)
def test_every_code_is_silent_on_a_sound_file(findings: Findings, name: str) -> None:
    """A real return and an invented one show no finding, but for the advice they are known for."""
    found = findings((EXAMPLES / name).read_bytes())
    assert {f.code for f in found} == KNOWN[name]
    assert all(f.severity is not Severity.ERROR for f in found)


@pytest.mark.parametrize("kind", RULES)
def test_every_rule_is_run_once_on_a_kind_of_file(kind: str) -> None:
    """The registry lists each rule once for a kind of file."""
    listed = [rule.code for rule in RULES[kind]().rules]
    assert listed
    assert len(listed) == len(set(listed))


def test_every_kind_of_file_that_is_read_is_judged() -> None:
    """No kind is read and then passed over."""
    assert list(RULES) == list(READERS)


def test_findings_come_in_the_order_of_the_file(findings: Findings) -> None:
    """By place; so a person mends them from the top down."""
    found: tuple[Finding, ...] = findings((EXAMPLES / "northbridge-2023-broken.yaml").read_bytes())
    places = [f.span for f in found if f.span is not None]
    assert len(places) == len(found) > 30
    assert places == sorted(places)


def test_what_is_missing_is_told_in_the_forms_order(findings: Findings) -> None:
    """Of 31 missing descriptors the first named is 5.1 and the last 9.7, though all share one place."""
    told = [
        f.message.split(" ")[0] for f in findings(f"{FINAL}descriptors: {{}}\n".encode()) if f.code == "EH205"
    ]
    assert len(told) == 31
    assert (told[0], told[7], told[-1]) == ("FV1", "WF1", "DA7")
