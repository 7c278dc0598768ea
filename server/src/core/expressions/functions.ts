export type FunctionCategory =
  | 'string'
  | 'collection'
  | 'logical'
  | 'conversion'
  | 'math'
  | 'dateTime'
  | 'workflow'
  | 'uriParsing'
  | 'manipulation';

export interface FunctionInfo {
  /** As Microsoft writes it; names are compared without case. */
  readonly name: string;
  readonly category: FunctionCategory;
  /** `substring(text, startIndex, length?)`: `?` marks what may be left out, `...` that more may follow. */
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly minArgs: number;
  /** `Infinity` when any number may follow. */
  readonly maxArgs: number;
  /** One English sentence. */
  readonly summary: string;
  /** False: known from Microsoft's designer or older pages only, so less sure. */
  readonly documented: boolean;
  /** Does the value of an argument come through in the result? `passesArgument` tells it per argument. */
  readonly passes: 'value' | 'nothing';
}

/**
 * The functions of the language, after Microsoft's "Reference guide to workflow expression functions" (Azure Logic Apps and
 * Power Automate) and its designer's manifest; `~` marks those that the reference does not list today.
 * The counts are generous where sources disagree or published flows of Microsoft differ: a wrong count must be certain before it
 * is reported. That concerns `and`, `or`, `union`, `intersection` (one argument), `result`, `createArray` (none),
 * `uriComponent` and `encodeUriComponent` (several).
 */
