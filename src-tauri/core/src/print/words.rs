//! The words that a paper needs besides those of the claim itself (its story, terms, reasons and remarks have their own,
//! in both languages).
//!
//! They stand in the core because the paper is made where its figures are: no amount passes through the web view on its
//! way to a file. Those that a screen has too are in [`SHARED`], and a test holds each against the web view's catalogues,
//! so that one thing has one name everywhere.

/// A text in English and in Spanish; `{0}` and `{1}` are places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) en: &'static str,
    pub(super) es: &'static str,
}

macro_rules! words {
    ($list:ident: $($name:ident = $en:literal / $es:literal;)*) => {
        $(pub(super) const $name: Words = Words { en: $en, es: $es };)*
        #[cfg(test)]
        pub(super) const $list: &[Words] = &[$($name),*];
    };
}

words! { SHARED:
    BILLED = "Billed" / "Cobrado";
    DISCOUNT = "Plan discount" / "Descuento del plan";
    PLAN_PRICE = "Plan’s price" / "Precio del plan";
    PLAN_PAID = "Plan paid" / "El plan pagó";
    YOU_OWE = "You owe" / "Usted debe";
    DEDUCTIBLE = "Deductible" / "Deducible";
    COPAY = "Copay" / "Copago";
    COINSURANCE = "Coinsurance" / "Coseguro";
    NOT_COVERED = "Not covered" / "No cubierto";
    DEDUCTIBLE_MEANS = "What you pay before your plan starts paying" / "Lo que usted paga antes de que su plan empiece a pagar";
    COPAY_MEANS = "A fixed amount for a visit or a prescription" / "Un monto fijo por una consulta o una receta";
    COINSURANCE_MEANS = "Your share of the plan’s price" / "Su parte del precio del plan";
    NOT_COVERED_MEANS = "What your plan does not pay for" / "Lo que su plan no paga";
    YOUR_PART = "What your part is made of" / "De qué se compone su parte";
    NOT_STATED_BY_PLAN = "Not stated by your plan" / "Su plan no lo indica";
    NOT_STATED = "Not stated" / "No indicado";
    NOT_YET = "Not yet" / "Todavía no";
    DONE = "What was done" / "Qué se hizo";
    SERVICE = "Service" / "Servicio";
    TOTAL = "Total" / "Total";
    AS_STATED = "as your plan states it" / "según lo indica su plan";
    UNNAMED_SERVICE = "A service your plan does not name" / "Un servicio que su plan no nombra";
    VISIT = "Doctor visit" / "Consulta médica";
    HOSPITAL = "Hospital & ER" / "Hospital y urgencias";
    LAB = "Lab & imaging" / "Laboratorio e imágenes";
    PHARMACY = "Pharmacy" / "Farmacia";
    THERAPY = "Therapy" / "Terapia";
    DENTAL = "Dental" / "Dental";
    VISION = "Vision" / "Vista";
    OTHER_CARE = "Other care" / "Otra atención";
    DECIDED = "Decided" / "Decidido";
    PENDING = "Still deciding" / "Sin decidir";
    REPLACED = "Replaced" / "Reemplazado";
    PREAUTHORIZATION = "Asked before care" / "Consultado antes";
    IN_NETWORK = "In network" / "Dentro de la red";
    OUT_OF_NETWORK = "Out of network" / "Fuera de la red";
    NO_DATE = "Date of care not stated" / "Fecha de atención no indicada";
    NO_NAME = "Name not stated" / "Nombre no indicado";
    REPLACED_NOTE = "Another claim replaced this one. Its amounts count nowhere."
        / "Otro reclamo reemplazó a este. Sus montos no cuentan en ninguna parte.";
    WHY_NOT = "Why your plan did not pay" / "Por qué no pagó su plan";
    WHY_NOT_A_PART = "Why your plan did not pay a part" / "Por qué no pagó su plan una parte";
    NO_WORDS = "A reason without words" / "Un motivo sin palabras";
    IN_PLANS_WORDS = "In your plan’s words:" / "En palabras de su plan:";
    REASON_CODE = "Reason code {code}, as stated by your plan" / "Código de motivo {code}, según su plan";
    REMARK_CODE = "Remark code {code}, as stated by your plan" / "Código de observación {code}, según su plan";
    PHARMACY_CODE = "Pharmacy code {code}, as stated by your plan" / "Código de farmacia {code}, según su plan";
    OTHER_CODE = "Code {code}, as stated by your plan" / "Código {code}, según su plan";
    NO_CODE = "No code stated" / "Código no indicado";
    GROUP = "group code {group}" / "código de grupo {group}";
    GROUP_WORDS = "group code {group}, {groupText}" / "código de grupo {group}, {groupText}";
    WHO_PAYS = "Who pays" / "Quién paga";
    PLANS_REASONS = "The plan’s reasons, as it words them" / "Los motivos del plan, en sus palabras";
    LOOK_AGAIN = "If you want the plan to look again" / "Si quiere que el plan lo revise";
    CHECK_LETTER = "Check your letter: its date is the one that counts."
        / "Revise su carta: la fecha que vale es la suya.";
    CHOOSE_PLAN = "How long you have depends on the kind of plan. Choose it and the app counts the days."
        / "El plazo depende del tipo de plan. Elíjalo y la aplicación cuenta los días.";
    NO_DECISION_DATE =
        "Your plan states no date for its decision. Enter the date on its letter and the app counts from there."
        / "Su plan no indica la fecha de su decisión. Escriba la fecha de su carta y la aplicación cuenta desde ahí.";
    FROM_LETTER = "We counted from the date of the letter that you entered."
        / "Contamos desde la fecha de la carta que usted escribió.";
    FROM_PLAN = "We counted from {start}, which your plan states. Its letter may have another date."
        / "Contamos desde el {start}, que indica su plan. Su carta puede tener otra fecha.";
    THE_RULE = "The rule: {source}" / "La regla: {source}";
    KIND_OF_PLAN = "Kind of plan" / "Tipo de plan";
    EMPLOYER = "Through work" / "Del trabajo";
    MARKETPLACE = "Marketplace, or bought by yourself" / "Del mercado de seguros, o comprado por usted";
    MEDICARE_ADVANTAGE = "Medicare Advantage" / "Medicare Advantage";
    MEDICAID = "Medicaid" / "Medicaid";
    STANDS = "Where your appeal stands" / "En qué punto está su apelación";
    NOT_SENT = "Not sent" / "Sin enviar";
    SENT = "Sent" / "Enviada";
    ANSWERED = "Answered" / "Respondida";
    YOUR_NOTE = "Your note" / "Su nota";
    NEXT = "What you can do next" / "Qué puede hacer ahora";
    ASK_PLAN = "Ask the plan to look again" / "Pida que el plan lo revise";
    AN_APPEAL = "This is called an appeal. It is free, and the doctor who ordered the care can help."
        / "Esto se llama apelación. Es gratis, y puede ayudarle el médico que ordenó la atención.";
    COLLECT = "What to collect" / "Qué reunir";
    OTHER_AMOUNTS = "Other amounts, as your plan calls them" / "Otros montos, como los llama su plan";
    UNNAMED = "Without a name" / "Sin nombre";
    LIMITS = "Your plan’s limits, as it states them here" / "Los límites de su plan, como los indica aquí";
    LIMIT_FOR = "For" / "Para";
    LIMIT = "Limit" / "Límite";
    USED = "Used" / "Usado";
    NOT_NAMED = "Not named by your plan" / "Su plan no lo nombra";
    UNUSUAL = "Unusual in what your plan sent" / "Inusual en lo que envió su plan";
    CARE_TEAM = "Care team" / "Equipo de atención";
    DIAGNOSIS = "Diagnosis" / "Diagnóstico";
    PROCEDURES = "Procedures" / "Procedimientos";
    PLAN_NOTES = "Notes from your plan" / "Notas de su plan";
    ALSO = "Also on this claim" / "También en este reclamo";
    PAYMENT = "Payment" / "Pago";
    PAID_ON = "Paid on" / "Pagado el";
    PAID_TO = "Paid to" / "Pagado a";
    PAYMENT_NUMBER = "Payment number" / "Número de pago";
    WHY_ADJUSTED = "Why it was adjusted" / "Por qué se ajustó";
    COVERAGE = "Coverage" / "Cobertura";
    APPROVED_BEFORE = "Approved before" / "Aprobado antes";
    ACCIDENT = "Accident" / "Accidente";
    NUMBERS = "Numbers" / "Números";
    PLAN = "Plan" / "Plan";
    KIND_OF_CLAIM = "Kind of claim" / "Tipo de reclamo";
    STATEMENT_MADE = "Statement made" / "Fecha del informe";
    NUMBER = "Number" / "Número";
    CLAIM_NUMBER = "Claim number" / "Número de reclamo";
    CLAIMS = "Claims" / "Reclamos";
    DATE = "Date" / "Fecha";
    WHO = "Who" / "Quién";
    WHAT = "What" / "Qué";
    STATUS = "Status" / "Estado";
    UNDATED = "Without a date" / "Sin fecha";
    NOT_COUNTED = "Not counted: {0}." / "No se cuentan: {0}.";
    INTACT = "It is as it was taken: its digest still fits." / "Está como se tomó: su huella digital coincide.";
    NOT_INTACT = "It is not as it was taken: its digest no longer fits."
        / "No está como se tomó: su huella digital ya no coincide.";
    ENTRY = "What the entry says" / "Lo que dice la entrada";
    ACCEPTING = "New patients" / "Pacientes nuevos";
    YES = "Yes" / "Sí";
    NOT_NOW = "Not now" / "Ahora no";
    EARLIER_PATIENTS = "Earlier patients only" / "Solo pacientes anteriores";
    FAMILIES = "Patients’ families only" / "Solo familias de pacientes";
    WHERE = "Where" / "Dónde";
    NO_ADDRESS = "No address stated" / "Sin dirección indicada";
    PLACE_NOT_FOUND = "The directory does not have this place" / "El directorio no tiene este lugar";
    PLACE_NOT_ASKED = "The directory was not asked yet" / "Todavía no se consultó el directorio";
    PHONE = "Phone" / "Teléfono";
    HOURS = "Hours" / "Horario";
    ALL_DAY = "all day" / "todo el día";
    LANGUAGES = "Languages" / "Idiomas";
    SPECIALTY = "Specialty, as the directory words it" / "Especialidad, en palabras del directorio";
    WORKS_FOR = "Works for" / "Trabaja para";
    PROVIDER_NUMBER = "Provider number (NPI)" / "Número de proveedor (NPI)";
    LIST_UPDATED = "Plan’s list updated" / "Lista del plan al día";
    OLD = "Old, over a year" / "Más de un año";
    NOT_IN_FORCE = "Not in force" / "No vigente";
    CONTRADICTED = "Another entry for this place says otherwise" / "Otra entrada de este lugar dice otra cosa";
    NETWORK = "Network" / "Red";
    NETWORK_NOT_FOUND = "{id}, which the directory does not have" / "{id}, que el directorio no tiene";
    UNSAID = "The directory does not say {0}." / "El directorio no dice {0}.";
    UNSAID_PLACE = "where they see patients" / "dónde atienden";
    UNSAID_NETWORKS = "which networks they are in" / "en qué redes están";
    UNSAID_NEW_PATIENTS = "whether they take new patients" / "si aceptan pacientes nuevos";
    UNSAID_PHONE = "a telephone number" / "un número de teléfono";
    UNSAID_LANGUAGES = "which languages they speak" / "qué idiomas hablan";
    UNSAID_HOURS = "their hours" / "su horario";
    UNSAID_UPDATED = "when the entry was last updated" / "cuándo se actualizó la entrada";
    BEFORE = "Before you go" / "Antes de ir";
    BEFORE_MEANS = "This is what the plan’s directory says. Directories can be wrong or old: the plan’s own telephone decides. Call them, and the office, before you go."
        / "Esto es lo que dice el directorio del plan. Los directorios pueden estar equivocados o desactualizados: lo que vale es lo que diga el plan por teléfono. Llame al plan y al consultorio antes de ir.";
    SOURCES = "Where this is from" / "De dónde viene esto";
    DIGEST = "Digest (SHA-256)" / "Huella digital (SHA-256)";
    CHECKS = "Checks of the plan’s numbers" / "Comprobaciones de los números del plan";
    CERTAIN = "Your plan’s numbers contradict each other." / "Los números de su plan se contradicen.";
    LIKELY = "Worth asking your plan about." / "Vale la pena preguntarle a su plan.";
    POSSIBLE = "This may well be right." / "Es muy posible que esté bien.";
    HISTORY = "History of this claim" / "Historia de este reclamo";
    RECEIVED = "Your plan received the claim" / "Su plan recibió el reclamo";
    FIRST_HAD = "Claimfolio first had it" / "Claimfolio lo tuvo por primera vez";
    SOMETHING_ELSE = "Your plan changed something else in it" / "Su plan cambió otra cosa en él";
    FROM_TO = "From “{before}” to “{after}”" / "De “{before}” a “{after}”";
    PLANS_REASON = "Your plan’s reason: “{0}”" / "Motivo de su plan: “{0}”";
    PLAN_NOTED = "Your plan noted: “{0}”" / "Nota de su plan: “{0}”";
    A_SERVICE = "A service" / "Un servicio";
    PAID_IN = "Payments that you made in {year}" / "Pagos que hizo en {year}";
    ALL_PAID = "All payments that you marked" / "Todos los pagos que marcó";
    UNREIMBURSED = "Not paid back yet" / "Aún sin reembolsar";
    BY_ACCOUNT = "Paid by your health account" / "Pagado por su cuenta de salud";
    MARKED = "Marked as paid" / "Marcado como pagado";
    NOTHING = "Nothing" / "Nada";
    NONE_MARKED = "None is marked in this time." / "No hay ninguno marcado en este tiempo.";
    PAYMENTS = "Payments" / "Pagos";
    PERSON = "Person" / "Persona";
    YEAR = "Year" / "Año";
    HOW = "How" / "Cómo";
    BY_PERSON = "By person" / "Por persona";
    BY_YEAR = "By year of payment" / "Por año de pago";
    NO_AMOUNT = "No amount entered" / "Sin monto";
    PAID_BACK = "Paid back by your health account on {0}" / "Reembolsado por su cuenta de salud el {0}";
    YOU_ENTERED = "You entered these payments; Claimfolio added them up. Whether something can be paid from a health account is \
        for its rules to say (IRS Publication 502). Paid with an HSA card or an FSA counts as paid by the account."
        / "Usted ingresó estos pagos; Claimfolio los sumó. Si algo se puede pagar de una cuenta de salud lo dicen las reglas \
        de la cuenta (Publicación 502 del IRS). Lo pagado con tarjeta HSA o FSA cuenta como pagado por la cuenta.";
    HSA_CARD = "HSA card" / "Tarjeta HSA";
    FSA = "FSA" / "FSA";
    CREDIT_CARD = "Credit card" / "Tarjeta de crédito";
    CASH = "Cash" / "Efectivo";
    CHECK = "Check" / "Cheque";
    ANOTHER_WAY = "Another way" / "De otra forma";
    STATED_BY = "stated by {0} of {1}" / "indicado en {0} de {1}";
}

