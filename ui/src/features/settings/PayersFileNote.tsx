// A file of payers on this computer that the app does not use: which file, which entry, which setting, and what is wrong.
import { Trans, useLingui } from "@lingui/react/macro";
import { FileWarning } from "lucide-react";

import { Icon } from "../../components/Icon";
import { faultKinds } from "../../i18n/registry";
import { usePayersFile } from "../../ipc/queries";

export function PayersFileNote() {
  const { i18n } = useLingui();
  const { data: file } = usePayersFile();
  if (!file?.fault) return null;
  const { entry, field, kind, detail } = file.fault;
  return (
    <div className="note" role="status">
      <Icon of={FileWarning} />
      <div className="note-text">
        <p className="medium">
          <Trans>A file on this computer with plans of its own is not used</Trans>
        </p>
        <p>
          {kind === "unreadable" || kind === "syntax" ?
            i18n._(faultKinds[kind])
          : <Trans>
              In the part “{entry}” the setting “{field}” is wrong: {i18n._(faultKinds[kind])}
            </Trans>
          }{" "}
          <Trans>Nothing of the file is used until it is put right and the app is started again. Your records are not affected.</Trans>
        </p>
        <p className="t13 ink2 selectable break-anywhere">{file.path}</p>
        <p className="t13 ink2">
          <Trans>For a help desk:</Trans>{" "}
          <span className="selectable">
            {entry}, {field}: {detail}
          </span>
        </p>
      </div>
    </div>
  );
}
