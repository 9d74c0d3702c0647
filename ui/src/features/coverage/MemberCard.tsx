// The member card. The number stays covered until it is asked for: screens are shared and photographed.
import { useLingui } from "@lingui/react/macro";
import { Eye, EyeOff } from "lucide-react";
import { Button } from "react-aria-components";

import { Icon } from "../../components/Icon";
import type { CoverageCard } from "../../ipc/types.gen";

export interface MemberCardProps {
  card: CoverageCard;
  isShown: boolean;
  onToggle: () => void;
}

export function MemberCard({ card, isShown, onToggle }: MemberCardProps) {
  const { t } = useLingui();
  const none = <span className="member-none">{t`Not stated`}</span>;
  return (
    <div className="member-card">
      <div className="member-top">
        <span className="member-plan">{card.issuer ?? card.payerName}</span>
        <span className="member-word">{t`Member card`}</span>
      </div>
      <dl className="member-facts">
        <div>
          <dt>{t`Member`}</dt>
          <dd>{card.beneficiary?.name ?? none}</dd>
        </div>
        <div>
          <dt>{t`Member number`}</dt>
          <dd className="member-number">
            {card.memberId === null ?
              none
            : <>
                <span>{isShown ? card.memberId : <Covered />}</span>
                <Button
                  className="member-toggle"
                  aria-label={isShown ? t`Hide the member numbers` : t`Show the member numbers`}
                  onPress={onToggle}
                >
                  <Icon of={isShown ? EyeOff : Eye} />
                  {isShown ? t`Hide` : t`Show`}
                </Button>
              </>
            }
          </dd>
        </div>
        <div>
          <dt>{t`Plan`}</dt>
          <dd>{card.plan ?? none}</dd>
        </div>
        <div>
          <dt>{t`Group`}</dt>
          <dd>{card.group ?? none}</dd>
        </div>
      </dl>
      {card.phone !== null && <p className="member-phone selectable">{t`Member services ${card.phone}`}</p>}
    </div>
  );
}

export function Covered() {
  const { t } = useLingui();
  return (
    <>
      <span aria-hidden="true">••••••••</span>
      <span className="vh">{t`hidden`}</span>
    </>
  );
}
