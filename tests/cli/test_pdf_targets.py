"""Where a PDF cannot go: a clear message, the old file whole, and nothing left beside it."""

import disk
import pytest

from briefing.cli import main
from briefing.core.starter import Places
from briefing.paper import typeset

OLD = b"%PDF-1.7 the old one"


def names(folder):
    return [each.name for each in folder.iterdir()]


@pytest.fixture
def run(tmp_path, starter, capsys):
    places = Places(tmp_path, tmp_path, tmp_path, starter)

    def call(output, *options):
        argv = ["pdf", "japan", "-L", str(starter), "-o", str(output), *options]
        status = main(argv, places, lambda *_: 0)
        said = capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        return status, said.err

    return call


@pytest.fixture
def mounted(tmp_path):
    """A file system of 16 kB with an old PDF on it, and the way to make it read-only."""
    with disk.mounted(tmp_path / "disk", "size=16k") as folder:
        (folder / "old.pdf").write_bytes(OLD)
        yield folder


def test_full_disk(run, mounted):
    status, said = run(mounted / "old.pdf")
    assert status == 2
    assert said == f"briefing: {mounted / 'old.pdf'} cannot be written: No space left on device\n"
    assert (mounted / "old.pdf").read_bytes() == OLD
    assert names(mounted) == ["old.pdf"]


def test_read_only_file_system(run, mounted):
    assert disk.mount("-o", "remount,ro", str(mounted)) == 0
    status, said = run(mounted / "old.pdf")
    assert status == 2
    assert "cannot be written: Read-only file system" in said
    assert (mounted / "old.pdf").read_bytes() == OLD
    assert names(mounted) == ["old.pdf"]


def test_folder_in_the_place_of_the_file(run, tmp_path):
    folder = tmp_path / "there.pdf"
    folder.mkdir()
    status, said = run(folder)
    assert (status, said) == (2, f"briefing: {folder} cannot be written: Is a directory\n")
    assert list(folder.iterdir()) == []
    assert [each for each in names(tmp_path) if "there" in each] == ["there.pdf"]


def test_file_in_the_place_of_the_folder(run, tmp_path):
    (tmp_path / "file").write_bytes(OLD)
    status, said = run(tmp_path / "file" / "a.pdf")
    assert (status, "cannot be written: Not a directory" in said) == (2, True)
    assert (tmp_path / "file").read_bytes() == OLD


def test_link_is_written_through(run, tmp_path):
    target, link = tmp_path / "target.pdf", tmp_path / "link.pdf"
    link.symlink_to(target)
    assert run(link) == (0, "")
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("state", ["folder gone", "folder empty", "file broken", "package gone"])
def test_font_that_is_not_there(run, tmp_path, monkeypatch, state):
    output = tmp_path / "a.pdf"
    output.write_bytes(OLD)
    real = typeset.import_module
    fonts = tmp_path / "fonts"

    class Package:
        font_directory = str(fonts)

    def import_module(name):
        if name == "font_source_serif_pro":
            return real(name)
        if state == "package gone":
            raise ModuleNotFoundError(name)
        return Package

    if state != "folder gone":
        fonts.mkdir()
    if state == "file broken":
        (fonts / "SourceSansPro-Regular.otf").write_bytes(b"OTTO" + b"\x00" * 20)
    monkeypatch.setattr(typeset, "import_module", import_module)
    status, said = run(output)
    assert status == 2
    assert said == (
        "briefing: the font Source Sans Pro is not there; "
        "install the Python package font-source-sans-pro again\n"
    )
    assert output.read_bytes() == OLD
