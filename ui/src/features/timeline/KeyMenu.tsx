// The key behind a button, where there is no room for it under the picture.
import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";

export function KeyMenu({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const name = t({ message: "Key", context: "legend" });
  return (
    <DialogTrigger>
      <Button className="btn btn-quiet btn-small tl-key-button">{name}</Button>
      <Popover className="popover tl-key-popover" placement="bottom start">
        <Dialog aria-label={name} className="menu">
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
