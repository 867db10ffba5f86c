"""The structure of a PDF, by which screen readers go: that of the page's HTML.

WeasyPrint's follows its boxes, one for each line and page. Ours has an element once, however many pages and
lines it is on (tree.py). It says which heads a cell has (tables.py) and where a link leads (links.py), and
leaves out what only stands on the paper (artifacts.py).
"""
