// How the app looks and reads.
import { Trans, useLingui } from "@lingui/react/macro";

import { ProblemNote } from "../../components/Problem";
import { Segmented } from "../../components/Segmented";
import type { Language, Theme } from "../../ipc/types.gen";
import { useSettings } from "./useSettings";

export function Reading() {
  const { t } = useLingui();
  const { settings, change, saving } = useSettings();
  const themes: { value: Theme; label: string }[] = [
    { value: "system", label: t`Like this computer` },
    { value: "light", label: t`Light` },
    { value: "dark", label: t`Dark` },
  ];
  const languages: { value: Language; label: string }[] = [
    { value: "system", label: t`Like this computer` },
    { value: "en", label: "English" },
    { value: "es", label: "Español" },
  ];
  return (
    <>
      <h2>
        <Trans>Reading and language</Trans>
      </h2>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Language</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>What your plan wrote stays in the plan’s words.</Trans>
          </p>
        </div>
        <Segmented
          label={t`Language`}
          options={languages}
          value={settings.language}
          onChange={(language) => change({ language })}
        />
      </div>
      <div className="setting">
        <div>
          <p className="medium">
            <Trans>Colors</Trans>
          </p>
          <p className="t13 ink2">
            <Trans>High contrast and reduced motion follow this computer’s settings.</Trans>
          </p>
        </div>
        <Segmented label={t`Colors`} options={themes} value={settings.theme} onChange={(theme) => change({ theme })} />
      </div>
      {saving.isError && <ProblemNote problem={saving.error.problem} />}
    </>
  );
}
