//! How what a bill asks for stands to what the plan says is owed, in words. The two figures are always both stated; what
//! lies between them is this app's arithmetic and says so.

use rust_decimal::Decimal;

use super::{Candidate, matching};
use crate::claims::say;
use crate::ipc::{Bilingual, Bill, BillMatch, BillOutcome, BillPoint, BillWords, ClaimStatus, Money};
use crate::money::Amount;

pub(super) fn of(bill: &Bill, candidate: Candidate<'_>, points: Vec<BillPoint>) -> BillMatch {
    let asked = matching::usd(bill);
    let owed = candidate.explanation.you_owe.money.as_ref().filter(|money| is_dollars(money));
    let outcome = outcome(asked.as_ref(), owed, candidate);
    let difference = match outcome {
        BillOutcome::Higher | BillOutcome::Lower | BillOutcome::BilledAmount => {
            asked.as_ref().zip(owed).and_then(|(asked, owed)| apart(asked, owed))
        }
        _ => None,
    };
    BillMatch {
        words: words(outcome, asked.as_ref(), owed, candidate),
        claim: candidate.row.clone(),
        points,
        outcome,
        bill: asked,
        you_owe: candidate.explanation.you_owe.clone(),
        difference,
        instead: candidate.replaced_by,
    }
}

fn is_dollars(money: &Money) -> bool {
    money.currency.as_deref().is_none_or(|currency| currency == "USD")
}

fn value(money: &Money) -> Option<Decimal> {
    Amount::parse(&money.amount)?.decimal()
}

fn apart(asked: &Money, owed: &Money) -> Option<Money> {
    let mut apart = value(asked)?.checked_sub(value(owed)?)?.abs().normalize();
    if apart.scale() < 2 {
        apart.rescale(2);
    }
    Some(Money { amount: apart.to_string(), currency: asked.currency.clone() })
}

fn outcome(asked: Option<&Money>, owed: Option<&Money>, candidate: Candidate<'_>) -> BillOutcome {
    match candidate.row.status {
        ClaimStatus::Replaced => return BillOutcome::ReplacedClaim,
        ClaimStatus::Preauthorization => return BillOutcome::AskedBefore,
        ClaimStatus::Pending => return BillOutcome::StillDeciding,
        ClaimStatus::NotCovered => return BillOutcome::NotCovered,
        ClaimStatus::Decided => {}
    }
    let Some(asked) = asked else { return BillOutcome::NoAmount };
    let Some((bill, plan)) = value(asked).zip(owed.and_then(value)) else { return BillOutcome::OwedNotStated };
    let billed = candidate.explanation.billed.money.as_ref();
    match bill.cmp(&plan) {
        std::cmp::Ordering::Equal => BillOutcome::Same,
        _ if billed.is_some_and(|billed| matching::is_same(billed, asked)) => BillOutcome::BilledAmount,
        std::cmp::Ordering::Greater => BillOutcome::Higher,
        std::cmp::Ordering::Less => BillOutcome::Lower,
    }
}

/// What it means that no claim fits.
pub(super) fn none() -> BillWords {
    BillWords {
        title: Bilingual::of(
            "There is no claim for this bill here yet",
            "Aquí todavía no hay un reclamo para esta factura",
        ),
        meaning: Bilingual::of(
            "Your plan may not have received it, or may still be working on it. A new claim often shows up 2 to 6 weeks \
             after the care. Until your plan has decided, nobody knows what you owe.",
            "Quizás su plan no lo recibió, o todavía lo está procesando. Un reclamo nuevo suele aparecer de 2 a 6 semanas \
             después de la atención. Hasta que su plan decida, nadie sabe cuánto debe usted.",
        ),
        ask: vec![
            Bilingual::of(
                "Ask the provider: “Did you send this to my plan, and when?” If not, ask them to send it.",
                "Pregunte al proveedor: “¿Enviaron esto a mi plan, y cuándo?” Si no, pídales que lo envíen.",
            ),
            Bilingual::of(
                "Wait with paying until your plan has decided, and tell the provider that you are waiting for it.",
                "Espere a que su plan decida antes de pagar, y diga al proveedor que está esperando.",
            ),
            Bilingual::of(
                "Check the day and the name on the bill: it may name another day or the office behind the doctor.",
                "Revise el día y el nombre en la factura: puede nombrar otro día o la oficina del médico.",
            ),
        ],
    }
}

