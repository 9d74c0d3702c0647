//! The claim in plain sentences, from what the plan stated and from nothing else. These are the only templates there
//! are: the window and the command line show the same sentences, each figure with the element it came from.

use super::say::{self, Language};
use crate::ipc::{Bilingual, ClaimStatus, Explanation, Figure, Piece, Sentence, SentenceId};
use crate::money;

/// What a story is told of.
pub(super) struct Claim<'a> {
    pub(super) explanation: &'a Explanation,
    pub(super) provider: Option<String>,
    pub(super) status: ClaimStatus,
    pub(super) in_network: Option<bool>,
}

/// The sentence for a claim that is here only in part.
pub(super) fn cut_off() -> Sentence {
    plain(
        SentenceId::CutOff,
        "Only the beginning of this claim is here.",
        "Aquí solo está el comienzo de este reclamo.",
    )
}

/// What stands in a template's places, in order.
enum Filling<'a> {
    Words(Bilingual),
    Figure(&'a Figure, Bilingual),
}

impl Claim<'_> {
    pub(super) fn tell(&self) -> Vec<Sentence> {
        let Explanation { billed, plan_price, plan_paid, you_owe, .. } = self.explanation;
        let mut story = Vec::new();
        if is_stated(billed) {
            let figure = Filling::Figure(billed, Bilingual::of("billed", "cobrado"));
            story.push(match &self.provider {
                Some(name) => sentence(
                    SentenceId::Billed,
                    "{} billed {}.",
                    "{} cobró {}.",
                    vec![Filling::Words(Bilingual::same(name)), figure],
                ),
                None => sentence(SentenceId::Billed, "The bill is {}.", "La cuenta es de {}.", vec![figure]),
            });
        }
        story.extend(self.standing());
        if self.in_network == Some(false) && self.status != ClaimStatus::Pending {
            story.push(plain(
                SentenceId::OutOfNetwork,
                "Your plan counts this as out of network.",
                "Su plan lo considera fuera de la red.",
            ));
        }
        if is_stated(plan_price) {
            let figure = Filling::Figure(plan_price, Bilingual::of("plan’s price", "precio del plan"));
            story.push(sentence(
                SentenceId::PlanPrice,
                "Your plan’s price is {}.",
                "El precio de su plan es {}.",
                vec![figure],
            ));
        }
        if is_stated(plan_paid) {
            story.push(self.paid(plan_paid));
        }
        if is_stated(you_owe) {
            let figure = Filling::Figure(you_owe, Bilingual::of("you owe", "usted debe"));
            let (en, es) = if self.status == ClaimStatus::Preauthorization {
                ("You would owe {}.", "Usted debería {}.")
            } else {
                ("You owe {}.", "Usted debe {}.")
            };
            story.push(sentence(SentenceId::YouOwe, en, es, vec![figure]));
            story.extend(self.parts());
        }
        story.extend(self.unstated());
        story
    }

    fn standing(&self) -> Option<Sentence> {
        match self.status {
            ClaimStatus::Decided => None,
            ClaimStatus::Pending => Some(plain(
                SentenceId::Pending,
                "Your plan is still deciding what it pays.",
                "Su plan aún está decidiendo lo que paga.",
            )),
            ClaimStatus::NotCovered => {
                Some(plain(SentenceId::NotCovered, "Your plan does not cover this.", "Su plan no cubre esto."))
            }
            ClaimStatus::Replaced => Some(plain(
                SentenceId::Replaced,
                "Another decision took the place of this one; its amounts count no more.",
                "Otra decisión reemplazó a esta; sus importes ya no cuentan.",
            )),
            ClaimStatus::Preauthorization => Some(plain(
                SentenceId::Preauthorization,
                "This was asked of your plan before the care. It is not a claim and nothing is owed for it.",
                "Esto se le preguntó a su plan antes de la atención. No es un reclamo y no se debe nada por ello.",
            )),
        }
    }

    fn paid(&self, plan_paid: &Figure) -> Sentence {
        let to_member = plan_paid.code.as_deref().is_some_and(|code| code.eq_ignore_ascii_case("paidtopatient"));
        let (en, es) = match (self.status, to_member) {
            (ClaimStatus::Preauthorization, _) => ("Your plan would pay {}.", "Su plan pagaría {}."),
            (_, true) => ("Your plan paid {} to you.", "Su plan le pagó {} a usted."),
            (_, false) => ("Your plan paid {}.", "Su plan pagó {}."),
        };
        let figure = Filling::Figure(plan_paid, Bilingual::of("plan paid", "el plan pagó"));
        sentence(SentenceId::PlanPaid, en, es, vec![figure])
    }

    /// What the member's part is made of: told only where the stated parts really add up to it.
    fn parts(&self) -> Option<Sentence> {
        let Explanation { you_owe, deductible, copay, coinsurance, not_covered, .. } = self.explanation;
        let parts: Vec<(&Figure, Bilingual)> = [
            (deductible, "deductible", "deducible"),
            (copay, "copay", "copago"),
            (coinsurance, "coinsurance", "coseguro"),
            (not_covered, "not covered", "no cubierto"),
        ]
        .into_iter()
        .filter(|(figure, ..)| figure.money.as_ref().is_some_and(|money| !money::is_zero(money)))
        .map(|(figure, en, es)| (figure, Bilingual::of(en, es)))
        .collect();
        let amounts: Vec<_> = parts.iter().filter_map(|(figure, _)| figure.money.clone()).collect();
        let (first, rest) = amounts.split_first()?;
        let sum = rest.iter().try_fold(first.clone(), |sum, part| money::add(&sum, part))?;
        if !money::is_same(&sum, you_owe.money.as_ref()?) {
            return None;
        }
        let one = |language: &str| match (parts.len(), language) {
            (1, "en") => "This is your {}: {}.".to_owned(),
            (1, _) => "Es su {}: {}.".to_owned(),
            (_, "en") => format!("This is made of {}.", series(parts.len(), " and ")),
            (..) => format!("Se compone de {}.", series(parts.len(), " y ")),
        };
        let (en, es) = (one("en"), one("es"));
        let fillings = parts
            .into_iter()
            .flat_map(|(figure, name)| [Filling::Words(name.clone()), Filling::Figure(figure, name)])
            .collect();
        // "your not covered" is no phrase: such a part alone is told by the amounts themselves.
        let is_lone_refusal =
            amounts.len() == 1 && is_stated(not_covered) && not_covered.money == amounts.first().cloned();
        (!is_lone_refusal).then(|| sentence(SentenceId::YouOweParts, &en, &es, fillings))
    }

    /// What the plan left out is said, except while it has not decided.
    fn unstated(&self) -> Option<Sentence> {
        let Explanation { billed, plan_price, plan_paid, you_owe, .. } = self.explanation;
        if matches!(self.status, ClaimStatus::Pending | ClaimStatus::Preauthorization) {
            return None;
        }
        let missing: Vec<Bilingual> = [
            (!is_stated(billed), "what was billed", "lo que se cobró"),
            (
                self.status != ClaimStatus::NotCovered && !is_stated(plan_price),
                "the plan’s price",
                "el precio del plan",
            ),
            (!is_stated(plan_paid), "what the plan paid", "lo que pagó el plan"),
            (!is_stated(you_owe), "what you owe", "lo que usted debe"),
        ]
        .into_iter()
        .filter(|(is_missing, ..)| *is_missing)
        .map(|(_, en, es)| Bilingual::of(en, es))
        .collect();
        (!missing.is_empty()).then(|| {
            let list = say::list(&missing);
            sentence(
                SentenceId::NotStated,
                "Not stated by your plan: {}.",
                "Su plan no indicó: {}.",
                vec![Filling::Words(list)],
            )
        })
    }
}

