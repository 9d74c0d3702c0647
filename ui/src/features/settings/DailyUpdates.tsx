// Whether records are asked for once a day, without anybody pressing a button.
import { Trans, useLingui } from "@lingui/react/macro";

import { ProblemNote } from "../../components/Problem";
import { Switch } from "../../components/Switch";
import { useSettings } from "./useSettings";

export function DailyUpdates() {
  const { t } = useLingui();
  const { settings, change, saving } = useSettings();
  const isDaily = settings.refresh === "daily";
  return (
    <>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Look for new claims once a day</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>
              While this app is open and unlocked. Not on a network that charges by the byte, and not while the computer
              saves its battery. A plan that wants you to sign in each time is never asked by itself.
            </Trans>
          </p>
        </div>
        <Switch
          isOn={isDaily}
          onChange={(on) => change({ refresh: on ? "daily" : "byHand" })}
          label={t`Look for new claims once a day`}
        >
          {isDaily ?
            <Trans>On</Trans>
          : <Trans>Off</Trans>}
        </Switch>
      </div>
      {saving.isError && <ProblemNote problem={saving.error.problem} />}
    </>
  );
}
