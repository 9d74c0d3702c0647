// The side: screens, people, and where the records come from. Under 960 px of width it becomes a rail of icons.
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { CalendarRange, ChartColumn, Check, FolderHeart, IdCard, Lock, MapPinned, ReceiptText, Settings, type LucideIcon } from "lucide-react";
import { useEffect, useId, type ComponentProps, type ReactNode } from "react";
import { Focusable, RadioButton, RadioField, RadioGroup, Tooltip, TooltipTrigger } from "react-aria-components";

import { Brand } from "../components/Brand";
import { Icon } from "../components/Icon";
import { EveryoneBadge, PersonBadge } from "../components/PersonBadge";
import { useLockNow } from "../features/lock/useLock";
import { SyncIndicator } from "../features/sync/SyncIndicator";
import { useFormat } from "../i18n/format";
import { EVERY_RECORD, useConnections, useRecordsOutline, useWhatsNew } from "../ipc/queries";
import { usePersonFilter } from "./personFilter";
import { useNavigation, useRoute, type Route } from "./router";
import { useIsNarrow } from "./useIsNarrow";

interface Place {
  screen: "timeline" | "claims" | "coverage" | "spending" | "records" | "care" | "settings";
  label: string;
  icon: LucideIcon;
}

function usePlaces(): Place[] {
  const { t } = useLingui();
  const { data: records } = useRecordsOutline(EVERY_RECORD);
  // Where no plan has any to share there is no such place.
  const hasRecords = records !== undefined && (records.groups.length > 0 || records.sources.length > 0);
  return [
    { screen: "timeline", label: t`Timeline`, icon: CalendarRange },
    { screen: "claims", label: t`Claims`, icon: ReceiptText },
    { screen: "coverage", label: t`Coverage`, icon: IdCard },
    { screen: "spending", label: t`Spending`, icon: ChartColumn },
    ...(hasRecords ? [{ screen: "records", label: t`Records`, icon: FolderHeart } as const] : []),
    { screen: "care", label: t`Find care`, icon: MapPinned },
    { screen: "settings", label: t`Settings`, icon: Settings },
  ];
}

/** The entry that a screen belongs to. */
function placeOf(route: Route): Place["screen"] | undefined {
  switch (route.screen) {
    case "claim":
      return "claims";
    case "record":
      return "records";
    case "bill":
    case "ledger":
      return "spending";
    case "careEntry":
    case "careCopy":
      return "care";
    case "timeline":
    case "claims":
    case "coverage":
    case "spending":
    case "records":
    case "care":
    case "settings":
      return route.screen;
    case "choosePlan":
    case "share":
    case "signIn":
    case "firstSync":
    case "privacy":
    case "receipt":
      return undefined;
  }
}

/** Ctrl+1 … Ctrl+7, with Cmd on a Mac. */
function useShortcuts(places: Place[]): void {
  const { go } = useNavigation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const place = places[Number(event.key) - 1];
      if (!place) return;
      event.preventDefault();
      go({ screen: place.screen });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [places, go]);
}

/** How much is new, in words; `null` for nothing. */
function useNewCount(): string | null {
  const { t } = useLingui();
  const format = useFormat();
  const { data: news } = useWhatsNew();
  const count = (news?.new ?? 0) + (news?.changed ?? 0);
  return count === 0 ? null : t`${format.count(count)} new`;
}

function NavItem({ place, isCurrent, shortcut }: { place: Place; isCurrent: boolean; shortcut: number }) {
  const { go } = useNavigation();
  const isNarrow = useIsNarrow();
  const countId = useId();
  const newCount = useNewCount();
  const count = place.screen === "claims" ? newCount : null;
  const button = (
    <button
      type="button"
      className="nav-item"
      aria-current={isCurrent ? "page" : undefined}
      aria-describedby={count === null ? undefined : countId}
      aria-keyshortcuts={`Control+${shortcut}`}
      onClick={() => go({ screen: place.screen })}
    >
      <Icon of={place.icon} />
      <span className="nav-label">{place.label}</span>
      {count !== null && (
        <span className="nav-count nav-label" id={countId} aria-hidden="true">
          {count}
        </span>
      )}
    </button>
  );
  if (!isNarrow) return button;
  return <Named label={place.label}>{button}</Named>;
}