const TABLE: Record<FunctionCategory, string> = {
  string: `
concat(text1, text2?, ...): Join any number of values into one string.
endsWith(text, searchText): True when the text ends with the given text; letter case is ignored.
formatNumber(number, format, locale?): Turn a number into a string using a .NET numeric format.
guid(format?): Produce a new GUID string; the optional format is one of N, D, B, P, X.
indexOf(text, searchText): Zero-based position of the first match, or -1.
isFloat(value, locale?): True when a string can be read as a floating-point number.
isInt(value): True when a string can be read as an integer.
lastIndexOf(text, searchText): Zero-based position of the last match, or -1.
length(collection): Number of items in an array or characters in a string.
nthIndexOf(text, searchText, occurrence): Position of the n-th match of a substring; a negative n counts from the end.
replace(text, oldText, newText): Replace every match of one substring by another.
slice(text, startIndex, endIndex?): Part of a string between two positions; negative positions count from the end.
split(text, delimiter): Cut a string into an array at a delimiter.
startsWith(text, searchText): True when the text begins with the given text; letter case is ignored.
substring(text, startIndex, length?): Part of a string from a position, optionally with a length.
toLower(text): Lower-case copy of a string.
toUpper(text): Upper-case copy of a string.
trim(text): Copy of a string without leading and trailing white space.
~encodeXmlValue(value): Escape a string for use as an XML value.
~decodeXmlValue(value): Unescape a string for use as an XML value.
~encodeXmlName(name): Escape a string for use as an XML name.
~decodeXmlName(name): Unescape a string for use as an XML name.
~trimByteOrderMark(content): Content without a leading byte order mark.
`,
  collection: `
chunk(collection, length): Split an array or string into pieces of equal length.
contains(collection, value): True when a string has a substring, an array an item, or an object a key.
empty(collection): True when a string, array or object is empty.
first(collection): First item of an array or first character of a string.
intersection(collection1, collection2?, ...): Items common to all the given arrays or objects.
item(): Current item inside a repeating action (Select, Query, Foreach) over an array.
join(collection, delimiter): Join the items of an array into one string.
last(collection): Last item of an array or last character of a string.
reverse(collection): Array in reverse order.
skip(collection, count): Array without its first items.
sort(collection, sortBy?): Array in ascending order, optionally by a property name.
take(collection, count): First items of an array or first characters of a string.
union(collection1, collection2?, ...): All items of the given arrays or objects, without duplicates.
`,
  logical: `
and(expression1, expression2?, ...): True when every expression is true.
equals(object1, object2): True when both values are equal.
greater(value, compareTo): True when the first value is larger.
greaterOrEquals(value, compareTo): True when the first value is larger or the same.
if(expression, valueIfTrue, valueIfFalse): Pick one of two values by a condition.
less(value, compareTo): True when the first value is smaller.
lessOrEquals(value, compareTo): True when the first value is smaller or the same.
not(expression): Negate a Boolean.
or(expression1, expression2?, ...): True when at least one expression is true.
`,
  conversion: `
array(value): Array holding the one given value.
base64(value): Base64 encoding of a string.
base64ToBinary(value): Binary value of a base64 string.
base64ToString(value): Text of a base64 string; an encoding, not protection.
binary(value): Base64-encoded binary value of a string.
bool(value): Boolean value of the input.
createArray(object1?, ...): Array holding all the given values.
dataUri(value): Data URI for a string.
dataUriToBinary(value): Binary value of a data URI.
dataUriToString(value): Text of a data URI.
decimal(value): Decimal number read from a string.
decodeBase64(value): Text of a base64 string; older name of base64ToString.
decodeDataUri(value): Binary value of a data URI; older name of dataUriToBinary.
decodeUriComponent(value): Replace escape sequences of a URI component by their characters.
encodeUriComponent(value, ...): Escape the characters of a string that are unsafe in a URI; older name of uriComponent.
float(value, locale?): Floating-point number read from a string.
int(value): Integer read from a string.
json(value): JSON value parsed from a string or converted from XML.
string(value): String form of any value.
uriComponent(value, ...): Escape the characters of a string that are unsafe in a URI.
uriComponentToBinary(value): Binary value of a URI-encoded string.
uriComponentToString(value): Text of a URI-encoded string.
xml(value): XML value for a string holding XML or for a JSON object.
~utf8Length(value): Length of a string in UTF-8 bytes.
~utf16Length(value): Length of a string in UTF-16 code units.
`,
  math: `
add(summand1, summand2): Sum of two numbers.
div(dividend, divisor): Quotient of two numbers; integer division when both are integers.
max(value1, value2?, ...): Largest of the given numbers or of one array.
min(value1, value2?, ...): Smallest of the given numbers or of one array.
mod(dividend, divisor): Remainder of a division.
mul(multiplicand1, multiplicand2): Product of two numbers.
rand(minValue, maxValue): Random integer from the lower bound up to, not including, the upper bound.
range(startIndex, count): Array of consecutive integers.
sub(minuend, subtrahend): Difference of two numbers.
`,
  dateTime: `
addDays(timestamp, days, format?): Timestamp moved by days.
addHours(timestamp, hours, format?): Timestamp moved by hours.
addMinutes(timestamp, minutes, format?): Timestamp moved by minutes.
addSeconds(timestamp, seconds, format?): Timestamp moved by seconds.
addToTime(timestamp, interval, timeUnit, format?): Timestamp moved forward by a number of time units.
convertFromUtc(timestamp, destinationTimeZone, format?): UTC timestamp expressed in another time zone.
convertTimeZone(timestamp, sourceTimeZone, destinationTimeZone, format?): Timestamp moved from one time zone to another.
convertToUtc(timestamp, sourceTimeZone, format?): Timestamp of a time zone expressed in UTC.
dateDifference(startDate, endDate): Difference between two timestamps as a timespan string.
dayOfMonth(timestamp): Day of the month of a timestamp.
dayOfWeek(timestamp): Day of the week of a timestamp; Sunday is 0.
dayOfYear(timestamp): Day of the year of a timestamp.
formatDateTime(timestamp, format?, locale?): Timestamp as a string in a given format.
getFutureTime(interval, timeUnit, format?): Current time plus a number of time units.
getPastTime(interval, timeUnit, format?): Current time minus a number of time units.
parseDateTime(timestamp, locale?, format?): Timestamp read from a string.
startOfDay(timestamp, format?): Start of the day of a timestamp.
startOfHour(timestamp, format?): Start of the hour of a timestamp.
startOfMonth(timestamp, format?): Start of the month of a timestamp.
subtractFromTime(timestamp, interval, timeUnit, format?): Timestamp moved back by a number of time units.
ticks(timestamp): Number of 100-nanosecond intervals since 1 January of year 1 for a timestamp.
utcNow(format?): Current time as a string.
~formatTimeSpan(timeSpan, format, culture?): Timespan as a string in a given format.
`,
  workflow: `
action(): The current action's own output at run time.
actions(actionName): Another action's run-time object: inputs, outputs, status, times.
~actionBody(actionName): An action's output body; older name of body.
~actionOutputs(actionName): An action's outputs at run time; older name of outputs.
body(actionName): An action's output body; shorthand for outputs(name)?['body'].
formDataMultiValues(actionName, key): Array of values for a key in an action's form-data output.
formDataValue(actionName, key): Single value for a key in an action's form-data output.
items(loopName): Current item of a named Foreach loop.
iterationIndexes(loopName): Current iteration number of a named Until loop.
listCallbackUrl(): Callback URL for a trigger or webhook action; includes its signature.
multipartBody(actionName, index): One part of an action's multi-part output.
outputs(actionName): An action's outputs at run time.
parameters(parameterName): Value of a definition parameter; this includes environment variables and $connections.
result(scopedActionName?): Inputs and outputs of the top-level actions inside a scoped action.
trigger(): The trigger's run-time object.
triggerBody(): Body of the trigger's output.
triggerFormDataMultiValues(key): Array of values for a key in the trigger's form-data output.
triggerFormDataValue(key): Single value for a key in the trigger's form-data output.
triggerMultipartBody(index): One part of the trigger's multi-part output.
triggerOutputs(): The trigger's outputs at run time.
variables(variableName): Value of a variable.
workflow(): Details of the workflow and of its run.
~agentParameters(parameterName): Value of a parameter that an agent fills in; Logic Apps only.
~appsetting(name): Value of an application setting.
`,
  uriParsing: `
uriHost(uri): Host of a URI.
uriPath(uri): Path of a URI.
uriPathAndQuery(uri): Path and query of a URI.
uriPort(uri): Port of a URI.
uriQuery(uri): Query of a URI.
uriScheme(uri): Scheme of a URI.
`,
  manipulation: `
addProperty(object, property, value): Copy of an object with one more property.
coalesce(object1, object2?, ...): First of the given values that is not null.
removeProperty(object, property): Copy of an object without a property.
setProperty(object, property, value): Copy of an object with a property set.
xpath(xml, xpath): Nodes or values of XML that match an XPath expression.
~mergeObjects(object1, object2): Object that holds the properties of both objects.
`,
};

