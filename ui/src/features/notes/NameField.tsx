// A name that can be changed where it stands.
import { Trans } from "@lingui/react/macro";
import { useState } from "react";

import { Button } from "../../components/Button";

export interface NameFieldProps {
  label: string;
  name: string;
  longest: number;
  onRename: (name: string) => void;
}

export function NameField({ label, name, longest, onRename }: NameFieldProps) {
  const [text, setText] = useState<string | null>(null);
  const wanted = (text ?? name).trim();
  const isOther = wanted !== "" && wanted !== name;
  const save = () => {
    if (isOther) onRename(wanted);
    setText(null);
  };
  return (
    <form
      className="named-name"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        className="text-input"
        aria-label={label}
        maxLength={longest}
        value={text ?? name}
        onChange={({ target }) => setText(target.value)}
      />
      {isOther && (
        <Button type="submit" size="small">
          <Trans>Rename</Trans>
        </Button>
      )}
    </form>
  );
}
