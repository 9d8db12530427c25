"""The ombudsman's figures."""
