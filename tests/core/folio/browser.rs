//! A member's browser at the demo plan: it fills forms in and keeps a cookie. Where it is sent to outside the plan, it
//! says so instead of going there.

use claimfolio_demo::{Member, Running};
use reqwest::{
    Client, Response, StatusCode,
    header::{COOKIE, LOCATION, SET_COOKIE},
    redirect::Policy,
};
use url::Url;

/// What a member answers to "share this?".
#[derive(Clone, Copy)]
pub(crate) enum Sharing<'a> {
    /// Everything but these scopes.
    AllBut(&'a [&'a str]),
    /// Nothing.
    Nothing,
}

/// Everything that was asked for.
pub(crate) const ALL: Sharing<'_> = Sharing::AllBut(&[]);

/// A browser.
pub(crate) struct Browser {
    http: Client,
    cookie: String,
}

impl Browser {
    pub(crate) fn new() -> Self {
        Self { http: Client::builder().redirect(Policy::none()).build().unwrap(), cookie: String::new() }
    }

    /// Opens an app's request, signs in and answers it. Gives the address that the browser is sent to.
    pub(crate) async fn answer(&mut self, request: &Url, member: Member, sharing: Sharing<'_>) -> String {
        let page = self.page(request).await;
        let mut sign_in = form(&page, "/oauth/sign-in");
        sign_in.push(("member".to_owned(), member.key().to_owned()));
        let answer = self.post(&request.join("/oauth/sign-in").unwrap(), &sign_in).await;
        if answer.status() == StatusCode::FOUND {
            return location(&answer);
        }
        let page = self.page(&request.join(&location(&answer)).unwrap()).await;
        let mut consent = form(&page, "/oauth/consent");
        let decision = match sharing {
            Sharing::AllBut(unticked) => {
                consent.retain(|(name, value)| name != "scope" || !unticked.contains(&value.as_str()));
                "allow"
            }
            Sharing::Nothing => "deny",
        };
        consent.push(("decision".to_owned(), decision.to_owned()));
        let answer = self.post(&request.join("/oauth/consent").unwrap(), &consent).await;
        assert_eq!(answer.status(), StatusCode::FOUND);
        location(&answer)
    }

    /// How many apps the plan's portal lists for a member.
    pub(crate) async fn connected_apps(plan: &Running, member: Member) -> usize {
        Self::new().portal(plan, member).await.matches("class=\"second revoke\"").count()
    }

    /// Stops every app in the plan's portal, one after the other, as a member does.
    pub(crate) async fn stop_all_apps(plan: &Running, member: Member) {
        let mut browser = Self::new();
        let mut page = browser.portal(plan, member).await;
        while page.contains("class=\"second revoke\"") {
            let stop = form(&page, "/portal/revoke");
            page = browser.post(&plan.origin().join("/portal/revoke").unwrap(), &stop).await.text().await.unwrap();
        }
    }

    async fn portal(&mut self, plan: &Running, member: Member) -> String {
        let mut sign_in = form(&self.page(&plan.portal()).await, "/portal/sign-in");
        sign_in.push(("member".to_owned(), member.key().to_owned()));
        self.post(&plan.origin().join("/portal/sign-in").unwrap(), &sign_in).await;
        self.page(&plan.portal()).await
    }

    async fn page(&mut self, url: &Url) -> String {
        let response = self.http.get(url.clone()).header(COOKIE, &self.cookie).send().await.unwrap();
        let response = self.keep_cookie(response);
        assert_eq!(response.status(), StatusCode::OK, "{}", url.path());
        response.text().await.unwrap()
    }

    async fn post(&mut self, url: &Url, fields: &[(String, String)]) -> Response {
        let response = self.http.post(url.clone()).header(COOKIE, &self.cookie).form(fields).send().await.unwrap();
        self.keep_cookie(response)
    }

    fn keep_cookie(&mut self, response: Response) -> Response {
        if let Some(cookie) = response.headers().get(SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        response
    }
}

/// The hidden fields and the ticked boxes of the first form that goes to `action`.
fn form(page: &str, action: &str) -> Vec<(String, String)> {
    let (_, form) = page.split_once(&format!("action=\"{action}\">")).unwrap();
    let (form, _) = form.split_once("</form>").unwrap();
    let inputs = form.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap());
    inputs
        .filter(|input| input.contains("type=\"hidden\"") || input.contains(" checked"))
        .map(|input| (attribute(input, "name"), attribute(input, "value")))
        .collect()
}

fn attribute(tag: &str, name: &str) -> String {
    let (_, rest) = tag.split_once(&format!("{name}=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn location(response: &Response) -> String {
    response.headers()[LOCATION].to_str().unwrap().to_owned()
}
