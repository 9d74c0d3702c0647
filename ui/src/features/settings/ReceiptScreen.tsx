export function ReceiptScreen(_props: { receipt: unknown }) {
  return null;
}
