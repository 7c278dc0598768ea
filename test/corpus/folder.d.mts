export const FETCHED: string;
export const COMPLETE: string;
export const corpusFolder: string;
export const hasCorpus: boolean;
export const skipNote: string;
export const isCounted: boolean;
export const countedNote: string;
