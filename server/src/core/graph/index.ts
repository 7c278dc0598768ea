export { connectionMap } from './connectionMap.ts';
export { flowGraphs } from './flowGraph.ts';
export { flowMermaid } from './mermaid.ts';
export { type FlowGraph, flowSvg, type SvgOptions } from './picture/index.ts';
export { type ConnectionMap, mapSvg } from './picture/map/index.ts';
