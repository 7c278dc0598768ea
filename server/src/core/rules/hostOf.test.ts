import { expect, it } from 'vitest';
import { hostOf } from './hostOf.ts';

it.each([
  ['https://api.contoso.example/orders', true, 'api.contoso.example'],
  ['  HTTP://API.contoso.example:8080', true, 'api.contoso.example'],
  ['https://user:word@api.contoso.example/', true, 'api.contoso.example'],
  ['https://api.contoso.example.', true, 'api.contoso.example'],
  ['https://api.contoso.example?x=1', false, 'api.contoso.example'],
  ['https://[2001:db8::1]:443/', true, '[2001:db8::1]'],
  ['https://api.contoso', false, undefined],
  ['https://', true, undefined],
  ['https://#{host}#/x', true, undefined],
  ['https://<host>/x', true, undefined],
  ['ftp://api.contoso.example/x', true, undefined],
  ['/relative/path', true, undefined],
])('%j', (text, whole, expected) => {
  const host = hostOf(text, whole);
  expect(host?.name).toBe(expected);
  if (host !== undefined)
    expect(text.slice(host.span.start, host.span.end).toLowerCase().replace(/\.$/, '')).toBe(expected);
});
