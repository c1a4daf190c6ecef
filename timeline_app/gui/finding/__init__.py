"""Finding in the window: the search bar, the filters with their chips, and the work behind them."""
