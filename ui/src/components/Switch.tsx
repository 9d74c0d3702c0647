// A switch with its words before it.
import type { ReactNode } from "react";
import { SwitchButton, SwitchField } from "react-aria-components";

export interface SwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** The visible words. */
  children: ReactNode;
  /** The accessible name where the visible words do not say enough by themselves. */
  label?: string;
}

export function Switch({ isOn, onChange, children, label }: SwitchProps) {
  return (
    <SwitchField isSelected={isOn} onChange={onChange} {...(label !== undefined && { "aria-label": label })}>
      <SwitchButton className="switch">
        <span>{children}</span>
        <span className="switch-track" aria-hidden="true" />
      </SwitchButton>
    </SwitchField>
  );
}
