// The sentences for every error code: what happened, what it means for the member's records, what to do. A code without
// its sentences does not compile. None of them blames, none says "error".
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { ErrorCode } from "../ipc/types.gen";

export interface Sentences {
  title: MessageDescriptor;
  meaning: MessageDescriptor;
  action: MessageDescriptor;
}

const NOTHING_LOST = msg`Nothing was lost. What is saved on this computer still works.`;
const NOTHING_KEPT = msg`Nothing was kept from this sign-in.`;
const UNTOUCHED = msg`Your records are untouched.`;

const sentences: Record<ErrorCode, Sentences> = {
  offline: {
    title: msg`You are offline. Everything here still works`,
    meaning: msg`You see what was saved before. Your plan cannot be asked for anything new without a network.`,
    action: msg`Check your network, then try again.`,
  },
  payerUnavailable: {
    title: msg`Your plan did not answer`,
    meaning: NOTHING_LOST,
    action: msg`Your plan’s computers may be busy. Try again in a while.`,
  },
  payerTimedOut: {
    title: msg`Your plan took too long to answer`,
    meaning: NOTHING_LOST,
    action: msg`Try again. What already came is not fetched twice.`,
  },
  payerUnreadable: {
    title: msg`Your plan sent something this app cannot read`,
    meaning: NOTHING_LOST,
    action: msg`Try again later. If it stays so, an update of this app may be needed.`,
  },
  payerTooLarge: {
    title: msg`Your plan sent more than fits in one piece`,
    meaning: msg`The app stopped there to keep this computer safe. What came before is saved.`,
    action: msg`Try again later.`,
  },
  payerLeftItsAddress: {
    title: msg`Your plan pointed to another website`,
    meaning: msg`The app did not follow, and nothing about you was sent there. What came before is saved.`,
    action: msg`Try again later. If it stays so, tell your plan’s help desk.`,
  },
  kindRefused: {
    title: msg`Your plan did not share this kind of record`,
    meaning: msg`The other kinds are not affected.`,
    action: msg`Sign in again if you would like to share it. Some plans do not offer it at all.`,
  },
  questionRefused: {
    title: msg`Your plan did not understand a question`,
    meaning: msg`The other kinds of records are not affected. What came before is saved.`,
    action: msg`Try again later. If it stays so, an update of this app may be needed.`,
  },
  signInNeeded: {
    title: msg`Your plan asks you to sign in again`,
    meaning: msg`Permissions end after a while, or you or the plan turned this one off. Your saved records are still here, and only here.`,
    action: msg`Sign in again to get new claims.`,
  },
  notEligible: {
    title: msg`Your plan says it does not offer this for you yet`,
    meaning: msg`The law asks it of Medicare Advantage, Medicaid, CHIP and marketplace plans. Most employer plans do not take part. Nothing was kept.`,
    action: msg`If you have another plan, choose that one. You can also look around with the demo plan.`,
  },
  appNotRegistered: {
    title: msg`Your plan does not know this copy of the app`,
    meaning: msg`Each app must be registered with a plan before members can use it. This is nothing you did. What is saved on this computer still works.`,
    action: msg`Whoever gave you the app can register it. You can look around with the demo plan.`,
  },
  registrationUnusable: {
    title: msg`That does not look like a client ID or a client secret`,
    meaning: msg`Nothing was changed. They are one word each, as the plan’s website for app owners shows them.`,
    action: msg`Copy them from there once more, without spaces around them. A changed client ID needs its own secret.`,
  },
  scopeRefused: {
    title: msg`Your plan does not allow what the app asked for`,
    meaning: NOTHING_KEPT,
    action: msg`Try again without the optional kinds of records.`,
  },
  signInRefused: {
    title: msg`Your plan did not finish the sign-in`,
    meaning: NOTHING_KEPT,
    action: msg`Try again. If it stays so, call the number on your member card.`,
  },
  answerNotOurs: {
    title: msg`That address belongs to another sign-in`,
    meaning: msg`The app ignored it. The sign-in you started is still open.`,
    action: msg`Copy the address from the page that opened last.`,
  },
  answerUnreadable: {
    title: msg`That is not the address of the last page`,
    meaning: msg`The app ignored it. The sign-in you started is still open.`,
    action: msg`Copy the whole address from your browser’s address bar.`,
  },
  signInExpired: {
    title: msg`The sign-in was open too long`,
    meaning: msg`For safety it is kept open for 10 minutes. Nothing was kept.`,
    action: msg`Start it again when you have your sign-in at hand.`,
  },
  redirectNotRegistered: {
    title: msg`Your plan does not know the way back to this app`,
    meaning: msg`The address that its answers come back to is not the one it has on file. This is nothing you did. Nothing was kept from this sign-in.`,
    action: msg`Whoever registered the app with the plan can correct it. Settings show the address.`,
  },
  payerUnlisted: {
    title: msg`This plan is no longer in the app’s list of plans`,
    meaning: msg`It came from a file of plans on this computer that does not name it any more. Your saved records are still here.`,
    action: msg`Whoever set up this computer can put it back. You can also disconnect it, which deletes its records here.`,
  },
  noBrowser: {
    title: msg`No browser could be opened`,
    meaning: msg`The sign-in is still open.`,
    action: msg`Copy the link and open it in a browser yourself.`,
  },
  locked: {
    title: msg`Claimfolio is locked`,
    meaning: UNTOUCHED,
    action: msg`Unlock it, then try again.`,
  },
  passphraseWrong: {
    title: msg`That is not the passphrase`,
    meaning: UNTOUCHED,
    action: msg`Check the keyboard’s language and capital letters, then try again.`,
  },
  passphraseTooShort: {
    title: msg`The passphrase is too short`,
    meaning: msg`Nothing was changed.`,
    action: msg`Use at least 8 characters.`,
  },
  tooManyTries: {
    title: msg`Wait a little before the next try`,
    meaning: msg`Several tries in a row were not right. Each one more waits longer, up to a minute. Your records are untouched.`,
    action: msg`Wait, then try again.`,
  },
  recoveryCodeUnreadable: {
    title: msg`That is not a whole recovery code`,
    meaning: UNTOUCHED,
    action: msg`A code has eight groups of five letters and digits. Compare it with your sheet.`,
  },
  recoveryCodeWrong: {
    title: msg`That code does not open these records`,
    meaning: UNTOUCHED,
    action: msg`A newer code makes an older one useless. Look for the one you made last.`,
  },
  noRecoveryCode: {
    title: msg`No recovery code was made for these records`,
    meaning: UNTOUCHED,
    action: msg`You can set them aside and start fresh. Your plans send the same claims once more.`,
  },
  backupNotUnderstood: {
    title: msg`This is not a backup that Claimfolio can read`,
    meaning: UNTOUCHED,
    action: msg`Choose a file whose name ends in “.claimfolio”. A backup from a newer Claimfolio needs the newer one.`,
  },
  backupDamaged: {
    title: msg`This backup is damaged`,
    meaning: msg`A part of the file is missing or changed, so nothing of it was used. Your records are untouched.`,
    action: msg`Copy the file again from where you keep it, or choose another backup.`,
  },
  stopped: {
    title: msg`You stopped it`,
    meaning: UNTOUCHED,
    action: msg`You can begin again at any time.`,
  },
  keychainLocked: {
    title: msg`Your keychain is locked`,
    meaning: UNTOUCHED,
    action: msg`Their key lies in your computer’s keychain. Unlock it, then try again.`,
  },
  keychainMissing: {
    title: msg`This computer has no keychain running`,
    meaning: msg`Your records are untouched. The app keeps their key in a keychain and nowhere else, so that nobody can read them without it.`,
    action: msg`Start your desktop’s keychain (for example GNOME Keyring or KWallet), then try again.`,
  },
  keychainDenied: {
    title: msg`Your keychain did not let the app in`,
    meaning: UNTOUCHED,
    action: msg`Try again, and allow Claimfolio when your computer asks.`,
  },
  keychainTimedOut: {
    title: msg`Your keychain did not answer`,
    meaning: UNTOUCHED,
    action: msg`It may be asking you something in a window behind this one. Answer there, then try again.`,
  },
  keyMissing: {
    title: msg`The key to your records is gone from the keychain`,
    meaning: msg`Your records are here and untouched, but they cannot be read without their key.`,
    action: msg`If you moved or restored your keychain, bring back the old one and try again. Otherwise set these records aside, then restore a backup or get them from your plan again.`,
  },
  wrongKey: {
    title: msg`Your records are locked with another key`,
    meaning: msg`Your records are here and untouched. The key in this keychain does not open them. This happens when the file came from another computer.`,
    action: msg`Use the computer or keychain they were made with and try again. Otherwise set these records aside, then restore a backup or get them from your plan again.`,
  },
  storeCorrupt: {
    title: msg`The file of your records is damaged`,
    meaning: msg`The app left the file as it is. It shows nothing rather than something wrong.`,
    action: msg`Try again. If it stays so, set these records aside, then restore a backup or get them from your plan again.`,
  },
  storeNewer: {
    title: msg`A newer version of this app saved your records`,
    meaning: UNTOUCHED,
    action: msg`Install the newest version of Claimfolio to open them.`,
  },
  diskFull: {
    title: msg`Your disk is full`,
    meaning: NOTHING_LOST,
    action: msg`Make some room, then try again.`,
  },
  readOnly: {
    title: msg`The app may not write to its folder`,
    meaning: UNTOUCHED,
    action: msg`The disk may be read-only or the folder may belong to another user. Change that, then try again.`,
  },
  entryUnusable: {
    title: msg`That is not a day or an amount`,
    meaning: msg`Nothing was changed. A day has a month, a day and a year; an amount has dollars and cents.`,
    action: msg`Correct it and save again.`,
  },
  textUnusable: {
    title: msg`That is empty or too long`,
    meaning: msg`Nothing was changed.`,
    action: msg`Change the text and save again.`,
  },
  nameTaken: {
    title: msg`That name is taken`,
    meaning: msg`Another of yours has it. Nothing was changed.`,
    action: msg`Choose another name.`,
  },
  receiptUnreadable: {
    title: msg`The file could not be read`,
    meaning: msg`It may be gone or belong to another user. Nothing was added.`,
    action: msg`Choose it again, or another file.`,
  },
  receiptTooLarge: {
    title: msg`The file is too large`,
    meaning: msg`A receipt can have up to 10 MB. Nothing was added.`,
    action: msg`Choose a smaller picture or a PDF with fewer pages.`,
  },
  receiptKindUnknown: {
    title: msg`The file is neither a picture nor a PDF`,
    meaning: msg`Only these are kept as receipts: PDF, JPEG, PNG, HEIC, WebP, GIF, TIFF. Nothing was added.`,
    action: msg`Choose another file.`,
  },
  folderNotWritable: {
    title: msg`The copy could not be saved there`,
    meaning: msg`The folder may be gone, be read-only, or belong to another user. What was there before was not changed.`,
    action: msg`Choose another folder.`,
  },
  fileUnreadable: {
    title: msg`The file could not be opened`,
    meaning: msg`It may be gone, be a folder, or belong to another user. Nothing was changed.`,
    action: msg`Choose it again, or choose another one.`,
  },
  fileBrokenOff: {
    title: msg`The file ends in the middle`,
    meaning: msg`A part of it is missing, as after a download that stopped. Nothing was changed.`,
    action: msg`Get the whole file again, then open that one.`,
  },
  fileNotUnderstood: {
    title: msg`This is not a file that Claimfolio understands`,
    meaning: msg`It opens FHIR files: JSON or NDJSON, also compressed by gzip. Nothing was changed.`,
    action: msg`Look for a FHIR or JSON download where the file came from. PDF, XML and spreadsheets cannot be opened here.`,
  },
  fileWithoutRecords: {
    title: msg`There is nothing to show in this file`,
    meaning: msg`It has no claims, no coverage and no health records. Nothing was changed.`,
    action: msg`Choose another file.`,
  },
  fileTooLarge: {
    title: msg`The file brings more than the app takes in`,
    meaning: msg`The app stopped there to keep this computer safe. Nothing was changed.`,
    action: msg`Ask for the records in several smaller files.`,
  },
  fileChanged: {
    title: msg`The file changed since you looked at it`,
    meaning: msg`Nothing of it was added.`,
    action: msg`Open it again to see what is in it now.`,
  },
  tooManyForPaper: {
    title: msg`These are too many claims for one PDF`,
    meaning: msg`More than 10,000 claims would make hundreds of pages.`,
    action: msg`Choose a year, a person or a kind of care, then save again.`,
  },
  inUse: {
    title: msg`Claimfolio is already open`,
    meaning: UNTOUCHED,
    action: msg`Another copy of the app has your records open. Close it, then try again.`,
  },
  notFound: {
    title: msg`That is not here any more`,
    meaning: msg`It may have been replaced or deleted since this was drawn.`,
    action: msg`Go back and open it again.`,
  },
  unexpected: {
    title: msg`Something did not work`,
    meaning: msg`The app did not expect this. Your records are untouched.`,
    action: msg`Try again. If it stays so, close the app and open it again.`,
  },
};

/** The sentences for a code. */
export function sentencesFor(code: ErrorCode): Sentences {
  return sentences[code];
}
