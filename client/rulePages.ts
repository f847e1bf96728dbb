import { commands, FileType, Uri, workspace } from 'vscode';

/** `group/name`; anything else, such as a path that climbs out of the folder, is no rule. */
const RULE_ID = /^[a-z0-9-]+\/[a-z0-9-]+$/;

export interface RulePage {
  readonly id: string;
  readonly title: string;
}

/** The pages about the rules, which ship inside the extension so that they can be read offline. */
export class RulePages {
  private readonly folder: Uri;

  constructor(extension: Uri) {
    this.folder = Uri.joinPath(extension, 'dist', 'docs', 'rules');
  }

  /** Every rule that has a page, in the order of their ids. */
  async list(): Promise<readonly RulePage[]> {
    const groups = await entries(this.folder, FileType.Directory);
    const ids = await Promise.all(
      groups.map(async (group) => {
        const pages = await entries(Uri.joinPath(this.folder, group), FileType.File);
        return pages.filter((page) => page.endsWith('.md')).map((page) => `${group}/${page.slice(0, -3)}`);
      }),
    );
    const rules = ids.flat().filter((id) => RULE_ID.test(id));
    return Promise.all(rules.map(async (id) => ({ id, title: await this.title(id) })));
  }

  /** Shows a rule's page in the Markdown preview. Returns false when there is no such page. */
  async open(id: string): Promise<boolean> {
    if (!RULE_ID.test(id)) return false;
    const page = this.page(id);
    try {
      await workspace.fs.stat(page);
    } catch {
      return false;
    }
    await commands.executeCommand('markdown.showPreview', page);
    return true;
  }

  private page(id: string): Uri {
    return Uri.joinPath(this.folder, `${id}.md`);
  }

  private async title(id: string): Promise<string> {
    const text = new TextDecoder().decode(await workspace.fs.readFile(this.page(id)));
    return /^# (.+)$/m.exec(text)?.[1] ?? id;
  }
}

async function entries(folder: Uri, type: FileType): Promise<readonly string[]> {
  const found = await workspace.fs.readDirectory(folder);
  return found
    .filter(([, kind]) => kind === type)
    .map(([name]) => name)
    .sort();
}
