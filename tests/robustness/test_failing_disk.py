"""A disk that reports faults: what was there is whole, and the message says what to do.

The faults are put in at the system's calls by strace, which the trace of sockets needs anyway: so
it is Python, SQLite and the program as they are that meet them. dm-error needs a kernel that lets
one make devices; a file system of one's own (FUSE) would be a program to be written and trusted;
functions replaced in Python show what the test thinks of the system.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from disk import do_without

from briefing.core.index import SearchIndex
from briefing.core.library import open_folder


@pytest.fixture(scope="module", autouse=True)
def _strace():
    if not shutil.which("strace"):
        do_without("needs strace")


OLD, NEW = "the old text\n", "the new text\n"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
FAULTS = [
    ("write", "EIO", "the disk reports a fault"),
    ("write", "ENOSPC", "the disk is full"),
    ("write", "EDQUOT", "your share of the disk is used up"),
    ("fsync", "EIO", "the disk reports a fault"),
    ("fsync", "ENOSPC", "the disk is full"),
    ("rename", "EIO", "the disk reports a fault"),
    ("rename", "EROFS", "the disk is read-only"),
    ("rename", "ESTALE", "the network folder is out of reach"),
]


@pytest.fixture
def under_fault(tmp_path_factory):
    """What a command says where calls of the system of one kind fail, on one file or on all."""
    trace = tmp_path_factory.mktemp("trace") / "trace"

    def run(call, error, *command, on=()):
        tracing = ("strace", "-f", "-qq", "-o", str(trace), *(f"--trace-path={one}" for one in on))
        done = subprocess.run(
            [*tracing, "-e", f"trace={call}", "-e", f"inject={call}:error={error}", *command],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert "(INJECTED)" in trace.read_text()
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "cards"
    folder.mkdir()
    file = folder / "georgia.yaml"
    file.write_text(OLD, "utf-8")
    return file


@pytest.mark.parametrize(("call", "error", "said"), FAULTS)
@pytest.mark.parametrize("how", ["save", "make", "draft", "version", "export"])
def test_what_was_there_is_whole_and_it_is_said_why(under_fault, path, how, call, error, said):
    if call == "rename" and how == "make":
        call = "link,rename"  # a new file is named without ever replacing one
    when = "" if call != "write" else ":when=1"  # the second one is what the test hears of it
    saves = (sys.executable, str(Path(__file__).with_name("saves_once.py")), how, str(path))
    done = under_fault(call, f"{error}{when}", *saves)
    assert path.read_text("utf-8") == OLD
    # Of a version there may be a note of which card it is.
    found = {one.name for one in path.parent.rglob("*") if one.is_file()}
    assert found <= ({"georgia.yaml", "card"} if how == "version" else {"georgia.yaml"})
    if how == "export":
        assert done.stdout.startswith(f"{path} cannot be written: ")
    else:
        name = "made.yaml" if how == "make" else "georgia.yaml"
        assert done.stdout.startswith(f"{name} cannot be ")
        assert said in done.stdout


def test_a_folder_whose_names_cannot_be_brought_to_the_disk_is_no_reason_to_fail(under_fault, path):
    saves = (sys.executable, str(Path(__file__).with_name("saves_once.py")), "save", str(path))
    done = under_fault("fsync", "EIO:when=2", *saves)
    assert (done.stdout, path.read_text("utf-8")) == ("", NEW)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [("fsync", "EIO", "Input/output error"), ("rename", "ENOSPC", "No space left on device")],
)
@pytest.mark.parametrize("command", ["pdf", "html"])
def test_a_command_says_so_in_one_line_and_leaves_the_old_file(
    under_fault, starter, tmp_path, command, call, error, said
):
    target = tmp_path / "out"
    target.write_text(OLD, "utf-8")
    what = ["georgia"] if command == "pdf" else []
    briefing = (sys.executable, "-m", "briefing", command, *what, "-L", str(starter))
    done = under_fault(call, error, *briefing, "-o", str(target))
    assert done.returncode == 2
    assert done.stderr == f"briefing: {target} cannot be written: {said}\n"
    assert (target.read_text("utf-8"), [*tmp_path.iterdir()]) == (OLD, [target])


INDEXES = """\
import sys
from pathlib import Path
from briefing.core.library import open_folder
library, cache = map(Path, sys.argv[1:])
for _ in range(2):
    print(len([file.card for file in open_folder(library, cache).files if file.card]))
    card = library / "japan.yaml"
    card.write_bytes(card.read_bytes() + b"# changed\\n")
"""


@pytest.fixture
def library(starter, tmp_path):
    return shutil.copytree(starter, tmp_path / "cards")


def is_well(library, cache):
    """Whether what an index was left behind with gives what the cards themselves give."""
    ours, plain = open_folder(library, cache), open_folder(library)
    with SearchIndex(ours) as index:
        found = index.search("manas")
    return bool(found) and [one.card for one in ours.files] == [one.card for one in plain.files]


@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
@pytest.mark.parametrize("call", ["pwrite64", "fsync", "rename", "pwrite64,fsync,rename,unlink"])
def test_an_index_that_cannot_be_written_is_done_without(
    under_fault, library, tmp_path, call, error
):
    cache = tmp_path / "cache"
    done = under_fault(call, error, sys.executable, "-c", INDEXES, str(library), str(cache))
    assert (done.stdout, done.stderr) == ("20\n20\n", "")
    assert is_well(library, cache)


@pytest.mark.parametrize("call", ["pread64", "pread64,pwrite64,fdatasync,ftruncate"])
def test_an_index_that_cannot_be_read_or_changed_is_done_without(
    under_fault, library, tmp_path, call
):
    cache = tmp_path / "cache"
    open_folder(library, cache)
    japan = library / "japan.yaml"
    japan.write_bytes(japan.read_bytes() + b"# changed\n")
    command = (sys.executable, "-c", INDEXES, str(library), str(cache))
    done = under_fault(call, "EIO", *command, on=cache.glob("*.db"))
    assert (done.stdout, done.stderr) == ("20\n20\n", "")
    assert is_well(library, cache)


def test_a_card_on_which_reading_fails_is_reported_and_the_others_are_read(under_fault, library):
    card = library / "japan.yaml"
    briefing = (sys.executable, "-m", "briefing", "check", str(library))
    done = under_fault("read", "EIO", *briefing, on=[card])
    assert done.returncode == 1
    assert f"{card}:1:1: error unreadable: the file cannot be read: the disk reports a fault" in (
        done.stdout
    )
    assert "25 editions: 1 error, 0 warnings" in done.stdout
