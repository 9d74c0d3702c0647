import { Screen } from "../../components/Screen";

export function CoverageScreen() {
  return <Screen title="Coverage">{null}</Screen>;
}
