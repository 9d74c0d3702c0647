// The filter by the member's tags: any of those that are chosen.
import { useLingui } from "@lingui/react/macro";
import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from "react-aria-components";

import { Icon } from "../../components/Icon";
import { useFormat } from "../../i18n/format";
import type { Tag } from "../../ipc/types.gen";
import { TagsDialog } from "../notes/TagsDialog";

export interface TagFilterProps {
  tags: readonly Tag[];
  chosen: readonly number[];
  onChange: (chosen: readonly number[]) => void;
}

export function TagFilter({ tags, chosen, onChange }: TagFilterProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [isChanging, setChanging] = useState(false);
  // A tag that is gone is no filter that could be seen; it is let go of with the next choice.
  const names = tags.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  const shown = names.length === 0 ? t({ message: "All", context: "filter" }) : names.join(", ");
  const label = t`Tag`;
  return (
    <>
      <MenuTrigger>
        <AriaButton className={chosen.length === 0 ? "filter" : "filter is-set"} aria-label={`${label} ${shown}`}>
          <span className="filter-button">
            <span className="filter-name">{label}</span> <span className="filter-value filter-tags">{shown}</span>
            <Icon of={ChevronDown} />
          </span>
        </AriaButton>
        <Popover className="popover" placement="bottom start">
          <Menu className="menu filter-list" aria-label={label} onAction={(key) => key === "change" && setChanging(true)}>
            <MenuSection
              aria-label={t`Claims with any of these tags`}
              selectionMode="multiple"
              selectedKeys={chosen}
              onSelectionChange={(keys) => onChange(tags.map(({ id }) => id).filter((id) => keys === "all" || keys.has(id)))}
            >
              {tags.map(({ id, name, claims }) => (
                <MenuItem key={id} id={id} textValue={name} className="menu-item">
                  {name}
                  <span className="ink3 t13">{format.count(claims)}</span>
                  <Icon of={Check} className="menu-tick" />
                </MenuItem>
              ))}
            </MenuSection>
            <Separator className="menu-line" />
            <MenuItem id="change" textValue={t`Rename or delete tags…`} className="menu-item">
              {t`Rename or delete tags…`}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {isChanging && <TagsDialog onClose={() => setChanging(false)} />}
    </>
  );
}
