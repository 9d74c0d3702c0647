//! What the reasons mean that members meet most, in this app's own words. The codes are facts; the official texts behind
//! them are licensed and are not here: the plan's own words always stand beside these. A code that is not in the tables
//! gets no words.

use crate::ipc::{Bilingual, ReasonHelp, ReasonList};

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    PriorApproval,
    ApprovalExceeded,
    NotNeeded,
    NotABenefit,
    Experimental,
    NotCoveredThen,
    MemberNotFound,
    OtherInsurance,
    Accident,
    OtherPayer,
    SentLate,
    SentTwice,
    InformationMissing,
    InformationFromYou,
    PaidWithAnother,
    LimitReached,
    OutOfNetwork,
    CodesDoNotFit,
    ProviderNotEligible,
    UnderReview,
    RefillTooSoon,
    /// The member's share and the contract's price: no refusal.
    MemberShare,
    ContractPrice,
}

impl Topic {
    /// Whether the plan refuses something by it.
    pub(super) fn is_refusal(self) -> bool {
        !matches!(self, Self::MemberShare | Self::ContractPrice)
    }

    /// The topic of a code.
    pub(super) fn of(list: ReasonList, code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_uppercase();
        match list {
            ReasonList::Adjustment => Self::of_adjustment(code.trim_start_matches('0')),
            ReasonList::Remark => Self::of_remark(&code),
            ReasonList::Pharmacy => Self::of_pharmacy(&code),
            ReasonList::Other => None,
        }
    }

