// The browser may come back while another screen is shown: the member is taken to the question that waits for them.
import { useEffect, useRef } from "react";

import { useNavigation, useRoute } from "../../app/router";
import { useConnectAttempts } from "../../ipc/queries";

export function useReturningSignIn(): void {
  const route = useRoute();
  const { go } = useNavigation();
  const { data: attempts = [] } = useConnectAttempts();
  const waiting = attempts.find(({ stage }) => stage.stage === "confirm" || stage.stage === "anotherPerson")?.id;
  const shown = route.screen === "signIn" ? route.attempt : undefined;
  const taken = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (waiting === undefined || waiting === taken.current) return;
    taken.current = waiting;
    if (waiting !== shown) go({ screen: "signIn", attempt: waiting, optional: [] });
  }, [waiting, shown, go]);
}
