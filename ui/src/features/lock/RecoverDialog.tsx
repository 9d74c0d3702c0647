// The recovery code as a member types it in, where nothing else opens the records.
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { FieldError, Input, Label, TextField } from "react-aria-components";

import { FormDialog } from "../../components/FormDialog";
import { ProblemNote } from "../../components/Problem";
import { putAppState, useCommand } from "../../ipc/queries";
import "./lock.css";

export interface RecoverDialogProps {
  /** A passphrase is in force, and would be taken away. */
  hasPassphrase: boolean;
  onClose: () => void;
}

export function RecoverDialog({ hasPassphrase, onClose }: RecoverDialogProps) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const recover = useCommand("recover", putAppState);
  const problem = recover.error?.problem;
  const group = problem?.code === "recoveryCodeUnreadable" ? problem.detail : null;
  const fault = group === null ? undefined : t`A character of group ${group} is not right. Compare it with your sheet.`;
  return (
    <FormDialog
      title={<Trans>Open your records with the recovery code</Trans>}
      action={<Trans>Open</Trans>}
      onClose={onClose}
      isReady={code.trim() !== ""}
      isPending={recover.isPending}
      onSubmit={() => recover.mutate({ code })}
      intro={
        <p className="ink2">
          <Trans>The eight groups of five characters that you wrote down or printed.</Trans>{" "}
          {hasPassphrase && <Trans>Your passphrase is taken away with it; you can set a new one in Settings.</Trans>}
        </p>
      }
      outcome={problem && group === null && <ProblemNote problem={problem} />}
    >
      <TextField
        value={code}
        onChange={(typed) => {
          setCode(typed);
          if (recover.isError) recover.reset();
        }}
        isInvalid={fault !== undefined}
        className="passphrase"
      >
        <Label className="field-label">
          <Trans>Recovery code</Trans>
        </Label>
        <Input className="text-input recovery-input" autoComplete="off" autoCapitalize="characters" spellCheck="false" maxLength={200} />
        <FieldError className="t13 passphrase-fault">{fault}</FieldError>
      </TextField>
    </FormDialog>
  );
}
