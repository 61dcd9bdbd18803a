"""A: what makes a good crisis."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    Rule(
        "A101", "number of options", "two options where it is truly either-or, three as a rule, four seldom",
        "More than four options are not weighed but skimmed. A synthesis does not count, since it is never listed.",
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
        "A108", "harm without a cue", "what does harm later can be guessed at now",
        "A consequence out of nowhere teaches nothing. One small thing shows already, to one chair at least.",
        wrong="later: [{after: 1, text: It lands., effects: {sales: -3}}]\n",
        right="later: [{after: 1, cue: The phone stops ringing., text: It lands., effects: {sales: -3}}]\n",
        at="scenes.standup.decide.options.void_by_hand", level="publish",
    ),
    Rule(
        "A109", "little comes later", "choices are felt later, too",
        "At least 30 % of all points should land one scene later or more.",
        wrong="effects: {customers: +100, finance: +12}\n", right="effects: {finance: +12}\n",
        at="scenes.month_end.decide.options.all_fine", severity="warning", level="publish",
    ),
    Rule(
        "A110", "hardly anything comes later", "choices are felt later, too",
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
        "A117", "facts weigh too much", "the facts of one chair weigh at most 32",
        "Their weight is part of the other chair's gap; more than this and saying everything would close it alone.",
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
)  # fmt: skip
