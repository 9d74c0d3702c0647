// Small parts that the list and the entry share.
import { useLingui } from "@lingui/react/macro";
import { CircleHelp, CircleSlash, Ellipsis, ShieldCheck, TriangleAlert, type LucideIcon } from "lucide-react";

import { Icon } from "../../components/Icon";
import { useFormat } from "../../i18n/format";
import type { CareInNetwork, CareRow } from "../../ipc/types.gen";
import { networkWords, placeWords, specialtyWords } from "./careWords";

const NETWORK_ICONS: Record<CareInNetwork, LucideIcon> = {
  yes: ShieldCheck,
  no: CircleSlash,
  notStated: CircleHelp,
  notChosen: CircleHelp,
  pending: Ellipsis,
};

export function NetworkChip({ row }: { row: CareRow }) {
  const { i18n } = useLingui();
  const names = row.networks.map(({ name }) => name ?? "?").join(", ");
  const words = row.inNetwork === "notChosen" && names !== "" ? names : i18n._(networkWords[row.inNetwork]);
  return (
    <span className={row.inNetwork === "yes" ? "chip care-in" : "chip"} title={names === "" ? undefined : names}>
      <Icon of={NETWORK_ICONS[row.inNetwork]} />
      {words}
    </span>
  );
}

/** The specialties, in this app's words where it has any. */
export function useSpecialties(): (row: CareRow) => string {
  const { i18n } = useLingui();
  return (row) => {
    const words = row.specialties.map(({ own, text }) => (own === null ? text : i18n._(specialtyWords[own])));
    return [...new Set(words)].join(", ");
  };
}

export function Updated({ row }: { row: CareRow }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      <span className="nw">{row.updated === null ? <span className="ink3">{t`Not stated`}</span> : format.date(row.updated)}</span>
      {row.old && (
        <span className="tag tag-note">
          <Icon of={TriangleAlert} />
          {t`Old, over a year`}
        </span>
      )}
    </>
  );
}

/** The place in two lines: what it is called, and where it is. */
export function usePlace(): (row: CareRow) => { name: string | null; where: string } {
  const { i18n } = useLingui();
  return (row) => {
    const { place, placeState } = row;
    const name = place?.name ?? row.organization;
    if (placeState !== "stated" || place === null) {
      return { name, where: i18n._(placeWords[placeState === "stated" ? "notStated" : placeState]) };
    }
    const town = [place.city, [place.state, place.postalCode].filter((one) => one !== null).join(" ")];
    return { name, where: town.filter((one) => one !== null && one !== "").join(", ") };
  };
}
