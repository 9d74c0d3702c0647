// How far reading or writing a file is: in words, and as a bar where the end is known.
export function FileProgress({ label, done }: { label: string; done: number | null }) {
  const percent = done === null ? null : Math.min(100, Math.floor(done * 100));
  return (
    <div className="file-progress">
      <p className="t14 ink2" role="status">
        {label}
      </p>
      <div
        className="file-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
      >
        <span style={{ width: `${percent ?? 0}%` }} />
      </div>
    </div>
  );
}
