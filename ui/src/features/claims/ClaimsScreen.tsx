import { Screen } from "../../components/Screen";

export function ClaimsScreen() {
  return <Screen title="Claims">{null}</Screen>;
}
