import hashlib
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pytest

from cnnkit import datasets

DATA = Path(__file__).parent.parent / "data"
CHECKSUMS = dict(
    reversed(line.split("  ")) for line in (DATA / "SHA256SUMS").read_text().splitlines()
)


@pytest.mark.parametrize("name", CHECKSUMS)
def test_file_is_the_one_that_was_checked_in(name: str) -> None:
    content = datasets.data_path(name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == CHECKSUMS[name]


def test_every_file_has_a_checksum_and_a_source() -> None:
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()}
    assert files - {"SHA256SUMS", "SOURCES.md"} == set(CHECKSUMS)
    sources = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert [name for name in CHECKSUMS if f"`{Path(name).name}`" not in sources] == []


def test_data_stays_small() -> None:
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 15_000_000


@pytest.mark.parametrize("name", datasets.photo_names())
def test_photo(name: str) -> None:
    photo = datasets.photo(name)
    height, width, channels = photo.shape
    assert photo.dtype == np.uint8
    assert min(height, width) >= 172
    assert channels in (1, 3)
    assert photo.flags.writeable
    row = next(
        line for line in (DATA / "SOURCES.md").read_text().splitlines() if f"{name}.png" in line
    )
    assert f"| {height} × {width} × {channels} |" in row
    description = datasets.photo_description(name)
    assert description.endswith(".")
    assert 30 < len(description) < 200


def test_photo_names_are_the_files() -> None:
    assert list(datasets.photo_names()) == sorted(path.stem for path in DATA.glob("photos/*"))


@pytest.mark.parametrize("function", [datasets.photo, datasets.photo_description])
def test_unknown_photo(function) -> None:
    with pytest.raises(ValueError, match=r"no photo 'chelsee': did you mean 'chelsea'\? .*rocket"):
        function("chelsee")
    with pytest.raises(ValueError, match=r"no photo \['chelsea'\]: did you mean 'chelsea'"):
        function(["chelsea"])
    with pytest.raises(ValueError, match="no photo 'zzz': The photos are astronaut, brick"):
        function("zzz")


@pytest.mark.parametrize(
    ("load", "train", "classes"), [(datasets.digits, 4000, 10), (datasets.fashion, 5000, 10)]
)
def test_labelled_images(load, train: int, classes: int) -> None:
    data = load()
    assert data.x_train.shape == (train, 28, 28, 1)
    assert data.x_test.shape == (1000, 28, 28, 1)
    assert data.x_train.dtype == data.x_test.dtype == np.uint8
    assert data.y_train.dtype == data.y_test.dtype == np.int64
    assert np.bincount(data.y_train).tolist() == [train // classes] * classes
    assert np.bincount(data.y_test).tolist() == [1000 // classes] * classes
    assert len(data.class_names) == classes
    with pytest.raises(FrozenInstanceError):
        data.x_train = data.x_test


def test_no_test_image_is_a_training_image() -> None:
    for data in (datasets.digits(), datasets.fashion()):
        seen = {image.tobytes() for image in data.x_train}
        assert [image for image in data.x_test if image.tobytes() in seen] == []


def test_missing_file_says_where_it_looked_and_what_helps() -> None:
    with pytest.raises(FileNotFoundError, match=r"'weights.npz' is neither .*data nor in .*data"):
        datasets.data_path("weights.npz")
    with pytest.raises(TypeError, match="name is 3; it must be text, such as"):
        datasets.data_path(3)


def test_package_data_comes_before_the_clones(tmp_path: Path, monkeypatch) -> None:
    package, clone = tmp_path / "package", tmp_path / "clone"
    for folder in (package, clone):
        folder.mkdir()
        (folder / "both.txt").write_text(folder.name)
    (clone / "one.txt").write_text("clone")
    monkeypatch.setattr(datasets, "_DATA_FOLDERS", (package, clone))
    assert datasets.data_path("both.txt").read_text() == "package"
    assert datasets.data_path("one.txt").read_text() == "clone"
