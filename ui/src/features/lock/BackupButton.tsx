// The way to a backup.
import { Trans } from "@lingui/react/macro";
import { Archive } from "lucide-react";
import { useState } from "react";

import { Button } from "../../components/Button";
import { BackupDialog } from "./BackupDialog";

export function BackupButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={Archive} onPress={() => setOpen(true)}>
        <Trans>Save a backup…</Trans>
      </Button>
      {isOpen && <BackupDialog onClose={() => setOpen(false)} />}
    </>
  );
}
