//! Who bears what the plan did not pay: by the group code of its reasons, else by what it states that the member owes,
//! else "not stated by your plan". Never by guess.

use super::say;
use crate::ipc::{Bearer, BearerBasis, Bilingual, Figure, Money, Who};
use crate::money;

/// Who bears it, from the group of each refusing reason and the plan's figure for the member's part.
pub(super) fn of(groups: &[Option<&str>], you_owe: &Figure, is_whole: bool) -> Bearer {
    let has = |group| groups.contains(&Some(group));
    let all_decide = !groups.is_empty() && groups.iter().all(|group| matches!(group, Some("CO" | "PR")));
    let owed = you_owe.money.as_ref().filter(|money| money::is_zero(money) || !money.amount.starts_with('-'));
    if all_decide {
        let bearer = match (has("CO"), has("PR")) {
            (true, true) => both(),
            (true, false) => provider(),
            _ => member(),
        };
        return with_contradiction(bearer, owed.filter(|_| is_whole));
    }
    let unclear = groups.iter().flatten().find_map(|group| unclear(group));
    match owed {
        Some(owed) if is_whole || money::is_zero(owed) => by_liability(owed),
        _ => not_stated(unclear),
    }
}

fn bearer(who: Who, basis: BearerBasis, title: [&str; 2], meaning: [&str; 2]) -> Bearer {
    let both = |[en, es]: [&str; 2]| Bilingual::of(en, es);
    Bearer { who, basis, title: both(title), meaning: both(meaning) }
}

fn provider() -> Bearer {
    bearer(
        Who::Provider,
        BearerBasis::GroupCode,
        ["The provider", "El proveedor"],
        [
            "Code CO means that by its contract with the plan, or by a rule, the provider may not charge you for this. If \
             they send you a bill, call your plan before you pay.",
            "El código CO significa que, por su contrato con el plan o por una regla, el proveedor no puede cobrarle esto. \
             Si le envía una cuenta, llame a su plan antes de pagar.",
        ],
    )
}

fn member() -> Bearer {
    bearer(
        Who::Member,
        BearerBasis::GroupCode,
        ["You, says your plan", "Usted, dice su plan"],
        [
            "Code PR means that your plan counts this as yours to pay. If you think it is wrong, ask before you pay.",
            "El código PR significa que su plan considera que le toca pagarlo a usted. Si cree que es un error, pregunte \
             antes de pagar.",
        ],
    )
}

fn both() -> Bearer {
    bearer(
        Who::Both,
        BearerBasis::GroupCode,
        ["Partly the provider, partly you", "Una parte el proveedor, otra usted"],
        [
            "Your plan gave code CO for one part, which the provider may not charge you for, and code PR for another, which \
             it counts as yours to pay.",
            "Su plan dio el código CO para una parte, que el proveedor no puede cobrarle, y el código PR para otra, que \
             considera que le toca pagar a usted.",
        ],
    )
}

/// The group codes that do not say who pays.
fn unclear(group: &str) -> Option<[&'static str; 2]> {
    Some(match group {
        "OA" => [
            "Code OA marks another kind of change. It does not say who pays.",
            "El código OA indica otro tipo de cambio. No dice quién paga.",
        ],
        "PI" => [
            "Code PI means that your plan cut this by its own rules. It does not say whether the provider may charge you.",
            "El código PI significa que su plan lo recortó por sus propias reglas. No dice si el proveedor puede cobrarle.",
        ],
        "CR" => [
            "Code CR marks a correction of an earlier decision. It does not say who pays.",
            "El código CR indica la corrección de una decisión anterior. No dice quién paga.",
        ],
        _ => return None,
    })
}

fn by_liability(owed: &Money) -> Bearer {
    let amount = say::amount(owed);
    let (who, title) = if money::is_zero(owed) {
        (Who::NotMember, ["Not you, says your plan", "Usted no, dice su plan"])
    } else {
        (Who::Member, ["You, says your plan", "Usted, dice su plan"])
    };
    let mut by = bearer(who, BearerBasis::MemberLiability, title, ["", ""]);
    by.meaning = Bilingual::of(
        format!("Your plan gave no group code. It states that you owe {} on this claim.", amount.en),
        format!("Su plan no dio un código de grupo. Indica que usted debe {} por este reclamo.", amount.es),
    );
    by
}

