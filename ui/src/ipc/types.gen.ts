// Made from src-tauri/core/src/ipc by its own test; edit there, then run `make types`.

import type { Channel } from "@tauri-apps/api/core";

export type AppError = { 
/**
 * Chooses the sentence.
 */
code: ErrorCode, 
/**
 * What to offer.
 */
retry: Retry, 
/**
 * A technical remark for a help desk: a status, a resource type, a field. Never a secret, never health data.
 */
detail: string | null, };

export type ErrorCode = "offline" | "payerUnavailable" | "payerTimedOut" | "payerUnreadable" | "payerTooLarge" | "payerLeftItsAddress" | "kindRefused" | "questionRefused" | "signInNeeded" | "notEligible" | "appNotRegistered" | "registrationUnusable" | "scopeRefused" | "signInRefused" | "answerNotOurs" | "answerUnreadable" | "signInExpired" | "redirectNotRegistered" | "payerUnlisted" | "noBrowser" | "locked" | "passphraseWrong" | "passphraseTooShort" | "tooManyTries" | "recoveryCodeUnreadable" | "recoveryCodeWrong" | "noRecoveryCode" | "backupNotUnderstood" | "backupDamaged" | "stopped" | "keychainLocked" | "keychainMissing" | "keychainDenied" | "keychainTimedOut" | "keyMissing" | "wrongKey" | "storeCorrupt" | "storeNewer" | "diskFull" | "readOnly" | "folderNotWritable" | "fileUnreadable" | "fileBrokenOff" | "fileNotUnderstood" | "fileWithoutRecords" | "fileTooLarge" | "fileChanged" | "tooManyForPaper" | "entryUnusable" | "textUnusable" | "nameTaken" | "receiptUnreadable" | "receiptTooLarge" | "receiptKindUnknown" | "inUse" | "notFound" | "unexpected";

export type Retry = "now" | "later" | "signIn" | "never";

export type AppState = { 
/**
 * The app's version.
 */
version: string, 
/**
 * Whether the records could be opened.
 */
startup: Startup, 
/**
 * The member's preferences.
 */
settings: Settings, 
/**
 * True where the app may go straight to the records.
 */
hasConnections: boolean, 
/**
 * A recovery code was made for the records.
 */
hasRecoveryCode: boolean, };

export type Startup = { "state": "opening" } | { "state": "ready" } | { "state": "locked", 
/**
 * Whether a passphrase opens it; otherwise the computer's keychain does.
 */
hasPassphrase: boolean, } | { "state": "blocked", 
/**
 * What it is.
 */
problem: AppError, };

export type Settings = { 
/**
 * The app's language.
 */
language: Language, 
/**
 * The app's colours.
 */
theme: Theme, 
/**
 * Shows the payers' sandboxes.
 */
developerMode: boolean, 
/**
 * After which time away the app locks itself.
 */
lockAfter: LockAfter, 
/**
 * Whether the desktop may say that there is something new.
 */
notices: Notices, 
/**
 * Whether records are asked for once a day while the app is open.
 */
refresh: Refresh, 
/**
 * The language that the screens had when the preferences were last saved: what [`Language::System`] came to.
 */
screenLanguage: PaperLanguage, };

export type LockAfter = "notAsked" | "never" | "oneMinute" | "fiveMinutes" | "tenMinutes" | "halfAnHour";

export type Protection = { 
/**
 * A passphrase opens them; otherwise the computer's keychain does.
 */
hasPassphrase: boolean, 
/**
 * A recovery code was made.
 */
hasRecoveryCode: boolean, };

export type NewRecoveryCode = { 
/**
 * Its characters in groups, as they are written down.
 */
groups: Array<string>, };

export type BackupSaved = { 
/**
 * The file's name.
 */
file: string, 
/**
 * How many plans and files the records came from.
 */
connections: number, 
/**
 * How many claims are in it.
 */
claims: number, };

export type BackupFile = { 
/**
 * Its name.
 */
name: string, };

export type BackupPreview = { 
/**
 * When it was made.
 */
madeAt: string, 
/**
 * How many plans and files its records came from.
 */
connections: number, 
/**
 * How many claims are in it.
 */
claims: number, 
/**
 * How many plans and files there are here.
 */
connectionsHere: number, 
/**
 * How many claims.
 */
claimsHere: number, };

export type Language = "system" | "en" | "es";

export type Theme = "system" | "light" | "dark";

export type Notices = "notAsked" | "off" | "on";

export type Refresh = "daily" | "byHand";

export type Registration = { 
/**
 * Names it in commands.
 */
id: string, 
/**
 * The payers that it serves, by their names, in the order of the first screen.
 */
payers: Array<string>, 
/**
 * The same payers by their keys.
 */
keys: Array<string>, 
/**
 * What kind of entries they are.
 */
kind: PayerKind, 
/**
 * The client id in use.
 */
clientId: string | null, 
/**
 * Where that came from.
 */
source: RegistrationSource, 
/**
 * True where the payer demands a client secret besides.
 */
needsSecret: boolean, 
/**
 * True where one is in the keychain. The secret itself is never told.
 */
hasSecret: boolean, 
/**
 * The redirect address to register.
 */
redirect: string, 
/**
 * The scopes to register.
 */
scopes: Array<string>, 
/**
 * Where an organisation registers.
 */
portal: string | null, 
/**
 * Whom the maker of an app may write to.
 */
support: string | null, };

export type RegistrationSource = "none" | "shipped" | "build" | "file" | "own";

export type RegistrationEntry = { 
/**
 * Which registration.
 */
id: string, 
/**
 * The client id.
 */
clientId: string, 
/**
 * The client secret; without one, the secret that is kept stays.
 */
secret: string | null, };

export type PayersFile = { 
/**
 * Where it is, or would be.
 */
path: string, 
/**
 * The keys of the payers that it changes or adds; empty where it is not there or not used.
 */
changed: Array<string>, 
/**
 * Why nothing of it is used.
 */
fault: PayersFault | null, };

export type PayersFault = { 
/**
 * The payer's key or its place in the file; `file` for the file as a whole.
 */
entry: string, 
/**
 * The field.
 */
field: string, 
/**
 * What is wrong, for a sentence.
 */
kind: FaultKind, 
/**
 * The same in the words of whoever reads such files.
 */
detail: string, };

export type FaultKind = "unreadable" | "syntax" | "missing" | "unknown" | "form" | "notSecure" | "twice" | "contradiction" | "reserved";

export type PayerGroup = { 
/**
 * The heading, a name.
 */
name: string, 
/**
 * In the order to show them.
 */
payers: Array<PayerChoice>, };

export type PayerChoice = { 
/**
 * The registry's key, for example `uhc-hsid`.
 */
key: string, 
/**
 * The name on the member's card.
 */
name: string, 
/**
 * What kind of entry it is.
 */
kind: PayerKind, 
/**
 * Whether a sign-in can be started.
 */
availability: Availability, };

export type PayerKind = "production" | "sandbox" | "demo" | "file";

export type Availability = "ready" | "needsRegistration" | "needsSecret";

export type DataKind = "person" | "coverage" | "claims" | "records";

export type PlanType = "medicareAdvantage" | "medicaid" | "chip" | "marketplace" | "employer";

export type SharePreview = { 
/**
 * The payer's key.
 */
payer: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * The host whose page the browser will open.
 */
host: string, 
/**
 * What kind of entry the payer is.
 */
payerKind: PayerKind, 
/**
 * Whether a sign-in can be started.
 */
availability: Availability, 
/**
 * What will be asked for.
 */
kinds: Array<ShareKind>, 
/**
 * How many days the permission lasts, where the payer says so.
 */
permissionDays: number | null, 
/**
 * The kinds of plans whose members the payer answers; empty where that is not known.
 */
served: Array<PlanType>, 
/**
 * The first year that the payer has records of, where it says so.
 */
earliestYear: number | null, };

export type ShareKind = { 
/**
 * The kind.
 */
kind: DataKind, 
/**
 * The OAuth scopes behind it.
 */
scopes: Array<string>, 
/**
 * True where the app does not work without it.
 */
always: boolean, };

export type ConnectRequest = { 
/**
 * The payer's key.
 */
payer: string, 
/**
 * The optional kinds of data that the member wants asked for.
 */
optional: Array<DataKind>, 
/**
 * The connection to renew, where this is a reconnect.
 */
reconnect: string | null, };

export type ConnectAttempt = { 
/**
 * Names this sign-in in later commands. Not the OAuth `state`.
 */
id: string, 
/**
 * The payer's key.
 */
payer: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * The connection being renewed.
 */
reconnect: string | null, 
/**
 * When the browser was opened, RFC 3339.
 */
startedAt: string, 
/**
 * How many seconds the sign-in is kept open from its start.
 */
openForSeconds: number, 
/**
 * True while the member is asked and the payer gave nothing to renew the access with: each update is a sign-in then.
 */
signsInEachTime: boolean, 
/**
 * Where it stands.
 */
stage: ConnectStage, };

export type ConnectStage = { "stage": "waiting", 
/**
 * False where no browser could be opened.
 */
browserOpened: boolean, 
/**
 * False where another app holds our links, or none does: the address must be pasted.
 */
linksComeBack: boolean, } | { "stage": "finishing" } | { "stage": "confirm", 
/**
 * Whose records these are, where the payer says so.
 */
person: ConfirmPerson | null, 
/**
 * Kinds of data granted.
 */
granted: Array<DataKind>, 
/**
 * Kinds of data asked for and not granted.
 */
missing: Array<DataKind>, } | { "stage": "anotherPerson", 
/**
 * Whose records these are, where the payer says so.
 */
person: ConfirmPerson | null, 
/**
 * Kinds of data granted.
 */
granted: Array<DataKind>, 
/**
 * Kinds of data asked for and not granted.
 */
missing: Array<DataKind>, } | { "stage": "connected", 
/**
 * The connection.
 */
connection: string, } | { "stage": "cancelled" } | { "stage": "declined" } | { "stage": "failed", 
/**
 * Why.
 */
problem: AppError, };

export type ConfirmPerson = { 
/**
 * The name as the payer has it.
 */
name: string | null, 
/**
 * The birth date as the payer has it, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
 */
birthDate: string | null, };

