export function FirstSyncScreen(_props: { connection: string }) {
  return null;
}
