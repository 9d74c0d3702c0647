// The kinds of data in the member's words: what it is, what is in it, and why the app asks for it.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { FolderHeart, IdCard, ReceiptText, User, type LucideIcon } from "lucide-react";

import type { DataKind } from "../ipc/types.gen";

interface KindWords {
  icon: LucideIcon;
  name: MessageDescriptor;
  /** The name where the whole family is meant. */
  many: MessageDescriptor;
  /** The name in the middle of a sentence. */
  short: MessageDescriptor;
  holds: MessageDescriptor;
  /** Goes on after "Why:". */
  why: MessageDescriptor;
}

export const dataKinds: Record<DataKind, KindWords> = {
  claims: {
    icon: ReceiptText,
    name: msg`Claims and payments`,
    many: msg`Claims and payments`,
    short: msg`claims and payments`,
    holds: msg`Dates, providers, services, diagnosis, billed amounts, what the plan paid`,
    why: msg`to show your costs and what each claim says.`,
  },
  coverage: {
    icon: IdCard,
    name: msg`Coverage`,
    many: msg`Coverage`,
    short: msg`coverage`,
    holds: msg`Plan name, member number, who is covered, dates`,
    why: msg`to show your card and whom it covers.`,
  },
  person: {
    icon: User,
    name: msg`Your name and birth date`,
    many: msg`Names and birth dates`,
    short: msg`name and birth date`,
    holds: msg`As your plan has them`,
    why: msg`to match each claim to the right person in your family.`,
  },
  records: {
    icon: FolderHeart,
    name: msg`Health records`,
    many: msg`Health records`,
    short: msg`health records`,
    holds: msg`Visits, medicines, test results, vaccines, if your plan keeps them`,
    why: msg`to show them beside your claims, by kind and date.`,
  },
};
