import type { Severity } from '../finding.js';

/** All severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information'];
