/** Reads from the environment how packages are signed. Only electron-builder reads certificates and passwords. */
import type { WindowsConfiguration } from 'electron-builder';
import type { Target } from './target.ts';

export interface Signing {
  /**
   * Undefined: the certificate of CSC_LINK or CSC_NAME. `-` signs ad hoc, because Apple's processors run no unsigned
   * program.
   */
  readonly macIdentity: string | undefined;
  readonly notarize: boolean;
  readonly azure: NonNullable<WindowsConfiguration['azureSignOptions']> | null;
  /** One sentence for each step that is left out. */
  readonly notes: readonly string[];
}

/** Groups of variables for Apple's notary; one complete group is enough. */
const NOTARY: readonly (readonly string[])[] = [
  ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'],
  ['APPLE_KEYCHAIN', 'APPLE_KEYCHAIN_PROFILE'],
];
/** Besides Azure's own AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET. */
const AZURE = ['AZURE_SIGN_PUBLISHER', 'AZURE_SIGN_ENDPOINT', 'AZURE_SIGN_ACCOUNT', 'AZURE_SIGN_PROFILE'] as const;

export function readSigning(env: NodeJS.ProcessEnv, platform: Target['platform']): Signing {
  const unsigned: Signing = { macIdentity: undefined, notarize: false, azure: null, notes: [] };
  if (platform === 'darwin') return { ...unsigned, ...readMac(env) };
  if (platform === 'win32') return { ...unsigned, ...readWindows(env) };
  return unsigned;
}

function readMac(env: NodeJS.ProcessEnv): Pick<Signing, 'macIdentity' | 'notarize' | 'notes'> {
  const isSigned = has(env, 'CSC_LINK') || has(env, 'CSC_NAME');
  const isNotarized = isSigned && NOTARY.some((names) => names.every((name) => has(env, name)));
  const notes = [
    ...(isSigned ? [] : ['Signed ad hoc: neither CSC_LINK nor CSC_NAME is set.']),
    ...(isNotarized
      ? []
      : [
          `Not notarized: ${isSigned ? 'APPLE_API_KEY (or APPLE_ID) and what belongs to it are not set' : 'an ad hoc signature cannot be'}.`,
        ]),
  ];
  return { macIdentity: isSigned ? undefined : '-', notarize: isNotarized, notes };
}

function readWindows(env: NodeJS.ProcessEnv): Pick<Signing, 'azure' | 'notes'> {
  const [publisherName, endpoint, codeSigningAccountName, certificateProfileName] = AZURE.map(
    (name) => env[name] ?? '',
  );
  if (publisherName && endpoint && codeSigningAccountName && certificateProfileName)
    return { azure: { publisherName, endpoint, codeSigningAccountName, certificateProfileName }, notes: [] };
  const isSigned = has(env, 'WIN_CSC_LINK') || has(env, 'CSC_LINK');
  return {
    azure: null,
    notes: isSigned ? [] : [`Not signed: neither WIN_CSC_LINK nor ${AZURE[0]} and what belongs to it is set.`],
  };
}

const has = (env: NodeJS.ProcessEnv, name: string): boolean => Boolean(env[name]);
