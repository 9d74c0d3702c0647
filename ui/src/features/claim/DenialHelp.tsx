// What the plan did not pay: why, in plain words beside the plan's own; who pays, where the plan says it; what to do next.
import { Plural, Trans, useLingui } from "@lingui/react/macro";

import { Button } from "../../components/Button";
import type { ClaimDetail, Denial, DenialReason } from "../../ipc/types.gen";
import { AppealPanel } from "./AppealPanel";
import { useBilingual } from "./useBilingual";

export function DenialHelp({ detail, onStartLetter }: { detail: ClaimDetail; onStartLetter: () => void }) {
  const { t } = useLingui();
  const { denial } = detail;
  if (denial === null) return null;
  return (
    <>
      <section className="claim-part denial" aria-label={denial.isWhole ? t`Why your plan did not pay` : t`Why your plan did not pay a part`}>
        <div className="denial-facts">
          <div className="denial-reasons">
            {denial.reasons.length === 0 && (
              <div>
                <p className="t13 ink2">{t`The plan’s reason`}</p>
                <p className="medium">{t`Not stated by your plan`}</p>
              </div>
            )}
            {denial.reasons.map((reason, index) => (
              <Reason key={index} reason={reason} isWhole={denial.isWhole} />
            ))}
          </div>
          <WhoPays denial={denial} />
        </div>
      </section>
      <AppealPanel id={detail.row.id} denial={denial} />
      <NextSteps detail={detail} denial={denial} onStartLetter={onStartLetter} />
    </>
  );
}

function Reason({ reason, isWhole }: { reason: DenialReason; isWhole: boolean }) {
  const { t } = useLingui();
  const inLanguage = useBilingual();
  const { help, planText, code, more } = reason;
  return (
    <div>
      <p className="t13 ink2">{isWhole ? t`The plan’s reason` : t`The plan’s reason for a part`}</p>
      <h2 className="denial-title">{help === null ? (planText ?? t`A reason without words`) : inLanguage(help.title)}</h2>
      {help !== null && <p>{inLanguage(help.meaning)}</p>}
      {help !== null && planText !== null && (
        <p className="denial-words">
          {t`In your plan’s words:`} <q>{planText}</q>
        </p>
      )}
      <p className="t13 ink3 selectable">
        {code === null ? t`No code stated` : <CodeWords reason={reason} code={code} />}
        {more > 0 && (
          <>
            {", "}
            <Plural value={more} one="and on # more line" other="and on # more lines" />
          </>
        )}
      </p>
      <code className="check-element">{reason.element}</code>
    </div>
  );
}

function CodeWords({ reason: { list, group, groupText }, code }: { reason: DenialReason; code: string }) {
  const { t } = useLingui();
  const named =
    list === "adjustment" ? t`Reason code ${code}, as stated by your plan`
    : list === "remark" ? t`Remark code ${code}, as stated by your plan`
    : list === "pharmacy" ? t`Pharmacy code ${code}, as stated by your plan`
    : t`Code ${code}, as stated by your plan`;
  const grouped = group === null ? null : groupText === null ? t`group code ${group}` : t`group code ${group}, ${groupText}`;
  return grouped === null ? named : `${named}; ${grouped}`;
}

function WhoPays({ denial: { bearer } }: { denial: Denial }) {
  const { t } = useLingui();
  const inLanguage = useBilingual();
  return (
    <div>
      <p className="t13 ink2">{t`Who pays`}</p>
      <h2 className="denial-title">{inLanguage(bearer.title)}</h2>
      <p>{inLanguage(bearer.meaning)}</p>
    </div>
  );
}

function NextSteps({ detail, denial, onStartLetter }: { detail: ClaimDetail; denial: Denial; onStartLetter: () => void }) {
  const { t } = useLingui();
  const inLanguage = useBilingual();
  const help = denial.reasons.find((reason) => reason.help !== null)?.help ?? denial.help;
  const provider = detail.row.provider ?? t`the provider`;
  return (
    <section className="claim-part">
      <h2>{t`What you can do next`}</h2>
      <ol className="next-steps">
        <li>
          <div>
            <p className="medium">{t`Wait for the bill, or call ${provider}`}</p>
            <p className="ink2">{inLanguage(help.helps)}</p>
          </div>
        </li>
        <li>
          <div>
            <p className="medium">{t`Ask`}</p>
            <p className="ink2">{inLanguage(help.ask)}</p>
          </div>
        </li>
        <li>
          <div>
            <p className="medium">{t`Ask the plan to look again`}</p>
            <p className="ink2">
              <Trans>This is called an appeal. It is free, and the doctor who ordered the care can help.</Trans>
            </p>
          </div>
          <Button size="small" className="no-print" onPress={onStartLetter}>
            <Trans>Start a letter</Trans>
          </Button>
        </li>
      </ol>
    </section>
  );
}
