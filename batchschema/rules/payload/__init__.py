"""A payload against one variant: what contradicts the document, and what goes beyond it."""
