"""R13: luck is a pure function of the place in the game."""

from game.engine import rules
from game.engine.events import Revealed
from game.engine.partner import weigh_options
from game.engine.rng import Rng
from tests.engine.crisis import Table, crisis, option, scene


def partners_picks(story, seed, playthrough=0):
    table = Table(story, seed, {"ceo", "cto"})
    if playthrough:
        table.rng = Rng(seed, story.id, playthrough)
        table.state, table.story = rules.begin_play(story, table.rng, frozenset({"ceo", "cto"}))[0], []
    for _ in range(6):
        table.play()
    return [dict(event.first) for event in table.all(Revealed)]


class TestLuck:
    STORY = crisis(*(scene(f"s{n}", option("c")) for n in range(6)))

    def test_the_same_seed_and_playthrough_give_the_same_game(self):
        assert partners_picks(self.STORY, 5) == partners_picks(self.STORY, 5)

    def test_another_seed_or_another_playthrough_gives_another(self):
        games = {str(partners_picks(self.STORY, seed)) for seed in range(6)}
        again = {str(partners_picks(self.STORY, 5, playthrough)) for playthrough in range(6)}
        assert (len(games), len(again)) == (6, 6)

    def test_an_option_that_is_added_leaves_the_luck_of_the_others_alone(self):
        def ranking(*options):
            table = Table(crisis(scene("one", *options)), 9, {"cto"})
            weighed = weigh_options(table.draft, "cto")
            return dict(zip([seen.id for seen in weighed.prospects], weighed.gumbels, strict=True))

        few, many = ranking(), ranking(option("c"), option("d"))
        assert few == {name: many[name] for name in few}

    def test_a_choice_leaves_the_luck_of_later_scenes_alone(self):
        one, other = Table(self.STORY, 3, {"cto"}).play("a"), Table(self.STORY, 3, {"cto"}).play("b", mode="object")
        assert weigh_options(one.draft, "cto").gumbels == weigh_options(other.draft, "cto").gumbels

    def test_a_scene_that_comes_again_has_luck_of_its_own(self):
        table = Table(crisis(scene("one", weeks=1), scene("two", option("a", then="one"), weeks=1)))
        first = weigh_options(table.draft, "cto").gumbels
        table.play("a").play("a")
        assert table.state.scene == "one"
        assert weigh_options(table.draft, "cto").gumbels != first