fn not_stated(unclear: Option<[&str; 2]>) -> Bearer {
    let meaning = unclear.unwrap_or([
        "Ask your plan who pays before you pay a bill for this.",
        "Pregunte a su plan quién paga antes de pagar una cuenta por esto.",
    ]);
    bearer(Who::NotStated, BearerBasis::NotStated, ["Not stated by your plan", "No indicado por su plan"], meaning)
}

/// A group code and an amount that do not go together are both told.
fn with_contradiction(mut bearer: Bearer, owed: Option<&Money>) -> Bearer {
    let Some(owed) = owed else { return bearer };
    let contradicts = match bearer.who {
        Who::Provider => !money::is_zero(owed),
        Who::Member => money::is_zero(owed),
        Who::Both | Who::NotMember | Who::NotStated => false,
    };
    if contradicts {
        let amount = say::amount(owed);
        bearer.meaning.en.push_str(&format!(
            " Yet it states that you owe {} on this claim: ask it which of the two holds.",
            amount.en
        ));
        bearer.meaning.es.push_str(&format!(
            " Sin embargo, indica que usted debe {} por este reclamo: pregúntele cuál de los dos vale.",
            amount.es
        ));
    }
    bearer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owes(amount: Option<&str>) -> Figure {
        let money = amount.map(|amount| Money { amount: amount.to_owned(), currency: Some("USD".to_owned()) });
        Figure { money, ..Figure::default() }
    }

    #[test]
    fn who_pays_is_what_the_plan_says_and_nothing_else() {
        use BearerBasis::{GroupCode, MemberLiability, NotStated as Nothing};
        use Who::{Both, Member, NotMember, NotStated, Provider};
        let (co, pr, oa, pi, none) = (Some("CO"), Some("PR"), Some("OA"), Some("PI"), None);
        for (groups, owed, is_whole, who, basis) in [
            (vec![co], None, true, Provider, GroupCode),
            (vec![co, co], Some("0.00"), true, Provider, GroupCode),
            (vec![pr], Some("90"), true, Member, GroupCode),
            (vec![co, pr], Some("90"), true, Both, GroupCode),
            // One reason without a group is enough not to know.
            (vec![co, none], None, true, NotStated, Nothing),
            (vec![oa], None, true, NotStated, Nothing),
            (vec![pi], Some("12"), true, Member, MemberLiability),
            (vec![none], Some("0"), true, NotMember, MemberLiability),
            (vec![], Some("0"), true, NotMember, MemberLiability),
            (vec![], None, true, NotStated, Nothing),
            // What is owed on a claim that was paid in part is not what is owed for the part that was not.
            (vec![none], Some("12"), false, NotStated, Nothing),
            (vec![none], Some("0"), false, NotMember, MemberLiability),
            (vec![none], Some("-12"), true, NotStated, Nothing),
        ] {
            let bearer = of(&groups, &owes(owed), is_whole);
            assert_eq!((bearer.who, bearer.basis), (who, basis), "{groups:?} {owed:?} {is_whole}");
        }
    }

    #[test]
    fn a_group_that_the_amount_contradicts_is_told_with_it() {
        let told = of(&[Some("CO")], &owes(Some("40")), true);
        assert!(told.meaning.en.ends_with("you owe $40.00 on this claim: ask it which of the two holds."));
        assert!(told.meaning.es.contains("usted debe $40.00"));
        assert!(!of(&[Some("CO")], &owes(Some("40")), false).meaning.en.contains("$40.00"));
        assert!(of(&[Some("PR")], &owes(Some("0")), true).meaning.en.contains("$0.00"));
    }

    #[test]
    fn a_group_that_does_not_say_who_pays_says_so() {
        assert!(of(&[Some("PI")], &owes(None), true).meaning.en.starts_with("Code PI"));
    }
}
