//! What a claim's page says of what the plan did not pay.

use serde_json::{Value as Json, json};

use super::{Read, bilingual};
use crate::claims::denials::{self, Known};
use crate::fhir::json::Value;
use crate::ipc::{Appeal, AppealClock, Bilingual, ClockStart, Denial, DenialReason, ReasonHelp};

impl Read {
    /// Help with what the plan did not pay; `null` where it refused nothing or has not decided, where another claim counts,
    /// and where the file has only a part of the claim.
    pub(super) fn denial(&self, resource: &Value) -> Option<Json> {
        let known = Known {
            status: self.summary.status,
            person: None,
            payer: "",
            title: self.summary.title.as_deref(),
            provider: self.summary.provider.as_deref(),
            start: self.summary.start.as_deref(),
        };
        let found = denials::of_claim(resource, &self.explanation, known, Appeal::default());
        let denial = found.filter(|_| self.found.is_whole)?;
        Some(json!({
            "isWhole": denial.is_whole,
            "reasons": denial.reasons.iter().map(|one| self.reason(resource, one)).collect::<Vec<_>>(),
            "bearer": {
                "who": serde_json::to_value(denial.bearer.who).unwrap_or_default(),
                "basis": serde_json::to_value(denial.bearer.basis).unwrap_or_default(),
                "title": bilingual(&denial.bearer.title),
                "meaning": bilingual(&denial.bearer.meaning),
            },
            "appeal": {
                "clocks": denial.clocks.iter().map(clock).collect::<Vec<_>>(),
                "whyNoLastDay": why_no_last_day(&denial).as_ref().map(bilingual),
            },
        }))
    }

    fn reason(&self, resource: &Value, reason: &DenialReason) -> Json {
        json!({
            "code": reason.code,
            "list": serde_json::to_value(reason.list).unwrap_or_default(),
            "planText": reason.plan_text,
            "group": reason.group,
            "groupText": reason.group_text,
            "amount": self.optional(resource, &reason.amount),
            "element": reason.element,
            "more": reason.more,
            "help": reason.help.as_ref().map(help),
        })
    }
}

fn help(help: &ReasonHelp) -> Json {
    json!({
        "title": bilingual(&help.title),
        "meaning": bilingual(&help.meaning),
        "helps": bilingual(&help.helps),
        "ask": bilingual(&help.ask),
    })
}

fn clock(clock: &AppealClock) -> Json {
    json!({
        "plan": serde_json::to_value(clock.plan).unwrap_or_default(),
        "days": clock.days,
        "rule": bilingual(&clock.rule),
        "source": clock.source,
        "from": clock.from,
        "fromBasis": serde_json::to_value(clock.from_basis).unwrap_or_default(),
        "lastDay": clock.last_day,
    })
}

/// Why there is no last day under any kind of plan, where there is none.
fn why_no_last_day(denial: &Denial) -> Option<Bilingual> {
    if denial.clocks.iter().any(|clock| clock.last_day.is_some()) {
        return None;
    }
    let is_stated = denial.clocks.iter().any(|clock| clock.from_basis != ClockStart::NotStated);
    Some(if is_stated {
        Bilingual::of(
            "The last day would lie beyond the calendar. The plan’s letter decides.",
            "El último día estaría más allá del calendario. La carta del plan decide.",
        )
    } else {
        Bilingual::of(
            "The plan states no whole day to count from. The plan’s letter decides.",
            "El plan no indica un día completo desde el cual contar. La carta del plan decide.",
        )
    })
}
