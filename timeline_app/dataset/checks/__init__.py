"""What `check` says beyond what a reader must: doubts, repetitions, excerpts that sources do not hold."""
