//! The pages' words, in English and in Spanish.

use http::{HeaderMap, header};

/// Every text of the pages in one language.
pub(crate) struct Words {
    pub(crate) language: &'static str,
    pub(crate) made_up: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) sign_in_for_app: &'static str,
    pub(crate) choose_member: &'static str,
    pub(crate) no_password: &'static str,
    pub(crate) or_number: &'static str,
    pub(crate) member_number: &'static str,
    pub(crate) number_hint: &'static str,
    pub(crate) unknown_member: &'static str,
    pub(crate) whole_family: &'static str,
    pub(crate) own_only: &'static str,
    pub(crate) no_claims: &'static str,
    pub(crate) not_served: &'static str,
    pub(crate) share_title: &'static str,
    pub(crate) app_asks: &'static str,
    pub(crate) signed_in_as: &'static str,
    pub(crate) what_to_share: &'static str,
    pub(crate) patient: &'static str,
    pub(crate) patient_detail: &'static str,
    pub(crate) coverage: &'static str,
    pub(crate) coverage_detail: &'static str,
    pub(crate) claims: &'static str,
    pub(crate) claims_detail: &'static str,
    pub(crate) records: [&'static str; 7],
    pub(crate) records_detail: &'static str,
    pub(crate) how_long: &'static str,
    pub(crate) days: &'static str,
    pub(crate) stop_any_time: &'static str,
    pub(crate) allow: &'static str,
    pub(crate) deny: &'static str,
    pub(crate) cannot_go_on: &'static str,
    pub(crate) bad_request: &'static str,
    pub(crate) bad_request_detail: &'static str,
    pub(crate) ended: &'static str,
    pub(crate) ended_detail: &'static str,
    pub(crate) portal: &'static str,
    pub(crate) connected_apps: &'static str,
    pub(crate) no_apps: &'static str,
    pub(crate) can_see: &'static str,
    pub(crate) since: &'static str,
    pub(crate) until: &'static str,
    pub(crate) revoke: &'static str,
    pub(crate) revoked: &'static str,
    pub(crate) sign_out: &'static str,
    pub(crate) start_title: &'static str,
    pub(crate) start_detail: &'static str,
    pub(crate) start_addresses: &'static str,
    pub(crate) start_portal: &'static str,
}

static ENGLISH: Words = Words {
    language: "en",
    made_up: "This is a made-up health plan on your own computer. Nobody here is real, and nothing you do here reaches anyone.",
    sign_in: "Sign in",
    sign_in_for_app: "An app asks to see health plan records. Choose who you want to be.",
    choose_member: "Made-up members",
    no_password: "No password: choose a member to sign in.",
    or_number: "Or sign in with a member number",
    member_number: "Member number",
    number_hint: "It is on the member card, like EVG 4471 0293 01.",
    unknown_member: "We do not know that member number. Check it and try again.",
    whole_family: "Sees the whole family’s claims",
    own_only: "Sees only his own claims",
    no_claims: "New member, no claims yet",
    not_served: "Plan is not served: cannot share records",
    share_title: "Share your records?",
    app_asks: "asks to see the records ticked below. You can untick any of them.",
    signed_in_as: "Signed in as",
    what_to_share: "What to share",
    patient: "Who you are",
    patient_detail: "Name, birth date, address and member number.",
    coverage: "Your coverage",
    coverage_detail: "Your plan, your group and who is covered.",
    claims: "Your claims",
    claims_detail: "Care, what it cost, what the plan paid and what you owe.",
    records: [
        "Conditions",
        "Visits",
        "Vaccinations",
        "Medicines dispensed",
        "Prescriptions",
        "Measurements",
        "Procedures",
    ],
    records_detail: "What the plan has received from your doctors.",
    how_long: "The app can see this for",
    days: "days.",
    stop_any_time: "You can stop it at any time in the member portal.",
    allow: "Allow",
    deny: "Don’t allow",
    cannot_go_on: "We cannot go on",
    bad_request: "The app’s request is not one that this plan knows.",
    bad_request_detail: "For your safety you were not sent back to the app. What does not fit:",
    ended: "This page is no longer in use",
    ended_detail: "It was answered already, or it waited too long. Start again in the app.",
    portal: "Member portal",
    connected_apps: "Connected apps",
    no_apps: "No app can see your records.",
    can_see: "Can see",
    since: "Since",
    until: "Until",
    revoke: "Stop sharing",
    revoked: "The app can no longer see your records.",
    sign_out: "Sign out",
    start_title: "A made-up health plan",
    start_detail: "Evergreen Demo Health answers apps the way the plans’ documents describe it: sign-in, consent, claims, coverage. Its members, doctors and claims are invented.",
    start_addresses: "Addresses for an app",
    start_portal: "Go to the member portal",
};

