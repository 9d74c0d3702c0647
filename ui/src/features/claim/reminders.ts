// Which of the deadlines that the member wants to be reminded of are near.
import { daysBetween } from "../../i18n/format";
import type { AppealReminder } from "../../ipc/types.gen";

/** How many days before the last one a reminder begins. It ends when the appeal is sent or the reminder is turned off. */
export const REMIND_DAYS = 14;

export function dueReminders(reminders: readonly AppealReminder[], today: string): AppealReminder[] {
  return reminders.filter(({ lastDay }) => daysBetween(today, lastDay) <= REMIND_DAYS);
}
