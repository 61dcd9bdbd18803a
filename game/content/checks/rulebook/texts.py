"""The rules for translations (L) and texts (T)."""

from textwrap import fill
from textwrap import indent as indent_of
from typing import Final

from game.content.checks.rule import Rule


def _render_options_example(text: str) -> str:
    rows = (f"  - id: {option}\n    text:\n{_fold_text(text, 6)}    result: They nod.\n" for option in "abcd")
    return "options:\n" + "".join(rows)


def _fold_text(text: str, indent: int) -> str:
    """A text as lines that no screen cuts; YAML reads them as one."""
    return indent_of(fill(text, 88 - indent), " " * indent) + "\n"


RULES: Final = (
    # L: translations.
    Rule(
        "L101", "missing translation", "where a translation is missing the player reads the source",
        "A crisis may have just one language. If a translation exists, it should be complete.",
        wrong='msgstr ""', right='msgstr "Hà"', at="cast.ceo.name", severity="warning",
        level="publish", translation=True,
    ),
    Rule(
        "L102", "stale translation", "a translation counts only for the source it was made from",
        "The source has changed since. The player reads the source until the translation has been reviewed.",
        wrong='msgid "Ha"\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name", severity="warning", level="publish",
        translation=True,
    ),
    Rule(
        "L103", "fuzzy translation", "a fuzzy translation needs a review",
        "An update marks what it could not be sure of. The player reads the source until the mark is removed.",
        wrong='#, fuzzy\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name", severity="warning", level="publish",
        translation=True,
    ),
    Rule(
        "L104", "names lost in translation", "a translation names the same people as its source",
        "`{id}` stands for a name in every language. A lost one may hide who does what; an invented one shows "
        "as it is.",
        wrong='msgstr "Bạn nhìn mặt Mai."', right='msgstr "Bạn nhìn mặt {mai}."', at="scenes.morning.private.ceo",
        level="play", translation=True,
    ),
    Rule(
        "L105", "translation that cannot be read", "a translation is a PO file in UTF-8, each text once",
        "The file breaks the rules of PO, holds an unsafe character or letters in a wrong encoding, translates one "
        "text twice, or has an entry that is of no text, since it lacks a `msgctxt` or has plural forms.",
        wrong='msgstr "Chị "Hà""', right='msgstr "Hà"', at="cast.ceo.name", level="play", translation=True,
    ),
    Rule(
        "L106", "orphaned translation", "the text that this translates no longer exists",
        "Its scene, option or line has another id now, or another position. An update keeps it as obsolete.",
        wrong='msgctxt "cast.nobody.name"\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name",
        severity="warning", level="publish", translation=True,
    ),
    Rule(
        "L107", "very different length", "a translation is about as long as its source",
        "Half as long or twice as long often means that a sentence was lost, or a thought was added.",
        wrong='msgstr "Mười."', right='msgstr "Nghiêm, và sai với bốn mươi người. Dù vậy hàng chờ cũng ngắn bớt."',
        at="scenes.morning.options.pay_first.result", severity="warning", level="publish", translation=True,
    ),
    Rule(
        "L108", "scene of very different length", "a whole scene is 0.8 to 1.6 times as long as its source",
        "A single line may be short in one language and long in another. A whole scene that differs has lost "
        "something, or says more than its source.",
        wrong='msgstr "' + "Mai đứng ở cửa và nói thêm. " * 60 + '"', right='msgstr "Mai đứng ở cửa."',
        at="scenes.morning.text", severity="warning", level="publish", translation=True,
    ),
    Rule(
        "L109", "emphasis lost in translation", "what is stressed in one language is stressed in the other",
        "The source marks words as `*emphasis*` or `**strong**`, the translation marks none. Often only the stars were "
        "lost, and with them the point of the sentence.",
        wrong='msgstr "Tám giờ sáng, chín trăm cửa hàng mỗi nơi cầm hai hóa đơn, và nơi đầu tiên đang gọi tới."',
        right='msgstr "Tám giờ sáng, chín trăm cửa hàng mỗi nơi cầm **hai** hóa đơn, và nơi đầu tiên đang gọi tới."',
        at="premise", severity="warning", level="publish",
        translation=True,
    ),
    Rule(
        "L110", "untranslated text", "a translation must not repeat its source",
        "It repeats the source word for word. Short texts (a name, a sign) may do that and are not reported; six "
        "words or more have probably been forgotten.",
        wrong='msgstr "An envelope on {cto}\'s desk, by hand. Lan asks to be moved to another team."',
        right='msgstr "Một phong bì trên bàn {cto}, viết tay. Lan xin chuyển sang đội khác."',
        at="scenes.letter.text", level="publish",
        translation=True,
    ),
    Rule(
        "L111", "Vietnamese without accents", "Vietnamese needs its accents",
        "Not one letter of this text has an accent. Most often it was typed without a Vietnamese keyboard, or is not "
        "Vietnamese.",
        wrong='msgstr "Mot phong bi tren ban {cto}, viet tay. Lan xin chuyen sang doi khac."',
        right='msgstr "Một phong bì trên bàn {cto}, viết tay. Lan xin chuyển sang đội khác."',
        at="scenes.letter.text", level="publish", translation=True,
    ),
    Rule(
        "L112", "speech without quotation marks", "what a chair says to the other stands in quotation marks",
        "A `spoken` text stands behind the speaker's name, in the speaker's own words. Without quotation marks it "
        "reads as if the narrator spoke, and that is what `told` is for.",
        wrong="spoken: I promised sales a bonus.\n", right="spoken: “I promised sales a bonus.”\n",
        at="facts.bonus", level="play",
    ),
    Rule(
        "L113", "speaker who names itself", "nobody calls themselves by name",
        "What a chair says of itself it says as “I”: its `spoken` facts, goals and promises, its `why`, its `reasons`. "
        "An `objection` may be voiced by either chair, so it names neither.",
        wrong="spoken: “{ceo} promised sales a bonus.”\n", right="spoken: “I promised sales a bonus.”\n",
        at="facts.bonus", level="play",
    ),
    Rule(
        "L114", "private text that addresses its reader", "what one chair alone reads is its own thought",
        "In a language in which `address` says what people call each other, a private card that says *bạn* brings in "
        "a stranger beside the partner who says *chị* or *em*. A thought says *mình*, or nothing.",
        wrong='msgstr "08:50 chuông kêu. Bạn bấm tắt."', right='msgstr "08:50 chuông kêu, mình bấm tắt."',
        severity="warning", level="publish", illustrated=False,
    ),
    Rule(
        "L115", "telling in quotation marks", "`told` is the narrator's, `spoken` the speaker's",
        "`told` is read in ledgers and in the debrief, by both. Words in the mouth of a chair belong in `spoken`.",
        wrong="told: “I promised sales a bonus.”\n", right="told: '{ceo} promised sales a bonus.'\n",
        at="facts.bonus", level="play",
    ),
    Rule(
        "L116", "speech as between strangers", "two who have words for each other use them",
        "Where `address` says that one is *chị* and the other *em*, a line with *tôi* or *bạn* breaks off the "
        "relationship in the middle of a sentence. Words quoted within the speech may.",
        wrong='msgstr "“Tôi bỏ buổi test tải.”"', right='msgstr "“Em bỏ buổi test tải chị ạ.”"',
        level="publish", illustrated=False,
    ),
    Rule(
        "L117", "junior without respect", "a junior who says two sentences shows it once",
        "Two sentences of a junior to the elder with neither *ạ* nor *dạ*, *vâng*, *nhé*, *đâu*, *thôi* nor the "
        "elder's own word sound like an order, or like a translation.",
        wrong='msgstr "“Em đo rồi. Máy còn rảnh.”"', right='msgstr "“Em đo rồi chị ạ. Máy còn rảnh.”"',
        severity="warning", level="publish", illustrated=False,
    ),
    Rule(
        "L118", "number or day that a translation changed", "both languages name the same numbers, times and weekdays",
        "A clue is often a number: who reads 10:47 where the other reads 10:41 is playing another crisis. Digits and "
        "words count alike (“three” is *3* and *ba*, “3 p.m.” is *15 giờ*). A number in words may be left out, or be "
        "added; one in digits or the name of a day may not.",
        wrong='msgstr "Tám giờ sáng, bảy trăm cửa hàng mỗi nơi cầm **hai** hóa đơn, và nơi đầu tiên đang gọi tới."',
        right='msgstr "Tám giờ sáng, chín trăm cửa hàng mỗi nơi cầm **hai** hóa đơn, và nơi đầu tiên đang gọi tới."',
        at="premise", severity="warning", level="play", translation=True,
    ),
    Rule(
        "L119", "Vietnamese too sparse or too wordy", "a scene has 1.15 to 1.40 Vietnamese syllables an English word",
        "Below that the Vietnamese was clipped to fit: joints (*thì, mà, nên*), classifiers and closing particles are "
        "gone, and it reads like a telegram. Above it, it explains. Scenes are measured from three hundred words on, "
        "with all their options and consequences; a crisis written in Vietnamese is not asked.",
        wrong="(a scene of 500 English words and 520 syllables)",
        right="(a scene of 500 English words and 600 syllables)",
        severity="warning", level="publish", illustrated=False,
    ),
    Rule(
        "L120", "term under another name", "a term is called in the texts what the glossary calls it",
        "Most of the texts that name the term in one language do not name it in the other. A player who looks the word "
        "up finds nothing, and takes two words for two things. Terms in fewer than three texts are not asked about.",
        wrong="(the glossary says *săn đầu người*, the texts *bên săn người*)",
        right="(the glossary and the texts say *bên săn người*)",
        severity="warning", level="publish", illustrated=False,
    ),
    # T: what is written in texts.
    Rule(
        "T101", "unsafe character", "a terminal would obey this character instead of showing it",
        "Control characters, invisible characters and those that change the direction of text have no place in "
        "a story. "
        "Tabs are written as spaces.",
        wrong='title: "Launch \\e]0;day"\n', right="title: Launch day\n",
    ),
    Rule(
        "T102", "unknown person in a text", "`{id}` stands for the name of somebody in the cast",
        "Braces contain the id of a person, exactly as in the cast. Anything else (`{Lan}`, `{lan.`) would be shown "
        "as it is written.",
        wrong="text: '{lann} looks up.'\n", right="text: '{lan} looks up.'\n", at="scenes.letter", level="play",
    ),
    Rule(
        "T103", "unmatched mark", "`**strong**` and `*emphasis*` are closed where they end",
        "A mark that is opened and not closed in the same paragraph is shown as a star, and a lone quote as a quote.",
        wrong='text: "**An envelope."\n', right='text: "**An** envelope."\n', at="scenes.letter", level="play",
    ),
    Rule(
        "T104", "endless sentence", "a sentence is read in one breath",
        "At most 35 words in English, 40 syllables in Vietnamese. Whoever reads under pressure loses the thread.",
        wrong="text: " + "An envelope lies there and nobody opens it and " * 5 + "it rains.\n",
        right="text: An envelope lies there. Nobody opens it. It rains.\n", at="scenes.letter", severity="warning",
        level="play",
    ),
    Rule(
        "T105", "hard to read", "a crisis is read by tired people in a hurry",
        "English reads like a text for grade 9 at most (Flesch and Kincaid), with 18 words a sentence on average; "
        "Vietnamese has 22 syllables a sentence on average. Each scene is measured by itself, from 100 words on.",
        wrong="text: " + "The organisational ramifications necessitate considerable interdepartmental "
        "deliberation. " * 10 + "\n",
        right="text: " + "Two rooms have to talk before noon. " * 10 + "\n", at="scenes.afternoon", severity="warning",
        level="play",
    ),
    Rule(
        "T106", "text too long for its place", "a scene has 120 words, an option 25, a consequence 60",
        "In Vietnamese 160, 35 and 80 syllables. Beyond that players skim, and what they skim they do not weigh.",
        wrong="text: " + "Run it late with the tests. " * 5 + "\n", right="text: Run it late, with the tests done.\n",
        at="scenes.fortnight.decide.options.run_with_tests", severity="warning", level="play",
    ),
    Rule(
        "T107", "verdict", "consequences show, they do not judge",
        "“Well done” and “you should have” tell a player what to think. Show what people do and say; what they "
        "say among themselves, in quotation marks, is theirs.",
        wrong="result: Well done. The chairman nods.\n", right="result: The chairman nods.\n",
        at="scenes.month_end.decide.options.all_fine", level="play",
    ),
    Rule(
        "T108", "caricature", "every option could be chosen by somebody reasonable",
        "Insults, words in capitals, and in an option that blames the words of a villain: nobody picks such an "
        "option, so it teaches nothing. Blame tempts because it sounds fair.",
        wrong="text: “Those idiots pushed it.”\n", right="text: “A junior pushed a bad change.”\n",
        at="scenes.afternoon.decide.options.lan_did_it", level="play",
    ),
    Rule(
        "T109", "picture in a text", "texts use words, not pictures",
        "Some terminals show a picture as a box, and a voice reads it out by its name. Say it in words.",
        wrong="result: The chairman nods. 👍\n", right="result: The chairman nods.\n",
        at="scenes.month_end.decide.options.all_fine", severity="warning", level="play",
    ),
    Rule(
        "T110", "unexplained abbreviation", "every abbreviation is in the glossary",
        "One chair may use it all day while the other has never heard it. Titles (CEO), everyday ones (TV) and "
        "those of every office (KPI, CRM, ASAP) need no entry.",
        wrong="text: The DPIA is late.\n", right="text: The KPI is late.\n", at="scenes.letter", level="play",
    ),
    Rule(
        "T111", "jargon", "a term that the other chair may not know is in the glossary",
        "“Covenant” and “failover” are everyday words to one of the two. Explain them, or say it plainly.",
        wrong="text: The failover never ran.\n", right="text: The churn went up.\n", at="scenes.letter",
        severity="warning", level="play",
    ),
    Rule(
        "T112", "name that lost its accents", "people are spelled in one way",
        "“Quynh” and “Quỳnh” are two people to whoever reads carefully. Better still, write `{quynh}`.",
        wrong="text: The envelope is for Dung.\n", right="text: The envelope is for Dũng.\n", at="scenes.letter",
        severity="warning", level="play",
    ),
    Rule(
        "T113", "scene full of jargon", "what both chairs read uses words that both know",
        "More than 4 % of the words of this scene are terms of a trade. Keep them for the chair that knows them.",
        wrong="text: The failover, the hotfix, the backlog, the latency and the churn.\n",
        right="text: The backlog is long, and everybody in the room knows it.\n", at="scenes.letter",
        severity="warning", level="play",
    ),
    Rule(
        "T114", "options that read the same", "two options differ in what they say",
        "Two options of one scene have the same text, in this language. Most often one of them was copied and not yet "
        "rewritten.",
        wrong="text: That the month closed without a loss.\n", right="text: What three new people would cost.\n",
        at="scenes.month_end.decide.options.ask_for_money", level="play",
    ),
    Rule(
        "T115", "two people with the same name", "a name means one person",
        "Two people of the cast have the same name, so readers can't tell who speaks or who is blamed.",
        wrong="name: Mai\n", right="name: Lan\n", at="cast.lan", severity="warning", level="play",
    ),
    Rule(
        "T116", "“you” in what both read", "`told` is what everybody hears of a fact",
        "Both chairs read `told`, so “you” means the wrong one of them half of the time. `text` is for the holder; "
        "there “you” is right.",
        wrong="told: You promised the sales team a bonus.\n",
        right="told: '{ceo} promised the sales team a bonus.'\n",
        at="facts.bonus", severity="warning", level="play",
    ),
    Rule(
        "T117", "marks that shout", "sad and funny things are told with a straight face",
        "`!!` and `?!` tell a reader how loud to feel. One mark is enough; most sentences need none.",
        wrong="result: The chairman nods!!\n", right="result: The chairman nods.\n",
        at="scenes.month_end.decide.options.all_fine", severity="warning", level="play",
    ),
    Rule(
        "T121", "decision that does not fit", "an 80 by 24 screen must show the options and some of the scene",
        "Each page is laid out as the game draws it, in each language, for each chair, whatever its conditions let "
        "show. Facts, question and options stay in place while the scene scrolls above them; here they leave it "
        "fewer than three lines. The message counts the lines of each part, and points at the text that is soonest "
        "shorter.",
        wrong=_render_options_example("Wait for the night and ask them all once more. " * 6),
        right=_render_options_example("Wait for the night and ask them all once more."),
        at="scenes.month_end.decide", level="play", laid_out=True,
    ),
    Rule(
        "T122", "page longer than the screen", "a page is best read without scrolling",
        "On a screen of 80 by 24 this page scrolls: it can be played, but one part of it is out of sight while the "
        "rest is weighed. The message counts the lines of each part, and points at the text that is easiest to "
        "shorten. "
        "A page is measured with everything said and with what weighs on the other. Effects of earlier decisions that "
        "land on it are not counted.",
        wrong="text:\n" + _fold_text("The board's paper has one line about billing. " * 20, 2),
        right="text: The board's paper has one line about billing.\n",
        at="scenes.month_end", severity="warning", level="play", laid_out=True,
    ),
    Rule(
        "T123", "sentence that begins with a name or a verb", "*Bảo* and *Thư* are names, *bảo* and *thư* words",
        "At the beginning of a Vietnamese sentence both have a capital: *Bảo ra* is a man who comes out, or an order "
        "to tell somebody to. With *anh* or *chị* before it the name is a name, and another verb is a verb.",
        wrong='msgstr "Bảo vào sớm hơn cả nhà."', right='msgstr "Anh Bảo vào sớm hơn cả nhà."', level="play",
        illustrated=False,
    ),
    Rule(
        "T124", "name that is a word of the texts", "a name is recognised at a glance",
        "Somebody's name in small letters is a common Vietnamese word (*bảo, mai, minh, an*), and the texts use that "
        "word more than twice in a thousand syllables. Readers stumble each time. Use another word, or another name.",
        wrong="(Bảo is in the cast, and *bảo* stands for “says” fifty times)",
        right="(Bảo is in the cast, and people *nói, dặn, nhắc, trả lời*)",
        severity="warning", level="publish", illustrated=False,
    ),
    Rule(
        "T125", "texts that close on a quip", "at most three texts of ten close on a very short sentence",
        "A last sentence of four English words or six Vietnamese syllables is a blow. One now and then lands; when "
        "every text has one, people hear the author. Asked of a crisis with a hundred texts of several sentences.",
        wrong="(40 of 100 texts close on “He nods.”)", right="(25 of 100 do)",
        severity="warning", level="publish", illustrated=False,
    ),
    Rule(
        "T126", "two things under one name", "a name stands for one term, one fact or one ending",
        "Two terms of the glossary, labels of facts or titles of endings are the same in this language. The ledger, "
        "the help and the debrief name things by them.",
        wrong="label: Renewal date\n", right="label: Bonus on invoices\n", at="facts.bonus", level="play",
    ),
)  # fmt: skip
