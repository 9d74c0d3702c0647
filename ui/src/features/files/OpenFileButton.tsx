// "Open a file…": the system's dialog, then a look at what is in it.
import { Trans } from "@lingui/react/macro";
import { FileInput } from "lucide-react";

import { Button, type ButtonProps } from "../../components/Button";
import { useCommand } from "../../ipc/queries";

export function OpenFileButton({ size = "normal", variant = "secondary" }: Pick<ButtonProps, "size" | "variant">) {
  const open = useCommand("open_files");
  return (
    <Button size={size} variant={variant} icon={FileInput} isDisabled={open.isPending} onPress={() => open.mutate({})}>
      <Trans>Open a file…</Trans>
    </Button>
  );
}
