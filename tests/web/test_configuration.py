"""What an installation decides about itself on its first day."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from brobygger.web.configuration import secret_key


def test_all_who_begin_at_once_get_the_same_secret_key_and_nobody_else_reads_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        keys = set(pool.map(secret_key, [tmp_path] * 12))
    assert len(keys) == 1
    assert len(keys.pop()) > 60
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