export type Connection = { 
/**
 * Names it in commands.
 */
id: string, 
/**
 * The payer's key.
 */
payer: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * What kind of entry the payer is.
 */
payerKind: PayerKind, 
/**
 * Whether new records can be asked for.
 */
status: ConnectionStatus, 
/**
 * Whose sign-in it is.
 */
memberName: string | null, 
/**
 * When records last came, RFC 3339.
 */
lastUpdated: string | null, 
/**
 * Kinds of data the member shared.
 */
granted: Array<DataKind>, 
/**
 * Kinds of data asked for and not shared.
 */
missing: Array<DataKind>, 
/**
 * The last day of the permission, where the payer says so: `YYYY-MM-DD`.
 */
signInUntil: string | null, 
/**
 * What is kept here.
 */
kept: Kept, 
/**
 * The payer's host.
 */
host: string, 
/**
 * True where the payer lets an app end its own access.
 */
canRevoke: boolean, 
/**
 * True where the payer has a page with the list of apps.
 */
hasPortal: boolean, 
/**
 * True where the payer gave nothing to renew the access with: each update is a sign-in.
 */
signsInEachTime: boolean, 
/**
 * Which addresses the sign-in used, and why. `None` for a connection that was made before that was kept.
 */
addresses: ConnectionAddresses | null, };

export type ConnectionStatus = { "status": "connected" } | { "status": "signInNeeded", 
/**
 * Since when, RFC 3339.
 */
since: string, } | { "status": "payerUnlisted" } | { "status": "fromFile" } | { "status": "notKept", 
/**
 * What the keychain said.
 */
problem: AppError, };

export type ConnectionAddresses = { 
/**
 * Where the endpoints came from.
 */
used: AddressSource, 
/**
 * The FHIR base.
 */
fhir: string, 
/**
 * The authorization endpoint.
 */
authorize: string, 
/**
 * The token endpoint.
 */
token: string, 
/**
 * The revocation endpoint, where there is one.
 */
revoke: string | null, 
/**
 * Who the server says it is, where it does (RFC 9207).
 */
issuer: string | null, 
/**
 * True where the server says that each of its answers in the browser names it (RFC 9207, 2.3).
 */
issuerInAnswers: boolean, 
/**
 * True where the token answer brought nothing to renew the access with.
 */
signsInEachTime: boolean, 
/**
 * True where the server showed that it is a SMART server: it gets the FHIR base as `aud` then.
 */
smart: boolean, 
/**
 * When they were looked up, RFC 3339.
 */
at: string, 
/**
 * What was looked at, in order.
 */
steps: Array<AddressStep>, };

export type AddressSource = "override" | "wellKnown" | "wellKnownWithoutDot" | "capability" | "shipped";

export type AddressStep = { 
/**
 * The place.
 */
source: AddressSource, 
/**
 * What came of it.
 */
outcome: AddressOutcome, 
/**
 * The status or the host that it is about.
 */
detail: string | null, };

export type AddressOutcome = "used" | "absent" | "silent" | "redirected" | "tooLarge" | "unreadable" | "incomplete" | "otherDomain" | "notSecure";

export type Kept = { 
/**
 * Claims.
 */
claims: number, 
/**
 * Health records.
 */
records: number, 
/**
 * Coverages.
 */
coverages: number, 
/**
 * People.
 */
people: number, 
/**
 * Payments that the member entered.
 */
payments: number, 
/**
 * Receipts that are kept with them.
 */
receipts: number, 
/**
 * Claims that the member wrote a note about or put a tag on.
 */
noted: number, 
/**
 * The earliest date of care, `YYYY-MM-DD` or less precise.
 */
since: string | null, 
/**
 * Bytes of stored resources, as kept.
 */
bytes: number, };

export type Receipt = { 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * What became of the access at the payer.
 */
access: AccessEnded, 
/**
 * True when the tokens were deleted from the keychain and their absence was checked.
 */
tokensDeleted: boolean, 
/**
 * True when the client secret of the registration was deleted as well, because no other connection uses it; `None`
 * where there was none to delete.
 */
secretDeleted: boolean | null, 
/**
 * What was deleted from this computer.
 */
deleted: Kept, 
/**
 * True where the payer has a page with the list of apps.
 */
hasPortal: boolean, };

export type AccessEnded = { "access": "revoked" } | { "access": "notOffered" } | { "access": "noneThere" } | { "access": "notConfirmed", 
/**
 * Why.
 */
problem: AppError, };

export type Person = { 
/**
 * Names the person in filters: `connection/FHIR id`.
 */
id: string, 
/**
 * The name to show: the given name where there is one.
 */
shortName: string | null, 
/**
 * The whole name.
 */
name: string | null, 
/**
 * As the payer has it.
 */
birthDate: string | null, 
/**
 * How many claims.
 */
claims: number, };

export type CoverageCard = { 
/**
 * The connection it came by.
 */
connection: string, 
/**
 * The connection's payer.
 */
payerName: string, 
/**
 * The FHIR id.
 */
id: string, 
/**
 * The payer that the coverage itself names.
 */
issuer: string | null, 
/**
 * `active`, `cancelled`, `draft`, `entered-in-error` or another word of the payer's.
 */
status: string | null, 
/**
 * The plan's name.
 */
plan: string | null, 
/**
 * The group's name or number.
 */
group: string | null, 
/**
 * The network's name.
 */
network: string | null, 
/**
 * The kind of plan.
 */
kind: string | null, 
/**
 * The member number: shown only when asked.
 */
memberId: string | null, 
/**
 * Who holds the policy.
 */
subscriber: string | null, 
/**
 * Whom it covers.
 */
beneficiary: CoveredPerson | null, 
/**
 * First day.
 */
start: string | null, 
/**
 * Last day.
 */
end: string | null, 
/**
 * 1 pays first, 2 pays second.
 */
order: number | null, 
/**
 * The payer's telephone.
 */
phone: string | null, 
/**
 * Pharmacy card numbers and other identifiers the payer sent, with their labels.
 */
classes: Array<Labelled>, };

export type CoveredPerson = { 
/**
 * The person's id in filters, where they are known here.
 */
person: string | null, 
/**
 * The name.
 */
name: string | null, 
/**
 * The birth date.
 */
birthDate: string | null, 
/**
 * The code of the relationship to the subscriber: `self`, `spouse`, `child` …
 */
relationship: string | null, };

export type Labelled = { 
/**
 * What it is, a code or the payer's words.
 */
label: string, 
/**
 * What it says.
 */
text: string, };

export type SyncStatus = { 
/**
 * The connection.
 */
connection: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * Whether it runs.
 */
run: SyncRun, 
/**
 * When it began, RFC 3339.
 */
startedAt: string, 
/**
 * The kinds of data, in the order they are fetched.
 */
kinds: Array<SyncKind>, 
/**
 * Claims that were not here before.
 */
newClaims: number, 
/**
 * Claims that say something else than before.
 */
changedClaims: number, 
/**
 * Why the whole sync stopped.
 */
problem: AppError | null, };

export type SyncRun = "running" | "stopped" | "done" | "failed";

export type SyncKind = { 
/**
 * The kind.
 */
kind: DataKind, 
/**
 * Where it stands.
 */
state: SyncKindState, 
/**
 * Resources that came so far, repeated ones counted once.
 */
count: number, 
/**
 * The earliest date of care so far.
 */
backTo: string | null, 
/**
 * Resources the payer sent that could not be read.
 */
unreadable: number, 
/**
 * Why it was refused or failed.
 */
problem: AppError | null, 
/**
 * The types of records that the payer refused, while others may have come.
 */
refused: Array<RecordKind>, };

export type SyncKindState = "waiting" | "running" | "done" | "refused" | "failed";

export type Money = { 
/**
 * A decimal, for example `412.00` or `-3.5`.
 */
amount: string, 
/**
 * ISO 4217, or `null` where the payer stated none.
 */
currency: string | null, };

export type Figure = { 
/**
 * The amount, or `null`: not stated by the plan.
 */
money: Money | null, 
/**
 * The FHIRPath of the element, for example `ExplanationOfBenefit.total[2].amount`.
 */
element: string | null, 
/**
 * The adjudication code, for example `eligible`.
 */
code: string | null, 
/**
 * The payer's own words for it.
 */
label: string | null, };

export type Sum = { 
/**
 * The sum.
 */
money: Money, 
/**
 * How many claims stated a figure that went into it.
 */
claims: number, };

export type ClaimKind = "visit" | "hospital" | "lab" | "pharmacy" | "therapy" | "dental" | "vision" | "other";

export type ClaimStatus = "decided" | "pending" | "notCovered" | "replaced" | "preauthorization";

export type ClaimRow = { 
/**
 * Names the claim in commands.
 */
id: number, 
/**
 * The person's id.
 */
person: string | null, 
/**
 * First day of care.
 */
start: string | null, 
/**
 * Last day of care, where it differs.
 */
end: string | null, 
/**
 * What kind of care.
 */
kind: ClaimKind, 
/**
 * What was done, in the payer's words.
 */
title: string | null, 
/**
 * Who did it.
 */
provider: string | null, 
/**
 * Where it stands.
 */
status: ClaimStatus, 
/**
 * Whether the provider is in the plan's network.
 */
inNetwork: boolean | null, 
/**
 * Billed by the provider.
 */
billed: Money | null, 
/**
 * Paid by the plan.
 */
planPaid: Money | null, 
/**
 * Owed by the member.
 */
youOwe: Money | null, 
/**
 * Came since everything was last marked as seen.
 */
isNew: boolean, 
/**
 * Changed since then.
 */
isChanged: boolean, 
/**
 * The story that it is part of.
 */
episode: number | null, };

export type ClaimFilter = { 
/**
 * A person's id.
 */
person: string | null, 
/**
 * A kind of care.
 */
kind: ClaimKind | null, 
/**
 * A status.
 */
status: ClaimStatus | null, 
/**
 * Care that began on this day or later, `YYYY-MM-DD`.
 */
from: string | null, 
/**
 * Care that began before this day, `YYYY-MM-DD`.
 */
until: string | null, 
/**
 * Words to find.
 */
text: string, 
/**
 * Only what came or changed since everything was last marked as seen.
 */
news: boolean, 
/**
 * With any of these tags of the member's; their ids. None means "all".
 */
tags: number[], };

export type CopyWhat = { "of": "claim", 
/**
 * Which.
 */
id: number, } | { "of": "claims", 
/**
 * Which list.
 */
filter: ClaimFilter, } | { "of": "connection", 
/**
 * Which.
 */
id: string, } | { "of": "everything" };

export type CopyFormat = "csv" | "ndjson" | "bundle";

export type CopyLanguage = "en" | "es";

export type CopySaved = { 
/**
 * The file's name, without its folder.
 */
file: string, 
/**
 * Claims in it.
 */
claims: number, 
/**
 * Other resources in it.
 */
others: number, 
/**
 * Its size in bytes.
 */
bytes: number, };

export type CopyProgress = { 
/**
 * Resources written.
 */
done: number, 
/**
 * Of how many at least.
 */
total: number, };

