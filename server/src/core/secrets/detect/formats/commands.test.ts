import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../../test/harness/growth.ts';
import { parseJson } from '../../../json/parse.ts';
import { fake } from '../fakeSecrets.ts';
import { findSecrets, worthScanning } from '../secretValue.ts';

// Made up, and put together at run time so that no scanner finds one here.
const PW = 'Kx7!' + 'mountain-Q9';
const KEY = fake(36);
const GUID = '0a1b2c3d-1111-2222-3333-444455556666';

/** `§` stands for the password, `¤` for a key. */
const filled = (text: string): string => text.replace('§', PW).replace('¤', KEY);
const told = (text: string): string[] =>
  findSecrets(text, { names: ['x'] }).map(({ span: { start, end } }) => text.slice(start, end));

const accepted: readonly string[] = [
  "$p = ConvertTo-SecureString '§' -AsPlainText -Force",
  '$p = ConvertTo-SecureString "§" -AsPlainText -Force',
  '$p = ConvertTo-SecureString -String "§" -AsPlainText -Force',
  "$p = (ConvertTo-SecureString -AsPlainText -Force -String '§')",
  "'§' | ConvertTo-SecureString -AsPlainText -Force",
  "New-Object PSCredential ('svc', (ConvertTo-SecureString '§' -AsPlainText -Force))",
  "$c = New-Object System.Net.NetworkCredential('svc', '§')",
  '$c = [System.Net.NetworkCredential]::new("svc", "§")',
  'net use Z: \\\\server\\share § /user:contoso\\svc',
  'net use \\\\server\\notes /user:contoso\\svc §',
  'net use \\\\nas01\\share § /user:svc',
  'net user svc § /add',
  'curl -u svc:§ https://api.contoso.example/x',
  'curl -s -u "svc:§" https://api.contoso.example/x',
  "curl --user 'svc:§' https://api.contoso.example/x",
  "curl --user svc:'§' https://api.contoso.example/x",
  'curl --user=svc:§ https://api.contoso.example/x',
  'curl -X POST \\\n  -u svc:§ \\\n  https://api.contoso.example/x',
  'curl.exe -usvc:§ https://api.contoso.example/x',
  'curl -u ¤: https://api.contoso.example/x',
  'sqlcmd -S srv -U sa -P § -Q "select 1"',
  'sqlcmd -S srv -U sa -P§ -i a.sql',
  'bcp db out f -S s -U sa -P "§"',
  'mysql -u root -p§ db',
  `az login --service-principal -u ${GUID} -p ¤ --tenant t`,
  'az login --service-principal --username x --password § --tenant t',
  'docker login -u svc -p § images.contoso.example',
  'sshpass -p § ssh svc@host',
  "sshpass -p'§' ssh svc@host".replace("'", '').replace("'", ''),
  'psexec \\\\host -u svc -p § cmd',
  'schtasks /create /tn x /ru svc /rp §',
  'cmdkey /add:host /user:svc /pass:§',
  'redis-cli -h host -a § ping',
  'Connect-PnPOnline -Url u -ClientId x -ClientSecret "¤"',
  'pac auth create --applicationId x --clientSecret ¤ --tenant t',
  'plink -ssh svc@host -pw § ls',
  "-Password '§' -Name x",
];

describe('a password in a command', () => {
  it.each(accepted)('%s', (pattern) => {
    const secret = pattern.includes('§') ? PW : KEY;
    const text = filled(pattern);
    expect(told(text)).toEqual([secret]);
    expect(worthScanning(text)).toBe(true);
    expect(parseJson(JSON.stringify({ x: text })).valueIsCoded(1)).toBe(true);
    // Between other lines, behind an expression, in JSON and in JSON in JSON.
    expect(told(`Write-Host 1\n${text}\r\nWrite-Host 2`)).toEqual([secret]);
    expect(told(`}}}}}} ${text} }}}}}}`)).toEqual([secret]);
    const inJson = JSON.stringify({ script: `${text}\nnext` });
    expect(told(inJson)).toEqual([secret]);
    expect(told(JSON.stringify({ again: inJson }))).toEqual([secret]);
  });

  it('each of several', () => {
    const other = 'Qz4!' + 'valley-T2';
    const script = `curl -u a:${PW} https://x.contoso.example\nsshpass -p ${other} curl -u b:${PW} https://y.contoso.example`;
    expect(told(script)).toEqual([PW, other, PW]);
  });
});

