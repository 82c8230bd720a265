"""Client Level Data (CLD), the quarterly return every council makes: from its CSV to one profile a person. Pure.

`reading.roll_up` and `reading.key_list` are the doors. The file goes, chunk by chunk, into a process of its own
(`child`), which reads it once (`streaming`, with `fields`, `vocabulary`, `dates`), works out who is who (`identity`),
which events count (`events`) and what is known of each person (`profiles`, `support`, `pathway`), and answers with
columns of codes under keyed references (`references`). Identifiers are held in that process's memory only.

Source of every rule: the working note on CLD, sections named in the modules; the Department of Health and Social Care's
own code (DataS-DHSC/ASC-CLD-LA-Dashboard) stands behind most of them.
"""