export type FilesState = { "stage": "none" } | { "stage": "hovering" } | { "stage": "looking", 
/**
 * Their names.
 */
names: Array<string>, 
/**
 * Bytes that were looked at.
 */
done: number, 
/**
 * Bytes of all.
 */
total: number, } | { "stage": "found", 
/**
 * What.
 */
preview: FilesPreview, } | { "stage": "adding", 
/**
 * Their names.
 */
names: Array<string>, 
/**
 * Resources that were added.
 */
done: number, 
/**
 * Of how many.
 */
total: number, } | { "stage": "added", 
/**
 * What came of it.
 */
receipt: FilesReceipt, } | { "stage": "failed", 
/**
 * Their names.
 */
names: Array<string>, 
/**
 * Why.
 */
problem: AppError, };

export type FilesPreview = { 
/**
 * The files' names, without their folders.
 */
names: Array<string>, 
/**
 * Claims, each once.
 */
claims: number, 
/**
 * The first day of care of the claims that state one.
 */
from: string | null, 
/**
 * The last one.
 */
until: string | null, 
/**
 * Coverages.
 */
coverages: number, 
/**
 * Health records.
 */
records: number, 
/**
 * Other resources, which are kept and not shown by themselves.
 */
others: Array<CountedType>, 
/**
 * Who they are about, the first ones.
 */
people: Array<PersonInFile>, 
/**
 * How many they are about.
 */
peopleCount: number, 
/**
 * What was not understood, the first of it.
 */
notTaken: Array<NotTakenInFile>, 
/**
 * How much was not understood.
 */
notTakenCount: number, 
/**
 * Where they can be added besides a connection of their own.
 */
into: Array<FilesTarget>, 
/**
 * Where they belong: a connection from a file that has some of these claims.
 */
belongsTo: string | null, 
/**
 * Plans whose own claims are among these: they would be counted twice.
 */
alreadyFrom: Array<FilesTarget>, };

export type FilesTarget = { 
/**
 * The connection.
 */
connection: string, 
/**
 * Its name.
 */
name: string, 
/**
 * How many of these claims it has.
 */
claims: number, };

export type CountedType = { 
/**
 * The type.
 */
resourceType: string, 
/**
 * How many.
 */
count: number, };

export type PersonInFile = { 
/**
 * The name; `null` where the file does not say.
 */
name: string | null, 
/**
 * The birth date.
 */
birthDate: string | null, 
/**
 * How many claims.
 */
claims: number, };

export type NotTakenInFile = { 
/**
 * The file's name.
 */
file: string, 
/**
 * The line that it begins in.
 */
line: number, 
/**
 * Which entry of its Bundle or list, from 1.
 */
entry: number | null, 
/**
 * What it says it is.
 */
resourceType: string | null, 
/**
 * Why.
 */
why: NotTakenWhy, };

export type NotTakenWhy = "notJson" | "noResource" | "noType" | "saidTwice" | "tooLarge" | "tooDeep" | "message";

export type FilesReceipt = { 
/**
 * The files' names.
 */
names: Array<string>, 
/**
 * The connection that they are in now.
 */
connection: string, 
/**
 * Claims that were not here.
 */
newClaims: number, 
/**
 * Claims that say something else now; what they said before is kept.
 */
changedClaims: number, 
/**
 * Claims that were here as they are.
 */
unchangedClaims: number, 
/**
 * Other resources that were not here, or changed.
 */
others: number, 
/**
 * What was not understood and not added.
 */
notTakenCount: number, };

export type ClaimsPage = { 
/**
 * Where it begins.
 */
offset: number, 
/**
 * The claims.
 */
rows: Array<ClaimRow>, 
/**
 * The stories that they are part of, oldest first.
 */
episodes: Array<Episode>, 
/**
 * Those of them that have a note or tags of the member's.
 */
marks: Array<ClaimMarks>, };

export type ClaimsOutline = { 
/**
 * The months.
 */
months: Array<MonthGroup>, 
/**
 * Sums of everything in the list.
 */
summary: ClaimsSummary, };

export type MonthGroup = { 
/**
 * `YYYY-MM`, `YYYY` where no claim says more, or `null` for the undated.
 */
month: string | null, 
/**
 * How many claims, replaced ones included.
 */
claims: number, 
/**
 * What the member owes, added up.
 */
youOwe: Array<Sum>, };

export type ClaimsSummary = { 
/**
 * Decided claims.
 */
decided: number, 
/**
 * Claims the plan is still deciding.
 */
pending: number, 
/**
 * Claims the plan does not cover.
 */
notCovered: number, 
/**
 * Claims replaced by others.
 */
replaced: number, 
/**
 * Billed, decided claims.
 */
billed: Array<Sum>, 
/**
 * The plan's discount, decided claims, where stated.
 */
discount: Array<Sum>, 
/**
 * Paid by the plan, decided claims.
 */
planPaid: Array<Sum>, 
/**
 * Owed by the member, decided claims.
 */
youOwe: Array<Sum>, 
/**
 * Billed, pending claims.
 */
pendingBilled: Array<Sum>, 
/**
 * Billed, not-covered claims.
 */
notCoveredBilled: Array<Sum>, };

export type TimelineQuery = { 
/**
 * First day shown, `YYYY-MM-DD`.
 */
from: string, 
/**
 * The day after the last one shown.
 */
until: string, 
/**
 * What a lane is.
 */
lanes: LaneKind, 
/**
 * Only this person.
 */
person: string | null, 
/**
 * The width of a column where marks would overlap.
 */
bucket: Bucket, 
/**
 * A lane with more claims than this becomes columns.
 */
maxMarks: number, };

export type LaneKind = "person" | "kind";

export type Bucket = "day" | "week" | "month";

export type Timeline = { 
/**
 * One lane a person or kind, in a stable order.
 */
lanes: Array<Lane>, 
/**
 * Sums of what is shown.
 */
summary: ClaimsSummary, 
/**
 * What the member owes, day by day, decided claims in one currency only; the running total is drawn from it.
 */
owedByDay: Array<DayAmount>, 
/**
 * How many claims there are in every month of the whole history.
 */
history: Array<MonthCount>, 
/**
 * Claims without a date of care: in the list, not in the picture.
 */
undated: number, 
/**
 * The stories of the claims among the marks, oldest first.
 */
episodes: Array<Episode>, };

export type Lane = { 
/**
 * The person's id, or `null` where the payer named nobody.
 */
person: string | null, 
/**
 * The kind of care, in lanes by kind.
 */
kind: ClaimKind | null, 
/**
 * How many claims.
 */
claims: number, 
/**
 * What the member owes, added up.
 */
youOwe: Array<Sum>, 
/**
 * What to draw.
 */
plot: LanePlot, };

export type LanePlot = { "plot": "marks", 
/**
 * The claims.
 */
marks: Array<ClaimRow>, } | { "plot": "columns", 
/**
 * The columns.
 */
columns: Array<Column>, };

export type Column = { 
/**
 * Its first day, `YYYY-MM-DD`.
 */
start: string, 
/**
 * How many claims.
 */
claims: number, 
/**
 * What the member owes, added up.
 */
youOwe: Array<Sum>, };

export type DayAmount = { 
/**
 * `YYYY-MM-DD`.
 */
day: string, 
/**
 * A decimal.
 */
amount: string, };

export type MonthCount = { 
/**
 * `YYYY-MM`.
 */
month: string, 
/**
 * How many.
 */
claims: number, };

export type ClaimDetail = { 
/**
 * As in the list.
 */
row: ClaimRow, 
/**
 * The person's whole name.
 */
personName: string | null, 
/**
 * The connection's payer.
 */
payerName: string, 
/**
 * The name of the file that the claim came from, where it came from one.
 */
fromFile: string | null, 
/**
 * What the resource says.
 */
explanation: Explanation, 
/**
 * The claim that this one replaces, where it is here.
 */
replaces: number | null, 
/**
 * The claim that replaced this one, where it is here.
 */
replacedBy: number | null, 
/**
 * When the app first had it and when it changed, RFC 3339, oldest first.
 */
versions: Array<ClaimVersion>, 
/**
 * What can be known and done about what the plan did not pay.
 */
denial: Denial | null, 
/**
 * The telephones of those who billed and took care, where they are stated.
 */
telephones: Array<Telephone>, };

export type Telephone = { 
/**
 * Whose.
 */
name: string | null, 
/**
 * The number, as it is written there.
 */
number: string, };

export type ClaimVersion = { 
/**
 * When it came, RFC 3339.
 */
seenAt: string, 
/**
 * What it said the member owes.
 */
youOwe: Money | null, 
/**
 * Where it stood.
 */
status: ClaimStatus, 
/**
 * What it said otherwise than the version before.
 */
changes: Array<ClaimChange>, };

export type OtherClaimCheck = { 
/**
 * The other claim.
 */
claim: number, 
/**
 * What is alike.
 */
check: Check, };

export type SpendingQuery = { 
/**
 * Care that began on this day or later, `YYYY-MM-DD`.
 */
from: string | null, 
/**
 * Care that began before this day, `YYYY-MM-DD`.
 */
until: string | null, 
/**
 * A person's id.
 */
person: string | null, 
/**
 * A kind of care.
 */
kind: ClaimKind | null, };

export type SpendingYear = { 
/**
 * Its first day, `YYYY-MM-DD`.
 */
from: string, 
/**
 * The day after its last one.
 */
until: string, 
/**
 * The payer whose coverage states it as a plan year; `null` for a calendar year.
 */
planOf: string | null, };

export type Spending = { 
/**
 * All of it.
 */
all: Spent, 
/**
 * By month, newest first, the undated last.
 */
months: Array<MonthSpending>, 
/**
 * By person, whose part is largest first.
 */
people: Array<PersonSpending>, 
/**
 * By kind of care, the largest first.
 */
kinds: Array<KindSpending>, 
/**
 * What is in none of the sums.
 */
leftOut: Array<LeftOut>, };

export type Spent = { 
/**
 * How many claims. A sum of fewer says that the others do not state its figure.
 */
claims: number, 
/**
 * Billed.
 */
billed: Array<Sum>, 
/**
 * The plan's discount, where stated.
 */
discount: Array<Sum>, 
/**
 * Paid by the plan.
 */
planPaid: Array<Sum>, 
/**
 * Owed by the member.
 */
youOwe: Array<Sum>, };

export type MonthSpending = { 
/**
 * `YYYY-MM`, `YYYY` where no claim says more, or `null` for the undated.
 */
month: string | null, 
/**
 * What it came to.
 */
spent: Spent, };

export type PersonSpending = { 
/**
 * The person's id, or `null` where the payer named nobody.
 */
person: string | null, 
/**
 * What it came to.
 */
spent: Spent, };

export type KindSpending = { 
/**
 * Which.
 */
kind: ClaimKind, 
/**
 * What it came to.
 */
spent: Spent, };

export type SpendingNames = { 
/**
 * By provider, the largest first.
 */
providers: Array<NamedSpending>, 
/**
 * How many providers more there are.
 */
moreProviders: number, 
/**
 * Pharmacy claims by what was dispensed, the largest first.
 */
prescriptions: Array<NamedSpending>, 
/**
 * How many prescriptions more there are.
 */
morePrescriptions: number, };

