"""Work shared out to several processes comes back whole, in order, and all of them end."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from ehsg_cli import processes
from ehsg_cli.errors import UserError

_number = 0


def begin(number: int) -> None:
    global _number
    _number = number


def plus(item: int) -> int | UserError:
    return item + _number if item >= 0 else UserError("below nothing", "name a number")


def end(item: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def slow(item: int) -> int:
    time.sleep(0.05)
    return item


def with_a_child(item: int) -> int:
    """Work that starts a process itself, as a council's own templates do."""
    child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(0,))
    child.start()
    child.join()
    return child.exitcode or 0


@pytest.mark.parametrize("forks", [True, False] if processes.FORKS else [False])
def test_everything_comes_back_in_order(forks: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what each process was given first; also where every process has to load everything anew."""
    monkeypatch.setattr(processes, "FORKS", forks)
    items = list(range(50))
    found = list(processes.shared_out(plus, items, 2, "adding", begin=begin, given=(7,)))
    assert found == [item + 7 for item in items]


def know(number: int) -> list[int]:
    return [number]


def add(item: int, known: list[int]) -> int:
    """Counts in what its process knows, which it keeps from one item to the next."""
    if item < 0:
        raise UserError("below nothing", "name a number")
    known.append(item)
    return item + known[0]


@pytest.mark.parametrize("jobs", [None, 1, 2])
@pytest.mark.parametrize("forks", [True, False] if processes.FORKS else [False])
def test_one_process_and_several_give_the_same(
    jobs: int | None, forks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the items; what a process knows is made of what is given."""
    monkeypatch.setattr(processes, "FORKS", forks)
    items = list(range(30))
    found = processes.in_order(add, items, jobs, "adding", know=know, given=(7,), pays_from=20)
    assert list(found) == [item + 7 for item in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_item_that_cannot_be_worked_on_ends_it_there(jobs: int) -> None:
    """What came before it is given, the first item too."""
    found = processes.in_order(add, [1, 2, -1, 4], jobs, "adding", know=know, given=(0,), chunk=1)
    assert [next(found), next(found)] == [1, 2]
    with pytest.raises(UserError, match="below nothing"):
        next(found)


def test_one_process_works_where_it_does_not_pay_to_start_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows at each item what it learnt at those before."""
    monkeypatch.setattr(processes, "shared_out", None)
    learnt: list[int] = []

    def learn(item: int, known: list[int]) -> int:
        learnt[:] = known
        return add(item, known)

    assert list(processes.in_order(learn, [3, 4, 5], None, "adding", know=know, given=(0,))) == [3, 4, 5]
    assert learnt == [0, 3, 4]


@pytest.mark.parametrize("jobs", [1, 3, 500])
def test_there_are_no_more_processes_than_work(jobs: int) -> None:
    """And none at all is asked for by an empty list."""
    assert list(processes.shared_out(plus, [1, 2], jobs, "adding", begin=begin, given=(0,))) == [1, 2]
    assert list(processes.shared_out(plus, [], jobs, "adding", begin=begin, given=(0,))) == []


def test_what_a_user_has_to_know_comes_back(tmp_path: Path) -> None:
    """After what came before it."""
    results = processes.shared_out(plus, [1, 2, -1, 4], 2, "adding", begin=begin, given=(0,), chunk=1)
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(UserError, match="below nothing") as raised:
        next(results)
    assert raised.value.hint == "name a number"


@pytest.mark.skipif(sys.platform != "linux", reason="ends a process as Linux does when memory is short")
def test_a_process_that_the_system_ends_is_told() -> None:
    """By what it was doing, and with what may help."""
    with pytest.raises(UserError, match="the system ended a process that was adding") as raised:
        list(processes.shared_out(end, [1, 2, 3], 2, "adding", begin=begin, given=(0,)))
    assert "--jobs 1" in raised.value.hint


def test_who_stops_asking_leaves_nobody_behind() -> None:
    """What is waiting is not begun."""
    results = processes.shared_out(slow, list(range(400)), 2, "waiting", begin=begin, given=(0,), chunk=1)
    assert next(results) == 0
    started = time.monotonic()
    results.close()  # type: ignore[attr-defined]  # it is a generator
    while multiprocessing.active_children() and time.monotonic() - started < 10:
        time.sleep(0.05)
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="forks a child")
def test_a_process_of_the_pool_may_start_others() -> None:
    """Own templates run in a process of their own, with a time limit."""
    assert list(processes.shared_out(with_a_child, [1, 2], 2, "trying", begin=begin, given=(0,))) == [0, 0]


def test_there_is_a_core() -> None:
    """At least this one."""
    assert processes.cores() >= 1