    fn of_adjustment(code: &str) -> Option<Self> {
        Some(match code {
            "15" | "197" | "243" | "288" | "296" => Self::PriorApproval,
            "198" => Self::ApprovalExceeded,
            "50" | "150" | "151" => Self::NotNeeded,
            "49" | "96" | "167" | "204" => Self::NotABenefit,
            "55" | "56" => Self::Experimental,
            "26" | "27" | "177" | "200" => Self::NotCoveredThen,
            "31" | "140" => Self::MemberNotFound,
            "22" => Self::OtherInsurance,
            "19" | "20" | "21" => Self::Accident,
            "24" | "109" => Self::OtherPayer,
            "29" => Self::SentLate,
            "18" => Self::SentTwice,
            "16" | "163" | "226" | "250" | "251" | "252" => Self::InformationMissing,
            "227" => Self::InformationFromYou,
            "97" | "231" | "234" | "236" => Self::PaidWithAnother,
            "35" | "119" | "149" => Self::LimitReached,
            "242" => Self::OutOfNetwork,
            "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "58" | "146" | "181" | "182" | "199" => {
                Self::CodesDoNotFit
            }
            "170" | "171" | "172" | "183" | "185" | "206" | "207" | "208" | "B7" => Self::ProviderNotEligible,
            "133" => Self::UnderReview,
            "1" | "2" | "3" => Self::MemberShare,
            "45" => Self::ContractPrice,
            _ => return None,
        })
    }

    fn of_remark(code: &str) -> Option<Self> {
        Some(match code {
            "M15" => Self::PaidWithAnother,
            "M25" | "N115" => Self::NotNeeded,
            "M51" | "M76" | "MA63" | "MA130" | "N290" | "N382" => Self::InformationMissing,
            "MA04" | "N4" => Self::OtherInsurance,
            "N95" => Self::ProviderNotEligible,
            "N130" => Self::NotABenefit,
            "N179" => Self::InformationFromYou,
            "N362" => Self::LimitReached,
            _ => return None,
        })
    }

    fn of_pharmacy(code: &str) -> Option<Self> {
        Some(match code {
            "41" => Self::OtherInsurance,
            "65" | "69" => Self::NotCoveredThen,
            "70" => Self::NotABenefit,
            "75" => Self::PriorApproval,
            "76" => Self::LimitReached,
            "79" => Self::RefillTooSoon,
            _ => return None,
        })
    }

    /// The topic in words: a name, what it means, what usually helps, what to ask.
    #[allow(clippy::too_many_lines, reason = "a table")]
    pub(super) fn help(self) -> ReasonHelp {
        match self {
            Self::PriorApproval => help(
                ["No approval before the care", "Falta la aprobación previa"],
                [
                    "Some care needs the plan’s OK ahead of time. This is called prior authorization. The plan has no record of one.",
                    "Algunas atenciones necesitan el visto bueno del plan por adelantado. Esto se llama autorización previa. El plan no tiene constancia de una.",
                ],
                [
                    "The provider can often send the approval, or ask for one after the fact. In an emergency no approval was needed: say so.",
                    "El proveedor a menudo puede enviar la aprobación o pedirla después. En una emergencia no hacía falta: dígalo.",
                ],
                [
                    "Ask the provider: did you ask for approval, what is its number, and will you send it to the plan?",
                    "Pregunte al proveedor: ¿pidieron la aprobación, cuál es su número y se la enviarán al plan?",
                ],
            ),
            Self::ApprovalExceeded => help(
                ["More care than was approved", "Más atención de la aprobada"],
                [
                    "The plan approved this care, and counts more visits, days or units than it approved.",
                    "El plan aprobó esta atención y cuenta más visitas, días o unidades de los que aprobó.",
                ],
                [
                    "The provider can ask the plan to widen the approval, with notes on why more was needed.",
                    "El proveedor puede pedir que el plan amplíe la aprobación, con notas de por qué hizo falta más.",
                ],
                [
                    "Ask the provider: how much was approved, how much was billed, and can the approval be widened?",
                    "Pregunte al proveedor: ¿cuánto se aprobó, cuánto se cobró y se puede ampliar la aprobación?",
                ],
            ),
            Self::NotNeeded => help(
                ["The plan does not see why it was needed", "El plan no ve por qué hacía falta"],
                [
                    "The plan found that this care, or this much of it, was not needed for the diagnosis it was told. This is called medical necessity.",
                    "El plan consideró que esta atención, o tanta, no hacía falta para el diagnóstico que le indicaron. Esto se llama necesidad médica.",
                ],
                [
                    "A letter from the doctor who ordered it, with the notes of the visit, is what most often changes this.",
                    "Lo que más a menudo cambia esto es una carta del médico que la ordenó, con las notas de la consulta.",
                ],
                [
                    "Ask the plan: which rule did you use, may I have a copy, and can my doctor speak with yours?",
                    "Pregunte al plan: ¿qué regla usaron, me dan una copia y puede mi médico hablar con el suyo?",
                ],
            ),
            Self::NotABenefit => help(
                ["Not among what the plan pays for", "No está entre lo que paga el plan"],
                [
                    "The plan says that its benefits do not include this care, or not for this diagnosis.",
                    "El plan dice que sus beneficios no incluyen esta atención, o no para este diagnóstico.",
                ],
                [
                    "Look it up in the plan’s benefits booklet. Sometimes the care was billed under the wrong code, as a routine visit for example.",
                    "Búsquelo en el folleto de beneficios del plan. A veces se cobró con un código equivocado, por ejemplo como visita de rutina.",
                ],
                [
                    "Ask the plan: which page of my benefits says so? Ask the provider: is the code right for what was done?",
                    "Pregunte al plan: ¿qué página de mis beneficios lo dice? Pregunte al proveedor: ¿es correcto el código para lo que se hizo?",
                ],
            ),
            Self::Experimental => help(
                ["The plan counts it as experimental", "El plan lo considera experimental"],
                [
                    "The plan says that it is not yet proven well enough that this treatment works.",
                    "El plan dice que aún no está bastante probado que este tratamiento funcione.",
                ],
                [
                    "A letter from the doctor with studies and what was tried before can help. An independent review outside the plan is often possible.",
                    "Puede ayudar una carta del médico con estudios y lo que se probó antes. A menudo es posible una revisión independiente fuera del plan.",
                ],
                [
                    "Ask the plan: which rule did you use, and how do I ask for an external review?",
                    "Pregunte al plan: ¿qué regla usaron y cómo pido una revisión externa?",
                ],
            ),
            Self::NotCoveredThen => help(
                ["Not insured with the plan on that day", "Sin seguro con el plan ese día"],
                [
                    "The plan’s records say that the coverage had not begun, or had ended, on the day of care.",
                    "Según los registros del plan, la cobertura no había empezado o ya había terminado el día de la atención.",
                ],
                [
                    "If you were insured that day, send proof: a card, a pay slip, a letter of the plan. If another plan covered you, the provider can bill that one.",
                    "Si tenía seguro ese día, envíe una prueba: tarjeta, recibo de sueldo, carta del plan. Si le cubría otro plan, el proveedor puede cobrarle a ese.",
                ],
                [
                    "Ask the plan: from which day to which day was I covered?",
                    "Pregunte al plan: ¿desde qué día hasta qué día tuve cobertura?",
                ],
            ),
            Self::MemberNotFound => help(
                ["The plan could not match the person", "El plan no pudo identificar a la persona"],
                [
                    "The name, birth date or member number on the bill does not match the plan’s records.",
                    "El nombre, la fecha de nacimiento o el número de miembro de la cuenta no coinciden con los registros del plan.",
                ],
                [
                    "Give the provider a copy of the card and ask them to send the bill again.",
                    "Dele al proveedor una copia de la tarjeta y pídale que envíe la cuenta otra vez.",
                ],
                [
                    "Ask the provider: which name and member number did you send?",
                    "Pregunte al proveedor: ¿qué nombre y número de miembro enviaron?",
                ],
            ),
            Self::OtherInsurance => help(
                ["Another insurance may come first", "Otro seguro puede ir primero"],
                [
                    "The plan believes that another insurance has to pay before it does, or wants to see what that one paid. This is called coordination of benefits.",
                    "El plan cree que otro seguro debe pagar antes, o quiere ver lo que ese pagó. Esto se llama coordinación de beneficios.",
                ],
                [
                    "Tell the plan whether you have other insurance; many plans ask once a year. If you do, send it the other plan’s statement.",
                    "Dígale al plan si tiene otro seguro; muchos lo preguntan una vez al año. Si lo tiene, envíele el resumen del otro plan.",
                ],
                [
                    "Ask the plan: which other insurance do you have on file for me, and what do you need to pay this?",
                    "Pregunte al plan: ¿qué otro seguro tienen registrado y qué necesitan para pagar esto?",
                ],
            ),
            Self::Accident => help(
                ["Another insurance may pay for the injury", "Otro seguro puede pagar la lesión"],
                [
                    "The plan believes that the care was for an injury at work, on the road or somewhere else where another insurance pays.",
                    "El plan cree que la atención fue por una lesión en el trabajo, en el tránsito u otro lugar donde paga otro seguro.",
                ],
                [
                    "If it was no such injury, tell the plan; it often sends a form for that. If it was, give the provider that insurance’s claim number.",
                    "Si no fue una lesión así, dígaselo al plan; suele enviar un formulario. Si lo fue, dele al proveedor el número de caso de ese seguro.",
                ],
                [
                    "Ask the plan: why do you think so, and is there a form for me to fill in?",
                    "Pregunte al plan: ¿por qué lo creen y hay un formulario que deba llenar?",
                ],
            ),
            Self::OtherPayer => help(
                ["Sent to the wrong place", "Enviado al lugar equivocado"],
                [
                    "The plan says that somebody else pays for this: another plan, or a medical group that the plan pays by the month.",
                    "El plan dice que esto lo paga otro: otro plan, o un grupo médico al que el plan paga por mes.",
                ],
                [
                    "The provider has to send the bill to the right place. You usually need to do nothing but give them your card.",
                    "El proveedor debe enviar la cuenta al lugar correcto. Usted normalmente solo debe darle su tarjeta.",
                ],
                [
                    "Ask the plan: where does this bill have to go? Then tell the provider.",
                    "Pregunte al plan: ¿adónde debe ir esta cuenta? Después, dígaselo al proveedor.",
                ],
            ),
            Self::SentLate => help(
                ["The bill came too late", "La cuenta llegó tarde"],
                [
                    "Plans take bills for a set time after the care. The plan says that this one came after it.",
                    "Los planes aceptan cuentas durante un plazo después de la atención. El plan dice que esta llegó después.",
                ],
                [
                    "The provider may have proof that it was sent in time. If you gave your card late, tell the plan why.",
                    "El proveedor puede tener prueba de que la envió a tiempo. Si usted dio su tarjeta tarde, dígale al plan por qué.",
                ],
                [
                    "Ask the provider: when did you first send it, and does your contract let you charge me for sending it late?",
                    "Pregunte al proveedor: ¿cuándo la enviaron por primera vez y les permite su contrato cobrarme por enviarla tarde?",
                ],
            ),
            Self::SentTwice => help(
                ["The plan has this bill already", "El plan ya tiene esta cuenta"],
                [
                    "The plan took this for a copy of a bill that it has decided, or is deciding.",
                    "El plan la tomó por una copia de una cuenta que ya decidió o está decidiendo.",
                ],
                [
                    "Look for the other claim here: same day, same provider. If the care really happened twice, the provider can say so to the plan.",
                    "Busque aquí el otro reclamo: mismo día, mismo proveedor. Si la atención de verdad ocurrió dos veces, el proveedor puede decírselo al plan.",
                ],
                [
                    "Ask the plan: what is the number of the first claim, and how was it decided?",
                    "Pregunte al plan: ¿cuál es el número del primer reclamo y cómo se decidió?",
                ],
            ),
            Self::InformationMissing => help(
                ["Something is missing on the bill", "Falta algo en la cuenta"],
                [
                    "The plan could not decide, because the bill lacks something or has a mistake: a code, a number, a record.",
                    "El plan no pudo decidir, porque a la cuenta le falta algo o tiene un error: un código, un número, un expediente.",
                ],
                [
                    "The provider can mend the bill and send it again. No appeal is needed for that as a rule.",
                    "El proveedor puede corregir la cuenta y enviarla de nuevo. Por lo general no hace falta una apelación.",
                ],
                [
                    "Ask the provider: do you know what is missing, and when will you send it again?",
                    "Pregunte al proveedor: ¿saben qué falta y cuándo la enviarán de nuevo?",
                ],
            ),
            Self::InformationFromYou => help(
                ["The plan needs something from you", "El plan necesita algo de usted"],
                [
                    "The plan asked you for information, on other insurance or an accident for example, and has not had it.",
                    "El plan le pidió información, por ejemplo sobre otro seguro o un accidente, y no la ha recibido.",
                ],
                [
                    "Answer the plan’s letter or call. Once it has the answer, it decides the claim again.",
                    "Responda la carta del plan o llame. Cuando tenga la respuesta, vuelve a decidir el reclamo.",
                ],
                [
                    "Ask the plan: what do you need from me, and will you then look at this claim again by yourselves?",
                    "Pregunte al plan: ¿qué necesitan de mí y volverán entonces a revisar este reclamo por su cuenta?",
                ],
            ),
            Self::PaidWithAnother => help(
                ["Counted as part of another service", "Cuenta como parte de otro servicio"],
                [
                    "The plan says that this service belongs to another one that it has priced already, and pays nothing extra for it.",
                    "El plan dice que este servicio pertenece a otro al que ya puso precio, y no paga nada más por él.",
                ],
                [
                    "See whether the other service was paid. If the two were really separate, the provider can bill them so.",
                    "Vea si se pagó el otro servicio. Si de verdad fueron separados, el proveedor puede cobrarlos así.",
                ],
                [
                    "Ask the provider: was this a separate service, and may you charge me for it at all?",
                    "Pregunte al proveedor: ¿fue un servicio separado y pueden cobrármelo siquiera?",
                ],
            ),
            Self::LimitReached => help(
                ["A limit of the plan is reached", "Se alcanzó un límite del plan"],
                [
                    "The plan pays for a set number of visits, days or units, or up to a set amount. It says that this is used up.",
                    "El plan paga un número fijo de visitas, días o unidades, o hasta un importe. Dice que ya se agotó.",
                ],
                [
                    "Count the visits here and compare. For some kinds of care more can be approved when a doctor asks.",
                    "Cuente aquí las visitas y compare. En algunas atenciones se puede aprobar más si lo pide un médico.",
                ],
                [
                    "Ask the plan: what is the limit, what did you count, and can more be approved?",
                    "Pregunte al plan: ¿cuál es el límite, qué contaron y se puede aprobar más?",
                ],
            ),
            Self::OutOfNetwork => help(
                ["Outside the plan’s network", "Fuera de la red del plan"],
                [
                    "The plan says that the provider has no contract with it, and that it pays nothing, or less, for such care.",
                    "El plan dice que el proveedor no tiene contrato con él y que por esa atención no paga, o paga menos.",
                ],
                [
                    "Emergencies, and doctors whom you could not choose in a hospital of the network, are protected by federal law (No Surprises Act).",
                    "Las emergencias, y los médicos que no pudo elegir en un hospital de la red, están protegidos por ley federal (No Surprises Act).",
                ],
                [
                    "Ask the plan: was this provider in the network that day, and does the No Surprises Act apply?",
                    "Pregunte al plan: ¿estaba este proveedor en la red ese día y se aplica la ley No Surprises Act?",
                ],
            ),
            Self::CodesDoNotFit => help(
                ["The codes do not fit together", "Los códigos no concuerdan"],
                [
                    "The plan finds that a code on the bill does not fit another one, or the person, the place or the date.",
                    "El plan considera que un código de la cuenta no concuerda con otro, o con la persona, el lugar o la fecha.",
                ],
                [
                    "The provider can mend the codes and send the bill again. No appeal is needed for that as a rule.",
                    "El proveedor puede corregir los códigos y enviar la cuenta de nuevo. Por lo general no hace falta una apelación.",
                ],
                [
                    "Ask the provider: is this code right, and will you send a corrected bill?",
                    "Pregunte al proveedor: ¿es correcto este código y enviarán una cuenta corregida?",
                ],
            ),
            Self::ProviderNotEligible => help(
                ["The plan does not pay this provider for it", "El plan no le paga esto a este proveedor"],
                [
                    "The plan finds that this provider was not registered, certified or named on the bill in the way that it needs for this service.",
                    "El plan considera que este proveedor no estaba registrado, certificado o indicado en la cuenta como hace falta para este servicio.",
                ],
                [
                    "The provider has to clear this with the plan, and can often send the bill again.",
                    "El proveedor debe aclararlo con el plan y a menudo puede enviar la cuenta de nuevo.",
                ],
                [
                    "Ask the provider: will you settle this with the plan, and may you charge me meanwhile?",
                    "Pregunte al proveedor: ¿lo arreglarán con el plan y pueden cobrarme mientras tanto?",
                ],
            ),
            Self::UnderReview => help(
                ["The plan is still looking at it", "El plan todavía lo revisa"],
                [
                    "The plan has put this aside until it has reviewed it.",
                    "El plan lo ha apartado hasta terminar de revisarlo.",
                ],
                ["Wait for the next decision before you pay.", "Espere la próxima decisión antes de pagar."],
                [
                    "Ask the plan: do you need anything, and when will you decide?",
                    "Pregunte al plan: ¿necesitan algo y cuándo decidirán?",
                ],
            ),
            Self::RefillTooSoon => help(
                ["Refilled too soon", "Resurtido demasiado pronto"],
                [
                    "By the plan’s count there should be medicine left from the last time.",
                    "Según la cuenta del plan, aún debería quedar medicamento de la última vez.",
                ],
                [
                    "The pharmacy can say from which day on it can be filled. For travel, loss or a changed dose plans make exceptions.",
                    "La farmacia puede decir desde qué día se puede surtir. Por viaje, pérdida o cambio de dosis los planes hacen excepciones.",
                ],
                [
                    "Ask the pharmacy: from which day on, and can you ask the plan for an exception?",
                    "Pregunte a la farmacia: ¿desde qué día y pueden pedir una excepción al plan?",
                ],
            ),
            Self::MemberShare => help(
                ["Your share under the plan", "Su parte según el plan"],
                [
                    "This is your deductible, coinsurance or copay. It is no refusal.",
                    "Es su deducible, coseguro o copago. No es un rechazo.",
                ],
                [
                    "Compare it with what your benefits say for this kind of care.",
                    "Compárelo con lo que dicen sus beneficios para este tipo de atención.",
                ],
                ["Ask the plan: how was my share worked out?", "Pregunte al plan: ¿cómo se calculó mi parte?"],
            ),
            Self::ContractPrice => help(
                ["More than the plan’s price", "Más que el precio del plan"],
                [
                    "The bill is higher than the price that the plan allows. This part is cut off the bill. It is no refusal.",
                    "La cuenta es mayor que el precio que permite el plan. Esta parte se descuenta. No es un rechazo.",
                ],
                ["A provider in the network may not charge you for it.", "Un proveedor de la red no puede cobrársela."],
                [
                    "If you get a bill for it, ask the plan whether the provider may send one.",
                    "Si recibe una cuenta por ella, pregunte al plan si el proveedor puede enviarla.",
                ],
            ),
        }
    }

    #[cfg(test)]
    pub(super) const ALL: [Self; 23] = [
        Self::PriorApproval,
        Self::ApprovalExceeded,
        Self::NotNeeded,
        Self::NotABenefit,
        Self::Experimental,
        Self::NotCoveredThen,
        Self::MemberNotFound,
        Self::OtherInsurance,
        Self::Accident,
        Self::OtherPayer,
        Self::SentLate,
        Self::SentTwice,
        Self::InformationMissing,
        Self::InformationFromYou,
        Self::PaidWithAnother,
        Self::LimitReached,
        Self::OutOfNetwork,
        Self::CodesDoNotFit,
        Self::ProviderNotEligible,
        Self::UnderReview,
        Self::RefillTooSoon,
        Self::MemberShare,
        Self::ContractPrice,
    ];
}

