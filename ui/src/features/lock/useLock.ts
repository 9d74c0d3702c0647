// Locking the app and opening it again.
import { putAppState, useCommand } from "../../ipc/queries";

export const useLockNow = () => useCommand("lock_now", putAppState);

export const useUnlock = () => useCommand("unlock", putAppState);
