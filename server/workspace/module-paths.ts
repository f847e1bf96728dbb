/**
 * Whether a module that a file imports is another file of the workspace: by a relative path, or by an alias such as
 * `@/api/client`, whose root is not known; or by the name of a package that has its folder among the packages of a
 * monorepo: `@acme/auth/tokens` is `packages/auth/src/tokens.ts`.
 * @param module as the import writes it
 * @param from the path of the importing file, with forward slashes
 */
export function isModuleAt(module: string, from: string, path: string): boolean {
  const wanted = module.replace(/\.[cm]?[jt]sx?$/, '');
  const places = placesOf(path);
  if (wanted.startsWith('.')) return places.includes(joined(from, wanted));
  const alias = /^(?:[@~#]\/?|src\/|app\/)(.+)$/.exec(wanted)?.[1];
  if (alias === undefined) return false;
  return (
    places.some((place) => place === alias || place.endsWith(`/${alias}`)) || isPackageAt(wanted, places)
  );
}

function isPackageAt(module: string, places: readonly string[]): boolean {
  const name = /^@[\w-]+\/(.+)$/.exec(module)?.[1];
  return places.some((place) => name !== undefined && PACKAGED.exec(place)?.slice(1).join('') === name);
}

/** What a package can be imported as by its name, with what is below it, in the folders of a monorepo. */
const PACKAGED = /(?:^|\/)(?:packages|libs|modules|shared)\/([\w.-]+)(?:\/(?:src|lib))?((?:\/.+)?)$/;

/** The same text for imports that mean the same file, whatever file they stand in. */
export function placeMeant(module: string, from: string): string {
  return module.startsWith('.') ? joined(from, module) : module;
}

/** What a file can be imported as, without its ending: `api/index.ts` is `api/index` and `api`. */
function placesOf(path: string): readonly string[] {
  const place = path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\.(ios|native)$/, '');
  return place.endsWith('/index') ? [place, place.slice(0, -'/index'.length)] : [place];
}

function joined(from: string, module: string): string {
  const steps = from.split('/').slice(0, -1);
  for (const step of module.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
