"""The files of the corpus of which the language server and ``briefing check`` say different things.

Each is here with the reason. One of which both say the same is a mistake, which the test reports.
"""

DECODED = "the editor hands over text that it has decoded itself; the server sees no bytes"
EMPTY = "the server looks at no file without a value"
DOCUMENTS = "the server takes several documents a file, and checks each"
LIBRARY = "JSON Schema sees one file; the sources and their paragraphs stand in library.yaml"
BEFORE = "JSON Schema cannot look from one edition to the one before, in the order of the dates"
TWICE = "JSON Schema cannot ask that one key be unique among the items of a list"
FULL_YAML = "the server takes all of YAML; the format leaves out anchors, aliases, tags and merging"
FAILS = "the server fails on an unknown key that is nothing, and checks nothing further"

ONLY_CHECK_OBJECTS = {
    "alias": FULL_YAML,
    "anchor": FULL_YAML,
    "merge-key": FULL_YAML,
    "syntax-starts-with-ampersand-word": FULL_YAML,
    "tag": FULL_YAML,
    "control-byte-order-mark-twice": "the editor takes one mark away and the server the other",
    "documents": DOCUMENTS,
    "documents-separator-at-end": DOCUMENTS,
    "encoding-latin-1": DECODED,
    "encoding-latin-1-after-byte-order-mark": DECODED,
    "encoding-surrogate": DECODED,
    "file-byte-order-mark-only": EMPTY,
    "file-comment-only": EMPTY,
    "file-empty": EMPTY,
    "key-empty": FAILS,
    "key-null": FAILS,
    "para-float": "to JSON Schema 3.0 is a whole number",
    "para-out-of-range": LIBRARY,
    "para-out-of-range-list": LIBRARY,
    "para-out-of-range-other-source": LIBRARY,
    "rule-unknown-source": LIBRARY,
    "rule-unknown-source-far": LIBRARY,
    "rule-unknown-source-point": LIBRARY,
    "rule-change-first-edition": BEFORE,
    "rule-change-near-topic": BEFORE,
    "rule-change-new-topic": BEFORE,
    "rule-change-skips-an-edition": BEFORE,
    "rule-duplicate-edition": TWICE,
    "rule-duplicate-topic": TWICE,
    "tab-empty-line": "YAML allows a tab on a line with nothing else; the format allows none",
}

ONLY_THE_SERVER_OBJECTS = {
    "block-text": "the server takes a tab that continues quoted text for the end of it; YAML does not",
    "carriage-returns": "the server knows no line that ends in a carriage return alone; YAML does",
}
