"""How quick the pages are, beside a minimal page on the same server: `script/bench`.

`stage` starts the product in a throwaway folder, `settings` and `addresses` add the minimal page to it, `visitors` ask
for pages, `rounds` lets them do so in turns and counts, `report` says what came out.
"""
