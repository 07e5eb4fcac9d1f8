"""The one exception for whatever outside the program keeps it from starting."""


class StartError(Exception):
    """Its message is one line that says what is wrong and, where that helps, what to do."""
