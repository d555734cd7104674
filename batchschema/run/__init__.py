"""Composes the rooms: what a command does, without its arguments and its exit code."""
