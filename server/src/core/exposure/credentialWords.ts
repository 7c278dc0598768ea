/** Letters that occur in every name which `credentialName` calls strong; a test holds them against its tables. */
const STEMS =
  /pass|pwd|secret|token|key|conn|pfx|kennwort|wachtwoord|senha|contrase|senord|gangskode|has\u0142o/i;

/** A cheap test before names are judged: false means that nothing in the text is a strong credential name. */
export function mayNameCredential(text: string): boolean {
  return STEMS.test(text);
}