export type NamedSpending = { 
/**
 * In the payer's words, or `null` where it said none.
 */
name: string | null, 
/**
 * What it came to.
 */
spent: Spent, 
/**
 * Over time: its months, oldest first, the undated last.
 */
months: Array<MonthSpending>, };

export type LeftOut = { 
/**
 * Why.
 */
why: LeftOutReason, 
/**
 * How many.
 */
claims: number, 
/**
 * What was billed for them, added up.
 */
billed: Array<Sum>, };

export type LeftOutReason = "pending" | "notCovered" | "replaced" | "preauthorization" | "undated" | "amountNotStated" | "otherCurrency";

export type PrintOptions = { 
/**
 * The language of its words. What the plan wrote stays as it is.
 */
language: PaperLanguage, 
/**
 * The size of its pages.
 */
paper: Paper, 
/**
 * The day it is where the member is, `YYYY-MM-DD`: the paper says that it was made then.
 */
today: string, };

export type PaperLanguage = "en" | "es";

export type Paper = "letter" | "a4";

export type PaymentWay = "hsaCard" | "fsa" | "creditCard" | "cash" | "check" | "other";

export type PaymentEntry = { 
/**
 * The payment that is changed; `null` for a new one.
 */
id: number | null, 
/**
 * The claim that was paid for.
 */
claim: number, 
/**
 * When, `YYYY-MM-DD`.
 */
paidOn: string, 
/**
 * How.
 */
way: PaymentWay, 
/**
 * How much, a decimal; `null` where the member does not say it.
 */
amount: string | null, 
/**
 * The member's note.
 */
note: string, 
/**
 * When an account paid it back, `YYYY-MM-DD`.
 */
reimbursedOn: string | null, };

export type MemberPayment = { 
/**
 * Names it in commands.
 */
id: number, 
/**
 * The claim that it was entered for.
 */
claim: number, 
/**
 * When, `YYYY-MM-DD`.
 */
paidOn: string, 
/**
 * How.
 */
way: PaymentWay, 
/**
 * How much.
 */
amount: Money | null, 
/**
 * The member's note.
 */
note: string, 
/**
 * When an account paid it back.
 */
reimbursedOn: string | null, 
/**
 * The files kept with it.
 */
receipts: Array<ReceiptFile>, 
/**
 * The claim that counts now: another where a later one took its place.
 */
counted: ClaimRow, 
/**
 * What the plan said was owed when this was last saved.
 */
owedThen: Money | null, 
/**
 * Whether the plan says another amount now, or no longer says one.
 */
owedChanged: boolean, };

export type ReceiptFile = { 
/**
 * Names it in commands.
 */
id: number, 
/**
 * As the member's file was called.
 */
name: string, 
/**
 * What it is, by its first bytes: `application/pdf`, `image/png` …
 */
mediaType: string, 
/**
 * How large it is.
 */
bytes: number, };

export type ClaimPayments = { 
/**
 * The claim of this story that counts.
 */
counted: ClaimRow, 
/**
 * The payments, oldest first, those entered for claims that this one replaced included.
 */
payments: Array<MemberPayment>, 
/**
 * What they add up to.
 */
paid: Array<PaidSum>, };

export type PaidSum = { 
/**
 * The sum.
 */
money: Money, 
/**
 * How many payments went into it.
 */
payments: number, };

export type LedgerQuery = { 
/**
 * Paid in this year, `YYYY`.
 */
year: string | null, 
/**
 * A person's id.
 */
person: string | null, };

export type Ledger = { 
/**
 * The years that have payments or care, newest first.
 */
years: Array<string>, 
/**
 * The payments, oldest first.
 */
payments: Array<MemberPayment>, 
/**
 * What they add up to.
 */
all: LedgerSums, 
/**
 * By person, in the order of the list of people.
 */
people: Array<LedgerPerson>, 
/**
 * By year of payment, newest first.
 */
byYear: Array<LedgerYear>, 
/**
 * Decided claims of which the plan says something is owed and none of which is marked as paid, newest first, at most
 * a hundred.
 */
open: Array<ClaimRow>, 
/**
 * How many there are.
 */
openClaims: number, 
/**
 * What they add up to.
 */
openOwed: Array<Sum>, };

export type LedgerPerson = { 
/**
 * The person's id.
 */
person: string | null, 
/**
 * What their payments add up to.
 */
sums: LedgerSums, };

export type LedgerYear = { 
/**
 * `YYYY`.
 */
year: string, 
/**
 * What its payments add up to.
 */
sums: LedgerSums, };

export type LedgerSums = { 
/**
 * How many payments.
 */
payments: number, 
/**
 * How many of them have no amount: they are in no sum.
 */
withoutAmount: number, 
/**
 * All of them.
 */
paid: Array<PaidSum>, 
/**
 * Paid by an account: with its card, or paid back.
 */
byAccount: Array<PaidSum>, 
/**
 * Paid with the member's own money and not paid back.
 */
unreimbursed: Array<PaidSum>, };

export type Bill = { 
/**
 * The claim that the member holds it against, where they chose one.
 */
claim: number | null, 
/**
 * Whose care, a person's id.
 */
person: string | null, 
/**
 * Day of care, `YYYY-MM-DD`.
 */
date: string | null, 
/**
 * Who sent it.
 */
provider: string, 
/**
 * What it asks for, a decimal in dollars.
 */
amount: string | null, 
/**
 * What was done.
 */
service: string, };

export type BillReading = { 
/**
 * Days, each once.
 */
dates: Array<ReadWord>, 
/**
 * Amounts, each once.
 */
amounts: Array<ReadWord>, };

export type ReadWord = { 
/**
 * As it stands there.
 */
text: string, 
/**
 * The words before it in its line.
 */
before: string, 
/**
 * What it can mean: `YYYY-MM-DD`, or a decimal. More than one where only the member knows.
 */
meant: Array<string>, };

export type BillAnswer = { 
/**
 * The best first. None: there is no such claim yet.
 */
found: Array<BillMatch>, 
/**
 * What it means that there is none.
 */
none: BillWords | null, };

export type BillMatch = { 
/**
 * The claim.
 */
claim: ClaimRow, 
/**
 * What of the bill was held against it.
 */
points: Array<BillPoint>, 
/**
 * How the amounts stand to each other.
 */
outcome: BillOutcome, 
/**
 * That in words.
 */
words: BillWords, 
/**
 * What the bill asks for.
 */
bill: Money | null, 
/**
 * What the plan says is owed.
 */
youOwe: Figure, 
/**
 * How far the two are apart, worked out by this app.
 */
difference: Money | null, 
/**
 * The claim that counts instead.
 */
instead: number | null, };

export type BillWords = { 
/**
 * In one sentence.
 */
title: Bilingual, 
/**
 * What it means.
 */
meaning: Bilingual, 
/**
 * What can be asked, and whom.
 */
ask: Array<Bilingual>, };

export type BillPoint = { 
/**
 * Which part.
 */
part: BillPart, 
/**
 * Whether they agree.
 */
agreement: Agreement, 
/**
 * What was held against what.
 */
finding: Bilingual, };

export type BillPart = "date" | "provider" | "service" | "amount";

export type Agreement = "same" | "near" | "differs" | "notStated";

export type BillOutcome = "same" | "billedAmount" | "higher" | "lower" | "stillDeciding" | "notCovered" | "replacedClaim" | "askedBefore" | "owedNotStated" | "noAmount";

export type Denial = { 
/**
 * Whether it is the whole claim.
 */
isWhole: boolean, 
/**
 * The plan's reasons, those that refuse something first.
 */
reasons: Array<DenialReason>, 
/**
 * Who bears what was not paid, over all reasons.
 */
bearer: Bearer, 
/**
 * What helps whatever the reason is.
 */
help: ReasonHelp, 
/**
 * The deadline under each kind of plan that has one.
 */
clocks: Array<AppealClock>, 
/**
 * What the member keeps of an appeal.
 */
appeal: Appeal, 
/**
 * A letter to the plan, with blanks to fill.
 */
letter: Bilingual, 
/**
 * What to put together before a letter is sent.
 */
collect: Array<Bilingual>, };

export type DenialReason = { 
/**
 * The reason's code.
 */
code: string | null, 
/**
 * Which list the code is of.
 */
list: ReasonList, 
/**
 * The plan's own words.
 */
planText: string | null, 
/**
 * What it means, in this app's words; `null` where it has none for the code.
 */
help: ReasonHelp | null, 
/**
 * The group code that came with it: `CO`, `PR`, `OA`, `PI`, `CR`.
 */
group: string | null, 
/**
 * The plan's own words for the group.
 */
groupText: string | null, 
/**
 * The amount that it came with.
 */
amount: Figure, 
/**
 * Where it stands.
 */
element: string, 
/**
 * How many more lines have the same reason.
 */
more: number, };

export type ReasonList = "adjustment" | "remark" | "pharmacy" | "other";

export type ReasonHelp = { 
/**
 * A name for it.
 */
title: Bilingual, 
/**
 * What it means.
 */
meaning: Bilingual, 
/**
 * What usually helps.
 */
helps: Bilingual, 
/**
 * What to ask, and whom.
 */
ask: Bilingual, };

export type Bearer = { 
/**
 * Who.
 */
who: Who, 
/**
 * How this is known.
 */
basis: BearerBasis, 
/**
 * In a few words.
 */
title: Bilingual, 
/**
 * What that means.
 */
meaning: Bilingual, };

export type Who = "provider" | "member" | "notMember" | "both" | "notStated";

export type BearerBasis = "groupCode" | "memberLiability" | "notStated";

export type AppealClock = { 
/**
 * The kind of plan.
 */
plan: AppealPlan, 
/**
 * How many days there are.
 */
days: number, 
/**
 * The rule in words.
 */
rule: Bilingual, 
/**
 * Where the rule is written.
 */
source: string, 
/**
 * The day that it is counted from.
 */
from: string | null, 
/**
 * Where that day comes from.
 */
fromBasis: ClockStart, 
/**
 * The last day, `YYYY-MM-DD`.
 */
lastDay: string | null, };

export type AppealPlan = "employer" | "marketplace" | "medicareAdvantage" | "medicaid";

export type ClockStart = "letter" | "payment" | "statement" | "notStated";

export type Appeal = { 
/**
 * The kind of plan that the member chose.
 */
plan: AppealPlan | null, 
/**
 * The date on the plan's letter, `YYYY-MM-DD`.
 */
letterDate: string | null, 
/**
 * Where it stands.
 */
status: AppealStatus, 
/**
 * Since when, `YYYY-MM-DD`.
 */
statusDate: string | null, 
/**
 * The member's note.
 */
note: string, 
/**
 * Whether the member wants to be reminded before the last day.
 */
remind: boolean, };

