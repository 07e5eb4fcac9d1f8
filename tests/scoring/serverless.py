"""A rubric, an answer that has all of it, and what was remarked."""

from quiz.scoring import RemarkKind, Score
from tests.scoring.rubrics import criterion, misconception, rubric

LAMBDA = rubric(
    criterion("scaling", "scales automatically", points=4),
    criterion("billing", "pay per use | pay as you go", points=3),
    criterion("languages", "2 of: python, java, ruby", points=3),
    criterion("bonus", "event driven", points=2, is_bonus=True, probe=""),
    misconceptions=(misconception("servers", "manage the servers yourself unless before", points=3),),
    question="What are the benefits of a serverless function?",
    model_answer="It scales automatically with demand, you pay per use, and it runs Python, Java and Ruby.",
)


ALL = "It scales automatically. You pay per use. We write Python and Java."


def kinds(result: Score) -> list[RemarkKind]:
    return [remark.kind for remark in result.remarks]
