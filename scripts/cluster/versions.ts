/** What a cluster is made of. These versions are written here alone; `docker-compose.yml` is tested against them. */
export const versions = {
  kafka: '4.1.1',
  scala: '2.13',
  registry: '2.6.13.Final',
  log4j: '2.24.3',
  mavenDependencyPlugin: '3.8.1',
  javaMin: 17
} as const
