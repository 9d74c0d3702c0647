//! Working a claim out by the plan's rules, line by line and to the cent.
//!
//! For every line that the plan decides on: billed = discount + plan's price + not covered, and
//! plan's price = paid + copay + deductible + coinsurance. A refused line has no plan's price: all of it is "not covered".

use std::collections::HashMap;

use super::catalog::{Service, Template};
use super::money::Cents;
use super::people::FAMILY;
use super::plan::{Denial, FAMILY_DEDUCTIBLE, FAMILY_LIMIT, PERSON_DEDUCTIBLE, PERSON_LIMIT, Rule};

/// What had been used of the yearly amounts when a claim was decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Used {
    pub(crate) person_deductible: Cents,
    pub(crate) family_deductible: Cents,
    pub(crate) person_limit: Cents,
    pub(crate) family_limit: Cents,
}

impl Used {
    fn deductible_left(self) -> Cents {
        (PERSON_DEDUCTIBLE - self.person_deductible).min(FAMILY_DEDUCTIBLE - self.family_deductible).max(Cents::ZERO)
    }

    fn limit_left(self) -> Cents {
        (PERSON_LIMIT - self.person_limit).min(FAMILY_LIMIT - self.family_limit).max(Cents::ZERO)
    }

    /// The amounts after a claim with these totals.
    pub(crate) fn after(self, totals: &Amounts) -> Used {
        let share = totals.copay + totals.deductible + totals.coinsurance;
        Used {
            person_deductible: self.person_deductible + totals.deductible,
            family_deductible: self.family_deductible + totals.deductible,
            person_limit: self.person_limit + share,
            family_limit: self.family_limit + share,
        }
    }
}

/// The figures of one line, or of a whole claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Amounts {
    pub(crate) billed: Cents,
    pub(crate) discount: Cents,
    /// The plan's price.
    pub(crate) eligible: Cents,
    pub(crate) not_covered: Cents,
    pub(crate) copay: Cents,
    pub(crate) deductible: Cents,
    pub(crate) coinsurance: Cents,
    pub(crate) paid: Cents,
    /// What the member owes in all.
    pub(crate) owed: Cents,
}

impl Amounts {
    fn add(&mut self, other: &Amounts) {
        self.billed += other.billed;
        self.discount += other.discount;
        self.eligible += other.eligible;
        self.not_covered += other.not_covered;
        self.copay += other.copay;
        self.deductible += other.deductible;
        self.coinsurance += other.coinsurance;
        self.paid += other.paid;
        self.owed += other.owed;
    }

    /// The sum of lines.
    pub(crate) fn total<'a>(lines: impl Iterator<Item = &'a Line>) -> Amounts {
        lines.fold(Amounts::default(), |mut total, line| {
            total.add(&line.amounts);
            total
        })
    }
}

/// A line as it was decided.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) amounts: Amounts,
    pub(crate) denial: Option<Denial>,
}

/// How a claim is to be worked out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    pub(crate) rule: Rule,
    pub(crate) in_network: bool,
    /// Thousandths by which prices differ from the catalogue's.
    pub(crate) scale: i64,
    pub(crate) used: Used,
    /// Moved from what the plan paid to the member's coinsurance, as far as there is anything to move.
    pub(crate) moved: Cents,
}

/// Decides every line of a claim.
pub(crate) fn decide(template: &'static Template, terms: Terms) -> Vec<Line> {
    let mut left = Left {
        copay: terms.rule.copay(),
        deductible: if terms.rule.has_deductible() { terms.used.deductible_left() } else { Cents::ZERO },
        // Dental and vision care, and care out of the network, do not stop at the medical limit.
        limit: if template.kind.counts() && terms.in_network {
            terms.used.limit_left()
        } else {
            Cents::new(i64::MAX / 4)
        },
        moved: terms.moved,
    };
    template.lines.iter().map(|service| decide_line(service, &terms, &mut left)).collect()
}

/// What is still to be taken while a claim's lines are decided in turn.
struct Left {
    copay: Cents,
    deductible: Cents,
    limit: Cents,
    moved: Cents,
}

impl Left {
    /// Takes `wanted`, but not more than the member still pays this year.
    fn charge(&mut self, wanted: Cents) -> Cents {
        let charged = wanted.min(self.limit);
        self.limit -= charged;
        charged
    }
}

