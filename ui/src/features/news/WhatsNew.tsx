// What is new since the member last said that they have seen it. It goes away by "Mark as seen" and by nothing else.
import "./news.css";

import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { compareExactly } from "../../components/MoneyExact";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { useMarkSeen, useWhatsNew } from "../../ipc/queries";
import type { NewsItem } from "../../ipc/types.gen";
import { NO_CHOICE, useClaimsChoice } from "../claims/claimsFilter";
import { NoticesOffer } from "./NoticesOffer";

const SHOWN = 3;

export function WhatsNew() {
  const { t } = useLingui();
  const { go } = useNavigation();
  const format = useFormat();
  const { setPerson } = usePersonFilter();
  const [, setChoice] = useClaimsChoice();
  const { data: news } = useWhatsNew();
  const markSeen = useMarkSeen();
  if (news === undefined || news.items.length === 0) return null;
  const items = news.items.slice(0, SHOWN);
  const left = news.new + news.changed - items.length;
  const showAll = () => {
    setPerson(null);
    setChoice({ ...NO_CHOICE, news: true });
    go({ screen: "claims" });
  };
  return (
    <section className="news" aria-label={t`What’s new`}>
      <h2>{t`What’s new`}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.row.id}>
            <button type="button" className="news-item" onClick={() => go({ screen: "claim", id: item.row.id })}>
              <Item item={item} />
            </button>
          </li>
        ))}
        {left > 0 && (
          <li>
            <LinkButton className="news-more" onPress={showAll}>
              {t`and ${plural(left, { one: `${format.count(left)} more`, other: `${format.count(left)} more` })}`}
            </LinkButton>
          </li>
        )}
      </ul>
      <span className="spring" />
      <Button variant="quiet" size="small" isDisabled={markSeen.isPending} onPress={() => markSeen.mutate({})}>
        {t`Mark as seen`}
      </Button>
      {markSeen.error !== null && <ProblemNote problem={markSeen.error.problem} />}
      <NoticesOffer />
    </section>
  );
}

function Item({ item }: { item: NewsItem }) {
  const { t } = useLingui();
  const { find } = usePersonFilter();
  const { row, isDenied, isNewlyOwed } = item;
  const who = find(row.person)?.shortName;
  const what = row.title ?? row.provider ?? t`A claim`;
  return (
    <>
      {row.isNew ?
        <span className="tag">{t`New`}</span>
      : <span className="tag tag-neutral">{t`Changed`}</span>}{" "}
      <span className="news-what">{who == null ? what : t`${who}, ${what}`}</span> <Owed item={item} />
      {isDenied && <span className="tag tag-note">{t`Not covered`}</span>}
      {isNewlyOwed && !row.isNew && <span className="tag">{t`You owe more`}</span>}
    </>
  );
}

function Owed({ item: { row, owedBefore } }: { item: NewsItem }) {
  const format = useFormat();
  const { t } = useLingui();
  if (row.status === "pending") return <span className="ink3">{t`still deciding`}</span>;
  if (row.status === "notCovered") return null;
  if (row.youOwe === null) return <span className="ink3">{t`You owe: not stated`}</span>;
  const isOther =
    owedBefore !== null &&
    (owedBefore.currency !== row.youOwe.currency || compareExactly(owedBefore.amount, row.youOwe.amount) !== 0);
  return (
    <span className="news-owed">
      <span className="vh">{t`You owe`} </span>
      {isOther && (
        <>
          <s>
            <span className="vh">
              <Trans>before:</Trans>{" "}
            </span>
            {format.money(owedBefore)}
          </s>{" "}
        </>
      )}
      <strong>{format.money(row.youOwe)}</strong>
    </span>
  );
}
