"""Large files: opened by their columns, their events read where a person looks."""