describe('no password in a command', () => {
  it.each([
    '$p = ConvertTo-SecureString $password -AsPlainText -Force',
    '$p = ConvertTo-SecureString "$password" -AsPlainText -Force',
    '$p = ConvertTo-SecureString (Get-Secret x) -AsPlainText -Force',
    "$p = ConvertTo-SecureString '<password>' -AsPlainText -Force",
    "$p = ConvertTo-SecureString '#{Password}#' -AsPlainText -Force",
    "$p = ConvertTo-SecureString 'YourPassword' -AsPlainText -Force",
    "$p = ConvertTo-SecureString 'contoso' | Write-Host -x",
    'ConvertTo-SecureString -AsPlainText turns a text into a secure string.',
    'Get-Item -Path x -Credential $cred',
    'Invoke-Command -ComputerName srv01 -Credential contoso\\svc',
    "New-Object System.Net.NetworkCredential('svc', $env:PASSWORD)",
    'net use Z: \\\\server\\share * /user:contoso\\svc',
    'net use Z: \\\\server\\share /persistent:yes /delete',
    'net user svc /delete',
    'The net user growth in 2024/25 -see the report- was 12Percent!',
    'curl -u user:password https://x.contoso.example',
    'curl -u $USER:$PASSWORD https://x.contoso.example',
    'curl -u "${user}:${password}" https://x.contoso.example',
    'curl -u %USER%:%PASS% https://x.contoso.example',
    'curl -u <user>:<password> https://x.contoso.example',
    'curl -u svc https://x.contoso.example',
    'curl -o Report2024.xlsx https://x.contoso.example/Report-2024!.xlsx',
    'sqlcmd -S srv -E -P -Q "select 1"',
    'sqlcmd -S srv -U sa -P $(Password) -Q x',
    'mysql -u root -p db2024Orders',
    'mysql -h host -P 3306 -u root',
    'az storage blob list -p Prefix2024! --account-name x',
    'az login --service-principal -u x -p $SECRET --tenant t',
    'docker run -p 8080:80 -p 9090:Web2024! image',
    'mkdir -p Reports2024/Jan!',
    'ssh -p 2222 svc@host',
    'pytest -p Plugin2024!',
    'redis-cli -h host ping',
    'Set-Item -Name Password -Value x',
    'The option --password needs a value, and -Token is not used.',
    'Use -Password to set it, or --client-secret for an app.',
    'See -- for example -- the /user page -password policies- of 2024.',
    'Orders - password reset - Ab12345678!',
    'Meeting with curl -user group: Tuesday-10!',
    'a -u b:Ab12345678!',
    '-ClientSecret $secret -ApiKey $env:KEY',
    "Start-Job -KeyFile 'Ab12345678!.pem'",
  ])('%s', (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('in linear time', () => {
  it.each([
    'curl ',
    'curl -u ',
    'curl -u a:b ',
    'curl -u "',
    "curl -u a:'",
    'net use \\\\',
    'sshpass -p x ',
    '-Password ',
    ' --password "',
    'ConvertTo-SecureString -AsPlainText ',
    "'abcd' | ConvertTo-SecureString -AsPlainText ",
    "ConvertTo-SecureString '",
    "NetworkCredential('",
    ' -\\\n',
    ' /\\"',
  ])('%j', (unit) => {
    expectLinear((n) => findSecrets(unit.repeat(n), { names: [] }), 1000);
  });
});
