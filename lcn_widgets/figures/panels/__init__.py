"""One picture a file: each draws a `Moment` into a figure or a part of one.

A module with ``size`` and ``draw`` is a picture, and `lcn_widgets.figures` has a function of its
name, whose help begins with the module's docstring.
"""
