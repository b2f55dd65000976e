"""Decisions of people: read from a plain file, applied to what is extracted, in the same way on every build.

`kg.curation.file` reads and extends the file, `kg.curation.rules` says what contradicts what, `kg.curation.curator`
applies the decisions to one paper at a time.
"""
