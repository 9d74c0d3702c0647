// A claim, a list, an appeal, a dated copy or the year’s payments as a PDF in the member's own folder: the core makes it from what it shows, the web view
// only says of what, in which language and on which paper.
import "./paper.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { useState } from "react";

import { Button, type ButtonProps } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { Segmented } from "../../components/Segmented";
import { useKept } from "../../components/useKept";
import { today } from "../../i18n/format";
import { call } from "../../ipc/client";
import type { ClaimFilter, LedgerQuery, Paper, PaperLanguage, PrintOptions } from "../../ipc/types.gen";

/** What is put on paper. */
export type PaperOf =
  | { of: "claim"; id: number }
  | { of: "appeal"; id: number; letter: string }
  | { of: "claims"; filter: ClaimFilter }
  | { of: "copy"; id: number }
  | { of: "statement"; query: LedgerQuery };

export interface SavePaperProps extends Pick<ButtonProps, "variant" | "size" | "className"> {
  paper: PaperOf;
}

export function SavePaper({ paper, ...look }: SavePaperProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={FileDown} {...look} onPress={() => setOpen(true)}>
        {paper.of === "appeal" ? <Trans>Save the packet…</Trans> : <Trans>Save as PDF…</Trans>}
      </Button>
      {isOpen && <PaperDialog paper={paper} onClose={() => setOpen(false)} />}
    </>
  );
}

interface Choice {
  /** `null` until the member chose one: the window's. */
  readonly language: PaperLanguage | null;
  readonly size: Paper;
}

const FIRST: Choice = { language: null, size: "letter" };

function PaperDialog({ paper, onClose }: { paper: PaperOf; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const [choice, setChoice] = useKept("paper", FIRST);
  const language = choice.language ?? (i18n.locale === "es" ? "es" : "en");
  const save = useMutation({ mutationFn: () => saved(paper, { language, paper: choice.size, today: today() }) });
  return (
    <Dialog
      title={paper.of === "appeal" ? t`Save the packet as a PDF` : t`Save as a PDF`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{save.data == null ? <Trans>Cancel</Trans> : <Trans>Close</Trans>}</Button>
          <Button variant="primary" icon={FileDown} isDisabled={save.isPending} onPress={() => save.mutate()}>
            <Trans>Choose where to save</Trans>
          </Button>
        </>
      }
    >
      <div className="paper-choices">
        <Choices
          label={t`Language of the paper`}
          // Each by its own name, so that whoever reads only one of them finds it.
          options={[
            { value: "en", label: "English" },
            { value: "es", label: "Español" },
          ]}
          value={language}
          onChange={(chosen) => setChoice((now) => ({ ...now, language: chosen }))}
        />
        <Choices
          label={t`Size of the paper`}
          options={[
            { value: "letter", label: t`Letter` },
            { value: "a4", label: "A4" },
          ]}
          value={choice.size}
          onChange={(size) => setChoice((now) => ({ ...now, size }))}
        />
      </div>
      {paper.of === "appeal" && (
        <p>
          <Trans>First comes what you need to know, then your letter as it is now, then the claim to send along.</Trans>
        </p>
      )}
      <p className="t13 ink2">
        <Trans>The file is plain: whoever has it can read it. The app keeps no copy of it.</Trans>
      </p>
      {save.isError && <ProblemNote problem={save.error.problem} />}
      <p role="status">{save.data != null && <Trans>Saved as {save.data}.</Trans>}</p>
    </Dialog>
  );
}

function Choices<Value extends string>(props: {
  label: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <div>
      <p className="field-label" aria-hidden="true">
        {props.label}
      </p>
      <Segmented {...props} />
    </div>
  );
}

/** The file's name, or `null` where the member thought better of it. */
function saved(paper: PaperOf, options: PrintOptions): Promise<string | null> {
  switch (paper.of) {
    case "claim":
      return call("save_claim_paper", { id: paper.id, options });
    case "appeal":
      return call("save_appeal_paper", { id: paper.id, letter: paper.letter, options });
    case "claims":
      return call("save_claims_paper", { filter: paper.filter, options });
    case "copy":
      return call("save_care_paper", { id: paper.id, options });
    case "statement":
      return call("save_statement_paper", { query: paper.query, options });
  }
}
