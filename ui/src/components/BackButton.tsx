// Back to where the member came from; to a screen that is always there where they came from nowhere.
import { Trans } from "@lingui/react/macro";
import { ChevronLeft } from "lucide-react";

import { useNavigation, type Route } from "../app/router";
import { Button } from "./Button";

export function BackButton({ home }: { home: Route }) {
  const { back, canGoBack, replace } = useNavigation();
  return (
    <Button
      variant="quiet"
      size="small"
      icon={ChevronLeft}
      className="claim-back no-print"
      onPress={() => (canGoBack ? back() : replace(home))}
    >
      <Trans>Back</Trans>
    </Button>
  );
}
