/** The days that schedules take. */
export const DAYS: readonly string[] = [
  ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
];

/** The same days in other languages, from Monday on: people write what their designer shows. */
const OTHERS: readonly string[] = [
  'montag dienstag mittwoch donnerstag freitag samstag sonntag',
  'lundi mardi mercredi jeudi vendredi samedi dimanche',
  'lunes martes miércoles jueves viernes sábado domingo',
  'lunedì martedì mercoledì giovedì venerdì sabato domenica',
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  'segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo',
  'mandag tirsdag onsdag torsdag fredag lørdag søndag',
  'måndag tisdag onsdag torsdag fredag lördag söndag',
  'poniedziałek wtorek środa czwartek piątek sobota niedziela',
];

/** True for a day as the platform takes it, without case. */
export function isDay(text: string): boolean {
  const lower = text.toLowerCase();
  return DAYS.some((day) => day.toLowerCase() === lower);
}

/** The day that a text means for certain: its beginning (`Mon`), or its name in another language. */
export function parseDay(text: string): string | undefined {
  const lower = text.trim().toLowerCase().replace(/\.$/, '');
  if (lower.length < 2 || lower.length > 20) return undefined;
  const begun = DAYS.filter((day) => day.toLowerCase().startsWith(lower));
  if (begun.length === 1) return begun[0];
  const found = new Set(OTHERS.map((days) => days.split(' ').indexOf(lower)).filter((at) => at >= 0));
  const [at] = found;
  return at === undefined || found.size > 1 ? undefined : DAYS[at];
}