words! { OWN:
    MADE = "Made by Claimfolio on {0} from data of {1}." / "Hecho por Claimfolio el {0} con datos de {1}.";
    UPDATED = "{0}, last updated {1}" / "{0}, con fecha del {1}";
    NO_BILL = "This is not a bill." / "Esto no es una factura.";
    PAGE = "Page {0} of {1}" / "Página {0} de {1}";
    FIGURES = "The figures of the claim" / "Las cifras del reclamo";
    ELEMENT = "Where it stands in what your plan sent" / "Dónde está en lo que envió su plan";
    AMOUNT = "Amount" / "Importe";
    CODE = "Code {0}" / "Código {0}";
    TIMES = "{0} × {1}" / "{0} × {1}";
    UNTIL = "Last day: {0}" / "Último día: {0}";
    ABOUT = "Last day: about {0}" / "Último día: cerca del {0}";
    SINCE = "{0}, {1}" / "{0}, {1}";
    PACKET = "Appeal of a claim" / "Apelación de un reclamo";
    PACKET_PARTS = "First what you need to know, for yourself. Then the letter. Then the claim with its figures as your plan \
        states them, to send along."
        / "Primero, lo que usted necesita saber. Luego, la carta. Después, el reclamo con sus cifras como las indica su plan, \
        para adjuntarlo.";
    BLANKS = "The letter still has blanks in square brackets. Fill them in before you send it."
        / "La carta aún tiene espacios entre corchetes. Llénelos antes de enviarla.";
    THE_CLAIM = "The claim" / "El reclamo";
    CLAIMS_OF = "Claims of {0}" / "Reclamos de {0}";
    CLAIM_LIST = "The claims, newest first" / "Los reclamos, del más nuevo al más antiguo";
    SUMS = "What they add up to" / "Lo que suman";
    ADDED_UP = "Added up by Claimfolio from {0}." / "Sumado por Claimfolio a partir de {0}.";
    MONTH_SUMS = "The sums of months are added up by Claimfolio from the claims of the month that your plan decided."
        / "Las sumas de los meses las suma Claimfolio a partir de los reclamos del mes que su plan decidió.";
    ONLY = "Only: {0}." / "Solo: {0}.";
    WITH_WORDS = "with the words “{0}”" / "con las palabras «{0}»";
    NEWS = "new or changed" / "nuevos o con cambios";
    FROM_DAY = "from {0}" / "desde el {0}";
    BEFORE_DAY = "before {0}" / "antes del {0}";
    BAR = "The bar is the bill, from left to right: plan discount, plan paid, you owe. The table has the same figures."
        / "La barra es lo cobrado, de izquierda a derecha: descuento del plan, lo que el plan pagó, lo que usted debe. La tabla \
        tiene las mismas cifras.";
    WENT = "{name} went from {before} to {after}" / "{name}: pasó de {before} a {after}";
    WAS_STATED = "{name}: your plan stated {after}" / "{name}: su plan indicó {after}";
    NO_LONGER = "{name}: no longer stated by your plan (it was {before})" / "{name}: su plan ya no lo indica (era {before})";
    LINE_ADDED = "Added: {service}, billed {amount}" / "Se agregó: {service}, cobrado {amount}";
    LINE_REMOVED = "No longer there: {service}, billed {amount}" / "Ya no está: {service}, cobrado {amount}";
    MORE_CHANGE = "and 1 more change" / "y 1 cambio más";
    MORE_CHANGES = "and {0} more changes" / "y {0} cambios más";
    PAID = "Paid" / "Pagado";
    ONE_WITHOUT = "1 payment has no amount and is in no sum." / "1 pago no tiene monto y no está en ninguna suma.";
    MORE_WITHOUT = "{0} payments have no amount and are in no sum." / "{0} pagos no tienen monto y no están en ninguna suma.";
    ONE_RECEIPT = "1 receipt kept" / "1 recibo guardado";
    MORE_RECEIPTS = "{0} receipts kept" / "{0} recibos guardados";
    NPI = "NPI {0}" / "NPI {0}";
    MORE_LINES = "and on {0} more lines" / "y en {0} líneas más";
    MORE_LINE = "and on 1 more line" / "y en 1 línea más";
    ONE_CLAIM = "1 claim" / "1 reclamo";
    MANY_CLAIMS = "{0} claims" / "{0} reclamos";
    ONE_DECIDED = "1 decided claim" / "1 reclamo decidido";
    MANY_DECIDED = "{0} decided claims" / "{0} reclamos decididos";
    COPY_OF = "A copy of what {0}’s directory said: {1}." / "Una copia de lo que decía el directorio de {0}: {1}.";
    WHEN = "{0}, {1} (UTC{2})" / "{0}, {1} (UTC{2})";
    MONDAY = "Mon" / "lun";
    TUESDAY = "Tue" / "mar";
    WEDNESDAY = "Wed" / "mié";
    THURSDAY = "Thu" / "jue";
    FRIDAY = "Fri" / "vie";
    SATURDAY = "Sat" / "sáb";
    SUNDAY = "Sun" / "dom";
    ROLES = "Each role, place and network" / "Cada función, lugar y red";
    ROLES_MEAN = "One line for each. What is listed for one place need not be so at another."
        / "Una línea para cada uno. Lo que figura para un lugar puede no valer en otro.";
    ROLE = "Entry in the directory" / "Entrada del directorio";
    TAKEN = "The directory gave these at {0} (UTC)." / "El directorio los dio a las {0} (UTC).";
    RESOURCE = "What it gave" / "Qué dio";
    ADDRESS = "The address that was asked" / "La dirección que se consultó";
    HOW_TO_CHECK = "How to check it" / "Cómo comprobarla";
    CHECK_SAVE = "In Claimfolio, open this dated copy and choose “Save as a file”. The file holds what the directory gave, letter for letter, each on a line of its own."
        / "En Claimfolio, abra esta copia fechada y elija «Guardar como archivo». El archivo contiene lo que dio el directorio, letra por letra, cada cosa en su línea.";
    CHECK_RUN = "Make the file’s own SHA-256: on Linux with sha256sum FILE, on macOS with shasum -a 256 FILE, on Windows with certutil -hashfile FILE SHA256. No part of Claimfolio is needed for it."
        / "Calcule la SHA-256 del archivo: en Linux con sha256sum ARCHIVO, en macOS con shasum -a 256 ARCHIVO, en Windows con certutil -hashfile ARCHIVO SHA256. No hace falta Claimfolio para ello.";
    CHECK_COMPARE = "If it is the number above, the file is what this paper was made from, and nothing of it was changed."
        / "Si es el número de arriba, el archivo es aquello de lo que se hizo este papel, y nada de él se cambió.";
    RECOVERY_CODE = "Recovery code for Claimfolio" / "Código de recuperación de Claimfolio";
    RECOVERY_OPENS = "Opens the records on the computer where it was made."
        / "Abre los registros en la computadora donde se hizo.";
    RECOVERY_WHEN = "When you need it" / "Cuándo lo necesita";
    RECOVERY_HOW = "Claimfolio asks for it where the computer has lost the key of your records, or where you no longer know your passphrase. Type it in as it stands here; blanks and hyphens do not matter."
        / "Claimfolio lo pide cuando la computadora perdió la clave de sus registros, o cuando usted ya no sabe su frase de contraseña. Escríbalo tal como está aquí; los espacios y guiones no importan.";
    RECOVERY_KEEP = "How to keep it" / "Cómo guardarlo";
    RECOVERY_KEEP_HOW = "Away from the computer, as you would keep a spare key. Whoever has this sheet and the computer can read your records. A new code makes this one useless."
        / "Lejos de la computadora, como guardaría una llave de repuesto. Quien tenga esta hoja y la computadora puede leer sus registros. Un código nuevo deja este sin valor.";
    MADE_RECOVERY = "Made by Claimfolio on {0}." / "Hecho por Claimfolio el {0}.";
    MADE_COPY = "Made by Claimfolio on {0} from a dated copy." / "Hecho por Claimfolio el {0} a partir de una copia fechada.";
    COUNT_PENDING = "{0} still deciding" / "{0} sin decidir";
    COUNT_NOT_COVERED = "{0} not covered" / "{0} sin cobertura";
    COUNT_REPLACED = "{0} replaced" / "{0} con reemplazo";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use super::*;

    /// The messages of a catalogue with their translations.
    fn catalogue(language: &str) -> HashSet<(String, String)> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../ui/src/i18n/locales/{language}.po"));
        let text = std::fs::read_to_string(path).unwrap();
        let unquoted = |line: &str| {
            line.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"')).map_or("", |(inside, _)| inside).to_owned()
        };
        let (mut found, mut id, mut words, mut in_words) = (HashSet::new(), String::new(), String::new(), false);
        for line in text.lines().chain([""]) {
            if line.starts_with("msgid ") {
                (id, words, in_words) = (unquoted(line), String::new(), false);
            } else if line.starts_with("msgstr ") {
                (words, in_words) = (unquoted(line), true);
            } else if line.starts_with('"') {
                if in_words { &mut words } else { &mut id }.push_str(&unquoted(line));
            } else if line.is_empty() {
                found.insert((id.clone(), words.clone()));
            }
        }
        found
    }

    #[test]
    fn a_thing_has_one_name_on_paper_and_on_screen() {
        let (english, spanish) = (catalogue("en"), catalogue("es"));
        assert!(spanish.len() > 400);
        for words in SHARED {
            assert!(english.contains(&(words.en.to_owned(), words.en.to_owned())), "no screen says “{}”", words.en);
            assert!(
                spanish.contains(&(words.en.to_owned(), words.es.to_owned())),
                "the screens do not say “{}” for “{}”",
                words.es,
                words.en
            );
        }
    }

    #[test]
    fn both_languages_have_the_same_places() {
        let places = |text: &str| -> Vec<String> {
            let mut found: Vec<String> =
                text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
            found.sort();
            found
        };
        for words in SHARED.iter().chain(OWN) {
            assert_eq!(places(words.en), places(words.es), "{}", words.en);
            assert!(!words.es.is_empty());
        }
    }
}
