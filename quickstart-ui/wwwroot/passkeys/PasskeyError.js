/**
 * The one error that this SDK rejects with. `tag` says what happened in words a page can switch on;
 * `cause` is what the browser or the server said.
 */
export class PasskeyError extends Error {
  /**
   * @param {import('./index.js').PasskeyErrorTag} tag
   * @param {string} message
   * @param {import('./index.js').PasskeyErrorFacts} [facts]
   */
  constructor(tag, message, facts = {}) {
    const { cause, ...rest } = facts;
    super(message, { cause });
    this.name = 'PasskeyError';
    this.tag = tag;
    /** @type {boolean | undefined} */
    this.signalled = undefined;
    Object.assign(this, rest);
  }
}
