"""The canvas: the chart in the window, what the pointer does on it, and how the view moves."""