/// `{} {}, {} {} and {} {}`: a name and an amount for each part.
fn series(parts: usize, last: &str) -> String {
    let mut text = String::new();
    for part in 0..parts {
        text.push_str(match part {
            0 => "",
            _ if part + 1 == parts => last,
            _ => ", ",
        });
        text.push_str("{} {}");
    }
    text
}

fn is_stated(figure: &Figure) -> bool {
    figure.money.is_some()
}

fn plain(id: SentenceId, en: &str, es: &str) -> Sentence {
    sentence(id, en, es, Vec::new())
}

/// Fills the `{}` of a template, in order.
fn sentence(id: SentenceId, en: &str, es: &str, fillings: Vec<Filling<'_>>) -> Sentence {
    let fill = |template: &str, language: Language| {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut places = template.split("{}");
        words.push_str(places.next().unwrap_or_default());
        for (place, filling) in places.zip(&fillings) {
            match filling {
                Filling::Words(text) => words.push_str(text.in_language(language)),
                Filling::Figure(figure, name) => {
                    if !words.is_empty() {
                        pieces.push(Piece::Words { words: std::mem::take(&mut words) });
                    }
                    pieces.push(Piece::Figure {
                        figure: (*figure).clone(),
                        name: name.in_language(language).to_owned(),
                        words: figure.money.as_ref().map(|money| say::money(money, language)).unwrap_or_default(),
                    });
                }
            }
            words.push_str(place);
        }
        if !words.is_empty() {
            pieces.push(Piece::Words { words });
        }
        pieces
    };
    Sentence { id, en: fill(en, Language::English), es: fill(es, Language::Spanish) }
}

