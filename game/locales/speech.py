"""What the simulated partner says where the author wrote nothing, a bank of lines for each occasion.

The engine chooses the bank and the turn (`game.engine.speech`); here are the words. Lines in quotation marks are
spoken to the other chair, the others tell what is seen. A translation may use `{me}`, `{you}`, `{Me}`, `{You}`, `{a}`,
`{da}` and `{vang}` besides the names to fill: how the two address each other (`game.narration.address`).
"""

from collections.abc import Mapping, Sequence
from typing import Final

from game.locales import N_, _

ADDRESS_WORDS: Final = frozenset({"me", "you", "Me", "You", "a", "da", "vang"})
"""The placeholders that any spoken line may have in a translation, and no English one needs."""

LINES: Final[Mapping[str, tuple[str, ...]]] = {
    "heard.free": (
        N_("“Good to know. That changes things.”"),
        N_("“I didn't know that. Thank you.”"),
        N_("“Right. That goes into it, too.”"),
        N_("“I'm glad I know before it's decided.”"),
        N_("“That's the piece I was missing.”"),
    ),
    "heard.free.cold": (
        N_("“Noted.”"),
        N_("“All right. Anything else I should know?”"),
        N_("“And where does that come from?”"),
        N_("“So that's how it is.”"),
    ),
    "heard.face.warm": (
        N_("“That can't have been easy. Right, let's work it out.”"),
        N_("“Thank you for telling me yourself.”"),
        N_("“It happens. What do we do with it now?”"),
        N_("“Now I know where we stand. That helps.”"),
    ),
    "heard.face.warm.driven": (
        N_("“Good. Then we stop wasting time on the wrong thing.”"),
        N_("“Fine. You said it, it's done. Next.”"),
        N_("“Better today than next week. Go on.”"),
    ),
    "heard.face.warm.guarded": (
        N_("“I'd wondered. I'm glad I heard it from you.”"),
        N_("“I won't bring it up again. But I'm glad I know.”"),
        N_("“You didn't have to say that. I'll remember that you did.”"),
    ),
    "heard.face.plain": (
        N_("“All right. I'd have liked to know sooner.”"),
        N_("“So that's how it was. Well. Now we know.”"),
        N_("“I need a minute with that.”"),
        N_("“Who else knows?”"),
    ),
    "heard.face.cold": (
        N_("“How long have you known?”"),
        N_("“And you tell me now.”"),
        N_("“What else is there that I don't know?”"),
    ),
    "heard.face.cold.guarded": (
        N_("{name} writes it down and does not look up."),
        N_("“I see.” {name} closes the notebook."),
        N_("{name} nods once and looks at the door."),
    ),
    "heard.confidential.taken": (
        N_("“I'll keep it to myself.”"),
        N_("“I won't pass it on. Thank you for trusting me with it.”"),
        N_("“Then I didn't hear it from you.”"),
    ),
    "heard.confidential.doubted": (
        N_("“So what do you tell people about me?”"),
        N_("“Were you supposed to tell me that?”"),
        N_("“I'd rather not know that now.”"),
    ),
    "changed.fact": (
        N_("“Now that I know that, I'd do it differently.”"),
        N_("“I didn't know that a minute ago. I do now.”"),
        N_("“Knowing that, I'd drop mine.”"),
        N_("“Then I was picking blind. I'll change it.”"),
    ),
    "changed.fact.cold": (
        N_("“That alters it. You might have said so before.”"),
        N_("“I go by the fact, whoever brings it.”"),
        N_("“So mine was wrong. I could have known that sooner.”"),
    ),
    "changed.heed": (
        N_("“If you're in favour, then so am I.”"),
        N_("“You know this better than I do. Yours, then.”"),
        N_("“If that's how you see it, I'll trust it.”"),
        N_("“Then yours. I wasn't that sure of mine.”"),
        N_("“You've thought about this longer than I have. I'll come along.”"),
    ),
    "changed.heed.cold": (
        N_("“You're sure. I'll take it, and I'll remember that you were.”"),
        N_("“Have it your way. I don't want another quarrel.”"),
        N_("“Yours, then. It will be yours if it goes wrong, too.”"),
    ),
    "changed.unheeded": (
        N_("“You're so sure about it that I'm starting to want something else.”"),
        N_("“The more you push, the less I believe it. I'm changing my mind.”"),
        N_("“If you want it that much, I'd rather not.”"),
    ),
    "changed.sat": (
        N_("“Good that we sat down. I see it differently now.”"),
        N_("“Ten minutes at a table, and it looks different.”"),
        N_("“I sat down with another answer. This one's better.”"),
    ),
    "changed.sat.cold": (
        N_("“We've talked. I'll change it, and I'd like some work done today.”"),
        N_("“All right, this one. It doesn't settle the rest between us.”"),
        N_("“I won't fight over mine. Put me down for this one.”"),
    ),
    "changed.goal": (
        N_("“I've counted it again. This one gets me closer.”"),
        N_("“Looked at again, this is the one I came for.”"),
        N_("“I had the wrong one. This is what I need.”"),
    ),
    "changed.goal.cold": (
        N_("“I look after my own side now, so it's this one.”"),
        N_("“Nobody else here will get me what I need.”"),
        N_("“I gave way often enough. This one is for me.”"),
    ),
    "changed.regard": (
        N_("“I went back to what you actually need here, and I changed my mind.”"),
        N_("“What matters to you went into it, and it came out differently.”"),
        N_("“I hadn't thought about what you wanted. In that case it's this one.”"),
    ),
    "changed.regard.cold": (
        N_("“I've heard what you want. The choice is still mine.”"),
        N_("“I went over what you want from this, and what I got last time.”"),
        N_("“I know what it means to you. Nobody asked what it means to me.”"),
    ),
    "changed.close": (
        N_("“It was close. I've come down on the other side.”"),
        N_("“I could have gone either way. Now I go this way.”"),
        N_("“A hair between them. I've switched.”"),
    ),
    "changed.close.cold": (
        N_("“It hardly matters which. I've switched.”"),
        N_("“Put me down for the other one. I'm past minding.”"),
        N_("“I've changed mine. You needn't read anything into it.”"),
    ),
    "changed.told": (
        N_("“You were straight with me about that, so I'm changing my pick.”"),
        N_("“After what you've just said I can't stay with mine.”"),
        N_("“What you said moved something. I've changed mine.”"),
    ),
    "changed.told.cold": (
        N_("“You could have told me that before I picked.”"),
        N_("“After that I'd rather not have my name on mine.”"),
        N_("“So that's what you knew all along. I've changed mine.”"),
    ),
    "changed.standing": (
        N_("“Seeing how you took it, I'd rather do it this way.”"),
        N_("“I see a little better where we stand. So, this one.”"),
        N_("“Something's different between us now. I've changed mine.”"),
    ),
    "changed.standing.cold": (
        N_("“With things as they are between us, I've changed mine.”"),
        N_("“I see better now whom I'm dealing with.”"),
        N_("“I'd trusted this to work between us. I don't any more.”"),
    ),
    "reason.goal": (
        N_("“This is what I'm here for. I can't walk past it.”"),
        N_("“I promised myself one thing in this job. This keeps it.”"),
        N_("“Of all of them it does most for what I answer for.”"),
        N_("“Ask me in a year. I'd still want this one.”"),
    ),
    "reason.goal.cold": (
        N_("“I look after what I answer for. Somebody has to.”"),
        N_("“I've stopped waiting for anybody to ask what I need.”"),
        N_("“If this is lost I'm the one they'll blame, so I pick for it.”"),
    ),
    "reason.treated.well": (
        N_("“You've been straight with me. I'd like to be the same.”"),
        N_("“I remember how you've treated me. This is my way of saying so.”"),
        N_("“You'd do it for me.”"),
    ),
    "reason.treated.ill": (
        N_("“I remember how I've been treated. It counts.”"),
        N_("“I've been nice before. It didn't come back.”"),
        N_("“Not after how it's gone between us.”"),
    ),
    "reason.open.more": (
        N_("“With you I can put that on the table.”"),
        N_("“I'd rather say it openly. You can take it.”"),
        N_("“It's safe enough here to do it in the open.”"),
    ),
    "reason.open.less": (
        N_("“How much I put on the table depends on who sits at it.”"),
        N_("“Not out loud. Not yet.”"),
        N_("“I don't know what you'd do with it.”"),
    ),
    "reason.risk": (
        N_("“There's a part of this I'd rather not stand in front of.”"),
        N_("“I can't afford to have that looked at just now.”"),
        N_("“The other one sticks my neck out. This one doesn't.”"),
    ),
    "reason.manners": (
        N_("“You don't do that to a colleague.”"),
        N_("“I couldn't look anybody in the eye afterwards.”"),
        N_("“There are people at the other end of that.”"),
    ),
    "reason.habit": (
        N_("“It's how I work. You know me.”"),
        N_("“I've always done it that way. It's kept me upright.”"),
        N_("“My hand went there by itself.”"),
    ),
    "reason.habit.cold": (
        N_("“I do it the way I know. With us, that's safer.”"),
        N_("“I've gone back to how I worked before we talked about these things.”"),
        N_("“It's what I do when I can't count on anybody.”"),
    ),
    "reason.regard.for": (
        N_("“I know what you won't give up. That went into it.”"),
        N_("“It does something for you. I wanted that in it.”"),
        N_("“I haven't forgotten what you're after.”"),
    ),
    "reason.regard.for.cold": (
        N_("“I've left you something in it. I don't often get that back.”"),
        N_("“It suits you too. I hope that's noticed this time.”"),
        N_("“I still count what you need. You might try it too.”"),
    ),
    "reason.regard.against": (
        N_("“I know what you want from this. Right now that isn't enough for me.”"),
        N_("“You'll get what you want another time. I've waited too.”"),
        N_("“The other one is good for you, I see that. It isn't why I'd pick it today.”"),
    ),
    "reason.heed": (
        N_("“You were for it, and I believe you.”"),
        N_("“On this one I go by your eyes.”"),
        N_("“You sounded as if you knew. So I follow.”"),
    ),
    "reason.close": (
        N_("“It was close. I nearly took another one.”"),
        N_("“Don't ask me to swear to it. It was a hair.”"),
        N_("“I went back and forth. In the end, this.”"),
    ),
    "reason.close.cold": (
        N_("“I had no strong view, and nobody asked for one.”"),
        N_("“One or the other. It has stopped making a difference to me.”"),
        N_("“I picked one. Does it matter what I pick?”"),
    ),
    "reason.close.yours": (
        N_("“It was close. I nearly picked yours.”"),
        N_("“I could live with yours too.”"),
        N_("“Yours and this: I could have tossed a coin.”"),
    ),
    "reason.close.yours.cold": (
        N_("“I nearly picked yours. Then I remembered the last time.”"),
        N_("“Yours would do as well. I'd just rather not follow.”"),
        N_("“Between yours and this I took the one I can do without you.”"),
    ),
    "act": (
        N_("“{when}: {act}. I haven't forgotten.”"),
        N_("“It's about {when}: {act}. I won't forget it.”"),
        N_("“I still think of {when}. There {act}.”"),
    ),
    "act.well": (
        N_("“{when}: {act}. That did me good.”"),
        N_("“It's about {when}: {act}. I was glad of it.”"),
        N_("“I still think of {when}: {act}. I'd like to give that back.”"),
    ),
    "resolve.defer": (
        N_("“Your call. I'm with you.”"),
        N_("“It's yours to decide. I'll stand by it.”"),
        N_("“Go ahead, then. I'm behind you.”"),
    ),
    "resolve.defer.cold": (
        N_("“You'll do it anyway. Go ahead.”"),
        N_("“Your decision. I'm only carrying it out.”"),
        N_("“Fine, yours. I've nothing more to say on it.”"),
    ),
    "resolve.object": (
        N_("“I see it differently, and I'd like that noted. But it's your call.”"),
        N_("“Do it your way. Just note that I'd have gone the other way.”"),
        N_("“I'll help you with it. I just want my doubts on record.”"),
    ),
    "resolve.object.cold": (
        N_("“Your call. I want my objection in the minutes.”"),
        N_("“I'll do it. But write down that I warned you.”"),
        N_("“I still think it's wrong, and I want that on paper.”"),
    ),
    "resolve.escalate": (
        N_("“Then let the board decide.”"),
        N_("“We won't settle this here. I'm taking it upstairs.”"),
        N_("“I'd rather the board heard both of us.”"),
    ),
    "resolve.override": (
        N_("“I hear you. This time I have to go my way.”"),
        N_("“I know you see it differently. I'll answer for this one.”"),
        N_("“I'm deciding this over your head, and I don't like doing it.”"),
    ),
    "resolve.override.cold": (
        N_("“No. This time we do it my way.”"),
        N_("“I've heard you. We're doing mine.”"),
        N_("“I'm not asking now. It's decided.”"),
    ),
    "sit.asks": (
        N_("“Can we sit down over this first?”"),
        N_("“Before we decide: ten minutes, the two of us.”"),
        N_("“I don't want to settle this standing up.”"),
    ),
    "sit.yes": (
        N_("“All right. Ten minutes.”"),
        N_("“Come in and shut the door.”"),
        N_("“Yes. I was going to ask.”"),
    ),
    "sit.yes.cold": (
        N_("“Ten minutes, and then I have to go.”"),
        N_("“If we must. Leave the door open.”"),
        N_("“All right. I don't know what's left to say.”"),
    ),
    "sit.no": (
        N_("“Not now, please.”"),
        N_("“There's no time to sit down. Let's just settle it.”"),
        N_("“Another time. My phone's already ringing.”"),
    ),
    "leaving": (
        N_("“I don't know how much longer I can do this here.”"),
        N_("“Somebody has made me an offer. I haven't said no.”"),
        N_("“If things go on like this, you'll be looking for someone else.”"),
    ),
    "circumstance.slept_badly": (
        N_("{name} has slept badly and reads the same line twice."),
        N_("It is {name}'s third coffee, and it doesn't help."),
        N_("{name} starts when a door closes. It was a short night."),
    ),
    "circumstance.board_rang": (
        N_("The board rang {name} this morning. Nobody says what about."),
        N_("{name}'s phone is still warm: the board has just rung."),
        N_("{name} has a figure on a slip of paper. It came from the board."),
    ),
    "circumstance.good_news": (
        N_("{name} has good news from home, and it shows."),
        N_("{name} is humming. Something went right at home."),
        N_("{name} has brought cake and won't say why."),
    ),
    "circumstance.afraid_for": (
        N_("{name} has asked twice about somebody who is close to the edge."),
        N_("{name} has asked twice whether everybody has eaten."),
        N_("{name} watches an empty chair. Its owner has gone out to cry."),
    ),
    "circumstance.old_hurt": (
        N_("Something that {name} had thought forgotten has come up again."),
        N_("{name} has opened an old mail and read it to the end."),
        N_("Somebody mentioned an old meeting, and {name} went quiet."),
    ),
    "coffee.said": (
        N_("“That can't have been easy to say. Thank you.”"),
        N_("“You told me, and it cost you. I noticed.”"),
        N_("“I keep thinking of what you told me. Thank you.”"),
    ),
    "coffee.kept": (
        N_("“You said you would, and you did. Thank you.”"),
        N_("“You kept your word. Not everybody does.”"),
        N_("“I wrote down what you promised. I could cross it off.”"),
    ),
    "coffee.move": (
        N_("“I saw it: {act}. Thank you.”"),
        N_("“One thing: {act}. That helped me.”"),
        N_("“I've been meaning to say it: {act}. Thank you.”"),
    ),
    "coffee.strength": (
        N_("“There's one thing you're better at than I am. I wanted to say so.”"),
        N_("“I've watched you do it. I couldn't.”"),
        N_("“That's something I could learn from you.”"),
    ),
    "coffee.strength.cold": (
        N_("“Whatever else there is, you're better at one thing than I am.”"),
        N_("“I'll say it, though I won't hear the like from you: you're good at this.”"),
        N_("“I can still see what you do well. That hasn't gone.”"),
    ),
    "coffee.ask": (
        N_("“What's in your way?”"),
        N_("“What do you need out of this? Not the answer for meetings.”"),
        N_("“If you could have one thing out of this, what?”"),
    ),
    "coffee.ask.cold": (
        N_("“We've hardly spoken. What is it you need?”"),
        N_("“I'd rather ask than guess again. What's in your way?”"),
        N_("“Tell me what you're after. Then at least I know.”"),
    ),
    "answer.thanked": (
        N_("“That's good to hear. Thank you.”"),
        N_("“You saw that? You've made my day.”"),
        N_("“Good. Then it was worth it.”"),
    ),
    "answer.thanked.cold": (
        N_("“Nobody's said that to me in a while.”"),
        N_("“I didn't think you'd seen that.”"),
        N_("“Is there something you want from me?”"),
    ),
    "answer.named": (
        N_("“You noticed. Then use it.”"),
        N_("“I'd like to be counted on for that.”"),
        N_("“That's the one thing I'm sure of.”"),
    ),
    "answer.named.cold": (
        N_("“You noticed. It took a while.”"),
        N_("“I'd have liked to hear that sooner.”"),
        N_("“Then why was I never asked?”"),
    ),
    "answer.misjudged": (
        N_("“Me? That's you, not me.”"),
        N_("“You've got the wrong person. Ask around.”"),
        N_("“Kind of you. It's not what I'm good at.”"),
    ),
}
"""The lines of each bank, as message ids."""

