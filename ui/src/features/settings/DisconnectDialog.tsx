// "Disconnect?": what is deleted, by count, and what happens at the plan. The safe choice has the focus.
import { Trans } from "@lingui/react/macro";
import { ExternalLink, FileText, FolderHeart, IdCard, PiggyBank, ReceiptText, StickyNote, Users, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { keys, registrationsChanged, useCommand } from "../../ipc/queries";
import type { Connection, Kept } from "../../ipc/types.gen";
import "../files/files.css";
import { useCopy } from "../files/useCopy";

interface DisconnectDialogProps {
  connection: Connection;
  isOpen: boolean;
  onClose: () => void;
}

export function DisconnectDialog({ connection, isOpen, onClose }: DisconnectDialogProps) {
  const { reset } = useNavigation();
  const { payerName } = connection;
  // Here and not beside `mutate`: this card is gone as soon as the connection is.
  const disconnect = useCommand("disconnect", (client, receipt) => {
    reset({ screen: "receipt", receipt, payer: connection.payer });
    void client.invalidateQueries({ queryKey: keys.connections });
    void client.invalidateQueries({ queryKey: keys.sync });
    void client.invalidateQueries({ queryKey: keys.records });
    void client.invalidateQueries({ queryKey: keys.app });
    if (receipt.secretDeleted !== null) registrationsChanged(client);
  });
  const isFile = connection.status.status === "fromFile";
  const [savesCopy, setSavesCopy] = useState(!isFile);
  const [isCopyMissing, setCopyMissing] = useState(false);
  const copy = useCopy();
  const isPending = disconnect.isPending || copy.save.isPending;
  const leave = async () => {
    setCopyMissing(false);
    if (savesCopy) {
      // What could not be copied is not deleted: the member asked for both.
      const saved = await copy.begin({ of: "connection", id: connection.id }, "ndjson").catch(() => undefined);
      if (saved === undefined) return;
      if (saved === null) {
        setCopyMissing(true);
        return;
      }
    }
    disconnect.mutate({ connection: connection.id });
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={isPending ? () => undefined : onClose}
      role="alertdialog"
      title={isFile ? <Trans>Delete what came from {payerName}?</Trans> : <Trans>Disconnect {payerName}?</Trans>}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {isFile ? <Trans>Keep them</Trans> : <Trans>Keep connected</Trans>}
          </Button>
          <Button variant="danger" onPress={() => void leave()} isDisabled={isPending}>
            {copy.save.isPending ?
              <Trans>Saving…</Trans>
            : disconnect.isPending ?
              <Trans>Deleting…</Trans>
            : isFile ?
              <Trans>Delete</Trans>
            : <Trans>Delete and disconnect</Trans>}
          </Button>
        </>
      }
    >
      <p className="t14 ink2">
        {isFile ?
          <Trans>There is no sign-in and nothing to end at a plan: only what was added from the file is deleted.</Trans>
        : <Trans>Claimfolio will stop asking this plan for new records and forget the sign-in.</Trans>}
      </p>
      <section>
        <h3 className="t14 semibold">
          <Trans>Deleted from this computer</Trans>
        </h3>
        <DeletedList kept={connection.kept} />
      </section>
      <label className="choice choice-plain">
        <input type="checkbox" checked={savesCopy} disabled={isPending} onChange={({ target }) => setSavesCopy(target.checked)} />
        <span className="choice-text">
          <Trans>Save a copy as a file first</Trans>
          {savesCopy && (
            <span className="choice-more">
              <Trans>All that your plan sent (NDJSON). The file is plain, not encrypted.</Trans>
            </span>
          )}
        </span>
      </label>
      {!isFile && <div className="sunken dialog-remark">
        <p className="medium">
          {connection.canRevoke ?
            <Trans>One more step is at your plan</Trans>
          : <Trans>Your plan ends the permission on its own page</Trans>}
        </p>
        <p className="ink2">
          {connection.canRevoke ?
            <Trans>We tell the plan to end our access. To be sure, check the list of apps on its website.</Trans>
          : <Trans>
              This plan does not let apps end their own access. Without its key this computer can ask for nothing, but to take
              Claimfolio off the list, use the plan’s website.
            </Trans>
          }{" "}
          {connection.hasPortal && <PortalLink payer={connection.payer} />}
        </p>
      </div>}
      <p className="t13 ink2">
        {isFile ?
          <Trans>Deleting cannot be undone here. The file itself stays where it is; you can open it again.</Trans>
        : <Trans>Deleting cannot be undone here. You can get the records from your plan again by connecting it again.</Trans>}{" "}
        {connection.kept.payments > 0 && (
          <>
            <Trans>The payments and receipts are yours alone: nobody can send them again. Save a statement first.</Trans>{" "}
          </>
        )}
        {connection.kept.noted > 0 && (
          <>
            <Trans>Your notes and tags are yours alone, too. A table of the claims has them.</Trans>{" "}
          </>
        )}
        <Trans>You get a receipt that says what was deleted and when.</Trans>
      </p>
      {isCopyMissing && (
        <p className="note" role="alert">
          <Trans>No copy was saved, so nothing was deleted. Choose a folder, or go on without a copy.</Trans>
        </p>
      )}
      {copy.save.isError && <ProblemNote problem={copy.save.error.problem} />}
      {disconnect.isError && <ProblemNote problem={disconnect.error.problem} />}
    </Dialog>
  );
}

export function PortalLink({ payer }: { payer: string }) {
  const open = useCommand("open_portal");
  return (
    <>
      <LinkButton onPress={() => open.mutate({ payer })}>
        <Trans>Open the plan’s app list</Trans> <Icon of={ExternalLink} />
      </LinkButton>
      {open.isError && <ProblemNote problem={open.error.problem} />}
    </>
  );
}

/** What is deleted, or was, by count. */
export function DeletedList({ kept }: { kept: Kept }) {
  const format = useFormat();
  const line = (icon: LucideIcon, name: ReactNode, count: number) => (
    <li>
      <Icon of={icon} />
      <span>{name}</span>
      <span className="semibold tabular">{format.count(count)}</span>
    </li>
  );
  return (
    <ul className="deleted">
      {line(ReceiptText, <Trans>Claims and payments</Trans>, kept.claims)}
      {line(IdCard, <Trans>Coverage</Trans>, kept.coverages)}
      {line(Users, <Trans>Names and birth dates</Trans>, kept.people)}
      {kept.noted > 0 && line(StickyNote, <Trans>Claims with your notes or tags</Trans>, kept.noted)}
      {kept.payments > 0 && line(PiggyBank, <Trans>Payments that you marked</Trans>, kept.payments)}
      {kept.receipts > 0 && line(FileText, <Trans>Receipts that you keep with them</Trans>, kept.receipts)}
      {kept.records > 0 && line(FolderHeart, <Trans>Health records</Trans>, kept.records)}
    </ul>
  );
}
