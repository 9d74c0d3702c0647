import { Screen } from "../../components/Screen";

export function ClaimScreen({ id }: { id: number }) {
  return <Screen title="Claim">{id}</Screen>;
}
