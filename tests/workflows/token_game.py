"""Plays a built flow with tokens and nothing else: what may happen if people finish, skip and cancel in any order."""

from dataclasses import dataclass, field
from random import Random

from tests.workflows.flows import Chosen, End, Join, Split, Step


@dataclass(frozen=True)
class Token:
    """Where somebody stands, and which parallel branches they stand in: (a number per split)."""

    node: object
    inside: tuple[int, ...] = ()


@dataclass
class Game:
    """One case in play. It is over when an end was reached; it hangs when nobody can move before that."""

    flow: type
    luck: Random
    waiting: list[Token] = field(default_factory=list)
    joined: dict[int, Token] = field(default_factory=dict)  # parallel run -> token behind its join
    runs: int = 0
    ended: bool = False

    def begin(self, name: str = "start") -> None:
        self.arrive(Token(self.flow._nodes_by_name[name]))

    def play(self, most_moves: int = 2_000) -> bool:
        """Move until the end and tell whether it was reached. Nobody cancels anything in the second half."""
        for move in range(most_moves):
            if self.ended:
                return True
            if not self.waiting:
                return False
            self.move(forward=move > most_moves // 2)
        return self.ended

    def move(self, *, forward: bool) -> None:
        """Somebody finishes or skips a step (both go on), or cancels it (its branch ends there)."""
        token = self.waiting.pop(self.luck.randrange(len(self.waiting)))
        alone = not token.inside or not any(
            other.inside[: len(token.inside)] == token.inside for other in self.waiting
        )
        if not forward and not alone and self.luck.random() < 0.2:
            self.settle(token.inside)
        else:
            self.arrive(
                Token(self.luck.choice([edge.dst for edge in token.node._outgoing()]), token.inside)
            )

    def arrive(self, token: Token) -> None:
        match token.node:
            case End(block=None):
                pass  # a side path is over; the case goes on
            case End():
                self.ended, self.waiting = True, []
            case Step():
                self.waiting.append(token)
            case Split():
                self.runs += 1
                self.spread(
                    [Token(edge.dst, (*token.inside, self.runs)) for edge in token.node._outgoing()]
                )
            case Join():
                self.joined[token.inside[-1]] = Token(token.node, token.inside[:-1])
                self.settle(token.inside)
            case Chosen():
                self.arrive(
                    Token(
                        self.luck.choice([edge.dst for edge in token.node._outgoing()]),
                        token.inside,
                    )
                )
            case _:
                (edge,) = token.node._outgoing()
                self.arrive(Token(edge.dst, token.inside))

    def spread(self, tokens: list[Token]) -> None:
        """Start all branches before any of them may find itself alone."""
        self.waiting += tokens
        for token in tokens:
            if not self.ended:
                self.waiting.remove(token)
                self.arrive(token)

    def settle(self, inside: tuple[int, ...]) -> None:
        """Open a join when nobody is left in its branches."""
        if (
            not inside
            or self.ended
            or any(other.inside[: len(inside)] == inside for other in self.waiting)
        ):
            return
        behind = self.joined.pop(inside[-1], None)
        if behind is None:
            self.settle(inside[:-1])
        else:
            (edge,) = behind.node._outgoing()
            self.arrive(Token(edge.dst, behind.inside))
