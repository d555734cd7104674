"""What all spellings of one name have in common."""


def folded(name: str) -> str:
    """Even out `input_file_id`, `inputFileId`, `InputFileID` and `INPUT-FILE-ID`."""
    return name.replace("_", "").replace("-", "").lower()
