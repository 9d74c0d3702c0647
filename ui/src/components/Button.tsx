// Buttons: one primary in a view; quiet ones read like links; danger is for deleting and for nothing else.
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Tooltip, TooltipTrigger, type ButtonProps as AriaButtonProps } from "react-aria-components";

import { Icon } from "./Icon";

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style"> {
  children: ReactNode;
  variant?: "secondary" | "primary" | "quiet" | "danger";
  size?: "normal" | "small" | "large";
  icon?: LucideIcon;
  /** An icon after the words, for "opens elsewhere". */
  iconAfter?: LucideIcon;
  className?: string;
}

export function Button({
  children,
  variant = "secondary",
  size = "normal",
  icon,
  iconAfter,
  className = "",
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} className={`btn btn-${variant} btn-${size} ${className}`.trim()}>
      {icon && <Icon of={icon} />}
      {children}
      {iconAfter && <Icon of={iconAfter} />}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style" | "aria-label"> {
  icon: LucideIcon;
  /** The accessible name, and the tooltip. */
  label: string;
  variant?: "secondary" | "quiet";
  className?: string;
}

/** A button that is only an icon: its name is its tooltip. */
export function IconButton({ icon, label, variant = "secondary", className = "", ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      <AriaButton {...rest} aria-label={label} className={`btn btn-${variant} btn-icon ${className}`.trim()}>
        <Icon of={icon} />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** A button that looks like a link inside a text. */
export function LinkButton({ children, className = "", ...rest }: Omit<AriaButtonProps, "children" | "className" | "style"> & { children: ReactNode; className?: string }) {
  return (
    <AriaButton {...rest} className={`link ${className}`.trim()}>
      {children}
    </AriaButton>
  );
}