export type AppealStatus = "notSent" | "sent" | "answered";

export type AppealReminder = { 
/**
 * The claim.
 */
claim: number, 
/**
 * The claim's title.
 */
title: string | null, 
/**
 * Its provider.
 */
provider: string | null, 
/**
 * The last day, `YYYY-MM-DD`.
 */
lastDay: string, };

export type ClaimChange = { "change": "status", 
/**
 * Before.
 */
before: ClaimStatus, 
/**
 * After.
 */
after: ClaimStatus, } | { "change": "figure", 
/**
 * Which one.
 */
figure: ChangedFigure, 
/**
 * Before, with its element in that version.
 */
before: Figure, 
/**
 * After, with its element in this version.
 */
after: Figure, } | { "change": "lineFigure", 
/**
 * What was done, in the payer's words.
 */
service: string | null, 
/**
 * Which figure.
 */
figure: ChangedFigure, 
/**
 * Before.
 */
before: Figure, 
/**
 * After.
 */
after: Figure, } | { "change": "lineAdded", 
/**
 * What was done, in the payer's words.
 */
service: string | null, 
/**
 * What was billed for it.
 */
billed: Figure, } | { "change": "lineRemoved", 
/**
 * What was done, in the payer's words.
 */
service: string | null, 
/**
 * What was billed for it.
 */
billed: Figure, } | { "change": "reason", 
/**
 * The words.
 */
text: string, } | { "change": "note", 
/**
 * The words.
 */
text: string, };

export type ChangedFigure = "youOwe" | "planPaid" | "billed" | "planPrice" | "discount" | "deductible" | "copay" | "coinsurance" | "notCovered";

export type Episode = { 
/**
 * Names the story as long as nothing new comes; what a member says of a story names its claims.
 */
id: number, 
/**
 * The person's id.
 */
person: string | null, 
/**
 * The member's own name for it.
 */
ownName: string | null, 
/**
 * This app's words for it.
 */
words: Bilingual | null, 
/**
 * What it is about.
 */
about: EpisodeAbout, 
/**
 * Where, in the payer's words.
 */
place: string | null, 
/**
 * First day of care, `YYYY-MM-DD`.
 */
start: string, 
/**
 * Last day of care.
 */
end: string, 
/**
 * How many claims, replaced ones included.
 */
claims: number, };

export type EpisodeAbout = "stay" | "emergency" | "procedure" | "care";

export type ClaimEpisode = { 
/**
 * The story; `null` where the claim is part of none.
 */
episode: Episode | null, 
/**
 * Its claims, the earliest first.
 */
parts: Array<EpisodePart>, 
/**
 * Whether there is something that the member said of this person's stories, to be taken back.
 */
canUndo: boolean, };

export type EpisodePart = { 
/**
 * The claim.
 */
row: ClaimRow, 
/**
 * Whether the story is named and dated by it.
 */
isLead: boolean, 
/**
 * Why it is part of the story.
 */
reason: EpisodeReason, 
/**
 * How many days after the end of the leading claim it began; negative: before.
 */
days: number, 
/**
 * Whether the claims say so, or it is only likely.
 */
isSure: boolean, };

export type EpisodeReason = "event" | "first" | "sameNumber" | "duringStay" | "sameDay" | "sameDiagnosis" | "prescription" | "followUp" | "ordered" | "chosen";

export type EpisodeCorrection = { "say": "apart", 
/**
 * The claim.
 */
claim: number, } | { "say": "join", 
/**
 * The claim.
 */
claim: number, 
/**
 * The other one.
 */
with: number, } | { "say": "merge", 
/**
 * A claim of one.
 */
claim: number, 
/**
 * A claim of the other.
 */
with: number, } | { "say": "call", 
/**
 * The claim.
 */
claim: number, 
/**
 * The name; empty for the app's own.
 */
name: string, };

export type Tag = { 
/**
 * Names it in commands.
 */
id: number, 
/**
 * The word.
 */
name: string, 
/**
 * How many claims it was put on.
 */
claims: number, };

export type ClaimNotes = { 
/**
 * The note, empty where there is none.
 */
note: string, 
/**
 * The tags, by name.
 */
tags: Array<Tag>, 
/**
 * How many claims share them.
 */
claims: number, };

export type ClaimMarks = { 
/**
 * The claim's id.
 */
claim: number, 
/**
 * Whether there is a note.
 */
hasNote: boolean, 
/**
 * The names of its tags.
 */
tags: Array<string>, };

export type SavedView = { 
/**
 * Names it in commands.
 */
id: number, 
/**
 * The name.
 */
name: string, 
/**
 * The filters, as far as what they name is still here.
 */
filter: ClaimFilter, 
/**
 * True where the person whom it asked for is no longer here.
 */
personGone: boolean, 
/**
 * How many tags that it asked for are no longer here.
 */
tagsGone: number, };

export type ViewEntry = { 
/**
 * The view to change; `null` for a new one.
 */
id: number | null, 
/**
 * The name.
 */
name: string, 
/**
 * The filters; `null` leaves those of the view as they are.
 */
filter: ClaimFilter | null, };

export type WhatsNew = { 
/**
 * Claims that were not here before.
 */
new: number, 
/**
 * Claims that say something else than before.
 */
changed: number, 
/**
 * Those among them that the plan does not cover.
 */
notCovered: number, 
/**
 * The first of them, newest care first.
 */
items: Array<NewsItem>, };

export type NewsItem = { 
/**
 * The claim as it is now.
 */
row: ClaimRow, 
/**
 * What it said the member owes when it was last seen; `null` for a new claim, and where it did not say.
 */
owedBefore: Money | null, 
/**
 * Whether the plan turned it down since then.
 */
isDenied: boolean, 
/**
 * Whether the member owes something for it that was not owed when it was last seen, or more than then.
 */
isNewlyOwed: boolean, };

export type PlanYear = { 
/**
 * The connection.
 */
connection: string, 
/**
 * Its payer.
 */
payerName: string, 
/**
 * Its first day, `YYYY-MM-DD`.
 */
from: string, 
/**
 * The day after its last one.
 */
until: string, 
/**
 * Whether a coverage states the year from its first day to its last. Otherwise it is the calendar year.
 */
isStated: boolean, 
/**
 * The family's before a person's, deductibles before out-of-pocket limits, in the network before out of it.
 */
accumulators: Array<Accumulator>, };

export type Accumulator = { 
/**
 * What is counted.
 */
kind: AccumulatorKind, 
/**
 * In or out of the network; `null` where the plan does not say.
 */
inNetwork: boolean | null, 
/**
 * Whose; `null` is the family's.
 */
person: string | null, 
/**
 * The benefit in the plan's words, where it is another than medical care.
 */
benefit: string | null, 
/**
 * What the plan stated last; `null`: not stated by the plan.
 */
stated: StatedBalance | null, 
/**
 * What the year's decided claims state, added up by this app. Replaced and pending claims, preauthorizations, dental
 * and vision claims are not in it.
 */
added: Array<Sum>, 
/**
 * How many decided claims do not say whether they were in the network: they are in neither sum.
 */
networkUnknown: number, 
/**
 * Between what the plan states as used and the sum, without a sign, where both are in one currency and differ.
 * Worked out by this app.
 */
difference: Money | null, };

export type AccumulatorKind = "deductible" | "outOfPocket";

export type StatedBalance = { 
/**
 * The limit.
 */
limit: Figure, 
/**
 * What is used of it.
 */
used: Figure, 
/**
 * The claim that states it; `null` where a coverage record does.
 */
claim: number | null, 
/**
 * When the plan stated it, a FHIR date.
 */
date: string | null, };

export type Explanation = { 
/**
 * `ExplanationOfBenefit/<id>`.
 */
reference: string | null, 
/**
 * The payer's claim number and other identifiers.
 */
identifiers: Array<Identifier>, 
/**
 * `claim`, `preauthorization` or `predetermination`.
 */
useCode: string | null, 
/**
 * The claim's type in the payer's words: `Institutional`, `Pharmacy` …
 */
typeText: string | null, 
/**
 * `active`, `cancelled` …
 */
fhirStatus: string | null, 
/**
 * `complete`, `partial`, `queued`, `error`.
 */
outcome: string | null, 
/**
 * The payer's own remark on the outcome.
 */
disposition: string | null, 
/**
 * When the payer made this statement.
 */
created: string | null, 
/**
 * When the payer received the claim.
 */
received: string | null, 
/**
 * The member's network standing on this claim, in the payer's words.
 */
networkText: string | null, 
/**
 * Billed by the provider.
 */
billed: Figure, 
/**
 * What the plan cut off the bill.
 */
discount: Figure, 
/**
 * The plan's price (allowed amount).
 */
planPrice: Figure, 
/**
 * Paid by the plan.
 */
planPaid: Figure, 
/**
 * Owed by the member.
 */
youOwe: Figure, 
/**
 * The member's part: deductible.
 */
deductible: Figure, 
/**
 * The member's part: copay.
 */
copay: Figure, 
/**
 * The member's part: coinsurance.
 */
coinsurance: Figure, 
/**
 * Not covered.
 */
notCovered: Figure, 
/**
 * Every other figure of the header, with the payer's own words.
 */
otherFigures: Array<Figure>, 
/**
 * Adjudicated values of the header that are no money: units, percentages.
 */
values: Array<StatedValue>, 
/**
 * The lines.
 */
lines: Array<ClaimLine>, 
/**
 * Who took care.
 */
careTeam: Array<CareTeamMember>, 
/**
 * Why, as codes.
 */
diagnoses: Array<ListedCode>, 
/**
 * What was done in a hospital, as codes.
 */
procedures: Array<ListedCode>, 
/**
 * The reasons the plan gave for not paying, as it words them.
 */
reasons: Array<CodedText>, 
/**
 * Notes the payer put on the claim.
 */
notes: Array<string>, 
/**
 * The payment that the claim names.
 */
payment: Payment | null, 
/**
 * Admission, discharge, received dates, numbers …, in the payer's order.
 */
supporting: Array<Supporting>, 
/**
 * What the plan says of the benefit's limits and what is used of them.
 */
balances: Array<BenefitBalance>, 
/**
 * Under which coverage, and what was approved before.
 */
insurance: Array<ClaimInsurance>, 
/**
 * Other claims that this one names.
 */
related: Array<RelatedClaim>, 
/**
 * The accident it is about.
 */
accident: Accident | null, 
/**
 * The claim in plain sentences.
 */
story: Array<Sentence>, 
/**
 * What this app compared.
 */
checks: Array<Check>, 
/**
 * What is odd about the claim as the plan sent it.
 */
remarks: Array<Remark>, 
/**
 * Plain names of the categories that the figures above have.
 */
terms: Array<Term>, };

export type Identifier = { 
/**
 * What it is, a code or the payer's words.
 */
label: string | null, 
/**
 * What it says.
 */
text: string, };

