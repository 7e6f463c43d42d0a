"""Facts about the real tables."""

import re
from collections.abc import Iterator

import pytest

from models.dataset import TABLES, Dataset, load_dataset

ARTICLES = ("article_irel_partnerships", "article_discovery_alert")
STRUCTURES = {"technology_transfer", "joint_venture", "foreign_plant", "oxide_tolling"}


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load_dataset()


def cited(dataset: Dataset, table: str) -> Iterator[str]:
    for cell in dataset.frame(table).get("source", ()):
        yield from cell.split("|")


def test_every_source_that_is_cited_exists(dataset: Dataset) -> None:
    assert {key for table in TABLES for key in cited(dataset, table)} <= dataset.sources.keys()


def test_the_two_founding_articles_are_sources_with_an_address(dataset: Dataset) -> None:
    for key in ARTICLES:
        assert dataset.sources[key].page_read == "yes"
        assert dataset.sources[key].url.startswith("https://")
    assert {claim.source for claim in dataset.article_claims} == set(ARTICLES)


@pytest.mark.parametrize(
    ("source", "words", "low", "high"),
    [
        (0, "400 to 500 t of neodymium a year", 400, 500),
        (1, "400 to 500 t of neodymium oxide a year", 400, 500),
        (1, "China can make more than 15,000 t", 15_000, None),
        (1, "India can make 400 to 500 t", 400, 500),
        (1, "Australia can make about 1,000 to 2,000 t", 1_000, 2_000),
        (1, "limited commercial production", None, None),
        (0, "China suspended exports", None, None),
        (0, "13-year-old agreement", None, None),
        (0, "Japan and South Korea are the two sources of technology", None, None),
        (0, "Toyotsu Rare Earths India", None, None),
        (0, "government-to-government channels", None, None),
        (0, "approval of its board", None, None),
        (0, "Argentina, Australia, Malawi and Myanmar", None, None),
        (1, "self-sufficiency in 3 to 7 years", 3, 7),
        (1, "workforce, environmental management, quality control and downstream", None, None),
        (1, "thorium", None, None),
        (1, "acidic waste water", None, None),
        (1, "energy", None, None),
        (1, "reserve of strategic minerals", None, None),
    ],
)
def test_what_the_articles_claim_is_kept(
    dataset: Dataset, source: int, words: str, low: float | None, high: float | None
) -> None:
    found = [claim for claim in dataset.article_claims if words in claim.claim]
    assert (ARTICLES[source], low, high) in {(each.source, each.low, each.high) for each in found}


@pytest.mark.parametrize(
    "topic",
    [
        *("irel_neodymium", "neodymium_or_oxide", "oxide_allotment", "magnets_per_oxide"),
        *("indian_demand", "demand_2025", "oxide_price_tax", "digest_price", "founding_table"),
        *("tariff_code", "governance", "exchange_rates", "japan_magnet_imports", "stage_links"),
        *("irel_magnet_plant_cost", "scheme_pots", "irel_output_fy26", "irel_output_fy27"),
        *("tolling_fee", "licence_royalty", "licence_fee", "spare_capacity"),
        *("returned_magnet_customs", "scheme_awards", "chinese_pause"),
    ],
)
def test_a_contradiction_or_a_silence_is_answered(dataset: Dataset, topic: str) -> None:
    assert topic in {correction.topic for correction in dataset.corrections}


def test_corrections_name_what_they_change(dataset: Dataset) -> None:
    known = TABLES.keys() | {each.key for each in dataset.parameters.values()}
    for correction in dataset.corrections:
        assert correction.affects
        assert set(correction.affects) <= known, correction.topic


def test_what_notes_call_a_correction_is_one(dataset: Dataset) -> None:
    topics = {correction.topic for correction in dataset.corrections}
    for table in TABLES:
        for note in dataset.frame(table).get("note", ()):
            assert set(re.findall(r"see the correction (\w+)", note)) <= topics


def test_each_partner_country_offers_a_partner_for_every_structure(dataset: Dataset) -> None:
    for country in ("japan", "south_korea"):
        offers = [each for each in dataset.partners.values() if each.country == country]
        assert {key for each in offers for key in each.structures} == STRUCTURES


def test_a_price_before_tax_is_the_quote_over_the_chinese_rate_of_its_date(
    dataset: Dataset,
) -> None:
    for price in dataset.prices:
        rate = {"excluded": 1.0}.get(price.tax, 1.0)
        if price.tax == "included":
            rate = 1.17 if price.date < "2018-05" else 1.16 if price.date < "2019-04" else 1.13
        if price.dollars_before_tax is not None:
            assert price.dollars_as_quoted == pytest.approx(price.dollars_before_tax * rate, 2e-3)
        else:
            assert price.tax in ("not stated", "not applicable") or price.dollars_as_quoted is None


def test_capital_intensity_is_capital_over_capacity(dataset: Dataset) -> None:
    plants = [plant for plant in dataset.plants if plant.intensity is not None]
    assert len(plants) == 30
    for plant in plants:
        assert plant.capital_in_dollars is not None
        assert plant.capacity is not None
        per_kg = plant.capital_in_dollars * 1e6 / (plant.capacity * 1e3)
        assert plant.intensity == pytest.approx(per_kg, rel=0.02), plant.key


def months(start: str, end: str) -> int:
    (year, month), (last_year, last_month) = (map(int, date.split("-")) for date in (start, end))
    return 12 * (last_year - year) + last_month - month


def test_spans_of_plants_are_the_months_between_their_dates(dataset: Dataset) -> None:
    checked = 0
    for plant in dataset.plants:
        for start, end, span in (
            (plant.announced, plant.first_product, plant.announced_to_first_product),
            (plant.ground_broken, plant.first_product, plant.ground_to_first_product),
            (plant.first_product_planned, plant.first_product, plant.slip),
            (plant.announced, plant.first_sale, plant.announced_to_first_sale),
        ):
            if span is not None and len(start) == len(end) == len("2025-01"):
                checked += 1
                assert span == months(start, end), plant.key
    assert checked > 30


def test_shares_of_countries_are_shares(dataset: Dataset) -> None:
    for fact in dataset.countries:
        if fact.metric.startswith(("share_", "china_share_")):
            assert fact.unit == "1"
            assert 0 <= (fact.mode or 0) <= 1


def test_nothing_is_left_to_do(dataset: Dataset) -> None:
    for table in TABLES:
        cells = dataset.frame(table).astype(str)
        assert not cells.apply(lambda column: column.str.contains("TODO|TBD|XXX")).any().any(), (
            table
        )
