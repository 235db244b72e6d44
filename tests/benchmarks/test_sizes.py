"""The libraries that are measured: the same for everybody, and without a problem."""

from briefing.core.library import open_folder
from tests.benchmarks.sizes import Size


def test_a_size_is_the_same_bytes_wherever_it_is_made(tmp_path):
    size = Size(3, 2, 3000)
    first, second = size.made(tmp_path / "a"), size.made(tmp_path / "b")
    names = sorted(path.name for path in first.iterdir())
    assert len(names) == 4
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_a_size_is_made_once(tmp_path):
    folder = Size(1).made(tmp_path)
    (folder / "mark").touch()
    assert Size(1).made(tmp_path) == folder
    assert (folder / "mark").exists()
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_its_cards_are_good_and_as_large_as_wanted(tmp_path):
    folder = open_folder(Size(4, 3, 4000).made(tmp_path))
    assert folder.all_problems == ()
    assert len(folder.cards) == 4
    for file in folder.files:
        assert len(file.card.editions) == 3
        assert 12_000 < file.path.stat().st_size < 15_000
