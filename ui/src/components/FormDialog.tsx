// A dialog in which something is typed and handed over. The focus begins in its first field, Enter hands over what is whole,
// and while that runs nothing is handed over twice.
import { Trans } from "@lingui/react/macro";
import type { LucideIcon } from "lucide-react";
import { useId, type ReactNode } from "react";
import { Form } from "react-aria-components";

import { Button } from "./Button";
import { Dialog } from "./Dialog";

export interface FormDialogProps {
  title: ReactNode;
  onClose: () => void;
  /** What handing over does, on its button. */
  action: ReactNode;
  icon?: LucideIcon;
  /** What was typed is whole, and may be handed over now. */
  isReady: boolean;
  isPending: boolean;
  onSubmit: () => void;
  /** It stays open until what was handed over has been answered. */
  isHeld?: boolean;
  /** The button in place of the others while it runs. */
  whilePending?: ReactNode;
  /** What stands before the fields. */
  intro: ReactNode;
  /** The fields. */
  children: ReactNode;
  /** What came of it, after the fields. */
  outcome?: ReactNode;
}

export function FormDialog(props: FormDialogProps) {
  const { title, onClose, action, icon, isReady, isPending, onSubmit, isHeld = false, whilePending, intro, children, outcome } = props;
  const form = useId();
  const staysOpen = isHeld && isPending;
  return (
    <Dialog
      isOpen
      isForm
      onClose={staysOpen ? () => undefined : onClose}
      title={title}
      actions={
        isPending && whilePending !== undefined ? whilePending : (
          <>
            <Button onPress={onClose} isDisabled={staysOpen}>
              <Trans>Cancel</Trans>
            </Button>
            <Button variant="primary" type="submit" form={form} {...(icon && { icon })} isDisabled={!isReady || isPending}>
              {action}
            </Button>
          </>
        )
      }
    >
      {intro}
      <Form
        id={form}
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isPending) onSubmit();
        }}
      >
        {children}
      </Form>
      {outcome}
    </Dialog>
  );
}
