"""One heap for all threads, seen in what the C library tells of itself; and what is no garbage."""

import gc
import platform
import shutil
import subprocess
import sys

import pytest

from briefing.core.card_file import KeptFile
from briefing.core.library import open_folder, open_quick
from briefing.gui.reloading import Reloading

PROGRAM = """
import ctypes, sys
from threading import Barrier, Thread
from briefing.gui.heap import share_one_heap
if sys.argv[1] == "one":
    share_one_heap()
libc, together = ctypes.CDLL(None), Barrier(4)
libc.malloc.restype = libc.fdopen.restype = ctypes.c_void_p
def work():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
out = ctypes.c_void_p(libc.fdopen(1, b"w"))
libc.malloc_info(0, out)
libc.fflush(out)
"""

GIVING = """
import os
from briefing.gui.heap import give_back
def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
work = [bytes([1]) * 100_000 for _ in range(600)]
kept = bytes([1]) * 100_000
del work
before = held()
give_back()
print(before - held())
"""


def heaps(asked):
    """How many heaps four threads have."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, asked], capture_output=True, text=True, check=True
    )
    return done.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the GNU C library's own")
def test_threads_share_one_heap_and_would_not_by_themselves():
    assert heaps("many") > 1
    assert heaps("one") == 1


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the GNU C library's own")
def test_what_work_no_longer_holds_is_given_back():
    done = subprocess.run(
        [sys.executable, "-c", GIVING], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 50_000_000


@pytest.fixture
def reloaded(qtbot):
    """Reads a library anew as the window does."""

    def read(folder):
        reloading = Reloading()
        with qtbot.waitSignal(reloading.finished) as done:
            reloading.start(folder)
        return done.args[0]

    return read


def test_the_files_of_a_library_are_not_looked_through_for_garbage(small, tmp_path, reloaded):
    copy = shutil.copytree(small.folder, tmp_path / "cards")
    open_folder(copy, tmp_path / "cache")
    listed = open_quick(copy, tmp_path / "cache")
    assert listed is not None
    path = copy / "ukraine.yaml"
    path.write_text(path.read_text() + "# seen\n")
    made = reloaded(listed)
    assert not listed.is_in_full
    assert made.is_in_full
    assert isinstance(made.get("ukraine"), KeptFile)
    assert not any(isinstance(each, KeptFile) for each in gc.get_objects())
    assert gc.isenabled()


def test_garbage_is_looked_for_again_where_a_library_cannot_be_read(qtbot, small, tmp_path):
    copy = shutil.copytree(small.folder, tmp_path / "cards")
    folder = open_folder(copy)
    shutil.rmtree(copy)
    reloading = Reloading()
    with qtbot.waitSignal(reloading.failed):
        reloading.start(folder)
    assert gc.isenabled()
