// The first frame that shows something: what the app's own mark is held against.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("claims-painted")));
