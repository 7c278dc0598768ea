// The metadata file beside a flow: `Flow.json.data.xml`.

/** Bytes of the metadata beside a flow; real ones have some 2 KB. */
export const MAX_METADATA_SIZE = 1_048_576;
const ENDING = '.data.xml';
/** Category 5 of a Dataverse workflow is a cloud flow (6: desktop flow, 0: classic workflow, 4: business process flow). */
const CLOUD_FLOW = /<Category>\s{0,20}5\s{0,20}<\/Category>/i;
/** Classic processes have a XamlFileName instead. */
const JSON_FILE_NAME = /<JsonFileName[\s>]/i;

/** True when a metadata file says that the JSON file beside it is a cloud flow. */
export function declaresFlow(metadata: string): boolean {
  return metadata.length <= MAX_METADATA_SIZE && CLOUD_FLOW.test(metadata) && JSON_FILE_NAME.test(metadata);
}

/** Name or location of the metadata file beside a flow, in the spelling that exports have. */
export function metadataOf(flow: string): string {
  return flow + ENDING;
}

/** Name or location of the JSON file that a metadata file describes; undefined for any other file. */
export function describedBy(file: string): string | undefined {
  return /\.json\.data\.xml$/i.test(file) ? file.slice(0, -ENDING.length) : undefined;
}
