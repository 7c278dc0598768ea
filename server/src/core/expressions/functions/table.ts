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

/**
 * The functions of the language, after Microsoft's "Reference guide to workflow expression functions" (Azure Logic Apps and
 * Power Automate) and its designer's manifest; `~` marks those that the reference does not list today.
 * The counts are generous where sources disagree or published flows of Microsoft differ: a wrong count must be certain before it
 * is reported. That concerns `and`, `or`, `union`, `intersection` (one argument), `result`, `createArray` (none),
 * `uriComponent` and `encodeUriComponent` (several).
 * Types stand where every value of another type is refused: after the reference and the designer's typed signatures (LogicAppsUX,
 * `templatefunctions.ts`), and no call of the corpus breaks one. Without a type anything goes.
 */
export const FUNCTION_TABLE: Record<FunctionCategory, string> = {
  string: `
concat(text1, text2?, ...) -> string: Join any number of values into one string.
endsWith(text: string, searchText: string) -> boolean: True when the text ends with the given text; letter case is ignored.
formatNumber(number: number, format: string, locale?: string) -> string: Turn a number into a string using a .NET numeric format.
guid(format?: string) -> string: Produce a new GUID string; the optional format is one of N, D, B, P, X.
indexOf(text: string, searchText: string) -> integer: Zero-based position of the first match, or -1.
isFloat(value, locale?: string) -> boolean: True when a string can be read as a floating-point number.
isInt(value) -> boolean: True when a string can be read as an integer.
lastIndexOf(text: string, searchText: string) -> integer: Zero-based position of the last match, or -1.
length(collection: array|string) -> integer: Number of items in an array or characters in a string.
nthIndexOf(text: string, searchText: string, occurrence: integer) -> integer: Position of the n-th match of a substring; a negative n counts from the end.
replace(text: string, oldText: string, newText: string) -> string: Replace every match of one substring by another.
slice(text: string, startIndex: integer, endIndex?: integer) -> string: Part of a string between two positions; negative positions count from the end.
split(text: string, delimiter: string) -> array: Cut a string into an array at a delimiter.
startsWith(text: string, searchText: string) -> boolean: True when the text begins with the given text; letter case is ignored.
substring(text: string, startIndex: integer, length?: integer) -> string: Part of a string from a position, optionally with a length.
toLower(text: string) -> string: Lower-case copy of a string.
toUpper(text: string) -> string: Upper-case copy of a string.
trim(text: string) -> string: Copy of a string without leading and trailing white space.
~encodeXmlValue(value: string) -> string: Escape a string for use as an XML value.
~decodeXmlValue(value: string) -> string: Unescape a string for use as an XML value.
~encodeXmlName(name: string) -> string: Escape a string for use as an XML name.
~decodeXmlName(name: string) -> string: Unescape a string for use as an XML name.
~trimByteOrderMark(content) -> any: Content without a leading byte order mark.
`,
  collection: `
chunk(collection: array|string, length: integer) -> array: Split an array or string into pieces of equal length.
contains(collection: array|object|string, value) -> boolean: True when a string has a substring, an array an item, or an object a key.
empty(collection: array|object|string) -> boolean: True when a string, array or object is empty.
first(collection: array|string) -> any: First item of an array or first character of a string.
intersection(collection1: array|object, collection2?: array|object, ...) -> array|object: Items common to all the given arrays or objects.
item() -> any: Current item inside a repeating action (Select, Query, Foreach) over an array.
join(collection: array, delimiter: string) -> string: Join the items of an array into one string.
last(collection: array|string) -> any: Last item of an array or last character of a string.
reverse(collection: array) -> array: Array in reverse order.
skip(collection: array|string, count: integer) -> array: Array without its first items.
sort(collection: array, sortBy?: string) -> array: Array in ascending order, optionally by a property name.
take(collection: array|string, count: integer) -> array|string: First items of an array or first characters of a string.
union(collection1: array|object, collection2?: array|object, ...) -> array|object: All items of the given arrays or objects, without duplicates.
`,
  logical: `
and(expression1: boolean, expression2?: boolean, ...) -> boolean: True when every expression is true.
equals(object1, object2) -> boolean: True when both values are equal.
greater(value, compareTo) -> boolean: True when the first value is larger.
greaterOrEquals(value, compareTo) -> boolean: True when the first value is larger or the same.
if(expression: boolean, valueIfTrue, valueIfFalse) -> any: Pick one of two values by a condition.
less(value, compareTo) -> boolean: True when the first value is smaller.
lessOrEquals(value, compareTo) -> boolean: True when the first value is smaller or the same.
not(expression: boolean) -> boolean: Negate a Boolean.
or(expression1: boolean, expression2?: boolean, ...) -> boolean: True when at least one expression is true.
`,
  conversion: `
array(value) -> array: Array holding the one given value.
base64(value) -> string: Base64 encoding of a string.
base64ToBinary(value) -> binary: Binary value of a base64 string.
base64ToString(value) -> string: Text of a base64 string; an encoding, not protection.
binary(value) -> binary: Base64-encoded binary value of a string.
bool(value) -> boolean: Boolean value of the input.
createArray(object1?, ...) -> array: Array holding all the given values.
dataUri(value) -> string: Data URI for a string.
dataUriToBinary(value) -> binary: Binary value of a data URI.
dataUriToString(value) -> string: Text of a data URI.
decimal(value) -> number: Decimal number read from a string.
decodeBase64(value) -> string: Text of a base64 string; older name of base64ToString.
decodeDataUri(value) -> binary: Binary value of a data URI; older name of dataUriToBinary.
decodeUriComponent(value) -> string: Replace escape sequences of a URI component by their characters.
encodeUriComponent(value, ...) -> string: Escape the characters of a string that are unsafe in a URI; older name of uriComponent.
float(value, locale?: string) -> number: Floating-point number read from a string.
int(value) -> integer: Integer read from a string.
json(value) -> any: JSON value parsed from a string or converted from XML.
string(value) -> string: String form of any value.
uriComponent(value, ...) -> string: Escape the characters of a string that are unsafe in a URI.
uriComponentToBinary(value) -> binary: Binary value of a URI-encoded string.
uriComponentToString(value) -> string: Text of a URI-encoded string.
xml(value) -> xml: XML value for a string holding XML or for a JSON object.
~utf8Length(value: string) -> integer: Length of a string in UTF-8 bytes.
~utf16Length(value: string) -> integer: Length of a string in UTF-16 code units.
`,
  math: `
add(summand1: number, summand2: number) -> number: Sum of two numbers.
div(dividend: number, divisor: number) -> number: Quotient of two numbers; integer division when both are integers.
max(value1: array|number, value2?: number, ...) -> number: Largest of the given numbers or of one array.
min(value1: array|number, value2?: number, ...) -> number: Smallest of the given numbers or of one array.
mod(dividend: number, divisor: number) -> number: Remainder of a division.
mul(multiplicand1: number, multiplicand2: number) -> number: Product of two numbers.
rand(minValue: integer, maxValue: integer) -> integer: Random integer from the lower bound up to, not including, the upper bound.
range(startIndex: integer, count: integer) -> array: Array of consecutive integers.
sub(minuend: number, subtrahend: number) -> number: Difference of two numbers.
`,
  dateTime: `
addDays(timestamp: string, days: integer, format?: string) -> string: Timestamp moved by days.
addHours(timestamp: string, hours: integer, format?: string) -> string: Timestamp moved by hours.
addMinutes(timestamp: string, minutes: integer, format?: string) -> string: Timestamp moved by minutes.
addSeconds(timestamp: string, seconds: integer, format?: string) -> string: Timestamp moved by seconds.
addToTime(timestamp: string, interval: integer, timeUnit: string, format?: string) -> string: Timestamp moved forward by a number of time units.
convertFromUtc(timestamp: string, destinationTimeZone: string, format?: string) -> string: UTC timestamp expressed in another time zone.
convertTimeZone(timestamp: string, sourceTimeZone: string, destinationTimeZone: string, format?: string) -> string: Timestamp moved from one time zone to another.
convertToUtc(timestamp: string, sourceTimeZone: string, format?: string) -> string: Timestamp of a time zone expressed in UTC.
dateDifference(startDate: string, endDate: string) -> string: Difference between two timestamps as a timespan string.
dayOfMonth(timestamp: string) -> integer: Day of the month of a timestamp.
dayOfWeek(timestamp: string) -> integer: Day of the week of a timestamp; Sunday is 0.
dayOfYear(timestamp: string) -> integer: Day of the year of a timestamp.
formatDateTime(timestamp: string, format?: string, locale?: string) -> string: Timestamp as a string in a given format.
getFutureTime(interval: integer, timeUnit: string, format?: string) -> string: Current time plus a number of time units.
getPastTime(interval: integer, timeUnit: string, format?: string) -> string: Current time minus a number of time units.
parseDateTime(timestamp: string, locale?: string, format?: string) -> string: Timestamp read from a string.
startOfDay(timestamp: string, format?: string) -> string: Start of the day of a timestamp.
startOfHour(timestamp: string, format?: string) -> string: Start of the hour of a timestamp.
startOfMonth(timestamp: string, format?: string) -> string: Start of the month of a timestamp.
subtractFromTime(timestamp: string, interval: integer, timeUnit: string, format?: string) -> string: Timestamp moved back by a number of time units.
ticks(timestamp: string) -> integer: Number of 100-nanosecond intervals since 1 January of year 1 for a timestamp.
utcNow(format?: string) -> string: Current time as a string.
~formatTimeSpan(timeSpan, format: string, culture?: string) -> string: Timespan as a string in a given format.
`,
  workflow: `
action() -> object: The current action's own output at run time.
actions(actionName: string) -> object: Another action's run-time object: inputs, outputs, status, times.
~actionBody(actionName: string) -> any: An action's output body; older name of body.
~actionOutputs(actionName: string) -> object: An action's outputs at run time; older name of outputs.
body(actionName: string) -> any: An action's output body; shorthand for outputs(name)?['body'].
formDataMultiValues(actionName: string, key: string) -> array: Array of values for a key in an action's form-data output.
formDataValue(actionName: string, key: string) -> any: Single value for a key in an action's form-data output.
items(loopName: string) -> any: Current item of a named Foreach loop.
iterationIndexes(loopName: string) -> integer: Current iteration number of a named Until loop.
listCallbackUrl() -> string: Callback URL for a trigger or webhook action; includes its signature.
multipartBody(actionName: string, index: integer) -> any: One part of an action's multi-part output.
outputs(actionName: string) -> object: An action's outputs at run time.
parameters(parameterName: string) -> any: Value of a definition parameter; this includes environment variables and $connections.
result(scopedActionName?: string) -> array: Inputs and outputs of the top-level actions inside a scoped action.
trigger() -> object: The trigger's run-time object.
triggerBody() -> any: Body of the trigger's output.
triggerFormDataMultiValues(key: string) -> array: Array of values for a key in the trigger's form-data output.
triggerFormDataValue(key: string) -> any: Single value for a key in the trigger's form-data output.
triggerMultipartBody(index: integer) -> any: One part of the trigger's multi-part output.
triggerOutputs() -> object: The trigger's outputs at run time.
variables(variableName: string) -> any: Value of a variable.
workflow() -> object: Details of the workflow and of its run.
~agentParameters(parameterName: string) -> any: Value of a parameter that an agent fills in; Logic Apps only.
~appsetting(name: string) -> string: Value of an application setting.
`,
  uriParsing: `
uriHost(uri: string) -> string: Host of a URI.
uriPath(uri: string) -> string: Path of a URI.
uriPathAndQuery(uri: string) -> string: Path and query of a URI.
uriPort(uri: string) -> integer: Port of a URI.
uriQuery(uri: string) -> string: Query of a URI.
uriScheme(uri: string) -> string: Scheme of a URI.
`,
  manipulation: `
addProperty(object: object, property: string, value) -> object: Copy of an object with one more property.
coalesce(object1, object2?, ...) -> any: First of the given values that is not null.
removeProperty(object: object, property: string) -> object: Copy of an object without a property.
setProperty(object: object, property: string, value) -> object: Copy of an object with a property set.
xpath(xml, xpath: string) -> any: Nodes or values of XML that match an XPath expression.
~mergeObjects(object1: object, object2: object) -> object: Object that holds the properties of both objects.
`,
};
