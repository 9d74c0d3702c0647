export function Blocked(_props: { problem: unknown }) {
  return null;
}
