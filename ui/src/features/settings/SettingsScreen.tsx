// Settings: the plans, how the app reads, the switch for developers, what the app is.
import { useLingui } from "@lingui/react/macro";

import { useNavigation, type SettingsSection } from "../../app/router";
import { Screen } from "../../components/Screen";
import { About } from "./About";
import { Connections } from "./Connections";
import { CopiesAndFiles } from "./CopiesAndFiles";
import { Developer } from "./Developer";
import { Notices } from "./Notices";
import { LockSettings } from "../lock/LockSettings";
import { Reading } from "./Reading";
import { Registrations } from "./Registrations";
import "./settings.css";

export function SettingsScreen({ section }: { section: SettingsSection }) {
  const { t } = useLingui();
  const { replace } = useNavigation();
  const sections: [SettingsSection, string][] = [
    ["connections", t`Connections`],
    ["lock", t`Privacy and lock`],
    ["files", t`Copies and files`],
    ["registrations", t`Plan registrations`],
    ["reading", t`Reading and language`],
    ["notices", t`Notices`],
    ["developer", t`Developer mode`],
    ["about", t`About`],
  ];
  return (
    <Screen title={t`Settings`} people={false}>
      <div className="settings">
        <nav className="settings-nav" aria-label={t`Settings`}>
          {sections.map(([name, label]) => (
            <button
              key={name}
              type="button"
              className="settings-link"
              data-focus-key={`settings-${name}`}
              aria-current={name === section ? "page" : undefined}
              onClick={() => replace({ screen: "settings", section: name })}
            >
              {label}
            </button>
          ))}
        </nav>
        <div className="settings-section">{contentOf(section)}</div>
      </div>
    </Screen>
  );
}

function contentOf(section: SettingsSection) {
  switch (section) {
    case "connections":
      return <Connections />;
    case "lock":
      return <LockSettings />;
    case "files":
      return <CopiesAndFiles />;
    case "registrations":
      return <Registrations />;
    case "reading":
      return <Reading />;
    case "notices":
      return <Notices />;
    case "developer":
      return <Developer />;
    case "about":
      return <About />;
  }
}
