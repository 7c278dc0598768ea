import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { type EnvironmentVariableType, TYPE_CODES } from '../data.ts';
import { layoutOf } from '../layouts/index.ts';
import type { SolutionModel } from '../model.ts';
import { join, parentOf } from '../paths.ts';
import { type NewElement, styleOf, writeElement } from '../xml/edit.ts';
import { isUnwritable } from '../xml/escape.ts';
import { isKeyVaultReference } from './keyVault.ts';
import { isSchemaName } from './names.ts';
import { addRootComponent } from './rootComponent.ts';
import { isRefused, type SolutionEdit } from './types.ts';

/** Longest value of an environment variable that the platform takes. */
const MAX_VALUE_LENGTH = 2000;

/** As exports of data sources write it. */
const APIS = '/providers/microsoft.powerapps/apis/';

const FOLDER = 'environmentvariabledefinitions';
const FILE = 'environmentvariabledefinition.xml';

export interface NewEnvironmentVariable {
  readonly schemaName: string;
  readonly displayName: string;
  readonly type: EnvironmentVariableType;
  /** What a variable of type `DataSource` names: a parameter of a connector, e.g. `dataset` (flow-format 4.3). */
  readonly source?: { readonly apiName: string; readonly parameterKey: string };
  /** Never a secret: it goes into source control. For type `Secret` only a Key Vault reference is taken. */
  readonly defaultValue?: string;
  readonly description?: string;
}

/** A new definition file, and its entry in the solution's manifest. */
export function addEnvironmentVariable(
  solution: SolutionModel,
  variable: NewEnvironmentVariable,
): SolutionEdit {
  const refusal = layoutOf(solution.layout).refusal('environment variable') ?? refusalOf(solution, variable);
  if (refusal !== undefined) return { refused: refusal };
  const listed = addRootComponent(solution, { type: 380, schemaName: variable.schemaName });
  if (isRefused(listed)) return listed;
  const uri = join(definitionsFolder(solution), variable.schemaName, FILE);
  return [{ uri, create: definitionText(solution, variable) }, ...listed];
}

function refusalOf(solution: SolutionModel, variable: NewEnvironmentVariable): string | undefined {
  const { schemaName, displayName, type, defaultValue, description = '' } = variable;
  if (!isSchemaName(schemaName))
    return `"${withoutSecrets(schemaName).slice(0, 100)}" cannot be a schema name: it takes letters, digits and "_", at most 100.`;
  if (solution.environmentVariable(schemaName) !== undefined)
    return `The solution already has an environment variable ${schemaName}.`;
  if ((type === 'DataSource') !== (variable.source !== undefined))
    return 'A data source has a connector and a parameter, and no other variable has.';
  if (isUnwritable(displayName) || isUnwritable(description) || isUnwritable(defaultValue ?? ''))
    return 'A text holds characters that an XML file cannot hold.';
  if (defaultValue === undefined) return undefined;
  if (type === 'Secret' && !isKeyVaultReference(defaultValue))
    return 'A secret environment variable holds a Key Vault reference; a secret itself is never written to a file.';
  if (defaultValue.length > MAX_VALUE_LENGTH)
    return `The value has ${defaultValue.length} characters. An environment variable holds at most ${MAX_VALUE_LENGTH}.`;
  return undefined;
}

/** Where the solution keeps its definitions; some write the folder's name in another case. */
function definitionsFolder(solution: SolutionModel): string {
  const folders = solution.environmentVariables.map((one) => parentOf(one.folder));
  const known = folders.find((one) => one.toLowerCase() === join(solution.root, FOLDER).toLowerCase());
  return known ?? join(solution.root, FOLDER);
}

/** How definitions of this solution are written, as most of them are. */
interface FileForm {
  readonly start: string;
  readonly eol: string;
  readonly indent: string;
  readonly finalBreak: boolean;
}

function formOf(solution: SolutionModel): FileForm {
  const counted = new Map<string, { form: FileForm; times: number }>();
  for (const { definition } of solution.environmentVariables) {
    const text = definition && solution.textOf(definition.source.uri);
    if (text === undefined) continue;
    const { eol, indent } = styleOf(text);
    const form = {
      start: text.slice(0, definition!.source.span.start),
      eol: eol === '' ? '\n' : eol,
      indent,
      finalBreak: /[\r\n]$/.test(text),
    };
    const key = JSON.stringify(form);
    const before = counted.get(key);
    counted.set(key, { form, times: (before?.times ?? 0) + 1 });
  }
  const [most] = [...counted.values()].sort((a, b) => b.times - a.times);
  if (most !== undefined && /^\ufeff?(?:<\?xml[^>]*>\s*)?$/.test(most.form.start)) return most.form;
  // Without a neighbour: exports write definitions without mark, declaration and final line break, in the manifest's line ends.
  const manifest = solution.manifests.map((one) => solution.textOf(one.uri)).find((one) => one !== undefined);
  const { eol } = styleOf(manifest ?? '');
  return { start: '', eol: eol === '' ? '\n' : eol, indent: '  ', finalBreak: false };
}

function definitionText(solution: SolutionModel, variable: NewEnvironmentVariable): string {
  const { schemaName, displayName, type, defaultValue, description, source } = variable;
  const languagecode = solution.languageCode ?? '1033';
  const labelled = (name: string, text: string): NewElement => ({
    name,
    attributes: [['default', text]],
    children: [
      {
        name: 'label',
        attributes: [
          ['description', text],
          ['languagecode', languagecode],
        ],
      },
    ],
  });
  // Children stand in alphabetical order, as in exports.
  const children: NewElement[] = [];
  if (source !== undefined) children.push({ name: 'apiid', text: APIS + source.apiName });
  if (defaultValue !== undefined) children.push({ name: 'defaultvalue', text: stored(type, defaultValue) });
  if (description !== undefined && description !== '') children.push(labelled('description', description));
  children.push(
    labelled('displayname', displayName.trim() === '' ? schemaName : displayName),
    { name: 'introducedversion', text: solution.version ?? '1.0.0.0' },
    { name: 'iscustomizable', text: '1' },
    { name: 'isrequired', text: '0' },
    ...(source === undefined ? [] : [{ name: 'parameterkey', text: source.parameterKey }]),
    { name: 'secretstore', text: '0' },
    { name: 'type', text: String(TYPE_CODES[type]) },
  );
  const form = formOf(solution);
  const root: NewElement = {
    name: 'environmentvariabledefinition',
    attributes: [['schemaname', schemaName]],
    children,
  };
  return form.start + writeElement(root, form) + (form.finalBreak ? form.eol : '');
}

/** The platform keeps a Boolean as `yes` or `no`. */
function stored(type: NewEnvironmentVariable['type'], value: string): string {
  if (type !== 'Boolean') return value;
  if (/^true$/i.test(value)) return 'yes';
  return /^false$/i.test(value) ? 'no' : value;
}
