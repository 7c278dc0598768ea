import { describe, expect, it } from 'vitest';
import { newNonce, pageHtml } from './shell.ts';

describe('the page of a webview', () => {
  it('runs its own script and loads nothing else', () => {
    const html = pageHtml('Run history', 'vscode-resource://preview.js', 'abc123');
    expect(html).toContain(
      "default-src 'none'; script-src 'nonce-abc123'; base-uri 'none'; form-action 'none'",
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/unsafe|<style|style=|\son\w+=/);
  });

  it('gives the script the texts of another language, as data', () => {
    const texts = { 'Show "{0}"': '<b>"{0}" zeigen</b> & mehr' };
    const html = pageHtml('Seite </title>', 'x.js', 'abc123', texts);
    const [, data] = /data-texts="([^"]*)"/.exec(html) ?? [];
    const decoded = data?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(JSON.parse(decoded!)).toEqual(texts);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
  });

  it('has a nonce that nobody guesses', () => {
    expect(newNonce()).toMatch(/^[0-9a-f]{24}$/);
    expect(newNonce()).not.toBe(newNonce());
  });
});
