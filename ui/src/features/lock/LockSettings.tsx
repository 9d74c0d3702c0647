// Who can see the records: when the app locks itself, and what opens it.
import { Trans, useLingui } from "@lingui/react/macro";
import { Lock } from "lucide-react";

import { Button } from "../../components/Button";
import { ProblemNote } from "../../components/Problem";
import { Segmented } from "../../components/Segmented";
import type { LockAfter } from "../../ipc/types.gen";
import { useSettings } from "../settings/useSettings";
import { useLockNow } from "./useLock";

type Choice = Exclude<LockAfter, "notAsked">;

export function LockSettings() {
  const { t } = useLingui();
  const { settings, change, saving } = useSettings();
  const lock = useLockNow();
  const times: { value: Choice; label: string }[] = [
    { value: "never", label: t`Never` },
    { value: "oneMinute", label: t`1 min` },
    { value: "fiveMinutes", label: t`5 min` },
    { value: "tenMinutes", label: t`10 min` },
    { value: "halfAnHour", label: t`30 min` },
  ];
  const { lockAfter } = settings;
  return (
    <>
      <h2>
        <Trans>Privacy and lock</Trans>
      </h2>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Lock when I am away</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>
              After so long without a key or a pointer in this window, and when the computer slept. Updates stop where they are
              and go on when you unlock.
            </Trans>
          </p>
        </div>
        <Segmented
          label={t`Lock when I am away`}
          options={times}
          value={lockAfter === "notAsked" ? "never" : lockAfter}
          onChange={(chosen) => change({ lockAfter: chosen })}
        />
      </div>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Lock now</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>Also by Ctrl+L, or Cmd+L on a Mac. A sign-in that is open ends with it.</Trans>
          </p>
        </div>
        <Button icon={Lock} onPress={() => lock.mutate({})} isDisabled={lock.isPending}>
          <Trans>Lock now</Trans>
        </Button>
      </div>
      {saving.isError && <ProblemNote problem={saving.error.problem} />}
      {lock.isError && <ProblemNote problem={lock.error.problem} />}
    </>
  );
}
