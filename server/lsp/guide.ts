import type { CancellationToken, Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { judge } from '../analysis.js';
import { type Evidence, gather } from '../guide/gather.js';
import type { GuidePlace } from '../workspace/place.js';
import { entryStates, placesOf } from '../guide/state.js';
import { GUIDE } from '../knowledge/guide/index.js';
import { POLICY_FILE } from '../policy/schema.js';
import type { Program } from '../workspace/program.js';
import { answer } from './answer.js';
import { rangeOf } from './positions.js';
import type { PlacedPolicy } from './projectPolicies.js';
import type { GuideStateAnswer, PlaceAnswer, PolicyState } from './protocol.js';
import type { Surrounded, Workspace } from './workspace.js';

/** The command of the client that shows an entry of the guide; its argument is the id of the entry. */
export const GUIDE_COMMAND = 'sessionlint.openGuide';

/** The client is told at most once in this time (milliseconds). */
const PAUSE = 300;

/** Other work goes first when gathering has taken this long (milliseconds). */
const SLICE = 15;

interface Asked {
  /** The document that the user is at; it tells which folder and which policy are meant. */
  readonly uri?: string;
}

/** Answers what the decision guide asks, and tells it when there is something new. */
export class GuideService {
  private known = new WeakMap<Program, Promise<Evidence | undefined>>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    private readonly policyFor: (uri: string) => PlacedPolicy,
    private readonly failed: (what: string, error: unknown) => void,
  ) {}

  listen(): void {
    this.connection.onRequest('sessionlint/guide', () => GUIDE);
    this.connection.onRequest('sessionlint/guideState', (asked: Asked | null, token: CancellationToken) =>
      answer(
        token,
        null,
        () => this.state(asked?.uri),
        (error) => this.failed('the guide', error),
      ),
    );
    this.connection.onRequest(
      'sessionlint/places',
      (asked: (Asked & { readonly id?: unknown }) | null, token: CancellationToken) =>
        answer(
          token,
          [],
          () => this.places(String(asked?.id), asked?.uri),
          (error) => this.failed('places in the code', error),
        ),
    );
  }

  /** Something may be different now. */
  changed(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.connection.sendNotification('sessionlint/guideChanged').catch(() => undefined);
    }, PAUSE);
  }

  /** Everything is judged by something else now. */
  policiesChanged(): void {
    this.known = new WeakMap();
    this.changed();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private async state(uri: string | undefined): Promise<GuideStateAnswer> {
    const around = this.workspace.around(uri);
    const evidence = await this.evidence(around);
    const policy = this.policyFor(uri ?? around.uriOf(POLICY_FILE));
    return {
      workspace: around.state,
      ...(around.name !== undefined && { folder: around.name }),
      policy: policyState(around.state === 'none' ? undefined : policy),
      entries: entryStates(evidence, policy.content),
    };
  }

  private async places(id: string, uri: string | undefined): Promise<readonly PlaceAnswer[]> {
    const around = this.workspace.around(uri);
    const evidence = await this.evidence(around);
    return placesOf(id, evidence).map((place) => placeAnswer(place, around.uriOf(place.file.path)));
  }

  private evidence({ program, uriOf }: Surrounded): Promise<Evidence | undefined> {
    if (!program) return Promise.resolve(undefined);
    const known = this.known.get(program);
    if (known) return known;
    let began = performance.now();
    const gathered = gather(
      program,
      (file) => judge(file, this.policyFor(uriOf(file.path)).policy, program),
      async () => {
        if (performance.now() - began < SLICE) return false;
        await new Promise((resolve) => setImmediate(resolve));
        began = performance.now();
        return false;
      },
    );
    this.known.set(program, gathered);
    return gathered;
  }
}

function policyState(policy: PlacedPolicy | undefined): PolicyState {
  if (policy?.uri === undefined) return { state: 'missing' };
  const { uri, broken, problems } = policy;
  const problem = broken ? problems[0]?.message : undefined;
  return {
    state: broken ? 'broken' : 'ok',
    uri,
    ...(problem !== undefined && { problem }),
  };
}

function placeAnswer({ file, span, title, finding }: GuidePlace, uri: string): PlaceAnswer {
  const document = TextDocument.create(uri, file.language, 0, file.text);
  return { uri, range: rangeOf(document, span), path: file.path, title, ...finding };
}
