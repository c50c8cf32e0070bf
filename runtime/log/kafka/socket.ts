import { connect, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { SocketRequest } from './kafkajs.ts'

const keepAliveMs = 60_000

/** A socket that sends at once. kafkajs' own leaves Nagle's algorithm on, which delays small requests. */
export function openSocket({ host, port, ssl, onConnect }: SocketRequest) {
  const address = { host, port }
  const socket = ssl
    ? connectTls({ ...address, ...(isIP(host) ? {} : { servername: host }), ...(ssl === true ? {} : ssl as object) },
        onConnect)
    : connect(address, onConnect)
  socket.setKeepAlive(true, keepAliveMs)
  socket.setNoDelay(true)
  return socket
}
