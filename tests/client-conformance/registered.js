// The clients that clients.js registered.
import { readFileSync } from 'node:fs';

const file = process.env.PASSKEYS_CLIENTS;
if (!file) throw new Error('PASSKEYS_CLIENTS must name the file that clients.js wrote; ./run.sh does so.');

export const registered = JSON.parse(readFileSync(file, 'utf8'));
