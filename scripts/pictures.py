"""Take the README's picture from a demo centre of its own: `make pictures`."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def served(process: "subprocess.Popen[str]") -> str:
    """The address that the starting software prints."""
    for line in process.stderr or ():
        found = re.search(r"ready: (http://\S+/)", line)
        if found:
            return found[1]
    raise SystemExit("the demo did not start")


def my_day(page: Page, address: str) -> None:
    """A counsellor's My day, as it opens."""
    page.goto(f"{address}vaelg-rolle/")
    counsellors = page.locator("li", has_text="Behandler")
    counsellors.filter(has_text="Alkoholbehandlingen").first.get_by_role("button").click()
    page.goto(f"{address}min-dag/")
    page.screenshot(path=PICTURES / "my-day.png")


def main() -> int:
    """Start a demo, take the picture, stop it."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit("no Chromium on this machine; on Debian: apt-get install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="brobygger-pictures-") as var:
        Path(var).chmod(0o711)
        process = subprocess.Popen(
            [sys.executable, "-m", "brobygger", "run", "--demo"],
            env={**os.environ, "BROBYGGER_VAR": var, "PORT": os.environ.get("PORT", "8300")},
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            address = served(process)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="da-DK")
                my_day(page, address)
                browser.close()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
