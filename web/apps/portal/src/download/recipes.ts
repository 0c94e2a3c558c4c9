import type { Format } from './files.ts'
import type { Place } from './search.ts'

export interface Recipe {
  files: Format[]
  /** In the order in which they are typed; `what` is a key of texts.ts. */
  commands: {
    what: 'keyFits' | 'place' | 'config' | 'reload' | 'pack' | 'take' | 'bind' | 'join' | 'see'
    text: string
  }[]
}

interface Names {
  host: string
  names: Record<Format, string>
  /** SHA-1 of the certificate, as Windows names it. */
  thumbprint: string
}

/** Safe in a POSIX shell: what the server names files of is letters, digits, '.', '-' and '_' already. */
const keyFits = (file: string) =>
  `test "$(openssl x509 -in ${file} -noout -pubkey)" = "$(openssl pkey -in server.key -pubout)" && echo OK`

/** Which files, and what is typed on the server, for each place. */
export function recipeFor(place: Place, { host, names, thumbprint }: Names): Recipe {
  switch (place) {
    case 'nginx':
      return {
        files: ['chain'],
        commands: [
          { what: 'keyFits', text: keyFits(names.chain) },
          {
            what: 'place',
            text: `sudo install -D -m 644 ${names.chain} /etc/nginx/tls/server.pem && sudo install -m 600 server.key /etc/nginx/tls/server.key`,
          },
          { what: 'reload', text: 'sudo nginx -t && sudo systemctl reload nginx' },
        ],
      }
    case 'apache':
      return {
        files: ['chain'],
        commands: [
          { what: 'keyFits', text: keyFits(names.chain) },
          {
            what: 'place',
            text: `sudo install -D -m 644 ${names.chain} /etc/apache2/tls/server.pem && sudo install -m 600 server.key /etc/apache2/tls/server.key`,
          },
          { what: 'reload', text: 'sudo apachectl configtest && sudo apachectl graceful' },
        ],
      }
    case 'iis':
      return {
        files: ['p7b'],
        commands: [
          { what: 'take', text: `certreq -accept -machine ${names.p7b}` },
          {
            what: 'see',
            text: `Get-Item Cert:\\LocalMachine\\My\\${thumbprint} | Format-List Subject, NotAfter, HasPrivateKey`,
          },
          {
            what: 'bind',
            text: `(Get-WebBinding -Name "Default Web Site" -Protocol https).AddSslCertificate("${thumbprint}", "My")`,
          },
        ],
      }
    case 'tomcat':
      return {
        files: ['chain'],
        commands: [
          { what: 'keyFits', text: keyFits(names.chain) },
          {
            what: 'pack',
            text: `openssl pkcs12 -export -inkey server.key -in ${names.chain} -name tomcat -out server.p12`,
          },
          { what: 'see', text: 'keytool -list -v -storetype PKCS12 -keystore server.p12' },
        ],
      }
    case 'balancer':
      return {
        files: ['pem', 'ca', 'chain'],
        commands: [
          { what: 'keyFits', text: keyFits(names.pem) },
          { what: 'join', text: `(umask 077; cat ${names.chain} server.key > server-with-key.pem)` },
          {
            what: 'reload',
            text: 'sudo haproxy -c -f /etc/haproxy/haproxy.cfg && sudo systemctl reload haproxy',
          },
        ],
      }
    case 'other':
      return {
        files: ['pem', 'chain', 'ca', 'der', 'p7b'],
        commands: [
          { what: 'keyFits', text: keyFits(names.pem) },
          {
            what: 'see',
            text: `openssl x509 -in ${names.pem} -noout -subject -serial -dates -fingerprint -sha256`,
          },
          {
            what: 'pack',
            text: `openssl pkcs12 -export -inkey server.key -in ${names.chain} -name ${host} -out server.p12`,
          },
        ],
      }
  }
}

/** What the server must answer with once it is installed. */
export const lookFromOutside = (host: string) =>
  `openssl s_client -connect ${host}:443 -servername ${host} </dev/null 2>/dev/null | openssl x509 -noout -serial -enddate`
