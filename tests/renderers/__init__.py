"""Writers of the notations that are imported: a canonical schema in, a document that states its facts out."""