/// What helps whatever the reason is.
pub(super) fn general() -> ReasonHelp {
    help(
        ["What helps in any case", "Lo que ayuda en cualquier caso"],
        [
            "This app has no words of its own for this reason. What your plan says stands above.",
            "Esta aplicación no tiene palabras propias para este motivo. Arriba está lo que dice su plan.",
        ],
        [
            "Call the provider first: many refusals are mended by a corrected bill. If not, you can ask the plan to look again.",
            "Llame primero al proveedor: muchos rechazos se arreglan con una cuenta corregida. Si no, puede pedir que el plan lo revise.",
        ],
        [
            "Ask the plan: what does this reason mean, what would change the decision, and who pays until then?",
            "Pregunte al plan: ¿qué significa este motivo, qué cambiaría la decisión y quién paga hasta entonces?",
        ],
    )
}

fn help(title: [&str; 2], meaning: [&str; 2], helps: [&str; 2], ask: [&str; 2]) -> ReasonHelp {
    let both = |[en, es]: [&str; 2]| Bilingual::of(en, es);
    ReasonHelp { title: both(title), meaning: both(meaning), helps: both(helps), ask: both(ask) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_words_of_its_own_in_both_languages() {
        let mut titles = Vec::new();
        for topic in Topic::ALL {
            let ReasonHelp { title, meaning, helps, ask } = topic.help();
            for text in [&title, &meaning, &helps, &ask] {
                assert!(!text.en.is_empty() && !text.es.is_empty() && text.en != text.es, "{topic:?}");
            }
            titles.push(title.en);
        }
        titles.sort_unstable();
        titles.dedup();
        assert_eq!(titles.len(), Topic::ALL.len());
    }

    #[test]
    fn a_code_means_something_in_its_own_list_only() {
        use ReasonList::{Adjustment, Other, Pharmacy, Remark};
        for (list, code, topic) in [
            (Adjustment, "197", Some(Topic::PriorApproval)),
            (Adjustment, "029", Some(Topic::SentLate)),
            (Adjustment, " b7 ", Some(Topic::ProviderNotEligible)),
            (Adjustment, "75", None),
            (Adjustment, "N130", None),
            (Remark, "n130", Some(Topic::NotABenefit)),
            (Remark, "197", None),
            (Pharmacy, "75", Some(Topic::PriorApproval)),
            (Pharmacy, "197", None),
            (Other, "197", None),
            (Adjustment, "", None),
        ] {
            assert_eq!(Topic::of(list, code), topic, "{list:?} {code}");
        }
    }
}
