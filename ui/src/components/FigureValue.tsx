// A sourced number: a figure of the plan's that says, on hover or focus, where in the plan's answer it stands.
import "./figure.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Tooltip, TooltipTrigger } from "react-aria-components";

import { useFormat } from "../i18n/format";
import type { Figure } from "../ipc/types.gen";

export interface FigureValueProps {
  figure: Figure;
  /** The plain name of the figure. */
  name: string;
  /** What is shown where the plan stated nothing. */
  none?: "long" | "short";
}

export function FigureValue({ figure, name, none = "short" }: FigureValueProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { money, element, label, code } = figure;
  if (money === null) {
    return (
      <span className="figure-none">{none === "long" ? <Trans>Not stated by your plan</Trans> : <Trans>Not stated</Trans>}</span>
    );
  }
  const said = label ?? code;
  return (
    <TooltipTrigger delay={250} closeDelay={80}>
      <Button className="figure" aria-label={`${format.money(money)}, ${name}`}>
        {/* WebKit draws no underline that a button has itself. */}
        <span className="figure-amount">{format.money(money)}</span>
      </Button>
      <Tooltip className="tooltip figure-tip" offset={8}>
        <strong>{said === null ? t`From your plan: ${name}` : t`From your plan: ${name}, which it calls “${said}”`}</strong>
        {element !== null && <code>{element}</code>}
      </Tooltip>
    </TooltipTrigger>
  );
}
