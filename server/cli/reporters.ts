import pico from 'picocolors';
import { version } from '../../package.json';
import { GitHubReporter } from '../report/github.js';
import { JsonReporter } from '../report/json.js';
import { PrettyReporter } from '../report/pretty.js';
import type { Reporter } from '../report/report.js';
import { SarifReporter } from '../report/sarif.js';
import { XcodeReporter } from '../report/xcode.js';
import { RULES } from '../rules/index.js';
import type { Format } from './options.js';

export function reporterFor(format: Format, { color, quiet }: { color: boolean; quiet: boolean }): Reporter {
  switch (format) {
    case 'pretty':
      return new PrettyReporter(pico.createColors(color), quiet);
    case 'json':
      return new JsonReporter();
    case 'sarif':
      return new SarifReporter(RULES, version);
    case 'github':
      return new GitHubReporter();
    case 'xcode':
      return new XcodeReporter();
  }
}
