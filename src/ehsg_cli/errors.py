"""What stops a command from doing its work at all."""


class UserError(Exception):
    """The command could not do its work: exit code 2, never a traceback.

    What is wrong *inside* a user's file is not this but a finding.

    Attributes:
        message: one line that says what is wrong and where.
        hint: one line that says what to do; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
