"""The same cards and options give the same bytes, whoever asks, where and when."""

import os
import subprocess
import sys

import pytest

ELSEWHERE = (
    {"TZ": "UTC", "LC_ALL": "C", "LANG": "", "PYTHONHASHSEED": "0"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANG": "ka_GE.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "", "LANG": "ar_EG", "PYTHONHASHSEED": "random"},
)


def printed(tmp_path, starter, place, environment, *options):
    folder = tmp_path / f"folder {place}"
    folder.mkdir(exist_ok=True)
    output = folder / "out.pdf"
    subprocess.run(
        [
            *(sys.executable, "-m", "briefing", *options),
            *("-L", str(starter), "-o" if options[0] == "pdf" else "--pdf", str(output)),
        ],
        env=os.environ | environment,
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return output.read_bytes()


@pytest.mark.parametrize(
    "options",
    [
        ("pdf", "georgia", "--all-stops"),
        ("pdf", "georgia", "--compare", "2004", "2010", "--one-page", "--greyscale"),
        ("pdf", "--region", "South Caucasus"),
        ("steps", "--at", "2010"),
    ],
    ids=["brief", "one page", "book", "table"],
)
def test_same_bytes_from_every_process(tmp_path, starter, options):
    found = {
        printed(tmp_path, starter, place, environment, *options)
        for place, environment in enumerate(ELSEWHERE)
    }
    assert len(found) == 1
    assert found.pop().startswith(b"%PDF")


def test_copies_of_the_cards_give_the_same_bytes_where_a_date_is_given(tmp_path, starter):
    """A copy from git has other dates than the files that were copied."""
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("library.yaml", "japan.yaml"):
        (copy / name).write_bytes((starter / name).read_bytes())
        os.utime(copy / name, (1e9, 1e9))
    dated = {"SOURCE_DATE_EPOCH": "1700000000"}
    one = printed(tmp_path, starter, "a", dated, "pdf", "japan")
    assert printed(tmp_path, copy, "b", dated, "pdf", "japan") == one
    assert printed(tmp_path, copy, "c", {}, "pdf", "japan") != one
