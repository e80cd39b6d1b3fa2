"""The register of requirements, as the project claims it (docs/requirements.toml)."""

import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@cache
def register() -> dict[str, str]:
    """Each id with its short title."""
    source = (ROOT / "docs" / "requirements.toml").read_text(encoding="utf-8")
    return {row["id"]: row["title"] for row in tomllib.loads(source)["requirement"]}
