"""The bench: bounded, on this machine alone, and honest about what it found."""

import json
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench import command, loop, places, report, serving
from bench.loop import Ask, Site, Took
from bench.measuring import Measured, Side


class Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"page"
        self.send_response(404 if self.path == "/away/" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Site(server.server_port, ["a=1", "a=2"], "token")
    server.shutdown()
    server.server_close()


def test_the_loop_stops_by_itself_after_so_many_requests(site: Site) -> None:
    took = loop.drive(site, lambda _client, _turn: Ask("/"), seconds=30, most=10)
    assert len(took.seconds) == 10
    assert took.size == 4
    assert took.lasted < 30


def test_an_answer_that_is_no_page_is_no_measurement(site: Site) -> None:
    with pytest.raises(loop.Unanswered, match="answered 404"):
        loop.drive(site, lambda _client, _turn: Ask("/away/"), seconds=5, most=4)


def side(rate: float, cpu: float) -> Side:
    return Side([Took([1 / rate] * int(rate), 1.0, 30_000)] * 3, [cpu] * 3)


def found(ratio: float) -> dict[int, list[Measured]]:
    page = Measured("My day", side(100, 0.010), side(100 * ratio, 0.010 / ratio))
    return {1000: [page], 100_000: [page]}


def test_the_report_says_whether_the_bar_is_met() -> None:
    assert "Met. No page grows with the centre." in report.as_table(found(1.4))
    assert "NOT met." in report.as_table(found(1.6))
    assert "above the bar" in report.as_table(found(1.6))
    said = json.loads(json.dumps(report.as_json(found(1.4))))
    assert said["met"] is True
    assert said["sizes"][1]["people"] == 100_000
    assert said["sizes"][0]["pages"][0]["ratio"] == 1.4
    assert said["machine"]["cores"]


def test_a_page_that_costs_more_in_a_larger_centre_is_named() -> None:
    small, large = found(1.0)[1000], [Measured("My day", side(40, 0.025), side(100, 0.010))]
    assert report.grows({1000: small, 100_000: large}) == ["My day"]


def test_it_never_measures_the_database_in_use(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/real")
    monkeypatch.setenv("BROBYGGER_SECRET_KEY", "secret")
    environment = serving.environment_for(places.folder_of(tmp_path, 1000))
    assert not {"DATABASE_URL", "BROBYGGER_SECRET_KEY"} & environment.keys()
    assert environment["BROBYGGER_VAR"] == str(tmp_path / "bench-1000")


@pytest.mark.parametrize(
    "arguments", [["--sizes", "a,b"], ["--people", "5"], ["--seconds", "900"], ["--rounds", "0"], ["--sizes", "300,1"]]
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(arguments: list[str], capsys) -> None:
    assert command.main(arguments) == 2
    assert re.search(r"[A-Z].+[.0]", capsys.readouterr().err)


def test_the_plain_pages_have_the_settings_that_our_models_ask_for(tmp_path) -> None:
    environment = {**serving.environment_for(tmp_path), "DJANGO_SETTINGS_MODULE": places.PLAIN_SETTINGS}
    asked = [sys.executable, "-m", "django", "check"]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