export type ClaimLine = { 
/**
 * The line's number as the payer has it.
 */
sequence: number | null, 
/**
 * What was done.
 */
service: CodedText, 
/**
 * First day.
 */
start: string | null, 
/**
 * Last day, where it differs.
 */
end: string | null, 
/**
 * How many.
 */
quantity: string | null, 
/**
 * Billed.
 */
billed: Figure, 
/**
 * The plan's price.
 */
planPrice: Figure, 
/**
 * Paid by the plan.
 */
planPaid: Figure, 
/**
 * Owed by the member.
 */
youOwe: Figure, 
/**
 * Every other figure of the line.
 */
otherFigures: Array<Figure>, 
/**
 * The reasons the plan gave.
 */
reasons: Array<CodedText>, 
/**
 * The network standing of this line, in the payer's words.
 */
networkText: string | null, 
/**
 * Adjudicated values that are no money.
 */
values: Array<StatedValue>, 
/**
 * The numbers of the diagnoses that it is for.
 */
diagnosisSequences: Array<number>, 
/**
 * Where it stands.
 */
element: string, };

export type CodedText = { 
/**
 * The payer's words: text, then display.
 */
text: string | null, 
/**
 * The code.
 */
code: string | null, 
/**
 * The code system's URI.
 */
system: string | null, 
/**
 * What it is for: `principal`, `denialreason` …
 */
role: string | null, };

export type CareTeamMember = { 
/**
 * The name, or the payer's identifier where no name came.
 */
name: string | null, 
/**
 * The National Provider Identifier.
 */
npi: string | null, 
/**
 * The role in the payer's words or as a code.
 */
role: string | null, 
/**
 * The specialty, in the payer's words.
 */
specialty: string | null, };

export type Bilingual = { 
/**
 * English.
 */
en: string, 
/**
 * Spanish.
 */
es: string, };

export type Term = { 
/**
 * The adjudication code, for example `eligible`.
 */
code: string, 
/**
 * Its plain name.
 */
name: Bilingual, };

export type Sentence = { 
/**
 * What it tells.
 */
id: SentenceId, 
/**
 * In English.
 */
en: Array<Piece>, 
/**
 * In Spanish.
 */
es: Array<Piece>, };

export type SentenceId = "cutOff" | "billed" | "preauthorization" | "replaced" | "pending" | "notCovered" | "outOfNetwork" | "planPrice" | "planPaid" | "youOwe" | "youOweParts" | "notStated";

export type Piece = { "piece": "words", 
/**
 * The words, with the spaces around them.
 */
words: string, } | { "piece": "figure", 
/**
 * The figure.
 */
figure: Figure, 
/**
 * What a member calls it.
 */
name: string, 
/**
 * The amount as it is written in a sentence.
 */
words: string, };

export type Check = { 
/**
 * What was compared.
 */
id: CheckId, 
/**
 * The category, where a check is made for each: `submitted`, `eligible` …
 */
code: string | null, 
/**
 * How it came out.
 */
result: CheckResult, 
/**
 * What was compared, in words.
 */
title: Bilingual, 
/**
 * How it came out, in words and numbers, or why it cannot be checked.
 */
finding: Bilingual, 
/**
 * A harmless reason for a difference.
 */
innocent: Bilingual | null, 
/**
 * How sure a difference is.
 */
certainty: Certainty | null, 
/**
 * The plan's figure that was held against the others.
 */
stated: Figure | null, 
/**
 * The figures that it was held against, at most [`Check::SHOWN`].
 */
against: Array<Figure>, 
/**
 * How many there were.
 */
compared: number, 
/**
 * What they add up to, worked out by this app.
 */
workedOut: Money | null, 
/**
 * The difference, without a sign, worked out by this app.
 */
difference: Money | null, 
/**
 * The other elements that were looked at, as FHIRPath.
 */
elements: Array<string>, 
/**
 * The other claim, in a check across claims: `ExplanationOfBenefit/<id>`.
 */
otherClaim: string | null, };

export type CheckId = "linesAgainstTotal" | "billedAgainstParts" | "priceAgainstPayers" | "owedAgainstParts" | "paidAgainstPayment" | "network" | "paymentDate" | "duplicate" | "paidTwice";

export type CheckResult = "agrees" | "differs" | "cannotBeChecked";

export type Certainty = "certain" | "likely" | "possible";

export type Remark = { 
/**
 * What it is about.
 */
id: RemarkId, 
/**
 * The FHIRPath of the element, where there is one.
 */
element: string | null, 
/**
 * In words.
 */
text: Bilingual, };

export type RemarkId = "amountUnreadable" | "amountMissing" | "currencyMissing" | "severalCurrencies" | "belowZero" | "manyDecimals" | "contradictoryTotals" | "sameSequence" | "diagnosisMissing" | "codeElsewhere" | "dateUnreadable" | "datesReversed" | "cutOff" | "typeAssumed";

export type StatedValue = { 
/**
 * The decimal.
 */
value: string, 
/**
 * Where it stands.
 */
element: string, 
/**
 * The adjudication code, for example `allowedunits`.
 */
code: string | null, 
/**
 * The payer's own words for it.
 */
label: string | null, };

export type ListedCode = { 
/**
 * The number by which lines refer to it.
 */
sequence: number | null, 
/**
 * Whether it was there at admission, in the payer's words or code.
 */
onAdmission: string | null, 
/**
 * When it was done.
 */
date: string | null, 
/**
 * Where it stands.
 */
element: string, 
/**
 * The payer's words: text, then display.
 */
text: string | null, 
/**
 * The code.
 */
code: string | null, 
/**
 * The code system's URI.
 */
system: string | null, 
/**
 * What it is for: `principal`, `denialreason` …
 */
role: string | null, };

export type Payment = { 
/**
 * How much.
 */
amount: Figure, 
/**
 * What was taken off or added.
 */
adjustment: Figure, 
/**
 * Why.
 */
adjustmentReason: string | null, 
/**
 * When.
 */
date: string | null, 
/**
 * `complete`, `partial` …, in the payer's words.
 */
typeText: string | null, 
/**
 * The check or transfer number.
 */
number: string | null, 
/**
 * To whom, as the claim's `payee` says.
 */
payee: string | null, };

export type Supporting = { 
/**
 * The category's code: `admissionperiod`, `drg` …
 */
code: string | null, 
/**
 * Its plain name, else the payer's words.
 */
name: Bilingual, 
/**
 * What it says: words, a number with its unit, a name.
 */
text: string | null, 
/**
 * The code of what it says.
 */
valueCode: string | null, 
/**
 * First day, or the day.
 */
start: string | null, 
/**
 * Last day.
 */
end: string | null, 
/**
 * Where it stands.
 */
element: string, };

export type BenefitBalance = { 
/**
 * Which benefit.
 */
name: string | null, 
/**
 * In or out of network, in the payer's words.
 */
network: string | null, 
/**
 * For one person or the family.
 */
unit: string | null, 
/**
 * For a year, a visit …
 */
term: string | null, 
/**
 * Whether it is excluded.
 */
excluded: boolean | null, 
/**
 * Its limits.
 */
limits: Array<BenefitLimit>, };

export type BenefitLimit = { 
/**
 * Of what: deductible, visits …
 */
name: string | null, 
/**
 * The code for that.
 */
code: string | null, 
/**
 * The limit in money.
 */
allowed: Figure, 
/**
 * The limit as a count or in words.
 */
allowedText: string | null, 
/**
 * What is used, in money.
 */
used: Figure, 
/**
 * What is used, as a count.
 */
usedText: string | null, };

export type ClaimInsurance = { 
/**
 * The coverage in the payer's words, else its reference.
 */
coverage: string | null, 
/**
 * Whether this is the one that the claim was decided under.
 */
isFocal: boolean | null, 
/**
 * Numbers of approvals given before the care.
 */
preauthorizations: Array<string>, };

export type RelatedClaim = { 
/**
 * How they are related: the code, else the payer's words.
 */
relationship: string | null, 
/**
 * Its id or claim number.
 */
claim: string | null, };

export type Accident = { 
/**
 * When.
 */
date: string | null, 
/**
 * What kind.
 */
kind: string | null, 
/**
 * Where.
 */
place: string | null, };

export type RecordKind = "condition" | "encounter" | "procedure" | "prescription" | "dispense" | "observation" | "immunization";

export type RecordStanding = "stands" | "notDone" | "ruledOut" | "inError";

export type RecordRow = { 
/**
 * Names the record in commands.
 */
id: number, 
/**
 * The person's id.
 */
person: string | null, 
/**
 * What kind.
 */
kind: RecordKind, 
/**
 * When it was, or began.
 */
start: string | null, 
/**
 * When it ended, where it says so.
 */
end: string | null, 
/**
 * What it is, in the payer's words, else as a code.
 */
title: string | null, 
/**
 * What it says in short: a measured value, a dose, a quantity.
 */
value: string | null, 
/**
 * How the value is judged, in the payer's words: `High` …
 */
interpretation: string | null, 
/**
 * Who did it.
 */
performer: string | null, 
/**
 * Whether it holds.
 */
standing: RecordStanding, 
/**
 * Came with the newest sync.
 */
isNew: boolean, 
/**
 * Changed with the newest sync.
 */
isChanged: boolean, };

export type RecordFilter = { 
/**
 * A person's id.
 */
person: string | null, 
/**
 * A kind of record.
 */
kind: RecordKind | null, 
/**
 * Words to find.
 */
text: string, };

export type RecordsPage = { 
/**
 * Where it begins.
 */
offset: number, 
/**
 * The records.
 */
rows: Array<RecordRow>, };

export type RecordsOutline = { 
/**
 * The kinds that there are, in the order of the list.
 */
groups: Array<RecordGroup>, 
/**
 * The connections whose payer has records to share, or that brought some.
 */
sources: Array<RecordSource>, };

export type RecordGroup = { 
/**
 * The kind.
 */
kind: RecordKind, 
/**
 * How many.
 */
records: number, };

export type RecordSource = { 
/**
 * The connection.
 */
connection: string, 
/**
 * The payer's key, for asking it again.
 */
payer: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * Kinds that were shared.
 */
shared: Array<RecordKind>, 
/**
 * Kinds that the payer offers and that were not shared.
 */
notShared: Array<RecordKind>, 
/**
 * Kinds that were shared and have never come to their end: refused, failed, or still on their way.
 */
incomplete: Array<RecordKind>, };

export type RecordDetail = { 
/**
 * As in the list.
 */
row: RecordRow, 
/**
 * The person's whole name.
 */
personName: string | null, 
/**
 * The connection's payer.
 */
payerName: string, 
/**
 * `Observation/<id>`.
 */
reference: string, 
/**
 * What it says, element by element.
 */
facts: Array<RecordFact>, 
/**
 * Everything it was here as, oldest first, the present one included.
 */
versions: Array<RecordVersion>, 
/**
 * The same person's claims for care on the same days.
 */
claims: Array<ClaimRow>, };

