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
  /**
   * What a back end got from `operations` for this one call, in place of an access token: register for `register`, authenticate for the sign-ins,
   * list for `listPasskeys`, update for `renamePasskey` and `updateAccount`, delete for `removePasskey` and `deletePasskeys`.
   */
  operationToken?: string | undefined;
}

/** What every call needs that asks an authenticator. */
export interface ReportOptions {
  /**
   * Whether the pool is told when the ceremony fails in the browser: the tag, and the name of the exception; nothing about the person. Its administrators see how
   * often that happens. Default true.
   */
  report?: boolean | undefined;
}

export interface OperationOptions extends PoolOptions {
  operationToken: string;
}

export interface AccountOptions extends PoolOptions {
  identifier: string;
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

export interface VerifyRecoveryOptions extends AccountOptions {
  /** The code from the mail, or of its link. */
  code: string;
}

export interface AcceptInvitationOptions extends PoolOptions {
  /** The code of the invitation's link, or of the link that `inviteDevice` gave. */
  code: string;
}

export interface RegisterOptions extends PoolOptions, ReportOptions {
  /** From startSignUp, acceptInvitation or verifyRecovery. Without it, and without an operation token, the person must be signed in, at most five minutes ago. */
  signup?: string | undefined;
  /** With the `signup` of a recovery: whether the person's other passkeys go, and everything that was signed in with them. Default false. */
  removeOthers?: boolean | undefined;
  /** 1 to 100 characters. Default: the authenticator's name. */
  name?: string | undefined;
}

export interface RegisterPasswordOptions extends PoolOptions {
  /** From startSignUp. */
  signup: string;
  password: string;
}

export interface PasswordSignInOptions extends PoolOptions, ReportOptions {
  identifier: string;
  password: string;
  /** The client that is to get the result. Default: the host's own pages. */
  clientId?: string | undefined;
  /** The scopes that the client is going to ask for, separated by spaces. */
  scope?: string | undefined;
  /** Where the sign-in leads: a path of the host, beginning with one slash. Default: the server's choice. */
  returnUrl?: string | undefined;
  /** Called before a passkey is asked for, where the pool wants one after the password. */
  onPasskey?: (() => void) | undefined;
}

export interface SetPasswordOptions extends PoolOptions {
  /** 15 to 256 characters where it alone signs in, 8 to 256 where a passkey follows; not the identifier, and none of the commonest. */
  password: string;
}

export interface RemovePasswordOptions extends PoolOptions {
  /** Whether the last way to sign in may go. Default false. */
  confirmLast?: boolean | undefined;
}

export interface BeginSignInOptions extends PoolOptions, ReportOptions {
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
  /** One of the pool's RP IDs: the one it has, or one that it had before a move. Default: the one it has. */
  rpId?: string | undefined;
  /** `immediate`: only a passkey that is at hand; see `immediateGet` of checkSupport. Default: whatever the browser can reach. */
  mediation?: 'immediate' | undefined;
}

export type SignInOptions = BeginSignInOptions;

export type AutofillOptions = Omit<SignInOptions, 'identifier' | 'mediation'>;

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
  /** Whether a sign-in with `mediation: 'immediate'` works: it offers a passkey that is at hand, or fails at once. */
  immediateGet: boolean;
  /** Whether a device can be told that a passkey has gone. */
  signals: boolean;
}

export interface SignUpStarted {
  /** For `register`. */
  signup: string;
  next: 'passkey';
  /** The ways to end a sign-up: `register` for passkey, `registerPassword` for password. Only from startSignUp. */
  methods?: ('passkey' | 'password')[];
  /** Whose code acceptInvitation was given: an invitation's, or that of a person's other device. */
  kind?: 'invitation' | 'device';
}

export interface PasswordRegistered {
  /** What comes next: the code from the mail, or the sign-in. */
  next: 'activate' | 'sign-in';
}

export interface PasswordState {
  /** Whether there is one. */
  set: boolean;
  /** RFC 3339; absent where there is none. */
  changedAt?: string | null;
}

export interface DeviceInvitation {
  code: string;
  /** Where the other device goes; the code stands in its fragment. */
  link: string;
  /** RFC 3339 */
  expiresAt: string;
  /** The link as a QR code: an SVG image. */
  qr: string;
}

export interface AccountUpdated {
  signals: Signals;
}

