"""L: translations."""

from typing import Final

from game.content.checks.rule import Rule

RULES: Final = (
    Rule(
        "L101", "missing translation", "where a translation is missing the player reads the source",
        "A crisis may speak one language. Where a translation lies beside it, it should be whole.",
        wrong='msgstr ""', right='msgstr "Hà"', at="cast.ceo.name", severity="warning",
        level="publish", translation=True,
    ),
    Rule(
        "L102", "stale translation", "a translation counts only for the source it was made from",
        "The source has changed since. Until the translation is looked at again the player reads the source.",
        wrong='msgid "Ha"\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name", severity="warning", level="publish",
        translation=True,
    ),
    Rule(
        "L103", "fuzzy translation", "a fuzzy translation waits for somebody to look at it",
        "An update marks what it could not be sure of. Until the mark is taken away the player reads the source.",
        wrong='#, fuzzy\nmsgstr "Hà"', right='msgstr "Hà"', at="cast.ceo.name", severity="warning", level="publish",
        translation=True,
    ),
    Rule(
        "L104", "people lost in translation", "a translation names the people whom the source names",
        "`{id}` stands for a name in every language. A lost one may hide who does what; an invented one shows "
        "as it is.",
        wrong='msgstr "Bạn nhìn mặt Mai."', right='msgstr "Bạn nhìn mặt {mai}."', at="scenes.morning.private.ceo",
        level="play", translation=True,
    ),
    Rule(
        "L105", "translation that cannot be read", "a translation is a PO file in UTF-8, each text once",
        "The file breaks the rules of PO, holds an unsafe character, or translates one text twice.",
        wrong='msgstr "Chị "Hà""', right='msgstr "Hà"', at="cast.ceo.name", level="play", translation=True,
    ),
    Rule(
        "L106", "translation of nothing", "the text that this translates is gone",
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
        "One line may be short in one language and long in another. A whole scene that is has lost something, or "
        "tells more than its source.",
        wrong='msgstr "' + "Mai đứng ở cửa và nói thêm. " * 60 + '"', right='msgstr "Mai đứng ở cửa."',
        at="scenes.morning.text", severity="warning", level="publish", translation=True,
    ),
    Rule(
        "L109", "emphasis lost in translation", "what is stressed in one language is stressed in the other",
        "The source marks words as `*emphasis*` or `**strong**`, the translation marks none. Often only the stars were "
        "lost, and with them what the sentence turns on.",
        wrong='msgstr "Tám giờ sáng, chín trăm cửa hàng mỗi nơi cầm hai hóa đơn, và nơi đầu tiên đang gọi tới."',
        right='msgstr "Tám giờ sáng, chín trăm cửa hàng mỗi nơi cầm **hai** hóa đơn, và nơi đầu tiên đang gọi tới."',
        at="premise", severity="warning", level="publish",
        translation=True,
    ),
    Rule(
        "L110", "translation that is none", "a translation says it in another language",
        "Here it is the source once more, word by word. Where that is meant (a name, a sign) it is short, and nothing "
        "is told; six words and more are a text that somebody forgot.",
        wrong='msgstr "An envelope on {cto}\'s desk, by hand. Lan asks to be moved to another team."',
        right='msgstr "Một phong bì trên bàn {cto}, viết tay. Lan xin chuyển sang đội khác."',
        at="scenes.letter.text", level="publish",
        translation=True,
    ),
    Rule(
        "L111", "Vietnamese without accents", "Vietnamese is read by its accents",
        "Not one letter of this text has an accent. Most often it was typed without a Vietnamese keyboard, or is not "
        "Vietnamese.",
        wrong='msgstr "Mot phong bi tren ban {cto}, viet tay. Lan xin chuyen sang doi khac."',
        right='msgstr "Một phong bì trên bàn {cto}, viết tay. Lan xin chuyển sang đội khác."',
        at="scenes.letter.text", level="publish", translation=True,
    ),
)  # fmt: skip
