import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** A random secret for URLs and cookies, base64url; 24 bytes are 192 bits. */
export function randomToken(bytes = 24): string {
  return randomBytes(bytes).toString('base64url');
}

/** How tokens and API secrets are stored: SHA-256, hex. They are random and long, so no slow hash is needed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function constantTimeEqual(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

const derived = new Map<string, Buffer>();

/** A key of 32 bytes for one purpose; the same secret never serves two purposes directly. */
export function deriveKey(secret: string, purpose: string): Buffer {
  const name = `${purpose}\n${secret}`;
  let key = derived.get(name);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', secret, 'parley', purpose, 32));
    derived.set(name, key);
  }
  return key;
}

/** 128 bits of HMAC-SHA256, 22 characters of base64url. */
export function sign(secret: string, purpose: string, payload: string): string {
  return createHmac('sha256', signingKey(secret, purpose))
    .update(payload)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

const signingKeys = new Map<string, KeyObject>();

/** With a key object a signature takes a quarter of the time that it takes with the key's bytes. */
function signingKey(secret: string, purpose: string): KeyObject {
  const name = `${purpose}\n${secret}`;
  let key = signingKeys.get(name);
  if (!key) {
    key = createSecretKey(deriveKey(secret, `sign ${purpose}`));
    signingKeys.set(name, key);
  }
  return key;
}

export function verify(secret: string, purpose: string, payload: string, signature: string): boolean {
  return constantTimeEqual(sign(secret, purpose, payload), signature);
}

/**
 * AES-256-GCM under the first of the secrets; `context` (say, company and column) must be the same to open it again.
 * The form is `<key id>.<iv>.<tag>.<ciphertext>`, base64url.
 */
export function seal(secrets: readonly string[], plaintext: string, context: string): string {
  const [secret] = secrets;
  if (!secret) throw new TypeError('There is no secret to seal with.');
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, 'seal'), iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return [keyId(secret), ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** Opens what any of the secrets sealed: after a rotation the old one stays in the list. Throws where none fits. */
export function open(secrets: readonly string[], sealed: string, context: string): string {
  const [id, iv, tag, body] = sealed.split('.');
  const secret = secrets.find((candidate) => keyId(candidate) === id);
  if (!secret || !iv || !tag || body === undefined)
    throw new Error('This was sealed with a secret that is not known here.');
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(secret, 'seal'), Buffer.from(iv, 'base64url'), {
    // Without it a tag cut to four bytes would do, which can be guessed.
    authTagLength: 16,
  })
    .setAAD(Buffer.from(context))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}

/**
 * For what goes out in a URL and comes back: nobody else reads or changes it, and it is the same whenever it is made, so that a
 * cache helps. The nonce is a MAC of the text, so it repeats with its text alone. base64url.
 */
export function sealForUrl(secret: string, purpose: string, plaintext: string): string {
  const nonce = createHmac('sha256', signingKey(secret, `nonce ${purpose}`))
    .update(plaintext)
    .digest()
    .subarray(0, 12);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, `url ${purpose}`), nonce);
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Null for what was not sealed with this secret for this purpose. */
export function openFromUrl(secret: string, purpose: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  // Letters that base64url passes over would make many addresses of one.
  if (bytes.length < 28 || bytes.toString('base64url') !== sealed) return null;
  const options = { authTagLength: 16 };
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(secret, `url ${purpose}`), bytes.subarray(0, 12), options);
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function keyId(secret: string): string {
  return deriveKey(secret, 'key id').subarray(0, 4).toString('hex');
}
