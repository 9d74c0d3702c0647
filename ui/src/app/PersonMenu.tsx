// The choice of person as a menu in the top bar, where the window is too narrow for the list at the side.
import { useLingui } from "@lingui/react/macro";
import { Check, ChevronDown, Users } from "lucide-react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";

import { Icon } from "../components/Icon";
import { EveryoneBadge, PersonBadge } from "../components/PersonBadge";
import { usePersonFilter } from "./personFilter";

const EVERYONE = "everyone";

export function PersonMenu() {
  const { t } = useLingui();
  const { person, setPerson, people, find } = usePersonFilter();
  if (people.length < 2) return null;
  const name = person === null ? t`Everyone` : (find(person)?.shortName ?? t`Name not stated`);
  return (
    <MenuTrigger>
      <Button className="btn btn-secondary person-menu" aria-label={t`People: ${name}`}>
        <Icon of={Users} />
        {name}
        <Icon of={ChevronDown} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t`People`}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[person ?? EVERYONE]}
          onAction={(key) => setPerson(key === EVERYONE ? null : String(key))}
        >
          <MenuItem id={EVERYONE} textValue={t`Everyone`} className="menu-item">
            <EveryoneBadge />
            {t`Everyone`}
            <Icon of={Check} className="menu-tick" />
          </MenuItem>
          {people.map((one) => {
            const shown = one.shortName ?? t`Name not stated`;
            return (
              <MenuItem key={one.id} id={one.id} textValue={shown} className="menu-item">
                <PersonBadge name={one.shortName} />
                {shown}
                <Icon of={Check} className="menu-tick" />
              </MenuItem>
            );
          })}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
