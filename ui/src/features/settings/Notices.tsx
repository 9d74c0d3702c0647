// Whether the desktop may say that there is something new. It never says what.
import { Trans, useLingui } from "@lingui/react/macro";

import { ProblemNote } from "../../components/Problem";
import { Switch } from "../../components/Switch";
import { useShowsNotices } from "../../ipc/queries";
import { useSettings } from "./useSettings";

export function Notices() {
  const { t } = useLingui();
  const { settings, change, saving } = useSettings();
  const { data: areShown } = useShowsNotices();
  const isOn = settings.notices === "on";
  return (
    <>
      <h2>
        <Trans>Notices</Trans>
      </h2>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Tell me on the desktop</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>
              When an update brought something new, and when a date is near that you asked to be reminded of. Only while this
              window is not in front, and never with a name, an amount or anything about care.
            </Trans>
          </p>
          {areShown === false && (
            <p className="t13 ink2" role="status">
              <Trans>Nothing on this computer shows notices, so none would appear.</Trans>
            </p>
          )}
        </div>
        <Switch isOn={isOn} onChange={(on) => change({ notices: on ? "on" : "off" })} label={t`Tell me on the desktop`}>
          {isOn ?
            <Trans>On</Trans>
          : <Trans>Off</Trans>}
        </Switch>
      </div>
      {saving.isError && <ProblemNote problem={saving.error.problem} />}
    </>
  );
}
