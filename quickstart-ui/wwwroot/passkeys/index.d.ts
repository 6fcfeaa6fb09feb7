/** What every call needs. */
export interface PoolOptions {
  /** The pool's id. */
  pool: string;
  /** Where the host is, without a slash at the end. Default '': the page's own origin. */
  baseUrl?: string | undefined;
  /** Stops the call; it then rejects with tag `cancelled`. */
  signal?: AbortSignal | undefined;
  /** An access token with scope `passkeys`. Default: the sign-in cookie of the page's own origin. */
  accessToken?: string | undefined;
}

export interface StartSignUpOptions extends PoolOptions {
  /** 1 to 256 characters; an e-mail address where the pool sends mail. */
  identifier: string;
  /** At most 200 characters. Default: the identifier. */
  displayName?: string | undefined;
  /** The answer to the captcha, in a pool that asks for one. */
  captcha?: string | undefined;
}

export interface ActivateOptions extends PoolOptions {
  identifier: string;
  /** The code from the mail. */
  code: string;
  /** The sign-up that made the account, where it is at hand: the code of anyone else's sign-up is refused then. */
  signup?: string;
}

export interface AcceptInvitationOptions extends PoolOptions {
  /** The code of the invitation's link. */
  code: string;
}

export interface RegisterOptions extends PoolOptions {
  /** From startSignUp or acceptInvitation. Without it the person must be signed in, at most five minutes ago. */
  signup?: string | undefined;
  /** 1 to 100 characters. Default: the authenticator's name. */
  name?: string | undefined;
}

export interface BeginSignInOptions extends PoolOptions {
  /** The account. Default: whichever passkey the person picks. */
  identifier?: string | undefined;
  /** The client that is to get the result. Default: the host's own pages. */
  clientId?: string | undefined;
  /** The scopes that the client is going to ask for, separated by spaces. */
  scope?: string | undefined;
  /**
   * Where the sign-in leads: a path of the host, beginning with one slash. Default: the server's choice.
   * Where it is an application's authorization request that is for one person, the passkeys offered are that person's.
   */
  returnUrl?: string | undefined;
}

export type SignInOptions = BeginSignInOptions;

export type AutofillOptions = Omit<SignInOptions, 'identifier'>;

export interface FinishSignInOptions extends PoolOptions, SignInBegun {
  returnUrl?: string | undefined;
}

export interface RenamePasskeyOptions extends PoolOptions {
  /** The passkey's `id` (not its `credentialId`). */
  id: string;
  /** 1 to 100 characters. */
  name: string;
}

export interface RemovePasskeyOptions extends PoolOptions {
  /** The passkey's `id` (not its `credentialId`). */
  id: string;
  /** Whether the last way to sign in may go. Default false. */
  confirmLast?: boolean | undefined;
}

export interface Support {
  webauthn: boolean;
  /** Passkeys in the autofill of a field. */
  conditionalGet: boolean;
  /** A fingerprint, a face or a PIN of the device itself. */
  platformAuthenticator: boolean;
  /** A phone or tablet nearby can be used, by a code that it scans. False also where the browser does not tell. */
  hybrid: boolean;
  /** Whether a device can be told that a passkey has gone. */
  signals: boolean;
}

export interface SignUpStarted {
  /** For `register`. */
  signup: string;
  next: 'passkey';
}

export interface SignInBegun {
  ceremony: string;
  /** AuthenticationResponseJSON of WebAuthn Level 3. */
  credential: object;
}

export interface SignedIn {
  /** Where the page goes next; only with the host's own pages. */
  redirect?: string;
  /** A one-time result code for the client. */
  code?: string;
  /** A signed result for the client. */
  result?: string;
  /** Where the passkey was: in this device, or in another one (a phone nearby, a security key). Absent where the browser does not tell. */
  attachment?: AuthenticatorAttachment;
}

export interface Registered {
  passkey: Passkey;
  signals: Signals;
  code?: string;
}

export interface Removed {
  signals: Signals;
}

export interface PasskeyList {
  passkeys: Passkey[];
  total: number;
  /** For signalAccepted: the device may have missed a change. */
  signals: Signals;
}

export interface Passkey {
  id: string;
  name: string;
  /** base64url */
  credentialId: string;
  rpId: string;
  aaguid: string;
  authenticator: { name: string; icon?: string };
  transports: string[];
  /** RFC 3339 */
  createdAt: string;
  /** RFC 3339 */
  lastUsedAt?: string | null;
  /** Whether it may be synced between devices. */
  backupEligible: boolean;
  /** Whether it is synced now. */
  backedUp: boolean;
  userVerified: boolean;
}