export interface PasskeysDeleted {
  /** The `id` of each passkey that went. */
  deleted: string[];
  signals: Signals;
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
  /** Whether the person should make a new passkey: the one that was used belongs to an address that the pool has moved from. */
  enrol?: boolean;
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
  /** The server could not verify the passkey, or the password. */
  | 'refused'
  /** The sign-in is too old for this; sign in again. `maxAge` in seconds. */
  | 'step-up'
  /** Nobody is signed in. */
  | 'signed-out'
  /** It is the last way to sign in; see `confirmLast`. */
  | 'last-credential'
  /** Too many tries; `retryAfter` in seconds. */
  | 'too-many'
  /** Any other problem details: see `code`, `status`, `detail`, `member`. */
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

/** Ends a sign-up with a password. Fails with `problem`, code `invalid_request` and member `password`, where the password is too short or too common. */
export function registerPassword(options: RegisterPasswordOptions): Promise<PasswordRegistered>;

/** Activates an account with the code from the mail. Fails with `problem`, code `invalid_code`, or with `too-many`. */
export function activate(options: ActivateOptions): Promise<void>;

/** Asks for the activation's mail once more. The answer does not tell whether an account waits for it. */
export function resendActivation(options: AccountOptions): Promise<void>;

/** Asks for a mail with a code, for who has no passkey at hand any more. The answer does not tell whether there is such an account. */
export function recover(options: AccountOptions): Promise<void>;

/** Goes on with the code of that mail; `register` makes the new passkey. Fails with `problem`, code `invalid_code`, or with `too-many`. */
export function verifyRecovery(options: VerifyRecoveryOptions): Promise<SignUpStarted>;

/** Takes up an invitation, or goes on at another device. Fails with `problem`, code `invalid_code`. */
export function acceptInvitation(options: AcceptInvitationOptions): Promise<SignUpStarted>;

/** Makes a passkey, for a sign-up, a recovery, an operation token or the person who is signed in, and tells the device. */
export function register(options: RegisterOptions): Promise<Registered>;

/** Signs in with a passkey. Stops a running autofill first. */
export function signIn(options: SignInOptions): Promise<SignedIn>;

/** Signs in with a password, and with a passkey after it where the pool wants one. Fails with `refused`, or with `too-many`. */
export function passwordSignIn(options: PasswordSignInOptions): Promise<SignedIn>;

/** Options and assertion without the end: for the passkey grant of a token endpoint, or for finishSignIn. */
export function beginSignIn(options: BeginSignInOptions): Promise<SignInBegun>;

/** The end of a sign-in that beginSignIn began. */
export function finishSignIn(options: FinishSignInOptions): Promise<SignedIn>;

/** Offers passkeys in the autofill of a field with `autocomplete="username webauthn"`. Null when it was stopped, put away, or is not supported. */
export function autofill(options: AutofillOptions): Promise<SignedIn | null>;

/** The passkeys of the person who is signed in, or whom the operation token is for. */
export function listPasskeys(options: PoolOptions): Promise<PasskeyList>;

/** Gives a passkey another name. */
export function renamePasskey(options: RenamePasskeyOptions): Promise<Passkey>;

/** Removes a passkey and tells the device. */
export function removePasskey(options: RemovePasskeyOptions): Promise<Removed>;

/** Applies the change that a back end prepared with an operation token of type update, and tells the device. */
export function updateAccount(options: OperationOptions): Promise<AccountUpdated>;

/** Removes the passkeys that a back end chose with an operation token of type delete, and tells the device. */
export function deletePasskeys(options: OperationOptions): Promise<PasskeysDeleted>;

/** A code by which another device of the person gets a passkey. It needs a recent sign-in. */
export function inviteDevice(options: PoolOptions): Promise<DeviceInvitation>;

/** Whether the person who is signed in has a password. */
export function readPassword(options: PoolOptions): Promise<PasswordState>;

/** Gives the person who is signed in a password, or another one. It needs a recent sign-in. */
export function setPassword(options: SetPasswordOptions): Promise<void>;

/** Takes the password away. Fails with `last-credential` where it is the last way to sign in. */
export function removePassword(options: RemovePasswordOptions): Promise<void>;

/** Tells the device that a passkey is not known. Resolves to whether the browser took it; never rejects. */
export function signalUnknown(unknown: { rpId: string; credentialId: string }): Promise<boolean>;

/** Tells the device which passkeys of the person are good, and what the person is called. Never rejects. */
export function signalAccepted(signals: Signals | undefined): Promise<void>;
