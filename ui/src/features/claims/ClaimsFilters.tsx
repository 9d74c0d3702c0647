// The filters over the list of claims: each is a menu that says what it is set to.
import { useLingui } from "@lingui/react/macro";
import { Check, ChevronDown } from "lucide-react";
import { Button as AriaButton, ListBox, ListBoxItem, Popover, Select, ToggleButton } from "react-aria-components";

import { usePersonFilter } from "../../app/personFilter";
import { Button } from "../../components/Button";
import { CLAIM_KINDS, CLAIM_STATUSES, kindWords, statusWords } from "../../components/ClaimWords";
import { Icon } from "../../components/Icon";
import { useTags } from "../../ipc/queries";
import { isFiltering, NO_CHOICE, type ClaimsChoice } from "./claimsFilter";
import { TagFilter } from "./TagFilter";
import { ViewsMenu } from "./ViewsMenu";

interface Option<Value extends string> {
  value: Value;
  label: string;
}

const ALL = "all";

interface FilterMenuProps<Value extends string> {
  label: string;
  /** What no choice is called. */
  all: string;
  value: Value | null;
  options: readonly Option<Value>[];
  onChange: (value: Value | null) => void;
}

/** A menu that says what it is set to. */
export function FilterMenu<Value extends string>({ label, all, value, options, onChange }: FilterMenuProps<Value>) {
  const chosen = options.find((one) => one.value === value);
  const items = [{ value: ALL, label: all }, ...options];
  return (
    <Select
      // The name is what is seen, the choice included (WCAG 2.5.3).
      aria-label={`${label} ${chosen?.label ?? all}`}
      value={chosen?.value ?? ALL}
      onChange={(key) => onChange(options.find((one) => one.value === key)?.value ?? null)}
      className={chosen === undefined ? "filter" : "filter is-set"}
    >
      <AriaButton className="filter-button">
        <span className="filter-name">{label}</span>{" "}
        <span className="filter-value">{chosen?.label ?? all}</span>
        <Icon of={ChevronDown} />
      </AriaButton>
      <Popover className="popover" placement="bottom start">
        <ListBox className="menu filter-list" items={items}>
          {(item) => (
            <ListBoxItem id={item.value} textValue={item.label} className="menu-item">
              {item.label}
              <Icon of={Check} className="menu-tick" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

export interface ClaimsFiltersProps {
  choice: ClaimsChoice;
  years: readonly string[];
  onChange: (choice: ClaimsChoice) => void;
}

export function ClaimsFilters({ choice, years, onChange }: ClaimsFiltersProps) {
  const { t, i18n } = useLingui();
  const { person, setPerson, people } = usePersonFilter();
  const { data: tags = [] } = useTags();
  const all = t({ message: "All", context: "filter" });
  return (
    <div className="claims-filters" role="group" aria-label={t`Filters`}>
      <FilterMenu
        label={t`Year`}
        all={all}
        value={choice.year}
        options={years.map((year) => ({ value: year, label: year }))}
        onChange={(year) => onChange({ ...choice, year })}
      />
      {people.length > 1 && (
        <FilterMenu
          label={t`Person`}
          all={t`Everyone`}
          value={person}
          options={people.map((one) => ({ value: one.id, label: one.shortName ?? t`Name not stated` }))}
          onChange={setPerson}
        />
      )}
      <FilterMenu
        label={t`Kind`}
        all={all}
        value={choice.kind}
        options={CLAIM_KINDS.map((kind) => ({ value: kind, label: i18n._(kindWords[kind]) }))}
        onChange={(kind) => onChange({ ...choice, kind })}
      />
      <FilterMenu
        label={t`Status`}
        all={all}
        value={choice.status}
        options={CLAIM_STATUSES.map((status) => ({ value: status, label: i18n._(statusWords[status]) }))}
        onChange={(status) => onChange({ ...choice, status })}
      />
      <ToggleButton
        className={choice.news ? "filter is-set filter-toggle" : "filter filter-toggle"}
        isSelected={choice.news}
        onChange={(news) => onChange({ ...choice, news })}
      >
        <span className="filter-button">
          {choice.news && <Icon of={Check} />}
          <span className="filter-value">{t`New or changed`}</span>
        </span>
      </ToggleButton>
      {tags.length > 0 && <TagFilter tags={tags} chosen={choice.tags} onChange={(chosen) => onChange({ ...choice, tags: chosen })} />}
      <ViewsMenu choice={choice} onChange={onChange} />
      <span className="spring" />
      {(isFiltering(choice) || person !== null) && (
        <Button
          variant="quiet"
          size="small"
          onPress={() => {
            onChange(NO_CHOICE);
            setPerson(null);
          }}
        >
          {t`Clear filters`}
        </Button>
      )}
    </div>
  );
}
