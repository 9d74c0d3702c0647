// What the plan sent, word for word: for a help desk, and for whoever wants to check the app.
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, Copy } from "lucide-react";
import { useMemo, useState } from "react";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ProblemNote } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { useSource, type SourceOf } from "../../ipc/queries";
import { prettyJson } from "./prettyJson";

export function SourceDialog({ id, of = "claim", onClose }: { id: number; of?: SourceOf; onClose: () => void }) {
  const { t } = useLingui();
  const source = useSource(of, id);
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  const text = useMemo(() => (source.data === undefined ? "" : prettyJson(source.data)), [source.data]);
  const copy = () => {
    navigator.clipboard.writeText(source.data ?? "").then(
      () => setCopied("yes"),
      () => setCopied("no"),
    );
  };
  return (
    <Dialog
      title={t`What your plan sent`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button icon={copied === "yes" ? Check : Copy} onPress={copy} isDisabled={source.data === undefined}>
            {copied === "yes" ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
          </Button>
        </>
      }
    >
      <p className="t14 ink2">
        {of === "claim" ?
          <Trans>This is the claim in the form that plans send to apps (FHIR). Nothing in it was changed.</Trans>
        : <Trans>This is the record in the form that plans send to apps (FHIR). Nothing in it was changed.</Trans>}
      </p>
      {source.isError && <ProblemNote problem={source.error.problem} />}
      {source.isPending && <Skeleton />}
      {source.data !== undefined && (
        // The text scrolls in both directions, so the keyboard has to reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls takes the focus
        <pre className="source" tabIndex={0} role="region" aria-label={t`The text your plan sent`}>
          {text}
        </pre>
      )}
      <p role="status" className="t13 ink2">
        {copied === "no" && <Trans>It could not be copied. Select the text and copy it by hand.</Trans>}
      </p>
    </Dialog>
  );
}
