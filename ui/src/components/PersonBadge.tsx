// The round letter that stands for a person beside their name.
import { Users } from "lucide-react";

import { Icon } from "./Icon";

export function PersonBadge({ name }: { name: string | null }) {
  const letter = name === null ? "?" : Array.from(name.trim())[0]?.toLocaleUpperCase();
  return (
    <span className="person-badge" aria-hidden="true">
      {letter ?? "?"}
    </span>
  );
}

export function EveryoneBadge() {
  return (
    <span className="person-badge" aria-hidden="true">
      <Icon of={Users} />
    </span>
  );
}
