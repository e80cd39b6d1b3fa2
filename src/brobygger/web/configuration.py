"""Reads what a place decides from its environment, with safe answers when it says nothing."""

import os
import secrets
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict


def var_directory() -> Path:
    """Where this installation keeps its data: BROBYGGER_VAR, else `var` in the present folder."""
    path = Path(os.environ.get("BROBYGGER_VAR", "var")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key(var: Path) -> str:
    """Django's signing key: BROBYGGER_SECRET_KEY, else one made once and kept readable by its owner alone."""
    given = os.environ.get("BROBYGGER_SECRET_KEY")
    if given:
        return given
    path = var / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def database_settings(var: Path) -> dict[str, Any]:
    """Django's database settings from DATABASE_URL, a PostgreSQL address (psycopg reads every form of it)."""
    url = os.environ.get("DATABASE_URL", "postgresql://postgres@/brobygger?host=" + str(var / "postgres"))
    parts = conninfo_to_dict(url)
    settings: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "brobygger"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parts),
    }
    return settings
