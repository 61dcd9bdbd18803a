"""Going on after a stop without notice: SIGSTOP comes from a debugger, a paused container or `kill -STOP`.

Textual (8.2.8) starts its terminal again at SIGCONT whether or not it had let go of it. Then a second thread reads the
keys, the first one is never told to end, and the program hangs when it is left.
"""

from textual.drivers.linux_driver import LinuxDriver


class ResumeDriver(LinuxDriver):
    """A terminal that is let go of before it is taken again."""

    def _sigcont_application(self, *arguments: object) -> None:
        if self._auto_restart and not self._must_signal_resume:
            self.suspend_application_mode()
        super()._sigcont_application(*arguments)
