"""What stands around chart and panel: head, foot, bars, overview."""
