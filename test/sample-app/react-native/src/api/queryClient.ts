import { QueryClient } from '@tanstack/react-query';

/** Tickets and the profile of the active account, for ten minutes. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 10 * 60 * 1000, retry: 2 } },
});
