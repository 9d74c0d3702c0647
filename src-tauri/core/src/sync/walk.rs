//! Notices a search that never ends (T13).
//!
//! Servers put a next link on the last page, repeat it, or run past the end with empty pages; hostile ones make up new
//! addresses for ever. `Bundle.total` says nothing about either.

use std::collections::HashSet;

use crate::fhir::{
    client::{Fetched, Next},
    next_link::{FhirUrl, LinkRefused},
};

/// Pages in a row without anything new after which a search is over.
const MOST_BARREN: u32 = 3;

/// How a search goes on after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// With this page.
    On(FhirUrl),
    /// It has ended.
    End,
    /// The page names itself as the next one: most likely it was the last.
    LikelyEnd,
    /// It goes round in circles: what is beyond, if anything, cannot be had.
    Circles,
    /// It leads out of the payer's address (T6).
    Leaves(LinkRefused),
}

/// The pages of one search so far.
#[derive(Debug, Default)]
pub struct Walk {
    visited: HashSet<FhirUrl>,
    seen: HashSet<(String, String)>,
    barren: u32,
    barren_with_known: bool,
}

impl Walk {
    /// Takes a page in and says how the search goes on.
    pub fn enter(&mut self, fetched: &Fetched) -> Way {
        self.visited.insert(fetched.url.clone());
        let page = &fetched.page;
        let empty = page.resources.is_empty() && page.unreadable.is_empty();
        let mut brings = !page.unreadable.is_empty();
        for resource in &page.resources {
            brings |= self.seen.insert((resource.resource_type.clone(), resource.id.clone()));
        }
        if brings {
            self.barren = 0;
            self.barren_with_known = false;
        } else {
            self.barren += 1;
            self.barren_with_known |= !empty;
        }
        match &fetched.next {
            Next::End => Way::End,
            Next::Refused(_) if empty => Way::End,
            Next::Refused(refused) => Way::Leaves(*refused),
            Next::At(next) if empty && self.visited.contains(next) => Way::End,
            Next::At(next) if *next == fetched.url => Way::LikelyEnd,
            Next::At(next) if self.visited.contains(next) => Way::Circles,
            Next::At(_) if self.barren >= MOST_BARREN => {
                if self.barren_with_known {
                    Way::Circles
                } else {
                    Way::End
                }
            }
            Next::At(next) => Way::On(next.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::fhir::{next_link::Base, page::Page};

    fn url(page: &str) -> FhirUrl {
        Base::parse("https://payer.example/R4").unwrap().address(&["ExplanationOfBenefit"], &[("page", page)]).unwrap()
    }

    fn fetched(at: &str, ids: &[&str], next: Next) -> Fetched {
        let entries: Vec<_> =
            ids.iter().map(|id| format!(r#"{{"resource":{{"resourceType":"Coverage","id":"{id}"}}}}"#)).collect();
        let body = format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, entries.join(","));
        Fetched { url: url(at), page: Page::read(&Bytes::from(body)).unwrap(), next }
    }

    fn walk(pages: &[(&str, &[&str], &str)]) -> Vec<Way> {
        let mut walk = Walk::default();
        pages.iter().map(|(at, ids, next)| walk.enter(&fetched(at, ids, Next::At(url(next))))).collect()
    }

    #[test]
    fn a_search_goes_on_while_it_brings_something() {
        let ways = walk(&[("1", &["a"], "2"), ("2", &["b"], "3"), ("3", &["a", "b"], "4"), ("4", &["c"], "5")]);
        assert_eq!(ways, ["2", "3", "4", "5"].map(|page| Way::On(url(page))));
        assert_eq!(Walk::default().enter(&fetched("1", &["a"], Next::End)), Way::End);
    }

    /// T13
    #[test]
    fn a_last_page_that_names_itself_or_an_empty_one_that_goes_back_is_the_end() {
        assert_eq!(walk(&[("1", &["a"], "1")]), [Way::LikelyEnd]);
        assert_eq!(walk(&[("1", &[], "1")]), [Way::End]);
        assert_eq!(walk(&[("1", &["a"], "2"), ("2", &[], "1")])[1], Way::End);
        assert_eq!(walk(&[("1", &[], "2"), ("2", &[], "3"), ("3", &[], "4")])[2], Way::End);
    }

    /// T13
    #[test]
    fn circles_are_noticed_by_address_and_by_content() {
        assert_eq!(walk(&[("1", &["a"], "2"), ("2", &["b"], "1")])[1], Way::Circles);
        let fresh_addresses = walk(&[("1", &["a"], "2"), ("2", &["a"], "3"), ("3", &["a"], "4"), ("4", &["a"], "5")]);
        assert_eq!(fresh_addresses[3], Way::Circles);
    }

    /// T6
    #[test]
    fn a_link_out_of_the_payers_address_is_told_unless_nothing_came() {
        let refused = || Next::Refused(LinkRefused::Host);
        assert_eq!(Walk::default().enter(&fetched("1", &["a"], refused())), Way::Leaves(LinkRefused::Host));
        assert_eq!(Walk::default().enter(&fetched("1", &[], refused())), Way::End);
    }
}
