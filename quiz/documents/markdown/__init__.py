"""Question documents in Markdown, in the many ways that people write them.

The text becomes blocks (`blocks`), some of which are labelled (`labels`) or look like questions (`looks`);
what the questions of this very document look like is told by comparing (`styles`); then each question gets
the blocks that answer it (`pairing`). Whatever is left is told with its line.

Passed over, since no question is lost with it: blank lines and lines without a letter or digit, front
matter, the title, headings with questions under them, comments, lists and tables of links (tables of
contents), links back to the top, badges and pictures that stand in no answer, and HTML that shows nothing.
"""
