"""What lasts: saving, earlier versions, and what is not saved yet."""
