import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../expressions/index.ts';
import { findInsecureScheme } from './scheme.ts';

/** The marked text, or undefined. */
function found(text: string): string | undefined {
  const span = findInsecureScheme(parseTemplate(text));
  return span && text.slice(span.start, span.end);
}

describe('addresses without encryption', () => {
  it.each([
    'http://api.contoso.example',
    'HTTP://API.CONTOSO.EXAMPLE/',
    ' \thttp://api.contoso.example',
    "http://@{parameters('host')}/x",
    'http://user@api.contoso.example:8080?x=1',
    'http://localhost.contoso.example/',
    'http://127.0.0.1.contoso.example/',
    'http://localhost@api.contoso.example/',
    'http://',
    "@concat('http://', parameters('host'))",
    "@{concat('http://', parameters('host'))}/x",
    "@if(true, 'https://a.contoso.example', 'http://b.contoso.example')",
    "@coalesce(parameters('url'), 'http://b.contoso.example')",
    "@toLower(trim(concat('HTTP://B.contoso.example', '/')))",
  ])('%s', (text) => {
    expect(found(text)?.toLowerCase()).toBe('http://');
  });

  it.each([
    'https://api.contoso.example/http://x',
    'http://localhost',
    'http://LOCALHOST:7071/api',
    'http://app.localhost/',
    'http://127.0.0.1/x',
    'http://127.1.2.3:80',
    'http://user@localhost/',
    'http://[::1]:8080/x',
    "@concat('http://localhost:', '80')",
    "@{parameters('url')}",
    "@concat(parameters('url'), 'http://x')",
    "@replace('http://x', 'http', 'https')",
    'ftp://api.contoso.example',
    '',
    '@@http://x',
  ])('%s is left alone', (text) => {
    expect(found(text)).toBeUndefined();
  });

  it('hostile nesting costs nothing', () => {
    expect(found(`@${'concat('.repeat(60)}'http://x'${')'.repeat(60)}`)).toBeUndefined();
    expect(found(`http://${'a'.repeat(1_000_000)}`)).toBe('http://');
  });
});
