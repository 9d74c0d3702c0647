// What the screens of finding care ask for, and what they remember between two visits.
import { skipToken, useQuery } from "@tanstack/react-query";

import { useKept } from "../../components/useKept";
import { call } from "../../ipc/client";
import { careKeys } from "../../ipc/queries";
import type { CareKind, CareSpecialty } from "../../ipc/types.gen";

export interface CareForm {
  readonly payer: string | null;
  readonly kind: CareKind;
  /** What is written under "What or who". */
  readonly words: string;
  /** The specialty that was chosen for it. */
  readonly specialty: CareSpecialty | null;
  readonly near: string;
  readonly outOfNetworkToo: boolean;
  readonly newPatientsOnly: boolean;
  /** The search that is shown. */
  readonly search: string | null;
  readonly shows: "search" | "saved";
}

const BLANK: CareForm = {
  payer: null,
  kind: "person",
  words: "",
  specialty: null,
  near: "",
  outOfNetworkToo: true,
  newPatientsOnly: false,
  search: null,
  shows: "search",
};

export const useCareForm = () => useKept<CareForm>("care", BLANK);

export const useCareDirectories = () =>
  useQuery({ queryKey: careKeys.directories, queryFn: () => call("care_directories") });

export const useCareNetworks = (payer: string | null) =>
  useQuery({
    queryKey: careKeys.networks(payer ?? ""),
    queryFn: payer === null ? skipToken : () => call("care_networks", { payer }),
  });

export const useCareResults = (search: string | null) =>
  useQuery({
    queryKey: careKeys.results(search ?? ""),
    queryFn: search === null ? skipToken : () => call("care_results", { search }),
  });

export const useCareDetail = (search: string, key: string) =>
  useQuery({ queryKey: careKeys.detail(search, key), queryFn: () => call("care_detail", { search, key }) });

export const useCareSaved = () => useQuery({ queryKey: careKeys.saved, queryFn: () => call("care_saved") });
export const useCareCopies = () => useQuery({ queryKey: careKeys.copies, queryFn: () => call("care_copies") });
export const useCareCopy = (id: number) =>
  useQuery({ queryKey: careKeys.copy(id), queryFn: () => call("care_copy", { id }) });
