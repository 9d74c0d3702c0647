// For those who test the app: the payers' sandboxes.
import { Trans, useLingui } from "@lingui/react/macro";

import { ProblemNote } from "../../components/Problem";
import { Switch } from "../../components/Switch";
import { useSettings } from "./useSettings";

export function Developer() {
  const { t } = useLingui();
  const { settings, change, saving } = useSettings();
  return (
    <>
      <h2>
        <Trans>Developer mode</Trans>
      </h2>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Show the plans’ test systems</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>Adds sandboxes with made-up members to the list of plans. They need a registration of their own.</Trans>
          </p>
        </div>
        <Switch
          isOn={settings.developerMode}
          onChange={(developerMode) => change({ developerMode })}
          label={t`Show the plans’ test systems`}
        >
          {settings.developerMode ?
            <Trans>On</Trans>
          : <Trans>Off</Trans>}
        </Switch>
      </div>
      {saving.isError && <ProblemNote problem={saving.error.problem} />}
    </>
  );
}
