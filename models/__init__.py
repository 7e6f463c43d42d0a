"""The model: from a study and a dataset to what each deal costs, when it delivers, how safely.

This is the whole public face: what is imported here is what the dashboard may use.
"""

from models.analysis import dated_events, fading
from models.analysis.agreement import Agreement, room_to_agree
from models.analysis.answers import Knowing, Losing, Movers, Switches
from models.analysis.crossings import BreakEven
from models.analysis.discovery import Bound
from models.analysis.fitting import Facts, Fit, Wishes, facts, fits, kept
from models.analysis.gaps import Gaps
from models.analysis.hazard_ties import Rivals, Tie, safest_other, tying_rates
from models.analysis.interruptions import Interruptions, Supplied, interruptions, supplied
from models.analysis.lenses import DealLenses, Lenses, StepLens, deal_lenses, lenses
from models.analysis.matters import QUESTIONS, Contest, contest
from models.analysis.money import DealMoney, PartyMoney, Payment, Returned, deal_money
from models.analysis.named_worlds import NamedWorld, all_worlds
from models.analysis.opinions import Opinions, opinions
from models.analysis.ordeals import ORDEALS, Ordeal, Struck, all_struck, played_ordeal
from models.analysis.partner_view import (
    PartnerView,
    SeenDeal,
    partner_view,
    revealing,
    seen_evaluation,
    seen_study,
    seen_worlds,
    shows_scores,
)
from models.analysis.reference_class import reference_classes, stalled
from models.analysis.scoring import CLIPPED_ALERT, Scored, clearly_apart, score, valued
from models.analysis.shares import Share, Shares, shares
from models.analysis.sobol import Index, Sobol
from models.analysis.standing import Standing, Valued
from models.analysis.statements import Statements, statements
from models.analysis.states import State, states
from models.analysis.stress import Outlook, Stress, refuse, stress
from models.analysis.supply_clauses import (
    SIZES,
    Clause,
    Met,
    clauses,
    stock_curve,
    stocks,
    survivals,
)
from models.analysis.supply_ties import Match, Matches, Matching, matching_stocks, stock_places
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
from models.analysis.tornado import Bar, Tornado
from models.analysis.values import limits, scales
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
    Deal,
    Study,
    default_study,
    preset_deal,
)
from models.supply.flow import prepare
from models.supply.metrics import Estimate, Summary
from models.tables import Criterion, Parameter, Partner, Source
from models.terms import Preset, Term
from models.weights import MOST_OTHERS, USUAL_CERTAINTY, Stakeholder, Weights
from models.wiring import COST_PARTS, CRITERIA, GAINS, WORTH, partner_choices
from models.worlds import MOST_HELD, MOST_WORLDS, OwnWorld, World
