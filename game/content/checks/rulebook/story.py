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
        "A promise is made by one option and another may renegotiate it before it falls due.",
        wrong="renegotiates: test\n", right="renegotiates: tests\n", at="scenes.afternoon.decide.options.lan_did_it",
    ),
    Rule(
        "S107", "reserved id", "some ids are built in",
        "`sit` means sitting down together, `end` is the end of the story, `half` and `double` are strengths; some "
        "flags and draws are built in.",
        wrong="set: [chair_empty]\n", right="set: [firm]\n", at="scenes.morning.decide.options.pay_first",
    ),
    Rule(
        "S108", "unreachable scene", "a scene that no path leads to is never played",
        "Play goes down the file unless a `then` says otherwise. Conditions are not looked at here.",
        wrong="then: month_end\n", right="then: [{when: week > 3, to: letter}, {to: fortnight}]\n",
        at="scenes.afternoon", level="draft",
    ),
    Rule(
        "S109", "unread flag", "a flag only matters if a condition reads it",
        "An option raises a flag with `set`, a condition asks for it as `flag.<name>`.",
        wrong="set: [firm, angry]\n", right="set: [firm]\n", at="scenes.morning.decide.options.pay_first",
        level="draft", grows=True,
    ),
    Rule(
        "S110", "flag that is never set", "a flag that no option sets never holds",
        "Built in are `flag.chair_empty`, `flag.checkin_ceo` and `flag.checkin_cto`; all others are raised by `set`.",
        wrong="when: flag.zeppelin\n", right="when: flag.firm\n", at="scenes.month_end.also.0",
    ),
    Rule(
        "S112", "story without end", "every path must lead to an end",
        "Scenes may repeat, but every loop must let time pass and ask something, and some path must lead to the end.",
        wrong="then: standup\n", right="then: [{when: week > 90, to: letter}, {to: fortnight}]\n",
        at="scenes.afternoon",
    ),
    Rule(
        "S113", "gap in a list of cases", "the first case that holds is taken, so the last must always hold",
        "`then` and `result` may be lists. Only the last entry has no `when`; entries after one without `when` are "
        "never read.",
        wrong="then: [{when: week > 90, to: letter}]\n", right="then: [{when: week > 90, to: letter}, {to: "
                                                               "fortnight}]\n",
        at="scenes.afternoon",
    ),
    Rule(
        "S114", "nothing to choose", "at least one option must always be offered",
        "Options with `when` or `needs` may be closed. If all of them can be closed, a player could face an empty "
        "list.",
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
        "S115", "too many coffees", "a crisis has time for two coffees",
        "A coffee between scenes is only worth something if it is rare.",
        wrong="coffee: true\n", right="weeks: 0\n", at="scenes.standup",
    ),
    Rule(
        "S116", "the last ending", "the first ending that holds wins, so the last must always hold",
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
        "Count the scenes that are left on the longest path. Whatever is due later would land all at once at the end.",
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
        "S123", "promise asked for too early",
        "a promise is neither kept nor broken before the scene in which it falls due",
        "`kept` and `broken` can only hold once `due` scenes have passed since the promise was made. Text or "
        "options that depend on them belong in a scene that comes late enough. When endings and voices are read, "
        "all promises are settled.",
        wrong="when: broken.tests\n", right="when: flag.firm\n", at="scenes.afternoon.decide.options.tell_me_how",
        level="draft",
    ),
    Rule(
        "S124", "case that never wins", "the first ending, voice, branch or result that holds is taken",
        "Whenever this condition holds, one before it holds as well: the same condition, a lower threshold on the same "
        "sum, or a part of what is asked for here. Put the narrower condition first. What is reported is proven; "
        "how stocks move together is not considered.",
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
        "S125", "forgotten promise", "a promise matters when somebody remembers it",
        "Keeping or breaking a promise moves trust by itself, but nobody says why. Let a condition read "
        "`kept.<id>` or `broken.<id>`: a paragraph, an echo, what lands later, a voice or an ending.",
        wrong="promise: {id: call_back, by: cto, text: You hear by noon., due: 1, kept: flag.firm}\n",
        right="trap: false\n", at="scenes.standup.decide.options.void_tonight", severity="warning", level="draft",
        grows=True,
    ),
    Rule(
        "S126", "unknown ending", "`ends` name endings of this file",
        "What ends play before its time ends it in one of the endings, whatever that ending's own condition says.",
        wrong="ends: [{when: cash < 200, ending: nowhere}]\n", right="ends: [{when: cash < 200, ending: patched}]\n",
    ),
    Rule(
        "S127", "unread let", "a named condition is there to be read",
        "Something under `let` is read as `let.<name>` in other conditions. Nothing reads this one.",
        wrong="let: {firm: cto.trust >= 60}\n", right="tokens: 2\n", severity="warning", level="draft", grows=True,
    ),
    Rule(
        "S128", "unknown profile", "`person` names somebody under `people`",
        "Who people are stands under `people`, here or in the pack's `people.yaml`; the cast takes them by id.",
        wrong="lan: {person: lann, role: engineer}\n", right="lan: {name: Lan, role: engineer}\n", at="cast",
    ),
    Rule(
        "S129", "unknown strength", "`relies_on` names a strength of a chair",
        "The strengths of the two chairs are declared with the people who sit there, one or two for each.",
        wrong="relies_on: patience\n", right="trap: false\n", at="scenes.standup.decide.options.void_tonight",
    ),
    # K: who holds which fact, when it can be said, and what comes of it.
    Rule(
        "K101", "unreachable synthesis", "a synthesis opens only once both chairs know all its facts",
        "Once they sit, both may say what the scene opens with `say` and what its syntheses need. A fact that its "
        "holder learns later, or only on another path through the story, keeps the synthesis closed forever.",
        wrong="needs: [renewal, retry_bug]\n", right="needs: [renewal, refund_path]\n",
        at="scenes.standup.decide.options.credit_note", level="draft",
    ),
    Rule(
        "K102", "useless fact", "a fact is only worth knowing if something depends on it",
        "No `because` names it, no condition reads it, no synthesis needs it; it does no harm when it comes out, "
        "and telling it breaks no confidence. Saying it or keeping it makes no difference.",
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
        "K103", "unforeseeable effect", "`because` lets a chair that knows the fact foresee the effect",
        "Nobody can here: the holder learns the fact only later, or the fact and the effect never occur in the same "
        "play, since their draws exclude each other. So the fact persuades nobody.",
        wrong="effects: {finance: {points: +6, because: retry_bug}}\n",
        right="effects: {finance: {points: +6, because: refund_path}}\n",
        at="scenes.standup.decide.options.void_tonight", level="draft",
    ),
    Rule(
        "K104", "fact that cannot be said", "a fact is only worth keeping if it could be said",
        "No scene opens this fact with `say`, no option shares it, and no synthesis needs it where two can sit. Its "
        "holder keeps it forever.",
        wrong="scenes: [{id: morning, text: A door opens.}]\n",
        right="scenes: [{id: morning, text: A door opens., say: true}]\n",
        severity="warning", level="draft", grows=True,
    ),
    Rule(
        "K105", "asked too early", "a condition can read a fact only once it can be known",
        "`said`, `surfaced` and `knows` can only hold once the fact can have been said or come out. What is read as "
        "a scene opens (`also`, `private`) needs that to happen in an earlier scene.",
        wrong="when: said.bonus\n", right="when: cto.safety >= 50\n", at="scenes.morning.also.0", level="draft",
    ),
    Rule(
        "K106", "synthesis of one chair", "a synthesis needs facts of both chairs",
        "If one chair knows everything, the two have no reason to sit down together.",
        wrong="needs: [renewal, bonus]\n", right="needs: [renewal, refund_path]\n",
        at="scenes.standup.decide.options.credit_note", severity="warning", level="draft",
    ),
    Rule(
        "K107", "opened before it is known", "a fact can't be said before its holder learns it",
        "`since` names that scene. A `say` or a `share` that comes before it, or on a path that never passes it, "
        "does nothing.",
        wrong="say: [bonus, retry_bug]\n", right="say: [bonus, refund_path]\n", at="scenes.standup", level="draft",
    ),
    Rule(
        "K108", "fact that never surfaces", "a fact surfaces a number of scenes after it could have been said",
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
        "K110", "reason that persuades nobody", "a fact persuades through what its hearer cares about",
        "`because` lets the other chair foresee the points once it knows the fact. The simulated partner weighs them "
        "by the `cares` of its goals. Stocks that no goal names count a little (culture, structure, satisfaction, "
        "the departments, strain and debt) or not at all (customers, cash and the relationship).",
        wrong="effects: {cash: {points: +6, because: refund_path}}\n",
        right="effects: {finance: {points: +6, because: refund_path}}\n",
        at="scenes.standup.decide.options.void_tonight", severity="warning", level="draft",
    ),
    Rule(
        "K111", "reason that is known by then", "a fact only persuades a chair that doesn't know it yet",
        "On every path that leads here the fact has already surfaced. Both know it when this is chosen, so that "
        "telling it, or keeping it, changes nothing.",
        wrong="effects: {structure: {points: -4, because: skipped_review}, sales: +3}\n",
        right="effects: {structure: -4, sales: +3}\n",
        at="scenes.fortnight.decide.options.run_on_time", severity="warning", level="draft",
    ),
    Rule(
        "K112", "fact revealed by its keeper", "a kept fact comes out through somebody else",
        "`surfaces` is how a kept fact is found anyway. If its holder says it, it is not found but told, and the "
        "holder had that choice before.",
        wrong="surfaces: {after: 2, by: ceo, text: It is out.}\n",
        right="surfaces: {after: 2, by: mai, text: It is out.}\n",
        at="facts.bonus", severity="warning", level="draft",
    ),
    Rule(
        "K113", "cause that is not drawn", "what causes an effect is settled before play begins",
        "An effect with `because` happens only where that fact is true. Whether it is must not change on the way, so "
        "the `when` of such a fact reads draws alone. What depends on the two chairs is written as `when`.",
        wrong="when: cto.trust >= 40\n", right="weight: 4\n", at="facts.refund_path",
    ),
    Rule(
        "K114", "draw that its dots give away", "what is drawn is told by facts, not by dots",
        "An effect that waits for a draw is foreseen by everybody in the plays in which it was drawn, so its dots tell "
        "the draw. With `because` only those foresee it who know the fact.",
        wrong="effects: {sales: {points: +3, when: draw.cause.retry}}\n",
        right="effects: {sales: {points: +3, because: refund_path}}\n",
        at="scenes.standup.decide.options.void_tonight", severity="warning", level="publish",
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
        "G103", "constant condition", "a condition should be able to hold and to fail",
        "The range of the numbers shows that this condition always holds, or never does. Either way it tests nothing.",
        wrong="when: cto.safety >= 120\n", right="when: cto.safety >= 50\n", at="scenes.morning.also.0",
        severity="warning", level="draft",
    ),
    Rule(
        "G104", "condition that never holds", "a condition should be able to hold where it is read",
        "All plays are followed at once, whatever is picked, said and drawn: how far each stock can have moved by "
        "then, and what can have been chosen, said and set. The message gives the proof that this never holds here. "
        "If nothing is reported, no proof was found; `tandem explore` looks for a play.",
        wrong="when: cto.trust >= 95\n", right="when: cto.trust >= 50\n", at="scenes.afternoon.private.ceo.0",
        severity="warning", level="play", proven=True,
    ),
    Rule(
        "G105", "condition that always holds", "a condition should be able to fail where it is read",
        "All plays are followed at once, whatever is picked, said and drawn. This holds in each of them, so the "
        "condition tests nothing, and what is written for the other case is never seen.",
        wrong="when: cto.trust >= 8\n", right="when: cto.trust >= 50\n", at="scenes.afternoon.private.ceo.0",
        severity="warning", level="play", proven=True,
    ),
)  # fmt: skip
