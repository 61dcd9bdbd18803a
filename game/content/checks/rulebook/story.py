"""The rules for the story: structure (S), knowledge (K) and conditions (G)."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    # S: what refers to what, and whether the story can be played to its end.
    Rule(
        "S101", "declared twice", "an id names one thing",
        "Scenes, endings and promises have ids of their own in the whole file, options within their scene.",
        wrong="""\
endings:
  - {id: calm, tier: good, when: week > 3, title: Calm, text: It is calm.}
  - {id: calm, tier: poor, title: Storm, text: It is not.}
""",
        right="""\
endings:
  - {id: calm, tier: good, when: week > 3, title: Calm, text: It is calm.}
  - {id: storm, tier: poor, title: Storm, text: It is not.}
""",
    ),
    Rule(
        "S102", "unknown fact", "`say`, `needs`, `share` and `because` name facts of this file",
        "A fact is declared once under `facts`, by its id.",
        wrong="say: [bonuss]\n", right="say: [bonus]\n", at="scenes.standup",
    ),
    Rule(
        "S103", "unknown person", "`by`, `who` and `on` name people of the cast",
        "Everybody who speaks or is blamed is declared under `cast`, by id.",
        wrong="""\
surfaces:
  after: 2
  by: maii
  text: It is out.
""",
        right="""\
surfaces:
  after: 2
  by: mai
  text: It is out.
""",
        at="facts.bonus",
    ),
    Rule(
        "S104", "unknown scene", "`then`, `since` and an echo's `scene` name scenes",
        "A `then` leads to a scene of this file by its id, or to `end`.",
        wrong="then: fortnigth\n", right="then: fortnight\n", at="scenes.letter",
    ),
    Rule(
        "S105", "unknown option", "`board` names a listed option of its own scene",
        "The board chooses among what is on the list; it does not know what two people work out together.",
        wrong="board: void_by_hands\n", right="board: void_by_hand\n", at="scenes.standup.decide",
    ),
    Rule(
        "S106", "unknown promise", "`renegotiates` names a promise that an option makes",
        "A promise is made by one option and may be talked over by another before it falls due.",
        wrong="renegotiates: test\n", right="renegotiates: tests\n", at="scenes.afternoon.decide.options.lan_did_it",
    ),
    Rule(
        "S107", "reserved id", "some ids have a meaning of their own",
        "`sit` is the wish to sit together, `end` the end, `half` and `double` strengths; some flags and draws "
        "are built in.",
        wrong="set: [chair_empty]\n", right="set: [firm]\n", at="scenes.morning.decide.options.pay_first",
    ),
    Rule(
        "S108", "scene out of reach", "a scene that nothing leads to is never played",
        "Play goes down the file unless a `then` says otherwise. Conditions are not looked at here.",
        wrong="then: month_end\n", right="then: [{when: week > 3, to: letter}, {to: fortnight}]\n",
        at="scenes.afternoon", level="draft",
    ),
    Rule(
        "S109", "flag nobody reads", "a flag is there to be read by a condition",
        "An option raises a flag with `set`, a condition asks for it as `flag.<name>`.",
        wrong="set: [firm, angry]\n", right="set: [firm]\n", at="scenes.morning.decide.options.pay_first",
        level="draft", grows=True,
    ),
    Rule(
        "S110", "flag that is never set", "a flag that no option raises is never up",
        "Built in are `flag.chair_empty`, `flag.checkin_ceo` and `flag.checkin_cto`; all others are raised by `set`.",
        wrong="when: flag.zeppelin\n", right="when: flag.firm\n", at="scenes.month_end.also.0",
    ),
    Rule(
        "S112", "story without end", "every way must lead to an end",
        "Scenes may come again, but each circle lets time pass and asks something, and some way leads to the end.",
        wrong="then: standup\n", right="then: [{when: week > 90, to: letter}, {to: fortnight}]\n",
        at="scenes.afternoon",
    ),
    Rule(
        "S113", "gap in a list of cases", "the first that holds is taken, so the last must hold always",
        "`then` and `result` may be lists. Only the last entry goes without `when`; after one without, nothing "
        "is read.",
        wrong="then: [{when: week > 90, to: letter}]\n", right="then: [{when: week > 90, to: letter}, {to: "
                                                               "fortnight}]\n",
        at="scenes.afternoon",
    ),
    Rule(
        "S114", "nothing to choose", "at least one option must always be offered",
        "Options with `when` or `needs` may be closed. If all may be, a player could sit before an empty list.",
        wrong="""\
options:
  - {id: a, text: Run it., result: It runs., when: week > 3}
  - {id: b, text: Stop it., result: It stops., when: week > 4}
""",
        right="""\
options:
  - {id: a, text: Run it., result: It runs., when: week > 3}
  - {id: b, text: Stop it., result: It stops.}
""",
        at="scenes.fortnight.decide",
    ),
    Rule(
        "S115", "too many coffees", "there is time for two coffees in a crisis",
        "A coffee is a small thing between scenes because it is rare.",
        wrong="coffee: true\n", right="weeks: 0\n", at="scenes.standup",
    ),
    Rule(
        "S116", "the last ending", "the first ending that holds wins, so the last must hold always",
        "Endings are tried in order. Only the last has no condition, or says `otherwise`.",
        wrong="""\
endings:
  - {id: calm, tier: good, when: week > 3, title: Calm, text: It is calm.}
""",
        right="""\
endings:
  - {id: calm, tier: good, when: week > 3, title: Calm, text: It is calm.}
  - {id: storm, when: otherwise, tier: poor, title: Storm, text: It is not.}
""",
    ),
    Rule(
        "S118", "due after the end", "nothing should fall due after the last scene",
        "Count the scenes that are left on the longest way. What is due later would land all at once at the end.",
        wrong="""\
