// A Lucide icon in the app's weight. Icons are decoration beside words: they are never read aloud.
import type { LucideIcon } from "lucide-react";

export function Icon({ of: Drawing, className = "" }: { of: LucideIcon; className?: string }) {
  return <Drawing aria-hidden="true" focusable="false" strokeWidth={1.75} className={`icon ${className}`.trim()} />;
}
