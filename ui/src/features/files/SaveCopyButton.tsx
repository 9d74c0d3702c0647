// "Save a copy…" of something.
import { Trans } from "@lingui/react/macro";
import { Save } from "lucide-react";
import { useState, type ReactNode } from "react";

import { Button, type ButtonProps } from "../../components/Button";
import type { CopyWhat } from "../../ipc/types.gen";
import { SaveCopyDialog } from "./SaveCopyDialog";

export interface SaveCopyButtonProps extends Pick<ButtonProps, "size" | "variant"> {
  what: CopyWhat;
  /** What the copy is of, in words. */
  of: ReactNode;
  /** In a narrow window the icon alone. */
  isShort?: boolean;
}

export function SaveCopyButton({ what, of, size = "normal", variant = "secondary", isShort = false }: SaveCopyButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size={size} variant={variant} icon={Save} className={`no-print ${isShort ? "check-claims" : ""}`.trim()} onPress={() => setOpen(true)}>
        <span className={isShort ? "check-claims-label" : undefined}>
          <Trans>Save a copy…</Trans>
        </span>
      </Button>
      {isOpen && <SaveCopyDialog what={what} of={of} onClose={() => setOpen(false)} />}
    </>
  );
}
