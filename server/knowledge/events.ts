/** Calls that hand a value to whoever has subscribed to a subject: of Combine, RxSwift and RxJS. */
const SENDING = /^(send|onNext|onCompleted|accept|next)$/;

/** What a subject’s name says of its kind; the publisher that others see has the same name without it. */
const KIND = /(Subject|Publisher|Relay|Observable|Stream|Signal|Event)?\$?$/;

/** The name under which code that has subscribed to a subject is found: `endedSubject` and `ended` are one. */
export function subjectEvent(subject: string): string {
  return `subject:${subject.replace(/^_+/, '').replace(KIND, '')}`;
}

/** The event that a call makes happen: a notification, or a value of a subject. */
export function eventSent(name: string, receiver: string | undefined): string | undefined {
  if (receiver === undefined) return undefined;
  if (name === 'post') return `post:${receiver}`;
  return SENDING.test(name) ? subjectEvent(receiver) : undefined;
}
