//! Papers, read back by another library than the one that wrote them.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::claims::denials::{self, Known};
use crate::claims::{explain, summarise};
use crate::fhir::json::testing::{Document as Json, json};
use crate::ipc::{
    Appeal, AppealPlan, ChangedFigure, Check, ClaimChange, ClaimFilter, ClaimRow, ClaimStatus, ClaimVersion,
    ClaimsOutline, ClaimsSummary, Figure, Ledger, LedgerPerson, LedgerSums, MemberPayment, Money, MonthGroup, PaidSum,
    PaperLanguage, PaymentWay, Person, Sum,
};

/// The app's own font, as `npm install` in `ui` puts it there.
pub(super) static INTER: LazyLock<Typeface> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/@fontsource-variable/inter/files");
    let read = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).unwrap_or_else(|cause| panic!("{}: {cause}; run npm install in ui", path.display()))
    };
    let files = [read("inter-latin-opsz-normal.woff2"), read("inter-latin-ext-opsz-normal.woff2")];
    Typeface::from_woff2(&files.each_ref().map(Vec::as_slice)).unwrap()
});

pub(super) fn options(language: PaperLanguage, paper: Paper) -> PrintOptions {
    PrintOptions { language, paper, today: "2026-11-25".to_owned() }
}

pub(super) fn english() -> PrintOptions {
    options(PaperLanguage::En, Paper::Letter)
}

fn sources() -> Vec<Source> {
    vec![Source { payer: "Evergreen Health".to_owned(), updated: Some("2026-11-24".to_owned()) }]
}

fn entry(code: &str, amount: &str) -> Json {
    json!({"category": {"coding": [{"code": code}]},
           "amount": {"value": serde_json::from_str::<serde_json::Value>(amount).unwrap(), "currency": "USD"}})
}

fn line(sequence: u32, text: &str, amounts: [&str; 4]) -> Json {
    let [billed, price, paid, owed] = amounts;
    json!({
        "sequence": sequence, "servicedDate": "2026-10-28",
        "productOrService": {"text": text, "coding": [{"code": "73721", "system": "http://www.ama-assn.org/go/cpt"}]},
        "adjudication": [entry("submitted", billed), entry("eligible", price), entry("paidtoprovider", paid),
            entry("memberliability", owed)],
    })
}

/// A claim with a line that the plan refused.
fn knee() -> Json {
    json!({
        "resourceType": "ExplanationOfBenefit", "status": "active", "use": "claim", "outcome": "complete",
        "created": "2026-11-02", "identifier": [{"value": "CLM-2026-8841", "type": {"coding": [{"code": "uc"}]}}],
        "type": {"text": "Professional"}, "provider": {"display": "Lakeside Imaging"},
        "careTeam": [{"sequence": 1, "provider": {"display": "Dr. Zoë Núñez"}, "role": {"coding": [{"code": "performing"}]}}],
        "diagnosis": [{"sequence": 1, "diagnosisCodeableConcept": {"text": "Pain in right knee",
            "coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M25.561"}]}}],
        "item": [line(1, "MRI of the knee, without contrast", ["1240.00", "0.00", "0.00", "1240.00"]),
            line(2, "Reading of the images", ["188.5", "91.25", "73.00", "18.25"])],
        "adjudication": [{"category": {"coding": [{"code": "denialreason"}]},
            "reason": {"text": "No approval on file", "coding": [
                {"system": "https://x12.org/codes/claim-adjustment-group-codes", "code": "CO"},
                {"system": "https://x12.org/codes/claim-adjustment-reason-codes", "code": "197"}]}}],
        "total": [entry("submitted", "1428.50"), entry("eligible", "91.25"), entry("paidtoprovider", "73.00"),
            entry("memberliability", "1258.25"), entry("coinsurance", "18.25")],
        "payment": {"date": "2026-11-05", "amount": {"value": 73, "currency": "USD"}},
        "processNote": [{"text": "Call us before an image is taken."}],
    })
}

fn detail(claim: &Json, person: &str, payer: &str, appeal: Appeal) -> ClaimDetail {
    let summary = summarise(claim);
    let explanation = explain(claim);
    let row = row(1, &summary, "2026-10-28");
    let known = Known {
        status: row.status,
        person: Some(person),
        payer,
        title: row.title.as_deref(),
        provider: row.provider.as_deref(),
        start: row.start.as_deref(),
    };
    let denial = denials::of_claim(claim, &explanation, known, appeal);
    ClaimDetail {
        row,
        person_name: Some(person.to_owned()),
        payer_name: payer.to_owned(),
        from_file: None,
        explanation,
        replaces: None,
        replaced_by: None,
        versions: Vec::new(),
        denial,
        telephones: Vec::new(),
    }
}

