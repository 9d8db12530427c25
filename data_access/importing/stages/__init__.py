"""Any file a council has becomes rows of a dataset, in visible stages.

open → find the table → columns → values → rows → compare → land. Each stage is a pure function
from what the stage before gave, plus the recipe: what a person said about the layout of the file.
"""
