"""Every parameter of the core has one control, and every error finds its control."""

from __future__ import annotations

import pytest

from lcn_widgets.core.inputs.recipe import parameters
from lcn_widgets.ui.sections import SECTIONS, all_parameters, control_names, control_of


def kinds():
    return [(section, kind) for section in SECTIONS for kind in section.kinds]


def test_control_names_are_unique():
    names = list(control_names())
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("section", "kind"), kinds(), ids=lambda x: getattr(x, "name", x))
def test_kinds_that_share_a_control_agree_on_what_it_holds(section, kind):
    shown = all_parameters()
    for control, parameter in section.controls(kind).items():
        assert shown[control].type == parameter.type
        assert shown[control].choices == parameter.choices
        assert (shown[control].minimum, shown[control].maximum) == (
            parameter.minimum,
            parameter.maximum,
        )


@pytest.mark.parametrize(("section", "kind"), kinds(), ids=lambda x: getattr(x, "name", x))
def test_every_parameter_has_a_control(section, kind):
    names = set(control_names())
    recipe = section.kinds[kind]
    assert {f"{section.name}_{parameter}" for parameter in parameters(recipe)} <= names
    assert section.name in names


@pytest.mark.parametrize(
    ("field", "control"),
    [
        ("input_dim", "input_dim"),
        ("widths", "widths"),
        ("strides", "strides"),
        ("loss.p", "loss_p"),
        ("loss.kind", "loss"),
        ("data.kind", "data"),
        ("data.text", "data_text"),
        ("data.samples", "data_samples"),
        ("initialization.differences", "initialization_differences"),
        ("method.t_max", "method_t_max"),
        ("data.something_internal", "data"),
        ("w0", ""),
        ("", ""),
    ],
)
def test_errors_find_their_control(field, control):
    assert control_of(field) == control
