/** One environment variable. */
export interface Setting {
  readonly name: string
  /** What it takes. */
  readonly value: string
  /** What it is when nobody sets it; nothing where there is no such value. */
  readonly fallback?: string
  readonly doc: string
}

/** Every setting there is: `wallets --help` and docs/cli.md list this table, and `readConfig` asks for nothing else. */
export const settings = [
  { name: 'KAFKA_BROKERS', value: 'host:port,…', doc: 'Brokers to begin with. Without it the embedded log is used.' },
  { name: 'SCHEMA_REGISTRY_URL', value: 'URL', doc: 'Schema registry with Confluent\'s API. Goes with KAFKA_BROKERS.' },
  { name: 'SCHEMA_REGISTRY_USERNAME', value: 'text', doc: 'User at the registry.' },
  { name: 'SCHEMA_REGISTRY_PASSWORD', value: 'text', doc: 'Its password.' },
  { name: 'SCHEMA_REGISTRY_PASSWORD_FILE', value: 'path', doc: 'A file with the password: better than the above.' },
  { name: 'KAFKA_TLS', value: 'true | false', fallback: 'false', doc: 'Encrypt connections to the brokers.' },
  { name: 'KAFKA_TLS_CA_FILE', value: 'path', doc: 'Authorities that sign the brokers\' certificates, in PEM.' },
  { name: 'KAFKA_TLS_CERT_FILE', value: 'path', doc: 'Our certificate, in PEM. Goes with KAFKA_TLS_KEY_FILE.' },
  { name: 'KAFKA_TLS_KEY_FILE', value: 'path', doc: 'Our private key, in PEM.' },
  {
    name: 'KAFKA_SASL_MECHANISM', value: 'plain | scram-sha-256 | scram-sha-512', doc: 'How to log in at the brokers.'
  },
  { name: 'KAFKA_SASL_USERNAME', value: 'text', doc: 'User at the brokers.' },
  { name: 'KAFKA_SASL_PASSWORD', value: 'text', doc: 'Its password.' },
  { name: 'KAFKA_SASL_PASSWORD_FILE', value: 'path', doc: 'A file with the password: better than the above.' },
  {
    name: 'KAFKA_REPLICATION_FACTOR', value: '1 to 9',
    doc: 'Copies of topics that we create. Else what the brokers are set to.'
  },
  { name: 'WALLETS_DATA', value: 'path', fallback: './data', doc: 'Folder of the state, and of the embedded log.' },
  {
    name: 'WALLETS_PREFIX', value: 'letters, digits, dashes',
    doc: 'Before every topic, group and transactional id: several deployments on one cluster.'
  },
  {
    name: 'WALLETS_LOG_LEVEL', value: 'debug | info | warn | error | silent', fallback: 'info',
    doc: 'What is logged on standard error.'
  },
  {
    name: 'WALLETS_SESSION_TIMEOUT_MS', value: '1000 to 300000', fallback: '20000',
    doc: 'How long a silent member of the group keeps its partitions.'
  },
  {
    name: 'WALLETS_HEARTBEAT_INTERVAL_MS', value: '100 to 100000', fallback: '2500',
    doc: 'How often a member reports. At most a third of the session timeout.'
  }
] as const satisfies readonly Setting[]

export type SettingName = typeof settings[number]['name']