later:
  - after: 9
    cue: Something creaks.
    text: It lands.
    effects: {sales: -1}
""",
        right="""\
later:
  - after: 1
    cue: Something creaks.
    text: It lands.
    effects: {sales: -1}
""",
        at="scenes.fortnight.decide.options.run_on_time", level="draft", grows=True,
    ),
    Rule(
        "S119", "a silent quarter", "in each quarter of the year after somebody speaks",
        "For each quarter the first voice that holds speaks; the last of a quarter has no condition.",
        wrong="voices: [{quarter: 1, who: mai, text: It is quiet.}]\n", right="debrief: {questions: []}\n",
        level="draft", grows=True,
    ),
    Rule(
        "S120", "id and folder differ", "a scenario lives in a folder of its own name",
        "Saves and commands find a scenario by its id, which is the name of its folder.",
        wrong="id: large\n", right="id: small\n", severity="warning", level="draft",
    ),
    Rule(
        "S122", "a chair is blamed by name", "`on` is for people who are not in the chairs",
        "A plain `blame` puts it on the other chair; `blame: {on: person}` on somebody who is not at the table.",
        wrong="moves: [{blame: {on: ceo}}]\n", right="moves: [blame]\n",
        at="scenes.afternoon.decide.options.lan_did_it",
    ),
    Rule(
        "S123", "promise asked for too early", "a promise is kept or broken from the scene on in which it falls due",
        "`kept` and `broken` hold from so many scenes after the promise was made as its `due` says; before, neither "
        "does. What is heard in one scene, or during play, and rests on it, waits for one that comes late enough. "
        "Endings, and voices of the year after, come when all promises are settled.",
        wrong="when: broken.tests\n", right="when: flag.firm\n", at="scenes.afternoon.decide.options.tell_me_how",
        level="draft",
    ),
    Rule(
        "S124", "case that never wins", "of endings, voices, ways and results the first that holds is taken",
        "Whenever this condition holds, one before it holds as well: the same condition, a lower threshold on the same "
        "sum, or a part of what is asked for here. The narrower condition goes first. What is told is proven; of what "
        "rests on how stocks move together no proof is tried.",
        wrong="""\
endings:
  - {id: calm, tier: good, when: culture + structure >= 140, title: Calm, text: It is calm.}
  - {id: bright, tier: top, when: culture + structure >= 150, title: Bright, text: It is bright.}
  - {id: storm, when: otherwise, tier: poor, title: Storm, text: It is not.}
""",
        right="""\
endings:
  - {id: bright, tier: top, when: culture + structure >= 150, title: Bright, text: It is bright.}
  - {id: calm, tier: good, when: culture + structure >= 140, title: Calm, text: It is calm.}
  - {id: storm, when: otherwise, tier: poor, title: Storm, text: It is not.}
""",
        severity="warning", level="draft",
    ),
    Rule(
        "S125", "promise nobody comes back to", "a promise counts when somebody remembers it",
        "A promise that is kept or broken moves trust by itself, and nobody says why. Let a condition read "
        "`kept.<id>` or `broken.<id>`: a paragraph, an echo, what lands later, a voice or an ending.",
        wrong="promise: {id: call_back, by: cto, text: You hear by noon., due: 1, kept: flag.firm}\n",
        right="trap: false\n", at="scenes.standup.decide.options.void_tonight", severity="warning", level="draft",
        grows=True,
    ),
    # K: who holds which fact, when it can be said, and what comes of it.
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
    # G: conditions.
    Rule(
        "G101", "condition cannot be read", "conditions are comparisons and flags joined by and, or, not",
        "Conditions are a small part of Python's expressions: names, whole numbers, `< <= == != >= >`, `+ - * //`, "
        "`and or not`, `min max abs`.",
        wrong="when: cto.safety = 50\n", right="when: cto.safety == 50\n", at="scenes.morning.also.0",
    ),
    Rule(
        "G102", "unknown name in a condition", "a condition may read stocks and what this file declares",
        "Names are the 24 stocks, `said.fact`, `surfaced.fact`, `knows.ceo.fact`, `chose.scene.option`, "
        "`picked.ceo.scene.option`, `kept.promise`, `broken.promise`, `flag.name`, `pledge.ceo.people`, "
        "`draw.name.value`, `tokens` and `week`.",
        wrong="when: cto.saftey >= 50\n", right="when: cto.safety >= 50\n", at="scenes.morning.also.0",
    ),
    Rule(
        "G103", "condition is settled beforehand", "a condition should be able to hold and not to hold",
        "The range of the numbers shows that this condition always holds, or never does. Either way it asks nothing.",
        wrong="when: cto.safety >= 120\n", right="when: cto.safety >= 50\n", at="scenes.morning.also.0",
        severity="warning", level="draft",
    ),
    Rule(
        "G104", "condition out of reach", "a condition should be able to hold where it is read",
        "All plays are followed at once, whatever is picked, said and drawn: how far each stock can have moved by "
        "then, and what can have been chosen, said and set. The message tells what proves that this never holds here. "
        "Of what is not told, no proof was found; `tandem explore` looks for a play.",
        wrong="when: cto.trust >= 95\n", right="when: cto.trust >= 50\n", at="scenes.afternoon.private.ceo.0",
        severity="warning", level="play", proven=True,
    ),
    Rule(
        "G105", "condition without a case", "a condition should be able not to hold where it is read",
        "All plays are followed at once, whatever is picked, said and drawn. In each of them this holds here, so that "
        "the condition asks nothing, and whatever stands for the other case is never seen.",
        wrong="when: cto.trust >= 15\n", right="when: cto.trust >= 50\n", at="scenes.afternoon.private.ceo.0",
        severity="warning", level="play", proven=True,
    ),
)  # fmt: skip
