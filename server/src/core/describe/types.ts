import type { Severity } from '../finding.ts';
import type { Line } from '../report/lines/inline.ts';
import type { OwnerRole } from '../solution/owners/index.ts';

/** A step, a branch of a choice, or several steps alike that are described together. Texts are without secrets. */
export interface StepNode {
  readonly kind: 'step' | 'branch' | 'group';
  /** As the designer shows it; of a branch what leads into it: `If yes`. */
  readonly name: string;
  /** Lower-cased type of a step, for the grouping of steps that are alike. */
  readonly type: string;
  /** What it does, over what, and when it runs where that is not the usual: a phrase each. */
  readonly phrases: readonly Line[];
  readonly below: readonly StepNode[];
}

export interface ConnectionDescription {
  /** `Office 365 Outlook` */
  readonly connector: string;
  /** Display name of the connection reference, or the best name that the files have. */
  readonly name: string;
  /** What the name is the name of. */
  readonly binding: 'reference' | 'connection' | 'package' | 'nothing' | 'undeclared';
  /** As whom its steps run; undefined where the file does not tell. */
  readonly runsAs: string | undefined;
  /** Names of the steps that use it. */
  readonly steps: readonly string[];
}

/** Somebody whom a file names: a person, a group, an account. */
export interface PersonDescription {
  readonly name: string;
  readonly role: OwnerRole;
  readonly environment: string | undefined;
  /** The file that says so, for people. */
  readonly source: string;
}

/** A step that sends an HTTP request by itself. */
export interface RequestDescription {
  readonly step: string;
  /** Undefined where an expression works it out. */
  readonly host: string | undefined;
}

/** A call between this flow and another one. */
export interface CallDescription {
  /** Name of the other flow, or its id where no file of the folder holds it. */
  readonly flow: string;
  readonly isThere: boolean;
  /** Steps that call; of callers their own. */
  readonly steps: readonly string[];
}

/** One side of a step to which a secret comes. */
export interface SecretPlace {
  readonly step: string;
  readonly side: 'inputs' | 'outputs';
  /** Whether the run history shows it. */
  readonly shown: boolean;
}

/** Someone outside of the run who gets a secret. */
export interface SecretReceiver {
  /** `the caller`, `a mail`, `an HTTP request to api.contoso.com` */
  readonly to: string;
  readonly step: string;
}

/** A secret: where it comes from, and all places that it comes to. Never its value. */
export interface SecretDescription {
  readonly what: string;
  /** The step that reads or holds it; undefined for parameters. */
  readonly step: string | undefined;
  /** `Azure Key Vault`, where the file tells. */
  readonly from: string | undefined;
  /** It is written into the file of the flow. */
  readonly inFile: boolean;
  readonly places: readonly SecretPlace[];
  readonly receivers: readonly SecretReceiver[];
}

export interface FailuresDescription {
  /** Steps that run because another one failed, each with those. */
  readonly handlers: readonly {
    readonly step: string;
    readonly after: readonly { readonly step: string; readonly statuses: readonly string[] }[];
    /** Steps in it, or itself, that write outside of the run, answer the caller or end the run. */
    readonly acts: readonly string[];
  }[];
  /** The first step in or behind them that may tell somebody or lets the run end as failed. */
  readonly report: string | undefined;
  /** Steps that run whether the one before fails or not, and do not look at how it ended. */
  readonly passedOver: readonly { readonly step: string; readonly failing: readonly string[] }[];
  /** Steps that end the run; `status` is undefined where an expression works it out. */
  readonly ends: readonly { readonly step: string; readonly status: string | undefined }[];
  /** Steps that the platform does not try again. */
  readonly notRetried: readonly string[];
}

/** A variable of the flow, as the step says that initialises it. */
export interface VariableDescription {
  readonly name: string;
  /** Undefined where the step says none. */
  readonly type: string | undefined;
  /** The step that initialises it. */
  readonly step: string;
  /** What it starts with, secrets masked; undefined where the step says nothing. */
  readonly value: Line | undefined;
}

export interface FindingDescription {
  readonly severity: Severity;
  readonly ruleId: string;
  readonly message: string;
  /** 0-based. */
  readonly line: number;
  /** The baseline knows it. */
  readonly known: boolean;
}

/** What a flow is, in facts of its files: what is not known is absent, nothing is guessed. Texts are without secrets. */
export interface FlowDescription {
  readonly name: string;
  /** What outputs call its file. */
  readonly file: string;
  readonly solution: string | undefined;
  /** What its maker wrote of it. */
  readonly description: string | undefined;
  readonly id: string | undefined;
  /** As the files say. */
  readonly state: 'draft' | 'activated' | 'suspended' | undefined;
  readonly people: readonly PersonDescription[];
  readonly trigger:
    | {
        readonly name: string;
        /** What starts it, and when: phrases. */
        readonly phrases: readonly Line[];
        /** Who may start it, or chooses what it gets; undefined for schedules, and where the file does not tell. */
        readonly who: string | undefined;
        /** It is called by its address: who may do so is a setting. */
        readonly isOpen: boolean;
        readonly inputs: readonly { readonly title: string; readonly required: boolean }[];
      }
    | undefined;
  /** Further triggers, which only damaged or unusual files have. */
  readonly moreTriggers: readonly string[];
  /** Actions at every level. */
  readonly actions: number;
  readonly steps: readonly StepNode[];
  readonly connections: readonly ConnectionDescription[];
  /** Steps that send HTTP requests without a connection. */
  readonly requests: readonly RequestDescription[];
  /** Schema names of the environment variables that it has parameters for. */
  readonly environmentVariables: readonly string[];
  /** Those that its steps initialise. */
  readonly variables: readonly VariableDescription[];
  readonly callers: readonly CallDescription[];
  readonly children: readonly CallDescription[];
  readonly secrets: readonly SecretDescription[];
  readonly failures: FailuresDescription;
  readonly findings: readonly FindingDescription[];
  /** How many the configuration leaves out. */
  readonly ignored: number;
  /** False when damage hides a part of the flow. */
  readonly whole: boolean;
}