export type RecordVersion = { 
/**
 * When it came, RFC 3339.
 */
seenAt: string, 
/**
 * What it said in short.
 */
value: string | null, 
/**
 * Whether it held.
 */
standing: RecordStanding, };

export type RecordFact = { 
/**
 * What it is.
 */
name: FactName, 
/**
 * The payer's own name for it, where it has one: a part of a measurement.
 */
label: string | null, 
/**
 * What it says.
 */
value: FactValue, 
/**
 * The FHIRPath of the element.
 */
element: string, };

export type FactName = "abatement" | "admitted" | "bodySite" | "category" | "class" | "clinicalStatus" | "code" | "complication" | "destination" | "device" | "diagnosis" | "discharged" | "daysSupply" | "dose" | "encounter" | "expires" | "followUp" | "handedOver" | "identifier" | "intent" | "interpretation" | "issued" | "location" | "lot" | "manufacturer" | "medication" | "method" | "note" | "occurred" | "onset" | "ordered" | "organization" | "outcome" | "part" | "performer" | "prepared" | "prescriber" | "primarySource" | "quantity" | "reaction" | "reason" | "recorded" | "recorder" | "referenceRange" | "refills" | "route" | "series" | "severity" | "specimen" | "stage" | "status" | "statusReason" | "substitution" | "type" | "validUntil" | "value" | "verificationStatus";

export type FactValue = { "type": "text", 
/**
 * The words.
 */
text: string, } | { "type": "status", 
/**
 * The code.
 */
code: string, } | { "type": "coded", 
/**
 * The payer's words: text, then display.
 */
text: string | null, 
/**
 * The codes.
 */
codes: Array<RecordCode>, } | { "type": "when", 
/**
 * When, or when it began.
 */
start: string | null, 
/**
 * When it ended.
 */
end: string | null, } | { "type": "flag", 
/**
 * Yes.
 */
yes: boolean, } | { "type": "absent", 
/**
 * Why, in the payer's words or as a code.
 */
reason: string | null, } | { "type": "unshown", 
/**
 * The element's name: `valueAttachment` …
 */
kind: string, };

export type RecordCode = { 
/**
 * The code.
 */
code: string, 
/**
 * The code system's URI.
 */
system: string | null, 
/**
 * The payer's words for it.
 */
display: string | null, };

export type CareKind = "person" | "organization" | "pharmacy" | "service";

export type CareSpecialty = "familyDoctor" | "internalMedicine" | "children" | "childrensSurgery" | "womensHealth" | "heart" | "skin" | "bonesAndJoints" | "earNoseThroat" | "eyes" | "optometry" | "digestion" | "hormones" | "cancer" | "kidneys" | "lungs" | "nerves" | "surgery" | "urology" | "allergy" | "psychiatry" | "psychology" | "socialWork" | "counseling" | "physicalTherapy" | "occupationalTherapy" | "speechTherapy" | "chiropractic" | "dentist" | "feet" | "nursePractitioner" | "emergency";

export type CareField = "name" | "specialty" | "city" | "state" | "postalCode" | "network";

export type CareQuestion = { 
/**
 * The payer's key.
 */
payer: string, 
/**
 * What is looked for.
 */
kind: CareKind, 
/**
 * A name, or its beginning.
 */
name: string | null, 
/**
 * A specialty.
 */
specialty: CareSpecialty | null, 
/**
 * A city.
 */
city: string | null, 
/**
 * A state, as two letters.
 */
state: string | null, 
/**
 * A ZIP code, or its beginning.
 */
postalCode: string | null, 
/**
 * The id of a network that must be named.
 */
network: string | null, };

export type CareDirectory = { 
/**
 * The payer's key.
 */
payer: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * The heading that the payer stands under.
 */
group: string, 
/**
 * What kind of entry the payer is.
 */
payerKind: PayerKind, 
/**
 * Whether the member is connected to it.
 */
connected: boolean, 
/**
 * The directory's host, once it is known.
 */
host: string | null, 
/**
 * What can be looked for, and by which parts of a question.
 */
can: Array<CareCan>, 
/**
 * Days within which the directory follows a change, by the payer's own document.
 */
freshDays: number | null, };

export type CareCan = { 
/**
 * What is looked for.
 */
kind: CareKind, 
/**
 * The smallest questions that can be asked. Each may be narrowed by the other fields.
 */
by: Array<Array<CareField>>, };

export type CareNetwork = { 
/**
 * The id of its Organization.
 */
id: string, 
/**
 * Its name; none where the directory leads nowhere.
 */
name: string | null, };

export type CareNetworkSource = "coverage" | "chosen";

export type CareOwnNetwork = { 
/**
 * Which one.
 */
network: CareNetwork, 
/**
 * How that is known.
 */
source: CareNetworkSource, };

export type CareNetworks = { 
/**
 * By name; of several with one name, the first.
 */
networks: Array<CareNetwork>, 
/**
 * The member's.
 */
own: CareOwnNetwork | null, 
/**
 * When the directory said so.
 */
fetchedAt: string, 
/**
 * Why it could not be asked anew.
 */
problem: AppError | null, };

export type CareRun = "running" | "done" | "stopped" | "failed" | "refused";

export type CarePart = "found" | "roles" | "people" | "places" | "organizations" | "more";

export type CareProblem = { 
/**
 * Of which part.
 */
part: CarePart, 
/**
 * Why.
 */
error: AppError, };

export type CareResults = { 
/**
 * Names the search in commands.
 */
search: string, 
/**
 * The question as it was understood.
 */
question: CareQuestion, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * The directory's host.
 */
host: string | null, 
/**
 * Whether it runs.
 */
run: CareRun, 
/**
 * What was found so far.
 */
rows: Array<CareRow>, 
/**
 * Requests that were sent.
 */
requests: number, 
/**
 * When the directory answered.
 */
fetchedAt: string | null, 
/**
 * Whether this is what was kept of an earlier search.
 */
kept: boolean, 
/**
 * Whether the directory has further entries that were not asked for.
 */
more: boolean, 
/**
 * Whether the list is only as much as the directory was ready to tell: its pages broke off.
 */
cutShort: boolean, 
/**
 * Entries that could not be read.
 */
unreadable: number, 
/**
 * What the directory did not give.
 */
problems: Array<CareProblem>, 
/**
 * Where it cannot be searched that way: how it can.
 */
instead: Array<Array<CareField>>, 
/**
 * Whether the directory cannot be asked where a person works.
 */
withoutPlaces: boolean, 
/**
 * The member's network.
 */
ownNetwork: CareOwnNetwork | null, };

export type CarePlaceState = "pending" | "stated" | "noAddress" | "notStated" | "notFound" | "notAnswered";

export type CarePlace = { 
/**
 * Its name.
 */
name: string | null, 
/**
 * Street and number.
 */
lines: Array<string>, 
/**
 * The city.
 */
city: string | null, 
/**
 * The state.
 */
state: string | null, 
/**
 * The ZIP code.
 */
postalCode: string | null, };

export type CareAccepting = "yes" | "no" | "existing" | "families" | "notStated";

export type CareInNetwork = "yes" | "no" | "notStated" | "notChosen" | "pending";

export type CareSpecialtyWords = { 
/**
 * The same in this app's words.
 */
own: CareSpecialty | null, 
/**
 * The directory's words, else its code.
 */
text: string, };

export type CareHours = { 
/**
 * `mon`, `tue` …
 */
days: Array<string>, 
/**
 * Open on those days around the clock.
 */
allDay: boolean, 
/**
 * `08:00`
 */
from: string | null, 
/**
 * `17:00`
 */
until: string | null, };

export type CareRow = { 
/**
 * Names it within its search.
 */
key: string, 
/**
 * Whom or what it is about: a reference.
 */
subject: string, 
/**
 * The name; none where the directory does not say or was not answered.
 */
name: string | null, 
/**
 * The National Provider Identifier.
 */
npi: string | null, 
/**
 * The specialties.
 */
specialties: Array<CareSpecialtyWords>, 
/**
 * The organization that they work for.
 */
organization: string | null, 
/**
 * What is known of the place.
 */
placeState: CarePlaceState, 
/**
 * The place.
 */
place: CarePlace | null, 
/**
 * The networks that are named, each name once.
 */
networks: Array<CareNetwork>, 
/**
 * Whether the member's is among them.
 */
inNetwork: CareInNetwork, 
/**
 * Whether new patients are taken.
 */
accepting: CareAccepting, 
/**
 * The telephone: the entry's, else the place's.
 */
phone: string | null, 
/**
 * Languages spoken.
 */
languages: Array<string>, 
/**
 * When they are there: the entry's, else the place's.
 */
hours: Array<CareHours>, 
/**
 * The day on which the payer last updated the entry.
 */
updated: string | null, 
/**
 * Whether that is over a year ago.
 */
old: boolean, 
/**
 * Whether the entry says that it is not in force.
 */
inactive: boolean, 
/**
 * Whether another entry says otherwise of the same at the same place.
 */
contradicted: boolean, };

export type CareFact = "place" | "networks" | "newPatients" | "phone" | "languages" | "hours" | "updated";

export type CareSource = { 
/**
 * `PractitionerRole/12`
 */
reference: string, 
/**
 * The address that was asked.
 */
address: string, 
/**
 * The JSON as it came.
 */
json: string, };

export type CareSeenBy = { 
/**
 * The person's id; none where the plan named nobody.
 */
person: string | null, 
/**
 * The person's name.
 */
name: string | null, 
/**
 * How many claims.
 */
claims: number, 
/**
 * The first day of the newest, as precise as it came.
 */
newest: string | null, };

export type CareDetail = { 
/**
 * The entry.
 */
row: CareRow, 
/**
 * What else was found of the same.
 */
others: Array<CareRow>, 
/**
 * What it does not say.
 */
notStated: Array<CareFact>, 
/**
 * What it is made of.
 */
sources: Array<CareSource>, 
/**
 * When the directory answered.
 */
fetchedAt: string | null, 
/**
 * Whose claims name this provider; none where the entry has no provider number to compare.
 */
seenBy: Array<CareSeenBy> | null, 
/**
 * In the member's list, where it is.
 */
saved: number | null, };

export type CareSaved = { 
/**
 * Names them in commands.
 */
id: number, 
/**
 * The payer's key.
 */
payer: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * As the directory had them when they were saved.
 */
row: CareRow, 
/**
 * The member's own words.
 */
note: string, 
/**
 * When they were saved.
 */
savedAt: string, 
/**
 * Whose claims name this provider; none where the entry has no provider number to compare.
 */
seenBy: Array<CareSeenBy> | null, };

