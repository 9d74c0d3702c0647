// While the keychain and the file are being opened: nothing, then after a moment the mark and a word.
import { Trans } from "@lingui/react/macro";

import { Brand } from "../../components/Brand";
import { AfterAMoment } from "../../components/Skeleton";
import "./states.css";

export function Opening() {
  return (
    <main className="alone" aria-busy="true">
      <AfterAMoment>
        <div role="status" className="opening">
          <Brand />
          <p className="t14 ink2">
            <Trans>Opening your records</Trans>
          </p>
        </div>
      </AfterAMoment>
    </main>
  );
}
