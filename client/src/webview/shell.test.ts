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

  it('has a nonce that nobody guesses', () => {
    expect(newNonce()).toMatch(/^[0-9a-f]{24}$/);
    expect(newNonce()).not.toBe(newNonce());
  });
});
