"""Pictures of figures: bars in a notebook, charts for a page, tables on a terminal.

They draw words and numbers that they are given, in light and in dark surroundings; they know no answer.

Start reading at `page.bars`.
"""
