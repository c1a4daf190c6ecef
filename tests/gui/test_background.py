"""Jobs beside the window: answers, errors, dropped answers, and an end that leaves nothing."""

import gc
import threading

import pytest
from PySide6.QtCore import QThread

from timeline_app.core.errors import TimelineError
from timeline_app.gui.background import Background


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()


def test_the_answer_comes_in_the_window_s_thread(background, qtbot):
    answers = []

    def job():
        return threading.get_ident()

    def answer(outcome):
        answers.append((outcome, QThread.currentThread()))

    background.start(job, answer)
    assert not background.idle
    qtbot.waitUntil(lambda: background.idle)
    worked_in, answered_in = answers[0]
    assert worked_in != threading.get_ident()
    assert answered_in is background.thread()


def test_an_error_of_the_program_s_family_is_the_answer(background, qtbot):
    def fail():
        raise TimelineError("the file is a teapot")

    answers = []
    background.start(fail, answers.append)
    qtbot.waitUntil(lambda: background.idle)
    assert str(answers[0]) == "the file is a teapot"


def test_another_exception_escapes_and_the_answer_is_none(background, qtbot):
    def fail():
        raise ValueError("a fault")

    answers = []
    with qtbot.captureExceptions() as escaped:
        background.start(fail, answers.append)
        qtbot.waitUntil(lambda: background.idle)
    assert answers == [None]
    assert [str(error) for _, error, _ in escaped] == ["a fault"]


def test_jobs_run_in_their_order_and_a_dropped_one_is_not_answered(background, qtbot):
    answers, may_go = [], threading.Event()

    def wait():
        may_go.wait(60)
        return "slow"

    slow = background.start(wait, answers.append)
    background.start(lambda: "second", answers.append)
    background.start(lambda: "third", answers.append)
    background.drop(slow)
    may_go.set()
    qtbot.waitUntil(lambda: background.idle)
    assert answers == ["second", "third"]


def test_garbage_is_not_collected_while_a_job_runs(background, qtbot):
    seen = []
    background.start(lambda: seen.append(gc.isenabled()), lambda _: None)
    qtbot.waitUntil(lambda: background.idle)
    assert seen == [False]
    assert gc.isenabled()


def test_closing_waits_and_answers_nothing_more(qapp):
    background = Background()
    answers, done = [], []
    started = threading.Event()

    def job():
        started.set()
        threading.Event().wait(0.05)
        done.append(True)

    background.start(job, answers.append)
    assert started.wait(60)
    background.close()
    qapp.processEvents()
    assert done == [True]
    assert answers == []
    assert gc.isenabled()


def test_another_beside_it_works_at_the_same_time_and_closes_with_it(background, qtbot):
    other = background.beside()
    may_go, seen = threading.Event(), []
    background.start(lambda: may_go.wait(60), lambda _: None)
    other.start(lambda: None, lambda _: seen.append(gc.isenabled()))
    qtbot.waitUntil(lambda: other.idle)
    assert not background.idle
    assert seen == [False]
    may_go.set()
    qtbot.waitUntil(lambda: background.idle)
    assert gc.isenabled()
    other.start(lambda: seen.append("done"), lambda _: None)
    background.close()
    assert gc.isenabled()


def test_one_that_finishes_ends_when_all_is_done_that_was_asked_for(background):
    may_go, done = threading.Event(), []
    beside = background.beside(finishes=True)
    beside.start(may_go.wait, done.append)
    for number in range(3):
        beside.start(lambda number=number: done.append(number), lambda _: None)
    beside.start(may_go.wait, lambda _: None)
    threading.Timer(0.05, may_go.set).start()
    background.close()
    assert done == [0, 1, 2]
    background.close()
