import { Screen } from "../../components/Screen";

export function TimelineScreen() {
  return <Screen title="Timeline">{null}</Screen>;
}
