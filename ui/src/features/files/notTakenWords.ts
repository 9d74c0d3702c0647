// Why something in a file was not understood, in words.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type { NotTakenWhy } from "../../ipc/types.gen";

export const notTakenWords: Record<NotTakenWhy, MessageDescriptor> = {
  notJson: msg`is not JSON`,
  noResource: msg`has no record in it`,
  noType: msg`does not say what it is`,
  saidTwice: msg`says the same thing twice`,
  tooLarge: msg`is larger than any record should be`,
  tooDeep: msg`is nested deeper than any record should be`,
  message: msg`is a message from a server, not a record`,
};
