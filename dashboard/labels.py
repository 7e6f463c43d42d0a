"""Names in words: quantities, parts of the cost, payments, parties, lines of the accounts."""

from types import MappingProxyType

CRITERIA = {
    "cost": "Cost",
    "lead_time": "Lead time",
    "supply_security": "Supply security",
    "first_magnets": "First magnets, not yet qualified",
    "full_rate_time": "Full production",
    "demand_coverage": "Share of India's demand in 2030",
    "certainty": "How sure",
}
COST = {
    "oxide_cost": "Oxide",
    "premium_cost": "Oxide premium",
    "heavy_cost": "Heavy rare earths",
    "import_cost": "Imported magnets",
    "metal_cost": "Metal making",
    "conversion_cost": "Magnet making",
    "capital_cost": "Plant and equipment",
    "know_how_cost": "Know-how fees",
    "royalty_cost": "Royalty",
    "toll_cost": "Tolling fee",
    "logistics_cost": "Freight and insurance",
    "duty_cost": "Customs duty",
    "stock_cost": "Stocks",
    "loan_cost": "Loan",
    "tax_cost": "Income tax",
    "incentive_cost": "Incentive",
}
LOSSES = {
    "feed_loss": "Oxide supply",
    "plant_loss": "Plant outages",
    "china_loss": "Chinese controls",
    "border_loss": "Borders and sea lanes",
    "partner_loss": "Partner or licence",
}
PLACES = {"south_korea": "South Korea", "united_states": "United States"}
PARTIES = {
    "irel": "IREL",
    "partner": "Partner",
    "government": "Government",
    "buyer": "Indian buyers",
    "lender": "Lender",
    "vehicle": "Magnet company",
    "outside": "Everybody else",
}
PAYMENTS = {
    "magnet_sales": "Magnets sold in India",
    "magnet_exports": "Magnets sold abroad",
    "oxide_sales": "IREL's oxide, sold to the magnet company",
    "oxide_production": "Making the oxide",
    "oxide_imports": "Oxide bought abroad",
    "heavy_imports": "Dysprosium and terbium bought",
    "making_cost": "Making metal and magnets",
    "freight_and_insurance": "Freight and insurance",
    "customs_duty": "Customs duty",
    "plant_outlay": "Plant and equipment",
    "salvage_receipt": "Plant sold at the end",
    "stock_change": "Money put into stocks",
    "licence_fee": "Know-how fees",
    "licence_fee_tax": "Tax withheld on know-how fees",
    "service_fee": "Training and support",
    "service_fee_tax": "Tax withheld on training and support",
    "service_cost": "Partner's cost of training and support",
    "royalty": "Royalty",
    "royalty_tax": "Tax withheld on the royalty",
    "toll_fees": "Tolling fee",
    "yield_penalty": "Penalty for a low yield",
    "converter_outlay": "Converter's cost of making",
    "localisation_penalty": "Damages for steps made in India late",
    "sales_incentive": "Sales incentive",
    "capital_subsidy": "Capital subsidy",
    "oxide_guarantee_payment": "Guarantee of the oxide price",
    "income_guarantee_payment": "Guarantee of the income",
    "upside_payment": "Share of a high magnet price",
    "loan_draw": "Loan paid out",
    "loan_repayment": "Loan paid back",
    "interest_payment": "Interest",
    "reserve_deposit": "Put into the loan reserve",
    "company_tax": "Income tax of the magnet business",
    "irel_tax": "IREL's income tax",
    "irel_capital": "Capital from IREL",
    "irel_dividend": "Dividends to IREL",
    "partner_capital": "Capital from the partner",
    "partner_dividend": "Dividends to the partner",
    "dividend_tax": "Tax withheld on dividends",
    "exit_payment": "Partner's shares bought by IREL",
    "oxide_sold": "IREL's oxide, sold in the market",
    "oxide_made": "Making the oxide for the market",
    "oxide_tax": "IREL's income tax on the oxide",
    "magnets_imported": "Magnets imported",
    "import_duty": "Customs duty on imported magnets",
}
LINES = {
    "operating_income": "Operating income",
    "book_depreciation": "Depreciation",
    "interest": "Interest",
    "profit": "Profit",
    "outlay": "Plant and know-how",
    "cash_before_owners": "Cash to owners, or from them",
    "plant": "Plant and know-how, written down",
    "stocks": "Stocks and receivables",
    "reserve": "Loan reserve",
    "cash": "Cash kept",
    "loan": "Loan",
    "owners_money": "Owners' money",
    "capitalised_interest": "Interest during building",
    "owners_cash": "Cash to the owners",
}
GROUPS = {
    "group_magnets": "Magnets",
    "group_materials": "Raw materials",
    "group_making": "Making and freight",
    "group_know_how": "Know-how and tolling",
    "group_plant": "Plant and stocks",
    "group_support": "Public support",
    "group_loan": "Loan",
    "group_taxes": "Taxes and duty",
    "group_owners": "Capital and dividends",
}
QUANTITIES = {
    "irel_oxide_gain": "IREL's gain on the oxide",
    "buyer_price": "Price to the buyer",
    "price_against_cost": "Price to the buyer against cost",
    "converter_margin": "Converter's margin",
    "fee_against_asking": "Toll fee against what is asked",
    "upfront_against_asking": "Upfront fee against what is asked",
    "royalty_against_asking": "Royalty against what is asked",
    "ledger_residual": "Sum of all parties (has to be 0)",
    "irel_oxide_used": "IREL oxide used",
    "irel_oxide_share": "Share of the oxide from IREL",
    "irel_commitment": "Money that IREL commits",
    "irel_income": "IREL's income on the oxide",
    "irel_share": "IREL's share of the company",
    "irel_output": "Oxide that IREL makes",
    "india_share": "Share of the output promised to India",
    "india_sales": "Magnets sold in India, in dollars",
    "indian_price_level": "Indian price level",
    "us_price_level": "US price level",
    "board_limit": "Limit of IREL's board",
    "gross_up": "Gross-up for withholding tax",
    "fee_gross_up": "Gross-up of the fee",
    "approval_level": "Approval needed (0 board, 1 ministry, 2 cabinet)",
    "coverage": "Coverage of the loan",
    "exited": "Partner has left",
    "worth_of_price": "Worth of one dollar on every kilogram",
    "know_how_outlay": "Know-how fees with their tax",
    "first_use": "Year of first use",
    "late_first_use": "First use for less than half of its year",
    "loan_at_gearing": "Loan asked for",
    "loan_capacity": "Largest loan that the cash covers",
    "loan_share": "Share of the loan that is given",
    "loan_service": "Interest and principal due",
    "loan_uses": "What the loan may pay for",
    "loan_balance": "Loan owed",
    "loan_age": "Years since the plant is ready",
    "cash_for_loan": "Cash for the loan",
    "criterion_deductions": "Deductions from tax, oxide as in the cost criterion",
    "depreciation": "Depreciation allowed by tax",
    "levelising_weight": "Weight that levels payments over the kilograms",
    "rupee_weight": "Weight that levels rupees over the kilograms",
    "dollar_rate": "Rupees of the year for a dollar of 2025",
    "oxide_charge": "Oxide price in the cost criterion",
    "india_offtake": "Output firmly promised to Indian buyers",
    "share_after_flip": "IREL's share after a change of shares",
    "exit_moment": "Year of the partner's exit",
    "least_tax_rate": "Minimum tax on book profit",
    "incentive_limit": "Incentive before its cap on sales",
    "incentive_total_cap": "Highest incentive in total",
    "royalty_total_cap": "Highest royalty in total",
    "alternative_oxide": "Oxide sold without the deal",
    "alternative_magnets": "Magnets imported without the deal",
    "blocks_at_home": "Share of blocks made in India",
    "metal_at_home": "Share of metal made in India",
    "repaying": "Years of repayment",
}
OF_PARTIES = {
    f"{party}_{ending}": words.format(name)
    for ending, words in {
        "net": "{}: net cash of the year",
        "npv": "{}: net present value",
        "gain": "{}: gain over having no deal",
        "alternative": "{}: net cash without the deal",
        "discount": "{}: worth today of a later rupee",
    }.items()
    for party, name in PARTIES.items()
}
LABELS = MappingProxyType(
    CRITERIA
    | COST
    | LOSSES
    | PLACES
    | PARTIES
    | PAYMENTS
    | LINES
    | GROUPS
    | QUANTITIES
    | OF_PARTIES
)
FUNDING = MappingProxyType(  # money of the years of building: as a source, and as a use
    {
        "plant": ("Plant sold", "Plant and equipment"),
        "know_how": ("Know-how fees given back", "Know-how fees"),
        "interest": ("Interest given back", "Interest of the loan"),
        "reserve": ("Loan reserve given back", "Loan reserve"),
        "stocks": ("Stocks given back", "Stocks and receivables"),
        "income": ("Operating income", "Operating loss"),
        "tax": ("Tax saved", "Income tax"),
        "loan": ("Loan, interest added", "Loan paid back"),
        "subsidy": ("Capital subsidy", "Capital subsidy given back"),
        "irel": ("IREL's money", "Paid out to IREL"),
        "partner": ("Partner's money", "Paid out to the partner"),
        "kept": ("Cash used", "Cash kept"),
    }
)
IN_GROUPS = MappingProxyType(
    {
        "group_magnets": ("magnet_sales", "magnet_exports", "magnets_imported", "upside_payment"),
        "group_materials": (
            *("oxide_sales", "oxide_production", "oxide_imports", "heavy_imports"),
            *("oxide_sold", "oxide_made"),
        ),
        "group_making": ("making_cost", "freight_and_insurance"),
        "group_know_how": (
            *("licence_fee", "service_fee", "service_cost", "royalty", "toll_fees"),
            *("yield_penalty", "converter_outlay", "localisation_penalty"),
        ),
        "group_plant": ("plant_outlay", "salvage_receipt", "stock_change"),
        "group_support": (
            *("sales_incentive", "capital_subsidy"),
            *("oxide_guarantee_payment", "income_guarantee_payment"),
        ),
        "group_loan": ("loan_draw", "loan_repayment", "interest_payment", "reserve_deposit"),
        "group_taxes": (
            *("company_tax", "irel_tax", "customs_duty", "licence_fee_tax", "service_fee_tax"),
            *("royalty_tax", "dividend_tax", "oxide_tax", "import_duty"),
        ),
        "group_owners": (
            *("irel_capital", "irel_dividend", "partner_capital", "partner_dividend"),
            "exit_payment",
        ),
    }
)
GROUP_OF = MappingProxyType({name: key for key, names in IN_GROUPS.items() for name in names})
