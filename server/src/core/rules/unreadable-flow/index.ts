import { defineRule } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'unreadable-flow',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A file at the place of a flow could not be read, so nothing in it was checked',
    fix: null,
    checklist: null,
  },
  visit: {
    document({ document, report }) {
      if (document.unread === undefined) return;
      report({
        place: { node: document.tree.nodeAt(0), part: { inFile: { start: 0, end: 0 } } },
        message: `This file was not checked: ${document.unread}.`,
        hint: /\.zip$/i.test(document.uri)
          ? 'Make or export the archive again, or leave it out with "exclude" in lockkeeper.config.json.'
          : 'Make it readable, as UTF-8 JSON, or leave it out with "exclude" in lockkeeper.config.json.',
        why: 'It lies where flows lie, and a secret in it would go unnoticed.',
        key: 'unread',
      });
    },
  },
});
