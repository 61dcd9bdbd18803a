"""The conditions of Windows and macOS, set up on Linux one by one; docs/platforms.md says what that shows."""
