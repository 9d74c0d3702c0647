export function ShareScreen(_props: { payer: string; reconnect: string | null }) {
  return null;
}
