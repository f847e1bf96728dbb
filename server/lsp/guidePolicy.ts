import type { GuidePolicy } from './guide.js';
import type { PlacedPolicy } from './projectPolicies.js';

/** What the guide is told of a policy. */
export function guidePolicy({ policy, content, uri, broken, problems }: PlacedPolicy): GuidePolicy {
  const [first] = problems;
  return {
    policy,
    written: content,
    broken,
    ...(uri !== undefined && { uri }),
    ...(broken && first && { problem: first.message }),
  };
}
