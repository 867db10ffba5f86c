"""`collectstatic` cut off: what has its name is whole, and the next run takes it rightly."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings

from policygen.site.static_files import WholeStaticFiles
from tests.full_disk import full_after

LONG = b"body { color: black }\n" * 1000


@pytest.fixture
def static(tmp_path: Path) -> WholeStaticFiles:
    return WholeStaticFiles(location=str(tmp_path), base_url="/static/")


def _there(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@override_settings(DEBUG=False)
def test_it_works(static: WholeStaticFiles, tmp_path: Path) -> None:
    assert static.save("css/site.css", ContentFile(LONG)) == "css/site.css"
    made = [
        name for _, name, done in static.post_process({"css/site.css": (static, "css/site.css")})
    ]
    hashed = next(name for name in made if name.endswith(".css"))
    assert (tmp_path / hashed).read_bytes() == LONG
    assert _there(tmp_path) == sorted(
        [
            *(f"{name}{end}" for name in ("css/site.css", hashed) for end in ("", ".br", ".gz")),
            "staticfiles.json",
        ]
    )
    assert (tmp_path / hashed).stat().st_mode & 0o777 == 0o644


def test_a_full_disk_leaves_nothing_half_written(static: WholeStaticFiles, tmp_path: Path) -> None:
    with full_after(1000), pytest.raises(OSError, match="File too large"):
        static.save("css/site.css", ContentFile(LONG))
    assert _there(tmp_path) == []
    static.save("css/site.css", ContentFile(LONG))
    with full_after(10), pytest.raises(OSError, match="File too large"):
        [*static.create_compressor(quiet=True).compress(str(tmp_path / "css/site.css"))]
    assert _there(tmp_path) == ["css/site.css"]
