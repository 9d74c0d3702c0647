// A new passphrase, typed twice alike.
import { Trans } from "@lingui/react/macro";
import { useState, type ReactNode } from "react";

import { entered, PassphraseField } from "./PassphraseField";

/** As in the core. */
const SHORTEST = 8;

export interface NewWords {
  passphrase: string;
  setPassphrase: (typed: string) => void;
  again: string;
  setAgain: (typed: string) => void;
  /** Long enough, and twice the same. */
  isWhole: boolean;
}

export function useNewPassphrase(): NewWords {
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const isWhole = Array.from(entered(passphrase)).length >= SHORTEST && entered(passphrase) === entered(again);
  return { passphrase, setPassphrase, again, setAgain, isWhole };
}

export function NewPassphrase({ words, label }: { words: NewWords; label: ReactNode }) {
  const differs = words.again !== "" && !entered(words.passphrase).startsWith(entered(words.again));
  return (
    <>
      <PassphraseField
        label={label}
        value={words.passphrase}
        onChange={words.setPassphrase}
        hint={<Trans>At least 8 characters. Four or five words that do not belong together are best.</Trans>}
        isNew
      />
      <PassphraseField
        label={<Trans>The same once more</Trans>}
        value={words.again}
        onChange={words.setAgain}
        fault={differs ? <Trans>The two are not the same.</Trans> : undefined}
        isNew
      />
    </>
  );
}
