// A second authorization server, written by others: `oidc-provider` on loopback, with one patient's records behind it.
//
//   node server.mjs       prints its origin once it listens; ends with its standard input
//
// Sign-in and consent are the package's own development pages. The FHIR side asks the provider about each token.
// `clinic` is the one client: public, PKCE, the app's own redirect. Only for tests, only on this computer.

import { createServer } from "node:http";

import Provider from "oidc-provider";

const SCOPES = ["patient/Patient.read", "patient/Coverage.read", "patient/ExplanationOfBenefit.read"];

const PATIENT = {
  resourceType: "Patient",
  id: "second-server-1",
  name: [{ family: "Example", given: ["Robin"] }],
  birthDate: "1990-02-03",
};

const COVERAGE = {
  resourceType: "Coverage",
  id: "cov-1",
  status: "active",
  beneficiary: { reference: "Patient/second-server-1" },
  payor: [{ display: "Second Server Plan" }],
};

const CLAIM = {
  resourceType: "ExplanationOfBenefit",
  id: "eob-1",
  status: "active",
  use: "claim",
  outcome: "complete",
  patient: { reference: "Patient/second-server-1" },
  billablePeriod: { start: "2026-03-02" },
  total: [
    { category: { coding: [{ code: "submitted" }] }, amount: { value: 120.5, currency: "USD" } },
    { category: { coding: [{ code: "memberliability" }] }, amount: { value: 20.5, currency: "USD" } },
  ],
};

const listening = createServer();
listening.listen(0, "127.0.0.1", () => {
  const origin = `http://127.0.0.1:${listening.address().port}`;
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: "clinic",
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: ["org.claimfolio.desktop://oauth/callback"],
      },
    ],
    scopes: SCOPES,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
    // A public client gets a new refresh token with each use, and using an old one ends them all.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 3600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
    cookies: { keys: ["only for tests on this computer"] },
  });

  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/fhir/")) return next();
    ctx.set("content-type", "application/fhir+json");
    if (ctx.path === "/fhir/.well-known/smart-configuration") {
      ctx.body = JSON.stringify({
        issuer: origin,
        authorization_endpoint: `${origin}/auth`,
        token_endpoint: `${origin}/token`,
        revocation_endpoint: `${origin}/token/revocation`,
        code_challenge_methods_supported: ["S256"],
        grant_types_supported: ["authorization_code", "refresh_token"],
        capabilities: ["launch-standalone", "client-public", "permission-patient"],
      });
      return;
    }
    const [, bearer] = /^Bearer (.+)$/.exec(ctx.get("authorization")) ?? [];
    const token = bearer && (await provider.AccessToken.find(bearer));
    const [, , type, id] = ctx.path.split("/");
    if (!token) {
      ctx.status = 401;
    } else if (!token.scopes.has(`patient/${type}.read`)) {
      ctx.status = 403;
    } else {
      const here = [PATIENT, COVERAGE, CLAIM].filter((one) => one.resourceType === type && (!id || one.id === id));
      ctx.status = id && here.length === 0 ? 404 : 200;
      const entry = here.map((resource) => ({ resource }));
      ctx.body = JSON.stringify(id ? here[0] : { resourceType: "Bundle", type: "searchset", entry });
    }
  });

  listening.on("request", provider.callback());
  process.stdout.write(`${origin}\n`);
});

process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
