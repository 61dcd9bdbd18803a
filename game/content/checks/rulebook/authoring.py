"""The rules for what makes a good crisis (A)."""

from typing import Final

from game.content.checks.rule import Rule

FULL_MINUTES: Final = 15
"""Minutes for one player from which a crisis is judged as a whole: a lesson of ten has too few scenes for shares."""

_FULL: Final = f" A lesson under {FULL_MINUTES} minutes for one player is too short for it, and not judged."

RULES: Final = (
    # A: what makes a good crisis.
    Rule(
        "A101", "number of options", "two options for a true either-or, usually three, rarely four",
        "Readers skim more than four options instead of weighing them. A synthesis does not count, since it is "
        "never listed.",
        wrong="""\
options:
  - {id: a, text: Call him., result: They nod.}
  - {id: b, text: Write it., result: They nod.}
  - {id: c, text: Go there., result: They nod.}
  - {id: d, text: Wait a day., result: They nod.}
  - {id: e, text: Ask Lan., result: They nod.}
""",
        right="""\
options:
  - {id: a, text: Call him., result: They nod.}
  - {id: b, text: Write it., result: They nod.}
  - {id: c, text: Go there., result: They nod.}
""",
        at="scenes.month_end.decide", level="publish",
    ),
    Rule(
        "A102", "three options as a rule", "three options are the usual best",
        "Fewer than seven choices of ten have three options.",
        wrong="""\
scenes:
  - id: morning
    text: The phone rings.
    decide:
      by: ceo
      ask: What now?
      options:
        - {id: a, text: Call him., result: They nod.}
        - {id: b, text: Write it., result: They nod.}
""",
        right="""\
scenes:
  - id: morning
    text: The phone rings.
    decide:
      by: ceo
      ask: What now?
      options:
        - {id: a, text: Call him., result: They nod.}
        - {id: b, text: Write it., result: They nod.}
        - {id: c, text: Go there., result: They nod.}
""",
        severity="warning", level="publish",
    ),
    Rule(
        "A103", "options of uneven length", "the longest option should not stand out",
        "Readers take the longest option for the considered one. Up to half as long again is fine.",
        wrong="""\
options:
  - {id: a, text: Say it tonight., result: They nod.}
  - {id: b, text: Say it tomorrow morning., result: They nod.}
""",
        right="""\
options:
  - {id: a, text: Say it tonight., result: They nod.}
  - {id: b, text: Say it at noon., result: They nod.}
""",
        at="scenes.month_end.decide", severity="warning", level="publish",
    ),
    Rule(
        "A104", "options of very uneven length", "no option is more than twice as long as another",
        "At this difference the length gives the answer away.",
        wrong="""\
options:
  - {id: a, text: Say it tonight., result: They nod.}
  - {id: b, text: Wait for the evening and say nothing before it is over., result: They nod.}
""",
        right="""\
options:
  - {id: a, text: Say it tonight., result: They nod.}
  - {id: b, text: Say it at noon., result: They nod.}
""",
        at="scenes.month_end.decide", level="publish",
    ),
    Rule(
        "A105", "more than one trap", "a scenario has at most one teaching trap",
        "A plain lie or a dominated option teaches once. A second one is only a wrong answer.",
        wrong="trap: true\n", right="trap: false\n", at="scenes.month_end.decide.options.all_fine", level="publish",
    ),
    Rule(
        "A106", "dominated option", "each option has something that the others lack",
        "Stock by stock and move by move, at once and later, another option is at least as good. Nobody who sees "
        "both picks this one, unless it is a teaching trap (`trap: true`). Options that raise flags, promise, or "
        "lead elsewhere are not compared.",
        wrong="""\
options:
  - {id: a, text: Call him., result: They nod., effects: {sales: +4, strain: +1}}
  - {id: b, text: Write it., result: They nod., effects: {sales: +2, strain: +3}}
""",
        right="""\
options:
  - {id: a, text: Call him., result: They nod., effects: {sales: +4, strain: +3}}
  - {id: b, text: Write it., result: They nod., effects: {sales: +2, strain: +1}}
""",
        at="scenes.month_end.decide", level="publish",
    ),
    Rule(
        "A107", "option that hardly matters", "an option affects two outcomes, or one and the relationship",
        "Outcomes are customers, departments and people (culture, structure, strain). What affects only one of them "
        "is a setting, not a decision.",
        wrong="moves: []\neffects: {finance: -3, sales: +2}\n",
        right="moves: []\neffects: {finance: -3, culture: +2}\n",
        at="scenes.month_end.decide.options.ask_for_money", level="publish",
    ),
    Rule(
        "A108", "harm without a cue", "what does harm later should be foreseeable now",
        "A consequence out of nowhere teaches nothing. Something small should already be visible to at least one "
        "chair.",
        wrong="later: [{after: 1, text: It lands., effects: {sales: -3}}]\n",
        right="later: [{after: 1, cue: The phone stops ringing., text: It lands., effects: {sales: -3}}]\n",
        at="scenes.standup.decide.options.void_by_hand", level="publish",
    ),
    Rule(
        "A109", "little comes later", "choices should have later consequences",
        "At least 30 % of all points should land one scene later or more.",
        wrong="effects: {customers: +100, finance: +12}\n", right="effects: {finance: +12}\n",
        at="scenes.month_end.decide.options.all_fine", severity="warning", level="publish",
    ),
    Rule(
        "A110", "hardly anything comes later", "choices should have later consequences",
        "Fewer than 15 % of all points land in a later scene: each choice is over as soon as it is made.",
        wrong="effects: {customers: +1500}\n", right="effects: {finance: +12}\n",
        at="scenes.month_end.decide.options.all_fine", level="publish",
    ),
    Rule(
        "A112", "decisions of one chair", "each chair owns at least two decisions of five",
        "Whoever decides nothing is a spectator.",
        wrong="""\
decide:
  by: both
  owner: ceo
  ask: What now?
  options:
    - {id: a, text: Run it., result: They nod.}
    - {id: b, text: Stop it., result: They nod.}
""",
        right="""\
decide:
  by: both
  owner: cto
  ask: What now?
  options:
    - {id: a, text: Run it., result: They nod.}
    - {id: b, text: Stop it., result: They nod.}
""",
        at="scenes.fortnight", level="publish",
    ),
    Rule(
        "A113", "too few facts", "each chair holds at least two facts",
        "Without knowledge of its own a chair has nothing to say or to keep.",
        wrong="""\
facts:
  one: {held: ceo, label: A short name, text: x, told: x, weight: 4, cost: free}
  two: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: free}
  three: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: free}
""",
        right="""\
facts:
  one: {held: ceo, label: A short name, text: x, told: x, weight: 4, cost: free}
  two: {held: ceo, label: A short name, text: x, told: x, weight: 4, cost: free}
  three: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: free}
  four: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: free}
""", level="publish",
    ),
    Rule(
        "A114", "too little private knowledge", "where facts can be said, each chair knows two things alone",
        "Facts that it may say, and a private line. With less it only waits for the other to speak.",
        wrong="say: [bonus, retry_bug]\n", right="say: true\n", at="scenes.month_end", severity="warning",
        level="publish",
    ),
    Rule(
        "A115", "telling all is free", "at least one fact costs something to tell",
        "Where nothing costs face and no confidence has a price, saying everything is always right.",
        wrong="""\
facts:
  one: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: free}
""",
        right="""\
facts:
  one: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: confidential, price: {structure: -4}}
""",
        severity="warning", level="publish",
    ),
    Rule(
        "A116", "blame without a reason", "blame tempts because it pays at once",
        "An option that blames and gains nothing is for villains. Let it calm somebody, or close a question.",
        wrong="effects: {sales: -6}\n", right="effects: {sales: +6}\n",
        at="scenes.afternoon.decide.options.lan_did_it", severity="warning", level="publish",
    ),
    Rule(
        "A117", "facts weigh too much", "the facts of one chair weigh at most 32",
        "Their weight is part of the other chair's gap; more than this and saying everything would close it alone. "
        "Where draws keep facts apart, the heaviest set that can occur in one play counts.",
        wrong="""\
facts:
  one: {held: cto, label: A short name, text: x, told: x, weight: 12, cost: free}
  two: {held: cto, label: A short name, text: x, told: x, weight: 12, cost: free}
  three: {held: cto, label: A short name, text: x, told: x, weight: 12, cost: free}
""",
        right="""\
facts:
  one: {held: cto, label: A short name, text: x, told: x, weight: 8, cost: free}
  two: {held: cto, label: A short name, text: x, told: x, weight: 8, cost: free}
  three: {held: cto, label: A short name, text: x, told: x, weight: 8, cost: free}
""",
        severity="warning", level="publish",
    ),
    Rule(
        "A118", "a confidence without a price", "breaking a confidence costs something",
        "If it costs nothing, saying everything is always right.",
        wrong="""\
facts:
  one: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: confidential}
""",
        right="""\
facts:
  one: {held: cto, label: A short name, text: x, told: x, weight: 4, cost: confidential, price: {structure: -4}}
""",
        severity="warning", level="publish",
    ),
    Rule(
        "A120", "debrief without a question", "a debrief asks about facts, frames, what-ifs and Monday",
        "One question of each kind at least: who knew what, what it looked like, what else, and what one will do.",
        wrong="""\
debrief:
  questions:
    - {kind: facts, text: Who knew what?}
""",
        right="""\
debrief:
  questions:
    - {kind: facts, text: "Who knew what, and when?"}
    - {kind: frame, text: What did it look like from your chair?}
    - {kind: counterfactual, text: What if it had been said at nine?}
    - {kind: transfer, text: On Monday I will say one thing I kept.}
""",
        level="publish",
    ),
    Rule(
        "A121", "too much to teach", "a crisis teaches two to four principles, with two to four objectives",
        "Who teaches everything teaches nothing.",
        wrong="principles: [no_blame]\n", right="principles: [no_blame, freedom]\n", level="publish",
    ),
    Rule(
        "A122", "a silent year", "in the year after a crisis people speak",
        "The year after is told in four quarters by those who lived it: a customer, support, an engineer, the CFO.",
        wrong="voices: []\n",
        right="""\
voices:
  - {quarter: 1, who: mai, text: It is quiet.}
  - {quarter: 2, who: lan, text: I ask before I push.}
  - {quarter: 3, who: mai, text: We hired two.}
  - {quarter: 4, who: sen_mart, text: We stay.}
""", level="publish",
    ),
    Rule(
        "A123", "told, not shown", "consequences should be shown, not told",
        "Six in ten should contain a line of speech or something to read: a mail, a note, a chart. Words alone "
        "don't always reveal it, so this is only reported below a quarter.",
        wrong="""\
scenes:
  - id: morning
    text: The phone rings.
    decide:
      by: ceo
      ask: What now?
      options:
        - {id: a, text: Call him., result: The mood gets worse.}
        - {id: b, text: Wait for it., result: The mood gets better.}
""",
        right="""\
scenes:
  - id: morning
    text: The phone rings.
    decide:
      by: ceo
      ask: What now?
      options:
        - {id: a, text: Call him., result: “Again?” he says.}
        - {id: b, text: Wait for it., result: A note lies on the chair.}
""",
        severity="warning", level="publish",
    ),
    Rule(
        "A124", "nothing to put together", "somewhere the best choice needs what both chairs know",
        "In at least one scene a synthesis, or effects with `because`, must depend on facts from both chairs. "
        "Otherwise one of the two could play alone.",
        wrong="""\
scenes:
  - id: standup
    text: Nine people sit down.
    say: true
    decide:
      by: both
      owner: ceo
      ask: What now?
      options:
        - {id: a, text: Call him., result: They nod., effects: {sales: {points: 6, because: renewal}}}
        - {id: b, text: Write it., result: They nod., effects: {finance: -2}}
""",
        right="""\
scenes:
  - id: standup
    text: Nine people sit down.
    say: true
    decide:
      by: both
      owner: ceo
      ask: What now?
      options:
        - {id: a, text: Call him., result: They nod., effects: {sales: {points: 6, because: renewal}}}
        - {id: b, text: Write it., result: They nod., effects: {finance: {points: -6, because: refund_path}}}
""",
        level="publish",
    ),
    Rule(
        "A125", "one-sided option", "an option that has only gains, or only costs, is not a decision",
        "Somewhere, at once or later, for one chair or the other, each option costs something and is good for "
        "something.",
        wrong="moves: []\neffects: {finance: +3, culture: +2}\n",
        right="moves: []\neffects: {finance: +3, culture: -2}\n",
        at="scenes.month_end.decide.options.ask_for_money", severity="warning", level="publish",
    ),
    Rule(
        "A126", "promise with a certain outcome", "a promise must be able to turn out either way",
        "It is judged as the scene in which it falls due opens, before anything is decided there. What its `kept` "
        "tests must be possible by then, and possible to miss.",
        wrong="promise: {id: tests, by: cto, text: We test first., due: 2, kept: flag.tests_done}\n",
        right="promise: {id: tests, by: cto, text: We test first., due: 3, kept: flag.tests_done}\n",
        at="scenes.standup.decide.options.void_tonight", severity="warning", level="publish",
    ),
    Rule(
        "A127", "neglected principle", "three crises of a pack teach each of the ten principles",
        "Whoever plays them all meets each principle in three different stories. Checked from eight crises on.",
        wrong="(nine crises, of which one teaches `appreciate`)",
        right="(nine crises, of which three teach `appreciate`)",
        illustrated=False, severity="warning", level="publish",
    ),
    Rule(
        "A130", "one option is best whatever is so", "what is right should hang on what is drawn and how they stand",
        "Every option is weighed in every world: each value drawn, each goal, both chairs standing well or not. Where "
        "one is best in over 70 % of them, whoever finds it once needs nobody. A quarter of the scenes may have "
        "one." + _FULL,
        wrong="(a crisis in which the honest option is best in every scene, whatever was the cause)",
        right="(a crisis in which each cause makes another option right)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A131", "draw that turns little", "each value drawn should make another option right in three scenes of eight",
        "What is drawn is what the two find out. If it turns no decision, finding it out is worth nothing." + _FULL,
        wrong="(`draw: {cause: [a, b]}`, where the same options are best under both)",
        right="(later effects with `when: draw.cause.a`, so that another option is best under it)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A132", "options that are never best", "a good person should be right to pick each option in some world",
        "At most a quarter of the options may be best in no world; others are read once and never again." + _FULL,
        wrong="(eight scenes of three options, of which ten are best in no world)",
        right="(eight scenes of three options, of which two are best in no world)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A133", "solved by its signs", "what gains least, or most, today should not be the best as a rule",
        "If the option that gains least on the day is best in over 40 % of the scenes, dots alone tell what to "
        "pick." + _FULL,
        wrong="(every honest option costs something today and pays in the end)",
        right="(what shows today tells nothing of what pays in the end)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A134", "uneven points today", "what shows today should be of one size for all options of a scene",
        "The points on what is seen on the day, whatever their signs, add up alike within one. Only options that blame "
        "may tempt with more." + _FULL,
        wrong="(one option with `sales: +7, csat_service: +7`, one with `sales: -3`)",
        right="(one option with `sales: -4, csat_service: +5`, one with `sales: +4, csat_service: -5`)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A135", "decided by one alone", "the owner of a decision should need what the other knows",
        "If the owner's own facts find the best option in over three quarters of the worlds, asking pays nothing. In "
        "three scenes of eight they should not." + _FULL,
        wrong="(every fact that decides lies with the chair that owns the decision)",
        right="(half of the facts that decide lie with the chair that does not own the decision)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A136", "one chair holds what decides", "the facts that decide should lie with both chairs",
        "Of the facts that an effect or a synthesis hangs on, each chair holds a third at least." + _FULL,
        wrong="(five facts that decide, all with the CTO)", right="(three with the CTO, two with the CEO)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A137", "standing without effect", "how each chair stands to the other should decide something",
        "Some option, portion of an effect or later effect should ask for each chair's trust, safety or freedom: what "
        "only a trusting pair can carry, a wary one should not try." + _FULL,
        wrong="(no `when` of an option, a portion or a later effect names `cto.trust` or `cto.safety`)",
        right="(`culture: [{points: 6, when: cto.trust >= 50}, {points: -5, when: cto.trust < 50}]`)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A138", "what no ending weighs", "culture, structure, departments and satisfactions count in an ending",
        "What no ending asks for can be given away for nothing." + _FULL,
        wrong="(endings that ask for culture and engineering alone)",
        right="(endings that ask for a sum of the six departments too)",
        illustrated=False, level="publish",
    ),
    Rule(
        "A139", "ending that weighs one thing", "an ending weighs people, departments and customers together",
        "Each ending but the last asks for culture or structure, for a department and for a satisfaction, so that "
        "nobody gets there by one of them. One that asks for `cash` may ask for that alone: money that has run out "
        "ends anything." + _FULL,
        wrong="(`when: flag.signed`)",
        right="(`when: culture + structure >= 100 and sales + product >= 100 and csat_product >= 50`)",
        illustrated=False, level="publish",
    ),
)  # fmt: skip
