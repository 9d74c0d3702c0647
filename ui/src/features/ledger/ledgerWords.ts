// The ways of paying in the member's words.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { PaymentWay } from "../../ipc/types.gen";

export const PAYMENT_WAYS = ["hsaCard", "fsa", "creditCard", "cash", "check", "other"] as const satisfies readonly PaymentWay[];

export const wayWords: Record<PaymentWay, MessageDescriptor> = {
  hsaCard: msg`HSA card`,
  fsa: msg`FSA`,
  creditCard: msg`Credit card`,
  cash: msg`Cash`,
  check: msg`Check`,
  other: msg`Another way`,
};
