"""From a playthrough to insight: what happened, who knew what when, why, and what would have happened otherwise.

Everything here is read from the log; nothing is judged and nobody is ranked. Front ends take the data of
`look_back` and the sentences of `Phrases`; `report.render_text` is the whole of it as plain text.
"""
