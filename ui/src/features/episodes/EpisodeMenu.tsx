// What a member can say of a story: a menu, and the dialogs behind it.
import { Trans, useLingui } from "@lingui/react/macro";
import { Ellipsis } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import { Button } from "../../components/Button";
import { kindWords } from "../../components/ClaimWords";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { addDays, useFormat } from "../../i18n/format";
import { useClaimsPage } from "../../ipc/queries";
import type { ClaimEpisode, ClaimFilter, ClaimRow, EpisodeCorrection } from "../../ipc/types.gen";

export interface EpisodeMenuProps {
  claim: ClaimRow;
  story: ClaimEpisode;
  /** What the story is called. */
  name: string | null;
  /** What the member says, and what is told once it holds. */
  onCorrect: (correction: EpisodeCorrection, told: string) => void;
  onUndo: () => void;
}

type Opened = "join" | "rename" | null;

export function EpisodeMenu({ claim, story, name, onCorrect, onUndo }: EpisodeMenuProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<Opened>(null);
  const { episode, canUndo } = story;
  const act = (key: React.Key) => {
    if (key === "apart") onCorrect({ say: "apart", claim: claim.id }, t`This claim stands by itself now.`);
    else if (key === "undo") onUndo();
    else setOpened(key as Opened);
  };
  return (
    <>
      <MenuTrigger>
        <AriaButton className="btn btn-secondary btn-small">
          <Icon of={Ellipsis} />
          <Trans>Change what belongs together</Trans>
        </AriaButton>
        <Popover className="popover" placement="bottom start">
          <Menu className="menu" aria-label={t`Change what belongs together`} onAction={act}>
            {episode !== null && (
              <MenuItem id="apart" className="menu-item" textValue={t`Take this claim out`}>
                {t`Take this claim out`}
              </MenuItem>
            )}
            <MenuItem id="join" className="menu-item" textValue={t`Join with another claim or group…`}>
              {t`Join with another claim or group…`}
            </MenuItem>
            {episode !== null && (
              <MenuItem id="rename" className="menu-item" textValue={t`Rename…`}>
                {t`Rename…`}
              </MenuItem>
            )}
            {canUndo && (
              <MenuItem id="undo" className="menu-item" textValue={t`Take back my last change`}>
                {t`Take back my last change`}
              </MenuItem>
            )}
          </Menu>
        </Popover>
      </MenuTrigger>
      {opened === "join" && <JoinDialog claim={claim} story={story} onCorrect={onCorrect} onClose={() => setOpened(null)} />}
      {opened === "rename" && <RenameDialog claim={claim} name={episode?.ownName ?? ""} shown={name ?? ""} onCorrect={onCorrect} onClose={() => setOpened(null)} />}
    </>
  );
}

type DialogProps = Pick<EpisodeMenuProps, "claim" | "onCorrect"> & { onClose: () => void };

function RenameDialog({ claim, name, shown, onCorrect, onClose }: DialogProps & { name: string; shown: string }) {
  const { t } = useLingui();
  const id = useId();
  const [text, setText] = useState(name);
  const save = () => {
    onCorrect({ say: "call", claim: claim.id, name: text }, t`The name was changed.`);
    onClose();
  };
  return (
    <Dialog
      title={t`Rename “${shown}”`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" onPress={save}>
            <Trans>Rename</Trans>
          </Button>
        </>
      }
    >
      <label className="field-label" htmlFor={id}>
        <Trans>Your name for these claims</Trans>
      </label>
      <input
        id={id}
        className="text-input"
        maxLength={80}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key }) => {
          if (key === "Enter") save();
        }}
      />
      <p className="t13 ink2">
        <Trans>Leave it empty for Claimfolio’s own name. The name stays on this computer.</Trans>
      </p>
    </Dialog>
  );
}

/** How far around the claim others are offered. */
const NEARBY_DAYS = 180;
const MOST_OFFERED = 100;

function JoinDialog({ claim, story, onCorrect, onClose }: DialogProps & { story: ClaimEpisode }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [chosen, setChosen] = useState<number | null>(null);
  const [text, setText] = useState("");
  const [whole, setWhole] = useState(true);
  const id = useId();
  const filter = useMemo((): ClaimFilter => {
    const { start } = claim;
    // Where only a month or a year is stated, around its beginning.
    const around = (days: number) => (start === null ? null : addDays(start.slice(0, 10).padEnd(10, "-01"), days));
    return { person: claim.person, kind: null, status: null, from: around(-NEARBY_DAYS), until: around(NEARBY_DAYS), text, news: false, tags: [] };
  }, [claim, text]);
  const { data } = useClaimsPage(filter, 0, MOST_OFFERED);
  const own = new Set(story.parts.map(({ row }) => row.id));
  const offered = (data?.rows ?? []).filter((row) => row.id !== claim.id && !own.has(row.id));
  const join = () => {
    if (chosen === null) return;
    const say = story.episode !== null && whole ? "merge" : "join";
    onCorrect({ say, claim: claim.id, with: chosen }, t`These claims belong together now.`);
    onClose();
  };
  return (
    <Dialog
      title={t`Join with another claim`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" isDisabled={chosen === null} onPress={join}>
            <Trans>Join</Trans>
          </Button>
        </>
      }
    >
      <label className="field-label" htmlFor={id}>
        <Trans>Find a claim of the same person, half a year around this one</Trans>
      </label>
      <input id={id} className="text-input" value={text} onChange={({ target }) => setText(target.value)} />
      <fieldset className="episode-offers">
        <legend className="vh">{t`Claims to join with`}</legend>
        {offered.length === 0 && (
          <p className="t13 ink2">
            <Trans>No other claim here.</Trans>
          </p>
        )}
        {offered.map((row) => (
          <label key={row.id} className="episode-offer">
            <input type="radio" name={`${id}-offer`} checked={chosen === row.id} onChange={() => setChosen(row.id)} />
            <span className="medium">{row.title ?? i18n._(kindWords[row.kind])}</span>
            <span className="t13 ink2">
              {[row.start === null ? null : format.date(row.start), row.provider, row.episode === null ? null : t`part of a group`]
                .filter((part) => part !== null)
                .join(" · ")}
            </span>
          </label>
        ))}
      </fieldset>
      {story.episode !== null && (
        <label className="episode-offer">
          <input type="checkbox" checked={whole} onChange={({ target }) => setWhole(target.checked)} />
          <span>{t`Bring all ${format.claims(story.parts.length)} of this group along`}</span>
        </label>
      )}
    </Dialog>
  );
}