_ACTS: Final[Mapping[str, str]] = {
    "share": N_("you told me what you knew"),
    "withhold": N_("you kept something from me"),
    "ask": N_("you asked before you decided"),
    "blame": N_("you put it on me"),
    "blame_person": N_("you put it on one of our own people"),
    "joint_solve": N_("you worked it out with me"),
    "sit": N_("we sat down together"),
    "own": N_("you said it was yours"),
    "deny": N_("you said it wasn't you"),
    "amends": N_("you made it good"),
    "appreciate": N_("you thanked me"),
    "second_guess": N_("you checked up on me"),
    "delegate": N_("you let me get on with it"),
    "contribute": N_("you did more than your job"),
    "clarify": N_("you said who does what"),
    "override": N_("you went over my head"),
    "bridge": N_("you explained us to each other"),
    "defer": N_("you left it to me"),
    "object": N_("you had your objection written down"),
    "insist": N_("you did it over my objection"),
    "vindicated": N_("you had warned me, rightly"),
    "escalate": N_("you took it to the board"),
    "agreed": N_("we wanted the same"),
    "came_round": N_("you came round to mine"),
    "guessed_right": N_("you knew what I'd pick"),
    "restated": N_("you could say my reasons better than I could"),
    "borne_out": N_("you were sure, and you were right"),
    "misjudged": N_("you were sure, and it went wrong"),
    "unfaithful": N_("you went against your own pledge"),
    "defend": N_("you stood up for me"),
    "promise": N_("you gave me your word"),
    "kept": N_("you kept your word"),
    "broken": N_("you broke your word"),
    "renegotiated": N_("you came to me before your promise was due"),
    "found_out": N_("I had to hear it from somebody else"),
    "slip": N_("I heard of your slip from somebody else"),
}
"""What the other did, by its move, as it is told to its face within a sentence."""


def list_lines(bank: str) -> Sequence[str]:
    """Return the lines of a bank as message ids; KeyError for an unknown one."""
    return LINES[bank]


def quote_line(line: str, **words: object) -> str:
    """Return a line of a bank in the current language, its names and its words of address filled in."""
    return _(line, **words)


def describe_act(move: str, **words: object) -> str:
    """Return what the other did by a move, within a sentence: "you left it to me"."""
    return _(_ACTS[move], **words)
