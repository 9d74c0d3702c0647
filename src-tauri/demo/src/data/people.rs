//! The made-up members. Nobody here exists.

/// Number of the family's members.
pub(crate) const FAMILY: usize = 4;

/// What a person is to the subscriber.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relationship {
    Myself,
    Spouse,
    Child,
}

impl Relationship {
    /// The code of `http://terminology.hl7.org/CodeSystem/subscriber-relationship`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Relationship::Myself => "self",
            Relationship::Spouse => "spouse",
            Relationship::Child => "child",
        }
    }
}

/// One made-up person.
#[derive(Debug)]
pub(crate) struct Person {
    /// FHIR id of the Patient.
    pub(crate) id: &'static str,
    /// FHIR id of the Coverage.
    pub(crate) coverage: &'static str,
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
    pub(crate) born: &'static str,
    /// FHIR administrative gender.
    pub(crate) gender: &'static str,
    pub(crate) relationship: Relationship,
    /// The last two digits of the member number.
    pub(crate) dependent: &'static str,
    /// The number on the card.
    pub(crate) member_number: &'static str,
    /// Index of the subscriber in [`PEOPLE`].
    pub(crate) subscriber: usize,
}

/// Everyone: the family first, then a member whose plan has no claims yet.
pub(crate) const PEOPLE: [Person; 5] = [
    Person {
        id: "4471029301",
        coverage: "447102931",
        given: "Maria",
        family: "Alvarez",
        born: "1982-03-02",
        gender: "female",
        relationship: Relationship::Myself,
        dependent: "01",
        member_number: "EVG 4471 0293 01",
        subscriber: 0,
    },
    Person {
        id: "4471029302",
        coverage: "447102932",
        given: "Daniel",
        family: "Alvarez",
        born: "1980-09-19",
        gender: "male",
        relationship: Relationship::Spouse,
        dependent: "02",
        member_number: "EVG 4471 0293 02",
        subscriber: 0,
    },
    Person {
        id: "4471029303",
        coverage: "447102933",
        given: "Sofia",
        family: "Alvarez",
        born: "2015-05-27",
        gender: "female",
        relationship: Relationship::Child,
        dependent: "03",
        member_number: "EVG 4471 0293 03",
        subscriber: 0,
    },
    Person {
        id: "4471029304",
        coverage: "447102934",
        given: "Leo",
        family: "Alvarez",
        born: "2020-01-08",
        gender: "male",
        relationship: Relationship::Child,
        dependent: "04",
        member_number: "EVG 4471 0293 04",
        subscriber: 0,
    },
    Person {
        id: "4471880501",
        coverage: "447188051",
        given: "Jordan",
        family: "Reyes",
        born: "1999-11-30",
        gender: "other",
        relationship: Relationship::Myself,
        dependent: "01",
        member_number: "EVG 4471 8805 01",
        subscriber: 4,
    },
];

/// Who can be chosen on the sign-in page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Member {
    /// The subscriber: sees the whole family.
    Maria,
    /// An adult in the family: sees his own records only.
    Daniel,
    /// A new member without any claim.
    Jordan,
    /// Someone whose plan is not served: always ends in `access_denied`.
    Robin,
}

impl Member {
    /// Everyone who can be chosen, in the order of the page.
    pub const ALL: [Member; 4] = [Member::Maria, Member::Daniel, Member::Jordan, Member::Robin];

    /// The key in forms, in the state file and in `#member-<key>`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Member::Maria => "maria",
            Member::Daniel => "daniel",
            Member::Jordan => "jordan",
            Member::Robin => "robin",
        }
    }

    /// The member with that key, or with that member number (spaces and case do not matter).
    #[must_use]
    pub fn find(text: &str) -> Option<Member> {
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        let wanted = plain(text);
        Member::ALL.into_iter().find(|member| plain(member.key()) == wanted || plain(member.number()) == wanted)
    }

    /// The name on the page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Member::Maria => "Maria Alvarez",
            Member::Daniel => "Daniel Alvarez",
            Member::Jordan => "Jordan Reyes",
            Member::Robin => "Robin Okafor",
        }
    }

    /// The number on the card.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self.person() {
            Some(index) => PEOPLE[index].member_number,
            None => "EVG 4490 1177 01",
        }
    }

    /// Index in [`PEOPLE`]; `None` for who is not served.
    pub(crate) fn person(self) -> Option<usize> {
        match self {
            Member::Maria => Some(0),
            Member::Daniel => Some(1),
            Member::Jordan => Some(4),
            Member::Robin => None,
        }
    }

    /// Whether this plan answers for the member at all.
    #[must_use]
    pub fn is_eligible(self) -> bool {
        self.person().is_some()
    }

    /// FHIR id of the member's own Patient.
    #[must_use]
    pub fn patient_id(self) -> Option<&'static str> {
        self.person().map(|index| PEOPLE[index].id)
    }

    /// Whether the member may see that person: a subscriber sees the family, anyone else only themselves.
    pub(crate) fn may_see(self, person: usize) -> bool {
        self.person() == Some(person) || self.person() == Some(PEOPLE[person].subscriber)
    }
}

/// The person with that Patient id.
pub(crate) fn person_by_id(id: &str) -> Option<usize> {
    PEOPLE.iter().position(|person| person.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_sees_the_family_and_others_only_themselves() {
        assert!((0..FAMILY).all(|person| Member::Maria.may_see(person)));
        assert!(Member::Daniel.may_see(1) && !Member::Daniel.may_see(0));
        assert!(!Member::Maria.may_see(4));
        assert!((0..PEOPLE.len()).all(|person| !Member::Robin.may_see(person)));
    }

    #[test]
    fn a_member_number_is_found_however_it_is_typed() {
        assert_eq!(Member::find("evg447102-9301"), Some(Member::Maria));
        assert_eq!(Member::find("EVG 4490 1177 01"), Some(Member::Robin));
        assert_eq!(Member::find(""), None);
    }
}