static SPANISH: Words = Words {
    language: "es",
    made_up: "Este es un plan de salud inventado en su propia computadora. Aquí nadie es real y nada de lo que haga llega a nadie.",
    sign_in: "Iniciar sesión",
    sign_in_for_app: "Una aplicación pide ver registros del plan de salud. Elija quién quiere ser.",
    choose_member: "Miembros inventados",
    no_password: "Sin contraseña: elija un miembro para iniciar sesión.",
    or_number: "O inicie sesión con un número de miembro",
    member_number: "Número de miembro",
    number_hint: "Está en la tarjeta de miembro, como EVG 4471 0293 01.",
    unknown_member: "No conocemos ese número de miembro. Revíselo e inténtelo de nuevo.",
    whole_family: "Ve los reclamos de toda la familia",
    own_only: "Ve solo sus propios reclamos",
    no_claims: "Miembro nuevo, aún sin reclamos",
    not_served: "Plan no incluido: no puede compartir registros",
    share_title: "¿Compartir sus registros?",
    app_asks: "pide ver los registros marcados abajo. Puede desmarcar cualquiera.",
    signed_in_as: "Sesión iniciada como",
    what_to_share: "Qué compartir",
    patient: "Quién es usted",
    patient_detail: "Nombre, fecha de nacimiento, dirección y número de miembro.",
    coverage: "Su cobertura",
    coverage_detail: "Su plan, su grupo y quién está cubierto.",
    claims: "Sus reclamos",
    claims_detail: "La atención, cuánto costó, cuánto pagó el plan y cuánto debe usted.",
    records: [
        "Afecciones",
        "Consultas",
        "Vacunas",
        "Medicamentos entregados",
        "Recetas",
        "Mediciones",
        "Procedimientos",
    ],
    records_detail: "Lo que el plan ha recibido de sus médicos.",
    how_long: "La aplicación puede ver esto por",
    days: "días.",
    stop_any_time: "Puede detenerlo en cualquier momento en el portal de miembros.",
    allow: "Permitir",
    deny: "No permitir",
    cannot_go_on: "No podemos continuar",
    bad_request: "La solicitud de la aplicación no es una que este plan conozca.",
    bad_request_detail: "Por su seguridad no se le envió de vuelta a la aplicación. Lo que no concuerda:",
    ended: "Esta página ya no está en uso",
    ended_detail: "Ya fue respondida o esperó demasiado. Empiece de nuevo en la aplicación.",
    portal: "Portal de miembros",
    connected_apps: "Aplicaciones conectadas",
    no_apps: "Ninguna aplicación puede ver sus registros.",
    can_see: "Puede ver",
    since: "Desde",
    until: "Hasta",
    revoke: "Dejar de compartir",
    revoked: "La aplicación ya no puede ver sus registros.",
    sign_out: "Cerrar sesión",
    start_title: "Un plan de salud inventado",
    start_detail: "Evergreen Demo Health responde a las aplicaciones como lo describen los documentos de los planes: inicio de sesión, permiso, reclamos, cobertura. Sus miembros, médicos y reclamos son inventados.",
    start_addresses: "Direcciones para una aplicación",
    start_portal: "Ir al portal de miembros",
};

impl Words {
    /// The language that the browser likes best of those there are (RFC 9110, 12.5.4); English without one.
    pub(crate) fn for_headers(headers: &HeaderMap) -> &'static Words {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best: (u16, &'static Words) = (0, &ENGLISH);
        for range in accepted.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
            let words = match tag.split('-').next() {
                Some("en") => &ENGLISH,
                Some("es") => &SPANISH,
                _ => continue,
            };
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
            if quality > best.0 {
                best = (quality, words);
            }
        }
        best.1
    }
}

/// A quality value as whole thousandths: `0.8` is 800.
fn thousandths(quality: &str) -> u16 {
    let (whole, fraction) = quality.split_once('.').unwrap_or((quality, ""));
    let fraction: String = fraction.chars().chain("000".chars()).take(3).collect();
    let fraction = fraction.parse().unwrap_or(0);
    if whole == "0" { fraction } else { 1000 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(accepted: &'static str) -> &'static str {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, http::HeaderValue::from_static(accepted));
        Words::for_headers(&headers).language
    }

    #[test]
    fn the_language_that_is_liked_best_is_taken() {
        assert_eq!(language("es-MX,es;q=0.9,en;q=0.8"), "es");
        assert_eq!(language("en-US,es;q=0.9"), "en");
        assert_eq!(language("fr, es;q=0.3, en;q=0.25"), "es");
        assert_eq!(language("fr"), "en");
        assert_eq!(language("es;q=0"), "en");
    }
}
