import type { GuideState, ServerHealth } from '../model.js';
import type { FromPage } from '../messages.js';
import { button, h, icon } from './dom.js';

interface NoticeSource {
  readonly health: ServerHealth;
  readonly state: GuideState | undefined;
  send(message: FromPage): void;
}

/** What the user has to know before reading: what does not work, and what the answers come from. */
export function notices({ health, state, send }: NoticeSource): readonly HTMLElement[] {
  if (health === 'stopped') {
    return [
      notice('error', 'The SessionLint server is not running, so the guide shows nothing of your code.', [
        button('Restart', () => send({ type: 'restart' }), { iconName: 'refresh', className: 'secondary' }),
      ]),
    ];
  }
  if (!state) return [];
  return [...aboutWorkspace(state, send), ...aboutPolicy(state, send)];
}

function aboutWorkspace({ workspace, folder }: GuideState, send: NoticeSource['send']): HTMLElement[] {
  if (workspace === 'none') {
    const text = 'No folder is open. Everything can be read; open a folder to see what your code does.';
    const open = button('Open Folder', () => send({ type: 'openFolder' }), {
      iconName: 'folder-opened',
      className: 'secondary',
    });
    return [notice('info', text, [open])];
  }
  if (workspace === 'reading') return [notice('loading', `Reading the code of ${folder ?? 'the folder'} …`)];
  if (workspace === 'off') {
    return [
      notice(
        'info',
        'The files of the folder are not read: the setting sessionlint.index, or sessionlint.enable, is off.',
      ),
    ];
  }
  return [];
}

function aboutPolicy({ policy, workspace }: GuideState, send: NoticeSource['send']): HTMLElement[] {
  if (workspace === 'none') return [];
  const open = (label: string): HTMLElement =>
    button(label, () => send({ type: 'openPolicy' }), { iconName: 'go-to-file', className: 'link' });
  if (policy.state === 'broken') {
    const text =
      `sessionlint.json cannot be read, so the last good one holds. ${policy.problem ?? ''}`.trim();
    return [notice('warning', text, [open('Open it')])];
  }
  if (policy.state === 'ok')
    return [notice('law', 'The answers in use come from', [open('sessionlint.json')])];
  return [notice('law', 'This project has no policy yet. “Use in this project” writes one.')];
}

function notice(iconName: string, text: string, actions: readonly HTMLElement[] = []): HTMLElement {
  return h(
    'div',
    { class: `notice ${iconName}` },
    icon(iconName, iconName === 'loading' ? 'codicon-modifier-spin' : ''),
    h('p', {}, text, ...actions.flatMap((action) => [' ', action])),
  );
}
