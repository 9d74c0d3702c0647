// The frame of a step of connecting a plan: where one stands at the top, the ways on at the foot.
import { useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

import { Brand } from "../../components/Brand";
import { Icon } from "../../components/Icon";
import "./steps.css";

export interface StepsProps {
  /** 1 to 4. */
  step: 1 | 2 | 3 | 4;
  children: ReactNode;
  foot: ReactNode;
}

export function Steps({ step, children, foot }: StepsProps) {
  const { t } = useLingui();
  const names = [t`Choose your plan`, t`What is shared`, t`Sign in`, t`Get your records`];
  return (
    <div className="steps">
      <header className="steps-head">
        <Brand />
        <ol className="steps-list" aria-label={t`Steps`}>
          {names.map((name, index) => {
            const number = index + 1;
            const state = number < step ? "done" : number === step ? "current" : "next";
            return (
              <li key={name} className={`steps-item steps-${state}`} aria-current={state === "current" ? "step" : undefined}>
                <span className="steps-mark" aria-hidden="true">
                  {state === "done" ? <Icon of={Check} /> : number}
                </span>
                <span className="steps-name">{name}</span>
                {state === "done" && <span className="vh">{t`done`}</span>}
              </li>
            );
          })}
        </ol>
      </header>
      <div className="steps-body">{children}</div>
      <footer className="steps-foot">{foot}</footer>
    </div>
  );
}
