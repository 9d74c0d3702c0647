// The form over the results: what or who, near where, of which kind.
import { Trans, useLingui } from "@lingui/react/macro";
import { Check, ChevronDown, MapPin, Search, Stethoscope } from "lucide-react";
import { useId, useMemo, type SyntheticEvent } from "react";
import {
  Button as AriaButton,
  CheckboxButton,
  CheckboxField,
  ComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";

import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { CareDirectory, CareKind } from "../../ipc/types.gen";
import { kindWords, SPECIALTIES, specialtyWords } from "./careWords";
import type { CareForm } from "./useCare";

export interface CareFormBarProps {
  form: CareForm;
  directory: CareDirectory;
  isRunning: boolean;
  onChange: (change: Partial<CareForm>) => void;
  onSearch: () => void;
}

export function CareFormBar({ form, directory, isRunning, onChange, onSearch }: CareFormBarProps) {
  const { t, i18n } = useLingui();
  const nearId = useId();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSearch();
  };
  return (
    <form className="care-form" onSubmit={submit} role="search" aria-label={t`Find care`}>
      <WhatOrWho form={form} onChange={onChange} />
      <div className="care-field">
        <label className="field-label" htmlFor={nearId}>
          <Trans>Near</Trans>
        </label>
        <div className="care-input">
          <Icon of={MapPin} />
          <input
            id={nearId}
            value={form.near}
            placeholder={t`City, state or ZIP`}
            onChange={(event) => onChange({ near: event.target.value })}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
      </div>
      <Select
        className="care-field"
        value={form.kind}
        onChange={(kind) => onChange({ kind: kind as CareKind })}
      >
        <Label className="field-label">{t`Kind`}</Label>
        <AriaButton className="care-input care-select">
          <SelectValue />
          <Icon of={ChevronDown} />
        </AriaButton>
        <Popover className="popover" placement="bottom start">
          <ListBox className="menu" items={directory.can.map(({ kind }) => ({ id: kind }))}>
            {({ id }) => (
              <ListBoxItem id={id} textValue={i18n._(kindWords[id])} className="menu-item">
                {i18n._(kindWords[id])}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </Select>
      <div className="care-checks">
        <Tick isSelected={form.outOfNetworkToo} onChange={(outOfNetworkToo) => onChange({ outOfNetworkToo })}>
          {t`Out of network too`}
        </Tick>
        <Tick isSelected={form.newPatientsOnly} onChange={(newPatientsOnly) => onChange({ newPatientsOnly })}>
          {t`New patients only`}
        </Tick>
      </div>
      <Button type="submit" variant="primary" icon={Search} isDisabled={isRunning} className="care-go">
        <Trans>Search</Trans>
      </Button>
    </form>
  );
}

interface TickProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  children: string;
}

function Tick({ isSelected, onChange, children }: TickProps) {
  return (
    <CheckboxField isSelected={isSelected} onChange={onChange}>
      <CheckboxButton className="care-tick">
        <span className="care-box" aria-hidden="true">
          <Icon of={Check} />
        </span>
        {children}
      </CheckboxButton>
    </CheckboxField>
  );
}

/** A name, or a specialty in plain words out of the list that opens. */
function WhatOrWho({ form, onChange }: Pick<CareFormBarProps, "form" | "onChange">) {
  const { t, i18n } = useLingui();
  const items = useMemo(
    () => SPECIALTIES.map((id) => ({ id, label: i18n._(specialtyWords[id]) })).sort((a, b) => a.label.localeCompare(b.label)),
    [i18n],
  );
  const hasSpecialties = form.kind === "person" || form.kind === "service";
  return (
    <ComboBox
      className="care-field"
      allowsCustomValue
      menuTrigger="input"
      defaultItems={hasSpecialties ? items : []}
      inputValue={form.words}
      value={hasSpecialties ? form.specialty : null}
      onChange={(key) => {
        const chosen = items.find(({ id }) => id === key);
        if (chosen !== undefined) onChange({ words: chosen.label, specialty: chosen.id });
      }}
      onInputChange={(words) => {
        const written = words.trim().toLocaleLowerCase();
        const chosen = hasSpecialties ? items.find(({ label }) => label.toLocaleLowerCase() === written) : undefined;
        onChange({ words, specialty: chosen?.id ?? null });
      }}
    >
      <Label className="field-label">{t`What or who`}</Label>
      <div className="care-input">
        <Icon of={Stethoscope} />
        <Input placeholder={hasSpecialties ? t`A name or a specialty` : t`A name`} spellCheck={false} />
        {hasSpecialties && (
          <AriaButton className="care-open" aria-label={t`Specialties`}>
            <Icon of={ChevronDown} />
          </AriaButton>
        )}
      </div>
      <Popover className="popover" placement="bottom start">
        <ListBox<{ id: string; label: string }> className="menu filter-list">
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.label} className="menu-item">
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