fn words(outcome: BillOutcome, asked: Option<&Money>, owed: Option<&Money>, candidate: Candidate<'_>) -> BillWords {
    let both = asked.zip(owed).map(|(asked, owed)| {
        let (asked, owed) = (say::amount(asked), say::amount(owed));
        Bilingual::of(
            format!("The bill asks for {}; your plan says you owe {}", asked.en, owed.en),
            format!("La factura pide {}; su plan dice que usted debe {}", asked.es, owed.es),
        )
    });
    let both = both.unwrap_or_default();
    let ask_itemized = Bilingual::of(
        "Ask the provider for an itemized bill and which claim number it is for.",
        "Pida al proveedor una factura detallada y el número de reclamo al que corresponde.",
    );
    let ask_wait = Bilingual::of(
        "Wait with paying until your plan has decided, and tell the provider that you are waiting for it.",
        "Espere a que su plan decida antes de pagar, y diga al proveedor que está esperando.",
    );
    let (title, meaning, ask) = match outcome {
        BillOutcome::Same => {
            (both, Bilingual::of("Both say the same amount.", "Los dos dicen el mismo monto."), Vec::new())
        }
        BillOutcome::BilledAmount => (
            both,
            Bilingual::of(
                "The bill shows what was billed before the plan took off its discount and paid its part.",
                "La factura muestra lo que se cobró antes de que el plan descontara y pagara su parte.",
            ),
            vec![
                Bilingual::of(
                    "Ask the provider whether the bill was made before your plan decided, and for a new one after it.",
                    "Pregunte al proveedor si la factura se hizo antes de que su plan decidiera, y pida una nueva.",
                ),
                network(candidate),
            ],
        ),
        BillOutcome::Higher => (
            both,
            Bilingual::of(
                "The bill asks for more than your plan says you owe. It may include other care, an older balance or \
                 interest, or it may be from before your plan decided.",
                "La factura pide más de lo que su plan dice que usted debe. Puede incluir otra atención, un saldo anterior \
                 o intereses, o puede ser de antes de que su plan decidiera.",
            ),
            vec![ask_itemized, network(candidate)],
        ),
        BillOutcome::Lower => (
            both,
            Bilingual::of(
                "The bill asks for less than your plan says you owe. It may be a part of it, or something was paid \
                 already.",
                "La factura pide menos de lo que su plan dice que usted debe. Puede ser una parte, o ya se pagó algo.",
            ),
            vec![ask_itemized],
        ),
        BillOutcome::StillDeciding => (
            Bilingual::of(
                "Your plan is still deciding on this claim",
                "Su plan todavía está decidiendo sobre este reclamo",
            ),
            Bilingual::of(
                "Until it has decided, nobody knows what you owe.",
                "Hasta que decida, nadie sabe cuánto debe usted.",
            ),
            vec![ask_wait],
        ),
        BillOutcome::NotCovered => (
            Bilingual::of("Your plan did not cover this claim", "Su plan no cubrió este reclamo"),
            Bilingual::of(
                "Whether the bill is yours to pay depends on the reason, which stands on the claim’s page, with who bears \
                 it where your plan says so and with how to ask the plan again.",
                "Si la factura le toca a usted depende del motivo, que está en la página del reclamo, con quién lo asume si \
                 su plan lo dice y cómo pedir que lo revisen.",
            ),
            vec![Bilingual::of(
                "Before you pay, ask your plan: “Who bears this amount, the provider or I?”",
                "Antes de pagar, pregunte a su plan: “¿Quién asume este monto, el proveedor o yo?”",
            )],
        ),
        BillOutcome::ReplacedClaim => (
            Bilingual::of("Another claim took this one’s place", "Otro reclamo tomó el lugar de este"),
            Bilingual::of(
                "The bill may be from before that. What counts is the newer claim.",
                "La factura puede ser de antes. Lo que cuenta es el reclamo más nuevo.",
            ),
            vec![Bilingual::of(
                "Ask the provider for a new bill after your plan’s newer decision.",
                "Pida al proveedor una factura nueva, posterior a la decisión más nueva de su plan.",
            )],
        ),
        BillOutcome::AskedBefore => (
            Bilingual::of(
                "This was asked before the care and is no claim",
                "Esto se consultó antes de la atención y no es un reclamo",
            ),
            Bilingual::of(
                "The claim for the care itself is not here yet.",
                "El reclamo por la atención misma todavía no está aquí.",
            ),
            vec![ask_wait],
        ),
        BillOutcome::OwedNotStated => (
            Bilingual::of(
                "Your plan does not state what you owe for this claim in dollars",
                "Su plan no indica en dólares cuánto debe usted por este reclamo",
            ),
            Bilingual::of("So the bill cannot be held against it.", "Así que no se puede comparar con la factura."),
            vec![Bilingual::of(
                "Ask your plan: “What do I owe for this claim?”",
                "Pregunte a su plan: “¿Cuánto debo por este reclamo?”",
            )],
        ),
        BillOutcome::NoAmount => (
            match owed.map(say::amount) {
                Some(owed) => Bilingual::of(
                    format!("Your plan says you owe {} for this claim", owed.en),
                    format!("Su plan dice que usted debe {} por este reclamo", owed.es),
                ),
                None => Bilingual::of(
                    "Your plan does not state what you owe for this claim",
                    "Su plan no indica cuánto debe usted por este reclamo",
                ),
            },
            Bilingual::of("Enter what the bill asks for to compare.", "Ingrese lo que pide la factura para comparar."),
            Vec::new(),
        ),
    };
    BillWords { title, meaning, ask }
}

/// What to ask about the network: contracts of providers in it usually set what they may ask of a member.
fn network(candidate: Candidate<'_>) -> Bilingual {
    match candidate.row.in_network {
        Some(true) => Bilingual::of(
            "Your plan says this provider is in its network. Its contract usually limits what you can be asked for to what \
             the plan says you owe. Ask your plan: “May this provider bill me for more?”",
            "Su plan dice que este proveedor está en su red. El contrato suele limitar lo que le pueden pedir a lo que el \
             plan dice que usted debe. Pregunte a su plan: “¿Puede este proveedor cobrarme más?”",
        ),
        Some(false) => Bilingual::of(
            "Your plan says this provider is out of its network, so the bill can be higher. For emergencies and for care \
             in a hospital of the network, ask your plan: “Is there a rule against surprise bills for this?”",
            "Su plan dice que este proveedor está fuera de su red, así que la factura puede ser mayor. En emergencias y en un \
             hospital de la red, pregunte a su plan: “¿Hay una regla contra facturas sorpresa para esto?”",
        ),
        None => Bilingual::of(
            "Your plan does not say whether this provider is in its network. Ask it: that can decide what you may be asked \
             for.",
            "Su plan no dice si este proveedor está en su red. Pregúntele: eso puede decidir cuánto le pueden pedir.",
        ),
    }
}