export type CareCopyRow = { 
/**
 * Names it in commands.
 */
id: number, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * Whom it is about.
 */
name: string | null, 
/**
 * When the directory said so.
 */
takenAt: string, };

export type CareCopy = { 
/**
 * Names it in commands.
 */
id: number, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * When the directory said so.
 */
takenAt: string, 
/**
 * The entry as it was read then.
 */
row: CareRow, 
/**
 * What else the directory listed of the same.
 */
others: Array<CareRow>, 
/**
 * What it did not say.
 */
notStated: Array<CareFact>, 
/**
 * The resources as they came.
 */
sources: Array<CareSource>, 
/**
 * SHA-256 of the resources, each followed by a line break, in hexadecimal digits.
 */
sha256: string, 
/**
 * Whether they still are what they were.
 */
intact: boolean, };

export type CareVerdict = "yes" | "no" | "cannotTell";

export type CareDoubt = "nobodyNamed" | "notListed" | "severalOfThatName" | "byNameAlone" | "networkNotChosen" | "networksNotStated" | "dependsOnPlace" | "contradicted" | "old" | "notAnswered" | "noDirectory";

export type CareAnswer = { 
/**
 * The payer's key.
 */
payer: string, 
/**
 * The payer's name.
 */
payerName: string, 
/**
 * Who was looked for.
 */
provider: string | null, 
/**
 * By that number, where the claim has one.
 */
npi: string | null, 
/**
 * The place that the claim names.
 */
place: string | null, 
/**
 * The answer.
 */
verdict: CareVerdict, 
/**
 * What limits it.
 */
doubts: Array<CareDoubt>, 
/**
 * The member's network.
 */
ownNetwork: CareOwnNetwork | null, 
/**
 * The networks to choose from, where it is not known.
 */
networks: Array<CareNetwork>, 
/**
 * What it is based on.
 */
rows: Array<CareRow>, 
/**
 * The search that they are of.
 */
search: string | null, 
/**
 * When the directory answered.
 */
fetchedAt: string | null, 
/**
 * The plan's telephone, where the coverage has it.
 */
phone: string | null, 
/**
 * Why the directory could not be asked.
 */
problem: AppError | null, };

export type Event = { "name": "startup", "payload": AppState } | { "name": "connect", "payload": ConnectAttempt } | { "name": "sync", "payload": SyncStatus } | { "name": "copy", "payload": CopyProgress } | { "name": "files", "payload": FilesState } | { "name": "records-changed", "payload": null } | { "name": "care", "payload": string };

/** Every command: its arguments and its answer. */
export type Commands = {
  subscribe: { arguments: { channel: Channel<Event> }; answer: null };
  app_state: { arguments: {}; answer: AppState };
  lock_now: { arguments: {}; answer: AppState };
  unlock: { arguments: { passphrase: string | null }; answer: AppState };
  activity: { arguments: {}; answer: null };
  protection: { arguments: {}; answer: Protection };
  set_passphrase: { arguments: { passphrase: string, current: string | null }; answer: Protection };
  remove_passphrase: { arguments: { current: string }; answer: Protection };
  make_recovery_code: { arguments: { passphrase: string | null }; answer: NewRecoveryCode };
  save_recovery_code: { arguments: { code: string, options: PrintOptions }; answer: string | null };
  keep_recovery_code: { arguments: {}; answer: Protection };
  remove_recovery_code: { arguments: {}; answer: Protection };
  recover: { arguments: { code: string }; answer: AppState };
  save_backup: { arguments: { passphrase: string, current: string | null }; answer: BackupSaved | null };
  choose_backup: { arguments: {}; answer: BackupFile | null };
  look_at_backup: { arguments: { passphrase: string }; answer: BackupPreview };
  restore_backup: { arguments: {}; answer: AppState };
  retry_startup: { arguments: {}; answer: AppState };
  set_records_aside: { arguments: {}; answer: AppState };
  save_settings: { arguments: { settings: Settings }; answer: null };
  shows_notices: { arguments: {}; answer: boolean };
  payers: { arguments: {}; answer: PayerGroup[] };
  payers_file: { arguments: {}; answer: PayersFile };
  registrations: { arguments: {}; answer: Registration[] };
  save_registration: { arguments: { entry: RegistrationEntry }; answer: null };
  remove_registration: { arguments: { registration: string }; answer: null };
  open_registration_page: { arguments: { registration: string }; answer: null };
  share_preview: { arguments: { payer: string }; answer: SharePreview };
  connect_begin: { arguments: { request: ConnectRequest }; answer: ConnectAttempt };
  connect_attempts: { arguments: {}; answer: ConnectAttempt[] };
  connect_open_page: { arguments: { attempt: string }; answer: null };
  connect_link: { arguments: { attempt: string }; answer: string };
  connect_paste: { arguments: { attempt: string, address: string }; answer: null };
  connect_confirm: { arguments: { attempt: string }; answer: ConnectAttempt };
  connect_cancel: { arguments: { attempt: string }; answer: null };
  connections: { arguments: {}; answer: Connection[] };
  disconnect: { arguments: { connection: string }; answer: Receipt };
  open_portal: { arguments: { payer: string }; answer: null };
  sync_start: { arguments: { connection: string }; answer: SyncStatus };
  sync_stop: { arguments: { connection: string }; answer: null };
  sync_status: { arguments: {}; answer: SyncStatus[] };
  people: { arguments: {}; answer: Person[] };
  coverage: { arguments: {}; answer: CoverageCard[] };
  claims_outline: { arguments: { filter: ClaimFilter }; answer: ClaimsOutline };
  claims_page: { arguments: { filter: ClaimFilter, offset: number, limit: number }; answer: ClaimsPage };
  claim: { arguments: { id: number }; answer: ClaimDetail };
  claim_alike: { arguments: { id: number }; answer: OtherClaimCheck[] };
  save_appeal: { arguments: { id: number, appeal: Appeal }; answer: null };
  appeal_reminders: { arguments: {}; answer: AppealReminder[] };
  claim_episode: { arguments: { id: number }; answer: ClaimEpisode };
  correct_episode: { arguments: { correction: EpisodeCorrection }; answer: null };
  undo_episode: { arguments: { id: number }; answer: null };
  claim_notes: { arguments: { id: number }; answer: ClaimNotes };
  save_claim_note: { arguments: { id: number, note: string }; answer: null };
  tags: { arguments: {}; answer: Tag[] };
  add_tag: { arguments: { id: number, name: string }; answer: null };
  take_tag_off: { arguments: { id: number, tag: number }; answer: null };
  rename_tag: { arguments: { tag: number, name: string }; answer: null };
  remove_tag: { arguments: { tag: number, isRemoved: boolean }; answer: null };
  views: { arguments: {}; answer: SavedView[] };
  save_view: { arguments: { entry: ViewEntry }; answer: SavedView };
  remove_view: { arguments: { id: number }; answer: null };
  claim_source: { arguments: { id: number }; answer: string };
  save_claim_paper: { arguments: { id: number, options: PrintOptions }; answer: string | null };
  save_appeal_paper: { arguments: { id: number, letter: string, options: PrintOptions }; answer: string | null };
  save_claims_paper: { arguments: { filter: ClaimFilter, options: PrintOptions }; answer: string | null };
  save_care_paper: { arguments: { id: number, options: PrintOptions }; answer: string | null };
  save_statement_paper: { arguments: { query: LedgerQuery, options: PrintOptions }; answer: string | null };
  whats_new: { arguments: {}; answer: WhatsNew };
  mark_seen: { arguments: {}; answer: null };
  records_outline: { arguments: { filter: RecordFilter }; answer: RecordsOutline };
  records_page: { arguments: { filter: RecordFilter, offset: number, limit: number }; answer: RecordsPage };
  record: { arguments: { id: number }; answer: RecordDetail };
  record_source: { arguments: { id: number }; answer: string };
  records_of_claim: { arguments: { id: number }; answer: RecordRow[] };
  accumulators: { arguments: { on: string }; answer: PlanYear[] };
  save_copy: { arguments: { what: CopyWhat, format: CopyFormat, language: CopyLanguage }; answer: CopySaved | null };
  stop_copy: { arguments: {}; answer: null };
  open_files: { arguments: {}; answer: null };
  add_files: { arguments: { into: string | null }; answer: FilesState };
  close_files: { arguments: {}; answer: null };
  spending_years: { arguments: {}; answer: SpendingYear[] };
  spending: { arguments: { query: SpendingQuery }; answer: Spending };
  spending_names: { arguments: { query: SpendingQuery }; answer: SpendingNames };
  spending_left_out: { arguments: { query: SpendingQuery, why: LeftOutReason }; answer: ClaimRow[] };
  ledger: { arguments: { query: LedgerQuery }; answer: Ledger };
  claim_payments: { arguments: { id: number }; answer: ClaimPayments };
  save_payment: { arguments: { entry: PaymentEntry }; answer: MemberPayment };
  remove_payment: { arguments: { id: number, isRemoved: boolean }; answer: null };
  attach_receipts: { arguments: { payment: number }; answer: ReceiptFile[] };
  save_receipt: { arguments: { id: number }; answer: boolean };
  remove_receipt: { arguments: { id: number, isRemoved: boolean }; answer: null };
  save_statement: { arguments: { query: LedgerQuery, language: Language }; answer: boolean };
  find_bill: { arguments: { bill: Bill }; answer: BillAnswer };
  read_bill: { arguments: { text: string }; answer: BillReading };
  timeline: { arguments: { query: TimelineQuery }; answer: Timeline };
  care_directories: { arguments: {}; answer: CareDirectory[] };
  care_networks: { arguments: { payer: string }; answer: CareNetworks };
  care_choose_network: { arguments: { payer: string, network: CareNetwork | null }; answer: null };
  care_search: { arguments: { question: CareQuestion, fresh: boolean }; answer: CareResults };
  care_more: { arguments: { search: string }; answer: null };
  care_stop: { arguments: { search: string }; answer: null };
  care_results: { arguments: { search: string }; answer: CareResults };
  care_detail: { arguments: { search: string, key: string }; answer: CareDetail };
  care_of_claim: { arguments: { id: number }; answer: CareAnswer };
  care_save: { arguments: { search: string, key: string }; answer: number };
  care_saved: { arguments: {}; answer: CareSaved[] };
  care_save_note: { arguments: { id: number, note: string }; answer: null };
  care_unsave: { arguments: { id: number }; answer: null };
  care_keep_copy: { arguments: { search: string, key: string }; answer: number };
  care_copies: { arguments: {}; answer: CareCopyRow[] };
  care_copy: { arguments: { id: number }; answer: CareCopy };
  care_remove_copy: { arguments: { id: number }; answer: null };
  care_save_copy: { arguments: { id: number }; answer: boolean };
};

/** Every event and its payload. */
export type Events = { [E in Event as E["name"]]: E["payload"] };
