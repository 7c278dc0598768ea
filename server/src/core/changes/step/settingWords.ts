import { NONE, type NodeId } from '../../json/tree.ts';
import type { FlowView } from '../flow/view.ts';

/** A duration as ISO 8601 writes it in words: `PT10S` is `10 s`, `P1DT2H` is `1 d 2 h`; anything else stays. */
export function duration(text: string): string {
  const match = /^P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/.exec(text);
  if (match === null) return text;
  const [, days, hours, minutes, seconds] = match;
  const parts = [
    [days, 'd'],
    [hours, 'h'],
    [minutes, 'min'],
    [seconds, 's'],
  ].flatMap(([count, unit]) => (count === undefined ? [] : [`${count} ${unit}`]));
  return parts.length === 0 ? text : parts.join(' ');
}

/** `exponential, 4 times, from 10 s`; '' for a form that is not known. */
export function retryPolicy(view: FlowView, node: NodeId): string {
  const { tree } = view;
  const type = tree.stringAt(node, 'type')?.toLowerCase();
  if (type === 'none') return 'none';
  if (type !== 'exponential' && type !== 'fixed') return '';
  const value = (key: string): string | undefined => {
    const child = tree.child(node, key);
    if (child === NONE) return undefined;
    const text = tree.isString(child)
      ? tree.string(child)
      : tree.text.slice(tree.start(child), tree.end(child));
    return /^\w{1,30}$/.test(text) ? duration(text) : '(an expression)';
  };
  const [count, interval, least, most] = ['count', 'interval', 'minimumInterval', 'maximumInterval'].map(
    value,
  );
  return [
    type,
    count === undefined ? '' : `${count} times`,
    interval === undefined ? '' : `${type === 'fixed' ? 'every' : 'from'} ${interval}`,
    least === undefined ? '' : `at least ${least}`,
    most === undefined ? '' : `at most ${most}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
