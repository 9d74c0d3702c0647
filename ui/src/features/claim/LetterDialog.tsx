// A letter to the plan, with blanks to fill in, and what to send with it. It is on the screen, on paper or in the clipboard,
// and is kept nowhere.
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy, Printer } from "lucide-react";
import { useId, useState } from "react";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { Denial } from "../../ipc/types.gen";
import { SavePaper } from "../paper/SavePaper";
import { useBilingual } from "./useBilingual";

export interface LetterDialogProps {
  /** The claim. */
  id: number;
  denial: Denial;
  onPrint: (letter: string) => void;
  onClose: () => void;
}

export function LetterDialog({ id: claim, denial, onPrint, onClose }: LetterDialogProps) {
  const { t } = useLingui();
  const inLanguage = useBilingual();
  const id = useId();
  const [text, setText] = useState(() => inLanguage(denial.letter));
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied("yes"),
      () => setCopied("no"),
    );
  };
  return (
    <Dialog
      title={t`A letter to your plan`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button icon={copied === "yes" ? Check : Copy} onPress={copy}>
            {copied === "yes" ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
          </Button>
          <Button icon={Printer} onPress={() => onPrint(text)}>
            <Trans>Print with the claim</Trans>
          </Button>
          <SavePaper paper={{ of: "appeal", id: claim, letter: text }} variant="primary" />
        </>
      }
    >
      <label className="field-label" htmlFor={id}>
        <Trans>Fill in what stands in brackets</Trans>
      </label>
      <textarea
        id={id}
        className="text-input letter"
        rows={16}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setCopied(null);
        }}
      />
      <h3>
        <Trans>What to collect</Trans>
      </h3>
      <Collect denial={denial} />
      <p className="t13 ink2">
        <Trans>
          Paper and PDF are plain: whoever has them can read them. The app keeps no copy of the letter.
        </Trans>
      </p>
      <p role="status" className="t13 ink2">
        {copied === "no" && <Trans>It could not be copied. Select the text and copy it by hand.</Trans>}
      </p>
    </Dialog>
  );
}

function Collect({ denial }: { denial: Denial }) {
  const inLanguage = useBilingual();
  return (
    <ul className="collect">
      {denial.collect.map((one) => (
        <li key={one.en}>{inLanguage(one)}</li>
      ))}
    </ul>
  );
}

/** The letter and the list on paper, before the claim itself. */
export function PacketPaper({ letter, denial }: { letter: string; denial: Denial }) {
  return (
    <div className="packet-paper">
      <pre className="packet-letter">{letter}</pre>
      <section className="packet-collect">
        <h2>
          <Trans>What to collect</Trans>
        </h2>
        <Collect denial={denial} />
      </section>
    </div>
  );
}
