// The one offer to lock when the member is away, with their first records. Either answer ends it.
import { Trans, useLingui } from "@lingui/react/macro";

import { LinkButton } from "../../components/Button";
import { ProblemNote } from "../../components/Problem";
import { useSettings } from "../settings/useSettings";

export function LockOffer() {
  const { t } = useLingui();
  const { settings, change, saving } = useSettings();
  if (saving.isError) return <ProblemNote problem={saving.error.problem} />;
  if (settings.lockAfter !== "notAsked") return null;
  return (
    <p className="t14 ink2 lock-offer">
      <Trans>Should Claimfolio lock itself when you are away for 10 minutes? Settings has other times.</Trans>{" "}
      <LinkButton onPress={() => change({ lockAfter: "tenMinutes" })}>{t`Yes, lock it`}</LinkButton>{" "}
      <LinkButton onPress={() => change({ lockAfter: "never" })}>{t`No, leave it open`}</LinkButton>
    </p>
  );
}
