export { flowGraphs } from './flowGraph.ts';
export { flowMermaid } from './mermaid.ts';
export { type FlowGraph, flowSvg, type SvgOptions } from './picture/index.ts';
