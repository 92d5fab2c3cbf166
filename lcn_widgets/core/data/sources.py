"""Every source of data by its kind."""

from __future__ import annotations

from lcn_widgets.core.data.given import ArrayData, CsvData
from lcn_widgets.core.data.recipe import DataRecipe
from lcn_widgets.core.data.signals import EegData, TerrainData
from lcn_widgets.core.data.synthetic import CounterexampleData, IdentityData, TeacherData

DATA: dict[str, type[DataRecipe]] = {
    recipe.kind: recipe
    for recipe in (
        TeacherData,
        IdentityData,
        TerrainData,
        EegData,
        CsvData,
        CounterexampleData,
        ArrayData,
    )
}
"""In the order of the controls; a new source is a class and a line here."""
