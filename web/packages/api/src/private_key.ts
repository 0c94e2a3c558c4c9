/**
 * The marks of a private key in a text: PEM of any kind, OpenSSH, SSH2, PuTTY. One who only writes about a private key is
 * let through. The server looks closer (src/pki/private_key_scan.h); this one is for what must not leave the browser.
 */
export const holdsPrivateKey = (text: string): boolean => /PRIVATE\s+KEY\s*--|PuTTY-User-Key-File/i.test(text)
