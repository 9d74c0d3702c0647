// A dialog over everything. The first of its buttons is the safe choice: the focus begins there, and Escape means it. Where
// something is to be typed, the focus begins in the first field.
import { useEffect, useRef, type ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** `alertdialog` where an answer is needed before anything else. */
  role?: "dialog" | "alertdialog";
  children: ReactNode;
  /** The buttons, the safe one first. */
  actions: ReactNode;
  /** Something is to be typed. */
  isForm?: boolean;
}

export function Dialog({ title, isOpen, onClose, role = "dialog", children, actions, isForm = false }: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className="scrim"
    >
      <Modal className="dialog-box">
        <AriaDialog role={role} className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          <Actions isForm={isForm}>{actions}</Actions>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Actions({ children, isForm }: { children: ReactNode; isForm: boolean }) {
  const row = useRef<HTMLDivElement>(null);
  // React Aria's own `autoFocus` loses against the dialog's when a screen reader pressed the button that opened it.
  useEffect(() => {
    const field = isForm ? row.current?.parentElement?.querySelector("input") : null;
    (field ?? row.current?.querySelector("button"))?.focus();
  }, [isForm]);
  return (
    <div className="dialog-actions" ref={row}>
      {children}
    </div>
  );
}
