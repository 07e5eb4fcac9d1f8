"""Small rubrics to score by."""

from quiz.scoring import Criterion, Misconception, Rubric
from quiz.scoring.glossary import Glossary


def criterion(
    slug: str, *phrases: str, points: int = 10, is_bonus: bool = False, probe: str = "And?"
) -> Criterion:
    return Criterion(
        slug=slug,
        name=slug.capitalize(),
        points=points,
        phrases=phrases,
        probe=probe,
        missed=f"Say what {slug} is.",
        is_bonus=is_bonus,
    )


def misconception(slug: str, *phrases: str, points: int = 3) -> Misconception:
    return Misconception(slug, slug.capitalize(), points, phrases, f"It is not {slug}.")


def rubric(
    *criteria: Criterion,
    misconceptions: tuple[Misconception, ...] = (),
    question: str = "What is a serverless function?",
    model_answer: str = "",
    glossary: Glossary = (),
    alien_terms: tuple[str, ...] = (),
) -> Rubric:
    return Rubric(question, model_answer, criteria, misconceptions, glossary, alien_terms)


def rubric_of(phrase: str, glossary: Glossary = ()) -> Rubric:
    """A rubric with one criterion of one phrase."""
    return rubric(criterion("it", phrase), glossary=glossary)
