// When the first claims are on the screen: what the benchmark of the start reads, and what waits for it.
let isMarked = false;
const waiting: (() => void)[] = [];

/** Sets the mark `claims-painted` two frames after the first claims were laid out, which is when they are seen. */
export function markClaimsPainted(): void {
  if (isMarked) return;
  isMarked = true;
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      performance.mark("claims-painted");
      for (const then of waiting) setTimeout(then);
    }),
  );
}

/** Does something once the first claims are seen, so that it does not hold them up. */
export function whenClaimsArePainted(then: () => void): void {
  waiting.push(then);
}
