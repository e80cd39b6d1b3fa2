"""``brobygger standard`` as a person runs it, in a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGED = ROOT / "src" / "brobygger" / "standard" / "slagelse.toml"


def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``brobygger standard`` as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "brobygger", "standard", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT / "src",
        check=False,
    )
