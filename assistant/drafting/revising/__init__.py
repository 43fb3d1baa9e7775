"""A draft is revised by an instruction in plain words: 把第三部分第2条改得更具体, 这条不要, 把一、二两条合并.

    message -> clauses                           plain
    clause -> edit with addresses                instructions, forms_*, vocabulary, addresses
    address -> one item, or a refusal            finding
    edits -> items arranged, worded, composed    arranging, replacing, values, wording, detailing,
                                                 composing (from a stock)
    items -> the draft, numbered anew            sheet
    body -> its task breakdown                   reimport.following; names of units in it: tasks
    what became of it, shown before it is kept   changes

`story.revised` is all of it; an earlier version comes back by `returning.returned`. A language model comes in at one
place: its `reword`, which words one item anew.
"""
