import { wordsOf } from './names.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Names that say it in one word; also glued and in German, Dutch and French, as they occur in forms. */
const WORDS = set(
  'ssn socialsecurity socialsecuritynumber bsn burgerservicenummer sozialversicherungsnummer steueridentifikationsnummer ' +
    'iban kontonummer creditcard creditcardnumber cardnumber kreditkarte kreditkartennummer cvv cvc passport passportnumber ' +
    'passportno reisepass reisepassnummer personalausweis ausweisnummer dob birthdate birthday dateofbirth geburtsdatum ' +
    'geboortedatum salary wage gehalt salaris diagnosis diagnose religion ethnicity pregnancy disability nationalid ' +
    'nationalidnumber driverslicense driverslicence driverlicense fingerprintimage',
);
const PAIRS = set(
  'social_security birth_date birth_day of_birth date_naissance passport_number passport_no national_id national_insurance ' +
    'identity_card id_card identity_number personal_number driver_license drivers_license driver_licence drivers_licence ' +
    'credit_card debit_card card_number bank_account health_condition health_record health_insurance health_data ' +
    'medical_record medical_history medical_condition medical_leave blood_type sexual_orientation ethnic_origin ' +
    'criminal_record union_membership marital_status home_address private_address maiden_name annual_income sick_leave',
);
/** Last words that make it a matter of the thing, not of a person. */
const ABOUT = set(
  'url uri link required enabled count total template form type status valid validated exists check checked expired policy ' +
    'folder library list table column field fields label title format range band grade min max average currency period',
);

/** A cheap look at a longer text: false when no personal name can stand in it. */
export function mayNamePersonalData(text: string): boolean {
  return ROUGH.test(text);
}

const ROUGH =
  /ssn|social|secu|iban|card|karte|cvv|cvc|pass|dob|birth|geburt|geboorte|naissance|salar|wage|gehalt|diagnos|relig|ethnic|pregnan|disab|national|licen|bsn|burger|ausweis|bank|konto|health|medical|blood|sexual|criminal|union|marital|address|maiden|income|sick|identi|fingerprint|steuer|sozial|personal/i;

const MEMO_LIMIT = 4096;
const memo = new Map<string, boolean>();

/** Does the name of a field promise data about a person that the law or common sense protects? Answers are remembered. */
export function isPersonalName(name: string): boolean {
  const known = memo.get(name);
  if (known !== undefined) return known;
  const result = name.length >= 3 && name.length <= 80 && ROUGH.test(name) && judge(name);
  if (memo.size >= MEMO_LIMIT) memo.clear();
  memo.set(name, result);
  return result;
}

function judge(name: string): boolean {
  const slash = name.lastIndexOf('/');
  // `abc_birthdate`: a publisher's prefix says nothing.
  const words = wordsOf(name.slice(slash + 1).replace(/^[a-z][a-z0-9]{1,7}_(?=.)/, ''));
  const last = words.length - 1;
  if (last < 0 || words.length > 8) return false;
  // `marital status` is what it says; `passport status` is not.
  if (PAIRS.has(`${words[last - 1] ?? ''}_${words[last]}`)) return true;
  if (ABOUT.has(words[last]!)) return false;
  return words.some((word, index) => WORDS.has(word) || PAIRS.has(`${words[index - 1] ?? ''}_${word}`));
}
