"""Recipes that make data sets. May import risk and below."""

from lcn_widgets.core.data.given import ArrayData, CsvData
from lcn_widgets.core.data.recipe import DataRecipe
from lcn_widgets.core.data.signals import EegData, TerrainData
from lcn_widgets.core.data.sources import DATA
from lcn_widgets.core.data.synthetic import CounterexampleData, IdentityData, TeacherData

__all__ = [
    "DATA",
    "ArrayData",
    "CounterexampleData",
    "CsvData",
    "DataRecipe",
    "EegData",
    "IdentityData",
    "TeacherData",
    "TerrainData",
]
