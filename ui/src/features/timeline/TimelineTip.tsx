// The tooltip of a mark: what it says, beside it. Those who listen hear the same as the mark's name.
import type { Item } from "./layout/drawing";
import type { ItemWords } from "./itemWords";

export function TimelineTip({ item, words, width }: { item: Item; words: ItemWords; width: number }) {
  const isRight = item.x > width * 0.7;
  const isLeft = item.x < width * 0.3;
  const top = item.type === "column" ? item.y : item.y - item.height / 2;
  return (
    <div
      className={`tooltip tl-tip ${isRight ? "is-right" : isLeft ? "is-left" : ""}`}
      style={{ left: item.x, top: top - 8 }}
      aria-hidden="true"
    >
      <strong>{words.title}</strong>
      {words.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}