fn decide_line(service: &'static Service, terms: &Terms, left: &mut Left) -> Line {
    let billed = service.billed.permille(terms.scale);
    let price = service.price.permille(terms.scale).min(billed);
    if let Some(denial) = service.denial {
        let owed = if denial.member_pays() { billed } else { Cents::ZERO };
        let amounts = Amounts { billed, not_covered: billed, owed, ..Amounts::default() };
        return Line { amounts, denial: Some(denial) };
    }
    let copay_due = left.copay.min(price);
    left.copay -= copay_due;
    let copay = left.charge(copay_due);
    let after_copay = price - copay_due;
    let deductible_due = left.deductible.min(after_copay);
    let deductible = left.charge(deductible_due);
    left.deductible -= deductible;
    let mut coinsurance = left.charge((after_copay - deductible_due).percent(terms.rule.percent()));
    let mut paid = price - copay - deductible - coinsurance;
    let moved = left.moved.min(paid).max(Cents::ZERO - coinsurance);
    left.moved -= moved;
    coinsurance += moved;
    paid -= moved;
    // Without a contract there is no discount: what the plan does not accept is left to the member.
    let rest = billed - price;
    let (discount, not_covered) = if terms.in_network { (rest, Cents::ZERO) } else { (Cents::ZERO, rest) };
    let amounts = Amounts {
        billed,
        discount,
        eligible: price,
        not_covered,
        copay,
        deductible,
        coinsurance,
        paid,
        owed: copay + deductible + coinsurance + not_covered,
    };
    Line { amounts, denial: None }
}

/// The yearly amounts as they grow, claim by claim in the order of the plan's decisions.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    years: HashMap<(i16, bool), [Used; FAMILY]>,
}

impl Ledger {
    /// What a person had used of a plan year's amounts, in or out of the network.
    pub(crate) fn used(&self, year: i16, in_network: bool, person: usize) -> Used {
        self.years.get(&(year, in_network)).map(|people| people[person]).unwrap_or_default()
    }

    /// Takes a decided claim in.
    pub(crate) fn record(&mut self, year: i16, in_network: bool, person: usize, totals: &Amounts) {
        let people = self.years.entry((year, in_network)).or_default();
        let family = people[person].after(totals);
        people[person] = family;
        for used in people {
            used.family_deductible = family.family_deductible;
            used.family_limit = family.family_limit;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalog;
    use super::*;

    fn terms(rule: Rule, used: Used) -> Terms {
        Terms { rule, in_network: true, scale: 1000, used, moved: Cents::ZERO }
    }

    fn totals(template: &'static Template, terms: Terms) -> Amounts {
        Amounts::total(decide(template, terms).iter())
    }

    #[test]
    fn an_emergency_takes_the_copay_then_the_deductible_then_a_share() {
        let used = Used { family_deductible: Cents::new(2_339_20), ..Used::default() };
        let totals = totals(&catalog::EMERGENCY, terms(Rule::EMERGENCY, used));
        assert_eq!(totals.copay, Cents::new(250_00));
        assert_eq!(totals.deductible, Cents::new(660_80));
        assert_eq!(totals.coinsurance, Cents::new(299_84));
        assert_eq!(totals.paid, Cents::new(1_199_36));
    }

    #[test]
    fn nobody_pays_more_than_the_yearly_limit() {
        let used = Used {
            person_deductible: PERSON_DEDUCTIBLE,
            family_deductible: FAMILY_DEDUCTIBLE,
            person_limit: Cents::new(4_990_00),
            family_limit: Cents::new(6_000_00),
        };
        let totals = totals(&catalog::HOSPITAL_STAY, terms(Rule::SHARED, used));
        assert_eq!(totals.owed, Cents::new(10_00));
        assert_eq!(totals.paid, totals.eligible - Cents::new(10_00));
    }

    #[test]
    fn a_refused_line_is_owed_only_where_the_plan_says_the_member_pays() {
        let provider = totals(&catalog::KNEE_MRI_DENIED, terms(Rule::SHARED, Used::default()));
        assert_eq!((provider.owed, provider.not_covered), (Cents::ZERO, provider.billed));
        let member = totals(&catalog::MASSAGE, terms(Rule::THERAPY, Used::default()));
        assert_eq!(member.owed, member.billed);
    }

    #[test]
    fn out_of_the_network_the_rest_of_the_bill_is_the_members() {
        let terms = Terms { in_network: false, ..terms(Rule::OUT_OF_NETWORK, Used::default()) };
        let totals = totals(&catalog::SKIN_VISIT, terms);
        assert_eq!(totals.discount, Cents::ZERO);
        assert_eq!(totals.owed, totals.not_covered + totals.deductible);
    }

    #[test]
    fn the_ledger_shares_the_family_amounts_and_keeps_the_years_apart() {
        let mut ledger = Ledger::default();
        let totals = Amounts { deductible: Cents::new(100_00), ..Amounts::default() };
        ledger.record(2026, true, 2, &totals);
        assert_eq!(ledger.used(2026, true, 0).family_deductible, Cents::new(100_00));
        assert_eq!(ledger.used(2026, true, 0).person_deductible, Cents::ZERO);
        assert_eq!(ledger.used(2026, true, 2).person_deductible, Cents::new(100_00));
        assert_eq!(ledger.used(2025, true, 2), Used::default());
        assert_eq!(ledger.used(2026, false, 2), Used::default());
    }
}
