import { removeNode } from '../../json/edits.ts';
import { connectionName, hasConnections, unusedConnections } from '../../solution/overview/connections.ts';
import { NEEDLESS_CONNECTION } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'connection-key-unused',
    category: 'solution',
    severity: 'info',
    profile: 'default',
    title: 'A flow has a connection that none of its steps uses',
    fix: 'safe',
    kinds: ['remove-connection'],
    checklist: NEEDLESS_CONNECTION,
  },
  visit: {
    flow({ flow, solution, report }) {
      if (!hasConnections(flow)) return;
      const isPackage = flow.wrapper === 'legacy-package';
      for (const connection of unusedConnections(flow)) {
        report({
          place: { node: connection.node, part: 'key' },
          message: `No step of the flow uses the connection ${connectionName(connection, solution)}.`,
          why: 'Whoever imports the flow still has to bring it, and the flow keeps the access.',
          hint: isPackage
            ? 'Remove the connection from the flow and export the package again.'
            : 'Remove it from the connectionReferences of the flow.',
          // The other files of a package list it, too.
          fix: isPackage ? null : 'safe',
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const connection = flow.connections.find((one) => one.node === finding.place.node);
    if (connection === undefined) return [];
    return [
      {
        kind: 'remove-connection',
        title: `Remove the connection "${connection.key}" from the flow`,
        disposition: 'safe',
        edits: removeNode(flow.tree, connection.node),
      },
    ];
  },
});
