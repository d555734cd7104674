"""What could not be judged; readers say which of these it is, so these modules hold no check."""
