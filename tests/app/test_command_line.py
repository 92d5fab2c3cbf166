"""The console script answers mistakes with a sentence, before anything is started."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lcn_widgets.app import command_line
from lcn_widgets.app.ports import is_free, nearest_free


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_answered_with_one_that_is_free(taken_port, capsys):
    with pytest.raises(SystemExit) as end:
        command_line.main(["--port", str(taken_port)])
    assert end.value.code == 2
    *_, sentence = capsys.readouterr().err.strip().splitlines()
    assert f"port {taken_port} is in use" in sentence
    proposed = int(sentence.split(":")[-1].split()[0])
    assert is_free(proposed)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "8866.5", "eight"])
def test_what_is_no_port_is_said_in_a_sentence(text, capsys):
    with pytest.raises(SystemExit):
        command_line.main([f"--port={text}"])
    assert f"'{text}' is not a port: use a whole number" in capsys.readouterr().err


def test_the_nearest_free_port_is_nearest(taken_port):
    assert not is_free(taken_port)
    assert abs(nearest_free(taken_port) - taken_port) >= 1
    free = nearest_free(taken_port)
    between = range(min(free, taken_port), max(free, taken_port))
    assert not any(is_free(port) for port in between if port not in (free, taken_port))


def test_without_a_port_a_taken_default_is_stepped_over(taken_port, monkeypatch):
    served = {}
    monkeypatch.setattr(command_line, "DEFAULT_PORT", taken_port)
    monkeypatch.setattr(
        "lcn_widgets.app.server.serve", lambda port, *, browser: served.update(port=port)
    )
    command_line.main([])
    assert served["port"] != taken_port


def test_help_answers_without_starting_jupyter():
    script = Path(sys.executable).with_name("lcn-widgets")
    probe = (
        "import sys, runpy; sys.argv = ['lcn-widgets', '--help']\n"
        f"try: runpy.run_path({str(script)!r}, run_name='__main__')\n"
        "except SystemExit: print('voila' in sys.modules, 'jupyterlab' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)
    assert "--no-browser" in answer.stdout
    assert answer.stdout.strip().endswith("False False")
