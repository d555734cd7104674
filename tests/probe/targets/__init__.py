"""Classes and functions to probe: honest ones, and each with one dishonesty."""
