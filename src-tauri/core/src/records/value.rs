//! FHIR's data types as the payer wrote them: no number is rounded, no unit converted, no time moved.

use crate::fhir::{
    json::Value,
    patient::party_name,
    reference::{Contained, Reference},
    resource::{Coding, Concept, choice, each, extension, extension_value, field, flag, number_text, said, text},
};
use crate::ipc::{FactValue, RecordCode};

/// The longest series of samples that is shown.
const LONGEST_SAMPLES: usize = 200;

/// FHIR's extension that says why there is no value.
const DATA_ABSENT_REASON: &str = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/// A concept with all of its codes; `None` where it says nothing.
pub(super) fn coded(concept: Concept<'_>) -> Option<FactValue> {
    let code = |coding: Coding<'_>| {
        Some(RecordCode {
            code: coding.code?.to_owned(),
            system: coding.system.map(str::to_owned),
            display: coding.display.map(str::to_owned),
        })
    };
    let codes: Vec<RecordCode> = concept.codings().filter_map(code).collect();
    let text = concept.words().map(str::to_owned);
    (text.is_some() || !codes.is_empty()).then_some(FactValue::Coded { text, codes })
}

/// `< 5.0 mg/dL`: comparator, number and unit as they came; of the unit's text and its code, the text.
pub(super) fn quantity(value: &Value) -> Option<String> {
    let number = number_text(value, "value")?;
    let unit = text(value, "unit").or_else(|| text(value, "code"));
    let parts = [text(value, "comparator"), Some(number), unit.filter(|unit| *unit != "1")];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// `3.5 – 5.1 mmol/L`; an open end by its sign.
pub(super) fn range(value: &Value) -> Option<String> {
    let end = |name| field(value, name).and_then(quantity);
    match (end("low"), end("high")) {
        (Some(low), Some(high)) => {
            let unit = |end| field(value, end).and_then(|end| text(end, "unit").or_else(|| text(end, "code")));
            let shared = unit("low").filter(|low| unit("high") == Some(*low));
            let low = shared.and_then(|unit| low.strip_suffix(unit)).map_or(low.as_str(), str::trim_end);
            Some(format!("{low} – {high}"))
        }
        (Some(low), None) => Some(format!("≥ {low}")),
        (None, Some(high)) => Some(format!("≤ {high}")),
        (None, None) => None,
    }
}

fn ratio(value: &Value) -> Option<String> {
    let part = |name| field(value, name).and_then(quantity);
    match (part("numerator"), part("denominator")) {
        (Some(numerator), Some(denominator)) => Some(format!("{numerator} : {denominator}")),
        (Some(numerator), None) => Some(numerator),
        _ => None,
    }
}

fn samples(value: &Value) -> Option<String> {
    let data = text(value, "data")?;
    let end = (0..=data.len().min(LONGEST_SAMPLES)).rev().find(|end| data.is_char_boundary(*end)).unwrap_or(0);
    let shown = data.get(..end).unwrap_or_default();
    let unit = field(value, "origin").and_then(|origin| text(origin, "unit").or_else(|| text(origin, "code")));
    let cut = if shown.len() < data.len() { " …" } else { "" };
    Some([Some(format!("{shown}{cut}")), unit.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// The two ends of a `Period`.
pub(super) fn period(value: &Value) -> Option<FactValue> {
    let end = |name| text(value, name).map(str::to_owned);
    let (start, end) = (end("start"), end("end"));
    (start.is_some() || end.is_some()).then_some(FactValue::When { start, end })
}

/// Whom or what a reference names: the payer's words, else the contained resource's own name or code, else an identifier.
/// A bare reference is nobody's name.
pub(super) fn named<'a>(reference: Reference<'a>, contained: &Contained<'a>) -> Option<String> {
    let inside = contained.resolve(reference);
    let own = |resource| {
        let code = || Concept::in_field(resource, "code").and_then(Concept::label).map(str::to_owned);
        party_name(resource).or_else(code)
    };
    let number = || reference.identifier().map(|identifier| identifier.value.to_owned());
    reference.display().map(str::to_owned).or_else(|| inside.and_then(own)).or_else(number)
}

/// A medicine that is referred to: the contained one's code, else what names it, else the reference itself.
fn medicine<'a>(reference: Reference<'a>, value: &'a Value<'a>, contained: &Contained<'a>) -> Option<FactValue> {
    let inside = contained.resolve(reference).and_then(|resource| Concept::in_field(resource, "code")).and_then(coded);
    let bare = || text(value, "reference").or_else(|| said(value)).map(str::to_owned);
    inside.or_else(|| named(reference, contained).or_else(bare).map(|text| FactValue::Text { text }))
}

/// Why a primitive has no value: `_effectiveDateTime` and its like.
pub(super) fn absence(element: &Value) -> Option<FactValue> {
    let reason = extension(element, DATA_ABSENT_REASON)?;
    Some(FactValue::Absent { reason: extension_value(reason).and_then(said).map(str::to_owned) })
}

/// Whichever type an element like `value[x]` has, under the name it came with. A type that is not known, or whose content is
/// not what the type says, is told as that and never guessed at.
pub(super) fn chosen<'a>(
    owner: &'a Value<'a>,
    stem: &str,
    contained: &Contained<'a>,
    is_medicine: bool,
) -> Option<(String, FactValue)> {
    let Some((name, value)) = choice(owner, stem) else {
        let (name, element) = choice(owner, &format!("_{stem}"))?;
        return Some((name.trim_start_matches('_').to_owned(), absence(element)?));
    };
    let kind = name.get(stem.len()..).unwrap_or_default();
    let words = |text: Option<String>| text.map(|text| FactValue::Text { text });
    let read = match kind {
        "Quantity" | "Age" | "Duration" | "Count" | "Distance" | "Money" => words(quantity(value)),
        "CodeableConcept" | "Coding" => coded(Concept::of(value)),
        "String" | "Markdown" | "Code" | "Time" | "Uri" => words(said(value).map(str::to_owned)),
        "Integer" | "Decimal" | "PositiveInt" | "UnsignedInt" => words(number_text(owner, name).map(str::to_owned)),
        "Boolean" => flag(owner, name).map(|yes| FactValue::Flag { yes }),
        "DateTime" | "Date" | "Instant" => {
            said(value).map(|start| FactValue::When { start: Some(start.to_owned()), end: None })
        }
        "Period" => period(value),
        "Range" => words(range(value)),
        "Ratio" => words(ratio(value)),
        "SampledData" => words(samples(value)),
        "Reference" if is_medicine => medicine(Reference::of(value), value, contained),
        "Reference" => words(named(Reference::of(value), contained)),
        _ => None,
    };
    Some((name.to_owned(), read.unwrap_or_else(|| FactValue::Unshown { kind: name.to_owned() })))
}

/// A reference range: its bounds, or the payer's words where there are no bounds, and whom it is for.
pub(super) fn reference_range(value: &Value) -> Option<String> {
    let bounds = range(value).or_else(|| text(value, "text").map(str::to_owned))?;
    let kind = Concept::in_field(value, "type").and_then(Concept::label);
    let whom = each(value, "appliesTo").filter_map(|whom| Concept::of(whom).label());
    let of: Vec<&str> = kind.into_iter().chain(whom).collect();
    Some(if of.is_empty() { bounds } else { format!("{bounds} ({})", of.join(", ")) })
}

/// A value in one line, where it has one that needs no words of this app.
pub(super) fn in_short(value: &FactValue) -> Option<&str> {
    match value {
        FactValue::Text { text } => Some(text),
        FactValue::Coded { text: Some(text), .. } => Some(text),
        FactValue::Coded { text: None, codes } => codes.first().map(|code| code.code.as_str()),
        FactValue::When { start, .. } => start.as_deref(),
        FactValue::Status { .. } | FactValue::Flag { .. } | FactValue::Absent { .. } | FactValue::Unshown { .. } => {
            None
        }
    }
}