/** Functions, besides all of dates and all of the workflow, whose result does not show the value of any argument. */
const PASS_NOTHING = new Set(
  (
    'length empty equals greater greaterOrEquals less lessOrEquals not and or contains startsWith endsWith ' +
    'indexOf lastIndexOf nthIndexOf isInt isFloat bool rand range guid uriPort uriScheme utf8Length utf16Length'
  ).split(' '),
);

/** Where only some arguments come through: their positions. A condition, a position or a search text does not. */
const PASS_SOME = new Map<string, readonly number[]>([
  ['if', [1, 2]],
  ['replace', [0, 2]],
  ...'formatNumber slice split substring chunk skip take sort float xpath removeProperty'
    .split(' ')
    .map((name): [string, readonly number[]] => [name.toLowerCase(), [0]]),
]);

const LINE = /^(~?)(\w+)\(([^)]*)\): (.+)$/;

function readTable(): FunctionInfo[] {
  const functions: FunctionInfo[] = [];
  for (const category of Object.keys(TABLE) as FunctionCategory[]) {
    for (const line of TABLE[category].split('\n')) {
      const [, mark, name, list, summary] = LINE.exec(line) ?? [];
      if (name === undefined || list === undefined || summary === undefined) continue;
      const parameters = list === '' ? [] : list.split(', ');
      const named = parameters.filter((parameter) => parameter !== '...');
      const nothing = category === 'dateTime' || category === 'workflow' || PASS_NOTHING.has(name);
      functions.push({
        name,
        category,
        signature: `${name}(${list})`,
        parameters,
        minArgs: named.filter((parameter) => !parameter.endsWith('?')).length,
        maxArgs: named.length < parameters.length ? Number.POSITIVE_INFINITY : named.length,
        summary,
        documented: mark === '',
        passes: nothing ? 'nothing' : 'value',
      });
    }
  }
  return functions;
}

/** All functions, in the order of Microsoft's reference. */
export const functionList: readonly FunctionInfo[] = readTable();

const BY_NAME = new Map(functionList.map((info) => [info.name.toLowerCase(), info]));

/** @param lowerName the name in lower case, as in `CallExpr.lowerName` */
export function findFunction(lowerName: string): FunctionInfo | undefined {
  return BY_NAME.get(lowerName);
}

/**
 * Does the value of the argument at `index` (0-based) come through, whole or in part, in the result of the function?
 * An unknown function is assumed to pass everything.
 */
export function passesArgument(lowerName: string, index: number): boolean {
  const info = BY_NAME.get(lowerName);
  if (info === undefined) return true;
  if (info.passes === 'nothing') return false;
  return PASS_SOME.get(lowerName)?.includes(index) ?? true;
}
