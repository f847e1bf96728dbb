import { onTestFinished } from 'vitest';
import { Project } from './project.js';

/** A workspace folder on disk that is removed when the test that asked for it is over. */
export async function projectOf(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = await Project.make(files);
  onTestFinished(() => project.remove());
  return project;
}