/** An entry of the rail of icons, with its name as a tooltip. */
function Named({ label, children }: { label: string; children: ComponentProps<typeof Focusable>["children"] }) {
  return (
    <TooltipTrigger delay={300} closeDelay={60}>
      <Focusable>{children}</Focusable>
      <Tooltip className="tooltip" placement="right" offset={8}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

function LockItem() {
  const { t } = useLingui();
  const isNarrow = useIsNarrow();
  const { mutate: lock } = useLockNow();
  const button = (
    <button type="button" className="nav-item" aria-keyshortcuts="Control+L" onClick={() => lock({})}>
      <Icon of={Lock} />
      <span className="nav-label">{t`Lock`}</span>
    </button>
  );
  if (!isNarrow) return button;
  return <Named label={t`Lock`}>{button}</Named>;
}

function People() {
  const { t } = useLingui();
  const { person, setPerson, people } = usePersonFilter();
  if (people.length < 2) return null;
  const everyone = "everyone";
  const option = (value: string, name: string, badge: ReactNode) => (
    <RadioField key={value} value={value}>
      <RadioButton className="nav-item person">
        {badge}
        <span className="nav-label ellipsis">{name}</span>
        <Icon of={Check} className="person-tick" />
      </RadioButton>
    </RadioField>
  );
  return (
    <div className="side-people">
      <p className="side-section" id="people-label">
        {t`People`}
      </p>
      <RadioGroup
        aria-labelledby="people-label"
        className="nav"
        value={person ?? everyone}
        onChange={(value) => setPerson(value === everyone ? null : value)}
      >
        {option(everyone, t`Everyone`, <EveryoneBadge />)}
        {people.map((one) =>
          option(one.id, one.shortName ?? t`Name not stated`, <PersonBadge name={one.shortName} />),
        )}
      </RadioGroup>
    </div>
  );
}

function Foot() {
  const { t } = useLingui();
  const format = useFormat();
  const { data: connections = [] } = useConnections();
  const [only] = connections;
  if (!only) return null;
  const updated = connections.map((one) => one.lastUpdated).filter((one) => one !== null).sort().at(-1);
  const when = updated === undefined ? undefined : format.when(updated);
  const files = connections.filter(({ payerKind }) => payerKind === "file").length;
  const plans = connections.length - files;
  const sources = [
    ...(plans > 0 ? [plural(plans, { one: "# plan", other: "# plans" })] : []),
    ...(files > 0 ? [plural(files, { one: "# file", other: "# files" })] : []),
  ];
  const idle =
    when === undefined ? undefined
    : plans === 0 ? t`From a file, added ${when}`
    : t`Updated ${when}`;
  return (
    <div className="side-foot">
      <span className="side-plan">
        {connections.length === 1 ? only.payerName : format.list(sources)}
      </span>
      <SyncIndicator idle={idle} />
      <span className="side-lock">
        <Icon of={Lock} />
        {t`Only on this computer`}
      </span>
    </div>
  );
}

export function Sidebar() {
  const { t } = useLingui();
  const places = usePlaces();
  useShortcuts(places);
  const current = placeOf(useRoute());
  const item = (place: Place) => (
    <NavItem
      key={place.screen}
      place={place}
      isCurrent={place.screen === current}
      shortcut={places.indexOf(place) + 1}
    />
  );
  return (
    <nav className="side" aria-label={t`Main`}>
      <Brand />
      <div className="nav">{places.filter(({ screen }) => screen !== "settings").map(item)}</div>
      <People />
      <span className="spring" />
      <div className="nav side-settings">
        {places.filter(({ screen }) => screen === "settings").map(item)}
        <LockItem />
      </div>
      <Foot />
    </nav>
  );
}
