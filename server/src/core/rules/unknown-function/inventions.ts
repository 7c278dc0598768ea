/** What people write who know other languages, and what does it here. Lower-case names. */
export interface Invention {
  /** The function that takes the same arguments and does it. */
  readonly same: string | undefined;
  /** Otherwise: what to use, as a sentence. */
  readonly use: string | undefined;
}

/** Other names of functions that are here, with the same arguments. */
const SAME = `
utcNow: now today getdate currentdatetime utctime utcdatetime
length: len count size strlen
concat: concatenate strcat joinstrings
if: iif ifelse cond
empty: isempty isblank
string: tostring str
json: parsejson tojson jsonparse
int: toint parseint tointeger integer
float: tofloat parsefloat double todouble
decimal: todecimal
bool: tobool boolean toboolean
toUpper: upper ucase touppercase uppercase strupper
toLower: lower lcase tolowercase lowercase strlower
trim: strip
substring: substr
indexOf: instr strpos
contains: includes has
startsWith: beginswith
replace: replaceall substitute
split: explode
guid: newguid uuid createguid
rand: random randbetween
add: plus
sub: subtract minus
mul: multiply
div: divide
mod: modulo
equals: equal eq isequal
greater: gt greaterthan
greaterOrEquals: ge gte greaterthanorequal greaterthanorequals greaterorequal
less: lt lessthan
lessOrEquals: le lte lessthanorequal lessthanorequals lessorequal
formatDateTime: formatdate dateformat
parseDateTime: todatetime parsedate todate
dateDifference: datediff
dayOfWeek: weekday
dayOfMonth: day
convertTimeZone: converttimezones changetimezone
base64: base64encode tobase64 encodebase64
base64ToString: base64decode frombase64
uriComponent: urlencode encodeurl encodeuri uriencode
decodeUriComponent: urldecode decodeurl decodeuri uridecode
createArray: list newarray
sort: orderby sortby
mergeObjects: merge assign
variables: variable getvariable
parameters: parameter param
outputs: output
items: currentitem
triggerBody: triggerinputs
`;

/** What no function does, or one with other arguments. */
const OTHERWISE = `
filter where: Use the action "Filter array".
map select: Use the action "Select".
foreach each for: Use the action "Apply to each".
while until: Use the action "Do until".
switch case choose: Use the action "Switch", or one if() in another.
reduce aggregate: Use the action "Apply to each" with a variable.
find: Use the action "Filter array", and first() of what it gives.
setvariable: Use the action "Set variable".
append push addtoarray: Use the action "Append to array variable", or union() of two lists.
isnull: Compare with null: equals(value, null).
ifnull ifempty isnullorempty nvl default: Use coalesce(value, other) for null, and empty(value) for an empty text.
ne neq notequals notequal: Write not(equals(a, b)).
notcontains doesnotcontain: Write not(contains(a, b)).
xor: Write not(equals(a, b)).
any some all every exists: Use the action "Filter array", and length() of what it gives.
distinct unique dedupe: Write union(list, list), which leaves out what comes twice.
mid: Write substring(text, start, length); positions count from 0.
left: Write substring(text, 0, length).
right: Write substring(text, sub(length(text), count)).
ltrim rtrim trimstart trimend: Use trim(text), which takes white space off both ends.
char chr: Write the character itself into the text, or decodeUriComponent('%0A') for a new line.
newline linebreak: Write decodeUriComponent('%0A').
regex regexmatch regexreplace match ismatch matches: Expressions have no patterns; use contains(), startsWith() or indexOf().
format text: Use formatDateTime() for dates, formatNumber() for numbers, or concat().
date datetime datevalue datetimevalue time: Write the date as text, '2025-01-31', or read one with parseDateTime().
dateadd adddate addtodate: Use addDays(), addHours(), or addToTime(date, count, 'Month').
addmonths: Write addToTime(date, count, 'Month').
addyears: Write addToTime(date, count, 'Year').
addweeks: Write addToTime(date, count, 'Week').
subtractdays substractdays: Write addDays(date, -1): a negative number goes back.
year: Write formatDateTime(date, 'yyyy').
month: Write formatDateTime(date, 'MM').
hour: Write formatDateTime(date, 'HH').
minute: Write formatDateTime(date, 'mm').
second: Write formatDateTime(date, 'ss').
endofmonth eomonth: Write addDays(startOfMonth(addToTime(date, 1, 'Month')), -1).
endofday: Write addSeconds(startOfDay(addDays(date, 1)), -1).
startofweek: Write addDays(startOfDay(date), sub(0, dayOfWeek(date))).
localtime localnow getlocaltime: Write convertFromUtc(utcNow(), 'W. Europe Standard Time') with the name of your time zone.
number tonumber value parse val: Use int() for whole numbers and float() for others.
round roundup rounddown: Use formatNumber(number, '0.00'), which gives a text.
floor truncate trunc: For positive numbers, use int(first(split(string(number), '.'))).
ceil ceiling: For positive numbers, use int(first(split(string(number), '.'))), and add 1 where something is left over.
abs: Write if(less(number, 0), sub(0, number), number).
sum avg average: Use the action "Apply to each" with a variable.
pow power sqrt log exp: Expressions have no such function; use mul() and div().
isarray isobject isstring isnumber typeof: Expressions do not tell types; look at the first character of string(value).
null true false: Write it without parentheses.
env environment getenvironmentvariable environmentvariable: Use parameters() with the name of the parameter that holds the environment variable.
getitem getvalue get: Read a property with ?['name'] behind the value.
keys: Expressions do not list property names; use xpath() over xml() of the object.
`;

/** What a name means here; undefined where nobody knows. */
export function inventionOf(lowerName: string): Invention | undefined {
  return inventions.get(lowerName);
}

/** By lower-case name. */
export const inventions: ReadonlyMap<string, Invention> = readTables();

function readTables(): Map<string, Invention> {
  const found = new Map<string, Invention>();
  for (const line of lines(SAME)) {
    const [same, names] = parts(line);
    for (const name of names.split(' ')) found.set(name, { same, use: undefined });
  }
  for (const line of lines(OTHERWISE)) {
    const [names, use] = parts(line);
    for (const name of names.split(' ')) found.set(name, { same: undefined, use });
  }
  return found;
}

function lines(table: string): string[] {
  return table.split('\n').filter((line) => line !== '');
}

function parts(line: string): readonly [string, string] {
  const at = line.indexOf(': ');
  return [line.slice(0, at), line.slice(at + 2)];
}
