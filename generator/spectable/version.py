"""The version, where asking the installed distribution for it would cost 30 ms."""

VERSION = "0.1.0"
