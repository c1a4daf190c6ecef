"""What every test runs in: no display, no locale, no home of a person; and nothing left behind."""

import gc
import os
import tempfile
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

OFFSCREEN = os.environ.get("TIMELINE_TEST_PLATFORM", "offscreen")
PASSED = pytest.StashKey[bool]()
PATIENCE_MS = 60_000
"""How long a test waits for what it awaits: a busy machine may stand still for seconds."""

settings.register_profile("person", deadline=None)
settings.register_profile("machine", deadline=None, derandomize=True)
settings.load_profile("machine" if os.environ.get("CI") else "person")


def pytest_configure(config: pytest.Config) -> None:
    """Set the environment before the first test module, and so Qt, reads it."""
    home = tempfile.TemporaryDirectory(prefix="timeline-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(home.cleanup)
    os.environ.update(
        QT_QPA_PLATFORM=OFFSCREEN,
        LC_ALL="C.UTF-8",
        HOME=home.name,
        XDG_CACHE_HOME=f"{home.name}/cache",
        XDG_CONFIG_HOME=f"{home.name}/config",
        XDG_DATA_HOME=f"{home.name}/data",
        XDG_RUNTIME_DIR=home.name,
        XDG_STATE_HOME=f"{home.name}/state",
    )
    os.environ.pop("LANGUAGE", None)


def pytest_collection_finish() -> None:
    """Take what all tests share out of the garbage collector's sight: each Qt test looks through the rest."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember whether the test itself passed: a failed one holds its windows in its traceback."""
    report = yield
    if report.when == "call":
        item.stash[PASSED] = report.passed
    return report


class PatientBot(QtBot):
    """Waits as long as anything may take where a test does not say how long."""

    def waitUntil(self, callback, *, timeout=PATIENCE_MS):  # noqa: N802 - Qt's
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=PATIENCE_MS, **options):  # noqa: N802 - Qt's
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a Qt test that leaves a window, a running thread or an active timer."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    QLocale.setDefault(QLocale.c())
    threads = set(threading.enumerate())
    windows = set(QApplication.topLevelWidgets())
    yield
    _delete_what_is_due()
    left = [f"Python thread {thread.name}" for thread in set(threading.enumerate()) - threads]
    left += _stop_qt_objects()
    if set(QApplication.topLevelWidgets()) - windows:
        gc.collect()
        _delete_what_is_due()
    for window in set(QApplication.topLevelWidgets()) - windows:
        left.append(f"window {type(window).__name__} {window.objectName() or window.windowTitle()!r}")
        window.close()
        window.deleteLater()
    _delete_what_is_due()
    if left and request.node.stash.get(PASSED, False):
        pytest.fail(f"left behind: {', '.join(left)}", pytrace=False)


def _delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _stop_qt_objects() -> list[str]:
    """Stop every running QThread and active QTimer, and name them."""
    stopped = []
    for thing in gc.get_objects():
        kind = type(thing)
        if not issubclass(kind, QThread | QTimer) or not shiboken6.isValid(thing):
            continue
        if isinstance(thing, QTimer) and thing.isActive():
            thing.stop()
            stopped.append(f"active {kind.__name__} of {type(thing.parent()).__name__}")
        elif isinstance(thing, QThread) and thing.isRunning() and thing is not QThread.currentThread():
            thing.quit()
            thing.wait(5000)
            stopped.append(f"running {kind.__name__} of {type(thing.parent()).__name__}")
    return stopped
