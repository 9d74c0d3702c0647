// What the member keeps: providers with notes, and dated copies.
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Bookmark, Phone, Trash2 } from "lucide-react";
import { useState } from "react";

import { useNavigation } from "../../app/router";
import { IconButton, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Pane } from "../../components/Pane";
import { ProblemPane } from "../../components/Problem";
import { Skeleton } from "../../components/Skeleton";
import { localDay, useFormat } from "../../i18n/format";
import { careKeys, useCommand } from "../../ipc/queries";
import type { CareSaved } from "../../ipc/types.gen";
import { NetworkChip, usePlace, useSpecialties } from "./CareParts";
import { SeenBy } from "./SeenBy";
import { useCareCopies, useCareSaved } from "./useCare";

export function CareKeptLists() {
  const { t } = useLingui();
  const saved = useCareSaved();
  const copies = useCareCopies();
  const problem = saved.error ?? copies.error;
  if (problem !== null) return <ProblemPane problem={problem.problem} onRetry={() => void saved.refetch()} />;
  if (saved.data === undefined || copies.data === undefined) return <Skeleton rows={4} />;
  if (saved.data.length === 0 && copies.data.length === 0) {
    return (
      <Pane icon={Bookmark} title={t`Nobody is on your list yet`}>
        <p>{t`Open an entry of the directory and save it here, with a note of your own, or keep a dated copy of what it says.`}</p>
      </Pane>
    );
  }
  return (
    <div className="care-kept">
      {saved.data.length > 0 && (
        <section>
          <h2>{t`Your list`}</h2>
          <ul className="care-list">
            {saved.data.map((one) => (
              <SavedItem key={one.id} saved={one} />
            ))}
          </ul>
        </section>
      )}
      <Copies />
    </div>
  );
}

function SavedItem({ saved }: { saved: CareSaved }) {
  const { t } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: careKeys.saved });
  const unsave = useCommand("care_unsave", again);
  const saveNote = useCommand("care_save_note", again);
  const [note, setNote] = useState(saved.note);
  const { row } = saved;
  const place = usePlace()(row);
  const specialties = useSpecialties()(row);
  const name = row.name ?? t`Name not stated`;
  return (
    <li className="care-item">
      <div className="care-item-head">
        <div>
          <p className="medium">{name}</p>
          <p className="t13 ink2">{[specialties, place.name, place.where].filter((one) => one !== null && one !== "").join(" · ")}</p>
        </div>
        <span className="spring" />
        <IconButton icon={Trash2} label={t`Take ${name} off the list`} variant="quiet" onPress={() => unsave.mutate({ id: saved.id })} />
      </div>
      <p className="care-item-facts">
        <NetworkChip row={row} />
        {row.phone !== null && (
          <span className="chip selectable">
            <Icon of={Phone} />
            {row.phone}
          </span>
        )}
        <span className="t13 ink3">
          <Trans>
            {saved.payerName}’s directory, {format.date(localDay(saved.savedAt))}
          </Trans>
        </span>
      </p>
      <SeenBy npi={row.npi} seenBy={saved.seenBy} />
      <label className="field-label">
        <Trans>Your note</Trans>
        <textarea
          className="text-input care-note-text"
          rows={2}
          value={note}
          maxLength={2000}
          onChange={(event) => setNote(event.target.value)}
          onBlur={() => note !== saved.note && saveNote.mutate({ id: saved.id, note })}
        />
      </label>
    </li>
  );
}

function Copies() {
  const { t } = useLingui();
  const format = useFormat();
  const { go } = useNavigation();
  const { data = [] } = useCareCopies();
  if (data.length === 0) return null;
  return (
    <section>
      <h2>{t`Dated copies of what a directory said`}</h2>
      <ul className="care-copies">
        {data.map((copy) => (
          <li key={copy.id}>
            <LinkButton data-focus-key={`copy-${copy.id}`} onPress={() => go({ screen: "careCopy", id: copy.id })}>
              {copy.name ?? t`Name not stated`}
            </LinkButton>
            <span className="t13 ink3">
              {copy.payerName} · {format.instant(copy.takenAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
