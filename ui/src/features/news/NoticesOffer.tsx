// The one offer to be told on the desktop. Either answer ends it; where nothing shows notices it is not made.
import { Trans, useLingui } from "@lingui/react/macro";

import { LinkButton } from "../../components/Button";
import { ProblemNote } from "../../components/Problem";
import { useAppState, useShowsNotices } from "../../ipc/queries";
import { useSettings } from "../settings/useSettings";

export function NoticesOffer() {
  const { data: state } = useAppState();
  return state?.settings.notices === "notAsked" ? <Offer /> : null;
}

function Offer() {
  const { t } = useLingui();
  const { data: areShown } = useShowsNotices();
  const { change, saving } = useSettings();
  if (saving.isError) return <ProblemNote problem={saving.error.problem} />;
  if (areShown !== true) return null;
  return (
    <p className="news-offer ink2">
      <Trans>Should the desktop tell you when something is new? It would not say what.</Trans>{" "}
      <LinkButton onPress={() => change({ notices: "on" })}>{t`Turn on`}</LinkButton>{" "}
      <LinkButton onPress={() => change({ notices: "off" })}>{t`No, thanks`}</LinkButton>
    </p>
  );
}
