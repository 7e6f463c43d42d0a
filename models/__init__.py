"""The model: from a study and a dataset to what each deal costs, when it delivers, how safely.

This is the whole public face; the dashboard imports nothing else.
"""

from models.analysis.scoring import CLIPPED_ALERT, Scored, clearly_apart, score
from models.dataset import DATA, Dataset, load_dataset
from models.errors import DataError, ModelError, Problem, StudyError, WiringError
from models.evaluate import MODEL_VERSION, Evaluation, Outcome, evaluate
from models.explain import Explanation, Traced, explain, trace
from models.memo import Memo
from models.results import Row, as_json, summary
from models.structures import BASELINE, STRUCTURES, Structure
from models.study import (
    FEWEST_DRAWS,
    MOST_DEALS,
    MOST_DRAWS,
    Deal,
    Study,
    Weights,
    World,
    default_study,
    preset_deal,
)
from models.tables import Criterion, Parameter, Partner, Source
from models.terms import Preset, Term
from models.wiring import COST_PARTS, CRITERIA, partner_choices

__all__ = [
    "BASELINE",
    "CLIPPED_ALERT",
    "COST_PARTS",
    "CRITERIA",
    "DATA",
    "FEWEST_DRAWS",
    "MODEL_VERSION",
    "MOST_DEALS",
    "MOST_DRAWS",
    "STRUCTURES",
    "Criterion",
    "DataError",
    "Dataset",
    "Deal",
    "Evaluation",
    "Explanation",
    "Memo",
    "ModelError",
    "Outcome",
    "Parameter",
    "Partner",
    "Preset",
    "Problem",
    "Row",
    "Scored",
    "Source",
    "Structure",
    "Study",
    "StudyError",
    "Term",
    "Traced",
    "Weights",
    "WiringError",
    "World",
    "as_json",
    "clearly_apart",
    "default_study",
    "evaluate",
    "explain",
    "load_dataset",
    "partner_choices",
    "preset_deal",
    "score",
    "summary",
    "trace",
]
