// A search field: Escape empties it, and so does the cross.
import { useLingui } from "@lingui/react/macro";
import { Search, X } from "lucide-react";
import type { Ref } from "react";
import { Button, Input, SearchField } from "react-aria-components";

import { Icon } from "./Icon";

export interface SearchBoxProps {
  label: string;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  /** Enter was pressed. */
  onSubmit?: (value: string) => void;
  size?: "normal" | "large";
  className?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function SearchBox({
  label,
  placeholder = label,
  value,
  onChange,
  onSubmit,
  size = "normal",
  className = "",
  inputRef,
}: SearchBoxProps) {
  const { t } = useLingui();
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      {...(onSubmit && { onSubmit })}
      className={`searchbox searchbox-${size} ${className}`.trim()}
    >
      <Icon of={Search} />
      <Input placeholder={placeholder} className="searchbox-input" {...(inputRef && { ref: inputRef })} />
      <Button className="searchbox-clear" aria-label={t`Empty the search`}>
        <Icon of={X} />
      </Button>
    </SearchField>
  );
}
