// Taking everything along, and bringing records from elsewhere.
import { Trans, useLingui } from "@lingui/react/macro";

import { useFormat } from "../../i18n/format";
import { useConnections } from "../../ipc/queries";
import { BackupButton } from "../lock/BackupButton";
import { RestoreButton } from "../lock/RestoreButton";
import { OpenFileButton } from "../files/OpenFileButton";
import { PlainNote } from "../files/SaveCopyDialog";
import { SaveCopyButton } from "../files/SaveCopyButton";

export function CopiesAndFiles() {
  const { t } = useLingui();
  const format = useFormat();
  const { data: connections = [] } = useConnections();
  const claims = connections.reduce((count, { kept }) => count + kept.claims, 0);
  return (
    <>
      <section className="settings-files">
        <h2>
          <Trans>Save a copy of everything</Trans>
        </h2>
        <p className="t14 ink2">
          {connections.length === 0 ?
            <Trans>Nothing is kept on this computer yet.</Trans>
          : <Trans>
              Everything that your plans sent: {format.claims(claims)}, coverage, people and health records. What you keep here
              yourself, like payments, receipts, notes and reminders, is not in it.
            </Trans>
          }
        </p>
        {connections.length > 0 && (
          <>
            <PlainNote />
            <SaveCopyButton what={{ of: "everything" }} of={t`everything that is kept here`} />
          </>
        )}
      </section>
      <section className="settings-files">
        <h2>
          <Trans>Backup</Trans>
        </h2>
        <p className="t14 ink2">
          <Trans>
            Everything that is kept here in one encrypted file, with what you added yourself. Restore it here or on another computer;
            you see what is in it before anything is replaced.
          </Trans>
        </p>
        <span className="row">
          {connections.length > 0 && <BackupButton />}
          <RestoreButton />
        </span>
      </section>
      <section className="settings-files">
        <h2>
          <Trans>Open a file</Trans>
        </h2>
        <p className="t14 ink2">
          <Trans>
            A copy from Claimfolio, or FHIR files from elsewhere: a plan’s download, a Blue Button file (JSON or NDJSON, also
            compressed by gzip). You can drop files onto the window too. You see what is in them before anything is kept.
          </Trans>
        </p>
        <OpenFileButton />
      </section>
    </>
  );
}
