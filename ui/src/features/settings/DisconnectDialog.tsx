// "Disconnect?": what is deleted, by count, and what happens at the plan. The safe choice has the focus.
import { Trans } from "@lingui/react/macro";
import { ExternalLink, FileText, FolderHeart, IdCard, PiggyBank, ReceiptText, Users, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { keys, registrationsChanged, useCommand } from "../../ipc/queries";
import type { Connection, Kept } from "../../ipc/types.gen";

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
  const leave = () => disconnect.mutate({ connection: connection.id });
  return (
    <Dialog
      isOpen={isOpen}
      onClose={disconnect.isPending ? () => undefined : onClose}
      role="alertdialog"
      title={<Trans>Disconnect {payerName}?</Trans>}
      actions={
        <>
          <Button onPress={onClose} isDisabled={disconnect.isPending}>
            <Trans>Keep connected</Trans>
          </Button>
          <Button variant="danger" onPress={leave} isDisabled={disconnect.isPending}>
            {disconnect.isPending ?
              <Trans>Deleting…</Trans>
            : <Trans>Delete and disconnect</Trans>}
          </Button>
        </>
      }
    >
      <p className="t14 ink2">
        <Trans>Claimfolio will stop asking this plan for new records and forget the sign-in.</Trans>
      </p>
      <section>
        <h3 className="t14 semibold">
          <Trans>Deleted from this computer</Trans>
        </h3>
        <DeletedList kept={connection.kept} />
      </section>
      <div className="sunken dialog-remark">
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
      </div>
      <p className="t13 ink2">
        <Trans>Deleting cannot be undone here. You can get the records from your plan again by connecting it again.</Trans>{" "}
        {connection.kept.payments > 0 && (
          <>
            <Trans>The payments and receipts are yours alone: nobody can send them again. Save a statement first.</Trans>{" "}
          </>
        )}
        <Trans>You get a receipt that says what was deleted and when.</Trans>
      </p>
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
      {kept.payments > 0 && line(PiggyBank, <Trans>Payments that you marked</Trans>, kept.payments)}
      {kept.receipts > 0 && line(FileText, <Trans>Receipts that you keep with them</Trans>, kept.receipts)}
      {kept.records > 0 && line(FolderHeart, <Trans>Health records</Trans>, kept.records)}
    </ul>
  );
}
