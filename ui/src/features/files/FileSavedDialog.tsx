// Where something was saved, and what is in it.
import { Trans } from "@lingui/react/macro";
import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import "./files.css";

export interface FileSavedDialogProps {
  title: ReactNode;
  /** The file's name. */
  file: string;
  onClose: () => void;
  /** What is in it. */
  children: ReactNode;
  /** What else is to be known. */
  note?: ReactNode;
}

export function FileSavedDialog({ title, file, onClose, children, note }: FileSavedDialogProps) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      actions={
        <Button variant="primary" onPress={onClose}>
          <Trans>Done</Trans>
        </Button>
      }
    >
      <p className="row t14">
        <Icon of={CircleCheck} className="receipt-done" />
        <span className="selectable file-names">{file}</span>
      </p>
      <p className="t14 ink2" role="status">
        {children}
      </p>
      {note}
    </Dialog>
  );
}
