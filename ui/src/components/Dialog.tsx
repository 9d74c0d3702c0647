// A dialog over everything. Escape is the safe choice; the caller puts `autoFocus` on that choice's button.
import type { ReactNode } from "react";
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
          <div className="dialog-actions">{actions}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
