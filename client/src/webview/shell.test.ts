import { describe, expect, it } from 'vitest';
import { newNonce, pageHtml, sentenceHtml } from './shell.ts';

const decoded = (text: string | undefined): string | undefined =>
  text?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe('the page of a webview', () => {
  it('runs its own script and loads nothing else', () => {
    const html = pageHtml({
      ...{ title: 'Run history', script: 'vscode-resource://preview.js' },
      ...{ nonce: 'abc123', shows: '' },
    });
    expect(html).toContain(
      "default-src 'none'; script-src 'nonce-abc123'; base-uri 'none'; form-action 'none'",
    );
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/unsafe|<style|style=|\son\w+=/);
  });

  it('gives the script the texts of another language, as data', () => {
    const texts = { 'Show "{0}"': '<b>"{0}" zeigen</b> & mehr' };
    const html = pageHtml({
      ...{ title: 'Seite </title>', script: 'x.js', nonce: 'abc123', shows: '' },
      texts,
    });
    const [, data] = /data-texts="([^"]*)"/.exec(html) ?? [];
    expect(JSON.parse(decoded(data)!)).toEqual(texts);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
  });

  it('gives the script what it shows, as data', () => {
    const shows = 'file:///a"><script>b.json';
    const html = pageHtml({ title: 'Flow', script: 'x.js', nonce: 'abc123', shows });
    expect(decoded(/data-shows="([^"]*)"/.exec(html)?.[1])).toBe(shows);
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it('runs nothing where a sentence is all of it', () => {
    const html = sentenceHtml('Flow', 'It is <gone>.', 'abc123');
    expect(html).toContain("default-src 'none'; style-src 'nonce-abc123'; base-uri 'none'");
    expect(html).toContain('<p role="status">It is &#60;gone&#62;.</p>');
    expect(html).not.toMatch(/<script|script-src|unsafe/);
  });

  it('has a nonce that nobody guesses', () => {
    expect(newNonce()).toMatch(/^[0-9a-f]{24}$/);
    expect(newNonce()).not.toBe(newNonce());
  });
});
