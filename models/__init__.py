"""The model: from a study and a dataset to what each deal costs, when it delivers, how safely.

This is the whole public face; the dashboard imports nothing else.
"""

from models.analysis.money import DealMoney, PartyMoney, Payment, Returned, deal_money
from models.analysis.partner_view import (
    PartnerView,
    SeenDeal,
    partner_view,
    revealing,
    seen_evaluation,
    seen_study,
    shows_scores,
)
from models.analysis.reference_class import reference_classes, stalled
from models.analysis.scoring import CLIPPED_ALERT, Scored, clearly_apart, score
from models.analysis.shares import Share, Shares, shares
from models.analysis.statements import Statements, statements
from models.analysis.states import State, states
from models.analysis.timing import (
    Timing,
    arrival,
    at_outside_view,
    month_saved,
    months_saved,
    on_clock,
    timing,
)
from models.canonical import canonical, fingerprint
from models.chain.ledger import PARTIES, TAX_CLASSES
from models.confidential import RESULTS, Confidential
from models.dataset import DATA, Dataset, load_dataset
from models.errors import DataError, ModelError, Problem, StudyError, WiringError
from models.evaluate import MODEL_VERSION, evaluate
from models.explain import Explanation, Traced, explain, trace
from models.memo import Memo
from models.outcomes import Evaluation, Outcome
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
from models.wiring import COST_PARTS, CRITERIA, GAINS, WORTH, partner_choices

__all__ = [
    "BASELINE",
    "CLIPPED_ALERT",
    "COST_PARTS",
    "CRITERIA",
    "DATA",
    "FEWEST_DRAWS",
    "GAINS",
    "LONGEST_TEXT",
    "MODEL_VERSION",
    "MOST_DEALS",
    "MOST_DRAWS",
    "PARTIES",
    "RESULTS",
    "STRUCTURES",
    "TAX_CLASSES",
    "WORTH",
    "Confidential",
    "Criterion",
    "DataError",
    "Dataset",
    "Deal",
    "DealMoney",
    "Evaluation",
    "Explanation",
    "Memo",
    "ModelError",
    "Outcome",
    "Parameter",
    "Partner",
    "PartnerView",
    "PartyMoney",
    "Payment",
    "Preset",
    "Problem",
    "Returned",
    "Row",
    "Scored",
    "SeenDeal",
    "Share",
    "Shares",
    "Source",
    "State",
    "Statements",
    "Strict",
    "Structure",
    "Study",
    "StudyError",
    "Term",
    "Timing",
    "Traced",
    "Weights",
    "WiringError",
    "World",
    "arrival",
    "as_json",
    "at_outside_view",
    "canonical",
    "clearly_apart",
    "deal_money",
    "default_study",
    "evaluate",
    "explain",
    "figures",
    "fingerprint",
    "kept_numbers",
    "load_dataset",
    "month_saved",
    "months_saved",
    "on_clock",
    "partner_choices",
    "partner_view",
    "preset_deal",
    "printable",
    "quantities",
    "reference_classes",
    "revealing",
    "score",
    "seen_evaluation",
    "seen_study",
    "shares",
    "shows_scores",
    "stalled",
    "statements",
    "states",
    "summary",
    "timing",
    "too_deep",
    "trace",
    "used_numbers",
    "with_numbers",
]
