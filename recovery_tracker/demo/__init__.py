"""The demo: eight invented people who keep a diary, two clinicians, an administrator and a friend.

`cast` says who they are, `stories` how their time went, `diaries` turns a story into days, `stage` writes it all down.
Whatever is made is the same each time, counted from the day on which it is made.
"""
