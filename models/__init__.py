"""The model: from a study and a dataset to what each deal costs, when it delivers, how safely.

This is the whole public face; the dashboard imports nothing else.
"""

from models.analysis import dated_events, fading
from models.analysis.agreement import Agreement, room_to_agree
from models.analysis.crossings import BreakEven
from models.analysis.discovery import Bound
from models.analysis.gaps import Gaps
from models.analysis.interruptions import Interruptions, Supplied, interruptions
from models.analysis.matters import (
    QUESTIONS,
    Contest,
    Knowing,
    Losing,
    Movers,
    Switches,
    contest,
)
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
from models.analysis.scoring import (
    CLIPPED_ALERT,
    Scored,
    Valued,
    clearly_apart,
    score,
    valued,
)
from models.analysis.shares import Share, Shares, shares
from models.analysis.sobol import Index, Sobol
from models.analysis.standing import Standing
from models.analysis.statements import Statements, statements
from models.analysis.states import State, states
from models.analysis.stress import NamedWorld, Outlook, Stress
from models.analysis.supply_clauses import (
    ORDEALS,
    SIZES,
    Clause,
    Met,
    Ordeal,
    clauses,
    ordeal_days,
    stock_curve,
    stocks,
    survivals,
)
from models.analysis.supply_world import Played, played
from models.analysis.sweeps import written
from models.analysis.timing import (
    Timing,
    arrival,
    at_outside_view,
    month_saved,
    months_saved,
    on_clock,
    timing,
)
from models.analysis.tornado import Bar
from models.analysis.weighting import (
    CONSISTENT,
    SPREADS,
    Judged,
    judgement_matrix,
    pairwise_weights,
    rank_order_centroid,
)
from models.canonical import canonical, fingerprint
from models.chain.ledger import PARTIES, TAX_CLASSES
from models.confidential import RESULTS, Confidential
from models.dataset import DATA, Dataset, load_dataset
from models.errors import DataError, ModelError, Problem, StudyError, WiringError
from models.evaluate import MODEL_VERSION, evaluate
from models.explain import Explanation, Traced, explain, trace
from models.memo import Memo
from models.outcomes import BY_MEAN, Evaluation, Outcome
from models.pins import kept_numbers, used_numbers, with_numbers
from models.reading import LONGEST_TEXT, Strict, printable, too_deep
from models.results import Row, as_json, figures, quantities, summary
from models.structures import BASELINE, STRUCTURES, Structure
from models.study import (
    FEWEST_DRAWS,
    MOST_DEALS,
    MOST_DRAWS,
    USUAL_CERTAINTY,
    Deal,
    Study,
    Weights,
    World,
    default_study,
    preset_deal,
)
from models.supply.flow import prepare
from models.supply.metrics import Estimate
from models.tables import Criterion, Parameter, Partner, Source, WorldRow
from models.terms import Preset, Term
from models.wiring import COST_PARTS, CRITERIA, GAINS, WORTH, partner_choices

__all__ = [
    "BASELINE",
    "BY_MEAN",
    "CLIPPED_ALERT",
    "CONSISTENT",
    "COST_PARTS",
    "CRITERIA",
    "DATA",
    "FEWEST_DRAWS",
    "GAINS",
    "LONGEST_TEXT",
    "MODEL_VERSION",
    "MOST_DEALS",
    "MOST_DRAWS",
    "ORDEALS",
    "PARTIES",
    "QUESTIONS",
    "RESULTS",
    "SIZES",
    "SPREADS",
    "STRUCTURES",
    "TAX_CLASSES",
    "USUAL_CERTAINTY",
    "WORTH",
    "Agreement",
    "Bar",
    "Bound",
    "BreakEven",
    "Clause",
    "Confidential",
    "Contest",
    "Criterion",
    "DataError",
    "Dataset",
    "Deal",
    "DealMoney",
    "Estimate",
    "Evaluation",
    "Explanation",
    "Gaps",
    "Index",
    "Interruptions",
    "Judged",
    "Knowing",
    "Losing",
    "Memo",
    "Met",
    "ModelError",
    "Movers",
    "NamedWorld",
    "Ordeal",
    "Outcome",
    "Outlook",
    "Parameter",
    "Partner",
    "PartnerView",
    "PartyMoney",
    "Payment",
    "Played",
    "Preset",
    "Problem",
    "Returned",
    "Row",
    "Scored",
    "SeenDeal",
    "Share",
    "Shares",
    "Sobol",
    "Source",
    "Standing",
    "State",
    "Statements",
    "Stress",
    "Strict",
    "Structure",
    "Study",
    "StudyError",
    "Supplied",
    "Switches",
    "Term",
    "Timing",
    "Traced",
    "Valued",
    "Weights",
    "WiringError",
    "World",
    "WorldRow",
    "arrival",
    "as_json",
    "at_outside_view",
    "canonical",
    "clauses",
    "clearly_apart",
    "contest",
    "dated_events",
    "deal_money",
    "default_study",
    "evaluate",
    "explain",
    "fading",
    "figures",
    "fingerprint",
    "interruptions",
    "judgement_matrix",
    "kept_numbers",
    "load_dataset",
    "month_saved",
    "months_saved",
    "on_clock",
    "ordeal_days",
    "pairwise_weights",
    "partner_choices",
    "partner_view",
    "played",
    "prepare",
    "preset_deal",
    "printable",
    "quantities",
    "rank_order_centroid",
    "reference_classes",
    "revealing",
    "room_to_agree",
    "score",
    "seen_evaluation",
    "seen_study",
    "shares",
    "shows_scores",
    "stalled",
    "statements",
    "states",
    "stock_curve",
    "stocks",
    "summary",
    "survivals",
    "timing",
    "too_deep",
    "trace",
    "used_numbers",
    "valued",
    "with_numbers",
    "written",
]
