// A dialog over everything. The first of its buttons is the safe choice: the focus begins there, and Escape means it.
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
}

export function Dialog({ title, isOpen, onClose, role = "dialog", children, actions }: DialogProps) {
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
          <Actions>{actions}</Actions>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Actions({ children }: { children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  // React Aria's own `autoFocus` loses against the dialog's when a screen reader pressed the button that opened it.
  useEffect(() => row.current?.querySelector("button")?.focus(), []);
  return (
    <div className="dialog-actions" ref={row}>
      {children}
    </div>
  );
}
