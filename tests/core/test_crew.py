from __future__ import annotations

import io
import os
import pickle
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from core_samples import CARD, sample_library, write

from briefing.core import crew
from briefing.core import job as jobs
from briefing.core.crew import work
from briefing.core.entry import Context, Entry
from briefing.core.job import Job, read_files, usable_cores
from briefing.core.watching import StoppedError

if TYPE_CHECKING:
    from pathlib import Path

FILES = 60


@pytest.fixture
def job(tmp_path: Path) -> Job:
    files = {f"c{number:02d}": CARD.replace("Aldmark", f"N{number}") for number in range(FILES)}
    write(tmp_path, **files)
    names = [f"{name}.yaml" for name in files]
    return Job(f"{tmp_path}{os.sep}", Context.of(sample_library(), names))


def asked() -> list[tuple[str, bytes]]:
    return [(f"c{number:02d}.yaml", b"") for number in range(FILES)]


def names_read(found: Any) -> list[str]:
    return sorted(entry.head.name for outcome in found for entry in outcome)


ALL = sorted(f"N{number}" for number in range(FILES))


@pytest.mark.parametrize("processes", [None, 0, 1, 3])
def test_every_file_is_read_once_however_many_read(job: Job, processes: int | None) -> None:
    assert names_read(read_files(job, asked(), processes=processes)) == ALL


def test_no_file_is_no_work(job: Job) -> None:
    assert list(read_files(job, [], processes=2)) == []


def test_what_processes_read_is_what_one_reads(job: Job) -> None:
    job = job._replace(with_passages=True)
    alone = [each for outcome in read_files(job, asked(), processes=0) for each in outcome]
    together = [each for outcome in read_files(job, asked(), processes=3) for each in outcome]
    assert sorted(together, key=lambda each: each.name) == alone
    assert all(isinstance(each, Entry) and each.passages for each in together)


def test_few_files_need_no_process(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "usable_cores", lambda: 4)
    monkeypatch.setattr(subprocess, "Popen", None)
    assert names_read(read_files(job, asked())) == ALL


def test_many_files_are_read_by_all_cores(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_WORTH_IT", 10)
    monkeypatch.setattr(jobs, "usable_cores", lambda: 3)
    started: list[Any] = []
    popen = subprocess.Popen

    def start(*rest: Any, **more: Any) -> Any:
        started.append(popen(*rest, **more))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    assert names_read(read_files(job, asked())) == ALL
    assert len(started) == 3
    assert all(process.poll() is not None for process in started)


def test_where_no_process_can_be_started_this_one_reads(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert names_read(read_files(job, asked(), processes=2)) == ALL


def test_without_a_python_to_start_this_one_reads(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert names_read(read_files(job, asked(), processes=2)) == ALL


@pytest.mark.parametrize(
    "program",
    [
        "import sys; sys.exit(3)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import sys; sys.stdout.write('xx')",
        "import sys; sys.stdout.buffer.write(b'\\0\\0\\1\\0half')",
        "import os; os.close(1); input()",
    ],
)
def test_the_work_of_a_process_that_fails_is_done(
    job: Job, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(crew, "_PROGRAM", program)
    assert names_read(read_files(job, asked(), processes=2)) == ALL


def test_the_work_of_a_process_that_cannot_be_heard_is_done(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deaf(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    popen = subprocess.Popen

    def start(*rest: Any, **more: Any) -> Any:
        process = popen(*rest, **more)
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = Deaf()
        return process

    monkeypatch.setattr(subprocess, "Popen", start)
    assert names_read(read_files(job, asked(), processes=2)) == ALL


def test_processes_killed_in_the_middle_leave_nothing_out(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_CHUNK", 2)
    started: list[Any] = []
    popen = subprocess.Popen

    def start(*rest: Any, **more: Any) -> Any:
        started.append(popen(*rest, **more))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    found = []
    for outcome in read_files(job, asked(), processes=2):
        found.append(outcome)
        if len(found) == 3:
            for process in started:
                os.kill(process.pid, signal.SIGKILL)
    assert names_read(found) == ALL


@pytest.mark.parametrize("processes", [0, 2])
def test_work_that_is_no_longer_wanted_ends(job: Job, processes: int) -> None:
    wanted = iter([False, False])
    found = read_files(job, asked(), stopped=lambda: next(wanted, True), processes=processes)
    with pytest.raises(StoppedError):
        list(found)
    assert list(found) == []


def test_whoever_leaves_early_leaves_nobody_at_work(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_CHUNK", 1)
    found = read_files(job, asked(), processes=2)
    assert next(iter(found))
    found.close()  # type: ignore[attr-defined]


def test_an_error_of_the_program_is_raised_where_the_files_are_wanted(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(crew, "_PROGRAM", "pass")
    monkeypatch.setattr(jobs, "read_entry", fail)
    with pytest.raises(ZeroDivisionError):
        list(read_files(job, asked(), processes=2))


def test_a_process_does_its_job_and_ends_with_its_orders(job: Job) -> None:
    orders, answers = io.BytesIO(), io.BytesIO()
    for what in (job, asked()[:3], asked()[3:5]):
        pickle.dump(what, orders)
    orders.seek(0)
    work(orders, answers)
    answers.seek(0)
    lengths = []
    while raw := answers.read(4):
        lengths.append(len(pickle.loads(answers.read(int.from_bytes(raw)))))
    assert lengths == [3, 2]


def test_a_process_reads_with_the_core_alone() -> None:
    program = (
        "import sys, briefing.core.crew as crew\n"
        "rooms = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not rooms & {'PySide6', 'typst', 'pydantic', 'pypdfium2'}, rooms\n"
        "assert not [n for n in sys.modules if n.startswith(('briefing.gui', 'briefing.paper'))]\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)


def test_the_cores_are_those_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_cores() == 1
