/**
 * One example for each of the functions that people use: the call, and what it gives. Calls of constants give the value itself,
 * others say it in words.
 */
const EXAMPLES = `
concat('Order ', 17) = 'Order 17'
endsWith('report.pdf', '.PDF') = true
formatNumber(1234.5, '#,##0.00') = '1,234.50'
guid() = a new id, such as '0f8fad5b-d9cb-469f-a165-70867728950e'
isFloat('1.5') = true
isInt('42') = true
indexOf('one two', 'two') = 4
lastIndexOf('a/b/c', '/') = 3
length('abc') = 3
nthIndexOf('a/b/c', '/', 2) = 3
replace('1,5', ',', '.') = '1.5'
slice('report.pdf', -3) = 'pdf'
split('a;b;c', ';') = a list of the three texts 'a', 'b' and 'c'
startsWith('Re: Order', 'Re:') = true
substring('Order 17', 6) = '17'
toLower('ABC') = 'abc'
toUpper('abc') = 'ABC'
trim('  abc ') = 'abc'
chunk('abcdef', 2) = a list of the three texts 'ab', 'cd' and 'ef'
contains('one two', 'two') = true
empty('') = true
first(split('a;b', ';')) = 'a'
intersection(createArray(1, 2), createArray(2, 3)) = a list with 2 alone
item() = in "Select" or "Filter array", the row at hand
item()?['Title'] = the property "Title" of the row at hand
join(createArray('a', 'b'), '; ') = 'a; b'
last(split('a;b', ';')) = 'b'
reverse(createArray(1, 2)) = a list of 2 and 1
skip(createArray(1, 2, 3), 1) = a list of 2 and 3
sort(createArray(2, 1)) = a list of 1 and 2
take('abcdef', 2) = 'ab'
union(createArray(1, 2), createArray(2, 3)) = a list of 1, 2 and 3
and(true, false) = false
equals(1, 2) = false
greater(2, 1) = true
greaterOrEquals(2, 2) = true
if(equals(1, 1), 'yes', 'no') = 'yes'
less(1, 2) = true
lessOrEquals(2, 2) = true
not(equals(1, 2)) = true
or(true, false) = true
array('abc') = a list that holds 'abc'
base64('abc') = 'YWJj'
base64ToBinary('YWJj') = the content, as an attachment takes it
base64ToString('YWJj') = 'abc'
binary('abc') = the text as binary content
bool('true') = true
createArray('a', 'b') = a list of 'a' and 'b'
dataUri('abc') = 'data:text/plain;charset=utf-8;base64,YWJj'
decimal('1.5') = 1.5
decodeBase64('YWJj') = 'abc'
decodeUriComponent('a%20b') = 'a b'
encodeUriComponent('a b') = 'a%20b'
float('1.5') = 1.5
int('42') = 42
json('{"a": 1}') = an object with the property "a"
string(42) = '42'
uriComponent('a b') = 'a%20b'
uriComponentToString('a%20b') = 'a b'
xml('<a>1</a>') = the text as XML, for xpath()
add(1, 2) = 3
div(7, 2) = 3
max(1, 3, 2) = 3
min(1, 3, 2) = 1
mod(7, 2) = 1
mul(2, 3) = 6
rand(1, 7) = a number from 1 to 6
range(1, 3) = a list of 1, 2 and 3
sub(3, 2) = 1
addDays('2025-01-31', 1, 'yyyy-MM-dd') = '2025-02-01'
addHours('2025-01-31T23:00:00Z', 2, 'yyyy-MM-dd HH:mm') = '2025-02-01 01:00'
addMinutes('2025-01-31T10:00:00Z', 30, 'HH:mm') = '10:30'
addSeconds('2025-01-31T10:00:00Z', 5, 'HH:mm:ss') = '10:00:05'
addToTime('2025-01-31', 1, 'Month', 'yyyy-MM-dd') = '2025-02-28'
convertFromUtc('2025-01-31T10:00:00Z', 'W. Europe Standard Time', 'HH:mm') = '11:00'
convertTimeZone('2025-01-31T10:00:00', 'UTC', 'W. Europe Standard Time', 'HH:mm') = '11:00'
convertToUtc('2025-01-31T10:00:00', 'W. Europe Standard Time', 'HH:mm') = '09:00'
dateDifference('2025-01-30', '2025-01-31') = '1.00:00:00'
dayOfMonth('2025-01-31') = 31
dayOfWeek('2025-01-31') = 5
dayOfYear('2025-01-31') = 31
formatDateTime('2025-01-31T10:00:00Z', 'dd/MM/yyyy HH:mm') = '31/01/2025 10:00'
getFutureTime(2, 'Week', 'yyyy-MM-dd') = the date in two weeks
getPastTime(1, 'Month', 'yyyy-MM-dd') = the date one month ago
parseDateTime('31/01/2025', 'en-GB', 'dd/MM/yyyy') = the date as 2025-01-31T00:00:00.0000000
startOfDay('2025-01-31T10:00:00Z', 'yyyy-MM-dd HH:mm') = '2025-01-31 00:00'
startOfHour('2025-01-31T10:20:00Z', 'HH:mm') = '10:00'
startOfMonth('2025-01-31', 'yyyy-MM-dd') = '2025-01-01'
subtractFromTime('2025-01-31', 1, 'Day', 'yyyy-MM-dd') = '2025-01-30'
ticks('2025-01-31') = a number; of two dates, the larger one is later
utcNow('yyyy-MM-dd') = the day of today, such as '2025-01-31'
actions('Get_item')?['status'] = 'Succeeded', 'Failed', 'Skipped' or 'TimedOut'
body('Get_item')?['Title'] = the property "Title" of what the step gave
items('Apply_to_each')?['Title'] = the property "Title" of the item at hand
iterationIndexes('Do_until') = 0 in the first round
listCallbackUrl() = the address at which a service answers the step
outputs('Get_item')?['body/Title'] = the property "Title" of what the step gave
outputs('Call_service')?['statusCode'] = 200 where the call went well
parameters('Site (abc_Site)') = the value of the environment variable behind it
result('Scope') = a list of the steps in it, each with its status
trigger()?['startTime'] = when the trigger fired
triggerBody()?['text'] = an input of a button or an app
triggerOutputs()?['body/Title'] = the property "Title" of what started the flow
variables('total') = the value that the variable has now
workflow()?['run']?['name'] = the id of this run
agentParameters('city') = what the agent filled in
appsetting('BASE_URL') = the setting of the app of that name
uriHost('https://contoso.example/a?b=1') = 'contoso.example'
uriPath('https://contoso.example/a?b=1') = '/a'
uriPathAndQuery('https://contoso.example/a?b=1') = '/a?b=1'
uriQuery('https://contoso.example/a?b=1') = '?b=1'
uriScheme('https://contoso.example/a') = 'https'
addProperty(json('{}'), 'a', 1) = an object with the property "a"
coalesce(null, 'other') = 'other'
removeProperty(json('{"a": 1}'), 'a') = an object without properties
setProperty(json('{"a": 1}'), 'a', 2) = an object in which "a" is 2
xpath(xml('<a><b>1</b></a>'), 'string(/a/b)') = '1'
`;

/** A call, and what it gives in the language itself or in words. */
export interface FunctionExample {
  readonly call: string;
  readonly gives: string;
}

/** @param lowerName the name in lower case. Several for what is used in several ways. */
export function examplesOf(lowerName: string): readonly FunctionExample[] {
  return BY_NAME.get(lowerName) ?? [];
}

const BY_NAME = new Map<string, FunctionExample[]>();
for (const line of EXAMPLES.split('\n')) {
  const at = line.indexOf(' = ');
  if (at < 0) continue;
  const name = line.slice(0, line.indexOf('(')).toLowerCase();
  const example = { call: line.slice(0, at), gives: line.slice(at + 3) };
  const known = BY_NAME.get(name);
  if (known === undefined) BY_NAME.set(name, [example]);
  else known.push(example);
}
