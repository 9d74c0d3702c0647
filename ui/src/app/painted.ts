// When the first claims are on the screen: what the benchmark of the start reads.
let isMarked = false;

/** Sets the mark `claims-painted` two frames after the first claims were laid out, which is when they are seen. */
export function markClaimsPainted(): void {
  if (isMarked) return;
  isMarked = true;
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("claims-painted")));
}
