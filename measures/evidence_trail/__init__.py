"""From a score to the proof: which records hang together."""
