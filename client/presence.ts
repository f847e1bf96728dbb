import { commands, type Memento } from 'vscode';

/** The condition that the contributions for the user to see have in package.json. */
const SHOWN = 'sessionlint.shown';

const WAS_OPEN = 'guide.open';

/** Whether what SessionLint has for the user is there; a project that is none of its business does without. */
export class Presence {
  /** @param memory of the workspace */
  constructor(private readonly memory: Memento) {}

  /**
   * Shows the views and commands. When a window is loaded anew they are not there yet, so the editor opens another view;
   * the guide comes back if it was open.
   */
  async show(): Promise<void> {
    await commands.executeCommand('setContext', SHOWN, true);
    if (this.memory.get(WAS_OPEN) === true)
      await commands.executeCommand('sessionlint.guide.focus', { preserveFocus: true });
  }

  /** Keeps in mind whether the guide is open. */
  note(isOpen: boolean): void {
    void this.memory.update(WAS_OPEN, isOpen);
  }
}
