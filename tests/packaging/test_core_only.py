"""The core alone, as on a cluster: it runs, and what is missing is said in one sentence."""

from __future__ import annotations

import json

import pytest


def test_numpy_and_scipy_are_all_that_is_installed(core_only, tmp_path):
    listing = json.loads(core_only.pip("list", "--format=json", cwd=tmp_path))
    assert {package["name"] for package in listing} == {"lcn-widgets", "numpy", "scipy"}


def test_an_experiment_runs(core_only, tmp_path):
    code = "import lcn_widgets as lcn; print(lcn.run(lcn.Experiment()).summary())"
    assert core_only.run("python", "-W", "error", "-c", code, cwd=tmp_path).startswith("converged")


@pytest.mark.parametrize(
    ("statement", "module", "extra"),
    [
        ("from lcn_widgets import figures", "matplotlib", "figures"),
        ("import lcn_widgets.figures", "matplotlib", "figures"),
        ("from lcn_widgets import Explorer", "anywidget", "widget"),
        ("import lcn_widgets; lcn_widgets.Explorer", "anywidget", "widget"),
    ],
)
def test_what_is_missing_is_said_with_the_command_that_brings_it(
    core_only, tmp_path, statement, module, extra
):
    code = f"try:\n    {statement}\nexcept ImportError as error:\n    print(error)"
    sentence = core_only.run("python", "-c", code, cwd=tmp_path)
    assert sentence.startswith(f"{module} is not installed")
    assert sentence.endswith(f'pip install "lcn-widgets[{extra}]"\n')


@pytest.mark.parametrize("options", [(), ("--lab",)])
def test_the_console_script_says_so_too(core_only, tmp_path, options):
    (line,) = core_only.run("lcn-widgets", *options, cwd=tmp_path, status=1).splitlines()
    assert line.endswith('which the command lcn-widgets needs: pip install "lcn-widgets[app]"')


def test_a_signal_that_matplotlib_brings_is_refused_in_a_sentence(core_only, tmp_path):
    code = (
        "import lcn_widgets as lcn\n"
        "try:\n    lcn.run(lcn.Experiment(data=lcn.EegData()))\n"
        "except lcn.InvalidInput as error:\n    print(error)"
    )
    assert "use random inputs" in core_only.run("python", "-c", code, cwd=tmp_path)
