"""What is wrong with suppressions: the run knows which of them spoke, so these modules hold no check."""
