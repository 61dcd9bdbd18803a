"""K: who holds which fact, when it can be said, and what comes of it."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    Rule(
        "K101", "synthesis out of reach", "a synthesis opens only once both chairs know all its facts",
        "Once they sit, both may say what the scene opens with `say` and what its syntheses need. A fact that its "
        "holder learns later, or only on another way through the story, keeps the synthesis closed for ever.",
        wrong="needs: [renewal, retry_bug]\n", right="needs: [renewal, refund_path]\n",
        at="scenes.standup.decide.options.credit_note", level="draft",
    ),
    Rule(
        "K102", "fact of no use", "a fact is worth knowing because something depends on it",
        "Nothing says `because` of it, no condition reads it, no synthesis needs it; it does no harm when it comes "
        "out, and telling it breaks no confidence. Whoever says it, or keeps it, sees no difference.",
        wrong="""\
lost_key:
  held: cto
  label: The lost key
  text: You lost the key of the server room.
  told: The key of the server room is lost.
  weight: 4
  cost: free
""",
        right="""\
lost_key:
  held: cto
  label: The lost key
  text: You lost the key of the server room.
  told: The key of the server room is lost.
  weight: 4
  cost: free
  surfaces: {after: 2, by: mai, text: Mai finds the key., effects: {structure: -2}}
""",
        at="facts", severity="warning", level="draft", grows=True,
    ),
    Rule(
        "K103", "unforeseeable effect", "`because` lets an effect be foreseen by whoever knows the fact",
        "Here nobody can: its holder learns the fact only later, or the fact and the effect never stand in one "
        "play, since their draws exclude each other. So the fact persuades nobody.",
        wrong="effects: {finance: {points: +6, because: retry_bug}}\n",
        right="effects: {finance: {points: +6, because: refund_path}}\n",
        at="scenes.standup.decide.options.void_tonight", level="draft",
    ),
    Rule(
        "K104", "fact that cannot be said", "a secret is worth something because it could be said",
        "No scene opens this fact with `say`, no option shares it, and no synthesis needs it where two can sit. It "
        "stays with its holder for ever.",
        wrong="scenes: [{id: morning, text: A door opens.}]\n",
        right="scenes: [{id: morning, text: A door opens., say: true}]\n",
        severity="warning", level="draft", grows=True,
    ),
    Rule(
        "K105", "asked too early", "a condition may ask for a fact only where it can be out",
        "`said`, `surfaced` and `knows` hold from the scene on in which the fact can be said or comes out. What is "
        "read as a scene opens (`also`, `private`) waits for an earlier scene.",
        wrong="when: said.bonus\n", right="when: cto.safety >= 50\n", at="scenes.morning.also.0", level="draft",
    ),
    Rule(
        "K106", "synthesis of one chair", "a synthesis needs facts of both chairs",
        "What one chair knows alone needs no sitting together.",
        wrong="needs: [renewal, bonus]\n", right="needs: [renewal, refund_path]\n",
        at="scenes.standup.decide.options.credit_note", severity="warning", level="draft",
    ),
    Rule(
        "K107", "opened before it is known", "a fact can be said from the scene on in which its holder learns it",
        "`since` names that scene. A `say` or a `share` that comes before it, or on a way that never passes it, "
        "does nothing.",
        wrong="say: [bonus, retry_bug]\n", right="say: [bonus, refund_path]\n", at="scenes.standup", level="draft",
    ),
    Rule(
        "K108", "fact that never surfaces", "what is kept surfaces so many scenes after it could have been said",
        "No scene opens this fact with `say`, and no synthesis asks for it, so it is never kept, and its `surfaces` "
        "never begins to count.",
        wrong="""\
scenes:
  - id: morning
    text: A door opens.
    decide:
      by: ceo
      ask: What now?
      options:
        - {id: a, text: Tell it., moves: [{share: bonus}], result: They nod.}
        - {id: b, text: Keep it., result: They nod.}
""",
        right="""\
scenes:
  - id: morning
    text: A door opens.
    say: [bonus]
    decide:
      by: ceo
      ask: What now?
      options:
        - {id: a, text: Tell it., moves: [{share: bonus}], result: They nod.}
        - {id: b, text: Keep it., result: They nod.}
""",
        severity="warning", level="draft", grows=True,
    ),
    Rule(
        "K109", "synthesis that cannot open", "a synthesis opens only where two people can sit together",
        "Sitting together is offered in scenes that both decide and that have a `say`, while there are `tokens`.",
        wrong="needs: [bonus]\n", right="trap: false\n", at="scenes.fortnight.decide.options.run_on_time",
    ),
    Rule(
        "K110", "reason that persuades nobody", "a fact persuades by what its hearer cares for",
        "`because` lets the other chair foresee the points once it knows the fact. The simulated partner weighs them "
        "by the `cares` of its goals; what no goal names counts a little for culture, structure, satisfaction, the "
        "departments, strain and debt, and not at all for customers, cash and what is between the chairs.",
        wrong="effects: {cash: {points: +6, because: refund_path}}\n",
        right="effects: {finance: {points: +6, because: refund_path}}\n",
        at="scenes.standup.decide.options.void_tonight", severity="warning", level="draft",
    ),
    Rule(
        "K111", "reason that is known by then", "a fact moves the other chair by being told",
        "On every way that leads here the fact has surfaced: it came out so many scenes after it could first have "
        "been said. Both know it when this is chosen, so that telling it, or keeping it, changes nothing.",
        wrong="effects: {structure: {points: -4, because: skipped_review}, sales: +3}\n",
        right="effects: {structure: -4, sales: +3}\n",
        at="scenes.fortnight.decide.options.run_on_time", severity="warning", level="draft",
    ),
    Rule(
        "K112", "fact that its keeper brings out", "what is kept comes out through somebody else",
        "`surfaces` tells how a fact that was kept is found all the same. Where its holder says it, it is not found "
        "but told, and the holder had that choice before.",
        wrong="surfaces: {after: 2, by: ceo, text: It is out.}\n",
        right="surfaces: {after: 2, by: mai, text: It is out.}\n",
        at="facts.bonus", severity="warning", level="draft",
    ),
)  # fmt: skip