/// A story as text, in both languages.
#[must_use]
pub(super) fn text(story: &[Sentence]) -> Bilingual {
    let join = |pick: fn(&Sentence) -> &Vec<Piece>| {
        let sentences = story.iter().map(|sentence| {
            pick(sentence)
                .iter()
                .map(|piece| match piece {
                    Piece::Words { words } | Piece::Figure { words, .. } => words.as_str(),
                })
                .collect::<String>()
        });
        sentences.collect::<Vec<_>>().join(" ")
    };
    Bilingual { en: join(|sentence| &sentence.en), es: join(|sentence| &sentence.es) }
}

#[cfg(test)]
mod tests {
    use crate::fhir::json::testing::{Document, json};

    use super::*;
    use crate::claims::explain;
    use crate::fhir::json::Value;

    fn entry(code: &str, amount: &str) -> Document {
        json!({"category": {"coding": [{"code": code}]},
               "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": "USD"}})
    }

    fn told(claim: &Value) -> Bilingual {
        text(&explain(claim).story)
    }

    #[test]
    fn a_decided_claim_is_told_from_its_figures() {
        let story = told(&json!({
            "outcome": "complete", "provider": {"display": "Dr. Grace Chen"},
            "total": [entry("submitted", "412.00"), entry("eligible", "188.00"), entry("paidtoprovider", "150.4"),
                entry("memberliability", "37.60"), entry("copay", "30"), entry("coinsurance", "7.60"),
                entry("deductible", "0")],
        }));
        assert_eq!(
            story.en,
            "Dr. Grace Chen billed $412.00. Your plan’s price is $188.00. Your plan paid $150.40. You owe $37.60. \
             This is made of copay $30.00 and coinsurance $7.60."
        );
        assert_eq!(
            story.es,
            "Dr. Grace Chen cobró $412.00. El precio de su plan es $188.00. Su plan pagó $150.40. \
             Usted debe $37.60. Se compone de copago $30.00 y coseguro $7.60."
        );
    }

    #[test]
    fn parts_that_do_not_add_up_are_not_told_as_if_they_did() {
        let story = told(&json!({"outcome": "complete", "total": [entry("submitted", "1"), entry("eligible", "1"),
            entry("benefit", "0"), entry("memberliability", "37.60"), entry("copay", "30")]}));
        assert!(story.en.ends_with("You owe $37.60."), "{}", story.en);
    }

    #[test]
    fn what_is_missing_is_said_once_the_plan_has_decided() {
        let decided = json!({"outcome": "complete", "total": [entry("submitted", "9")]});
        assert_eq!(
            told(&decided).en,
            "The bill is $9.00. Not stated by your plan: the plan’s price, what the plan paid, and what you owe."
        );
        let pending = json!({"outcome": "queued", "total": [entry("submitted", "9")]});
        assert_eq!(told(&pending).es, "La cuenta es de $9.00. Su plan aún está decidiendo lo que paga.");
    }

    #[test]
    fn a_preauthorization_is_told_as_one() {
        let asked = json!({"use": "preauthorization", "outcome": "complete",
            "total": [entry("eligible", "100"), entry("benefit", "80"), entry("memberliability", "20")]});
        assert_eq!(
            told(&asked).en,
            "This was asked of your plan before the care. It is not a claim and nothing is owed for it. \
             Your plan’s price is $100.00. Your plan would pay $80.00. You would owe $20.00."
        );
    }

    #[test]
    fn braces_in_a_name_are_only_a_name() {
        let claim = json!({"outcome": "complete", "provider": {"display": "{} & Sons"},
            "total": [entry("submitted", "9")]});
        assert!(told(&claim).en.starts_with("{} & Sons billed $9.00. "));
    }
}
