"""The model: from a study and a dataset to what each deal costs, when it delivers, how safely.

This is the whole public face; the dashboard imports nothing else.
"""

from models.analysis.partner_view import (
    PartnerView,
    SeenDeal,
    partner_view,
    revealing,
    seen_evaluation,
    seen_study,
    shows_scores,
)
from models.analysis.scoring import CLIPPED_ALERT, Scored, clearly_apart, score
from models.canonical import canonical, fingerprint
from models.confidential import RESULTS, Confidential
from models.dataset import DATA, Dataset, load_dataset
from models.errors import DataError, ModelError, Problem, StudyError, WiringError
from models.evaluate import MODEL_VERSION, Evaluation, Outcome, evaluate
from models.explain import Explanation, Traced, explain, trace
from models.memo import Memo
from models.pins import kept_numbers, used_numbers, with_numbers
from models.reading import LONGEST_TEXT, Strict, printable, too_deep
from models.results import Row, as_json, figures, quantities, summary
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
    "LONGEST_TEXT",
    "MODEL_VERSION",
    "MOST_DEALS",
    "MOST_DRAWS",
    "RESULTS",
    "STRUCTURES",
    "Confidential",
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
    "PartnerView",
    "Preset",
    "Problem",
    "Row",
    "Scored",
    "SeenDeal",
    "Source",
    "Strict",
    "Structure",
    "Study",
    "StudyError",
    "Term",
    "Traced",
    "Weights",
    "WiringError",
    "World",
    "as_json",
    "canonical",
    "clearly_apart",
    "default_study",
    "evaluate",
    "explain",
    "figures",
    "fingerprint",
    "kept_numbers",
    "load_dataset",
    "partner_choices",
    "partner_view",
    "preset_deal",
    "printable",
    "quantities",
    "revealing",
    "score",
    "seen_evaluation",
    "seen_study",
    "shows_scores",
    "summary",
    "too_deep",
    "trace",
    "used_numbers",
    "with_numbers",
]
