"""The states of the one play page: each turns the question of now into a sheet, and keys into an answer.

A step knows no widget and no screen; it holds ids only and looks words up when it is asked for its sheet.
"""
