// The mark, and the mark with the name.
export function Mark({ className = "mark" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className}>
      <rect x="3" y="2.5" width="18" height="19" rx="4.5" className="mark-ground" />
      <rect x="7" y="7" width="10" height="2.4" rx="1.2" className="mark-line" opacity=".55" />
      <rect x="7" y="11" width="7" height="2.4" rx="1.2" className="mark-line" opacity=".8" />
      <rect x="7" y="15" width="3.6" height="2.4" rx="1.2" className="mark-line" />
    </svg>
  );
}

export function Brand() {
  return (
    <div className="brand">
      <Mark />
      <span className="brand-name">Claimfolio</span>
    </div>
  );
}
