// What a screen remembers between two visits: a filter, a zoom. In memory, with the answers, and gone with the window.
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

export const keptKey = (name: string) => ["kept", name] as const;

export function useKept<Value>(name: string, first: Value): [Value, (change: Value | ((now: Value) => Value)) => void] {
  const client = useQueryClient();
  const { data } = useQuery<Value>({ queryKey: keptKey(name), queryFn: skipToken, gcTime: Infinity });
  const change = useCallback(
    (next: Value | ((now: Value) => Value)) => {
      client.setQueryData<Value>(keptKey(name), (now) =>
        next instanceof Function ? next(now === undefined ? first : now) : next,
      );
    },
    [client, name, first],
  );
  return [data === undefined ? first : data, change];
}