/** What a device is told after a change. */
export interface Signals {
  rpId: string;
  /** The user handle in base64url. */
  userId: string;
  allAcceptedCredentialIds: string[];
  name: string;
  displayName: string;
}

export type PasskeyErrorTag =
  /** The browser has no passkeys, or no authenticator for what the pool asks. */
  | 'unsupported'
  /** The person said no, or something else took the ceremony's place. */
  | 'cancelled'
  /** The device, or the pool, has this passkey already. */
  | 'duplicate'
  /** The pool's passkeys are not for this address. */
  | 'invalid-rp-id'
  /** The pool does not know the passkey (any more). `signalled` tells whether the device was told. */
  | 'orphaned'
  | 'timeout'
  /** The server could not verify the passkey. */
  | 'refused'
  /** The sign-in is too old for this; sign in again. `maxAge` in seconds. */
  | 'step-up'
  /** Nobody is signed in. */
  | 'signed-out'
  /** It is the last way to sign in; see `confirmLast`. */
  | 'last-credential'
  /** Any other problem details: see `code`, `status`, `detail`, `member`, `retryAfter`. */
  | 'problem'
  | 'network'
  /** Anything else; `code` is the name of the DOMException. */
  | 'other';

export interface PasskeyErrorFacts {
  cause?: unknown;
  /** The stable code of the problem details, or the name of the DOMException. */
  code?: string | undefined;
  /** The HTTP status. */
  status?: number | undefined;
  detail?: string | undefined;
  /** The member of the request that was wrong. */
  member?: string | undefined;
  /** How old a sign-in may be, in seconds. */
  maxAge?: number | undefined;
  /** Seconds to wait before another try. */
  retryAfter?: number | undefined;
  /** With `orphaned`: whether the device was told to forget the passkey. */
  signalled?: boolean | undefined;
}

/** What every call rejects with. */
export class PasskeyError extends Error implements PasskeyErrorFacts {
  constructor(tag: PasskeyErrorTag, message: string, facts?: PasskeyErrorFacts);
  readonly tag: PasskeyErrorTag;
  cause?: unknown;
  code?: string | undefined;
  status?: number | undefined;
  detail?: string | undefined;
  member?: string | undefined;
  maxAge?: number | undefined;
  retryAfter?: number | undefined;
  signalled?: boolean | undefined;
}

/** What this browser and device can do with passkeys. Never rejects. */
export function checkSupport(): Promise<Support>;

/** Begins an account. Fails with `problem`, code `registration_disabled`, `captcha_failed` or `invalid_request`. */
export function startSignUp(options: StartSignUpOptions): Promise<SignUpStarted>;

/** Activates an account with the code from the mail. Fails with `problem`, code `invalid_code` or `too_many_attempts`. */
export function activate(options: ActivateOptions): Promise<void>;

/** Takes up an invitation. Fails with `problem`, code `invalid_code`. */
export function acceptInvitation(options: AcceptInvitationOptions): Promise<SignUpStarted>;

/** Makes a passkey, for a sign-up or for the person who is signed in, and tells the device. */
export function register(options: RegisterOptions): Promise<Registered>;

/** Signs in with a passkey. Stops a running autofill first. */
export function signIn(options: SignInOptions): Promise<SignedIn>;

/** Options and assertion without the end: for the passkey grant of a token endpoint, or for finishSignIn. */
export function beginSignIn(options: BeginSignInOptions): Promise<SignInBegun>;

/** The end of a sign-in that beginSignIn began. */
export function finishSignIn(options: FinishSignInOptions): Promise<SignedIn>;

/** Offers passkeys in the autofill of a field with `autocomplete="username webauthn"`. Null when it was stopped, put away, or is not supported. */
export function autofill(options: AutofillOptions): Promise<SignedIn | null>;

/** The passkeys of the person who is signed in. */
export function listPasskeys(options: PoolOptions): Promise<PasskeyList>;

/** Gives a passkey another name. */
export function renamePasskey(options: RenamePasskeyOptions): Promise<Passkey>;

/** Removes a passkey and tells the device. */
export function removePasskey(options: RemovePasskeyOptions): Promise<Removed>;

/** Tells the device that a passkey is not known. Resolves to whether the browser took it; never rejects. */
export function signalUnknown(unknown: { rpId: string; credentialId: string }): Promise<boolean>;

/** Tells the device which passkeys of the person are good, and what the person is called. Never rejects. */
export function signalAccepted(signals: Signals | undefined): Promise<void>;
