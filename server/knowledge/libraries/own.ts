import type { OwnNames, OwnWrapper } from '../own-names.js';
import { ownNames } from '../vocabulary.js';
import type { KeychainLibrary } from './library.js';

const KNOWN = new WeakMap<OwnNames, readonly KeychainLibrary[]>();

/** The project's own wrappers of the Keychain, as its policy describes them. */
export function ownLibraries(): readonly KeychainLibrary[] {
  const names = ownNames();
  const known = KNOWN.get(names) ?? names.keychainWrappers.map(libraryFor);
  KNOWN.set(names, known);
  return known;
}

function libraryFor(wrapper: OwnWrapper): KeychainLibrary {
  const { type, valueArgument, keyArgument, level } = wrapper;
  const places = ['instance', 'type'] as const;
  const calls = (methods: readonly string[]) =>
    methods.flatMap((method) => places.map((on) => ({ method, on, key: 0 })));
  return {
    id: `own:${type}`,
    name: type,
    modules: [],
    types: [type],
    distinctive: true,
    levelTypes: [],
    levels: {},
    formerLevels: {},
    ...(level && { defaultLevel: level }),
    defaultSource: { repository: '', version: '', file: 'sessionlint.json', line: 1 },
    levelPlaces: [],
    addition: { by: 'none' },
    writes: calls(wrapper.write).map((call) => ({ ...call, value: valueArgument, key: keyArgument })),
    reads: calls(wrapper.read),
    deletes: calls(wrapper.delete),
    clears: [],
    failure: 'throws',
    nilAssignment: 'noSubscript',
    instances: ['shared', 'standard', 'default'],
    onExistingItem: 'rewritten',
  };
}