fn row(id: i64, summary: &crate::claims::Summary, start: &str) -> ClaimRow {
    ClaimRow {
        id,
        person: Some("c/p".to_owned()),
        start: Some(start.to_owned()),
        end: None,
        kind: summary.kind,
        title: summary.title.clone(),
        provider: summary.provider.clone(),
        status: summary.status,
        in_network: summary.in_network,
        billed: summary.billed.clone(),
        plan_paid: summary.plan_paid.clone(),
        you_owe: summary.you_owe.clone(),
        is_new: false,
        is_changed: false,
        episode: None,
    }
}

fn daniel(appeal: Appeal) -> ClaimDetail {
    detail(&knee(), "Daniel Rivera", "Evergreen Health", appeal)
}

fn chosen() -> Appeal {
    Appeal { plan: Some(AppealPlan::Employer), letter_date: Some("2026-11-03".to_owned()), ..Appeal::default() }
}

/// The text of each page, read by another library; white space is one space.
fn pages(file: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(file).unwrap();
    let numbers: Vec<u32> = document.get_pages().keys().copied().collect();
    numbers
        .iter()
        .map(|number| document.extract_text(&[*number]).unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

pub(super) fn text(file: &[u8]) -> String {
    pages(file).join(" ")
}

pub(super) fn keep(name: &str, file: &[u8]) {
    if let Ok(folder) = std::env::var("PRINT_TO") {
        std::fs::write(Path::new(&folder).join(name), file).unwrap();
    }
}

#[test]
fn every_figure_of_a_claim_is_on_its_paper_as_the_plan_stated_it() {
    let detail = daniel(Appeal::default());
    let file = claim(&detail, &[], &sources(), &english(), &INTER).unwrap();
    keep("claim.pdf", &file);
    let text = text(&file);
    for words in [
        "$1,428.50",
        "$91.25",
        "$73.00",
        "$1,258.25",
        "$18.25",
        "$188.50",
        "CLM-2026-8841",
        "M25.561",
        "Dr. Zoë Núñez",
        "Made by Claimfolio on Nov 25, 2026 from data of Evergreen Health, last updated Nov 24, 2026.",
        "Page 1 of 3",
        "ExplanationOfBenefit.total[0].amount",
        "Not stated",
        "as your plan states it",
        "“No approval on file”",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

fn usd(amount: &str) -> Option<Money> {
    Some(Money { amount: amount.to_owned(), currency: Some("USD".to_owned()) })
}

fn year(claims: i64) -> (ClaimsOutline, Vec<ClaimRow>) {
    let summary = summarise(&knee());
    let rows: Vec<ClaimRow> = (0..claims)
        .map(|id| {
            let mut row = row(id, &summary, &format!("2026-{:02}-{:02}", 12 - id * 12 / claims, 28 - id % 28));
            row.you_owe = match id % 7 {
                0 => None,
                1 => usd("12.345"),
                2 => usd("-5.00"),
                5 => {
                    row.status = crate::ipc::ClaimStatus::Pending;
                    row.plan_paid = None;
                    None
                }
                3 => Some(Money { amount: "70.00".to_owned(), currency: None }),
                _ => usd("1250.00"),
            };
            row
        })
        .collect();
    let mut months: Vec<MonthGroup> = Vec::new();
    for row in &rows {
        let month = row.start.as_deref().and_then(|start| start.get(..7)).map(str::to_owned);
        match months.last_mut().filter(|last| last.month == month) {
            Some(last) => last.claims += 1,
            None => months.push(MonthGroup {
                month,
                claims: 1,
                you_owe: vec![Sum { money: usd("3120.55").unwrap(), claims: 1 }],
            }),
        }
    }
    let sum = |amount: &str, claims| vec![Sum { money: usd(amount).unwrap(), claims }];
    let summary = ClaimsSummary {
        decided: 40,
        pending: 2,
        billed: sum("57140.00", 40),
        plan_paid: sum("2920.00", 38),
        you_owe: sum("50330.00", 34),
        pending_billed: sum("310.00", 2),
        ..ClaimsSummary::default()
    };
    (ClaimsOutline { months, summary }, rows)
}

fn people() -> Vec<Person> {
    vec![Person {
        id: "c/p".to_owned(),
        short_name: Some("Daniel".to_owned()),
        name: Some("Daniel Rivera".to_owned()),
        birth_date: None,
        claims: 42,
    }]
}

fn of_year() -> ClaimFilter {
    ClaimFilter { from: Some("2026-01-01".to_owned()), until: Some("2027-01-01".to_owned()), ..ClaimFilter::default() }
}

fn year_paper(claims: i64, options: &PrintOptions) -> Vec<u8> {
    let (outline, rows) = year(claims);
    let people = people();
    list(&List { filter: &of_year(), outline: &outline, rows: &rows, people: &people }, &sources(), options, &INTER)
        .unwrap()
}

#[test]
fn a_year_has_its_claims_its_months_and_its_sums_and_each_page_its_head() {
    let file = year_paper(90, &english());
    keep("year.pdf", &file);
    let pages = pages(&file);
    assert!(pages.len() > 3);
    let first = &pages[0];
    for words in [
        "Claims of 2026",
        "$57,140.00",
        "stated by 38 of 40 claims",
        "Added up by Claimfolio from 40 decided claims.",
        "Not counted: 2 still deciding ($310.00).",
        "December 2026",
        "$3,120.55",
        "$12.345",
        "−$5.00",
        "no currency stated",
        "Still deciding $1,428.50 Not yet Not yet",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains("Date What Who Status Billed Plan paid You owe"), "{index}");
        assert!(page.contains(&format!("Page {} of {}", index + 1, pages.len())));
    }
    assert_eq!(pages.join(" ").matches("MRI of the knee").count(), 90);
}

#[test]
fn an_appeal_has_the_deadline_its_rule_the_letter_as_written_and_the_claim() {
    let detail = daniel(chosen());
    let letter = "[Date]\n\nEvergreen Health\n\nI ask you to look again.\n\nDaniel Rivera\n";
    let file = appeal(&detail, letter, &sources(), &english(), &INTER).unwrap().unwrap();
    keep("appeal.pdf", &file);
    let text = text(&file);
    for words in [
        "Last day: May 2, 2027",
        "29 CFR 2560.503-1",
        "Check your letter: its date is the one that counts.",
        "I ask you to look again.",
        "The letter still has blanks in square brackets.",
        "What to collect",
        "Who pays",
        "$1,428.50",
        "No approval before the care",
        "“No approval on file”",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let spanish = options(PaperLanguage::Es, Paper::A4);
    let file =
        appeal(&detail, &detail.denial.as_ref().unwrap().letter.es, &sources(), &spanish, &INTER).unwrap().unwrap();
    keep("appeal-es.pdf", &file);
    assert!(self::text(&file).contains("Último día: 2 may 2027"));
    let paid =
        json!({"resourceType": "ExplanationOfBenefit", "outcome": "complete", "total": [entry("submitted", "1")]});
    let paid = self::detail(&paid, "Daniel Rivera", "Evergreen Health", Appeal::default());
    assert!(appeal(&paid, "", &sources(), &english(), &INTER).unwrap().is_none());
}

/// The filled rectangles of the first page, with their grey: x, width and height in points.
fn boxes(file: &[u8]) -> Vec<(i64, i64, i64)> {
    let document = lopdf::Document::load_mem(file).unwrap();
    let page = *document.get_pages().values().next().unwrap();
    let content = lopdf::content::Content::decode(&document.get_page_content(page)).unwrap();
    let number = |object: &lopdf::Object| object.as_float().unwrap() as i64;
    let places = content.operations.iter().filter(|one| matches!(one.operator.as_str(), "m" | "l"));
    let corners: Vec<(i64, i64)> = places.map(|one| (number(&one.operands[0]), number(&one.operands[1]))).collect();
    corners
        .chunks(4)
        .map(|four| {
            let (left, right) =
                (four.iter().map(|one| one.0).min().unwrap(), four.iter().map(|one| one.0).max().unwrap());
            let (low, high) =
                (four.iter().map(|one| one.1).min().unwrap(), four.iter().map(|one| one.1).max().unwrap());
            (left, right - left, high - low)
        })
        .collect()
}

/// A claim whose figures add up to its bill.
fn visit() -> Json {
    json!({
        "resourceType": "ExplanationOfBenefit", "status": "active", "use": "claim", "outcome": "complete",
        "created": "2026-11-02", "provider": {"display": "Dr. Zoë Núñez"},
        "supportingInfo": [{"sequence": 1, "category": {"coding": [{"code": "clmrecvddate"}]}, "timingDate": "2026-10-30"}],
        "item": [line(1, "Office visit", ["200.00", "100.00", "75.00", "25.00"])],
        "total": [entry("submitted", "200.00"), entry("discount", "100.00"), entry("eligible", "100.00"),
            entry("paidtoprovider", "75.00"), entry("memberliability", "25.00"), entry("copay", "20.00")],
    })
}

#[test]
fn a_claims_paper_has_its_bar_its_checks_and_its_history_in_both_languages() {
    let mut detail = detail(&visit(), "Daniel Rivera", "Evergreen Health", Appeal::default());
    let version = |day: &str, changes: Vec<ClaimChange>| ClaimVersion {
        seen_at: day.to_owned(),
        you_owe: usd("25.00"),
        status: ClaimStatus::Decided,
        changes,
    };
    let figure = |amount: &str| Figure { money: usd(amount), ..Figure::default() };
    detail.versions = vec![
        version("2026-11-03", Vec::new()),
        version(
            "2026-11-20",
            vec![
                ClaimChange::Status { before: ClaimStatus::Pending, after: ClaimStatus::Decided },
                ClaimChange::Figure { figure: ChangedFigure::YouOwe, before: figure("38.00"), after: figure("25.00") },
                ClaimChange::Reason { text: "Priced anew".to_owned() },
            ],
        ),
    ];
    let english_words = [
        "The bar is the bill, from left to right: plan discount, plan paid, you owe.",
        "Checks of the plan’s numbers",
        "Billed $200.00 = Plan discount $100.00 + Plan’s price $100.00.",
        "History of this claim",
        "Oct 30, 2026 Your plan received the claim",
        "Nov 3, 2026 Claimfolio first had it",
        "From “Still deciding” to “Decided”",
        "You owe went from $38.00 to $25.00",
        "Your plan’s reason: “Priced anew”",
    ];
    let spanish_words = [
        "La barra es lo cobrado",
        "Comprobaciones de los números del plan",
        "Cobrado $200.00 = Descuento del plan $100.00 + Precio del plan $100.00.",
        "Historia de este reclamo",
        "De “Sin decidir” a “Decidido”",
        "Usted debe: pasó de $38.00 a $25.00",
    ];
    for (language, expected) in [(PaperLanguage::En, english_words.as_slice()), (PaperLanguage::Es, &spanish_words)] {
        let file = claim(&detail, &[], &sources(), &options(language, Paper::Letter), &INTER).unwrap();
        keep(&format!("claim-with-history-{language:?}.pdf"), &file);
        let text = text(&file);
        for words in expected {
            assert!(text.contains(words), "{words}: {text}");
        }
        let bar: Vec<_> = boxes(&file).into_iter().filter(|(.., height)| *height == 12 || *height == 11).collect();
        let widths: Vec<i64> = bar.iter().map(|(_, width, _)| *width).collect();
        assert_eq!(widths.len(), 3, "{widths:?}");
        // 504 points: a half, three eighths, an eighth.
        for (width, part) in widths.iter().zip([252, 189, 63]) {
            assert!((part - 2..=part).contains(width), "{widths:?}");
        }
    }
    // Newest first.
    let text = text(&claim(&detail, &[], &sources(), &english(), &INTER).unwrap());
    assert!(text.find("You owe went from") < text.find("Claimfolio first had it"));
    assert!(text.find("Claimfolio first had it") < text.find("Your plan received"));
}

#[test]
fn a_claim_whose_figures_do_not_add_up_has_no_bar_and_what_is_alike_is_among_its_checks() {
    let detail = daniel(Appeal::default());
    let check = Check {
        finding: crate::ipc::Bilingual::of("Another claim says the same.", "Otro reclamo dice lo mismo."),
        ..detail.explanation.checks[0].clone()
    };
    let alike = [OtherClaimCheck { claim: 2, check }];
    let text = text(&claim(&detail, &alike, &sources(), &english(), &INTER).unwrap());
    assert!(!text.contains("The bar is"), "{text}");
    assert!(text.contains("Another claim says the same."), "{text}");
    assert!(text.contains("Worth asking your plan about."), "{text}");
    assert!(text.find("they differ by $1,240.00") < text.find("as the total does"), "differences come first: {text}");
    assert!(!text.contains("History of this claim"), "{text}");
}

fn ledger() -> Ledger {
    let counted = row(1, &summarise(&knee()), "2026-10-28");
    let paid = |amount: &str, payments| vec![PaidSum { money: usd(amount).unwrap(), payments }];
    let payment = |id, amount: Option<&str>| MemberPayment {
        id,
        claim: 1,
        paid_on: "2026-11-20".to_owned(),
        way: PaymentWay::Check,
        amount: amount.and_then(usd),
        note: "Half of it".to_owned(),
        reimbursed_on: Some("2026-11-24".to_owned()),
        receipts: Vec::new(),
        counted: counted.clone(),
        owed_then: None,
        owed_changed: false,
    };
    let sums = LedgerSums {
        payments: 2,
        without_amount: 1,
        paid: paid("620.10", 1),
        by_account: paid("620.10", 1),
        unreimbursed: Vec::new(),
    };
    let part = |person: Option<&str>| LedgerPerson { person: person.map(str::to_owned), sums: sums.clone() };
    Ledger {
        years: vec!["2026".to_owned()],
        payments: vec![payment(1, Some("620.10")), payment(2, None)],
        all: sums.clone(),
        people: vec![part(Some("c/p")), part(None)],
        by_year: Vec::new(),
        open: Vec::new(),
        open_claims: 0,
        open_owed: Vec::new(),
    }
}

#[test]
fn a_years_statement_has_each_payment_and_the_sums_of_the_screen_in_both_languages() {
    let (ledger, people) = (ledger(), people());
    let of = Statement { year: Some("2026"), person: Some("c/p"), ledger: &ledger, people: &people };
    let file = statement(&of, &sources(), &english(), &INTER).unwrap();
    keep("statement.pdf", &file);
    let text = text(&file);
    for words in [
        "Payments that you made in 2026",
        "Only: Daniel Rivera.",
        "Not paid back yet Nothing",
        "Marked as paid $620.10",
        "1 payment has no amount and is in no sum.",
        "You entered these payments; Claimfolio added them up.",
        "Nov 20, 2026",
        "MRI of the knee, without contrast",
        "Daniel Rivera, Lakeside Imaging, Oct 28, 2026",
        "Half of it",
        "Check",
        "Nov 24, 2026",
        "$1,258.25",
        "No amount entered",
        "By person",
        "Name not stated",
        "Page 1 of 1",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let spanish = options(PaperLanguage::Es, Paper::A4);
    let all = Statement { year: None, person: None, ..of };
    let text = self::text(&statement(&all, &sources(), &spanish, &INTER).unwrap());
    for words in ["Todos los pagos que marcó", "Aún sin reembolsar Nada", "Cheque", "Sin monto"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let none = Ledger { payments: Vec::new(), people: Vec::new(), all: LedgerSums::default(), ..ledger.clone() };
    let none = Statement { ledger: &none, ..of };
    let text = self::text(&statement(&none, &sources(), &english(), &INTER).unwrap());
    assert!(text.contains("None is marked in this time."), "{text}");
}

/// T29: the same bytes from the same input, and nothing in them about the computer.
#[test]
fn the_same_input_gives_the_same_bytes_and_names_no_user_and_no_path() {
    let detail = daniel(chosen());
    let make = || appeal(&detail, "A letter.", &sources(), &english(), &INTER).unwrap().unwrap();
    let file = make();
    assert_eq!(file, make());
    let document = lopdf::Document::load_mem(&file).unwrap();
    let info = document.trailer.get(b"Info").and_then(|info| document.dereference(info)).unwrap().1.as_dict().unwrap();
    let mut names: Vec<&str> = info.iter().map(|(name, _)| std::str::from_utf8(name).unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["CreationDate", "Creator", "ModDate", "Producer", "Title"]);
    let bytes = String::from_utf8_lossy(&file);
    assert!(!bytes.contains("/home/") && !bytes.contains(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn the_file_says_its_language_and_title_and_is_tagged_for_reading_aloud() {
    for (language, said) in [(PaperLanguage::En, "en-US"), (PaperLanguage::Es, "es-US")] {
        let file = claim(&daniel(Appeal::default()), &[], &sources(), &options(language, Paper::A4), &INTER).unwrap();
        let document = lopdf::Document::load_mem(&file).unwrap();
        let catalog = document.catalog().unwrap();
        assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), said.as_bytes());
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo") && catalog.has(b"Outlines"));
        let kinds: Vec<String> = document
            .objects
            .values()
            .filter_map(|object| {
                object
                    .as_dict()
                    .ok()?
                    .get(b"S")
                    .ok()?
                    .as_name()
                    .ok()
                    .map(|name| String::from_utf8_lossy(name).into_owned())
            })
            .collect();
        for kind in ["Document", "H1", "H2", "P", "Table", "THead", "TR", "TH", "TD", "L", "LI"] {
            assert!(kinds.iter().any(|own| own == kind), "{kind}");
        }
    }
}

#[test]
fn a_page_is_as_large_as_the_paper() {
    for (paper, size) in [(Paper::Letter, [612.0, 792.0]), (Paper::A4, [595.276, 841.89])] {
        let file =
            claim(&daniel(Appeal::default()), &[], &sources(), &options(PaperLanguage::En, paper), &INTER).unwrap();
        let document = lopdf::Document::load_mem(&file).unwrap();
        let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
        let corners = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let found: Vec<f32> = corners[2..].iter().map(|corner| corner.as_float().unwrap()).collect();
        assert!(found.iter().zip(size).all(|(found, size)| (found - size).abs() < 0.01), "{found:?}");
    }
}

/// T8
#[test]
fn hostile_text_neither_breaks_the_page_nor_hides_other_text() {
    let names = [
        "\u{202E}drowssap\u{202C}\u{0}\u{1b}[2J\r\n\tend".to_owned(),
        "日本語の名前 和 نص عربي עברית 👩‍⚕️🦩".to_owned(),
        "W".repeat(1_000_000),
        "word ".repeat(200_000),
        "e\u{301}\u{301}\u{301}".repeat(200),
        "\u{FFFF}\u{FEFF}\u{10FFFF}\u{E000}".to_owned(),
        String::new(),
        " ".to_owned(),
    ];
    for name in names {
        let mut claim_of = daniel(chosen());
        claim_of.row.title = Some(name.clone());
        claim_of.row.provider = Some(name.clone());
        claim_of.person_name = Some(name.clone());
        claim_of.payer_name = name.clone();
        claim_of.explanation.notes = vec![name.clone()];
        claim_of.explanation.lines[0].service.text = Some(name.clone());
        let source = [Source { payer: name.clone(), updated: None }];
        let file = claim(&claim_of, &[], &source, &english(), &INTER).unwrap();
        let pages = pages(&file);
        assert!(pages.len() < 20, "{} pages", pages.len());
        let text = pages.join(" ");
        assert!(text.contains("$1,428.50"));
        assert!(!text.contains('\u{202E}') && !text.contains('\u{1b}'));
        appeal(&claim_of, &name, &source, &english(), &INTER).unwrap().unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// T8
    #[test]
    fn no_text_is_too_odd_for_paper(name in ".{0,80}", amount in "-?[0-9]{1,60}(\\.[0-9]{1,30})?", letter in "(.|\n){0,300}") {
        let mut odd = daniel(chosen());
        odd.row.title = Some(name.clone());
        odd.explanation.notes = vec![name.clone()];
        odd.explanation.billed.money = Some(Money { amount: amount.clone(), currency: Some("USD".to_owned()) });
        odd.explanation.lines[0].billed.money = Some(Money { amount, currency: None });
        let source = [Source { payer: name, updated: None }];
        prop_assert!(appeal(&odd, &letter, &source, &english(), &INTER).unwrap().is_some());
    }
}

/// Where each line of a laid-out paper begins and ends, page by page.
fn placed(document: &Document) -> Vec<Vec<(String, i64, i64, i64)>> {
    let cuts = text::cuts(&INTER).unwrap();
    let laid_out = layout::lay_out(document, &cuts, |page, count| format!("{page}/{count}"));
    let of_page = |page: &layout::Page| {
        let line = |line: &layout::Placed| {
            let glyphs = line.set.glyphs.get(line.glyphs.clone()).unwrap();
            let (first, last) = (glyphs.first().map(|(_, glyph)| glyph), glyphs.last().map(|(_, glyph)| glyph));
            let words = first.zip(last).map_or("", |(first, last)| &line.set.text[first.range.start..last.range.end]);
            let width: i64 = glyphs.iter().map(|(style, glyph)| text::advance(*style, glyph)).sum();
            let space = if words.ends_with(' ') { 4000 } else { 0 };
            (words.trim_end().to_owned(), line.x, line.x + width - space, line.baseline)
        };
        page.lines.iter().map(line).collect()
    };
    laid_out.pages.iter().map(of_page).collect()
}

fn amounts(amounts: &[&str]) -> Document {
    use document::{Block, Cell, Column, Row, RowKind, Style, Table, Width};
    let column = |head: &str, width, amounts| Column { head: head.to_owned(), width, amounts };
    let row = |amount: &&str| Row {
        kind: RowKind::Body,
        cells: vec![Cell::of(Style::CellWords, "What"), Cell::of(Style::Cell, *amount)],
    };
    Document {
        title: "Amounts".to_owned(),
        language: PaperLanguage::En,
        paper: Paper::Letter,
        foot: "Foot".to_owned(),
        blocks: vec![Block::Table(Table {
            name: "Amounts".to_owned(),
            has_head: true,
            columns: vec![column("What", Width::Share(1), false), column("Amount", Width::Fixed(90), true)],
            rows: amounts.iter().map(row).collect(),
        })],
    }
}

#[test]
fn amounts_stand_with_their_points_below_one_another() {
    let amounts_of = ["$1,428.50", "−$5.00", "$12.345", "JPY 900", "$0.00"];
    let pages = placed(&amounts(&amounts_of));
    let digit = text::advance(document::Style::Cell, &{
        let cuts = text::cuts(&INTER).unwrap();
        let mut glyphs = Vec::new();
        cuts[0].shape("0", 0..1, true, &mut glyphs);
        glyphs.remove(0)
    });
    let ends: Vec<i64> =
        amounts_of.iter().map(|amount| pages[0].iter().find(|(words, ..)| words == amount).unwrap().2).collect();
    let right = 612_000 - 54_000;
    // All digits are as wide as one another; the longest fraction ends at the column's edge.
    assert!((ends[2] - right).abs() < 20, "{ends:?}");
    for index in [0, 1, 4] {
        assert!((ends[2] - ends[index] - digit).abs() < 20, "{ends:?}, {digit}");
    }
    assert!(ends[3] < ends[0] - 2 * digit, "one without a point ends where the others have theirs: {ends:?}");
}

#[test]
fn a_row_taller_than_a_page_goes_on_over_the_next_ones() {
    let words = (0..80).map(|index| format!("word{index}")).collect::<Vec<_>>().join(" ");
    let mut tall = amounts(&["$1.00"]);
    if let document::Block::Table(table) = &mut tall.blocks[0] {
        table.rows[0].cells[0].lines =
            (0..40).map(|_| document::Run::new(document::Style::CellWords, &words)).collect();
    }
    let pages = placed(&tall);
    assert!(pages.len() > 1);
    let said: usize = pages.iter().flatten().map(|(words, ..)| words.matches("word79").count()).sum();
    assert_eq!(said, 40);
    for (.., baseline) in pages.iter().flatten() {
        assert!((50_000..792_000 - 20_000).contains(baseline), "{baseline}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// T8: whatever a plan writes, nothing leaves the paper and nothing is on top of the foot.
    #[test]
    fn nothing_leaves_the_paper(words in "(.{0,40} ){0,30}|[a-zA-Z]{0,400}", amount in "[$0-9.,−]{1,120}") {
        let mut odd = amounts(&[&amount]);
        odd.blocks.push(document::Block::Paragraph(vec![document::Run::new(document::Style::Story, &words)]));
        odd.blocks.push(document::Block::Heading(words.clone()));
        if let document::Block::Table(table) = &mut odd.blocks[0] {
            table.rows[0].cells[0].lines = vec![document::Run::new(document::Style::CellWords, &words)];
        }
        for (words, left, right, baseline) in placed(&odd).into_iter().flatten() {
            prop_assert!(left >= 54_000 - 20 && right <= 612_000 - 54_000 + 20, "{words}: {left}..{right}");
            prop_assert!((40_000..792_000 - 20_000).contains(&baseline));
        }
    }
}
