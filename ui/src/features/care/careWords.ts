// What a directory says, in the member's words.
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import type {
  CareAccepting,
  CareDoubt,
  CareFact,
  CareField,
  CareInNetwork,
  CareKind,
  CarePart,
  CarePlaceState,
  CareSpecialty,
  CareVerdict,
} from "../../ipc/types.gen";

export const specialtyWords: Record<CareSpecialty, MessageDescriptor> = {
  familyDoctor: msg`Family doctor`,
  internalMedicine: msg`Doctor for adults`,
  children: msg`Children’s doctor`,
  childrensSurgery: msg`Pediatric surgery`,
  womensHealth: msg`Women’s health and births`,
  heart: msg`Heart`,
  skin: msg`Skin`,
  bonesAndJoints: msg`Bones and joints`,
  earNoseThroat: msg`Ear, nose and throat`,
  eyes: msg`Eye doctor`,
  optometry: msg`Glasses and eye tests`,
  digestion: msg`Stomach and digestion`,
  hormones: msg`Diabetes and hormones`,
  cancer: msg`Cancer`,
  kidneys: msg`Kidneys`,
  lungs: msg`Lungs and breathing`,
  nerves: msg`Brain and nerves`,
  surgery: msg`Surgery`,
  urology: msg`Bladder and prostate`,
  allergy: msg`Allergies and asthma`,
  psychiatry: msg`Psychiatry`,
  psychology: msg`Psychology`,
  socialWork: msg`Clinical social work`,
  counseling: msg`Counseling`,
  physicalTherapy: msg`Physical therapy`,
  occupationalTherapy: msg`Occupational therapy`,
  speechTherapy: msg`Speech therapy`,
  chiropractic: msg`Chiropractic`,
  dentist: msg`Dentist`,
  feet: msg`Feet`,
  nursePractitioner: msg`Nurse practitioner`,
  emergency: msg`Emergency medicine`,
};

export const SPECIALTIES = Object.keys(specialtyWords) as CareSpecialty[];

export const kindWords: Record<CareKind, MessageDescriptor> = {
  person: msg`Doctors and others`,
  organization: msg`Clinics and hospitals`,
  pharmacy: msg`Pharmacies`,
  service: msg`Services`,
};

export const networkWords: Record<CareInNetwork, MessageDescriptor> = {
  yes: msg`In network`,
  no: msg`Out of network`,
  notStated: msg`Not stated by your plan`,
  notChosen: msg`Choose your network first`,
  pending: msg`Asking…`,
};

export const acceptingWords: Record<CareAccepting, MessageDescriptor> = {
  yes: msg`Yes`,
  no: msg`Not now`,
  existing: msg`Earlier patients only`,
  families: msg`Patients’ families only`,
  notStated: msg`Not stated`,
};

export const placeWords: Record<Exclude<CarePlaceState, "stated">, MessageDescriptor> = {
  pending: msg`Asking…`,
  noAddress: msg`No address stated`,
  notStated: msg`Not stated`,
  notFound: msg`The directory does not have this place`,
  notAnswered: msg`The directory was not asked yet`,
};

export const factWords: Record<CareFact, MessageDescriptor> = {
  place: msg`where they see patients`,
  networks: msg`which networks they are in`,
  newPatients: msg`whether they take new patients`,
  phone: msg`a telephone number`,
  languages: msg`which languages they speak`,
  hours: msg`their hours`,
  updated: msg`when the entry was last updated`,
};

export const fieldWords: Record<CareField, MessageDescriptor> = {
  name: msg`a name`,
  specialty: msg`a specialty`,
  city: msg`a city`,
  state: msg`a state`,
  postalCode: msg`a ZIP code`,
  network: msg`a network`,
};

export const partWords: Record<CarePart, MessageDescriptor> = {
  found: msg`The directory did not answer`,
  roles: msg`Where they see patients could not be asked`,
  people: msg`Some names could not be asked`,
  places: msg`Some addresses could not be asked`,
  organizations: msg`Some names of organizations and networks could not be asked`,
  more: msg`The directory’s further pages could not be read`,
};

export const verdictWords: Record<CareVerdict, MessageDescriptor> = {
  yes: msg`Yes, the directory lists them in your network`,
  no: msg`No, the directory lists them in other networks only`,
  cannotTell: msg`The directory cannot tell`,
};

export const doubtWords: Record<CareDoubt, MessageDescriptor> = {
  nobodyNamed: msg`This claim does not name who took care.`,
  notListed: msg`The directory does not list them, as far as it can be searched.`,
  severalOfThatName: msg`Several providers of that name are listed, and nothing tells which one it is.`,
  byNameAlone: msg`They were found by their name alone: the claim has no provider number to compare.`,
  networkNotChosen: msg`It is not known which of the directory’s networks is yours.`,
  networksNotStated: msg`Their entry names no network, or one that the directory does not have.`,
  dependsOnPlace: msg`They are in your network at one place and not at another, and the claim does not say where you were.`,
  contradicted: msg`Two entries for one place say different things.`,
  old: msg`An entry of theirs was not updated for over a year.`,
  notAnswered: msg`The directory did not answer.`,
  noDirectory: msg`This app knows no public directory of this plan.`,
};
