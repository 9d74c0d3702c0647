// A medical code with the name of its code system, as the payer sent it.
import { useLingui } from "@lingui/react/macro";

import type { CodedText } from "../../ipc/types.gen";

/** The systems that members meet, by the names on their papers. */
const SYSTEMS: Record<string, string> = {
  "http://www.ama-assn.org/go/cpt": "CPT",
  "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
  "http://hl7.org/fhir/sid/icd-10": "ICD-10",
  "http://www.cms.gov/Medicare/Coding/ICD10": "ICD-10-PCS",
  "http://hl7.org/fhir/sid/ndc": "NDC",
  "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": "HCPCS",
  "http://www.ada.org/cdt": "CDT",
  "http://snomed.info/sct": "SNOMED CT",
  "https://www.nubc.org/CodeSystem/RevenueCodes": "NUBC",
  "https://x12.org/codes/claim-adjustment-reason-codes": "X12 CARC",
  "https://x12.org/codes/remittance-advice-remark-codes": "X12 RARC",
  "https://x12.org/codes/claim-adjustment-group-codes": "X12",
};

export function Coded({ coded }: { coded: CodedText }) {
  const { t } = useLingui();
  if (coded.code === null) return <span className="ink3">{t`No code stated`}</span>;
  const system = coded.system === null ? null : (SYSTEMS[coded.system] ?? coded.system);
  return (
    <span className="code selectable">
      {t`Code ${coded.code}`}
      {system !== null && <span className="ink3">, {system}</span>}
    </span>
  );
}
